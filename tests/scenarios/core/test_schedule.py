"""Many interventions together: levers, gates and costs, whatever their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from crm_adoption.model.company import Company
from crm_adoption.model.errors import InputError
from crm_adoption.model.features import Catalogue
from crm_adoption.model.levers import INDEX, LEVERS, Levers
from crm_adoption.model.outcomes import OUTCOME_NAMES, column
from crm_adoption.model.places import personnel_ids
from crm_adoption.model.schedule import Schedule, undisturbed
from crm_adoption.model.simulation import run
from crm_adoption.model.systems import OldCRM
from crm_adoption.scenarios.core.budget import at_budget
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.core.schedule import build, in_order
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.mesa.model import CRMAdoption
from crm_adoption.scenarios.programmes.intervention import DEAREST, Intervention, Investment
from crm_adoption.scenarios.programmes.interventions import (
    KINDS,
    AlignKPIs,
    BreakSilos,
    Champions,
    Mandate,
    SupervisorCommitment,
    ToolingSpend,
    Training,
)
from crm_adoption.scenarios.programmes.money import Money
from crm_adoption.scenarios.programmes.prices import Prices
from crm_adoption.scenarios.programmes.rollouts import AutonomousAI, StagedRollout, SwitchOffFeatures
from crm_adoption.scenarios.programmes.shocks import NewFeatureWave
from crm_adoption.scenarios.programmes.spending import reach, spending, strength
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import (
    CONDITIONS,
    DEPARTMENTS,
    FEATURES,
    MONTHS,
    ON_FEATURES,
    euros,
    interventions,
    money,
    plain,
    strengths,
)

COMPANY = load("no_programme").company
PRICES = Prices()
PAID = sorted(name for name, kind in KINDS.items() if not kind.free)
SCARCE = ("Training", "Champions")
"""Kinds that people carry of whom there may be too few: then not all of a budget is spent."""
several = st.lists(interventions(), max_size=6)
mixed = st.lists(interventions(when=st.none() | st.sampled_from(CONDITIONS)), max_size=6)


def schedule(*each: Intervention, company: Company = COMPANY) -> Schedule:
    return build(company, each, MONTHS, PRICES)


def level(built: Schedule, lever: str, month: int = 0, department: int = 0) -> float:
    return float(built.levers[month, department, INDEX[lever]])


def base(lever: str) -> float:
    return float(getattr(COMPANY.organisation.departments[0].levers, lever))


def same(a: Schedule, b: Schedule) -> bool:
    pairs = [*zip(a[:-1], b[:-1], strict=True), *zip(a.triggers, b.triggers, strict=True)]
    return all(x.tobytes() == y.tobytes() for x, y in pairs)


def scenario(*each: Intervention) -> Scenario:
    return Scenario("tried", COMPANY, each, MONTHS)


def outcomes(*each: Intervention) -> Any:
    return run(COMPANY, schedule(*each), replications=2, seed=7, workers=1).values


@given(mixed.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_order_never_matters(orders: tuple[Sequence[Intervention], Sequence[Intervention]]) -> None:
    assert same(schedule(*orders[0]), schedule(*orders[1]))


@given(mixed, interventions(st.just({"strength": 0.0})))
def test_no_strength_is_no_intervention(others: list[Intervention], idle: Intervention) -> None:
    assert same(schedule(*others, idle), schedule(*others))


@given(interventions(st.just({"budget": 0.0})))
def test_no_budget_is_no_intervention(idle: Intervention) -> None:
    assert same(schedule(idle), undisturbed(COMPANY, MONTHS))


@settings(max_examples=15)
@given(
    st.lists(interventions(when=st.none() | st.sampled_from(CONDITIONS)), max_size=3),
    interventions(st.just({"strength": 0.0}), when=st.none() | st.sampled_from(CONDITIONS)),
)
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
    moved = {name for name, _, _ in each.effects} | ({"course"} if getattr(each, "once", False) else set())
    others = [number for number, lever in enumerate(LEVERS) if lever not in moved]
    for mine, untouched in ((built.levers, idle.levers), (built.gate, idle.gate)):
        assert mine[: each.start].tobytes() == untouched[: each.start].tobytes()
        assert mine[each.last_month(MONTHS) :].tobytes() == untouched[each.last_month(MONTHS) :].tobytes()
        assert mine[:, elsewhere].tobytes() == untouched[:, elsewhere].tobytes()
    assert built.levers[:, :, others].tobytes() == idle.levers[:, :, others].tobytes()
    assert built.live[:, elsewhere].tobytes() == idle.live[:, elsewhere].tobytes()
    if type(each).__name__ not in ON_FEATURES:
        assert built.live.tobytes() == idle.live.tobytes()
        assert built.go_live.tobytes() == idle.go_live.tobytes()


def test_a_ramp_is_climbed_month_by_month() -> None:
    built = schedule(Training(start=3, end=8, ramp=4, departments=("marketing",)))
    climbed = built.levers[:10, 1, INDEX["training"]]
    np.testing.assert_allclose(climbed, [0, 0, 0, 0.25, 0.5, 0.75, 1, 1, 0, 0])


@given(interventions(st.fixed_dictionaries({"budget": euros}), kinds=[k for k in PAID if k not in SCARCE]))
def test_a_budget_is_spent_exactly_within_the_horizon(each: Intervention) -> None:
    cost = schedule(each).cost
    assert cost.sum() == pytest.approx(each.budget, rel=1e-12)
    assert (cost >= 0.0).all()
    set_up = each.setup_cost(PRICES, reach(each, COMPANY, MONTHS)) > 0.0
    idle = (
        0 if set_up and each.start == 0 else each.start + 1
    )  # what is set up at go-live is paid before the first month
    assert not cost[:idle].any()
    assert not cost[each.last_month(MONTHS) + 1 :].any()


@given(interventions(st.fixed_dictionaries({"strength": strengths}), kinds=[k for k in PAID if k not in SCARCE]))
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
    idle, tried = outcomes(), outcomes(plain(kind, start=start))
    if kind.__name__ not in ("StagedRollout", "NewFeatureWave"):  # what comes later is not there before
        assert tried[:, :start].tobytes() == idle[:, :start].tobytes()
    cost = OUTCOME_NAMES.index("cost")
    assert kind.free or (tried[:, start:, 0, cost] > idle[:, start:, 0, cost]).all()
    felt = OUTCOME_NAMES.index("customers" if kind.__name__ == "AutonomousAI" else "deep_use")
    assert (tried[:, start:, 0, felt] != idle[:, start:, 0, felt]).any()


# --- what waits for a condition ---------------------------------------------------------------------------


@settings(max_examples=40)
@given(
    interventions(money, when=st.just("customers < 1e9")).filter(
        lambda each: each.start > 0 and type(each).__name__ not in ("StagedRollout", "NewFeatureWave")
    )
)
def test_a_condition_that_always_holds_is_a_date(each: Intervention) -> None:
    """Alone, bit for bit: what begins as early as it can is what has that date."""
    dated = each.begun(each.start)
    if each.budget is not None and not isinstance(each, Investment):  # it pays for the strength, and no more
        dated = replace(dated, budget=None, strength=strength(each, PRICES, reach(each, COMPANY, MONTHS)))
    waited, planned = (run(COMPANY, schedule(one), replications=2, seed=3) for one in (each, dated))
    assert (waited.fired == each.start).all()
    money = [column(name) for name in ("cost", "net_value")]
    np.testing.assert_array_equal(np.delete(waited.values, money, axis=3), np.delete(planned.values, money, axis=3))
    np.testing.assert_allclose(waited.values[..., money], planned.values[..., money], rtol=1e-9, atol=1e-5)


@settings(max_examples=25)
@given(mixed)
def test_a_condition_that_never_holds_is_nothing(found: list[Intervention]) -> None:
    never = [replace(each, when="customers > 1e9") for each in found if each.when is not None]
    never = [each for each in never if type(each).__name__ not in ("StagedRollout", "NewFeatureWave")]
    dated = [each for each in found if each.when is None]
    with_them = run(COMPANY, schedule(*dated, *never), replications=2, seed=3)
    assert (with_them.fired == -1).all()
    assert with_them.values.tobytes() == run(COMPANY, schedule(*dated), replications=2, seed=3).values.tobytes()


@settings(max_examples=25)
@given(mixed)
def test_any_company_of_interventions_runs_and_stays_in_range(found: list[Intervention]) -> None:
    done = run(COMPANY, schedule(*found), replications=2, seed=5)
    shares = done.values[:, :, :, : OUTCOME_NAMES.index("active_users")]
    assert ((shares >= 0.0) & (shares <= 1.0)).all()
    starts = np.array([each.start for each in in_order(found)])
    assert ((done.fired == -1) | (done.fired >= np.maximum(starts, 1))).all()


def test_it_begins_when_the_outcome_passes_and_not_before() -> None:
    each = Training(when="deep_use < 0.1 in service", start=2, lasts=3)
    done = run(COMPANY, schedule(each), replications=40, seed=1)
    service = done.of("deep_use", place=4)
    for k, month in enumerate(done.fired[:, 0].tolist()):
        low = np.flatnonzero(service[k, 1:] < 0.1) + 2  # the point in time after the month that was low
        assert month == (low[0] if len(low) and low[0] < MONTHS else -1)
    assert len(set(done.fired[:, 0].tolist())) > 1  # it differs from company to company
    spent = done.of("cost")[:, -1]
    full = done.fired[:, 0] <= MONTHS - 3
    assert (spent[full & (done.fired[:, 0] >= 0)] == 3 * 120 * 250.0).all()
    assert (spent[done.fired[:, 0] < 0] == 0.0).all()


def test_a_replicate_with_conditions_is_the_same_alone_in_any_chunk_and_month_by_month() -> None:
    found = (
        Training(when="deep_use < 0.1 in service", start=2, lasts=3),
        StagedRollout(when="active_users > 0.5", start=1, every=2),
    )
    whole = run(COMPANY, schedule(*found), replications=30, seed=1, workers=1)
    for workers, first in ((2, 0), (1, 17)):
        part = run(COMPANY, schedule(*found), replications=30 - first, seed=1, workers=workers, first_replicate=first)
        assert part.values.tobytes() == whole.values[first:].tobytes()
        assert part.fired.tolist() == whole.fired[first:].tolist()
    model = CRMAdoption(Scenario("it", COMPANY, found, MONTHS), base_seed=1, replicate=17)
    model.run_model()
    np.testing.assert_array_equal(model.values, whole.values[17, -1])
    assert [model.begun.get(each, -1) for each in model.scenario.triggered] == whole.fired[17].tolist()


def test_champions_are_those_with_most_ties_the_most_senior_or_the_ones_named() -> None:
    def chosen(each: Champions) -> Any:
        model = CRMAdoption(Scenario("it", COMPANY, (each,), MONTHS))
        model.step()
        people = [one for one in model.employees if one.department == "sales"]
        return [one for one in people if one.is_champion], [one for one in people if not one.is_champion]

    inside, outside = chosen(Champions(choose="level"))
    assert min(one.level for one in inside) >= max(one.level for one in outside)
    inside, outside = chosen(Champions(choose="ties"))
    assert min(len(one.colleagues) for one in inside) >= max(len(one.colleagues) for one in outside)
    sales = [name for name, where in zip(*ids_and_departments(), strict=True) if where == "sales"][3:10]
    inside, _ = chosen(Champions(choose="list", people=tuple(sales)))
    assert sorted(one.employee_id for one in inside) == sorted(sales)
    assert schedule(Champions(choose="list", people=tuple(sales))).cost.sum() == pytest.approx(
        7 * (1200 + 330 * MONTHS)
    )


def ids_and_departments() -> tuple[tuple[str, ...], list[str]]:
    organisation = COMPANY.organisation
    return personnel_ids(organisation), [d.name for d in organisation.departments for _ in range(d.people)]


def test_too_few_trainers_train_fewer_people_and_cost_less() -> None:
    full, few = schedule(Training()), schedule(Training(trainers=2))
    assert level(few, "training") == pytest.approx(2 * 25 / 120)
    assert few.cost.sum() == pytest.approx(full.cost.sum() * 50 / 120)


def test_costs_by_head_and_department_add_up() -> None:
    each = Training(
        one_off=Money(1000, 10, 100), monthly=Money(per_head=1), departments=("sales", "marketing"), lasts=2
    )
    heads = 50 + 19
    first = 1000 + 10 * heads + 2 * 100
    assert schedule(each).cost[:4].tolist() == [first, heads, heads, 0]


def test_waves_come_in_the_order_of_effort_and_reach_or_department_by_department() -> None:
    by_feature = schedule(StagedRollout(start=1, every=2, size=6))
    easy = sorted(COMPANY.catalogue.features, key=lambda each: each.effort + each.reach)[:6]
    names = COMPANY.catalogue.names
    for f, name in enumerate(names):
        assert by_feature.go_live[0, f] == (1 if name in {each.name for each in easy} else 3)
    by_department = schedule(StagedRollout(by="department", waves=(("service",), ("sales",)), every=4))
    assert by_department.go_live[:, 0].tolist() == [4, 0, 0, 0]


@pytest.mark.parametrize(
    ("found", "field", "words"),
    [
        ((StagedRollout(), NewFeatureWave(features=("quoting",), start=3)), "interventions.2", "goes live once"),
        ((StagedRollout(waves=(("quotng",),)),), "interventions.1.waves", "Did you mean 'quoting'?"),
        ((StagedRollout(by="department", waves=(("slaes",),)),), "interventions.1.waves", "Did you mean 'sales'?"),
        ((Training(when="deep_use < 0.3 in slaes"),), "interventions.1.when", "Did you mean 'sales'?"),
        ((Champions(choose="list", people=("P01",)),), "interventions.1.people", "Did you mean"),
        (
            (Champions(choose="list", people=("P001",), departments=("marketing",)),),
            "interventions.1.people", "which this does not reach",
        ),
        ((SwitchOffFeatures(features=("x",)),), "interventions.1.features", "unknown feature 'x'"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused(found: Any, field: str, words: str) -> None:
    with pytest.raises(InputError) as mistake:
        scenario(*found)
    assert mistake.value.field == field
    assert words in mistake.value.problem


def test_champions_chosen_in_two_ways_are_refused_unless_in_different_departments() -> None:
    with pytest.raises(InputError, match="two different ways"):
        schedule(Champions(choose="ties"), Champions(departments=("sales",)))
    built = schedule(Champions(choose="ties", departments=("sales",)), Champions(departments=("service",)))
    assert set(built.asked_first.tolist()) == {-1, 0}


chosen_people = st.builds(
    Champions, choose=st.sampled_from(["random", "ties", "level"]),
    departments=st.lists(st.sampled_from(DEPARTMENTS), unique=True, max_size=2).map(tuple),
)  # fmt: skip


@given(st.lists(interventions() | chosen_people, min_size=2, max_size=4))
@settings(max_examples=40, deadline=None)
def test_what_goes_together_when_it_is_put_together_goes_together_to_the_end(several: list[Intervention]) -> None:
    """Whoever combines interventions learns of a conflict at once, and never later, at a schedule or a budget."""
    try:
        found = scenario(*several)
    except InputError:
        return
    assert found.schedule.cost.sum() <= found.total_cost * (1.0 + 1e-9)
    more = at_budget(found, found.total_cost + 1e6)
    assert more.schedule.levers.shape == found.schedule.levers.shape


def test_autonomy_is_added_to_what_acts_by_itself_already() -> None:
    """Like probabilities: half of what is left, also beside another programme, and nothing more where all acts."""
    company = load("seed_company").company
    one, two = AutonomousAI(strength=0.5), AutonomousAI(strength=0.4)
    acting = np.flatnonzero(build(company, (one,), 3, Prices()).autonomy[1, 0])
    assert len(acting)
    for programmes, level in (((one,), 0.5), ((two,), 0.4), ((one, two), 0.7)):
        plan = build(company, programmes, 3, Prices())
        assert plan.autonomy[1, 0, acting] == pytest.approx(level)
    names = company.catalogue.names
    alone = replace(
        company,
        catalogue=Catalogue(tuple(
            replace(each, autonomous=True) if names.index(each.name) in acting else each
            for each in company.catalogue.features
        )),
    )  # fmt: skip
    assert build(alone, (), 3, Prices()).autonomy[1, 0, acting] == pytest.approx(1.0)
    assert build(alone, (one,), 3, Prices()).autonomy[1, 0, acting] == pytest.approx(1.0)


@pytest.mark.parametrize("budget", [1_000.0, 40_000.0, 900_000.0])
def test_who_is_not_there_is_not_paid(budget: float) -> None:
    """Two trainers: the smaller of the budget and what they cost is spent, and without a budget what they cost."""
    company = load("seed_company").company
    few = Training(trainers=1, budget=budget)
    whom = reach(few, company, 12)
    assert few.limit(whom) < 1.0
    most = few.cost_of(few.limit(whom), Prices(), whom)
    assert spending(few, company, Prices(), 12).sum() == pytest.approx(min(budget, most))
    assert spending(Training(trainers=1, strength=1.0), company, Prices(), 12).sum() == pytest.approx(most)


def test_a_condition_watches_the_place_and_the_months_that_it_names() -> None:
    names = COMPANY.organisation.names
    waiting = (  # in the order of their kinds, which the schedule keeps
        AlignKPIs(when=f"deep_use > 0.4 in {names[1]}", start=3, end=9),
        BreakSilos(when=f"fragmentation > 0.2 in {names[0]}", lasts=4),
        Training(when="deep_use < 30 %"),
    )
    watched = build(COMPANY, waiting, 12, PRICES).triggers
    assert watched.place.tolist() == [2, 1, 0]
    assert watched.outcome.tolist() == [column("deep_use"), column("fragmentation"), column("deep_use")]
    assert watched.below.tolist() == [False, False, True]
    assert watched.threshold.tolist() == pytest.approx([0.4, 0.2, 0.3])
    assert (watched.first.tolist(), watched.last.tolist()) == ([3, 0, 0], [9, 12, 12])
    assert watched.lasts.tolist() == [12, 4, 12]


def test_when_an_old_crm_is_switched_off_everything_else_stays_as_it_was_begun() -> None:
    company = load("no_programme").company
    pair = company.organisation.names[0], company.catalogue.names[0]
    old = OldCRM({pair: 1.0}, comfort=9.0, until=5, connected=0.4)
    moving = replace(company, organisation=replace(company.organisation, old_crm=old))
    found, idle = build(moving, (Training(strength=0.5),), 12, Prices()), undisturbed(moving, 12)
    assert found.own_comfort.tolist() == idle.own_comfort.tolist()
    assert found.connected.tolist() == idle.connected.tolist()
    assert (idle.own_comfort[4] != idle.own_comfort[5]).any()
    trained = found.levers[:, 0, INDEX["training"]]
    assert (trained == trained[0]).all()
    assert trained[0] > idle.levers[0, 0, INDEX["training"]]


def test_a_condition_names_a_department_that_there_is() -> None:
    name = load("no_programme").company.organisation.names[0]
    asked = replace(load("no_programme"), interventions=(Training(strength=0.5, when=f"deep_use < 0.2 in {name}"),))
    assert asked.schedule.triggers.place.tolist() == [1]
    with pytest.raises(InputError, match="unknown department 'nobody'"):
        replace(asked, interventions=(Training(strength=0.5, when="deep_use < 0.2 in nobody"),))
