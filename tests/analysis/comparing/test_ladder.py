"""What it would take: the cheapest step of the ladder that brings real use to a target."""

from __future__ import annotations

import json

import pytest
from command_line import call, complaint
from crm_adoption.analysis.comparing.ladder import LADDER, PAIRS, reach
from crm_adoption.analysis.telling.brief import what_it_takes
from crm_adoption.analysis.telling.comparison import Comparison, compare
from crm_adoption.scenarios.files.catalogue import load


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(["no_programme", "training"], replications=24, outcomes=["deep_use"], seed=2)


def test_steps_cost_what_they_are_called() -> None:
    for per_head, name in LADDER.items():
        scenario = load(name)
        assert scenario.total_cost == pytest.approx(per_head * scenario.company.organisation.headcount, rel=1e-6)


def test_the_cheapest_step_that_reaches_the_target(found: Comparison) -> None:
    every = reach(found, 1.0)
    levels = [each.level for each in every.steps]
    assert [each.scenario for each in every.steps] == list(LADDER.values())
    assert every.step is None
    assert levels == sorted(levels)
    between = (levels[1] + levels[2]) / 2.0
    some = reach(found, between)
    assert some.step is not None
    assert (some.step.scenario, some.steps) == ("ladder_5000", every.steps[:3])
    none = reach(found, some.baseline)
    assert (none.step, none.steps) == (None, ())


def test_a_step_brings_what_a_comparison_of_it_says(found: Comparison) -> None:
    told = reach(found, 1.0).steps[0]
    compared = compare(["no_programme", "ladder_1250"], replications=24, outcomes=["deep_use"], seed=2)
    assert found.baseline.replications < PAIRS
    assert told.level == pytest.approx(compared.effects[0].level, abs=1e-12)


def test_steps_are_scaled_to_the_company() -> None:
    sixty = {"organisation.people": 60}
    half = compare(["no_programme", "training"], replications=4, outcomes=["deep_use"], settings=sixty)
    assert reach(half, 1.0).steps[0].budget == 75_000.0


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_it_is_said(found: Comparison, lang: str) -> None:
    texts = {what_it_takes(reach(found, target), lang) for target in (0.01, 0.2, 1.0)}
    assert len(texts) == 3


def test_it_stands_in_the_document_where_it_was_asked(found: Comparison) -> None:
    assert found.to_dict()["what_it_takes"] is None
    shown = call("compare", "no_programme", "training", "--replications", 4, "--json", "--target", 20, "--seed", 2)
    told = json.loads(shown.out)["what_it_takes"]
    assert (told["target"], told["month"], told["step"]["scenario"] in LADDER.values()) == (0.2, 12, True)
    assert "--target" in complaint(call("compare", "--target", 0))
