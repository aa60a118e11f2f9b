"""Two companies and their customers: conservation, symmetry, limits, and the same numbers from a plain model."""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from crm_adoption.model.market import Market
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.rival import Customers, compete
from crm_adoption.model.rules import share_to_rival
from crm_adoption.model.simulation import Run
from crm_adoption.scenarios.core.overrides import overridden
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.mesa.model import CRMAdoption
from crm_adoption.scenarios.simulate import simulate
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))
from conftest import build_company

MONTHS, REPLICATIONS = 12, 3
SAME = np.column_stack([np.arange(REPLICATIONS)] * 2)
shares = st.floats(0.0, 1.0)
preferences = st.floats(0.0, 8.0)


def companies() -> tuple[Scenario, Scenario]:
    ours, theirs = load("better_technology"), load("changes_faster")
    return replace(ours, months=MONTHS), replace(theirs, months=MONTHS)


def runs_of(pair: tuple[Scenario, Scenario]) -> tuple[Run, Run]:
    return tuple(simulate(each, replications=REPLICATIONS, seed=3) for each in pair)  # type: ignore[return-value]


def met(pair: tuple[Scenario, Scenario], runs: tuple[Run, Run]) -> Customers:
    return compete((pair[0].company, pair[1].company), runs, SAME)


def felt(fragmentation: float, churn: float) -> Run:
    """A run in which customers feel the same every month."""
    values = np.zeros((REPLICATIONS, MONTHS, 2, len(OUTCOME_NAMES)))
    values[..., OUTCOME_NAMES.index("fragmentation")] = fragmentation
    values[..., OUTCOME_NAMES.index("churn")] = churn
    return Run(values, None, 0, np.empty((REPLICATIONS, 0), np.int32))


@given(preferences, shares, shares)
def test_the_share_to_the_rival_is_a_logistic_and_its_counterpart(b: float, ours: float, theirs: float) -> None:
    expected = 1.0 / (1.0 + math.exp(-b * (ours - theirs)))
    assert share_to_rival(b, ours, theirs) == pytest.approx(expected, rel=1e-6)
    assert share_to_rival(b, ours, theirs) + share_to_rival(b, theirs, ours) == pytest.approx(1.0, abs=1e-6)


def test_adoption_does_not_depend_on_customers() -> None:
    """What the coupling rests on: everything but customers and money is the same bits at any number of customers."""
    few, many = (overridden(companies()[1], {"customers": n}) for n in (500.0, 20_000.0))
    one, other = (simulate(each, replications=2, seed=4) for each in (few, many))
    free = [i for i, name in enumerate(OUTCOME_NAMES) if name not in ("customers", "net_value")]
    assert np.array_equal(one.values[..., free], other.values[..., free], equal_nan=True)
    assert not np.array_equal(one.of("customers"), other.of("customers"))


def test_the_same_as_two_models_stepped_month_by_month() -> None:
    """The plain way: both companies step, then customers are exchanged with Python's own exponential."""
    pair = companies()
    found = met(pair, runs_of(pair))
    for k in range(REPLICATIONS):
        models = [CRMAdoption(each, base_seed=3, replicate=k) for each in pair]
        held = [each.company.market.customers for each in pair]
        for t in range(MONTHS):
            for model in models:
                model.step()
            f = [model.outcome("fragmentation") for model in models]
            lost = [n * model.outcome("churn") for n, model in zip(held, models, strict=True)]
            care = [each.company.market.rival_preference for each in pair]
            over = [lost[c] / (1.0 + math.exp(-care[c] * (f[c] - f[1 - c]))) for c in range(2)]
            for c, each in enumerate(pair):
                market = each.company.market
                limit, better = market.effect_limit, each.company.at_go_live - f[c]
                pull = limit * math.tanh(market.fragmentation_effect * better / limit)
                won = market.new_customer_share * market.customers * math.exp(pull)
                held[c] = held[c] - lost[c] + won + over[1 - c]
            assert found.held[k, t] == pytest.approx(held, rel=1e-7)
            assert found.gone_over[k, t] == pytest.approx(over, rel=1e-6)


