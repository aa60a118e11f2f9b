"""Tables as spreadsheets write them: separators, encodings, decimal signs, headings in two languages."""

from __future__ import annotations

import math
import random
import time
from pathlib import Path

import pytest
from crm_adoption.model.errors import InputError
from crm_adoption.model.organisation import UNKNOWN_TENURE
from crm_adoption.scenarios.files.roster import COLUMNS, read_roster
from crm_adoption.scenarios.reading.column_numbers import numbers
from crm_adoption.scenarios.reading.named_rows import read_table
from crm_adoption.scenarios.reading.tables import column_of
from hypothesis import given
from hypothesis import strategies as st

DEPARTMENTS = ("sales", "customer_success")
ROWS = (
    ("Müller", "sales", "", "2", "60"),
    ("Groß", "sales", "Müller", "1", "12.5"),
    ("Özil", "customer_success", "", "2", "7"),
    ("Smith", "customer_success", "Özil", "1", "1100"),
)
EXPECTED = ((60.0, 12.5, 7.0, 1100.0), (2, 1, 2, 1))
GERMAN = ("Personalnummer", "Abteilung", "Vorgesetzter", "Ebene", "Betriebszugehörigkeit (Monate)")


def written(path: Path, heading: tuple[str, ...], separator: str, encoding: str, *, comma: bool = False) -> Path:
    quoted = [[f'"{cell}"' if separator in cell else cell for cell in row] for row in (heading, *ROWS)]
    if comma:
        quoted = [[cell.replace(".", ",") for cell in row] for row in quoted]
        quoted = [[f'"{cell}"' if separator in cell and '"' not in cell else cell for cell in row] for row in quoted]
    path.write_bytes("\r\n".join(separator.join(row) for row in quoted).encode(encoding))
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-32"])
@pytest.mark.parametrize("german", [False, True])
def test_every_way_a_spreadsheet_saves_gives_the_same_roster(
    tmp_path: Path, separator: str, encoding: str, german: bool
) -> None:
    path = written(tmp_path / "people.csv", GERMAN if german else COLUMNS, separator, encoding, comma=german)
    roster = read_roster(path, DEPARTMENTS)
    assert roster.ids == tuple(row[0] for row in ROWS)
    assert (roster.tenures, roster.levels) == EXPECTED


def test_a_first_line_that_names_the_separator_wins_and_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("sep=;\r\nid;department;manager\r\na;sales;\r\nb;sales;z\r\n", encoding="utf-8-sig")
    with pytest.raises(InputError, match="row 4: manager 'z' is not in the roster"):
        read_roster(path, ("sales",))


def test_empty_columns_and_rows_at_the_end_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id;department;manager;;;\na;Sales;;;;\nb; sales ;a;;;\n;;;;;\n\n", encoding="utf-8")
    assert read_roster(path, ("sales",)).managers == ("", "a")


def test_levels_follow_from_the_reporting_lines_and_tenure_is_left_to_chance(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,department,manager\nc,sales,b\nb,sales,a\na,sales,\nd,sales,a\n", encoding="utf-8")
    roster = read_roster(path, ("sales",))
    assert dict(zip(roster.ids, roster.levels, strict=True)) == {"a": 3, "b": 2, "c": 1, "d": 1}
    assert set(roster.tenures) == {UNKNOWN_TENURE}


def test_years_are_turned_into_months_and_departments_known_by_their_labels(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id;department;manager;Jahre\na;Vertrieb;;2,5\nb;Customer Success;;1\n", encoding="cp1252")
    roster = read_roster(path, DEPARTMENTS, {"sales": ("Vertrieb",)})
    assert roster.tenures == (30.0, 12.0)
    assert roster.departments == DEPARTMENTS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5", 1.5), ("1.5", 1.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1 234,5", 1234.5), ("1'234.5", 1234.5),
        ("1.234.567", 1234567.0), ("-3", -3.0), ("−3", -3.0), (",5", 0.5), ("5,", 5.0), ("1e3", 1000.0),
        ("1\u202f234", 1234.0),
    ],
)  # fmt: skip
def test_numbers_as_germans_and_others_write_them(text: str, value: float) -> None:
    assert numbers(column_of("n", [text])).values.tolist() == [value]


