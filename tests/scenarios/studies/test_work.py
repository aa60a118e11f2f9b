"""The work of a study: the same bits as single simulations, in any cutting, and of exactly what was named."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest
from crm_adoption import InputError, Scenario, load, simulate
from crm_adoption.model.features import Feature
from crm_adoption.model.outcomes import OUTCOME_NAMES, column
from crm_adoption.scenarios.core.overrides import GROUPS
from crm_adoption.scenarios.core.provenance import differences, plain, restored_scenario
from crm_adoption.scenarios.files.changes import changed, present
from crm_adoption.scenarios.files.targets import target_of
from crm_adoption.scenarios.programmes.intervention import Investment
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, Champions, Training
from crm_adoption.scenarios.studies import designs
from crm_adoption.scenarios.studies.study import Study
from crm_adoption.scenarios.studies.uncertainty import Uncertainty
from crm_adoption.scenarios.studies.work import Done, Unit, work
from hypothesis import given, settings
from hypothesis import strategies as st

BASE = load("no_programme", settings=["organisation.people=30", "months=8"])
PROGRAMMES = (
    AlignKPIs(budget=30_000.0, start=1),
    Training(strength=0.5, departments=("sales",), lasts=4),
    Champions(when="deep_use < 0.9 in sales", strength=0.4),
)
PLANS = (
    replace(BASE, name="nothing"),
    replace(BASE, name="programmes", interventions=PROGRAMMES),
    replace(BASE, name="later", interventions=(AlignKPIs(strength=0.3, start=2, end=6),), months=9),
)
EVERY_KIND = (
    Uncertainty("behaviour.peer_weight"), Uncertainty("market.margin"), Uncertainty("prices.align_kpis"),
    Uncertainty("sponsorship"), Uncertainty("organisation.departments.sales.resistance"),
    Uncertainty("department.leaving"), Uncertainty("organisation.ties_inside"), Uncertainty("organisation.rewiring"),
    Uncertainty("span_of_control", 3, 12), Uncertainty("features.lead_scoring.effort"),
    Uncertainty("interventions.1.strength"), Uncertainty("interventions.1.start", 0, 4),
    Uncertainty("people", 20, 60),
)  # fmt: skip


def study(uncertainties: tuple[Uncertainty, ...], **words: Any) -> Study:
    kept = {"outcomes": OUTCOME_NAMES, "months": (1, 5, 8), "departments": ("company", "service", "sales")} | words
    return Study("kinds", PLANS, uncertainties, designs.lhs(uncertainties, 12, seed=4), replications=4, seed=9, **kept)


def fresh(scenario: Scenario) -> Scenario:
    """Return the same scenario made anew from its plain numbers: nothing computed before is in it."""
    return restored_scenario(plain(scenario))


def simulated(chosen: Study, unit: Unit) -> np.ndarray:
    """Return what a simulation of the applied scenario says, from nothing but public parts."""
    scenario = fresh(chosen.applied(unit.scenario, unit.point))
    run = simulate(scenario, replications=unit.count, first_replicate=unit.first, seed=chosen.seed, workers=1)
    names = ("company", *scenario.company.organisation.names)
    places = [names.index(each) for each in chosen.departments]
    kept = run.values[:, [month - 1 for month in chosen.months]][:, :, places]
    return kept[..., [column(each) for each in chosen.outcomes]]


def bits(found: Done) -> np.ndarray:
    assert found.values is not None, found.traceback
    return found.values


@pytest.mark.parametrize("which", [*((each,) for each in EVERY_KIND), EVERY_KIND[:2], EVERY_KIND[2:5], EVERY_KIND])
def test_work_is_the_simulation_of_the_applied_scenario(which: tuple[Uncertainty, ...]) -> None:
    chosen = study(which)
    units = [Unit(s, p, 1, 2) for s in range(3) for p in range(0, 12, 5)]
    for unit, done in zip(units, work(chosen, units), strict=True):
        assert done.unit == unit
        assert np.array_equal(bits(done), simulated(chosen, unit), equal_nan=True)


MIXED = study(
    (EVERY_KIND[0], EVERY_KIND[1], EVERY_KIND[3], EVERY_KIND[11]), outcomes=("deep_use", "net_value", "churn")
)
ONCE = {(s, p): bits(work(MIXED, [Unit(s, p, 0, 4)])[0]) for s in range(3) for p in range(12)}


@st.composite
def cuttings(draw: st.DrawFn) -> list[Unit]:
    """Draw units that together are all replicates of some points, in any order."""
    points = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 11)), min_size=1, max_size=5, unique=True))
    units = []
    for scenario, point in points:
        edges = sorted({0, 4, *draw(st.lists(st.integers(1, 3)))})
        units += [Unit(scenario, point, a, b - a) for a, b in pairwise(edges)]
    return draw(st.permutations(units))


@given(cuttings(), st.booleans())
def test_results_do_not_depend_on_how_work_is_cut_ordered_or_carried(units: list[Unit], carried: bool) -> None:
    chosen = pickle.loads(pickle.dumps(MIXED)) if carried else MIXED
    for done in work(chosen, units):
        unit = done.unit
        expected = ONCE[unit.scenario, unit.point][unit.first : unit.first + unit.count]
        assert np.array_equal(bits(done), expected, equal_nan=True)


def test_threads_and_processes_give_the_same_bits() -> None:
    parts = [[Unit(s, p, k, 2)] for s in range(3) for p in range(4) for k in (0, 2)]
    with ThreadPoolExecutor(4) as threads, ProcessPoolExecutor(1, get_context("spawn")) as processes:
        here = [threads.submit(work, MIXED, part) for part in parts]
        there = [processes.submit(work, MIXED, part) for part in parts[:6]]
        for part, future in zip([*parts, *parts[:6]], [*here, *there], strict=True):
            (unit,), (done,) = part, future.result()
            assert done.unit == unit
            expected = ONCE[unit.scenario, unit.point][unit.first : unit.first + 2]
            assert np.array_equal(bits(done), expected, equal_nan=True)


def test_a_study_and_its_results_survive_pickling() -> None:
    again = pickle.loads(pickle.dumps(MIXED))
    assert again.fingerprint() == MIXED.fingerprint()
    assert np.array_equal(again.points, MIXED.points)
    assert plain(again.applied(1, 3)) == plain(MIXED.applied(1, 3))
    (done,) = work(MIXED, [Unit(1, 2, 0, 2)])
    back = pickle.loads(pickle.dumps(done))
    assert back.unit == done.unit
    assert bits(back).tobytes() == bits(done).tobytes()


WHERE = {
    "levers": "company.organisation.departments.{d}.levers.{name}", "market": "company.market.{name}",
    "department": "company.organisation.departments.{d}.{name}", "behaviour": "company.behaviour.{name}",
    "organisation": "company.organisation.{name}", "prices": "prices.{name}",
}  # fmt: skip


@pytest.mark.parametrize("group", GROUPS)
def test_every_declared_number_changes_what_it_names_and_nothing_else(group: Any) -> None:
    before, kind = PLANS[1], group.__name__.lower()
    for name, declared in group.declarations().items():
        target = target_of(f"{kind}.{name}")
        value = next(v for v in (*declared.plausible, *declared.allowed) if v != present(before, target))
        after = changed(before, [(target, value)])
        found = {path: new for path, _, new in differences(plain(before), plain(after))}
        numbers = range(1, 5) if "{d}" in WHERE[kind] else [0]
        assert found == {WHERE[kind].format(d=d, name=name): value for d in numbers}
        assert plain(fresh(after)) == plain(after)
        assert present(after, target) == value


@pytest.mark.parametrize("name", list(Feature.declarations()))
def test_a_number_of_a_feature_changes_nothing_else(name: str) -> None:
    after = changed(BASE, [(target_of(f"features.quoting.{name}"), 0.123)])
    ((path, _, new),) = differences(plain(BASE), plain(after))
    number = BASE.company.catalogue.names.index("quoting") + 1
    assert (path, new) == (f"company.catalogue.features.{number}.{name}", 0.123)


def test_a_number_of_one_department_leaves_the_others() -> None:
    after = changed(BASE, [(target_of("organisation.departments.service.sponsorship"), 0.31)])
    ((path, _, new),) = differences(plain(BASE), plain(after))
    number = BASE.company.organisation.names.index("service") + 1
    assert (path, new) == (f"company.organisation.departments.{number}.levers.sponsorship", 0.31)


def test_numbers_of_an_intervention_take_the_place_of_what_cannot_stand_beside_them() -> None:
    after = changed(PLANS[1], [(target_of("interventions.1.strength"), 0.4), (target_of("interventions.2.end"), 3.0)])
    assert after.interventions[0] == AlignKPIs(strength=0.4, start=1)
    assert after.interventions[1] == Training(strength=0.5, departments=("sales",), end=3)
    assert after.interventions[2] == PROGRAMMES[2]
    assert type(after.interventions[1].end) is int


def test_what_a_scenario_does_not_have_changes_nothing_in_it() -> None:
    chosen = study((Uncertainty("interventions.2.strength"),))
    assert chosen.applied(0, 5) is PLANS[0]
    assert chosen.applied(2, 5) is PLANS[2]
    assert chosen.applied(1, 5).interventions[1] != PROGRAMMES[1]


@dataclass(frozen=True, kw_only=True, repr=False)
class LooksAtMargins(Investment):
    """An intervention of a user's own whose effect depends on the market."""

    effects = (("sponsorship", "raise", 1.0),)
    prices = ("align_kpis",)

    def share_in(self, company: Any, d: int) -> float:
        return min(1.0, company.market.margin / 1000.0)


