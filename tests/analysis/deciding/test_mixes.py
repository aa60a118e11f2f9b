"""Mixes: what they spend, how they are told apart, and that the search keeps to the budget."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.menu import OFFERS, Menu
from crm_adoption.analysis.deciding.mix import LEAST, Mix, build, distance, scaled
from crm_adoption.analysis.deciding.search import searched
from crm_adoption.analysis.deciding.starting import (
    cheapest,
    check_budget,
    first_guesses,
    programme_of,
    shipped,
    single,
)
from crm_adoption.analysis.deciding.trials import Trials
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.rollouts import StagedRollout
from crm_adoption.scenarios.programmes.shocks import Shock


@pytest.fixture(scope="module")
def menu(question: Question) -> Menu:
    return Menu.of(question.base.company, question.base.months, question.base.prices)


def anything(menu: Menu, chance: np.random.Generator) -> dict[str, Any]:
    """Return values on the menu, drawn at random."""
    return {
        name: float(chance.random()) if values is None else values[int(chance.integers(len(values)))]
        for name, values in menu.choices().items()
    }


def test_no_mix_spends_more_than_the_budget_and_no_part_is_too_weak(question: Question, menu: Menu) -> None:
    chance, built = np.random.default_rng(1), 0
    for budget in (5_000.0, 60_000.0, 400_000.0):
        for _ in range(25):
            values = anything(menu, chance)
            mix = build(question.base, menu, values, budget)
            if mix is None:
                continue
            built += 1
            assert mix.cost <= budget * values["spent"] * (1.0 + 1e-9)
            parts = zip(mix.scenario.interventions, mix.scenario.strengths(), strict=True)
            assert all(full >= LEAST for each, full in parts if each.one_off is None)
    assert built > 40


def test_what_has_a_fixed_price_is_not_had_for_a_smaller_budget(question: Question, menu: Menu) -> None:
    values = menu.idle() | {"rollout": "by feature", "AlignKPIs": 1.0}
    assert build(question.base, menu, values, 9_000.0) is None
    mix = build(question.base, menu, values, 30_000.0)
    assert mix is not None
    assert mix.spending() == pytest.approx({"AlignKPIs": 20_000.0, "StagedRollout": 10_000.0})


def test_what_is_decided_later_begins_later(question: Question) -> None:
    later = Menu.of(question.base.company, question.base.months, question.base.prices, first=5)
    assert later.starts() == (5, 8, 11)
    mix = build(question.base, later, later.idle() | {"Training": 1.0, "Training.start": 8}, 50_000.0)
    assert mix is not None
    assert mix.programme()[0].start == 8
    assert all(cost[:9].sum() == 0.0 for cost in mix.scenario.ledger.values())


def test_distance_is_the_share_of_money_that_goes_elsewhere(question: Question) -> None:
    tooling, training = (single(question.base, kind, 40_000.0) for kind in ("ToolingSpend", "Training"))
    assert tooling is not None
    assert training is not None
    assert distance(tooling, tooling, 40_000.0) == 0.0
    assert distance(tooling, training, 40_000.0) == pytest.approx(1.0)
    half = scaled(tooling, 20_000.0)
    assert half is not None
    assert distance(tooling, half, 40_000.0) == pytest.approx(0.5)


def test_shipped_programmes_keep_their_interventions_and_come_at_the_budget(question: Question) -> None:
    ready = shipped(question.base, 80_000.0)
    found = ready.mixes
    assert (ready.left_out, ready.excluded) == ((), ())
    assert {"aligned_kpis", "mandate", "full_programme"} <= {each.name for each in found}
    assert all(each.cost <= 80_000.0 * (1.0 + 1e-9) for each in found)
    assert not any(isinstance(part, Shock) for each in found for part in each.programme())
    waves = [part for part in programme_of(load("full_programme")) if isinstance(part, StagedRollout)]
    assert len(waves) == 1
    assert [len(wave) for wave in waves[0].waves] == [3, 3, 3, 3]


def test_a_programme_that_names_what_the_company_lacks_is_counted_as_left_out() -> None:
    small = load("no_programme", settings={"months": 12})
    features = tuple(each for each in small.company.catalogue.features if each.name != "activity_log")
    from dataclasses import replace

    from crm_adoption.model.company import Company
    from crm_adoption.model.features import Catalogue

    given = small.company.organisation
    organisation = replace(given, departments=tuple(replace(each, own_systems={}) for each in given.departments))
    company = Company(organisation, Catalogue(features), small.company.behaviour, small.company.market)
    base = replace(small, company=company)
    ready = shipped(base, 50_000.0)
    assert "mandate" in ready.left_out
    assert "mandate" not in {each.name for each in ready.mixes}


def test_a_budget_below_the_cheapest_intervention_is_refused_with_its_price(question: Question, menu: Menu) -> None:
    kind, place, cost = cheapest(question.base, menu)
    check_budget(question.base, menu, cost)
    with pytest.raises(InputError) as refused:
        check_budget(question.base, menu, 0.9 * cost)
    assert kind in str(refused.value)
    assert place in str(refused.value)
    assert str(len(OFFERS)) in str(refused.value)


def test_the_search_is_the_same_with_any_number_of_threads(question: Question, menu: Menu) -> None:
    from dataclasses import replace

    def tried(workers: int, seed: int = 3) -> list[tuple[str, float]]:
        worlds = replace(question.worlds, workers=workers)
        trials = Trials(question.base, menu, 60_000.0, question.objective, worlds, 26)
        found = searched(trials, list(first_guesses(menu))[:6], seed)
        assert all(each.mix.cost <= 60_000.0 * (1.0 + 1e-9) for each in found)
        return [(repr(each.mix.programme()), each.score) for each in found]

    alone = tried(1)
    assert alone == tried(2)
    assert alone != tried(1, seed=4)
    assert [score for _, score in alone] == sorted((score for _, score in alone), reverse=True)


def test_mixes_know_their_name_and_programme(question: Question) -> None:
    mix = Mix(question.base)
    assert (mix.name, mix.cost, mix.programme(), mix.spending()) == ("nothing", 0.0, (), {})