@pytest.mark.parametrize(
    "text", ["", "-", "1.2.3", "1,2,3", "12,34.5", "nan", "inf", "0x10", "1_000", "1 2", "=1+1", "٣"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert math.isnan(numbers(column_of("n", [text])).values[0])


@given(st.floats(0, 1e6, allow_nan=False).map(lambda value: round(value, 3)), st.sampled_from([",", "."]))
def test_numbers_survive_either_decimal_sign(value: float, sign: str) -> None:
    """Beside one that can be read in one way only, every number of a column is read so."""
    column = column_of("n", [f"{value:.3f}".replace(".", sign), f"0{sign}5"])
    assert numbers(column).values[0] == value


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"id,department,manager\n\xd0\xa4,\xc3\x28,\n", "two files of different encodings seem to be put together"),
        (b"\x00\x01\x02", "no text (it has empty bytes)"),
        (b"PK\x03\x04\x00\x00", "this Excel workbook is damaged: it breaks off after 6 bytes"),
        (b"\xff\xfea", "no text in UTF-8"),
        (b"", "is empty"),
        (b'id,department,manager\n"a,sales,\n', "row"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    with pytest.raises(InputError) as mistake:
        read_roster(path, DEPARTMENTS)
    assert words in mistake.value.problem
    assert mistake.value.file == str(path)


def test_thirty_faults_are_all_counted_and_ten_told_in_full(tmp_path: Path) -> None:
    good = [f"p{k},sales,{'p0' if k else ''},1,5" for k in range(40)]
    bad = {
        1: "p0,sales,p0,1,5", 2: ",sales,p0,1,5", 3: "x,salse,p0,1,5", 4: "x4,,p0,1,5", 5: "x5,sales,nobody,1,5",
        6: "x6,sales,p0,0,5", 7: "x7,sales,p0,1.5,5", 8: "x8,sales,p0,high,5", 9: "x9,sales,p0,1,-1",
        10: "x10,sales,p0,1,long", 11: "x11,sales,x11,1,5", 12: "x12,sales,x13,1,5", 13: "x13,sales,x12,1,5",
        14: "x14,sales,p0,1", 15: "x15,sales,p0,1,5,6", 16: "x16,sales,p0,1,1e9", 17: "x17,sales,p0,101,5",
    }  # fmt: skip
    for k, row in list(bad.items()):
        bad[k + 17] = row.replace("x", "y")
    for k, row in bad.items():
        good[k] = row
    path = tmp_path / "people.csv"
    path.write_text("\n".join([",".join(COLUMNS), *good]) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as mistake:
        read_roster(path, ("sales", "service"))
    told = mistake.value.problem
    more = int(told.split(" more")[0].rsplit(" ", 1)[1])
    assert told.count("; row ") == 9
    assert 10 + more >= 30


def test_fifty_thousand_rows_are_read_with_every_person(tmp_path: Path) -> None:
    """How long it takes stands in benchmarks/; here only that the work grows with the rows, not their square."""

    def seconds(people: int) -> float:
        chance = random.Random(1)
        rows = [
            f"p{k};{'sales' if k % 2 else 'Customer Success'};{f'p{chance.randrange(k)}' if k else ''};{k % 90},5"
            for k in range(people)
        ]
        path = tmp_path / f"{people}.csv"
        path.write_text("id;department;manager;months\n" + "\n".join(rows), encoding="cp1252")
        begun = time.process_time()
        assert len(read_roster(path, DEPARTMENTS).ids) == people
        return time.process_time() - begun

    small, large = (min(seconds(people) for _ in range(2)) for people in (5_000, 50_000))
    assert large < 50 * small, "10 times the rows take some 20 times as long where nothing else runs, their square 100"


def test_other_columns_are_kept_under_their_own_names(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Name;Höhe\nx;3\n", encoding="utf-8")
    table = read_table(path, "table", {"name": ()}, needed=("name",))
    assert table.columns == ("name", "Höhe")
    assert table.rows[0]["Höhe"] == "3"
    assert table.rows[0].line == 2
