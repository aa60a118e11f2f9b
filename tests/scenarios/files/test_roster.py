"""Rosters: the order of rows is nobody's business, and every fault is named with its row."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.files.roster import COLUMNS, read_roster
from crm_adoption.scenarios.files.written import scenario_files
from crm_adoption.scenarios.simulate import simulate

HEADING = ",".join(COLUMNS)
DEPARTMENTS = ("sales", "service")
GOOD = ("a,sales,,2,60", "b,sales,a,1,12", "c,sales,a,1,0", "d,service,,2,100.5", "e,service,d,1,3")
SHIPPED = Path(__file__).parents[3] / "scenarios" / "catalogue" / "seed_company_roster.csv"


def file_of(folder: Path, *rows: str, heading: str = HEADING) -> Path:
    path = folder / "people.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def mistake_in(folder: Path, *rows: str, heading: str = HEADING) -> str:
    path = file_of(folder, *rows, heading=heading)
    with pytest.raises(InputError) as mistake:
        read_roster(path, DEPARTMENTS)
    assert mistake.value.file == str(path)
    return mistake.value.problem


def company_of(folder: Path, rows: list[str]) -> Scenario:
    folder.mkdir()
    file_of(folder, *rows)
    path = folder / "mine.toml"
    path.write_text('extends = "no_programme"\n[organisation]\nroster = "people.csv"\n', encoding="utf-8")
    return load(path)


def test_a_roster_is_read_as_it_stands(tmp_path: Path) -> None:
    roster = read_roster(file_of(tmp_path, *GOOD), DEPARTMENTS)
    assert roster.ids == ("a", "b", "c", "d", "e")
    assert roster.managers == ("", "a", "a", "", "d")
    assert roster.levels == (2, 1, 1, 2, 1)
    assert roster.tenures == (60.0, 12.0, 0.0, 100.5, 3.0)


def test_the_order_of_rows_changes_no_outcome_bit(tmp_path: Path) -> None:
    rows = SHIPPED.read_text(encoding="utf-8").splitlines()[1:]
    expected = simulate("no_programme", replications=2, months=12, seed=5, record_features=True)
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        shuffled = company_of(tmp_path / str(seed), rows)
        found = simulate(shuffled, replications=2, months=12, seed=5, record_features=True)
        assert found.values.tobytes() == expected.values.tobytes()
        assert found.use is not None
        assert expected.use is not None
        assert found.use.tobytes() == expected.use.tobytes()


def test_columns_may_stand_in_any_order_and_beside_others(tmp_path: Path) -> None:
    rows = [",".join([*reversed(row.split(",")), "Someone"]) for row in GOOD]
    heading = ",".join([*reversed(COLUMNS), "name"])
    assert read_roster(file_of(tmp_path, *rows, heading=heading), DEPARTMENTS) == read_roster(
        file_of(tmp_path, *GOOD), DEPARTMENTS
    )


def test_blank_lines_spaces_and_the_mark_of_spreadsheets_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    spaced = [row.replace(",", " , ") for row in GOOD]
    path.write_text("\ufeff" + "\r\n\r\n".join([HEADING, *spaced, ",,,,", ""]), encoding="utf-8")
    assert read_roster(path, DEPARTMENTS) == read_roster(file_of(tmp_path, *GOOD), DEPARTMENTS)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",sales,a,1,12", "row 7: id is empty"),
        ("b,sales,a,1,12", "row 7: id 'b' stands in row 3 already"),
        ("f,salse,a,1,12", "row 7: unknown department 'salse'. Did you mean 'sales'? Allowed: sales, service."),
        ("f,sales,x,1,12", "row 7: manager 'x' is not in the roster"),
        ("f,sales,f,1,12", "row 7: 'f' is their own manager"),
        ("f,sales,a,0,12", "row 7: level '0' is not a whole number from 1 to 100"),
        ("f,sales,a,high,12", "row 7: level 'high' is not a whole number from 1 to 100"),
        ("f,sales,a,1.5,12", "row 7: level '1.5'"),
        ("f,sales,a,1,-1", "row 7: tenure_months '-1' is not a number from 0 to 1200"),
        ("f,sales,a,1,nan", "row 7: tenure_months 'nan'"),
        ("f,sales,a,1", "row 7: 4 fields where the heading has 5"),
        ('f,"sales,a,1,12', "row"),
        ("f,sales,a,1,12,more", "row 7: 6 fields where the heading has 5"),
    ],
)
def test_a_fault_is_named_with_its_row(row: str, words: str, tmp_path: Path) -> None:
    problem = mistake_in(tmp_path, *GOOD, row)
    assert words in problem
    assert problem.endswith(".")


def test_rows_are_counted_as_in_the_file(tmp_path: Path) -> None:
    assert "row 9: level 'x'" in mistake_in(tmp_path, "", *GOOD, "", "f,sales,a,x,1")


def test_a_circle_of_managers_is_found(tmp_path: Path) -> None:
    assert "over some steps, the manager of" in mistake_in(tmp_path, "a,sales,b,2,6", "b,sales,c,1,1", "c,sales,a,1,1")


def test_a_department_that_nobody_leads_is_refused(tmp_path: Path) -> None:
    problem = mistake_in(tmp_path, *GOOD[:3], "d,service,a,1,1", "e,service,a,1,1")
    assert problem == "department 'service' has no manager: nobody in it is anyone's manager."


def test_a_department_of_one_needs_no_manager(tmp_path: Path) -> None:
    assert read_roster(file_of(tmp_path, *GOOD[:3], "d,service,,1,1"), DEPARTMENTS).ids[-1] == "d"


def test_all_faults_are_listed_the_first_ten_in_full(tmp_path: Path) -> None:
    bad = [f"p{n},nowhere,a,1,12" for n in range(14)]
    problem = mistake_in(tmp_path, *GOOD, *bad)
    assert [f"row {number}:" in problem for number in range(7, 21)] == [True] * 10 + [False] * 4
    assert problem.endswith("... and 4 more.")
    several = mistake_in(tmp_path, *GOOD, "b,salse,zz,0,-1")
    for words in ("stands in row 3", "unknown department", "level '0'", "tenure_months '-1'", "manager 'zz'"):
        assert words in several


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "this roster is empty."),
        ("  \n\n", "this roster is empty."),
        (HEADING + "\n", "has a heading but no rows"),
        (",,,\n", "this roster is empty."),
        ("id,department,level\na,sales,1\n", "column 'manager' must stand in the heading once"),
        ("id:department:manager\na:sales:\n", "separated by commas"),
        (HEADING + ",id\na,sales,,1,1,b\n", "column 'id' stands in the heading 2 times"),
        ('"id"x,department\n', "row 1:"),
    ],
)
def test_a_file_that_is_no_roster_is_refused(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as mistake:
        read_roster(path, DEPARTMENTS)
    assert words in mistake.value.problem


def test_a_department_without_people_is_named_in_the_scenario_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "no_programme"\n[organisation.departments.salse]\nleaving = 0.1\n', encoding="utf-8")
    with pytest.raises(InputError) as mistake:
        load(path)
    assert mistake.value.file == str(path)
    assert mistake.value.field == "organisation.departments.salse"
    assert "Did you mean 'sales'?" in mistake.value.problem


PART_TIME = "id,department,manager,fte\na,sales,,\nb,sales,a,0.5\nc,service,a,80\nd,service,c,60\n"


def part_time(tmp_path: Path, rows: str) -> Scenario:
    (tmp_path / "people.csv").write_text(rows, "utf-8")
    file = tmp_path / "own.toml"
    departments = "[organisation.departments.sales]\n[organisation.departments.service]\n"
    file.write_text(f'[organisation]\nroster = "people.csv"\n{departments}', "utf-8")
    return load(file)


def test_working_time_is_that_of_the_department_on_average(tmp_path: Path) -> None:
    found = part_time(tmp_path, PART_TIME).company.organisation
    assert [each.fte for each in found.departments] == pytest.approx([0.75, 0.7])
    assert [each.full_time for each in found.departments] == pytest.approx([1.5, 1.4])


def test_a_file_s_own_working_time_comes_first_and_both_are_written_again(tmp_path: Path) -> None:
    part_time(tmp_path, PART_TIME)
    found = load(tmp_path / "own.toml", settings=["organisation.departments.sales.fte=0.9"])
    assert [each.fte for each in found.company.organisation.departments] == pytest.approx([0.9, 0.7])
    again = tmp_path / "again"
    again.mkdir()
    for name, text in scenario_files(found).items():
        (again / name).write_text(text, "utf-8")
    assert load(again / "own.toml").company == found.company


def test_what_is_no_working_time_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"row 3: fte '3' is no share of full time; write 0.05 to 1, or 5 to 100"):
        part_time(tmp_path, PART_TIME.replace("0.5", "3"))
