"""Whatever valid company one makes up, the outcomes are possible ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from companies import ROUNDING, check_ranges, companies, within
from crm_adoption.model.company import HEADCOUNT, Company
from crm_adoption.model.features import RELEVANT_FROM, STANDARD_FEATURES
from crm_adoption.model.levers import INDEX, LEVERS, Levers
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.schedule import Schedule, first_months, undisturbed
from crm_adoption.model.simulation import Run, run
from hypothesis import example, given, settings
from hypothesis import strategies as st

Values = npt.NDArray[np.float64]


@st.composite
def schedules(draw: st.DrawFn, company: Company) -> Schedule:
    """Return a schedule with levers, gates, autonomy, features and spending moved about at will."""
    schedule = undisturbed(company, draw(st.integers(1, 12)))
    departments, features = schedule.gate.shape[1:]
    for lever in draw(st.sets(st.sampled_from(LEVERS), max_size=4)):
        month, place = draw(st.integers(0, schedule.months - 1)), draw(st.integers(0, departments - 1))
        schedule.levers[month:, place, INDEX[lever]] = draw(within(Levers.declarations()[lever]))
    for array in (schedule.gate, schedule.autonomy):
        if draw(st.booleans()):
            array[draw(st.integers(0, schedule.months - 1)) :, :, draw(st.integers(0, features - 1))] = 1.0
    if draw(st.booleans()):
        schedule.live[draw(st.integers(0, schedule.months - 1)) :] &= np.uint32(draw(st.integers(0, 2**features - 1)))
    schedule.cost[draw(st.integers(0, schedule.months))] = 1e5
    return schedule._replace(go_live=first_months(schedule.live, features))


@st.composite
def runs(draw: st.DrawFn) -> tuple[Company, Schedule, Run]:
    company = draw(companies)
    schedule = draw(schedules(company))
    seed = draw(st.integers(0, 2**64 - 1))
    return company, schedule, run(company, schedule, replications=2, seed=seed, workers=1, record_features=True)


# --- what must hold -----------------------------------------------------------------------------------------


def relevant_pairs(company: Company) -> Values:
    bits = np.array([int(mask).bit_count() for mask in company.setting.relevant])
    return np.asarray(company.setting.departments[:, HEADCOUNT] * bits, np.float64)


def check_meanings(company: Company, result: Run) -> None:
    """The definitions of the outcomes imply each other."""
    for place in range(1 + len(company.organisation.departments)):
        of = {name: result.of(name, place) for name in OUTCOME_NAMES}
        touched = of["deep_use"] + of["compliance_use"]
        assert touched + of["shadow_use"] == pytest.approx(1.0)
        assert np.all(of["unused_last_quarter"] <= of["shadow_use"] + ROUNDING)
        assert np.all(of["never_used"] <= of["unused_last_quarter"] + ROUNDING)
        assert np.all(of["never_used"] <= of["never_deep"] + ROUNDING)
        assert np.all(of["never_deep"] <= 1 - of["deep_use"] + ROUNDING)
        assert np.all(of["regular_use"] <= 1 - of["never_deep"] + ROUNDING)
        assert np.all(of["regular_use"][:, :1] == 0.0)
        assert np.all((of["active_users"] > 0) == (touched > 0))
        assert np.all(of["active_users"] <= of["feature_breadth"] + ROUNDING)
        months = np.arange(1, touched.shape[1] + 1)
        assert of["adaptability"] == pytest.approx(of["deep_use"].cumsum(axis=1) / months)


def check_sums(company: Company, result: Run) -> None:
    """The company's figures are those of its departments, weighed by pairs or people."""
    departments = range(1, 1 + len(company.organisation.departments))
    people, pairs = company.setting.departments[:, HEADCOUNT], relevant_pairs(company)
    by_pairs = OUTCOME_NAMES[:7]
    by_people = ("active_users", "licence_utilisation", "feature_breadth", "data_completeness", "data_accuracy",
                 "usable_data")  # fmt: skip
    for names, weights in ((by_pairs, pairs), (by_people, people)):
        for name in names:
            parts = np.stack([result.of(name, place) for place in departments])
            assert result.of(name) == pytest.approx(np.tensordot(weights / weights.sum(), parts, 1), abs=1e-9), name
    hours = sum(result.of("hours_saved", place) for place in departments)
    assert result.of("hours_saved") == pytest.approx(hours)
    assert result.use is not None
    shares = result.use.sum(axis=(2, 3)) / pairs.sum()
    assert shares[..., 0] == pytest.approx(result.of("deep_use"))
    assert shares[..., 1] == pytest.approx(result.of("compliance_use"))


def check_use(company: Company, schedule: Schedule, result: Run) -> None:
    """Only live, relevant features are used, by no more people than there are."""
    assert result.use is not None
    total = result.use.sum(axis=-1)
    assert total.min() >= 0
    features = np.arange(total.shape[-1], dtype=np.uint32)
    usable = ((schedule.live & company.setting.relevant)[:, :, None] >> features) & 1
    assert np.all(total <= usable * company.setting.departments[:, HEADCOUNT, None])
    assert np.array_equal(
        ((company.setting.relevant[:, None] >> features) & 1) == 1, company.relevance >= RELEVANT_FROM
    )


def at_go_live(company: Company, schedule: Schedule) -> float:
    """Return what customers had to say again before anything changed, from the definition (the ODD, 7.8)."""
    b, o, silos = company.behaviour, company.organisation, schedule.base[:, INDEX["silo_strength"]]
    record = np.array([each.writes or each.shared_record for each in company.catalogue.features])
    reads = ((company.relevance >= RELEVANT_FROM) & record).any(axis=1)
    in_record = min(1.0, o.completeness * o.accuracy / b.data_need_reference) * o.starting_use * reads
    told = b.told_at_best * (1.0 - b.silo_weight * (silos[:, None] + silos[None, :]) / 2.0)
    return float((company.handover * (1.0 - in_record[None, :]) * (1.0 - told)).sum())


