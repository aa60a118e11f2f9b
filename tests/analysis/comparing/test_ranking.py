"""Best, second best, not to be told apart, dominated - against the definitions, pair by pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.analysis.base.programme import Programme, ordered
from crm_adoption.analysis.comparing.ranking import _p_of_money, dominators, rank
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.simulation import Run
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import Training
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

Floats = npt.NDArray[np.float64]
COMPANY = load("no_programme")
PAIRS = 12


def made(name: str, levels: Floats, cost: float, outcome: str = "deep_use") -> Programme:
    """Return a programme of one month with given levels and spending."""
    values = np.zeros((len(levels), 1, 5, len(OUTCOME_NAMES)))
    values[:, 0, 0, OUTCOME_NAMES.index(outcome)] = levels
    values[:, 0, 0, OUTCOME_NAMES.index("cost")] = cost
    spending = (Training(strength=0.0, one_off=cost),) if cost else ()
    scenario = replace(COMPANY, name=name, months=1, interventions=spending)
    return Programme(scenario, Run(values, None, 0, np.empty((len(levels), 0), np.int32)), name == "a")


@st.composite
def fields(draw: st.DrawFn) -> list[Programme]:
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    number = draw(st.integers(2, 6))
    means = [draw(st.sampled_from([0.10, 0.101, 0.12, 0.2])) for _ in range(number)]
    costs = [draw(st.sampled_from([0.0, 100.0, 200.0])) for _ in range(number)]
    people = random.normal(0.0, 0.05, PAIRS)
    return [
        made("abcdef"[i], mean + people + random.normal(0.0, 0.004, PAIRS), cost)
        for i, (mean, cost) in enumerate(zip(means, costs, strict=True))
    ]


def brute_force(programmes: Sequence[Programme]) -> set[str]:
    """Return the dominated programmes by the definition, with Holm's adjustment written out."""
    number = len(programmes)
    level = [each.at("deep_use", 1) for each in programmes]
    cost = [each.scenario.total_cost for each in programmes]
    keys = [(i, j) for i in range(number) for j in range(i + 1, number)]
    p = {key: float(stats.ttest_rel(level[key[0]], level[key[1]]).pvalue) for key in keys}
    sure, order = set(), sorted(keys, key=lambda key: p[key])
    for place, key in enumerate(order):
        if p[key] * (len(order) - place) >= 0.05:
            break
        sure.add(key)
    return {
        programmes[j].name
        for i in range(number)
        for j in range(number)
        if i != j
        and level[i].mean() >= level[j].mean()
        and cost[i] <= cost[j]
        and ((min(i, j), max(i, j)) in sure or cost[i] < cost[j])
    }


@given(fields())
def test_dominated_are_those_that_the_definition_says(programmes: list[Programme]) -> None:
    found = dominators(programmes, "deep_use", 1)
    assert set(found) == brute_force(programmes)
    by_name = {each.name: each for each in programmes}
    for worse, better in found.items():
        assert by_name[better].at("deep_use", 1).mean() >= by_name[worse].at("deep_use", 1).mean()
        assert by_name[better].scenario.total_cost <= by_name[worse].scenario.total_cost
        assert better not in found, "the one that is named is dominated by nobody"


@given(fields())
def test_standings_are_in_order(programmes: list[Programme]) -> None:
    found = rank(programmes, "deep_use", 1).standings
    assert [each.rank for each in found] == list(range(1, len(programmes) + 1))
    levels = [each.level for each in found]
    assert levels == sorted(levels, reverse=True)
    best = found[0]
    assert best.behind == 0.0
    assert not best.indistinguishable
    for each in found[1:]:
        assert each.behind == pytest.approx(each.level - best.level)
        assert each.ci_low <= each.behind <= each.ci_high
        assert each.indistinguishable == (each.scenario in rank(programmes, "deep_use", 1).indistinguishable)


def test_less_is_better_where_less_is_good() -> None:
    noise = np.random.default_rng(0).normal(0.0, 0.001, PAIRS)
    three = [made(name, level + noise, 0.0, "never_used") for name, level in (("a", 0.5), ("b", 0.3), ("c", 0.4))]
    assert [each.name for each in ordered(three, "never_used", 1)] == ["b", "c", "a"]
    assert [each.scenario for each in rank(three, "never_used", 1).standings] == ["b", "c", "a"]
    assert rank(three, "active_users", 1).standings == ()


def test_a_single_pair_proves_nothing_but_spending() -> None:
    two = [made("a", np.array([0.2]), 0.0), made("b", np.array([0.1]), 0.0)]
    assert dominators(two, "deep_use", 1) == {}
    assert rank(two, "deep_use", 1).indistinguishable == ("b",)


def test_one_pair_says_nothing_of_spending_and_two_of_fixed_spending_all() -> None:
    assert np.isnan(_p_of_money(np.array([1.0]), np.array([2.0]), 0))
    assert _p_of_money(np.array([1.0, 1.0]), np.array([2.0, 2.0]), 0) == 0.0
    assert _p_of_money(np.array([2.0, 2.0]), np.array([2.0, 2.0]), 0) == 1.0
