"""Whatever tool people were asked with, what they ticked is read; what is wrong is counted, never guessed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from command_line import call
from crm_adoption import InputError
from crm_adoption.scenarios.surveys.answers import NOTED, Answers
from crm_adoption.scenarios.surveys.reading import read_answers
from filled_sheets import ASKED, DEPARTMENTS, answers_text, drawn, placed, table_text
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_layouts import COMPANY, LAYOUTS, Filled

ITEMS = [each.name for each in ASKED.items]
HEADS = ["department", *ITEMS]


def noted(found: Answers) -> dict[str, int]:
    return {each.kind: each.count for each in found.noted}


def read(text: str, folder: Path, name: str = "answers.csv", **more: object) -> Answers:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_answers(path, COMPANY, **more)  # type: ignore[arg-type]


def row(where: str = "sales", seed: int = 1, **ticks: object) -> list[object]:
    values: dict[str, object] = dict(zip(ITEMS, drawn(1, seed, 0.0)[0].tolist(), strict=True))
    return [where, *(values | ticks).values()]


# What was ticked comes back


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10_000), people=st.integers(1, 25), missing=st.floats(0, 0.6),
    lang=st.sampled_from(["en", "de"]), data=st.data(),
)  # fmt: skip
def test_what_was_ticked_is_read(
    layout: str, seed: int, people: int, missing: float, lang: str, data: st.DataObject
) -> None:
    heads = data.draw(st.lists(st.booleans(), min_size=people, max_size=people))
    where = data.draw(st.lists(st.sampled_from([*DEPARTMENTS, ""]), min_size=people, max_size=people))
    filled = Filled(drawn(people, seed, missing), where, heads, lang)
    with tempfile.TemporaryDirectory() as folder:
        found = read_answers(LAYOUTS[layout](filled, Path(folder)), COMPANY)
    assert sorted(_people(found)) == sorted(
        (tuple(ticks), place, head) for ticks, place, head in zip(filled.ticks.tolist(), where, heads, strict=True)
    )
    assert set(noted(found)) <= {"missing", "no department"}


def _people(found: Answers) -> list[tuple[tuple[int, ...], str, bool]]:
    return [
        (tuple(ticks), place, bool(head))
        for ticks, place, head in zip(found.values.tolist(), found.departments, found.heads, strict=True)
    ]


def test_all_layouts_are_read_together(tmp_path: Path) -> None:
    """A folder holds what came by phone, on paper, from two tools and in two languages."""
    ticks = drawn(40, missing=0.0)
    for number, name in enumerate(("sheets", "template", "forms", "lime_full")):
        part = slice(10 * number, 10 * number + 10)
        LAYOUTS[name](Filled(ticks[part], placed(10), [False] * 10, "de" if number % 2 else "en"), tmp_path)
    (tmp_path / "notes.txt").write_text("The box was emptied on Friday.", encoding="utf-8")
    found = read_answers(tmp_path, COMPANY)
    assert sorted(map(tuple, found.values.tolist())) == sorted(map(tuple, ticks.tolist()))
    assert noted(found) == {"languages": 2}


def test_departments_are_called_as_most_call_them_where_the_company_is_not_known(tmp_path: Path) -> None:
    named = ["Sales", "sales", "Sales ", "Sales", "SALES", "Vertrieb", "Legal"]
    path = tmp_path / "answers.csv"
    path.write_text(table_text([HEADS, *(row(where, seed) for seed, where in enumerate(named))]), encoding="utf-8")
    found = read_answers(path)
    assert found.departments == ("Sales",) * 5 + ("", "")
    assert (dict(found.invited), noted(found)) == ({"Sales": None}, {"few in department": 2})
    assert "Legal" not in repr(found)
    asked = read_answers(path, invited=["legal=9"])
    assert asked.departments == ("Sales",) * 5 + ("", "Legal")
    assert dict(asked.invited) == {"Sales": None, "Legal": 9}


def test_forms_that_lie_beside_the_answers_are_none(tmp_path: Path) -> None:
    """Whoever puts what comes back where the forms are has not filled a page and two templates."""
    assert call("survey", "new", "--out", tmp_path, "--quiet").code == 0
    LAYOUTS["sheets"](Filled(drawn(6, missing=0.0), placed(6), [False] * 6), tmp_path)
    LAYOUTS["google"](Filled(drawn(6, 2, missing=0.0), placed(6), [False] * 6), tmp_path)
    found = read_answers(tmp_path, COMPANY)
    assert (len(found), noted(found)) == (12, {})


# What is wrong


@pytest.mark.parametrize(
    ("cell", "tick", "kind"),
    [
        ("5", 5, ""), ("5.0", 5, ""), ("5 - Strongly agree", 5, ""), ("5) Strongly agree", 5, ""), ("AO05", 5, ""),
        ("strongly agree", 5, ""), ("STIMME VOLL ZU", 5, ""), ("A5", 5, ""), ("4,0 (eher)", 4, ""),
        ("", 0, "missing"), ("-", 0, "missing"), ("0", 0, "missing"), ("n/a", 0, "missing"),
        ("Cannot say", 0, "missing"), ("Kann ich nicht sagen", 0, "missing"), ("6", 0, "outside"), ("-1", 0, "outside"),
        ("44", 0, "outside"), ("4.5", 0, "unreadable"), ("yes", 0, "unreadable"), ("=1+1", 0, "unreadable"),
    ],
)  # fmt: skip
def test_a_cell_is_a_point_of_the_scale_or_counted(cell: str, tick: int, kind: str, tmp_path: Path) -> None:
    text = table_text([HEADS, *(row(seed=seed) for seed in range(4)), row(seed=9, silos_ask=cell)])
    found = read(text, tmp_path)
    assert found.values[4, ITEMS.index("silos_ask")] == tick
    assert noted(found) == ({kind: 1} if kind else {})


def test_another_scale_is_refused(tmp_path: Path) -> None:
    rows = [["sales", *(7 if n % 2 else 6 for n in range(len(ITEMS)))] for _ in range(5)]
    with pytest.raises(InputError, match=r"lie beyond 1 to 5, so they are on another scale"):
        read(table_text([HEADS, *rows]), tmp_path)


def test_another_survey_is_refused_with_what_was_found(tmp_path: Path) -> None:
    text = table_text([["Department", "How happy are you?", "Why?"], *([["sales", 4, "so"]] * 6)])
    with pytest.raises(InputError, match=r"0 of the 24 questions stand in the headings.*How happy are you"):
        read(text, tmp_path)


def test_columns_of_another_survey_are_counted_and_not_read(tmp_path: Path) -> None:
    rows = [[*row(seed=seed), "blue", 3] for seed in range(3)]
    found = read(table_text([[*HEADS, "Favourite colour", "How is the canteen?"], *rows]), tmp_path)
    assert len(found) == 3
    assert found.noted[0].names == ("Favourite colour", "How is the canteen?")


def test_questions_without_a_column_are_named_and_not_counted_as_left_open(tmp_path: Path) -> None:
    found = read(table_text([each[:-1] for each in (HEADS, row(), row(seed=2))]), tmp_path)
    assert [(each.kind, each.names) for each in found.noted] == [("missing items", ("territory_keep",))]


def test_sheets_of_another_questionnaire_are_left_out(tmp_path: Path) -> None:
    text = table_text([["questionnaire", *HEADS], ["crm-adoption 0", *row()], [ASKED.name, *row(seed=2)]])
    found = read(text, tmp_path)
    assert (len(found), noted(found)) == (1, {"other questionnaire": 1})


def test_a_sheet_with_too_few_answers_is_of_another_questionnaire(tmp_path: Path) -> None:
    good = f"CRM-SURVEY\nquestionnaire = {ASKED.name};\nanswers = {'1 2 3 4 5 - ' * 4};\nEND-SURVEY\n"
    found = read(good + good.replace("1 2 3", "1 2", 1), tmp_path, "sheets.txt")
    assert (len(found), noted(found)["other questionnaire"]) == (1, 1)


def test_the_last_of_a_sheet_handed_in_twice_counts(tmp_path: Path) -> None:
    heads = ["sheet", *HEADS]
    text = table_text([heads, ["a", *row(silos_ask=1)], ["b", *row(seed=3)], ["a", *row(silos_ask=5)]])
    found = read(text, tmp_path)
    assert (len(found), noted(found)) == (2, {"doubled": 1})
    assert found.values[:, ITEMS.index("silos_ask")].tolist()[-1] == 5


def test_the_same_answers_twice_are_one_sheet_where_sheets_have_no_mark(tmp_path: Path) -> None:
    text = table_text([HEADS, row(), row(seed=3), row(), row("service")])
    found = read(text, tmp_path)
    assert (len(found), noted(found)) == (3, {"doubled": 1})


def test_few_answers_alike_are_no_double(tmp_path: Path) -> None:
    nothing = dict.fromkeys(ITEMS[3:], "")
    found = read(table_text([HEADS, row(**nothing), row(**nothing)]), tmp_path)
    assert len(found) == 2


def test_straight_liners_are_left_out_and_not_taken_for_doubles(tmp_path: Path) -> None:
    rows = [["sales", *[3] * len(ITEMS)], ["sales", *[3] * len(ITEMS)], ["sales", *[5] * 12, *[""] * 12], row()]
    found = read(table_text([HEADS, *rows]), tmp_path)
    assert (len(found), noted(found)) == (1, {"straight": 3})


def test_those_who_cannot_have_read_are_left_out(tmp_path: Path) -> None:
    heads = ["ID", "Start time", "Completion time", *HEADS]
    times = [("2026-03-02 10:00:00", "2026-03-02 10:00:40"), ("2026-03-02 10:00:00", "2026-03-02 10:05:00")]
    text = table_text([heads, *([n, *each, *row(seed=n)] for n, each in enumerate(times))])
    found = read(text, tmp_path)
    assert (len(found), noted(found)) == (1, {"fast": 1})


def test_empty_sheets_are_left_out(tmp_path: Path) -> None:
    found = read(table_text([HEADS, ["sales", *[""] * len(ITEMS)], row()]), tmp_path)
    assert (len(found), noted(found)) == (1, {"no answers": 1})


def test_who_somebody_is_is_never_read(tmp_path: Path) -> None:
    heads = ["Id", "E-Mail", "Name", *HEADS]
    text = table_text([heads, *([n, f"anna{n}@example.com", "Anna Alt", *row(seed=n)] for n in range(3))])
    found = read(text, tmp_path)
    assert [(each.kind, each.names) for each in found.noted] == [("personal columns", ("E-Mail", "Name"))]
    assert "anna" not in repr(found).casefold()


def test_a_department_that_few_name_is_not_repeated(tmp_path: Path) -> None:
    rows = [row("The old captain's office", 1), *(row("Legal", seed) for seed in range(2, 8)), row("", 9)]
    found = read(table_text([HEADS, *rows]), tmp_path)
    assert [(each.kind, each.count, each.names) for each in found.noted] == [
        ("unknown department", 7, ("Legal",)), ("no department", 1, ())
    ]  # fmt: skip
    assert set(found.departments) == {""}


def test_two_columns_for_one_question_fill_each_other(tmp_path: Path) -> None:
    """A form in two languages gives a column for each."""
    english, german = ([each.text(lang) for each in ASKED.items] for lang in ("en", "de"))
    blank = [""] * len(ITEMS)
    rows = [["sales", *row()[1:], *blank], ["sales", *blank, *row(seed=2)[1:]]]
    found = read(table_text([["department", *english, *german], *rows]), tmp_path)
    assert found.values.tolist() == [row()[1:], row(seed=2)[1:]]
    assert noted(found) == {"languages": 2}


def test_headings_that_were_cut_off_are_told_by_their_beginning(tmp_path: Path) -> None:
    heads = [f"{each.text('en')[:28]} .." for each in ASKED.items]
    found = read(table_text([["department", *heads], row()]), tmp_path)
    assert found.values.tolist() == [row()[1:]]


def test_what_could_be_two_questions_is_none(tmp_path: Path) -> None:
    heads = [each.text("en") for each in ASKED.items]
    both = f"{heads[-2]} {heads[-1]}"
    found = read(table_text([["department", *heads[:-1], both], row()]), tmp_path)
    assert [each.kind for each in found.noted] == ["missing items", "other columns"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=len(HEADS), max_size=len(HEADS)), min_size=1, max_size=6))
def test_whatever_stands_in_the_cells_is_counted_or_refused_in_a_sentence(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = read(table_text([HEADS, *rows]), Path(folder))
        except InputError:
            return
    assert ((found.values >= 0) & (found.values <= ASKED.points)).all()
    assert all(each.kind in NOTED and each.count > 0 for each in found.noted)


MAIL = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nQ1JNLVNVUlZFWQ==\n"


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=60),
    st.integers(0, len(MAIL)),
    st.sampled_from([b"", b"--x\n", b"\xff", b"=?utf-8?q?\xc3", b"\n\n"]),
)
def test_a_damaged_mail_is_refused_or_holds_nothing(noise: bytes, at: int, more: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "answers.csv").write_text(answers_text(2), encoding="utf-8")
        (Path(folder) / "one.eml").write_bytes(MAIL[:at] + noise + more + MAIL[at:])
        assert len(read_answers(Path(folder), COMPANY)) == 2


def test_a_mail_without_answers_says_what_was_looked_for(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL)
    with pytest.raises(InputError, match="no table of answers stands here"):
        read_answers(tmp_path, COMPANY)


# Who was asked


def test_everybody_was_asked_unless_something_else_is_said(tmp_path: Path) -> None:
    found = read(answers_text(8), tmp_path, invited=["Vertrieb=30", "service = 5"])
    assert dict(found.invited) == {"sales": 30, "marketing": 19, "customer_success": 24, "service": 5}


def test_who_was_asked_may_stand_in_a_table(tmp_path: Path) -> None:
    table = tmp_path / "asked.csv"
    table.write_text("Abteilung;Eingeladen\nVertrieb;31\nMarketing;12\n", encoding="utf-8")
    found = read(answers_text(8), tmp_path, invited=[str(table)])
    assert (found.invited["sales"], found.invited["marketing"]) == (31, 12)


@pytest.mark.parametrize(
    ("invited", "message"),
    [
        ("salse=3", "has no department 'salse'.*'sales'"), ("sales=many", "'many' is no number of people"),
        ("sales=-3", "'-3' is no number of people"), ("no such file", "no such file"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_people_is_refused(invited: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        read(answers_text(8), tmp_path, invited=[invited])


def test_equal_answers_are_equal(tmp_path: Path) -> None:
    one, other = (read(answers_text(8, seed), tmp_path) for seed in (1, 2))
    assert one == read(answers_text(8, 1), tmp_path)
    assert one != other
    assert np.array_equal(one.members("sales"), [True, False, False, False] * 2)
