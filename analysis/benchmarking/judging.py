"""Whether what the model foretold was found: interval, sign, distance; and how often over all experiments."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...scenarios.ground.by_value import by_value
from .experiments import SIGN, Experiment
from .foretelling import Foretold

NOTHING = 2.0
"""Points of change up to which nothing counts as having been foretold."""
ENDS = (0.05, 0.95)
_NORMAL = 1.6448536269514722
"""Standard errors on each side of the middle in which nine of ten values of a normal distribution lie."""


@by_value
@dataclass(frozen=True)
class Judged:
    """One experiment against what the model foretold of it.

    Attributes
    ----------
    median, low, high : float
        Middle and 90 % of what the model foretells, the experiment's own error added where it is known.
    sign : bool
        Whether the direction is right.
    certain : float
        Share of what is foretold that has the right direction.
    inside : bool or None
        Whether the observed effect lies in the interval; None where only a direction was observed.
    errors : float or None
        Observed minus foretold, in standard errors of what is foretold; None likewise.
    """

    median: float
    low: float
    high: float
    sign: bool
    certain: float
    inside: bool | None
    errors: float | None


def _right(value: float, observed: float) -> bool:
    return abs(value) <= NOTHING if observed == 0.0 else value * observed > 0.0


def _spread(values: Foretold, sites: str) -> tuple[list[float], float, float, float]:
    """Return the draws, their median, and how far nine in ten lie below and above it."""
    one = sites == "one"
    draws = values.effects.ravel() if one else values.pooled
    middle = float(np.median(draws))
    if one or len(draws) > 1:
        low, high = np.quantile(draws, ENDS)
        return [float(each) for each in draws], middle, middle - float(low), float(high) - middle
    each = values.effects[0]
    half = _NORMAL * float(each.std(ddof=1)) / math.sqrt(len(each))
    return [float(value) for value in each], middle, half, half


def judged(experiment: Experiment, values: Foretold) -> Judged:
    """Hold what was observed against what was foretold.

    Parameters
    ----------
    experiment : Experiment
    values : Foretold

    Returns
    -------
    Judged
    """
    draws, median, below, above = _spread(values, experiment.sites)
    own = _NORMAL * (experiment.se or 0.0)
    low, high = median - math.hypot(below, own), median + math.hypot(above, own)
    certain = float(np.mean([_right(value, experiment.observed) for value in draws]))
    sign = _right(median, experiment.observed)
    if experiment.measure == SIGN:
        return Judged(median, low, high, sign, certain, None, None)
    width = (high - low) / (2.0 * _NORMAL)
    errors = (experiment.observed - median) / width if width > 0.0 else None
    return Judged(median, low, high, sign, certain, low <= experiment.observed <= high, errors)


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Spearman's correlation of two lists; None where there are fewer than three or all are equal.

    Examples
    --------
    >>> rank_correlation([1.0, 2.0, 3.0], [10.0, 20.0, 15.0])
    0.5
    """
    from scipy.stats import rankdata

    if len(one) < 3:
        return None
    first, second = rankdata(one), rankdata(other)
    if first.std() == 0.0 or second.std() == 0.0:
        return None
    return round(float(np.corrcoef(first, second)[0, 1]), 12)


@by_value
@dataclass(frozen=True)
class Tally:
    """How often what was foretold was found.

    Attributes
    ----------
    results : int
        Results of experiments looked at.
    signs : int
        Of these, those with the right direction.
    sized : int
        Results with a size.
    inside : int
        Of these, those inside the 90 % interval.
    rank : float or None
        Rank correlation of the sizes observed and foretold.
    """

    results: int
    signs: int
    sized: int
    inside: int
    rank: float | None


def tally(found: Sequence[tuple[Experiment, Judged]]) -> Tally:
    """Return how often what was foretold was found."""
    sized = [(experiment, each) for experiment, each in found if each.inside is not None]
    observed = [experiment.observed for experiment, _ in sized]
    return Tally(
        len(found), sum(1 for _, each in found if each.sign), len(sized),
        sum(1 for _, each in sized if each.inside),
        rank_correlation(observed, [each.median for _, each in sized]),
    )  # fmt: skip
