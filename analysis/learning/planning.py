"""How many replicates a wished half-width or power takes, given what a pilot has seen.

With v the variance of the estimated difference per replicate, an interval from n replicates has half-width
t(.975; f) sqrt(V / n), where V estimates v with f degrees of freedom: n - 1 for paired differences, between n - 1 and
2 (n - 1) for two independent groups (Welch). The pilot estimates v as well, with degrees of freedom of its own; for
normal outcomes the ratio of the two estimates has an F distribution. So the chance that n replicates will be enough
can be said exactly (Welch's case: approximately), without pretending that the pilot's spread is the true one.

Kupper, L. L. and Hafner, K. B. (1989). How appropriate are popular sample size formulas? The American Statistician 43,
101-105. Browne, R. H. (1995). On the use of a pilot sample for sample size determination. Statistics in Medicine 14,
1933-1940. Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components. Biometrics
Bulletin 2, 110-114.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.simulation import MOST_REPLICATIONS
from ...scenarios.ground.by_value import by_value
from ..base.effects import CONFIDENCE, by_draw, correlation
from ..base.least_sizes import LEAST

Floats = npt.NDArray[np.float64]
FEWEST = 2
"""Fewest replicates with which a spread is seen."""
LEAST_PILOT = LEAST["pilot"].size
"""With fewer pilot replicates nothing useful can be said of the spread."""
_NOTHING = 1e-100
"""Half-widths below this part of the wished one are as good as none; the square of their ratio would be too large."""
_NEGLIGIBLE = 6.0
"""Standard errors from which an effect appears with the wrong sign with a chance below 1e-9."""


@by_value
@dataclass(frozen=True)
class Spread:
    """How much an estimated difference varies, as a pilot has seen it.

    Attributes
    ----------
    variance : float
        Of the difference, per replicate.
    df : float
        Degrees of freedom with which the pilot estimates it.
    per_replicate : float
        Degrees of freedom that each replicate beyond the first adds in the study planned: 1 for pairs, 1 to 2 for
        independent groups.
    means : int
        Means that are estimated beside the spread: 1, or one for each parameter set that the replicates take in turn.
    """

    variance: float
    df: float
    per_replicate: float
    means: int = 1

    def df_of(self, n: int) -> float:
        """Return the degrees of freedom of n replicates."""
        return self.per_replicate * max(n - self.means, 1)


def within(values: Floats, sets: int) -> Floats:
    """Return values without what is of their parameter set, replicates taking the sets in turn: chance alone."""
    return values - by_draw(values, sets)[np.arange(len(values)) % sets] if sets else values


def paired(one: Floats, other: Floats, sets: int = 0) -> Spread:
    """Return the spread of differences between runs with the same people and chance, replicate by replicate.

    Parameters
    ----------
    one, other : float64 array [replicates]
    sets : int
        Parameter sets that the replicates take in turn, at least two replicates each; 0 where behaviour is certain.
        What differs from set to set is then no chance, which is what replicates take away.
    """
    difference, means = within(_pilot(one) - _pilot(other), sets), max(sets, 1)
    left = (len(one) - 1.0) / (len(one) - means)
    return Spread(left * float(difference.var(ddof=1)), float(len(one) - means), 1.0, means)


def independent(one: Floats, other: Floats, sets: int = 0) -> Spread:
    """Return the spread of the difference if the two had people and chance of their own.

    It is the sum of both variances. The pilot's two variances are of the same replicates, which their
    correlation r allows for: var(a + b) is proportional to a^2 + b^2 + 2 r^2 a b.
    """
    one, other, means = within(_pilot(one), sets), within(_pilot(other), sets), max(sets, 1)
    left = (len(one) - 1.0) / (len(one) - means)
    a, b, df = left * float(one.var(ddof=1)), left * float(other.var(ddof=1)), float(len(one) - means)
    if a + b == 0.0:
        return Spread(0.0, df, 2.0, means)
    alike = correlation(one, other)
    shared = 0.0 if math.isnan(alike) else alike**2
    variance, power_of_two = a + b, -math.frexp(max(a, b))[1]
    a, b = math.ldexp(a, power_of_two), math.ldexp(b, power_of_two)  # the same bits, and no square is too small
    squared = (a + b) ** 2
    return Spread(
        variance, df * squared / (a * a + b * b + 2.0 * shared * a * b), squared / (a * a + b * b), means
    )  # fmt: skip


def between(difference: Floats, sets: int) -> float:
    """Return how much a difference varies from parameter set to parameter set beyond chance (method of moments)."""
    if not sets:
        return math.nan
    chance = within(difference, sets).var(ddof=1) * (len(difference) - 1.0) / (len(difference) - sets)
    return math.sqrt(max(0.0, float(by_draw(difference, sets).var(ddof=1) - chance * sets / len(difference))))


def _pilot(values: Floats) -> Floats:
    if len(values) < LEAST_PILOT:
        problem = "a pilot of {count} replicates says too little of the spread; give {least} or more."
        raise InputError(problem, field="replications", count=len(values), least=LEAST_PILOT)
    return values


def half_width(spread: Spread, n: int, df: float | None = None) -> float:
    """Return the half-width of the 95 % interval from n replicates if they vary as in the pilot."""
    from scipy.special import stdtrit

    quantile = float(stdtrit(spread.df_of(n) if df is None else df, 0.5 + CONFIDENCE / 2.0))
    return quantile * math.sqrt(spread.variance / n)


def chance_of_half_width(spread: Spread, n: int, wished: float) -> float:
    """Return the chance that n replicates give a half-width of at most the wished one, given the pilot."""
    from scipy.special import fdtr

    usual = half_width(spread, n)
    if usual <= wished * _NOTHING:
        return 1.0
    return float(fdtr(spread.df_of(n), spread.df, (wished / usual) ** 2))


def power(variance: float, df: float, n: int, effect: float, level: float) -> float:
    """Return the power of a two-sided t-test at a level to tell a true effect from zero (noncentral t)."""
    from scipy.special import nctdtr, stdtrit

    if variance == 0.0:
        return 1.0
    limit, shift = float(stdtrit(df, 1.0 - level / 2.0)), abs(effect) * math.sqrt(n / variance)
    missed = float(nctdtr(df, shift, limit))
    if math.isnan(missed):  # SciPy for some large shifts, where next to nothing is missed
        missed = _normal((limit * (1.0 - 0.25 / df) - shift) / math.sqrt(1.0 + 0.5 * limit**2 / df))
    wrong_side = float(nctdtr(df, shift, -limit)) if shift < _NEGLIGIBLE else 0.0
    return 1.0 - missed + wrong_side


def _normal(z: float) -> float:
    """Return the normal distribution function (here in the approximation 26.7.10 of Abramowitz & Stegun, 1964)."""
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


def cautious(spread: Spread, assurance: float) -> float:
    """Return the variance that the true one stays below with this assurance, given the pilot (chi-squared)."""
    from scipy.special import chdtri

    return spread.variance * spread.df / float(chdtri(spread.df, assurance))


@dataclass(frozen=True)
class Needed:
    """How many replicates are needed.

    Attributes
    ----------
    usual : int or None
        If the spread is the pilot's; None for more than can be run (10,000,000).
    safe : int or None
        Enough with the assurance asked for, whatever the pilot's luck.
    """

    usual: int | None
    safe: int | None


def for_half_width(spread: Spread, wished: float, assurance: float) -> Needed:
    """Return how many replicates give an interval of at most this half-width.

    Parameters
    ----------
    wished : float
        In the outcome's unit, above 0.
    assurance : float
        Chance, over the luck of the pilot and of the study planned, that the half-width is reached.
    """
    return Needed(
        _smallest(lambda n: half_width(spread, n) <= wished),
        _smallest(lambda n: half_width(spread, n) <= wished and chance_of_half_width(spread, n, wished) >= assurance),
    )


def for_power(spread: Spread, effect: float, wished: float, level: float, assurance: float) -> Needed:
    """Return how many replicates tell an effect from zero with the wished power.

    Parameters
    ----------
    effect : float
        True difference that must not be missed, in the outcome's unit, not 0.
    wished : float
        Power, in (0, 1).
    level : float
        Of the test, two-sided.
    assurance : float
        Chance, over the luck of the pilot, that the power is reached.
    """
    careful = max(cautious(spread, assurance), spread.variance)
    usual, safe = (
        _smallest(lambda n, v=variance: power(v, spread.df_of(n), n, effect, level) >= wished)  # type: ignore[misc]
        for variance in (spread.variance, careful)
    )
    return Needed(usual, safe)


def _smallest(enough: Callable[[int], bool]) -> int | None:
    """Return the smallest number of replicates that is enough, None if none that can be run is."""
    high = FEWEST
    while not enough(high):
        if high >= MOST_REPLICATIONS:
            return None
        high = min(2 * high, MOST_REPLICATIONS)
    low = max(high // 2, FEWEST - 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
