"""Every reader takes every table: one company in thirty forms is one company, to whoever reads it."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from crm_adoption import read_person_months
from crm_adoption.scenarios.files.feature_file import read_features
from crm_adoption.scenarios.files.roster import read_roster
from crm_adoption.scenarios.files.ties import read_ties
from crm_adoption.scenarios.studies.points import points_of
from crm_adoption.scenarios.usage.reading import read_company

Table = Sequence[Sequence[str]]
PEOPLE = ("Müller, Änne", "NA", "007", "Özil", "null", "Ræd")
ROSTER: Table = (
    ("id", "department", "manager", "tenure_months"),
    *((name, "sales" if n < 3 else "service", "" if n in (0, 3) else PEOPLE[0 if n < 3 else 3], f"{n + 1}.5")
      for n, name in enumerate(PEOPLE)),
)  # fmt: skip
TIES: Table = (("person", "colleague", "weight"), *((a, b, "2.5") for a, b in pairwise(PEOPLE)))
FEATURES: Table = (
    ("name", "label_en", "sales", "service"), ("notes", "Notes, by hand", "0.9", "0.5"), ("maps", "Maps", "0.4", "0.8"),
)  # fmt: skip
POINTS: Table = (
    ("behaviour.peer_weight", "organisation.silo_strength"), *((f"{0.25 + k / 8}", f"{k / 4}") for k in range(4)),
)  # fmt: skip
LOG: Table = (
    ("month", "person", "commits", "reviews"),
    *((f"2026-0{m}", name, str(10 * m), str(m)) for m in (3, 4) for name in PEOPLE),
)  # fmt: skip
USAGE: Table = (
    ("person", "month", "feature", "count"),
    *((name, f"2026-0{m}-{10 + n}", feature, str(3 + n + m))
      for m in (3, 4, 5) for n, name in enumerate(PEOPLE) for feature in ("Contacts", "Cases")),
)  # fmt: skip


def text(table: Table, separator: str = ",", end: str = "\n") -> str:
    return end.join(separator.join(f'"{cell}"' for cell in row) for row in table) + end


def csv(separator: str, encoding: str, end: str = "\n") -> Callable[[Table, Path], Path]:
    def write(table: Table, folder: Path) -> Path:
        (path := folder / "table.csv").write_bytes(text(table, separator, end).encode(encoding))
        return path

    return write


def packed(kind: str, separator: str, encoding: str) -> Callable[[Table, Path], Path]:
    def write(table: Table, folder: Path) -> Path:
        data = text(table, separator).encode(encoding)
        path = folder / f"table.csv.{kind}"
        if kind == "gz":
            path.write_bytes(gzip.compress(data))
        else:
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("table.csv", data)
        return path

    return write


def titled(table: Table, folder: Path) -> Path:
    (path := folder / "table.csv").write_text(
        "Our company\nCreated: yesterday\n\n" + text(table, ";"), encoding="utf-8"
    )
    return path


def workbook(before: int, sheets: int) -> Callable[[Table, Path], Path]:
    def write(table: Table, folder: Path) -> Path:
        book = openpyxl.Workbook()
        for number in range(sheets - 1):
            book.create_sheet(f"more {number}")
        sheet = book.worksheets[-1]
        for _ in range(before):
            sheet.append(["Our company"])
        for row in table:
            sheet.append(list(row))
        book.save(path := folder / "table.xlsx")
        return path

    return write


def parquet(table: Table, folder: Path) -> Path:
    pd.DataFrame(list(table[1:]), columns=list(table[0])).to_parquet(path := folder / "table.parquet")
    return path


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
FORMS: Mapping[str, Callable[[Table, Path], Path]] = {
    **{f"{sign!r} in {code}": csv(sign, code) for sign in (",", ";", "\t", "|") for code in ENCODINGS},
    "lines end as on Windows": csv(";", "cp1252", "\r\n"), "lines end as on old Macs": csv(",", "utf-8", "\r"),
    **{f"{kind}, {code}": packed(kind, ";", code) for kind in ("gz", "zip") for code in ENCODINGS[:3]},
    "title rows": titled, "workbook": workbook(0, 1), "second sheet": workbook(0, 2), "title in it": workbook(2, 1),
    "Parquet": parquet, "UTF-32": csv("\t", "utf-32"),
}  # fmt: skip


def roster(path: Path) -> Any:
    return read_roster(path, ("sales", "service"))


def ties(path: Path) -> Any:
    people = path.parent / "people.csv"
    people.write_text(text(ROSTER), encoding="utf-8")
    return read_ties(path, roster(people))


def usage(path: Path) -> Any:
    people = path.parent / "people.csv"
    people.write_text(text(ROSTER), encoding="utf-8")
    found = read_company(people, path, keep_ids=True)[1]
    return found.people, found.months, found.features, found.counts.tolist(), found.rows, found.used


def log(path: Path) -> Any:
    return read_person_months(path).to_dict()


def points(path: Path) -> Any:
    uncertainties, values = points_of(path)
    return [each.name for each in uncertainties], values.tolist()


READERS: Mapping[str, tuple[Callable[[Path], Any], Table]] = {
    "roster": (roster, ROSTER), "ties": (ties, TIES), "features": (read_features, FEATURES),
    "points": (points, POINTS), "person-month log": (log, LOG), "usage": (usage, USAGE),
}  # fmt: skip


def test_there_are_thirty_forms() -> None:
    assert len(FORMS) == 30


@pytest.mark.parametrize("name", READERS)
def test_any_form_says_the_same(name: str, tmp_path: Path) -> None:
    read, table = READERS[name]
    wanted = None
    for number, (form, write) in enumerate(FORMS.items()):
        (folder := tmp_path / str(number)).mkdir()
        found = read(write(table, folder))
        wanted = found if wanted is None else wanted
        assert found == wanted, form
