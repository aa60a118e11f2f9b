"""What an ensemble says about its parameters: which are narrowed down, and which only together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...scenarios.ground.by_value import by_value
from .parts import Box

Floats = npt.NDArray[np.float64]

FEWEST = 30
"""Members without which nothing is said about parameters."""
NULL_DRAWS = 400
"""Even samples of the box that show what chance alone does."""


@by_value
@dataclass(frozen=True)
class Narrowed:
    """One parameter in an ensemble.

    Attributes
    ----------
    name : str
    low, middle, high : float
        5 %, 50 % and 95 % of the members.
    left : float
        Spread (standard deviation) of the members relative to an even spread over the range.
    clear : bool
        Whether so little is left in fewer than 5 % of even samples of the same size, all parameters
        considered together.
    """

    name: str
    low: float
    middle: float
    high: float
    left: float
    clear: bool


@by_value
@dataclass(frozen=True)
class Together:
    """A combination of parameters that is pinned although its parts are not.

    Attributes
    ----------
    parts : tuple of (str, float)
        Parameters and their weights (per range), the heaviest first.
    left : float
        Spread of the combination relative to an even spread.
    chance : float
        What chance alone leaves in 5 % of even samples of the same size.
    """

    parts: tuple[tuple[str, float], ...]
    left: float
    chance: float


def _null(members: int, parameters: int) -> Floats:
    return np.random.default_rng(0).random((NULL_DRAWS, members, parameters))


def narrowed(members: Sequence[Behaviour]) -> list[Narrowed]:
    """Return the parameters of an ensemble, the most narrowed down first."""
    box = Box()
    points = box.points(members)
    low, high = box.limits()
    left = points.std(axis=0, ddof=1) * np.sqrt(12.0)
    least = np.quantile((_null(*points.shape).std(axis=1, ddof=1) * np.sqrt(12.0)).min(axis=1), 0.05)
    quantiles = low + np.quantile(points, [0.05, 0.5, 0.95], axis=0) * (high - low)
    found = [
        Narrowed(name, float(a), float(b), float(c), float(spread), bool(spread < least))
        for name, (a, b, c), spread in zip(box.names, quantiles.T, left, strict=True)
    ]
    return sorted(found, key=lambda each: each.left)


def correlated(members: Sequence[Behaviour]) -> list[tuple[str, str, float]]:
    """Return pairs whose correlation chance alone reaches in fewer than 5 % of even samples."""
    box = Box()
    points = box.points(members)
    first, second = np.triu_indices(points.shape[1], 1)

    def pairs(sample: Floats) -> Floats:
        return np.asarray(np.atleast_2d(np.corrcoef(sample, rowvar=False))[first, second])

    limit = np.quantile([np.abs(pairs(each)).max() for each in _null(*points.shape)], 0.95)
    found = [(box.names[a], box.names[b], float(r)) for a, b, r in zip(first, second, pairs(points), strict=True)]
    return sorted((each for each in found if abs(each[2]) > limit), key=lambda each: -abs(each[2]))


def together(members: Sequence[Behaviour], parts: int = 6) -> Together:
    """Return the combination of parameters of which the ensemble leaves least."""
    box = Box()
    points = box.points(members)
    values, vectors = np.linalg.eigh(np.cov(points, rowvar=False))
    chance = np.quantile([np.linalg.eigvalsh(np.cov(each, rowvar=False))[0] for each in _null(*points.shape)], 0.05)
    weights = vectors[:, 0] * np.sign(vectors[np.argmax(np.abs(vectors[:, 0])), 0])
    order = np.argsort(-np.abs(weights))[:parts]
    return Together(
        tuple((box.names[k], float(weights[k])) for k in order),
        float(np.sqrt(12.0 * max(values[0], 0.0))),
        float(np.sqrt(12.0 * max(chance, 0.0))),
    )
