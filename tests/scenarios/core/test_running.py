"""Draws: what is not known of a company is taken in turn, and each replicate is what it would be alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from crm_adoption import CRMAdoption, Scenario, load, simulate
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.core.overrides import overridden
from crm_adoption.scenarios.core.provenance import plain, restored_scenario
from crm_adoption.scenarios.core.running import run_scenario

MONTHS = 5


@pytest.fixture(scope="module")
def uncertain() -> Scenario:
    """Return a programme in a company that could be one of three: two behave differently, one is differently led."""
    found = replace(load("training"), months=MONTHS)
    ours = found.company
    led = overridden(found, {"sponsorship": 0.9}).company
    return found.with_draws((ours, ours.behaving(replace(Behaviour(), tipping_share=0.4)), led))


def test_replicate_k_is_of_draw_k_in_turn(uncertain: Scenario) -> None:
    together = simulate(uncertain, replications=7, seed=3, workers=2)
    for k in range(7):
        alone = simulate(uncertain.drawn(k), replications=1, seed=3, first_replicate=k)
        assert alone.values.tobytes() == together.values[k : k + 1].tobytes()
    assert len({together.values[k].tobytes() for k in range(3)}) == 3


def test_later_replicates_go_on_in_turn(uncertain: Scenario) -> None:
    together = simulate(uncertain, replications=7, seed=3)
    later = simulate(uncertain, replications=3, seed=3, first_replicate=4, record_features=True)
    assert later.values.tobytes() == together.values[4:].tobytes()
    assert later.use is not None
    assert later.use.any()


def test_the_first_months_are_those_of_the_whole(uncertain: Scenario) -> None:
    whole, part = simulate(uncertain, replications=4, seed=1), run_scenario(uncertain, 2, replications=4, seed=1)
    assert np.array_equal(whole.values[:, :2], part.values, equal_nan=True)


def test_the_schedule_of_a_draw_is_its_own_only_where_it_depends_on_it(uncertain: Scenario) -> None:
    (_, same), (_, behaving), (_, led) = uncertain.turns
    assert same is uncertain.schedule
    assert behaving is uncertain.schedule
    assert led is not uncertain.schedule
    assert not np.array_equal(led.levers, same.levers)


def test_mesa_steps_the_draw_of_its_replicate(uncertain: Scenario) -> None:
    together = simulate(uncertain, replications=3, seed=3)
    for k in range(3):
        model = CRMAdoption(uncertain, base_seed=3, replicate=k)
        for month in range(MONTHS):
            model.step()
            assert np.array_equal(model.values, together.values[k, month], equal_nan=True)


def test_other_prices_hold_in_every_draw(uncertain: Scenario) -> None:
    prices = uncertain.prices.times({"training": 2.0})
    dearer = uncertain.with_prices(prices)
    assert dearer.draws == uncertain.draws
    alone = simulate(uncertain.drawn(2).with_prices(prices), replications=1, seed=3, first_replicate=2)
    assert simulate(dearer, replications=3, seed=3).values[2:].tobytes() == alone.values.tobytes()


def test_what_is_changed_is_changed_in_every_draw(uncertain: Scenario) -> None:
    changed = overridden(uncertain, {"people": 130, "pull_steepness": 9.0})
    assert [each.organisation.headcount for each in changed.draws] == [130] * 3
    assert {each.behaviour.pull_steepness for each in changed.draws} == {9.0}
    assert changed.draws[1].behaviour.tipping_share == 0.4


def test_draws_of_another_layout_are_refused(uncertain: Scenario) -> None:
    with pytest.raises(InputError, match="draws are of one layout") as caught:
        uncertain.with_draws((uncertain.company, overridden(load("training"), {"people": 130}).company))
    assert "draws.2" in str(caught.value)


def test_draws_stand_beside_the_record(uncertain: Scenario) -> None:
    assert restored_scenario(plain(uncertain)) == replace(uncertain, draws=())
