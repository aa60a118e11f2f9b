"""Many interventions together: levers, gates and costs, whatever their order."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crm_adoption.model.company import Company
from crm_adoption.model.errors import InputError
from crm_adoption.model.levers import INDEX, LEVERS, Levers
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.schedule import Schedule, undisturbed
from crm_adoption.scenarios.files import load
from crm_adoption.scenarios.intervention import DEAREST, Intervention, Investment
from crm_adoption.scenarios.interventions import (
    KINDS,
    AlignKPIs,
    BreakSilos,
    Champions,
    Mandate,
    SupervisorCommitment,
    ToolingSpend,
    Training,
)
from crm_adoption.scenarios.prices import Prices
from crm_adoption.scenarios.scenario import Scenario
from crm_adoption.scenarios.schedule import build, reach, spending
from crm_adoption.scenarios.simulate import simulate
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))
from strategies import DEPARTMENTS, FEATURES, MONTHS, euros, interventions, strengths

COMPANY = load("no_programme").company
PRICES = Prices()
several = st.lists(interventions(), max_size=6)


def schedule(*each: Intervention, company: Company = COMPANY) -> Schedule:
    return build(company, each, MONTHS, PRICES)


def level(built: Schedule, lever: str, month: int = 0, department: int = 0) -> float:
    return float(built.levers[month, department, INDEX[lever]])


def base(lever: str) -> float:
    return float(getattr(COMPANY.organisation.departments[0].levers, lever))


def same(a: Schedule, b: Schedule) -> bool:
    return all(x.tobytes() == y.tobytes() for x, y in zip(a, b, strict=True))


def scenario(*each: Intervention) -> Scenario:
    return Scenario("tried", COMPANY, each, MONTHS)


def outcomes(*each: Intervention) -> Any:
    return simulate(scenario(*each), replications=2, seed=7, workers=1).values


@given(several.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_order_never_matters(orders: tuple[Sequence[Intervention], Sequence[Intervention]]) -> None:
    assert same(schedule(*orders[0]), schedule(*orders[1]))


@given(several, interventions(st.just({"strength": 0.0})))
def test_no_strength_is_no_intervention(others: list[Intervention], idle: Intervention) -> None:
    assert same(schedule(*others, idle), schedule(*others))


@given(interventions(st.just({"budget": 0.0})))
def test_no_budget_is_no_intervention(idle: Intervention) -> None:
    assert same(schedule(idle), undisturbed(COMPANY, MONTHS))


@settings(max_examples=15)
@given(st.lists(interventions(), max_size=3), interventions(st.just({"strength": 0.0})))
def test_no_strength_leaves_every_outcome_as_it_is(others: list[Intervention], idle: Intervention) -> None:
    assert outcomes(*others, idle).tobytes() == outcomes(*others).tobytes()


@given(strengths, strengths)
def test_two_raises_unite_like_probabilities(one: float, two: float) -> None:
    together = level(schedule(Training(strength=one), Training(strength=two)), "training")
    assert together == pytest.approx(1.0 - (1.0 - one) * (1.0 - two))
    goals = level(schedule(AlignKPIs(strength=one), AlignKPIs(strength=two)), "kpi_alignment")
    assert goals == pytest.approx(1.0 - (1.0 - base("kpi_alignment")) * (1.0 - 0.8 * one) * (1.0 - 0.8 * two))


@given(strengths, strengths)
def test_lowers_multiply_and_offsets_add(one: float, two: float) -> None:
    silos = level(schedule(BreakSilos(strength=one), BreakSilos(strength=two)), "silo_strength")
    assert silos == pytest.approx(base("silo_strength") * (1.0 - 0.65 * one) * (1.0 - 0.65 * two))
    technology = level(schedule(ToolingSpend(strength=one), ToolingSpend(strength=two)), "technology")
    assert technology == pytest.approx(1.0 + 0.3 * one + 0.3 * two)


@given(strengths, strengths)
def test_two_mandates_close_the_old_way_like_probabilities(one: float, two: float) -> None:
    built = schedule(Mandate(strength=one), Mandate(strength=two, features=("activity_log", "pipeline")))
    names = COMPANY.catalogue.names
    assert built.gate[0, 0, names.index("activity_log")] == pytest.approx(1.0 - (1.0 - one) * (1.0 - two))
    assert built.gate[0, 0, names.index("pipeline")] == pytest.approx(two)
    assert not built.gate[:, :, [f for f, name in enumerate(names) if name not in FEATURES]].any()


@given(several)
def test_levers_and_gates_stay_within_their_limits(found: list[Intervention]) -> None:
    built = schedule(*found)
    for number, each in enumerate(Levers.declarations().values()):
        assert (built.levers[:, :, number] >= each.allowed[0]).all()
        assert (built.levers[:, :, number] <= each.allowed[1]).all()
    assert (built.gate >= 0.0).all()
    assert (built.gate <= 1.0).all()


@given(interventions(st.just({})), strengths, strengths)
def test_more_strength_moves_a_lever_further(each: Intervention, one: float, two: float) -> None:
    weak, strong = (schedule(replace(each, strength=share)) for share in sorted((one, two)))
    for lever, how, _ in each.effects:
        sign = -1.0 if how == "lower" else 1.0
        assert (sign * (strong.levers - weak.levers)[:, :, INDEX[lever]] >= 0.0).all()
    assert (strong.gate >= weak.gate).all()


@given(interventions())
def test_it_touches_its_months_departments_and_levers_only(each: Intervention) -> None:
    built, idle = schedule(each), undisturbed(COMPANY, MONTHS)
    elsewhere = [d for d, name in enumerate(DEPARTMENTS) if each.departments and name not in each.departments]
    others = [number for number, lever in enumerate(LEVERS) if lever not in {name for name, _, _ in each.effects}]
    for mine, untouched in ((built.levers, idle.levers), (built.gate, idle.gate)):
        assert mine[: each.start].tobytes() == untouched[: each.start].tobytes()
        assert mine[each.last_month(MONTHS) :].tobytes() == untouched[each.last_month(MONTHS) :].tobytes()
        assert mine[:, elsewhere].tobytes() == untouched[:, elsewhere].tobytes()
    assert built.levers[:, :, others].tobytes() == idle.levers[:, :, others].tobytes()
    for mine, untouched in zip(built[1:3], idle[1:3], strict=True):
        assert mine.tobytes() == untouched.tobytes()


def test_a_ramp_is_climbed_month_by_month() -> None:
    built = schedule(Training(start=3, end=8, ramp=4, departments=("marketing",)))
    climbed = built.levers[:10, 1, INDEX["training"]]
    np.testing.assert_allclose(climbed, [0, 0, 0, 0.25, 0.5, 0.75, 1, 1, 0, 0])


@given(interventions(st.fixed_dictionaries({"budget": euros})))
def test_a_budget_is_spent_exactly_within_the_horizon(each: Intervention) -> None:
    cost = schedule(each).cost
    assert cost.sum() == pytest.approx(each.budget, rel=1e-12)
    assert (cost >= 0.0).all()
    assert not cost[: each.start + 1].any()
    assert not cost[each.last_month(MONTHS) + 1 :].any()


@given(interventions(st.fixed_dictionaries({"strength": strengths})))
def test_a_strength_costs_what_buys_it(each: Intervention) -> None:
    whom, strength = reach(each, COMPANY, MONTHS), each.strength or 0.0
    total = float(schedule(each).cost.sum())
    assert total == pytest.approx(each.cost_of(strength, PRICES, whom), rel=1e-12)
    most = DEAREST if isinstance(each, Investment) else 1.0
    assert each.bought(total, PRICES, whom) == pytest.approx(min(strength, most), abs=1e-9)


@given(several)
def test_costs_add_up(found: list[Intervention]) -> None:
    single = sum(spending(each, COMPANY, PRICES, MONTHS) for each in found) if found else np.zeros(MONTHS + 1)
    np.testing.assert_allclose(schedule(*found).cost, single, rtol=1e-12)


def test_own_costs_replace_the_prices() -> None:
    cost = schedule(Training(start=2, end=5, strength=0.5, one_off=1000, monthly=10)).cost
    assert cost.tolist() == [0, 0, 0, 1010, 10, 10, *[0] * (MONTHS - 5)]
    at_start = schedule(Training(end=2, one_off=1000)).cost
    assert at_start.tolist() == [1000, 0, 0, *[0] * (MONTHS - 2)]


def test_it_reaches_the_people_of_its_departments_and_their_managers() -> None:
    everybody, some = Training(end=6), Training(departments=("marketing", "service"), start=4)
    assert reach(everybody, COMPANY, MONTHS).heads == 120
    assert reach(everybody, COMPANY, MONTHS).months == 6
    assert reach(some, COMPANY, MONTHS).heads == 19 + 27
    assert reach(some, COMPANY, MONTHS).months == MONTHS - 4
    leads = COMPANY.setting.place.leads
    assert reach(everybody, COMPANY, MONTHS).managers == leads.sum()


def test_line_managers_are_paid_for_by_the_head() -> None:
    whom = reach(SupervisorCommitment(), COMPANY, MONTHS)
    assert schedule(SupervisorCommitment()).cost.sum() == pytest.approx(330 * whom.managers * MONTHS)


def test_champions_are_a_share_of_the_people() -> None:
    assert level(schedule(Champions(strength=1.0)), "champions") == pytest.approx(0.15)
    assert schedule(Champions()).cost.sum() == pytest.approx(0.15 * 120 * (1200 + 330 * MONTHS))


@pytest.mark.parametrize(
    ("each", "field", "words"),
    [
        (Training(start=MONTHS), "interventions.1.start", f"outside the horizon of {MONTHS} months"),
        (Training(departments=("salse",)), "interventions.1.departments", "Did you mean 'sales'?"),
        (Mandate(features=("activty_log",)), "interventions.1.features", "Did you mean 'activity_log'?"),
    ],
)
def test_what_does_not_fit_the_company_is_refused(each: Intervention, field: str, words: str) -> None:
    with pytest.raises(InputError) as mistake:
        scenario(each)
    assert mistake.value.field == field
    assert words in mistake.value.problem


@pytest.mark.parametrize("kind", KINDS.values())
def test_nothing_changes_before_the_start_and_something_after(kind: type[Intervention]) -> None:
    start = 6
    idle, tried = outcomes(), outcomes(kind(start=start))
    assert tried[:, :start].tobytes() == idle[:, :start].tobytes()
    cost = OUTCOME_NAMES.index("cost")
    assert (tried[:, start:, 0, cost] > idle[:, start:, 0, cost]).all()
    use = OUTCOME_NAMES.index("deep_use")
    assert (tried[:, start:, 0, use] != idle[:, start:, 0, use]).any()
