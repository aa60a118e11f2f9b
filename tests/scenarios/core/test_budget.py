"""Equal budgets: every programme spends the same total, each intervention its share, and no more than it can."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.core.budget import at_budget, most_spent
from crm_adoption.scenarios.core.purchases import overspent
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import catalogue, load
from crm_adoption.scenarios.programmes.intervention import DEAREST, Investment
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, Mandate, SponsorLeaves, ToolingSpend, Training
from crm_adoption.scenarios.programmes.money import Money
from crm_adoption.scenarios.programmes.shocks import Shock
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import MONTHS, interventions

BASE = load("no_programme")
SHIPPED = [name for name in catalogue() if load(name).total_cost > 0.0]
BEYOND = [name for name in SHIPPED if any(
    isinstance(each, Investment) and full > DEAREST
    for each, full in zip(load(name).interventions, load(name).strengths(), strict=True)
)]  # fmt: skip
"""Scenarios with an investment so strong that its money buys less: see `at_budget`."""
totals = st.floats(1.0, 5e6)


def programme(*parts: Any, months: int = 24) -> Scenario:
    return replace(BASE, name="mine", interventions=parts, months=months)


@st.composite
def programmes(draw: Any) -> Scenario:
    """Draw a programme of up to four interventions, with prices, budgets or costs of their own."""
    parts = draw(st.lists(interventions(), min_size=1, max_size=4))
    try:
        return programme(*parts, months=MONTHS)
    except InputError:  # two roll-outs of one feature and the like
        assume(False)
        raise


@given(programmes(), totals)
def test_the_total_is_spent_or_as_much_as_can_be(scenario: Scenario, total: float) -> None:
    shocks = sum(
        cost.sum()
        for each, cost in zip(scenario.interventions, scenario.ledger.values(), strict=True)
        if isinstance(each, Shock)
    )
    assume(shocks < total)
    scaled = at_budget(scenario, total)
    expected = min(total, most_spent(scenario)) if scenario.total_cost > 0.0 else 0.0
    assert scaled.total_cost == pytest.approx(expected, rel=1e-9, abs=1e-6)
    assert all(0.0 <= each <= 1.0 for each in scaled.strengths())
    assert len(scaled.interventions) == len(scenario.interventions)
    assert [type(each) for each in scaled.interventions] == [type(each) for each in scenario.interventions]


@given(programmes())
def test_today_s_total_changes_nothing(scenario: Scenario) -> None:
    assume(scenario.total_cost > 0.0 and not overspent(scenario))
    assert at_budget(scenario, scenario.total_cost) is scenario


@pytest.mark.parametrize("name", [name for name in SHIPPED if name not in BEYOND])
def test_back_to_today_s_total_is_back_to_today_s_schedule(name: str) -> None:
    """Half and then the whole again: the levers are today's but for rounding."""
    now = load(name)
    there = at_budget(now, now.total_cost / 2.0)
    again = at_budget(there, now.total_cost)
    assert there.total_cost == pytest.approx(now.total_cost / 2.0)
    np.testing.assert_allclose(again.schedule.levers, now.schedule.levers, rtol=0.0, atol=1e-9)
    np.testing.assert_allclose(again.schedule.cost, now.schedule.cost, rtol=1e-9, atol=1e-6)


@given(programmes(), totals, totals)
def test_more_money_never_buys_less(scenario: Scenario, one: float, other: float) -> None:
    assume(not any(isinstance(each, Shock) for each in scenario.interventions))
    assume(all(each.one_off is None and each.monthly is None for each in scenario.interventions))
    assume(scenario.total_cost > 0.0)
    less, more = (at_budget(scenario, total).strengths() for total in sorted((one, other)))
    assert all(a <= b + 1e-9 for a, b in zip(less, more, strict=True))


