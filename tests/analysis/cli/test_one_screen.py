"""One screen: what commands print goes into 25 lines of 80 characters: the answer, a table, and the way to more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import call
from crm_adoption.analysis.cli.one_screen import LINES, show, wrapped
from crm_adoption.analysis.report.brief import Brief, amounts, only
from crm_adoption.analysis.report.parts import Table
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.files.what_ifs import NAMES, what_if_named
from screens import WIDTH, check, shown

FEW = ("--replications", 12)
COMMANDS = {
    "run": ("run", "full_programme", *FEW),
    "run an outcome": ("run", "no_programme", *FEW, "--months", 8, "--outcome", "customers"),
    "compare": ("compare", *FEW, "--no-figures"),
    "compare many": (
        "compare", "no_programme", "training", "full_programme", "mandate", "ladder_2500", "sharing_culture",
        "ai_first", "champions", *FEW, "--no-figures",
    ),
    "compare two": ("compare", "no_programme", "data_first", "--replications", 1, "--month", 4, "--no-figures"),
    "what-if": ("what-if", "sponsor-leaves", *FEW),
    "duel": ("duel", *FEW),
    "walls": ("walls", "--replications", 6, "--month", 6, "--set", "months=6"),
    "split": (
        "split", "--replications", 6, "--month", 6, "--set", "months=6", "--shares", 0, "--shares", 20, "--shares", 80,
    ),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_answers_on_one_screen(name: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    answer = call(*COMMANDS[name], "--lang", lang, "--out", tmp_path / "out")
    assert answer.code == 0, answer.err
    check(answer.out.replace(str(tmp_path), "folder"))


def test_details_are_no_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for width in (80, 60):
        monkeypatch.setenv("COLUMNS", str(width))
        answer = call(*COMMANDS["compare"], "--details", "--out", tmp_path / "out", "--replace")
        lines = answer.out.replace(str(tmp_path), "folder").split("\n")
        assert max(map(len, lines)) <= width
        assert len(lines) > 2 * LINES


LONG = "Der Vertrieb teilt, was er weiß, mit allen anderen im Haus"
SENTENCES = [["It is 12 % by month 12. " * 6], ["One. " * 20, "Two. " * 60, "Three. " * 60], ["Find out. " * 9]]
ROWS = [[f"{LONG} {n}", "17.9 %", "+3.6 (+3.3 … +3.8)", "+4.1", "−126,304", "150,000"] for n in range(30)]
COLUMNS = ["Programme", "Real use", "Difference (points, 95 % CI)", "Customers", "Net value (EUR)", "Cost (EUR)"]


def test_what_does_not_fit_is_left_out_from_the_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = Brief("What is best? " * 8, SENTENCES, Table(COLUMNS, ROWS), ["Half is never reached."], ["No room."])
    text = "\n".join(shown(brief, "en", capsys, monkeypatch))
    assert "by month 12" in text
    assert "Find out" in text
    assert "Three" not in text
    assert "Half is never reached." in text
    assert "No room" not in text
    assert re.search(r"… and 2\d more", text)


def test_there_is_room_for_more_where_little_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = Brief("What is best?", [["This."]], Table(COLUMNS, ROWS[:2]), also=["There is room."])
    lines = shown(brief, "de", capsys, monkeypatch)
    assert "There is room." in lines
    assert not any("weitere" in each for each in lines)


def test_a_small_table_stays_one_at_80_characters_and_is_whole_below(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = Brief("What?", [["This."]], Table(COLUMNS, ROWS[:3]))
    heads = [each for each in shown(brief, "en", capsys, monkeypatch) if each.startswith("Programme")]
    assert len(heads) == 1
    monkeypatch.setenv("COLUMNS", "40")
    show(brief, "en")
    text = capsys.readouterr().out
    assert all(each in text for each in ("17.9 %", "−126,304", "150,000"))


def test_numbers_stay_with_their_units() -> None:
    text = "word " * 15 + "17.9 % and " + "word " * 12 + "EUR 1,250 a head"
    for width in range(20, 90):
        lines = wrapped(text, width)
        assert max(map(len, lines)) <= width
        assert any("17.9 %" in each for each in lines)
        assert any("EUR 1,250" in each for each in lines)


def test_large_amounts_stand_in_millions() -> None:
    unit, shown_as = amounts(9_999_999.0, "en")
    assert (unit, shown_as(-1234567.0)) == ("EUR", "−1,234,567")
    unit, shown_as = amounts(-0.0 + 12_345_678.0, load("no_programme").manner("de"))
    assert (unit, shown_as(12_345_678.0)) == ("Mio. EUR", "12,3")


def test_some_columns_of_a_table() -> None:
    few = only(Table(COLUMNS, ROWS, strong=[1]), (0, 3))
    assert (few.columns, few.rows[2], few.strong) == (["Programme", "Customers"], [ROWS[2][0], "+4.1"], [1])


def test_every_what_if_is_asked_on_one_line_or_two() -> None:
    for name in NAMES:
        for lang in ("en", "de"):
            assert len(wrapped(what_if_named(name).question(lang), WIDTH)) <= 2