def test_an_intervention_of_ones_own_may_look_at_everything() -> None:
    own = replace(BASE, name="own", interventions=(LooksAtMargins(strength=1.0),))
    chosen = changed(own, [(target_of("market.margin"), 900.0)])
    anew = replace(own, company=replace(own.company, market=replace(own.company.market, margin=900.0)))
    assert own.schedule.levers.tobytes() != chosen.schedule.levers.tobytes() == anew.schedule.levers.tobytes()


def test_a_run_that_fails_ends_its_unit_only_and_says_why() -> None:
    pair = (Uncertainty("interventions.2.start", 0, 5), Uncertainty("interventions.2.end", 1, 8))
    chosen = Study("late", (PLANS[1],), pair, designs.from_array([[2.0, 8.0], [5.0, 1.0]], pair), replications=2)
    good, bad, again = work(chosen, [Unit(0, 0, 0, 2), Unit(0, 1, 0, 2), Unit(0, 0, 0, 2)])
    assert bad.values is None
    assert bad.error is not None
    assert "month 1 is not after the start in month 5" in bad.error
    assert "InputError" in (bad.traceback or "")
    assert bits(good).tobytes() == bits(again).tobytes()
    with pytest.raises(InputError, match="not after the start"):
        chosen.applied(0, 1)


@settings(max_examples=20)
@given(st.lists(st.integers(1, 8), min_size=1, max_size=8, unique=True), st.permutations(OUTCOME_NAMES))
def test_what_is_kept_changes_no_number(months: list[int], outcomes: list[str]) -> None:
    several = study(EVERY_KIND[:1], months=tuple(months), outcomes=tuple(outcomes[:4]), departments=("service",))
    every = study(EVERY_KIND[:1], months=tuple(range(1, 9)))
    (some,), (all_of_it,) = (work(each, [Unit(1, 7, 0, 1)]) for each in (several, every))
    columns = [OUTCOME_NAMES.index(each) for each in outcomes[:4]]
    expected = bits(all_of_it)[:, [m - 1 for m in sorted(months)]][:, :, [1]][..., columns]
    assert np.array_equal(bits(some), expected, equal_nan=True)
