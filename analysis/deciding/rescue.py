"""The rescue: what helps most where the early sign has appeared."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...model.errors import InputError
from ...model.simulation import Run
from ...scenarios.core.keeping import spent_on
from ...scenarios.core.purchases import within_full
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ...scenarios.programmes.coaching import Champions
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import KINDS, offered
from ...scenarios.programmes.trigger import Trigger
from ..base.effects import interval
from ..base.least_sizes import LEAST
from .menu import FIRST
from .mix import Mix
from .objective import Objective
from .signs import Sign
from .worlds import COMPARED, FINAL, Worlds

SHARE = 0.25
"""Part of the budget that a rescue costs where it is needed (judgement)."""
_KINDS = {kind: dict(each.rescue) for kind, each in offered(FIRST).items() if each.rescue is not None}
_ENOUGH = LEAST["early sign"].size


@by_value
@dataclass(frozen=True)
class Rescue:
    """What one rescue brings in the companies in which the sign appears.

    Attributes
    ----------
    kind : str
        Kind of intervention.
    cost : float
        EUR, where it begins.
    gain, low, high : float
        What it adds to the objective's outcome among companies with an alarm, with 95 % limits; positive is
        better.
    rescued : float
        Share of the companies with an alarm that would fail without it and do not with it.
    """

    kind: str
    cost: float
    gain: float
    low: float
    high: float
    rescued: float


def rescues(
    best: Mix, plain: Run, sign: Sign, worlds: Worlds, objective: Objective, budget: float, failure: float
) -> tuple[Rescue, ...]:
    """Return what helps in the companies in which an early sign appears, the best first.

    Parameters
    ----------
    best : Mix
    plain : Run
        The mix without a rescue, on the companies of the final comparison.
    """
    euros, when = SHARE * budget, Trigger(sign.outcome, sign.below, sign.threshold)
    found = []
    for kind in _KINDS:
        money = _allowed(best.scenario, kind, euros)
        start = best.scenario.constraints.start(kind, sign.month)
        added = _added(best, kind, {"budget": money, "start": start, "when": when}) if money > 0.0 else None
        if added is None:
            continue
        changed, part = added
        run = worlds.runs(changed, COMPARED, FINAL)
        cost = part.budget or 0.0
        found.append(_helped(kind, cost, run, plain, objective, failure, changed.triggered.index(part)))
    return tuple(sorted([each for each in found if math.isfinite(each.gain)], key=lambda each: -each.gain))


def _allowed(scenario: Scenario, kind: str, euros: float) -> float:
    """Return what of an amount may be spent on a kind on top of a scenario."""
    limits = scenario.constraints
    if not limits.allows(kind):
        return 0.0
    return min(euros, limits.at_most[kind] - spent_on(scenario, kind)) if kind in limits.at_most else euros


def _ways(best: Mix, kind: str) -> list[dict[str, Any]]:
    """Return how a rescue may be done, the usual way first: champions in the ways that the mix chooses them too."""
    if kind != "Champions":
        return [_KINDS[kind]]
    there = [each for each in best.scenario.interventions if isinstance(each, Champions)]
    chosen: list[dict[str, Any]] = [{"choose": each.choose, "people": each.people} for each in there]
    return [{**_KINDS[kind], **way} for way in ({"choose": "ties"}, *chosen)]


def _added(best: Mix, kind: str, fields: Mapping[str, Any]) -> tuple[Scenario, Intervention] | None:
    """Return the mix with a rescue in it, in the first way that goes with the rest; None if none does."""
    for way in _ways(best, kind):
        try:
            part = within_full(KINDS[kind](**fields, **way), best.scenario)
            return replace(best.scenario, interventions=(*best.scenario.interventions, part)), part
        except InputError:  # too late in the horizon, or champions are chosen otherwise in each department
            continue
    return None


def _helped(kind: str, euros: float, run: Run, plain: Run, objective: Objective, failure: float, place: int) -> Rescue:
    fired = run.fired[:, place] >= 0
    if fired.sum() < _ENOUGH:
        return Rescue(kind, euros, math.nan, math.nan, math.nan, math.nan)
    with_it, without = (
        objective.direction * each.of(objective.outcome)[:, objective.month - 1][fired] for each in (run, plain)
    )
    limit = objective.direction * failure
    rescued = float(np.mean((without < limit) & (with_it >= limit)))
    return Rescue(kind, euros, *interval(with_it - without), rescued)
