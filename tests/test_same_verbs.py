"""The same verbs on all results, and the same ways to read scenarios wherever there are any."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import crm_adoption as crm
import pytest
from command_line import call
from crm_adoption.analysis.base.exports import OneTable, Result
from few_sets import few_sets

READERS = (crm.compare, crm.decide, crm.duel, crm.plan, crm.simulate, crm.load, crm.policy, crm.walls, crm.split)
SPEAKERS = (crm.compare, crm.decide, crm.what_if)
QUESTIONS = (crm.compare, crm.decide, crm.duel, crm.plan, crm.policy, crm.split, crm.walls, crm.what_if)
VERBS = ("to_frame", "to_dict", "to_excel", "write")


@pytest.mark.parametrize("function", READERS, ids=lambda each: each.__name__)
def test_whatever_reads_scenarios_takes_settings_and_leave(function: Callable[..., Any]) -> None:
    assert {"settings", "allow_outside", "allow_plugins"} <= set(inspect.signature(function).parameters)


@pytest.mark.parametrize("function", SPEAKERS, ids=lambda each: each.__name__)
def test_whatever_speaks_takes_a_language(function: Callable[..., Any]) -> None:
    assert "lang" in inspect.signature(function).parameters


def answer_of(question: Callable[..., Any]) -> type[Any]:
    """Return the type that a question is answered by."""
    found: type[Any] = eval(inspect.signature(question).return_annotation, question.__globals__)
    return found


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.__name__)
def test_whatever_is_asked_is_answered_by_a_result_with_the_same_verbs(question: Callable[..., Any]) -> None:
    answer = answer_of(question)
    assert issubclass(answer, Result)
    assert [verb for verb in VERBS if not callable(getattr(answer, verb, None))] == []
    assert not inspect.isabstract(answer)


def test_no_result_is_left_out() -> None:
    kinds = {each for name in crm.__all__ if inspect.isclass(each := getattr(crm, name)) and issubclass(each, Result)}
    assert kinds == {answer_of(each) for each in QUESTIONS}


def test_settings_are_heard() -> None:
    half = crm.compare(["no_programme", "training"], settings={"organisation.people": 40}, replications=2, months=2)
    assert [each.scenario.company.organisation.headcount for each in half.programmes] == [40, 40]
    assert crm.simulate("training", settings=["months=2"], replications=1).values.shape[1] == 2
    pair = crm.duel("no_programme", "training", settings=["months=2"], replications=2)
    assert pair.months == 2


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"}


def test_a_comparison_writes_what_the_command_writes(tmp_path: Path) -> None:
    done = call("compare", "no_programme", "training", "--replications", 4, "--months", 3, "--out", tmp_path / "a",
                "--quiet")  # fmt: skip
    found = crm.compare(["no_programme", "training"], replications=4, months=3)
    assert done.code == 0
    assert found.write(tmp_path / "b") == tmp_path / "b"
    assert files(tmp_path / "a").keys() == files(tmp_path / "b").keys()
    assert files(tmp_path / "a")["results.csv"] == files(tmp_path / "b")["results.csv"]
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(crm.InputError):
        found.write(tmp_path / "c")


@pytest.fixture(scope="module")
def answers() -> dict[str, Result]:
    two, small = few_sets(2), {"replications": 2}
    return {
        "compare": crm.compare(["no_programme", "training"], months=3, **small),
        "duel": crm.duel("no_programme", "training", replications=2, months=3),
        "plan": crm.plan(["no_programme", "training"], pilot=5, months=2),
        "split": crm.split("no_programme", two, budgets=500.0, shares=(0.2, 0.8), month=6, **small),
        "walls": crm.walls("no_programme", two, month=6, **small),
        "what_if": crm.what_if("sponsor-leaves", **small),
    }


ASKED = [each.__name__ for each in QUESTIONS if each not in (crm.decide, crm.policy)]
"""Decisions and policies are taken in tests/analysis/deciding and policies, with their folders and workbooks."""


@pytest.mark.parametrize("name", ASKED)
def test_every_result_is_a_table_a_workbook_and_a_folder(answers: dict[str, Result], name: str, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra analysis")
    found = answers[name]
    frame, document = found.to_frame(), found.to_dict()
    assert len(frame) > 0
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    book = openpyxl.load_workbook(found.to_excel(tmp_path / "book.xlsx"))
    assert book.sheetnames
    folder = found.write(tmp_path / "folder")
    assert folder == tmp_path / "folder"
    assert "manifest.json" in {path.name for path in folder.iterdir()}
    assert any(path.suffix == ".csv" and len(path.read_text("utf-8").splitlines()) == 1 + len(frame)
               for path in folder.iterdir())  # fmt: skip
    found.write(folder)  # the same result may be written over itself
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(crm.InputError):
        found.write(tmp_path / "mine")


@pytest.mark.parametrize("name", ["duel", "plan", "split", "walls"])
def test_the_workbook_of_one_table_has_its_rows_and_what_follows_in_words(
    answers: dict[str, Result], name: str, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra analysis")
    found = answers[name]
    assert isinstance(found, OneTable)
    frame = found.to_frame()
    book = openpyxl.load_workbook(found.to_excel(tmp_path / "book.xlsx", "de"))
    rows = list(book["Tabelle"].values)
    assert list(rows[0]) == list(frame.columns)
    first = frame.select_dtypes("number").columns[0]
    assert [row[list(frame.columns).index(first)] for row in rows[1:]] == pytest.approx(frame[first].tolist())
    said = found._sentences("de")
    assert (
        [row[0] for row in list(book["Antwort"].values)[1:]] == list(said) if said else book.sheetnames == ["Tabelle"]
    )


def test_a_duel_writes_its_own_names_and_a_what_if_is_the_result_it_has(
    answers: dict[str, Result], tmp_path: Path
) -> None:
    answers["duel"].write(tmp_path / "duel")
    assert {"duel.json", "market_shares.csv", "market-shares.png"} <= files(tmp_path / "duel").keys()
    assert len(answers["duel"].to_frame()) == 2 * 3
    what_if = answers["what_if"]
    assert isinstance(what_if, crm.WhatIfAnswer)
    assert what_if.result is what_if.comparison
    assert set(what_if.to_frame().scenario) == set(what_if.what_if.scenarios)
    with pytest.raises(ValueError, match="comparison or a duel"):
        _ = replace(what_if, comparison=None).result
