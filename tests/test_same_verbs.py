"""The same verbs on all results, and the same ways to read scenarios wherever there are any."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import crm_adoption as crm
import pytest
from command_line import call

READERS = (crm.compare, crm.decide, crm.duel, crm.plan, crm.simulate, crm.load, crm.walls, crm.split)
SPEAKERS = (crm.compare, crm.decide, crm.what_if)
RESULTS = {
    "to_frame": (
        crm.Comparison, crm.Decision, crm.Duel, crm.WhatIfAnswer, crm.Plan, crm.AdoptionPrediction, crm.Walls,
        crm.Split,
    ),
    "to_dict": (crm.Comparison, crm.Decision, crm.Duel, crm.WhatIfAnswer, crm.Plan, crm.Walls, crm.Split),
    "to_excel": (crm.Comparison, crm.Decision),
    "write": (crm.Comparison, crm.Decision, crm.Duel, crm.WhatIfAnswer, crm.Walls, crm.Split),
}  # fmt: skip


@pytest.mark.parametrize("function", READERS, ids=lambda each: each.__name__)
def test_whatever_reads_scenarios_takes_settings_and_leave(function: Callable[..., Any]) -> None:
    assert {"settings", "allow_outside", "allow_plugins"} <= set(inspect.signature(function).parameters)


@pytest.mark.parametrize("function", SPEAKERS, ids=lambda each: each.__name__)
def test_whatever_speaks_takes_a_language(function: Callable[..., Any]) -> None:
    assert "lang" in inspect.signature(function).parameters


@pytest.mark.parametrize("verb", RESULTS)
def test_results_have_the_same_verbs(verb: str) -> None:
    assert [kind.__name__ for kind in RESULTS[verb] if not hasattr(kind, verb)] == []


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


def test_a_duel_and_a_what_if_write_their_folders(tmp_path: Path) -> None:
    fight = crm.duel("no_programme", "training", replications=2, months=3)
    fight.write(tmp_path / "duel")
    assert {"duel.json", "market_shares.csv", "market-shares.png"} <= files(tmp_path / "duel").keys()
    assert len(fight.to_frame()) == 2 * 3
    answer = crm.what_if("sponsor-leaves", replications=2)
    answer.write(tmp_path / "answer")
    assert "results.csv" in files(tmp_path / "answer")
    assert set(answer.to_frame().scenario) == set(answer.what_if.scenarios)


def test_a_plan_is_a_frame_too() -> None:
    found = crm.plan(["no_programme", "training"], pilot=5, months=2)
    assert len(found.to_frame()) == 1
