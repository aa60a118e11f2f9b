"""Companies that could be this one, moved to where the answers say: exact where numbers and answers are normal.

Before the answers the numbers are normal scores of places in their plausible ranges (even before any data, or as a fit
to usage leaves them). Places on a construct are a gain times these numbers plus noise. Given the gain, what is left is
normal again, and a draw from before becomes one from after (Matheron's rule: Wilson et al. 2020, ICML; in filtering
the ensemble Kalman update, Evensen 1994, J. Geophys. Res. 99:10143). Gains are weighed by how well they foretell the
places. No chain, no weights that run out: few answers leave the draws as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import block_diag

from .link import Floats, Seen, gains


@dataclass(frozen=True, eq=False)
class Row:
    """A construct and what it is of: so much of each number in the place of each group.

    Attributes
    ----------
    seen : Seen
    load : float64 array [G, m]
        By group and number: 1 where a place follows a number (several share: together length 1), else 0.
    own : float64 array [G]
        Variance among departments that numbers of the whole company do not show.
    """

    seen: Seen
    load: Floats
    own: Floats

    def noise(self, gain: float) -> Floats:
        """Return the covariance of what the numbers do not explain at a gain."""
        return np.asarray(self.seen.noise + gain**2 * np.diag(self.own))


def log_density(at: Floats, covariance: Floats) -> float:
    """Return the logarithm of the normal density of deviations from their mean."""
    lower = np.linalg.cholesky(covariance)
    white = np.linalg.solve(lower, at)
    return float(-0.5 * (white @ white + len(at) * np.log(2.0 * np.pi)) - np.log(np.diag(lower)).sum())


def chances_of_gains(row: Row, mean: Floats, covariance: Floats) -> Floats:
    """Return how likely each gain is once the places are known, [NODES]."""
    middle, around = row.load @ mean, row.load @ covariance @ row.load.T
    logs = np.array([
        log_density(row.seen.places - gain * middle, gain**2 * around + row.noise(gain)) for gain in gains()
    ])  # fmt: skip
    found = np.exp(logs - logs.max())
    return np.asarray(found / found.sum())


def moments(draws: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return weighted mean and covariance of draws [n, m]."""
    mean = (weight[:, None] * draws).sum(axis=0)
    apart = draws - mean
    return mean, np.asarray((apart * weight[:, None]).T @ apart)


def conditioned(
    draws: Floats, rows: Sequence[Row], mean: Floats, covariance: Floats, chance: np.random.Generator
) -> Floats:
    """Return draws from before the answers as draws from after them, [n, m].

    Parameters
    ----------
    draws : float64 array [n, m]
        Normal scores.
    rows : sequence of Row
    mean, covariance : float64 arrays [m], [m, m]
        Of the draws, or exactly where they are known.
    """
    found = draws.copy()
    for together in _components(rows, covariance):
        likely = [chances_of_gains(row, mean, covariance) for row in together]
        which = np.array([chance.choice(len(each), size=len(draws), p=each) for each in likely]).T  # [n, rows]
        for numbers in np.unique(which, axis=0):
            here = (which == numbers).all(axis=1)
            picked = [float(gains()[number]) for number in numbers]
            found[here] += _moves(draws[here], together, picked, covariance, chance)
    return found


def _components(rows: Sequence[Row], covariance: Floats) -> list[list[Row]]:
    """Return constructs by what goes together: those of numbers that have nothing in common are left to themselves."""
    found: list[tuple[list[Row], npt.NDArray[np.bool_]]] = []
    for row in rows:
        touched = np.asarray((np.abs(row.load).sum(axis=0) @ np.abs(covariance)) > 0.0, np.bool_)
        mine, others = [row], []
        for each, reached in found:
            if (touched & reached).any():
                mine, touched = [*each, *mine], touched | reached
            else:
                others.append((each, reached))
        found = [*others, (mine, touched)]
    return [each for each, _ in found]


def _moves(
    draws: Floats, rows: Sequence[Row], picked: Sequence[float], covariance: Floats, chance: np.random.Generator
) -> Floats:
    """Return by how much draws move at given gains: by what they miss of places seen through noise of their own."""
    load = np.concatenate([gain * row.load for gain, row in zip(picked, rows, strict=True)])
    noise = block_diag(*(row.noise(gain) for gain, row in zip(picked, rows, strict=True)))
    places = np.concatenate([row.seen.places for row in rows])
    heard = chance.standard_normal((len(draws), len(places))) @ np.linalg.cholesky(noise).T
    missed = places - draws @ load.T - heard
    return np.asarray(np.linalg.solve(load @ covariance @ load.T + noise, missed.T).T @ load @ covariance)


def fitting(values: Sequence[float], row: Row) -> float:
    """Return the log-likelihood of a construct's places where what it is of has given scores, one of each number."""
    middle = row.load @ np.asarray(values, float)
    logs = [log_density(row.seen.places - gain * middle, row.noise(float(gain))) for gain in gains()]
    return float(np.logaddexp.reduce(logs) - np.log(len(logs)))