def check_money(company: Company, schedule: Schedule, result: Run) -> None:
    """Customers and net value follow from churn, hours and spending."""
    market = company.market
    customers, churn, fragmentation = (result.of(name) for name in ("customers", "churn", "fragmentation"))
    before = np.concatenate([np.full((len(customers), 1), market.customers), customers[:, :-1]], axis=1)
    at_start = at_go_live(company, schedule)
    assert company.at_go_live == pytest.approx(at_start)
    limit = max(market.effect_limit, 1e-9)
    pull = limit * np.tanh(market.fragmentation_effect * (at_start - fragmentation) / limit)
    won = market.new_customer_share * market.customers * np.exp(pull)
    assert customers == pytest.approx(before * (1 - churn) + won, rel=1e-6)
    spent = schedule.cost[1:] + np.where(np.arange(schedule.months) == 0, schedule.cost[0], 0.0)
    assert result.of("cost") == pytest.approx(np.broadcast_to(spent.cumsum(), customers.shape))
    earned = market.margin * (customers - market.customers) + market.hour_cost * result.of("hours_saved")
    net = (earned - spent).cumsum(axis=1) - market.platform_cost
    assert result.of("net_value") == pytest.approx(net, rel=1e-6, abs=1e-2)


@settings(max_examples=200)
@given(runs())
def test_outcomes_of_any_company_are_possible(made_up: tuple[Company, Schedule, Run]) -> None:
    company, schedule, result = made_up
    check_ranges(company, result)
    check_meanings(company, result)
    check_sums(company, result)
    check_use(company, schedule, result)
    check_money(company, schedule, result)


@settings(max_examples=40)
@given(runs())
def test_what_was_touched_stays_touched_while_nobody_leaves(made_up: tuple[Company, Schedule, Run]) -> None:
    company, schedule, _ = made_up
    schedule.levers[:, :, INDEX["turnover"]] = 0.0
    result = run(company, schedule, replications=2, seed=1, workers=1)
    for place in range(1 + len(company.organisation.departments)):
        for name in ("never_used", "never_deep"):
            assert np.all(np.diff(result.of(name, place), axis=1) <= ROUNDING)


EXTREMES: dict[str, dict[str, Any]] = {
    "nobody leaves": {"leaving": 0.0, "manager_leaving": 0.0},
    "half of all leave": {"leaving": 0.5, "manager_leaving": 0.5, "levers": {"turnover": 30.0}},
    "nobody knows anybody": {"ties_inside": 0.0, "ties_across": 0.0},
    "closed departments": {"levers": {"silo_strength": 1.0}},
    "closed departments of strangers": {"levers": {"silo_strength": 1.0}, "ties_inside": 0.0},
    "all are champions": {"levers": {"champions": 1.0}, "behaviour": {"champion_voice": 8.0}, "ties_inside": 400.0},
    "no attention": {"behaviour": {"attention": 0.0}},
    "an empty record": {"completeness": 0.0, "accuracy": 0.0},
    "a perfect record": {"completeness": 1.0, "accuracy": 1.0, "behaviour": {"staleness": 0.0}},
    "all sure of themselves": {"behaviour": {"peer_weight": 50.0, "habit_bonus": 50.0, "comfort": -50.0}},
    "most reluctant": {"levers": {"resistance": 10.0}, "behaviour": {"comfort": 50.0}},
    "worst losses": {"market": {"base_churn": 0.5, "effect_limit": 3.0, "ai_effect": 50.0}},
}


@pytest.mark.parametrize("case", EXTREMES)
@pytest.mark.parametrize("people", [{"sales": 2}, {"sales": 1, "service": 1}, 60])
def test_extremes(make_company: Any, case: str, people: Any) -> None:
    company = make_company(people, **EXTREMES[case])
    schedule = undisturbed(company, 12)
    result = run(company, schedule, replications=3, seed=2, record_features=True)
    check_ranges(company, result)
    check_meanings(company, result)
    check_sums(company, result)
    check_use(company, schedule, result)
    check_money(company, schedule, result)
    if case in ("no attention", "most reluctant"):
        assert result.of("deep_use").max() == 0.0
    if case == "no attention":
        assert np.all(result.of("never_used") == 1.0)
        assert np.all(np.diff(result.of("data_completeness"), axis=1) < 0.0)
    if case == "half of all leave":
        assert np.all(result.of("regular_use") == 0.0)
    if case == "a perfect record":
        assert np.all(result.of("data_completeness") == 1.0)


def test_features_not_live_are_not_used_and_change_nothing(make_company: Any) -> None:
    late = tuple(replace(feature, go_live=4) for feature in STANDARD_FEATURES)
    result = run(make_company(60, features=late), undisturbed(make_company(60, features=late), 8), replications=4)
    assert np.all(result.of("shadow_use")[:, :4] == 1.0)
    assert np.all(result.of("shadow_use")[:, 4] < 1.0)
    assert np.all(result.of("active_users")[:, :4] == 0.0)
    assert np.all(result.of("hours_saved")[:, :4] == 0.0)


@example(seats=10)
@given(seats=st.integers(1, 500))
def test_licences_are_counted_by_seats(make_company: Any, seats: int) -> None:
    result = run(make_company(100, seats=seats), undisturbed(make_company(100), 3), replications=1)
    assert result.of("licence_utilisation") == pytest.approx(result.of("active_users") * 100 / seats)
