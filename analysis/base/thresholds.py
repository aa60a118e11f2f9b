"""When a programme passes a threshold: how long it takes until a quarter, until half of the work is in the CRM."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...model.errors import InputError
from ...scenarios.ground.by_value import by_value
from .least_sizes import known
from .programme import Programme

OUTCOME_WATCHED = "deep_use"
USUAL = (0.25, 0.50)


@by_value
@dataclass(frozen=True)
class Passing:
    """When a programme's real use first reaches a threshold.

    Attributes
    ----------
    scenario : str
    outcome : str
    threshold : float
        Share in (0, 1].
    month : float
        Median over all replicates of the first month at or above it, those that never get there
        counting as later than all others; NaN if half of them or more never do.
    share : float
        Share of replicates that get there within the horizon; NaN with fewer than 6.
    """

    scenario: str
    outcome: str
    threshold: float
    month: float
    share: float


def checked(thresholds: Sequence[float] | float) -> tuple[float, ...]:
    """Return thresholds in ascending order without repeats, or raise InputError."""
    given = (thresholds,) if isinstance(thresholds, (int, float)) else tuple(thresholds)
    for each in given:
        if isinstance(each, bool) or not isinstance(each, (int, float)) or not 0.0 < each <= 1.0:
            raise InputError(
                "{value!r} is not a share of real use; give one above 0, at most 1.", value=each, field="thresholds"
            )
    return tuple(sorted({float(each) for each in given}))


def passing(programme: Programme, threshold: float) -> Passing:
    """Return when a programme's real use first reaches a threshold."""
    there = programme.path(OUTCOME_WATCHED) >= threshold
    first = np.where(there.any(axis=1), there.argmax(axis=1) + 1.0, math.inf)
    share = known("share", len(first), float(np.isfinite(first).mean()))
    month = float(np.median(first)) if share > 0.5 else math.nan
    return Passing(programme.name, OUTCOME_WATCHED, threshold, month, share)


def passings(programmes: Sequence[Programme], thresholds: Sequence[float]) -> tuple[Passing, ...]:
    """Return when each programme passes each threshold."""
    return tuple(passing(each, threshold) for threshold in thresholds for each in programmes)
