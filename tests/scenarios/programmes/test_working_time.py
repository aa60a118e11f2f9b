"""Whoever works half the time costs half a head, and has half the room for what is new; a licence is a seat."""

from __future__ import annotations

import numpy as np
import pytest
from crm_adoption import load
from crm_adoption.scenarios.core.account import account
from crm_adoption.scenarios.core.overrides import overridden
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.simulate import simulate


def halved(scenario: Scenario) -> Scenario:
    return overridden(scenario, {"fte": 0.5})


def test_a_programme_costs_half_a_head_and_pay_is_half() -> None:
    full = load("mandate", settings={"interventions.1.one_off": {"per_head": 10.0, "total": 0.0}})
    assert account(halved(full)).pay == pytest.approx(0.5 * account(full).pay)
    (name,) = (each for each, cost in full.ledger.items() if cost[0] == 1200.0)
    assert halved(full).ledger[name][0] == 600.0
    assert halved(full).company.seats == full.company.seats


def test_there_is_less_room_for_what_is_new() -> None:
    full = load("no_programme", settings={"months": 6})
    used = [
        float(simulate(each, replications=8, seed=3).of("never_used")[:, -1].mean()) for each in (full, halved(full))
    ]
    assert used[1] > used[0] + 0.02


def test_full_time_changes_no_bit() -> None:
    full = load("no_programme", settings={"months": 6})
    same = overridden(full, {"fte": 1.0})
    ours, theirs = (simulate(each, replications=2, seed=3).values for each in (full, same))
    assert np.array_equal(ours, theirs, equal_nan=True)
