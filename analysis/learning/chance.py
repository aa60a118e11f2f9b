"""The seed's own share: how much of the variance of single runs is chance, and what common chance is worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ...scenarios.ground.adding import added
from ...scenarios.ground.by_value import by_value
from .factors import Estimate, Floats, around

_PARTS = 20
"""Into at most so many parts points and replicates are cut, each left out in turn."""


@by_value
@dataclass(frozen=True)
class Chance:
    """Where the variance of single runs comes from.

    Attributes
    ----------
    share : Estimate
        Share of the variance of single runs that is chance: people, network and luck of a replicate.
    everywhere : float
        Part of that variance by which a replicate is high or low at every point alike; common random numbers
        take it out of all differences between points.
    here : float
        Part by which a replicate differs from point to point; it remains.
    in_means : float
        Share of the variance of the means over the replicates that is still chance. Total indices are too
        large by up to about this.
    gain : float
        With chance of its own at each point, differences between points would take so many times as many runs; NaN
        where a replicate is high or low at every point alike and nothing of chance remains.
    replications : int
    """

    share: Estimate
    everywhere: float
    here: float
    in_means: float
    gain: float
    replications: int


def chance_of(values: Floats) -> Chance | None:
    """Split the variance of single runs into what points, replicates and both together make of it.

    Parameters
    ----------
    values : float64 array [points, replicates]
        At points drawn from the uncertainties' distributions; replicate k is the same people and chance everywhere.

    Returns
    -------
    Chance or None
        None with one replicate, or if nothing varies.

    Notes
    -----
    Two-way analysis of variance with random effects (Searle, S. R., Casella, G., McCulloch, C. E. (1992). Variance
    Components. Wiley, ch. 4), estimates below zero set to zero; the interval is by leaving out parts of the replicates
    and parts of the points (jackknife), the two added; two replicates say nothing about it.
    """
    if min(values.shape) < 2 or np.ptp(values) == 0.0:
        return None
    of_points, alike, apart = _components(values)
    total, replications = of_points + alike + apart, values.shape[1]
    if not total > 0.0:  # numbers so small that their squares vanish
        return None
    share = (alike + apart) / total
    known = min(values.shape) > 2  # two replicates or points say nothing about the share
    margin = 1.96 * float(np.sqrt(added(_spread(left) for left in _left_out(values)))) if known else 1.0
    interval = around(share, margin)
    return Chance(
        Estimate(share, max(0.0, interval.low), min(1.0, interval.high)), alike / total, apart / total,
        apart / replications / (of_points + apart / replications) if of_points + apart else 0.0,
        (alike + apart) / apart if apart > 1e-12 * alike else float("nan"), replications,
    )  # fmt: skip


def _components(values: Floats) -> tuple[float, float, float]:
    """Return the variance between points, between replicates everywhere alike, and of what remains."""
    points, replications = values.shape
    rows, columns = values.mean(axis=1), values.mean(axis=0)
    rest = values - rows[:, None] - columns + values.mean()
    apart = float((rest**2).sum()) / ((points - 1) * (replications - 1))
    between, alike = float(rows.var(ddof=1)), float(columns.var(ddof=1))
    return max(0.0, between - apart / replications), max(0.0, alike - apart / points), apart


def _share(values: Floats) -> float:
    of_points, alike, apart = _components(values)
    total = of_points + alike + apart
    return (alike + apart) / total if total else 0.0


def _left_out(values: Floats) -> Iterator[list[float]]:
    """Yield the shares without each part of the replicates, and without each part of the points."""
    for axis in (1, 0):
        parts = np.array_split(np.arange(values.shape[axis]), min(_PARTS, values.shape[axis]))
        yield [_share(np.delete(values, part, axis=axis)) for part in parts]


def _spread(shares: list[float]) -> float:
    """Return the jackknife's variance."""
    return (len(shares) - 1) * float(np.var(shares))
