"""Rules read month by month: when something begins and stops, what it moves and what it costs from then on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from crm_adoption.model.features import STANDARD_FEATURES
from crm_adoption.model.levers import INDEX
from crm_adoption.model.outcomes import OUTCOME_NAMES, column
from crm_adoption.model.schedule import Schedule
from crm_adoption.model.watch import BEGAN, KNOWN, STOPPED, nothing_begun, react_once
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.intervention import Intervention
from crm_adoption.scenarios.programmes.interventions import Mandate, ToolingSpend, Training

MONTHS, LIMIT = 6, 0.2


def scheduled(*interventions: Intervention) -> Schedule:
    small = load("no_programme", settings={"organisation.people": 24, "months": MONTHS})
    return replace(small, interventions=interventions).schedule


def waiting(**rule: str) -> Schedule:
    return scheduled(Training(strength=0.5, one_off=90.0, monthly=10.0, **rule))  # type: ignore[arg-type]


def lived(plan: Schedule, use: list[float], rules: int = 1) -> tuple[Schedule, list[list[int]]]:
    """Return the schedule after months of a given real use, and what was known after each."""
    now, fired, known = plan.own(), nothing_begun(rules), []
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


@pytest.mark.parametrize("stops", [2, 4])
def test_a_budget_is_owed_to_the_last_euro_when_it_stops(stops: int) -> None:
    spent = ToolingSpend(budget=60_000.0, end=MONTHS, when=f"deep_use > {LIMIT}", until="deep_use > 0.5")
    plan = scheduled(spent)
    now, known = lived(plan, [0.3] * stops + [0.6] * (MONTHS - stops))
    assert [each[STOPPED] for each in known] == [-1] * stops + [stops] * (MONTHS - stops)
    due = plan.triggers.cost[0, 0]
    assert now.cost[: stops + 1].tolist() == due[: stops + 1].tolist()
    assert now.cost[stops + 1] == pytest.approx(due[stops + 1 :].sum())
    assert now.cost.sum() == pytest.approx(60_000.0)


def test_what_has_not_begun_moves_nothing_beside_what_has() -> None:
    """Two mandates, of which only the first finds its condition: the other's feature stays as it was."""
    features = ("pipeline", "shared_record")
    plan = scheduled(*(Mandate(when=f"deep_use > {limit}", features=(name,))
                       for limit, name in zip((LIMIT, 0.9), features, strict=True)))  # fmt: skip
    now, _ = lived(plan, [0.0, 0.3, 0.3, 0.3, 0.3, 0.3], 2)
    first, second = ([each.name for each in STANDARD_FEATURES].index(name) for name in features)
    relevant = plan.triggers.gate[0, 0, :, first] > 0.0
    assert relevant.any()
    assert (now.gate[1:, relevant, first] > 0.0).all()
    np.testing.assert_array_equal(now.gate[0], plan.gate[0])
    np.testing.assert_array_equal(now.gate[:, :, second], plan.gate[:, :, second])


def test_at_first_nothing_has_begun() -> None:
    assert nothing_begun(2).tolist() == [[-1] * KNOWN] * 2
