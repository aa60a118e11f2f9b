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
from crm_adoption.analysis.comparing.money import COSTS, OPEN, PAYS, money_of
from crm_adoption.analysis.comparing.pairs import main_half_width
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.simulation import Run
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, Training
from crm_adoption.scenarios.programmes.prices import Prices
from crm_adoption.scenarios.simulate import simulate

Floats = npt.NDArray[np.float64]
AT: dict[str, Any] = {"outcome": "deep_use", "month": 12, "replications": 24, "seed": 1, "workers": None}


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


def test_a_point_costs_what_was_spent_for_the_points_gained() -> None:
    base = made("no_programme", deep_use=[[0.1] * 4] * 12, cost=[[0] * 4] * 12)
    ours = made("training", deep_use=[[0.1, 0.1, 0.1, 0.2], [0.1, 0.1, 0.1, 0.24]] * 6, cost=[[5, 5, 5, 5]] * 12)
    found = cost_of(ours, base, 4)
    assert found.per_point == pytest.approx(found.until_month / 12.0)
    assert found.per_point_low < found.per_point < found.per_point_high


@pytest.mark.parametrize(
    ("early", "late", "kinds"), [(1, 2, (PAYS, PAYS)), (-1, 2, (COSTS, PAYS)), (0, -1, (OPEN, COSTS))]
)
def test_money_pays_where_its_interval_is_above_zero(early: float, late: float, kinds: tuple[str, str]) -> None:
    """Gains spread by a third of a euro around what is given, so that only zero is open."""
    values = [[0, early + chance, 0, late + chance] for chance in np.linspace(-0.3, 0.3, 12)]
    base = made("no_programme", net_value=[[0] * 4] * 12, cost=[[0] * 4] * 12)
    ours = made("training", net_value=values, cost=[[1] * 4] * 12)
    found = money_of(ours, base, 2, cost_of(ours, base, 2))
    assert (found.kind, found.kind_at_end) == kinds


def test_where_nothing_differs_and_the_level_is_zero_chance_leaves_nothing_open() -> None:
    base, ours = (made(name, customers=[[0, 0]] * 100) for name in ("no_programme", "training"))
    both = (replace(base, is_baseline=True), replace(ours, is_baseline=False))
    assert main_half_width(both, "customers", 2) == 0.0


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
    found = break_even(ours, rival, **AT)
    assert found.always == ""
    assert 1.0 < found.ci_low < found.ratio < found.ci_high < DEAREST_FACTOR

    def lead(factor: float) -> float:
        dearer = ours.with_prices(ours.prices.times({"align_kpis": factor}))
        return float((levels(dearer, **AT) - levels(rival, **AT)).mean())

    assert lead(found.ratio / 1.02) > 0.0 > lead(found.ratio * 1.02)


def test_break_even_of_the_one_behind_is_a_cheaper_price() -> None:
    found = break_even(load("tooling_spend"), load("aligned_kpis"), **AT)
    assert found.always == "behind" or found.ratio < 1.0


def test_a_programme_can_be_ahead_at_any_price() -> None:
    rival = replace(load("no_programme"), name="waste", interventions=(Training(strength=0.0, monthly=1.0),))
    found = break_even(load("tooling_spend"), rival, **AT)
    assert (found.always, math.isnan(found.ratio), found.ranges) == ("ahead", True, ())


def test_equal_programmes_have_no_break_even() -> None:
    found = break_even(load("aligned_kpis"), replace(load("aligned_kpis"), name="twin"), **AT)
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
    apart = levels(programmes[0], "deep_use", 6, 24, 1, None).reshape(8, 3).mean(axis=1)
    assert table[:, 0].tolist() == apart.tolist()  # each draw is of companies of its own
    at_once = levels(programmes[1], "deep_use", 6, 24, 1, None).reshape(8, 3).mean(axis=1)
    assert (table[:, 1] != at_once).all()


def test_shares_ahead_leave_ties_out() -> None:
    table = np.array([[1.0, 2.0, 2.0], [3.0, 2.0, 2.0], [0.0, 2.0, 2.0], [0.0, 1.0, 1.0]])
    shares = shares_ahead(table, ["a", "b", "c"], 1)
    assert shares["a"] == {"b": 0.25, "c": 0.25}
    assert shares["b"] == {"a": 0.75, "c": 0.0}
    assert shares_ahead(table, ["a", "b", "c"], -1)["a"] == {"b": 0.75, "c": 0.75}


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
    together = break_evens_of("aligned_kpis", [best, *rivals, load("no_programme")], **AT)
    assert len(asked) == len(set(asked))
    assert sum(name != "aligned_kpis" for name, *_ in asked) == len(rivals)
    monkeypatch.undo()
    assert list(together) == [break_even(best, rival, **AT) for rival in rivals]


def test_what_is_known_at_the_assumed_prices_is_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    scenarios = [load(name) for name in ("aligned_kpis", "tooling_spend", "training")]
    runs = {each.name: simulate(each, replications=AT["replications"] + 3, seed=AT["seed"]) for each in scenarios}
    known = {name: run.of(AT["outcome"])[:, AT["month"] - 1] for name, run in runs.items()}
    anew = break_evens_of("aligned_kpis", scenarios, **AT)
    asked: list[bool] = []
    levels = break_even_module.levels

    def counted(scenario: Scenario, *rest: Any) -> Floats:
        asked.append(scenario.prices == scenarios[0].prices)
        return levels(scenario, *rest)

    monkeypatch.setattr(break_even_module, "levels", counted)
    assert break_evens_of("aligned_kpis", scenarios, **AT, known=known) == anew
    assert asked
    assert not any(asked)