def test_each_intervention_keeps_its_share() -> None:
    scaled = at_budget(load("aligned_and_tooling"), 200_000)
    assert [each.budget for each in scaled.interventions] == pytest.approx([100_000, 100_000])
    mixed = at_budget(programme(AlignKPIs(budget=30_000), ToolingSpend(budget=90_000)), 40_000)
    assert [each.budget for each in mixed.interventions] == pytest.approx([10_000, 30_000])


def test_what_one_cannot_spend_goes_to_the_others() -> None:
    mixed = programme(Mandate(strength=0.5), AlignKPIs(budget=10_000), ToolingSpend(budget=20_000))
    mandate = load("mandate").total_cost  # the same heads over 36 months; here 24
    full = programme(Mandate()).total_cost
    assert full < mandate
    scaled = at_budget(mixed, 300_000)
    spent = [float(cost.sum()) for cost in scaled.ledger.values()]
    assert spent == pytest.approx([full, (300_000 - full) / 3, (300_000 - full) * 2 / 3])
    assert scaled.strengths()[0] == pytest.approx(1.0)


def test_a_mandate_cannot_spend_more_than_full_strength() -> None:
    assert most_spent(load("mandate")) == pytest.approx(41_600)
    assert at_budget(load("mandate"), 200_000).total_cost == pytest.approx(41_600)
    assert most_spent(load("aligned_kpis")) == pytest.approx(-math.log1p(-DEAREST) * 800.0 * 120)
    few = programme(Training(trainers=1))
    assert at_budget(few, 10_000_000).total_cost == pytest.approx(most_spent(few)) == pytest.approx(few.total_cost)


def test_costs_that_are_given_are_scaled_last() -> None:
    given_costs, priced = Training(one_off=20_000.0, monthly=1_000.0, strength=0.5), AlignKPIs(budget=10_000)
    scaled = at_budget(programme(given_costs, priced), 100_000)
    assert scaled.interventions[0] == given_costs
    assert scaled.interventions[1].budget == pytest.approx(100_000 - 44_000)
    alone = at_budget(programme(given_costs), 22_000)
    training = alone.interventions[0]
    assert (training.one_off, training.monthly, training.strength) == pytest.approx((10_000, 500, 0.25))
    per_head = at_budget(programme(Training(one_off=Money(per_head=100.0), strength=0.5)), 6_000)
    assert per_head.interventions[0].one_off == Money(per_head=50.0)
    most = at_budget(programme(given_costs), 500_000)
    assert (most.total_cost, most.interventions[0].strength) == pytest.approx((88_000, 1.0))


def test_where_given_costs_alone_take_all_of_it_everything_shrinks_alike() -> None:
    given_costs, priced = Training(one_off=20_000.0, monthly=1_000.0, strength=0.5), AlignKPIs(budget=11_000)
    scaled = at_budget(programme(given_costs, priced), 44_000)  # what the training costs
    spent = [float(cost.sum()) for cost in scaled.ledger.values()]
    assert spent == pytest.approx([44_000 * 0.8, 44_000 * 0.2])


def test_what_costs_nothing_stays_as_it_is() -> None:
    assert at_budget(BASE, 200_000) is BASE
    shock = SponsorLeaves(start=3)
    assert at_budget(programme(shock), 200_000).interventions == (shock,)
    with_cost = SponsorLeaves(start=3, one_off=30_000.0)
    scaled = at_budget(programme(with_cost, AlignKPIs(budget=1_000)), 100_000)
    assert scaled.interventions[0] == with_cost
    assert scaled.total_cost == pytest.approx(100_000)
    with pytest.raises(InputError, match="less than what the shocks of 'mine' cost, EUR 30,000"):
        at_budget(programme(with_cost, AlignKPIs(budget=1_000)), 20_000)


@pytest.mark.parametrize("total", [0, -1, 0.0, math.nan, math.inf, 2e12, True, "200000", None])
def test_what_is_no_budget_is_refused(total: Any) -> None:
    with pytest.raises(InputError, match=r"budget: .* is not a budget; give EUR above 0"):
        at_budget(load("aligned_kpis"), total)
