"""How much each person clicks for the same work: what counts is use against the person's own level."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ROUNDS = 25
LEAST_SPREAD, MOST_DIFFER = 0.30, 1.2
"""Least spread of one way of working around its mean, and most by which people may differ (log of uses)."""
FIRST_GUESS = 0.35
"""Spread between people from which the search starts (log of uses)."""


def person_levels(person: Ints, feature: Ints, logs: Floats, people: int, features: int) -> Floats:
    """Return each person's level as a factor's logarithm, 0 for somebody usual, [people].

    A mixture of two normal distributions of the logarithm for each feature with a random effect of the person, by
    expectation and maximisation (McLachlan and Peel 2000, Finite Mixture Models): somebody who clicks much at
    everything clicks much; somebody who clicks much at some features only works there.

    Parameters
    ----------
    person, feature : int array [n]
        Of each person-month in which a feature was used.
    logs : float64 array [n]
        Logarithm of the uses.
    """
    return _fitted(person, feature, logs, people, features)[0]


def two_ways(feature: Ints, logs: Floats, features: int) -> tuple[Floats, Floats]:
    """Return means and shares of the two ways of each feature, [2, features], where people do not differ."""
    _, means, share = _fitted(np.arange(len(logs)), feature, logs, len(logs), features, differ=0.0)
    return means, share


def _fitted(
    person: Ints, feature: Ints, logs: Floats, people: int, features: int, differ: float = FIRST_GUESS**2
) -> tuple[Floats, Floats, Floats]:
    """Return the people's levels, and means and shares of the two ways of each feature; all alike at no difference."""
    level, alike = np.zeros(people), differ == 0.0
    middle = _middles(feature, logs, features)
    means, spread, share = np.stack([middle - 0.9, middle + 0.9]), 0.6, np.full((2, features), 0.5)
    for _ in range(ROUNDS):
        rest = logs - level[person]
        part = _parts(rest, means[:, feature], share[:, feature], spread)
        size = np.stack([np.bincount(feature, each, features) for each in part])
        share = (size + 1.0) / (size.sum(axis=0) + 2.0)
        total = np.stack([np.bincount(feature, each * rest, features) for each in part])
        means = (total + means) / (size + 1.0)
        spread = max(LEAST_SPREAD, float(np.sqrt((part * (rest - means[:, feature]) ** 2).sum() / max(len(rest), 1))))
        if not alike:
            left = (part * (logs - means[:, feature])).sum(axis=0)
            level, differ = _effects(person, left, people, spread, differ)
    return level, means, share


def _middles(feature: Ints, logs: Floats, features: int) -> Floats:
    whole = float(np.median(logs)) if len(logs) else 0.0
    return np.array([np.median(logs[feature == f]) if (feature == f).any() else whole for f in range(features)])


def _parts(rest: Floats, means: Floats, share: Floats, spread: float) -> Floats:
    likely = share * np.exp(-0.5 * ((rest - means) / spread) ** 2) + 1e-12
    return np.asarray(likely / likely.sum(axis=0))


def _effects(person: Ints, left: Floats, people: int, spread: float, differ: float) -> tuple[Floats, float]:
    """Return the people's levels, drawn towards the usual, and the variance between people."""
    own = np.bincount(person, minlength=people)
    pull = spread**2 / max(differ, 1e-3)
    level = np.bincount(person, left, people) / (own + pull)
    there = own > 0
    level -= level[there].mean() if there.any() else 0.0
    sure = spread**2 / (own + pull)
    between = float((level**2 + sure)[there].mean()) if there.any() else differ
    return np.where(there, level, 0.0), min(between, MOST_DIFFER**2)
