"""What is compared where nothing is named, at which money, and what more or less of it would bring."""

from __future__ import annotations

import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption import Comparison, compare
from crm_adoption.analysis.comparing.budget_curve import budget_curves
from crm_adoption.analysis.comparing.usual import ALONE_AND_HALVES, LADDER, PER_HEAD, rung


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(replications=8, outcomes=["deep_use"])


@pytest.mark.parametrize(
    ("per_head", "step"),
    [(10.0, 1_250.0), (1_250.0, 1_250.0), (2_499.0, 1_250.0), (2_500.0, 2_500.0), (1e6, 10_000.0)],
)
def test_the_step_of_the_ladder_is_the_dearest_that_the_money_pays(per_head: float, step: float) -> None:
    assert rung(per_head) == LADDER[step]


def test_nothing_named_compares_the_usual_at_the_usual_money(found: Comparison) -> None:
    assert [each.name for each in found.programmes] == [*ALONE_AND_HALVES, rung(PER_HEAD)]
    assert found.budget == pytest.approx(PER_HEAD * 120)


def test_money_a_head_goes_with_the_people_and_chooses_the_step() -> None:
    few = compare(per_head=2_500, settings={"organisation.people": 60}, replications=1, months=3, outcomes=["deep_use"])
    assert few.budget == pytest.approx(2_500 * 60)
    assert few.programmes[-1].name == LADDER[2_500.0]
    named = compare(["no_programme", "training"], per_head=500, replications=1, months=3, outcomes=["deep_use"])
    assert named.budget == pytest.approx(500 * 120)


def test_money_is_given_in_all_or_a_head() -> None:
    assert "not both" in complaint(call("compare", "--budget", 1, "--per-head", 1, "--json"))
    assert "a head" in complaint(call("compare", "--per-head", -1, "--json"))


def test_a_curve_begins_at_nothing_and_goes_through_what_was_compared(found: Comparison) -> None:
    names = [each.name for each in found.programmes if not each.is_baseline]
    curves = budget_curves(found, names)
    assert [each.scenario for each in curves] == names
    for each in curves:
        assert (each.spent[0], each.gain[0]) == (0.0, 0.0)
        assert np.all(np.diff(each.spent) > 0.0)
        own = found.programme(each.scenario)
        assert each.spent[each.own] == pytest.approx(own.at("cost", found.month).mean())
        assert each.gain[each.own] == pytest.approx(found.effect(each.scenario, "deep_use").difference)
        assert each.spent[-1] > 1.5 * each.spent[each.own]


def test_more_money_is_run_and_not_drawn_on(found: Comparison) -> None:
    """The gain at twice the money is that of the programme at twice the money."""
    (curve,) = budget_curves(found, ["aligned_kpis"])
    double = compare(["no_programme", "aligned_kpis"], budget=300_000, replications=8, outcomes=["deep_use"])
    assert curve.gain[-1] == pytest.approx(double.effect("aligned_kpis", "deep_use").difference)


def test_what_has_spent_nothing_by_the_month_has_no_curve() -> None:
    found = compare(["no_programme", "data_first"], replications=2, month=1, outcomes=["deep_use"])
    assert budget_curves(found, ["no_programme"]) == ()
