"""A quick stand-in for the model: quadratic surfaces that say which parameter sets are worth simulating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..evidence.bands import Band

Floats = npt.NDArray[np.float64]

RIDGE = 30.0
"""Shrinkage of the products of two parameters, which are many; straight and squared terms are free."""
OUTER = 0.02
"""Share of readings at either end that is pulled in, so that a few wild runs do not bend the surface."""


def terms(points: Floats) -> Floats:
    """Return constant, linear, squared and product terms of points in the unit box, [n, terms]."""
    x = 2.0 * points - 1.0
    first, second = np.triu_indices(points.shape[1], 1)
    return np.hstack([np.ones((len(x), 1)), x, x * x - 1.0 / 3.0, x[:, first] * x[:, second]])


def _scaled(values: Floats, bands: Sequence[Band]) -> Floats:
    """Return readings on the scale on which surfaces are fitted: ratios as logarithms."""
    ratio = np.array([each.unit == "ratio" for each in bands])
    return np.where(ratio, np.log(np.maximum(values, 1e-9)), values)


def _limits(bands: Sequence[Band]) -> tuple[Floats, Floats]:
    low = np.array([[-np.inf if each.low is None else each.low for each in bands]])
    high = np.array([[np.inf if each.high is None else each.high for each in bands]])
    open_low = np.isinf(low)
    scaled = _scaled(np.where(open_low, 1.0, low), bands)
    return np.where(open_low, -np.inf, scaled), _scaled(high, bands)


@dataclass(frozen=True, eq=False)
class Emulator:
    """One quadratic surface per band.

    Attributes
    ----------
    bands : sequence of Band
    weights : float64 array [terms, bands]
    errors : float64 array [bands]
        Standard deviation of the leave-one-out errors, which contain the model's own chance.
    explained : float64 array [bands]
        Leave-one-out R2.
    """

    bands: Sequence[Band]
    weights: Floats
    errors: Floats
    explained: Floats

    def implausibility(self, points: Floats) -> Floats:
        """Return for each point the largest distance outside a band, in errors of the surface, [n]."""
        guess = terms(points) @ self.weights
        low, high = _limits(self.bands)
        outside = np.maximum(0.0, np.maximum(low - guess, guess - high))
        return np.asarray((outside / self.errors).max(axis=1))


def fit(points: Floats, values: Floats, bands: Sequence[Band]) -> Emulator:
    """Fit the surfaces to simulated readings (ridge regression, closed-form leave-one-out errors).

    Parameters
    ----------
    points : float64 array [n, parameters]
        In the unit box.
    values : float64 array [n, bands]
        Readings; runs without a number are pulled in with the outermost.
    """
    scaled = _scaled(values, bands)
    finite = np.where(np.isfinite(scaled), scaled, np.nan)
    low, high = np.nanquantile(finite, [OUTER, 1.0 - OUTER], axis=0)
    wished = np.clip(np.nan_to_num(scaled, nan=np.inf), low, high)
    design = terms(points)
    free = 1 + 2 * points.shape[1]
    penalty = np.full(design.shape[1], RIDGE)
    penalty[:free] = 1e-3
    solved = np.linalg.solve(design.T @ design + np.diag(penalty), design.T)
    weights = solved @ wished
    leverage = np.einsum("ij,ji->i", design, solved)
    left = (wished - design @ weights) / (1.0 - leverage)[:, None]
    spread = np.maximum(wished.var(axis=0), 1e-12)
    return Emulator(bands, weights, np.maximum(left.std(axis=0), 1e-6), 1.0 - left.var(axis=0) / spread)
