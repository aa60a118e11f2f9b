"""Exports in every layout say the same; what cannot be used is named and counted, never dropped in silence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from crm_adoption import InputError, load
from crm_adoption.scenarios.reading.column_dates import AMBIGUOUS, UNREADABLE, dates
from crm_adoption.scenarios.reading.tables import column_of
from crm_adoption.scenarios.usage.example import example, short, write_example
from crm_adoption.scenarios.usage.mapping import Naming, read_mapping
from crm_adoption.scenarios.usage.months import month_of, written
from crm_adoption.scenarios.usage.reading import read_company
from crm_adoption.scenarios.usage.usage import Usage

ROSTER = """id;Abteilung;Vorgesetzter;Betriebszugehörigkeit in Monaten
a1;Vertrieb;;50
a2;Vertrieb;a1;1
a3;Vertrieb;a1;30
b1;Service;;80
b2;Service;b1;9
"""
LONG = """person,month,feature,count
a1,2026-01,Contacts,12
a1,2026-02,Contacts,14
a2,2026-02,Opportunities,3
b1,2026-01,Cases,40
b2,2026-03,Cases,5
b2,2026-03,Login,9
"""


def read(tmp_path: Path, text: str, name: str = "usage.csv", naming: Naming | None = None, **how: object) -> Usage:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / name).write_text(text, encoding=str(how.get("encoding", "utf-8")))
    return read_company(tmp_path / "roster.csv", tmp_path / name, naming)[1]


def kinds(usage: Usage) -> dict[str, int]:
    return {each.kind: each.count for each in usage.problems}


def test_the_long_layout(tmp_path: Path) -> None:
    usage = read(tmp_path, LONG)
    assert usage.labels == ("2026-01", "2026-02", "2026-03")
    assert usage.features == ("contact_management", "pipeline", "case_management")
    assert usage.counts[0].tolist() == [[12, 0, 0], [14, 0, 0], [0, 0, 0]]
    assert usage.active[4].tolist() == [False, False, True]
    assert kinds(usage) == {"without use": 1}
    assert usage.used == usage.rows == 6


def test_all_layouts_separators_and_encodings_say_the_same(tmp_path: Path) -> None:
    wanted = read(tmp_path, LONG).counts
    frame = pd.read_csv(tmp_path / "usage.csv")
    by_feature = frame.pivot_table(index=["person", "month"], columns="feature", values="count").reset_index()
    by_month = frame.pivot_table(index=["person", "feature"], columns="month", values="count").reset_index()
    texts = {
        "by_feature.csv": by_feature.to_csv(index=False, sep=";"),
        "by_month.csv": by_month.to_csv(index=False, sep="\t"),
        "german.csv": LONG.replace(",", ";").replace("person;month;feature;count", "Benutzer;Monat;Modul;Anzahl")
        .replace("2026-01", "Januar 2026").replace("2026-02", "28.02.2026").replace("2026-03", "03/2026"),
    }  # fmt: skip
    for name, text in texts.items():
        assert read(tmp_path, text, name).counts.tolist() == wanted.tolist(), name
    assert read(tmp_path, texts["german.csv"], "utf16.csv", encoding="utf-16").counts.tolist() == wanted.tolist()
    pytest.importorskip("duckdb")
    pytest.importorskip("openpyxl")
    frame.to_parquet(tmp_path / "usage.parquet")
    frame.to_excel(tmp_path / "usage.xlsx", index=False)
    for name in ("usage.parquet", "usage.xlsx"):
        assert read_company(tmp_path / "roster.csv", tmp_path / name)[1].counts.tolist() == wanted.tolist(), name


def test_a_log_counts_its_rows_and_an_unfinished_last_month_is_left_out(tmp_path: Path) -> None:
    text = """user id,timestamp,event type
