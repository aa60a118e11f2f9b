"""Mechanisms switched off: exactly what carries them has no effect any more, everything else is the same bits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from crm_adoption.model.errors import InputError
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.simulation import Run
from crm_adoption.scenarios.core.ablation import MECHANISMS, Ablated, held, mechanisms, without
from crm_adoption.scenarios.core.overrides import overridden
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, Champions, ExecutiveSponsor, Mandate
from crm_adoption.scenarios.programmes.rollouts import AutonomousAI
from crm_adoption.scenarios.programmes.shocks import TurnoverWave
from crm_adoption.scenarios.simulate import simulate

USE = [OUTCOME_NAMES.index(name) for name in ("deep_use", "compliance_use", "shadow_use", "never_used", "active_users")]


def seen(scenario: Scenario) -> Run:
    return simulate(scenario, replications=3, seed=8, months=10)


def same_use(one: Run, other: Run) -> bool:
    return np.array_equal(one.values[..., USE], other.values[..., USE])


def plain(**changes: Any) -> Scenario:
    return overridden(load("no_programme"), changes)


def programme(*interventions: Any) -> Scenario:
    return replace(load("no_programme"), name="programme", interventions=interventions)


def slower_data() -> Scenario:
    return plain(completeness=0.9, accuracy=0.2, staleness=0.02, data_need_reference=0.69)


# What carries a mechanism: changing it changes use, except where the mechanism is off.
CARRIERS = {
    "peers": plain(tipping_share=0.35, rewiring=0.9, ties_inside=4),
    "managers": plain(supervisor_commitment=0.9, leadership_weight=1.5),
    "habit": plain(habit_speed=0.3, newcomer_old_habit=0.9),
    "attention": plain(attention=0.4, capacity=4.0, change_capacity=0.9),
    "novelty": plain(novelty_months=2.9),
    "data": slower_data(),
    "territory": plain(territoriality=0.9, territoriality_spread=0.3),
    "monitoring": plain(monitoring=0.2),
    "turnover": plain(leaving=0.06, manager_leaving=0.05, newcomer_skill=0.4),
    "ways": plain(way_weight=0.5, way_comfort=0.3, way_speed=0.16),
    "fading": overridden(programme(AlignKPIs()), {"habituation": 0.1, "crowding": 1.0}),
    "differences": plain(culture_spread=0.7, department_spread=0.7, head_spread=0.4),
    "overload": overridden(programme(AlignKPIs()), {"overload": 0.4}),
}


def test_every_mechanism_has_a_carrier_here() -> None:
    assert list(CARRIERS) == list(MECHANISMS)


@pytest.mark.parametrize("name", MECHANISMS)
def test_without_the_mechanism_its_carriers_change_no_bit_of_use(name: str) -> None:
    changed = CARRIERS[name]
    base = programme(*changed.interventions)
    assert not same_use(seen(base), seen(changed))  # with it they do
    assert same_use(seen(without(base, name)), seen(without(changed, name)))
    assert not same_use(seen(base), seen(without(base, name)))


@pytest.mark.parametrize(
    ("name", "intervention"),
    [("monitoring", Mandate(features=())), ("managers", ExecutiveSponsor()), ("turnover", TurnoverWave(start=2))],
)
def test_interventions_cannot_bring_it_back(name: str, intervention: Any) -> None:
    off = [name, "monitoring", "overload"]  # the sponsor also stands behind what is watched, and all ask for change
    idle, busy = (seen(without(each, off)) for each in (load("no_programme"), programme(intervention)))
    assert same_use(idle, busy)
    assert not same_use(seen(load("no_programme")), seen(programme(intervention)))


def test_triggers_cannot_bring_it_back() -> None:
    waiting = programme(Mandate(features=(), start=1, when="deep_use < 0.9"))
    run = seen(without(waiting, ["monitoring", "overload"]))
    assert (run.fired >= 0).all()
    assert same_use(run, seen(without(load("no_programme"), ["monitoring", "overload"])))
    assert not same_use(seen(waiting), seen(load("no_programme")))


def test_nothing_switched_off_is_the_same_object() -> None:
    scenario = load("full_programme")
    assert without(scenario, ()) is scenario
    assert held(scenario.schedule, ()) is scenario.schedule


def test_it_stays_off_when_the_scenario_is_changed() -> None:
    ablated = without(programme(Mandate(features=())), "monitoring")
    longer = replace(ablated, months=14)
    assert isinstance(longer, Ablated)
    assert (
        longer.schedule.levers == replace(without(load("no_programme"), "monitoring"), months=14).schedule.levers
    ).all()


def test_several_at_once_are_all_off() -> None:
    both = without(load("no_programme"), ["novelty", "peers"])
    one_by_one = without(without(load("no_programme"), "peers"), "novelty")
    assert same_use(seen(both), seen(one_by_one))
    assert both.name == "no_programme_without_peers_novelty"
    assert both.title("de").endswith("ohne: Kollegen + Neugier")
    assert isinstance(one_by_one, Ablated)
    assert set(one_by_one.off) == {"peers", "novelty"}


def test_champions_pull_nobody_without_peers() -> None:
    """They still resist less themselves; colleagues' use is what it is without their example."""
    one = seen(without(programme(Champions()), "peers"))
    quiet = seen(overridden(without(programme(Champions()), "peers"), {"champion_voice": 8.0}))
    assert same_use(one, quiet)


@pytest.mark.parametrize("wrong", ["peer", "Habit", ""])
def test_unknown_names_are_explained(wrong: str) -> None:
    with pytest.raises(InputError, match="unknown mechanism"):
        without(load("no_programme"), wrong)


def test_ai_that_acts_by_itself_does_nothing_to_customers_where_data_do_not_matter() -> None:
    off = ["data", "overload"]
    idle, acting = (seen(without(each, off)) for each in (load("no_programme"), programme(AutonomousAI())))
    assert np.array_equal(idle.of("churn"), acting.of("churn"))
    assert not np.array_equal(seen(load("no_programme")).of("churn"), seen(programme(AutonomousAI())).of("churn"))


def test_words_in_both_languages() -> None:
    for each in mechanisms(list(MECHANISMS)):
        assert len({each.label("en"), each.label("de"), each.off("en"), each.off("de")}) >= 3
        assert each.off("en").endswith(".")
        assert each.off("de").endswith(".")
