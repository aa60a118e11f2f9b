"""What more or less money would bring: the next 10,000 euros, and the frontier over budgets."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...scenarios.ground.by_value import by_value
from .mix import Mix, scaled
from .objective import Objective
from .trials import replicates
from .worlds import CHOSEN, COMPARED, FINAL, Worlds, by_world

Floats = npt.NDArray[np.float64]

NEXT = 10_000.0
"""EUR whose value is asked for."""
SHARES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
"""Budgets of the frontier, as multiples of the one decided on."""


@by_value
@dataclass(frozen=True)
class Marginal:
    """What the next euros bring when the best mix gets them.

    Attributes
    ----------
    euros : float
        EUR more; 0 if the mix can spend no more.
    gain, low, high : float
        Change of the criterion, with 95 % limits over worlds; positive is better.
    net, net_low, net_high : float
        Change of net value in the same month, EUR.
    """

    euros: float
    gain: float
    low: float
    high: float
    net: float
    net_low: float
    net_high: float


NO_MORE = Marginal(0.0, *[math.nan] * 6)
"""Where a mix can spend no more."""


@by_value
@dataclass(frozen=True)
class Point:
    """The best of the mixes known at one budget.

    Attributes
    ----------
    budget, cost : float
        What could be and what is spent, EUR.
    level : float
        The criterion; NaN if no mix can be had.
    gain, low, high : float
        Against doing nothing, with 95 % limits over worlds.
    mix : Mix or None
    """

    budget: float
    cost: float
    level: float
    gain: float
    low: float
    high: float
    mix: Mix | None


def next_euros(best: Mix, values: Floats, worlds: Worlds, objective: Objective, net: Floats) -> Marginal:
    """Return what the next `NEXT` euros bring, on the companies of the final comparison.

    Parameters
    ----------
    values, net : float64 array [worlds, replicates]
        The best mix's outcome and net value.
    """
    more = scaled(best, best.cost + NEXT)
    if more is None or more.cost < best.cost + 0.5 * NEXT:
        return NO_MORE
    run = worlds.runs(more.scenario, COMPARED, FINAL)
    ours, money = (
        by_world(run.of(name)[:, objective.month - 1], len(worlds)) for name in (objective.outcome, "net_value")
    )
    better = objective.difference(ours, values, worlds.seed)
    richer = Objective("net_value", objective.month).difference(money, net)
    return Marginal(more.cost - best.cost, *better, *richer)


def frontier(
    known: Sequence[Mix], nothing: Floats, budget: float, worlds: Worlds, objective: Objective,
    progress: Callable[[int], object] | None = None,
) -> tuple[Point, ...]:  # fmt: skip
    """Return by budget the best of the mixes known, each brought to that budget.

    Chosen on companies of their own and measured on those of the final comparison. No search is made for
    each budget, so that a point is a lower bound of what its money can bring.

    Parameters
    ----------
    known : sequence of Mix
        The best mix, then the other finalists and the shipped programmes.
    nothing : float64 array [worlds, replicates]
        The outcome without any programme, on the companies of the final comparison.
    """
    points = [Point(0.0, 0.0, objective.criterion(nothing), 0.0, 0.0, 0.0, None)]
    for share in SHARES:
        mixes = known[:1] if share == 1.0 else known  # the choice at this budget has been made
        points.append(_point(mixes, nothing, share * budget, worlds, objective))
        if progress:
            progress(1)
    return tuple(points)


def _point(known: Sequence[Mix], nothing: Floats, budget: float, worlds: Worlds, objective: Objective) -> Point:
    mixes = [each for each in (scaled(mix, budget) for mix in known) if each is not None]
    if not mixes:
        return Point(budget, 0.0, math.nan, math.nan, math.nan, math.nan, None)
    o = objective
    scores = [o.score(worlds.values(each.scenario, o.outcome, o.month, CHOSEN, replicates(worlds))) for each in mixes]
    best = mixes[int(np.argmax(scores))]
    values = worlds.values(best.scenario, o.outcome, o.month, COMPARED, FINAL)
    return Point(budget, best.cost, o.criterion(values), *o.difference(values, nothing, worlds.seed), best)