a1,2026-01-03T10:00:00,Contacts
a1,2026-01-30T11:00:00,Contacts
b1,2026-02-27T11:00:00,Cases
b1,2026-03-04T11:00:00,Cases
"""
    usage = read(tmp_path, text)
    assert (usage.layout, usage.labels, usage.counts[0, 0, 0]) == ("log", ("2026-01", "2026-02"), 2.0)
    assert kinds(usage)["incomplete month"] == 1


def test_last_uses(tmp_path: Path) -> None:
    usage = read(tmp_path, "person,feature,last used\na1,Contacts,2026-03-02\nb1,Cases,\nb2,Cases,2026-02-11\n")
    assert usage.only_last
    assert not usage.has_counts
    assert kinds(usage)["only last use"] == 1
    assert usage.counts.sum() == 2.0


BROKEN = """person,month,feature,count
a1,2026-01,Contacts,12
stranger,2026-01,Contacts,3
stranger,2026-02,Contacts,3
a1,someday,Contacts,1
,2026-01,Contacts,1
a1,2026-04,Oportunities,4
a1,2026-04,Contacts,many
a1,2026-04,Contacts,-4
a1,2026-04,=1+1,4
a1,2026-04,Contacts,4,5
A2,2026-04,Contacts,"1.204"
a3,2026-04,Contacts,7
a3,2026-04,Contacts,2
"""


def test_every_row_is_used_or_counted_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"'1\.204' in column 'count' can be read in two ways.*decimal_mark"):
        read(tmp_path, BROKEN)
    with pytest.raises(
        InputError, match=r"7 of 13 rows cannot be used: .*unknown feature 1 \(Oportunities.*--accept-losses"
    ):
        read(tmp_path, BROKEN, naming=Naming(decimal_mark=","))
    usage = read(tmp_path, BROKEN, naming=Naming(losses="accept", decimal_mark=","))
    found = kinds(usage)
    assert found == {
        "fields": 1, "formula": 1, "no person": 1, "left before": 2, "unreadable month": 1, "unknown feature": 1,
        "unreadable count": 1, "negative count": 1, "added up": 1, "ids matched loosely": 1, "without use": 2,
        "months without data": 2, "one feature": 1,
    }  # fmt: skip
    lost = sum(each.count for each in usage.problems if not each.used)
    assert usage.used + lost == usage.rows == 13
    rows = {each.kind: each.rows for each in usage.problems}
    assert (rows["left before"], rows["unknown feature"], rows["fields"]) == ((3, 4), (7,), (11,))
    unknown = next(each for each in usage.problems if each.kind == "unknown feature")
    assert "did you mean 'opportunities'" in unknown.names[0]
    assert usage.counts[1, 3, 0] == 1204.0
    assert usage.seen.tolist() == [True, False, False, True]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("person,month,feature,count\n", "no rows"),
        ("name,thing\nx,y\n", "no column is known to be the person"),
        ("person,feature\na1,Contacts\n", "no column is known to be the month"),
        ("person,month,feature\nz9,2026-01,Contacts\n", "of 1 person in the export none is among the roster's 5"),
        ("person,month,feature\na1,03/04/2026,Contacts\n", "two ways.*date_order"),
        ("person,month,feature\na1,2026-01,Nonsense\n", "no row can be used"),
        ("person,user,month,feature\na1,a1,2026-01,Contacts\n", r"both 'person' and 'user' could be the person"),
    ],
)
def test_an_export_that_cannot_be_used_says_why(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        read(tmp_path, text)


@pytest.mark.parametrize("name", ["usage.parquet", "usage.xlsx"])
def test_what_is_no_parquet_or_excel_file_says_so(name: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    with pytest.raises(InputError, match=r"this is no (Parquet|Excel)"):
        read(tmp_path, "nothing of the kind", name)


def test_formulas_in_a_workbook_count_as_their_last_values_or_not_at_all(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ("person", "month", "feature", "count"),
        ("a1", "2026-01", "Contacts", 5),
        ("b1", "2026-01", "Cases", "=2+2"),
    ):
        book.active.append(row)
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    book.save(tmp_path / "usage.xlsx")
    found = kinds(read_company(tmp_path / "roster.csv", tmp_path / "usage.xlsx", Naming(losses="accept"))[1])
    assert found["formulas computed"] == found["unreadable count"] == 1  # this program has left no value behind


def order_of(*texts: str) -> str:
    return dates(column_of("", texts)).order


def test_mixed_date_formats() -> None:
    assert order_of("03/04/2026", "31/12/2025") == "day first"
    assert order_of("31/12/2025", "12/31/2025") == ""
    assert month_of("03/04/2026") == AMBIGUOUS
    assert written(dates(column_of("", ["03/04/2026", "12/31/2025"])).month[0]) == "2026-03"
    assert {
        written(month_of(each)) for each in ("2026-03", "März 2026", "3/2026", "Mar-26", "20260314", "46095", "Mär 26")
    } == {"2026-03"}
    assert month_of("13/2026") == month_of("soon") == UNREADABLE


def test_the_mapping_says_what_is_what(tmp_path: Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text(
        '[columns]\nperson = "Wer"\ncount = "Menge"\n[features]\nKontaktpflege = "contact_management"\nRest = ""\n'
        '[departments]\nService = ""\n[reading]\ndate_order = "month first"\n'
    )
    text = (
        "Wer,Monat,Funktion,Menge\na1,02/03/2026,Kontaktpflege,4\na1,02/03/2026,Rest,4\na3,02/03/2026,Kontaktpflege,1\n"
    )
    usage = read(tmp_path, text, naming=read_mapping(file))
    assert (usage.labels, usage.features, len(usage.people)) == (("2026-02",), ("contact_management",), 3)
    assert kinds(usage)["left out"] == 1
    assert kinds(usage)["people left out"] == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[colums]\nperson = "x"', "Did you mean 'columns'"),
        ('[columns]\nperso = "x"', "Did you mean 'person'"),
        ('[reading]\ndate_order = "day frist"', "Did you mean 'day first'"),
        ("[columns]\nperson = 3", "no text"),
        ("[columns", "not valid TOML"),
    ],
)
def test_a_wrong_mapping_says_what_to_change(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(text)
    with pytest.raises(InputError, match=said):
        read_mapping(tmp_path / "mapping.toml")


def test_a_department_whose_role_is_unclear_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("id,department,manager\na1,Finance,\na2,Finance,a1\n")
    (tmp_path / "usage.csv").write_text(LONG)
    with pytest.raises(InputError, match=r"which role do the departments 'Finance' resemble.*\[departments\]"):
        read_company(tmp_path / "roster.csv", tmp_path / "usage.csv")


def test_people_stand_under_pseudonyms_of_this_run(tmp_path: Path) -> None:
    """Whoever has the files cannot make them again, not even with the roster."""
    first = read(tmp_path, LONG)
    assert all(name.startswith("p-") for name in first.people)
    assert not set(read(tmp_path, LONG).people) & set(first.people)
    company, _ = read_company(tmp_path / "roster.csv", tmp_path / "usage.csv")
    other, _ = read_company(tmp_path / "roster.csv", tmp_path / "usage.csv")
    roster = company.scenario.company.organisation.roster
    assert roster is not None
    assert roster.managers[1] == roster.ids[0]
    assert company.nameless == other.nameless
    kept, _ = read_company(tmp_path / "roster.csv", tmp_path / "usage.csv", keep_ids=True)
    assert kept.scenario.company.organisation.roster.ids == ("a1", "a2", "a3", "b1", "b2")  # type: ignore[union-attr]


def test_a_key_keeps_pseudonyms(tmp_path: Path) -> None:
    def people(key: str) -> tuple[str, ...]:
        (tmp_path / "key").write_text(key)
        read(tmp_path, LONG)
        files = (tmp_path / "roster.csv", tmp_path / "usage.csv")
        return read_company(*files, pseudonym_key=tmp_path / "key")[1].people

    first = people("a secret of some length\n")
    assert people("a secret of some length") == first
    assert not set(people("another secret of some length")) & set(first)
    with pytest.raises(InputError, match="5 bytes are too few for a secret"):
        people("short")


def test_who_joined_within_the_months_is_a_newcomer(tmp_path: Path) -> None:
    usage = read(tmp_path, LONG)
    assert usage.newcomer is not None
    assert usage.newcomer.tolist() == [False, True, False, False, False]
    assert usage.present[1].tolist() == [False, True, True]


def test_the_example_export_reads_back_as_the_model_made_it(tmp_path: Path) -> None:
    made = example(short(load("seed_company"), 6), seed=4)
    company, usage = read_company(*write_example(made, tmp_path), keep_ids=True)
    ids = company.scenario.company.organisation.roster.ids  # type: ignore[union-attr]
    assert ids == company.ids
    stayed = made.recording.tenure[:, -1] >= 6
    assert np.array_equal(usage.counts[stayed], made.counts[stayed])
    gone = sum(each.people for each in usage.problems if each.kind in ("unknown person", "left before"))
    assert gone == (made.recording.tenure[:, 1:] < made.recording.tenure[:, :-1] + 1).sum()
    again = example(short(load("seed_company"), 6), seed=4)
    assert np.array_equal(again.counts, made.counts)
