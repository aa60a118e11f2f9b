"""Exports that cannot be meant: named and explained, and never read as something else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from crm_adoption import InputError
from crm_adoption.scenarios.usage.machines import FEWEST
from crm_adoption.scenarios.usage.mapping import Naming
from crm_adoption.scenarios.usage.reading import read_company
from crm_adoption.scenarios.usage.usage import Usage

ROSTER = "id,department,manager\n" + "".join(
    f"p{k},{'Sales' if k < 8 else 'Service'},{'' if k in (0, 8) else 'p0' if k < 8 else 'p8'}\n" for k in range(16)
)


def read(folder: Path, usage: Path, **how: object) -> Usage:
    (folder / "roster.csv").write_text(ROSTER)
    return read_company(folder / "roster.csv", usage, Naming(**how))[1]  # type: ignore[arg-type]


def lines(people: range = range(16), months: tuple[str, ...] = ("2026-01", "2026-02")) -> list[str]:
    return [f"p{p},{month},Contacts,{p + 3}" for month in months for p in people]


def written(path: Path, rows: list[str], heading: str = "person,month,feature,count") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([heading, *rows]))
    return path


def test_mixed_layouts_in_one_folder_are_named(tmp_path: Path) -> None:
    written(tmp_path / "use" / "a.csv", lines())
    written(tmp_path / "use" / "b.csv", ["p1,2026-01-03,9"], "person,last used,clicks")
    with pytest.raises(InputError, match=r"2 different layouts stand here: .*a\.csv.*b\.csv"):
        read(tmp_path, tmp_path / "use")


def test_columns_renamed_half_way_are_named_in_one_file(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [*lines(), "Benutzer,Monat,Modul,Anzahl", *lines(months=("2026-03",))])
    with pytest.raises(InputError, match=r"renamed in row 34, from person, .* to Benutzer, "):
        read(tmp_path, path)


def test_the_heading_once_more_is_no_row(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [*lines(), "person,month,feature,count", *lines(months=("2026-03",))])
    assert read(tmp_path, path).used == 48


def test_files_that_overlap_and_files_twice_count_once(tmp_path: Path) -> None:
    written(tmp_path / "use" / "a.csv", lines())
    written(tmp_path / "use" / "b.csv", lines(months=("2026-02", "2026-03")))
    found = read(tmp_path, tmp_path / "use")
    assert found.counts.sum() == 3 * sum(p + 3 for p in range(16))
    assert {each.kind: each.count for each in found.problems}["rows in two files"] == 16
    twice = written(tmp_path / "twice.csv", [*lines(), *lines()])
    assert read(tmp_path, twice).counts.sum() == 2 * sum(p + 3 for p in range(16))


def test_a_password_a_bomb_and_a_file_of_ten_gigabytes_are_refused(tmp_path: Path) -> None:
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(InputError, match=r"locked\.xlsx: this workbook is protected by a password"):
        read(tmp_path, locked)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("usage.csv", bytes(150_000_000))
    with pytest.raises(InputError, match=r"unpacks to 150 MB or more: no table does"):
        read(tmp_path, tmp_path / "bomb.zip")
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(InputError, match=r"this table has 10 GB or more; at most 2 GB are read\. Give it as Parquet"):
        read(tmp_path, tmp_path / "large.csv")


def test_most_lost_a_whole_feature_and_a_whole_department_stop(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [*lines(), *(f"x{k},2026-02,Contacts,3" for k in range(12))])
    with pytest.raises(InputError, match=r"12 of 44 rows cannot be used: unknown person 12"):
        read(tmp_path, path)
    assert read(tmp_path, path, losses="accept").used == 32
    path = written(tmp_path / "b.csv", [*lines(), *(f"p{k},2026-02,Zubehoer,3" for k in range(6))])
    with pytest.raises(InputError, match=r"no feature is known for 'Zubehoer'.*\"Zubehoer\" = \"\""):
        read(tmp_path, path)
    assert read(tmp_path, path, features={"Zubehoer": ""}).used == 32
    path = written(tmp_path / "c.csv", [*lines(range(8)) * 3, *(f"s-{k},2026-02,Contacts,3" for k in range(8))])
    with pytest.raises(InputError, match=r"nobody of Service is in the export, while 8 people"):
        read(tmp_path, path)


def test_three_people_never_become_one(tmp_path: Path) -> None:
    rows = [row.replace("p1,", f"{name},") for row in lines() if row.startswith("p1,") for name in ("P1", "p-1", "p 1")]
    path = written(tmp_path / "a.csv", [*(row for row in lines() if not row.startswith("p1,")), *rows])
    found = read(tmp_path, path, match="loose", losses="accept")
    assert found.counts[1].sum() == 8  # P1 is p1; p-1 and "p 1" could be either and are nobody
    exact = written(tmp_path / "b.csv", [*lines(), *rows])
    assert read(tmp_path, exact, match="loose", losses="accept").counts[1].sum() == 8


def test_who_works_round_the_clock_on_the_dot_is_no_person(tmp_path: Path) -> None:
    people = [f"p{p},2026-0{m}-{d:02d} {9 + p % 8}:1{p % 6}:{(7 * p + d) % 60:02d},Contacts"
              for p in range(16) for m in (1, 2) for d in range(1, 28)]  # fmt: skip
    robot = [f"p15,2026-0{m}-{d:02d} {h:02d}:00:00,Contacts" for m in (1, 2) for d in range(1, 28) for h in range(24)]
    path = written(tmp_path / "a.csv", [*people, *robot], "person,timestamp,feature")
    found = read(tmp_path, path)
    machine = next(each for each in found.problems if each.kind == "machines")
    assert len(robot) > FEWEST
    assert (machine.people, "p15" in machine.names[0]) == (1, True)
    assert not found.present[15].any()
    assert found.present[:15].all()
    assert read(tmp_path, path, people={"p15": "person"}).present[15].all()


def test_a_first_month_that_begins_late_is_no_growth(tmp_path: Path) -> None:
    rows = [f"p{p},2026-0{m}-{d:02d},Contacts" for p in range(16) for m in (1, 2, 3) for d in range(1, 29)
            if m != 1 or d > 14]  # fmt: skip
    found = read(tmp_path, written(tmp_path / "a.csv", rows, "person,date,feature"))
    assert found.labels == ("2026-02", "2026-03")
    late = next(each for each in found.problems if each.kind == "incomplete month")
    assert late.names == ("2026-01",)


def test_months_without_anybody_are_unknown_and_no_zero(tmp_path: Path) -> None:
    """Nobody in a whole month is an export that was cut out, not a company that stopped: named, and drawn as a gap."""
    found = read(tmp_path, written(tmp_path / "a.csv", lines(months=("2026-01", "2026-02", "2026-04", "2026-05"))))
    assert found.labels == ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05")
    assert found.seen.tolist() == [True, True, False, True, True]
    gap = next(each for each in found.problems if each.kind == "months without data")
    assert (gap.count, gap.names) == (1, ("2026-03",))


def test_a_virus_scanners_note_in_an_archive_is_passed_over_and_named(tmp_path: Path) -> None:
    written(tmp_path / "usage.csv", lines())
    with zipfile.ZipFile(tmp_path / "usage.zip", "w") as archive:
        archive.write(tmp_path / "usage.csv", "usage.csv")
        archive.writestr("SCANNED.txt", "This file was scanned; no viruses were found.")
    found = read(tmp_path, tmp_path / "usage.zip")
    assert found.used == len(lines())
    assert any("SCANNED.txt" in str(each) for each in found.assumed)
