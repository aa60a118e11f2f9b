"""The what-ifs: shipped pairs that differ in what the question says, and answers that say what the numbers say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import call, complaint
from crm_adoption.analysis.cli.scenarios import differences
from crm_adoption.analysis.questions.what_if import what_if
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.files.catalogue import catalogue, load
from crm_adoption.scenarios.files.sources import what_if_scenarios
from crm_adoption.scenarios.files.what_ifs import NAMES, WHAT_IFS, WhatIf, what_if_named

PAGE = (Path(__file__).parent.parent / "docs" / "how_to" / "what_ifs.md").read_text(encoding="utf-8")
EQUAL = {"sponsor-leaves", "head-opposes", "turnover", "switch-off", "big-bang-or-staged", "data-or-people-first",
         "faster-rival", "window"}  # fmt: skip
"""What-ifs whose scenarios all spend the same, so that money is not what makes the difference."""


def test_the_scenarios_stand_beside_the_catalogue_and_all_serve_a_question() -> None:
    assert not set(what_if_scenarios()) & set(catalogue())
    assert {name for each in WHAT_IFS for name in each.scenarios} == set(what_if_scenarios())
    assert load("sponsor_leaves_at_6").name == "sponsor_leaves_at_6"


@pytest.mark.parametrize("asked", WHAT_IFS, ids=NAMES)
def test_each_question_has_scenarios_in_words_that_can_be_paired(asked: WhatIf) -> None:
    scenarios = [load(name) for name in asked.scenarios]
    assert len({each.months for each in scenarios}) == 1
    assert asked.month <= scenarios[0].months
    assert len({each.company.organisation.headcount for each in scenarios}) == 1
    for each in scenarios:
        assert all((each.title_en, each.title_de, each.description_en, each.description_de))
    for other in scenarios[1:]:
        assert differences(scenarios[0], other)
    costs = {round(each.total_cost) for each in scenarios}
    assert (len(costs) == 1) is (asked.name in EQUAL)


@pytest.mark.parametrize("asked", WHAT_IFS, ids=NAMES)
def test_each_question_stands_on_the_page_with_its_scenarios(asked: WhatIf) -> None:
    assert f"## {asked.question_en.rstrip('?')}" in PAGE
    assert f"crm-adoption what-if {asked.name}" in PAGE
    assert all(f"`{name}`" in PAGE for name in asked.scenarios)
    assert asked.question_de.endswith("?")


def test_the_pairs_differ_in_what_the_question_says() -> None:
    found = differences(load("heads_behind_it"), load("head_of_sales_opposes"))
    assert {path.split(".")[-1] for path in found} == {"resistance", "supervisor_commitment"}
    assert all("Sales" in path or "sales" in path for path in found)
    leaving = {name: load(name).company.organisation.departments[0].leaving
               for name in ("sales_stays", "third_of_sales_leaves")}  # fmt: skip
    gone = {name: 1.0 - (1.0 - monthly) ** 12 for name, monthly in leaving.items()}
    assert gone == pytest.approx({"sales_stays": 0.1, "third_of_sales_leaves": 1 / 3}, abs=0.005)


def test_questions_of_money_and_goals_change_nothing_but_that() -> None:
    """The same screens everywhere: else simpler screens, not goals, would make the difference."""
    for name in ("goals_on_activity", "goals_on_outcomes", "half_an_incentive", "whole_incentive"):
        kinds = [type(each).__name__ for each in load(name).interventions]
        assert kinds[0] == "Simplify"
        assert len(kinds) == 2
    programmes = [load(f"programme_{when}") for when in ("now", "in_6", "in_12", "in_24")]
    assert [{each.start for each in one.interventions} for one in programmes] == [{0}, {6}, {12}, {24}]
    assert len({one.total_cost for one in programmes}) == 1


def test_half_a_change_can_be_worse_than_none_and_a_whole_one_is_not() -> None:
    found = what_if("half-incentive", replications=24, seed=1).comparison
    assert found is not None
    torn, whole = (found.effect(name, "deep_use") for name in ("half_an_incentive_torn", "whole_incentive"))
    assert torn.ci_high < 0.0 < whole.ci_low


def test_the_answer_says_what_the_numbers_say() -> None:
    """A sponsor who leaves: more than ten standard errors in 30 companies, so the sentence cannot be luck."""
    found = what_if("sponsor-leaves", replications=30, seed=1)
    assert found.comparison is not None
    effect = found.comparison.effect("sponsor_leaves_at_6", "deep_use")
    assert effect.ci_high < 0.0
    assert "is worse than “The sponsor stays”" in found.answer()[0]
    assert f"−{-100 * effect.difference:.1f} percentage points" in found.answer()[0]
    assert "schlechter" in found.answer("de")[0]
    same = what_if("sponsor-leaves", replications=30, seed=1, workers=2)
    assert same.answer() == found.answer()


def test_the_rival_is_a_duel_with_the_month_from_which_it_is_ahead() -> None:
    found = what_if("faster-rival", replications=12, seed=1)
    assert found.duel is not None
    said = found.answer()[-1]
    assert ("From month" in said) or ("does not get ahead" in said)
    sure = [found.duel.share(month, 1).ahead_own_luck >= 0.9 for month in range(1, found.duel.months + 1)]
    first = max((month for month, each in enumerate(sure, start=1) if not each), default=0) + 1
    assert (f"month {first} " in said) is (first <= found.duel.months)


def test_commands_list_answer_and_refuse() -> None:
    listed = json.loads(call("what-if", "--json").out)
    assert [each["name"] for each in listed] == list(NAMES)
    shown = call("what-if", "--lang", "de").out
    assert "Key User" in shown
    assert "what-if NAME" in call("scenarios").out
    document = json.loads(call("what-if", "ai_now_or_later", "--replications", "2", "--json").out)
    assert document["question"] == "AI now, later or never?"
    assert document["result"]["month"] == 36
    assert "sponsor-leaves" in complaint(call("what-if", "sponsor-leave"))
    with pytest.raises(InputError, match="champions"):
        what_if_named("champion")
