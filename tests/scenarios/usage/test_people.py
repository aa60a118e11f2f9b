"""People as rosters have them: without managers or with some from outside, joined and left, with a licence or not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from crm_adoption import InputError
from crm_adoption.scenarios.usage.company import OwnCompany
from crm_adoption.scenarios.usage.reading import read_company
from crm_adoption.scenarios.usage.usage import Usage

MONTHS = range(1, 7)
PEOPLE = [*(f"a{i}" for i in range(6)), *(f"b{i}" for i in range(6))]


def read(folder: Path, heading: str, rows: Sequence[str], silent: Sequence[str] = ()) -> tuple[OwnCompany, Usage]:
    """Read a roster, with an export in which everybody but the silent uses contacts in every month."""
    (folder / "roster.csv").write_text("\n".join([heading, *rows]), encoding="utf-8")
    uses = [f"{name},2026-0{m},Contacts,{m}" for name in PEOPLE for m in MONTHS if name not in silent]
    (folder / "usage.csv").write_text("\n".join(["person,month,feature,count", *uses]), encoding="utf-8")
    return read_company(folder / "roster.csv", folder / "usage.csv", keep_ids=True)


def rows(more: str = "", **own: str) -> list[str]:
    return [f"{name},{'Sales' if name[0] == 'a' else 'Service'}{own.get(name, more)}" for name in PEOPLE]


def said(usage: Usage) -> list[str]:
    return [str(each) for each in usage.assumed]


def test_a_roster_without_managers_works_and_says_so(tmp_path: Path) -> None:
    company, usage = read(tmp_path, "id,department,tenure_months", rows(",10", a3=",90"))
    roster = company.scenario.company.organisation.roster
    assert roster is not None
    assert roster.managers == ("a3", "a3", "a3", "", "a3", "a3", "", *["b0"] * 5)
    assert any("in 2 departments nobody leads" in each for each in said(usage))


def test_managers_outside_the_roster_lead_nobody(tmp_path: Path) -> None:
    company, usage = read(tmp_path, "id,department,manager", rows(",boss", a1=",a0", b1=",b0"))
    roster = company.scenario.company.organisation.roster
    assert roster is not None
    assert set(roster.managers) == {"", "a0", "b0"}
    assert any("1 managers are not in the roster" in each for each in said(usage))


def test_who_has_left_is_not_told_of(tmp_path: Path) -> None:
    gone = rows(",,", a5=",a0,2026-04-30", b0=",,31.05.2026", a1=",a0,", b1=",b0,2027-01-31")
    company, usage = read(tmp_path, "id,department,manager,left", gone)
    assert company.ids == tuple(name for name in PEOPLE if name not in ("a5", "b0"))
    assert usage.counts.shape[0] == len(usage.people) == 10
    organisation = company.scenario.company.organisation
    assert [each.people for each in organisation.departments] == [5, 5]
    assert organisation.roster is not None
    assert organisation.roster.managers[5:] == ("", "b1", "b1", "b1", "b1")  # whose head went has another
    assert {each.kind: each.count for each in usage.problems}["left"] == 2
    with pytest.raises(InputError, match="everybody of the roster has left"):
        read(tmp_path, "id,department,left", rows(",2026-05"))


def test_who_joins_counts_from_then_on(tmp_path: Path) -> None:
    quiet = ["a1", "a2", "a4"]
    joined = rows(",,2020-02-01", a1=",a0,2026-03-15", a2=",a0,2026-06-01", b1=",b0,2019-01-01")
    company, usage = read(tmp_path, "id,department,manager,joined", joined, quiet)
    assert usage.present.sum(axis=1)[:6].tolist() == [6, 4, 1, 6, 6, 6]
    assert usage.newcomer is not None
    assert [PEOPLE[i] for i in usage.newcomer.nonzero()[0]] == ["a1", "a2"]
    roster = company.scenario.company.organisation.roster
    assert roster is not None
    assert roster.tenures[:3] == (76.0, 3.0, 0.0)


def test_who_has_no_licence_does_not_count_as_using_nothing(tmp_path: Path) -> None:
    licences = rows(",,yes", a1=",a0,2026-03-15", a2=",a0,no", a3=",a0,", b1=",b0,ja")
    _, usage = read(tmp_path, "id,department,manager,licence", licences, ["a1", "a2", "a3"])
    assert usage.present.sum(axis=1)[:6].tolist() == [6, 4, 0, 0, 6, 6]
    assert {each.kind: each.count for each in usage.problems}["no licence"] == 2
    with pytest.raises(InputError, match="'soon' is no date"):
        read(tmp_path, "id,department,manager,licence", rows(",,soon", a1=",a0,yes", b1=",b0,yes"))


def test_a_roster_may_be_a_workbook(tmp_path: Path) -> None:
    import openpyxl

    company, _ = read(tmp_path, "id,department,manager", rows(",", a1=",a0", b1=",b0"))
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in (tmp_path / "roster.csv").read_text().splitlines():
        book.active.append(line.split(","))
    book.save(tmp_path / "roster.xlsx")
    again, _ = read_company(tmp_path / "roster.xlsx", tmp_path / "usage.csv", keep_ids=True)
    assert again.scenario == company.scenario


def test_departments_that_look_alike_are_kept_apart_and_named(tmp_path: Path) -> None:
    apart = [each.replace("Sales", "Vertrieb") if each[1] in "45" else each for each in rows(",")]
    apart[1] = apart[1].replace("Sales", "SALES ")
    company, usage = read(tmp_path, "id,department,manager", apart)
    assert [each.people for each in company.scenario.company.organisation.departments] == [4, 2, 6]
    assert any("'Sales' and 'Vertrieb' look alike" in each for each in said(usage))
