"""How many pairs are enough: replications are added until the main differences are known well enough."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...model.errors import InputError
from ...model.simulation import Run
from ...scenarios.ground.by_value import by_value

FIRST = 128
"""Pairs to begin with: two of each parameter set of the usual ensemble; the spread of so many is known to about 6 %."""
STEP = 64
"""Pairs are added in multiples of this many."""
MARGIN = 1.05
"""Added to the number of pairs that the spread seen so far asks for, so that few looks are needed."""
USUAL_PRECISION = 1.0
MOST = 2000


@by_value
@dataclass(frozen=True)
class Precision:
    """How the number of pairs came about.

    Attributes
    ----------
    wanted : float
        Half-width of the 95 % interval that was asked for: percentage points for shares, percent of
        the baseline's level for other outcomes.
    reached : float
        The larger half-width of the main differences, the best programme against the baseline and
        against the runner-up, in the same unit; NaN for one pair.
    fixed : bool
        Whether the number of pairs was given instead.
    most : int
        Largest number of pairs allowed.
    """

    wanted: float
    reached: float
    fixed: bool
    most: int

    @property
    def met(self) -> bool:
        """Whether the differences are as precise as asked for."""
        return self.reached <= self.wanted


def checked(precision: object) -> float:
    """Return a precision in percentage points (or percent), or raise InputError."""
    real = isinstance(precision, (int, float)) and not isinstance(precision, bool)
    if not real or not 0.0 < precision <= 100.0:  # type: ignore[operator]
        problem = "{precision!r} is not allowed; give percentage points above 0, at most 100, for example 0.5."
        raise InputError(problem, field="precision", precision=precision)
    return float(precision)  # type: ignore[arg-type]


def until_precise(half_width: Callable[[int], float], wanted: float, most: int) -> float:
    """Ask for more and more pairs until a difference is known well enough; return its half-width there.

    Begins with `FIRST` pairs. While the half-width is too large, goes on to the number of pairs that
    the spread so far asks for, up to ``most``. It looks at spreads only, never at whether a difference
    has become significant; still, stopping where the spread happens to look small makes intervals cover
    slightly less than 95 %, with so many pairs to begin with by less than half a point (a test measures it).

    Parameters
    ----------
    half_width : callable
        Takes a number of pairs n and returns the half-width of the 95 % interval of the first n; NaN
        counts as too large.
    """
    n = min(FIRST, most)
    while not (half := half_width(n)) <= wanted and n < most:
        asked = n * MARGIN * (half / wanted) ** 2 if math.isfinite(half) else 2.0 * n
        n = int(min(most, max(n + STEP, STEP * math.ceil(min(asked, most) / STEP))))
    return half


def joined(parts: list[Run]) -> Run:
    """Return runs of consecutive replicates as one, the same as if they had been run at once."""
    if len(parts) == 1:
        return parts[0]
    used = [each.use for each in parts if each.use is not None]
    return replace(
        parts[0], values=np.concatenate([each.values for each in parts]), use=np.concatenate(used) if used else None,
        fired=np.concatenate([each.fired for each in parts]),
    )  # fmt: skip
