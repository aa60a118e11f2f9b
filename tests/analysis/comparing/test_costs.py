"""Money: payback, cost per gain, break-even prices and the ranges of prices."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.analysis.base.programme import Programme
from crm_adoption.analysis.comparing import break_even as break_even_module
from crm_adoption.analysis.comparing.break_even import _turn, _turned
from crm_adoption.analysis.comparing.costs import (
    DEAREST_FACTOR,
    break_even,
    break_evens_of,
    cost_of,
    levels,
    over_prices,
    payback,
    price_draws,
    priced,
    shares_ahead,
)
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.simulation import Run
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, Training
from crm_adoption.scenarios.programmes.prices import Prices
from crm_adoption.scenarios.simulate import simulate
from hypothesis import given
from hypothesis import strategies as st

Floats = npt.NDArray[np.float64]
AT = {"outcome": "deep_use", "month": 12, "replications": 24, "seed": 1, "workers": None}


def made(name: str, **outcomes: Floats | list[list[float]]) -> Programme:
    """Return a programme with outcomes by pair and month."""
    tables = {outcome: np.array(each, dtype=float) for outcome, each in outcomes.items()}
    pairs, months = next(iter(tables.values())).shape
    values = np.zeros((pairs, months, 5, len(OUTCOME_NAMES)))
    for outcome, each in tables.items():
        values[:, :, 0, OUTCOME_NAMES.index(outcome)] = each
    return Programme(load(name), Run(values, None, 0, np.empty((pairs, 0), np.int32)))


BASE = made("no_programme", net_value=[[0, 0, 0, 0]] * 3, cost=[[0, 0, 0, 0]] * 3)


def test_payback_is_the_first_month_that_is_no_worse_once_money_is_spent() -> None:
    ours = made(
        "training",
        net_value=[[0, -5, -1, 2], [0, -5, 0, -1], [0, -5, -4, -3]] * 2,
        cost=[[0, 5, 5, 5]] * 6,
    )
    base = made("no_programme", net_value=[[0] * 4] * 6, cost=[[0] * 4] * 6)
    assert payback(ours, base).tolist() == [4.0, 3.0, math.inf] * 2
    found = cost_of(ours, base, 2)
    assert found.payback_month == 4.0
    assert found.payback_share == pytest.approx(2 / 3)


def test_payback_of_a_minority_is_none() -> None:
    paths = [[-1, -1, -1, 1], [-1] * 4, [-1] * 4]
    few = cost_of(made("training", net_value=paths, cost=[[1] * 4] * 3), BASE, 2)
    assert math.isnan(few.payback_share)
    base = made("no_programme", net_value=[[0] * 4] * 6, cost=[[0] * 4] * 6)
    found = cost_of(made("training", net_value=paths * 2, cost=[[1] * 4] * 6), base, 2)
    assert math.isnan(found.payback_month)
    assert found.payback_share == pytest.approx(1 / 3)


def test_at_the_break_even_margin_a_programme_draws_level_to_the_euro() -> None:
    names = ("no_programme", "sharing_culture")
    base, ours = (Programme(load(name), simulate(name, replications=12, months=24, seed=2)) for name in names)
    found = cost_of(ours, base, 12)
    assert 0.0 < found.break_even_margin_low < found.break_even_margin < found.break_even_margin_high < 600.0
    settings = {"market.margin": found.break_even_margin}
    level = [
        simulate(load(name, settings=settings), replications=12, months=24, seed=2).of("net_value")[:, -1].mean()
        for name in names
    ]
    assert level[1] == pytest.approx(level[0], abs=1.0)


def test_no_margin_is_named_where_no_customers_are_gained_or_margins_differ() -> None:
    paths = {"net_value": [[0, -1]] * 6, "cost": [[1, 1]] * 6}
    base = made("no_programme", net_value=[[0, 0]] * 6, cost=[[0, 0]] * 6, customers=[[9, 9]] * 6)
    assert math.isnan(cost_of(made("training", **paths, customers=[[9, 9]] * 6), base, 2).break_even_margin)
    gaining = made("training", **paths, customers=[[10, 10], [11, 11]] * 3)  # 3 months of a customer more, for EUR 1
    assert cost_of(gaining, base, 2).break_even_margin == pytest.approx(600.0 + 1.0 / 3.0)
    dearer = replace(gaining, scenario=load("training", settings={"market.margin": 700}))
    assert math.isnan(cost_of(dearer, base, 2).break_even_margin)


def test_what_costs_nothing_has_nothing_to_pay_back() -> None:
    found = cost_of(BASE, BASE, 2)
    assert math.isnan(found.payback_share)
    assert math.isnan(found.per_point)
    assert found.total == found.until_month == 0.0


def test_cost_per_gain_counts_what_is_spent_until_the_month() -> None:
    noise = np.random.default_rng(0).normal(0.0, 1e-3, (40, 4))
    zeros, spent = np.zeros((40, 4)), np.tile([1.0, 2.0, 3.0, 4.0], (40, 1))
    base = made("no_programme", deep_use=0.10 + noise, customers=1000 + noise, cost=zeros)
    ours = made("training", deep_use=0.15 + noise[::-1], customers=1010 + noise[::-1], cost=spent)
    found = cost_of(ours, base, 3)
    assert found.until_month == 3.0
    assert found.per_point == pytest.approx(3.0 / 5.0, rel=0.01)
    assert found.per_customer == pytest.approx(3.0 / 10.0, rel=0.01)
    assert found.total == pytest.approx(150_000.0)
    assert found.by_intervention == {"Training": pytest.approx(150_000.0)}
    assert math.isnan(cost_of(base, ours, 3).per_point)


@pytest.mark.parametrize("name", ["aligned_kpis", "rescue", "staged_rollout"])
def test_a_shortened_schedule_gives_the_same_months(name: str) -> None:
    scenario = load(name)
    whole = simulate(scenario, replications=4, seed=1).of("deep_use")
    assert levels(scenario, "deep_use", 7, 4, 1, None).tobytes() == whole[:, 6].tobytes()


def test_break_even_is_where_the_lead_turns() -> None:
    ours, rival = load("aligned_kpis"), load("tooling_spend")
    found = break_even(ours, rival, **AT)  # type: ignore[arg-type]
    assert found.always == ""
    assert 1.0 < found.ci_low < found.ratio < found.ci_high < DEAREST_FACTOR

    def lead(factor: float) -> float:
        dearer = ours.with_prices(ours.prices.times({"align_kpis": factor}))
        return float((levels(dearer, **AT) - levels(rival, **AT)).mean())  # type: ignore[arg-type]

    assert lead(found.ratio / 1.02) > 0.0 > lead(found.ratio * 1.02)


def test_limits_of_a_break_even_are_as_wide_as_it_scatters_between_seeds() -> None:
    ours, rival = load("aligned_kpis"), load("tooling_spend")
    found = [break_even(ours, rival, **{**AT, "seed": seed}) for seed in range(12)]  # type: ignore[arg-type]
    scatter = np.std([math.log(each.ratio) for each in found], ddof=1)
    error = np.mean([math.log(each.ci_high / each.ci_low) for each in found]) / 2.0 / 2.07  # Student's t of 24 pairs
    assert error / 2.0 < scatter < error * 2.0


def test_break_even_of_the_one_behind_is_a_cheaper_price() -> None:
    found = break_even(load("tooling_spend"), load("aligned_kpis"), **AT)  # type: ignore[arg-type]
    assert found.always == "behind" or found.ratio < 1.0


def test_a_programme_can_be_ahead_at_any_price() -> None:
    rival = replace(load("no_programme"), name="waste", interventions=(Training(strength=0.0, monthly=1.0),))
    found = break_even(load("tooling_spend"), rival, **AT)  # type: ignore[arg-type]
    assert (found.always, math.isnan(found.ratio), math.isnan(found.ci_low)) == ("ahead", True, True)
    half_hearted = break_even(load("aligned_kpis"), rival, **AT)  # type: ignore[arg-type]
    assert 1.0 < half_hearted.ratio < DEAREST_FACTOR  # so dear that goals change a little only, and pull people apart


def test_equal_programmes_have_no_break_even() -> None:
    found = break_even(load("aligned_kpis"), replace(load("aligned_kpis"), name="twin"), **AT)  # type: ignore[arg-type]
    assert math.isnan(found.ratio)
    assert found.always == "same"


def test_prices_on_which_a_programme_depends() -> None:
    assert priced(load("aligned_and_tooling")) == ("align_kpis", "tooling_spend")
    assert priced(load("champions")) == ("champion_month", "champion_start")
    assert priced(load("no_programme")) == ()
    own = replace(load("no_programme"), interventions=(Training(monthly=5.0), AlignKPIs(budget=5.0)))
    assert priced(own) == ("align_kpis",)


def test_price_draws_cover_their_ranges_evenly_on_the_logarithm() -> None:
    draws = price_draws(128, 3)
    assert draws == price_draws(128, 3)
    assert draws != price_draws(128, 4)
    for name, each in Prices.declarations().items():
        low, high = each.plausible
        values = np.array([getattr(prices, name) for prices in draws])
        assert (values >= low * (1 - 1e-9)).all()
        assert (values <= high * (1 + 1e-9)).all()
        places = np.log(values / low) / np.log(high / low)
        assert np.histogram(places, 4, (0.0, 1.0))[0].tolist() == [32] * 4


@pytest.fixture(scope="module")
def programmes() -> list[Scenario]:
    return [load(name) for name in ("no_programme", "aligned_kpis", "tooling_spend")]


def test_over_prices_only_priced_programmes_move(programmes: list[Scenario]) -> None:
    table = over_prices(programmes, "deep_use", 6, draws=8, replications=3, seed=1, workers=None)
    assert table.shape == (8, 3)
    assert np.ptp(table[:, 0]) == 0.0
    assert (np.ptp(table[:, 1:], axis=0) > 0.0).all()
    assert table[:, 0] == pytest.approx(levels(programmes[0], "deep_use", 6, 3, 1, None).mean())


def test_over_prices_positive_is_better(programmes: list[Scenario]) -> None:
    whole = [programmes[0], load("full_programme")]  # weak ones take attention from what is new and move it either way
    table = over_prices(whole, "never_used", 12, draws=2, replications=3, seed=1, workers=None)
    assert (table < 0.0).all()
    assert (table[:, 1] > table[:, 0]).all()


def test_shares_ahead_leave_ties_out() -> None:
    table = np.array([[1.0, 2.0, 2.0], [3.0, 2.0, 2.0], [0.0, 2.0, 2.0], [0.0, 1.0, 1.0]])
    shares = shares_ahead(table, ["a", "b", "c"])
    assert shares["a"] == {"b": 0.25, "c": 0.25}
    assert shares["b"] == {"a": 0.75, "c": 0.0}


@given(
    st.floats(-6.5, 6.5), st.floats(-0.4, 0.4), st.sampled_from([-1.0, 1.0]), st.sampled_from([1e-3, 1.0]),
)  # fmt: skip
def test_a_rough_search_ends_where_a_whole_one_does(turn: float, off: float, falling: float, size: float) -> None:
    """Few pairs may put the turn somewhere else; all of them decide."""

    def lead(step: int, at: float = turn) -> float:
        return -falling * size * (step / 16.0 - at)

    if abs(lead(0)) > 0.0:
        assert _turn(lambda step: lead(step, turn + off), lead) == _turned(lead, lead(0) > 0.0)


def test_rivals_share_what_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Against many rivals the best programme is simulated once at each price."""
    best = load("aligned_kpis")
    rivals = [load(name) for name in ("tooling_spend", "training", "champions", "mandate")]
    asked: list[tuple[str, float, int]] = []  # scenario, price, pairs
    known = break_even_module.levels

    def counted(scenario: Scenario, *rest: Any) -> Floats:
        asked.append((scenario.name, scenario.prices.align_kpis, rest[2]))
        return known(scenario, *rest)

    monkeypatch.setattr(break_even_module, "levels", counted)
    together = break_evens_of("aligned_kpis", [best, *rivals, load("no_programme")], **AT)  # type: ignore[arg-type]
    assert len(asked) == len(set(asked))
    assert sum(name != "aligned_kpis" for name, *_ in asked) == len(rivals)
    monkeypatch.undo()
    assert list(together) == [break_even(best, rival, **AT) for rival in rivals]  # type: ignore[arg-type]