def test_nobody_appears_or_vanishes_between_the_two() -> None:
    """Both together gain what is new and lose what leaves both: with churn only, what goes over is not lost."""
    company = build_company(20, market={"new_customer_share": 0.0})
    found = compete((company, company), (felt(0.9, 0.02), felt(0.2, 0.03)), SAME)
    before = np.concatenate([np.full((REPLICATIONS, 1, 2), 2000.0), found.held[:, :-1]], axis=1)
    lost = before * np.array([0.02, 0.03])
    stayed_or_over = before.sum(axis=2) - (lost - found.gone_over).sum(axis=2)
    np.testing.assert_allclose(found.held.sum(axis=2), stayed_or_over, rtol=1e-12)
    assert (found.gone_over <= lost).all()


def test_a_pair_is_of_the_replicates_that_it_names() -> None:
    """The second replicate of one meets the third of the other, and so on: as if they had stood in that order."""
    ours, theirs = build_company(20), build_company(20, market={"rival_preference": 6.0})
    run_of_each = [felt(0.5, 0.02), felt(0.7, 0.03)]
    for n, each in enumerate(run_of_each):
        each.values[:] *= 1.0 + 0.1 * np.arange(REPLICATIONS).reshape(-1, 1, 1, 1) * (1 + n)
    pairs = np.array([[1, 2], [0, 1], [2, 0]])
    found = compete((ours, theirs), (run_of_each[0], run_of_each[1]), pairs)
    turned = [replace(each, values=each.values[pairs[:, n]]) for n, each in enumerate(run_of_each)]
    expected = compete((ours, theirs), (turned[0], turned[1]), SAME)
    np.testing.assert_array_equal(found.held, expected.held)
    np.testing.assert_array_equal(found.gone_over, expected.gone_over)


def test_changing_places_changes_the_result_in_no_bit() -> None:
    pair = companies()
    runs = runs_of(pair)
    there = met(pair, runs)
    back = met((pair[1], pair[0]), (runs[1], runs[0]))
    assert np.array_equal(there.held, back.held[:, :, ::-1])
    assert np.array_equal(there.gone_over, back.gone_over[:, :, ::-1])


def test_a_company_against_itself_exchanges_evenly() -> None:
    pair = companies()
    found = met((pair[0], pair[0]), (runs_of(pair)[0],) * 2)
    assert np.array_equal(found.held[:, :, 0], found.held[:, :, 1])
    assert np.array_equal(found.gone_over[:, :, 0], found.gone_over[:, :, 1])


@pytest.mark.parametrize("preference", [1.0, 3.0, 6.0])
def test_the_less_fragmented_company_wins_and_more_so_the_more_customers_care(preference: float) -> None:
    def share(b: float) -> float:
        company = build_company(20, market={"rival_preference": b})
        held = compete((company, company), (felt(0.9, 0.01), felt(0.5, 0.01)), SAME).held
        return float(held[0, -1, 1] / held[0, -1].sum())

    assert share(preference) > share(0.0) > 0.5  # at 0 only through new customers, who prefer a seamless experience
    assert share(preference) > share(preference - 0.5)


def test_customers_are_those_of_the_market_of_each_company() -> None:
    """Both feel what they felt at go-live: as many come as ever, and leavers choose evenly."""
    small, large = (build_company(20, market={"customers": n}) for n in (1000.0, 3000.0))
    assert small.at_go_live == large.at_go_live
    found = compete((small, large), (felt(small.at_go_live, 0.01), felt(small.at_go_live, 0.01)), SAME)
    assert found.held[0, 0] == pytest.approx([1000 * 0.99 + 10 + 15, 3000 * 0.99 + 30 + 5], rel=1e-9)


def test_each_company_s_leavers_choose_by_the_preference_of_its_own_market() -> None:
    """By hand for the first month: ours care much about fragmentation, theirs not at all."""
    ours, theirs = (
        replace(each.company, market=Market(rival_preference=preference))
        for each, preference in zip(companies(), (6.0, 0.0), strict=True)
    )
    found = compete((ours, theirs), (felt(0.9, 0.10), felt(0.4, 0.02)), SAME)
    market = ours.market
    assert found.gone_over[:, 0, 0] == pytest.approx(market.customers * 0.10 / (1.0 + math.exp(-6.0 * 0.5)), rel=1e-5)
    assert found.gone_over[:, 0, 1] == pytest.approx(theirs.market.customers * 0.02 / 2.0, rel=1e-5)
