"""How reliably the statements of a construct measure it: Cronbach's alpha and McDonald's omega, with intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.stats import f as f_distribution

from ...scenarios.ground.by_value import by_value
from ...scenarios.surveys.answers import Answers
from .link import Floats

LEAST = 10
"""Fewest complete answers of which a reliability is given: of fewer its interval says nothing (judgement)."""
RESAMPLES = 200
POOR = 0.5
"""Reliability below which statements are said not to measure one thing (judgement; two statements reach .7 rarely)."""


@by_value
@dataclass(frozen=True)
class Reliability:
    """How reliable the mean of a construct's statements is.

    Attributes
    ----------
    construct : str
    items, people : int
        Statements, and people who answered them all.
    alpha, omega : tuple of float
        Estimate and 95 % limits; NaN with one statement or fewer than `LEAST` people.
    """

    construct: str
    items: int
    people: int
    alpha: tuple[float, float, float]
    omega: tuple[float, float, float]


def alpha_of(values: Floats) -> float:
    """Return Cronbach's alpha of statements, [n, items]; NaN where nothing varies."""
    k, whole = values.shape[1], float(values.sum(axis=1).var(ddof=1))
    if k < 2 or whole <= 0.0:
        return math.nan
    own: float = values.var(axis=0, ddof=1).sum()
    return float(k / (k - 1.0) * (1.0 - own / whole))


def alpha_limits(alpha: float, n: int, k: int) -> tuple[float, float]:
    """Return 95 % limits of alpha (Feldt 1965, Psychometrika 30:357)."""
    first, second = n - 1.0, (n - 1.0) * (k - 1.0)
    high, low = (float(f_distribution.ppf(level, first, second)) for level in (0.025, 0.975))
    return 1.0 - (1.0 - alpha) * low, 1.0 - (1.0 - alpha) * high


def loadings_of(correlations: Floats) -> Floats:
    """Return the loadings on one factor that leave least of the correlations (minres); two statements load alike."""
    k = len(correlations)
    if k == 2:
        return np.full(2, math.sqrt(max(float(correlations[0, 1]), 0.0)))
    upper = np.triu_indices(k, 1)

    def left(at: Floats) -> float:
        return float(((correlations - np.outer(at, at))[upper] ** 2).sum())

    found = minimize(left, np.full(k, 0.6), bounds=[(-1.0, 1.0)] * k, method="L-BFGS-B").x
    return np.asarray(found * (1.0 if found.sum() >= 0.0 else -1.0))


def omega_of(values: Floats) -> float:
    """Return McDonald's omega of statements, standardised; with two it is the formula of Spearman and Brown."""
    if values.shape[1] < 2 or (values.std(axis=0) <= 0.0).any():
        return math.nan
    loadings = loadings_of(np.asarray(np.corrcoef(values, rowvar=False)))
    common, unique = float(loadings.sum() ** 2), float((1.0 - loadings**2).sum())
    return common / (common + unique)


def reliability(construct: str, values: npt.NDArray[Any], seed: int = 0) -> Reliability:
    """Return how reliable a construct's statements are.

    Parameters
    ----------
    construct : str
    values : array [n, items]
        Answers turned round where need be, 0 where missing; only complete ones count.
    seed : int
        Of the resampling that omega's limits come from.
    """
    complete = np.asarray(values[(values > 0).all(axis=1)], float)
    n, k = complete.shape
    none = (math.nan, math.nan, math.nan)
    alpha = alpha_of(complete) if n >= LEAST else math.nan
    if math.isnan(alpha):
        return Reliability(construct, k, n, none, none)
    chance = np.random.default_rng(seed)
    drawn = [omega_of(complete[chance.integers(n, size=n)]) for _ in range(RESAMPLES)]
    known = [each for each in drawn if not math.isnan(each)]
    low, high = (float(each) for each in np.quantile(known, [0.025, 0.975])) if known else (math.nan, math.nan)
    return Reliability(construct, k, n, (alpha, *alpha_limits(alpha, n, k)), (omega_of(complete), low, high))


def reliabilities(answers: Answers) -> tuple[Reliability, ...]:
    """Return the reliability of every construct, heads among the people."""
    coded, asked = answers.instrument.coded(answers.values), answers.instrument
    return tuple(reliability(c.name, coded[:, list(asked.columns(c.name))]) for c in asked.constructs)
