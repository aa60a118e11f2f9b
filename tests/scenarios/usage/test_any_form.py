"""One company written in many forms: one result, or a refusal; nothing else."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from crm_adoption import InputError
from crm_adoption.scenarios.usage.mapping import Naming
from crm_adoption.scenarios.usage.reading import read_company
from crm_adoption.scenarios.usage.usage import Usage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PEOPLE = ("Müller, Änne", "NA", "null", "007", "Özil", "Иван", "Пётр", "李雷")
FEATURES = ("Contacts", "Opportunities", "Cases")
MONTHS = ((2026, 3), (2026, 4), (2026, 5))
GERMAN = ("Mär", "Apr", "Mai")
ENGLISH = ("Mar", "Apr", "May")
Row = tuple[str, date, str, int]


def company() -> list[Row]:
    """Return uses of one month by person, feature and day, the days from the first to the last of each month."""
    rows = []
    for m, (year, month) in enumerate(MONTHS):
        for p, person in enumerate(PEOPLE):
            for f, feature in enumerate(FEATURES):
                day = (1 + 5 * p + 3 * f) % 28 + 1
                rows.append((person, date(year, month, day), feature, 1 + (p + 2 * f + m) % 4 * 300))
    return rows


def since_1970(day: date) -> int:
    return 86400 * (day - date(1970, 1, 1)).days + 36_000


DATES: dict[str, Callable[[date], str]] = {
    "ISO": lambda day: day.isoformat(), "German": lambda day: f"{day:%d.%m.%Y}",
    "German, two digits": lambda day: f"{day:%d.%m.%y}", "US": lambda day: f"{day:%m/%d/%Y}",
    "US, two digits": lambda day: f"{day.month}/{day.day}/{day:%y}", "compact": lambda day: f"{day:%Y%m%d}",
    "English words": lambda day: f"{day.day} {ENGLISH[day.month - 3]} {day.year}",
    "German words": lambda day: f"{day.day}. {GERMAN[day.month - 3]} {day.year}",
    "month in words": lambda day: f"{GERMAN[day.month - 3]} {day.year}", "month": lambda day: f"{day:%Y-%m}",
    "first of the month": lambda day: f"{day:%Y-%m}-01",
    "last of the month": lambda day: str((day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)),
    "a stamp in UTC": lambda day: f"{day}T10:30:00.000Z",
    "US, with a zone": lambda day: f"{day:%m/%d/%Y}, 10:30:15 AM CET",
    "seconds since 1970": lambda day: str(since_1970(day)), "milliseconds": lambda day: f"{since_1970(day)}000",
    "days of Excel": lambda day: str((day - date(1899, 12, 30)).days),
    "days of Excel from 1904": lambda day: str((day - date(1904, 1, 1)).days),
}  # fmt: skip
NUMBERS: dict[str, Callable[[int], str]] = {
    "plain": str, "point": lambda n: f"{n}.0", "comma": lambda n: f"{n},0", "thousands, English": lambda n: f"{n:,}.00",
    "thousands, German": lambda n: f"{n:,}".replace(",", ".") + ",00", "unclear": lambda n: f"{n:,}",
}  # fmt: skip
HEADINGS = (("person", "month", "feature", "count"), ("Benutzer", "Datum", "Modul", "Anzahl"))


def as_text(rows: list[list[str]], separator: str, quote: str, end: str, extras: bool) -> str:
    body = io.StringIO()
    out = csv.writer(body, delimiter=separator, quotechar=quote, lineterminator=end, quoting=csv.QUOTE_ALL)
    if extras:
        out.writerows([["Usage by person"], ["Created: yesterday"], []])
    out.writerows(rows)
    if extras:
        out.writerows([[], ["Total", "", "", "5"], ["Confidential Information - do not distribute"]])
    return body.getvalue()


def packed(folder: Path, name: str, data: bytes, how: str) -> Path:
    if how == "gz":
        (path := folder / f"{name}.gz").write_bytes(gzip.compress(data, mtime=0))
    elif how == "zip":
        with zipfile.ZipFile(path := folder / "usage.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
            archive.writestr("SCANNED.txt", "This file was scanned; no viruses, worms or trojans were found.")
    elif how == "folder":
        (path := folder / "usage").mkdir(exist_ok=True)
        (path / name).write_bytes(data)
    else:
        (path := folder / name).write_bytes(data)
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    lines = ["id;department;manager", *(f"{p};Sales;{PEOPLE[0] if n else ''}" for n, p in enumerate(PEOPLE))]
    (folder / "roster.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def read(place: Path, usage: Path) -> Usage:
    return read_company(place / "roster.csv", usage, Naming(), keep_ids=True)[1]


@pytest.fixture(scope="module")
def wanted(place: Path) -> Usage:
    rows = [list(HEADINGS[0]), *([p, d.isoformat(), f, str(n)] for p, d, f, n in company())]
    (place / "plain.csv").write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), encoding="utf-8")
    usage = read(place, place / "plain.csv")
    assert usage.people == PEOPLE
    assert usage.counts.sum() == sum(n for *_, n in company())
    return usage


def same(found: Usage, wanted: Usage) -> None:
    assert (found.people, found.labels, found.features) == (wanted.people, wanted.labels, wanted.features)
    assert np.array_equal(found.counts, wanted.counts)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(list(DATES)), st.sampled_from(list(NUMBERS)), st.sampled_from([",", ";", "\t", "|", "^"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"]), st.sampled_from(['"', "'"]),
    st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(HEADINGS), st.sampled_from(["", "gz", "zip", "folder"]),
    st.booleans(), st.permutations(range(4)),
)  # fmt: skip
def test_any_form_gives_the_same_or_is_refused(
    place: Path, wanted: Usage, day: str, number: str, separator: str, encoding: str, quote: str, end: str,
    headings: tuple[str, ...], how: str, extras: bool, order: list[int],
) -> None:  # fmt: skip
    rows = [[p, DATES[day](d), f, NUMBERS[number](n)] for p, d, f, n in company()]
    table = [[row[k] for k in order] for row in ([*headings], *rows)]
    data = as_text(table, separator, quote, end, extras).encode(encoding)
    try:
        found = read(place, packed(place, "usage.csv", data, how))
    except InputError:
        assert number == "unclear" or day == "days of Excel from 1904"
        return
    same(found, wanted)


@pytest.mark.parametrize("day", DATES)
def test_each_way_to_write_a_date(place: Path, wanted: Usage, day: str) -> None:
    rows = [[p, DATES[day](d), f, str(n)] for p, d, f, n in company()]
    path = packed(place, "dates.csv", as_text([[*HEADINGS[1]], *rows], ";", '"', "\r\n", False).encode("utf-8"), "")
    if day == "days of Excel from 1904":
        with pytest.raises(InputError, match=r"from 1900 .* or from 1904 .*serials"):
            read(place, path)
    else:
        same(read(place, path), wanted)


@pytest.mark.parametrize("number", NUMBERS)
def test_each_way_to_write_a_number(place: Path, wanted: Usage, number: str) -> None:
    rows = [[p, d.isoformat(), f, NUMBERS[number](n * 1000)] for p, d, f, n in company()]
    path = packed(place, "numbers.csv", as_text([[*HEADINGS[1]], *rows], ";", '"', "\r\n", False).encode("utf-8"), "")
    if number == "unclear":
        with pytest.raises(InputError, match=r"can be read in two ways.*decimal_mark"):
            read(place, path)
        return
    assert np.array_equal(read(place, path).counts, wanted.counts * 1000)


@pytest.mark.parametrize("name", ["usage.xlsx", "usage.parquet"])
def test_typed_cells_stay_typed(place: Path, wanted: Usage, name: str) -> None:
    pytest.importorskip("openpyxl")
    pytest.importorskip("pyarrow")
    import pandas as pd

    frame = pd.DataFrame([(p, pd.Timestamp(d), f, n) for p, d, f, n in company()], columns=HEADINGS[0])
    if name.endswith("xlsx"):
        with pd.ExcelWriter(place / name) as book:
            pd.DataFrame({"about": ["this workbook"]}).to_excel(book, sheet_name="Cover", index=False)
            frame.to_excel(book, sheet_name="Data", index=False, startrow=3)
    else:
        frame.to_parquet(place / name)
    same(read(place, place / name), wanted)
