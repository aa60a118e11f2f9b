"""Rules read month by month: when something begins and stops, what it moves and what it costs from then on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from crm_adoption.model.levers import INDEX
from crm_adoption.model.outcomes import OUTCOME_NAMES, column
from crm_adoption.model.schedule import Schedule
from crm_adoption.model.watch import BEGAN, KNOWN, STOPPED, nothing_begun, react_once
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import Training

MONTHS, LIMIT = 6, 0.2


def waiting(**rule: str) -> Schedule:
    small = load("no_programme", settings={"organisation.people": 24, "months": MONTHS})
    return replace(small, interventions=(Training(strength=0.5, one_off=90.0, monthly=10.0, **rule),)).schedule  # type: ignore[arg-type]


def lived(plan: Schedule, use: list[float]) -> tuple[Schedule, list[list[int]]]:
    """Return the schedule after months of a given real use, and what was known after each."""
    now, fired, known = plan.own(), nothing_begun(1), []
    seen = np.zeros((1 + plan.levers.shape[1], len(OUTCOME_NAMES)))
    for t, level in enumerate(use):
        seen[0, column("deep_use")] = level
        react_once(plan, now, fired, seen, t)
        known.append(fired[0].tolist())
    return now, known


@pytest.mark.parametrize("begins", [0, 2, 5])
def test_it_begins_above_the_limit_and_not_at_it_and_is_paid_from_then_on(begins: int) -> None:
    plan = waiting(when=f"deep_use > {LIMIT}")
    now, known = lived(plan, [LIMIT] * begins + [0.3] * (MONTHS - begins))
    assert [each[BEGAN] for each in known] == [-1] * begins + [begins] * (MONTHS - begins)
    assert now.cost.tolist() == (plan.cost + plan.triggers.cost[0, begins]).tolist()
    assert now.cost.sum() == pytest.approx(90.0 + 10.0 * (MONTHS - begins))
    moved = now.levers[:, :, INDEX["training"]] > plan.levers[:, :, INDEX["training"]]
    assert moved.all(axis=1).tolist() == [False] * begins + [True] * (MONTHS - begins)


def test_it_stops_for_good_below_and_costs_nothing_more() -> None:
    plan = waiting(when=f"deep_use > {LIMIT}", until="deep_use < 0.1")
    now, known = lived(plan, [0.3, 0.3, 0.1, 0.05, 0.3, 0.3])
    assert [each[STOPPED] for each in known] == [-1, -1, -1, 3, 3, 3]
    assert now.cost.tolist() == [90.0, 10.0, 10.0, 10.0, 0.0, 0.0, 0.0]
    moved = now.levers[:, 0, INDEX["training"]] > plan.levers[:, 0, INDEX["training"]]
    assert moved.tolist() == [True] * 3 + [False] * 3


def test_at_first_nothing_has_begun() -> None:
    assert nothing_begun(2).tolist() == [[-1] * KNOWN] * 2
