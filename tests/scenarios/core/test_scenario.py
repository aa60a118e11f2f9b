"""Scenarios as a whole: those that are shipped, their prices, their runs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from crm_adoption.analysis.base.results import provenance
from crm_adoption.analysis.comparing.usual import DEFAULT_SCENARIOS
from crm_adoption.model.errors import InputError
from crm_adoption.model.organisation import Department
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import catalogue, load
from crm_adoption.scenarios.programmes.intervention import Intervention
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, BreakSilos, Champions, Mandate, Training
from crm_adoption.scenarios.programmes.money import Money
from crm_adoption.scenarios.programmes.prices import Prices
from crm_adoption.scenarios.programmes.trigger import Trigger
from crm_adoption.scenarios.simulate import simulate
from hypothesis import given, settings
from hypothesis import strategies as st

PEOPLE = {"sales": 50, "marketing": 19, "customer_success": 24, "service": 27}
RANGES = {name: each.plausible for name, each in Prices.declarations().items()}
prices = st.builds(Prices, **{name: st.floats(low, high) for name, (low, high) in RANGES.items()})


@pytest.mark.parametrize("name", catalogue())
def test_a_shipped_scenario_loads_and_runs(name: str) -> None:
    scenario = load(name)
    assert scenario.name == name
    assert scenario.title("en")
    assert scenario.title("de")
    assert scenario.description("en").endswith(".")
    assert scenario.description("de").endswith(".")
    values = simulate(scenario, replications=1, months=12, workers=1).values
    assert values.shape == (1, 12, 5, len(OUTCOME_NAMES))
    assert np.isfinite(values[:, :, 0]).all()


def test_the_default_comparison_is_at_equal_budget() -> None:
    costs = {name: load(name).total_cost for name in DEFAULT_SCENARIOS}
    assert costs.pop("no_programme") == 0.0
    assert list(costs.values()) == pytest.approx([150_000.0] * 4)


def test_all_programmes_are_tried_on_the_article_s_company() -> None:
    first = load("seed_company").company
    for name in catalogue():
        assert load(name).company.organisation == first.organisation
        assert load(name).company.behaviour == first.behaviour
        assert load(name).company.market == first.market


def test_the_shipped_roster_is_the_article_s_company() -> None:
    organisation = load("seed_company").company.organisation
    roster = organisation.roster
    assert roster is not None
    assert len(roster.ids) == len(set(roster.ids)) == organisation.headcount == 120
    assert Counter(roster.departments) == PEOPLE == {d.name: d.people for d in organisation.departments}
    heads = [name for name, manager in zip(roster.departments, roster.managers, strict=True) if not manager]
    assert sorted(heads) == sorted(PEOPLE)


@given(prices, st.sampled_from([name for name in catalogue() if load(name).interventions]))
def test_other_prices_keep_the_spending(new: Prices, name: str) -> None:
    scenario = load(name)
    changed = scenario.with_prices(new)
    assert changed.prices == new
    assert changed.total_cost == pytest.approx(scenario.total_cost, rel=1e-9)
    for before, now in zip(scenario.ledger.values(), changed.ledger.values(), strict=True):
        assert now.sum() == pytest.approx(before.sum(), rel=1e-9)


@pytest.mark.parametrize(("kind", "setup"), [(Champions, 0.15 * 120 * 1200.0), (Mandate, 20_000.0)])
def test_setting_up_is_paid_at_the_start_and_the_rest_month_by_month(kind: type[Intervention], setup: float) -> None:
    for months in (12, 36):
        scenario = replace(load("no_programme"), interventions=(kind(),), months=months)
        (cost,) = scenario.ledger.values()
        assert cost[0] == pytest.approx(setup)
        assert np.ptp(cost[1:]) == pytest.approx(0.0, abs=1e-6)
    short, long = (replace(load("no_programme"), interventions=(kind(),), months=m) for m in (12, 36))
    assert short.total_cost == pytest.approx(long.schedule.cost[:13].sum())


@pytest.mark.parametrize("name", catalogue())
def test_the_same_prices_change_nothing(name: str) -> None:
    scenario = load(name)
    assert scenario.with_prices(scenario.prices) == scenario


@given(st.floats(1.0, 20.0))
def test_dearer_programmes_work_less_and_others_as_before(factor: float) -> None:
    scenario = load("full_programme")
    dearer = scenario.with_prices(scenario.prices.times({"break_silos": factor, "course": factor}))
    for each, before, now in zip(scenario.interventions, scenario.strengths(), dearer.strengths(), strict=True):
        if isinstance(each, (BreakSilos, Training)):
            assert now <= before
        else:
            assert now == before


def test_own_costs_do_not_follow_the_prices() -> None:
    scenario = replace(load("no_programme"), interventions=(Training(strength=0.5, monthly=100),))
    assert scenario.with_prices(Prices(training=500)).interventions == scenario.interventions


def test_the_ledger_splits_the_spending() -> None:
    scenario = load("full_programme")
    assert sum(cost.sum() for cost in scenario.ledger.values()) == pytest.approx(scenario.total_cost)
    twice = replace(scenario, interventions=(Training(end=3), AlignKPIs(), Training(start=3)))
    assert list(twice.ledger) == ["Training 1", "AlignKPIs", "Training 3"]


def test_the_same_seed_gives_the_same_numbers_and_another_does_not() -> None:
    one, again, other = (simulate("champions", replications=2, months=8, seed=seed).values for seed in (3, 3, 4))
    assert one.tobytes() == again.tobytes()
    assert one.tobytes() != other.tobytes()


@settings(max_examples=10)
@given(st.integers(1, 23))
def test_a_shorter_run_is_the_beginning_of_a_longer_one(months: int) -> None:
    programme = (Training(strength=0.5, start=0, end=30, ramp=3, one_off=1000, monthly=100),)
    scenario = replace(load("no_programme"), interventions=programme)
    short, long = (simulate(scenario, replications=1, months=each, workers=1).values for each in (months, 24))
    assert short.tobytes() == long[:, :months].tobytes()


@pytest.mark.parametrize("months", [0, -1, 1201, 1.5, True, "12"])
def test_a_horizon_is_1_to_1200_months(months: object) -> None:
    with pytest.raises(InputError, match=r"whole number from 1 to 1,200") as mistake:
        replace(load("no_programme"), months=months)  # type: ignore[arg-type]
    assert mistake.value.field == "months"


def test_words_fall_back_on_the_other_language_and_on_the_name() -> None:
    plain = Scenario("two_words", load("no_programme").company)
    assert plain.title("en") == plain.title("de") == "Two words"
    assert plain.description("de") == ""
    english = replace(plain, title_en="Plan A", description_en="What it is.")
    assert (english.title("de"), english.description("de")) == ("Plan A", "What it is.")
    german = replace(plain, title_de="Plan B", description_de="Worum es geht.")
    assert (german.title("en"), german.description("en")) == ("Plan B", "Worum es geht.")


def test_numpy_s_numbers_are_taken_and_kept_as_python_s() -> None:
    """Sweeps over `np.arange` bring them; files cannot hold them."""
    company = load("no_programme").company
    training = Training(start=np.int64(3), ramp=np.int64(2), lasts=np.int64(4), strength=np.float64(0.5))
    behaviour = replace(company.behaviour, attention=np.float64(0.4))
    chosen = Scenario(
        "n", replace(company, behaviour=behaviour), (training, AlignKPIs(budget=np.int64(2000))), np.int64(9)
    )
    same = Scenario(
        "n",
        replace(company, behaviour=replace(company.behaviour, attention=0.4)),
        (Training(start=3, ramp=2, lasts=4, strength=0.5), AlignKPIs(budget=2000)),
        9,
    )
    assert chosen == same
    one, other = (json.dumps(provenance([each], seed=0, replications=1)["scenarios"]) for each in (chosen, same))
    assert one == other
    assert Department("d", "", "", "sales", np.int64(5)) == Department("d", "", "", "sales", 5)
    assert Money(per_head=np.float64(2.0)) == Money(per_head=2.0)
    assert Trigger("deep_use", np.True_, np.float64(0.3)) == Trigger("deep_use", True, 0.3)


@pytest.mark.parametrize(("below", "threshold"), [(">", 0.3), (1, 0.3), (True, "a"), (True, None), (True, True)])
def test_a_trigger_of_the_wrong_kind_is_refused(below: Any, threshold: Any) -> None:
    with pytest.raises(InputError, match=r"is not allowed; give True|is not a threshold"):
        Trigger("deep_use", below, threshold)


def test_scenarios_are_members_of_sets_and_keys_of_tables() -> None:
    once, again = load("full_programme"), load("full_programme")
    assert {once: 1}[again] == 1
    assert len({load(name) for name in catalogue()}) == len(catalogue())
