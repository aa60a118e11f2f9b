"""Interventions of one's own: what is wrong with them is told in a sentence, with the nearest name."""

from __future__ import annotations

import math
from typing import Any

import pytest
from crm_adoption import InputError, Prices, Scenario, load
from crm_adoption.model.levers import Modifier
from crm_adoption.scenarios.programmes.intervention import Intervention, Investment, Reach
from crm_adoption.scenarios.programmes.shocks import Shock

REACH = Reach(heads=120.0, managers=12.0, months=12)


def declared(base: type = Shock, **fields: Any) -> type[Intervention]:
    return type("Own", (base,), fields)


@pytest.mark.parametrize(
    ("effects", "said"),
    [
        ((("data_cleanp", "raise", 0.1),), "unknown lever 'data_cleanp'. Did you mean 'data_cleanup'?"),
        ((("data_cleanup", "rise", 0.1),), "unknown way to combine 'rise'. Did you mean 'raise'?"),
        ((("data_cleanup", "raise", 1.2),), "1.2 is not allowed for 'raise' of data_cleanup; allowed is 0 to 1."),
        ((("data_cleanup", "lower", -0.1),), "allowed is 0 to 1"),
        ((("turnover", "factor", -1.0),), "allowed is 0 or more"),
        ((("silo_strength", "offset", 1.5),), "allowed is -1 to 1"),
        ((("data_cleanup", "raise", math.nan),), "nan is not allowed"),
        ((("data_cleanup", "raise", True),), "True is not allowed"),
        (("data_cleanup",), "is no effect; write (lever, how, how far)"),
    ],
)
def test_effects_are_checked_when_they_are_declared(effects: Any, said: str) -> None:
    with pytest.raises(InputError) as mistake:
        declared(effects=effects)
    assert said in str(mistake.value)
    assert str(mistake.value).startswith("Own.effects: ")


def test_a_price_that_there_is_not_is_named() -> None:
    with pytest.raises(InputError, match=r"Own\.prices: unknown price 'trainings'"):
        declared(Investment, prices=("trainings",))


@pytest.mark.parametrize("cost", [-1.0, math.nan, math.inf, "75"])
def test_what_is_no_cost_is_refused(cost: Any) -> None:
    own = declared(Intervention, cost_of_full=lambda self, prices, reach: cost)
    with pytest.raises(InputError, match=r"Own\.cost_of_full: Own costs .*; a cost is EUR, 0 or more"):
        own(strength=0.5).cost_of(0.5, Prices(), REACH)


@pytest.mark.parametrize("base", [Intervention, Investment])
def test_a_missing_price_is_told(base: type) -> None:
    with pytest.raises(InputError, match="Own has no price; write its cost_of_full, or derive it from Shock"):
        declared(base)(strength=0.5).cost_of(0.5, Prices(), REACH)


def test_a_lever_that_is_moved_in_code_is_checked_in_the_scenario() -> None:
    own = declared(modifiers=lambda self, strength, t: [Modifier("sponsorshp", "raise", 0.1)])
    scenario = Scenario("own", load("seed_company").company, (own(),), months=3)
    with pytest.raises(InputError, match=r"unknown lever 'sponsorshp'\. Did you mean 'sponsorship'"):
        scenario.schedule  # noqa: B018 - made when it is asked for


def test_a_sound_one_goes_through() -> None:
    own = declared(
        effects=(("sponsorship", "raise", 1.0), ("silo_strength", "lower", 0.0), ("turnover", "factor", 1.1))
    )
    scenario = Scenario("own", load("seed_company").company, (own(),), months=3)
    assert scenario.total_cost == 0.0
