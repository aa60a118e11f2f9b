"""Which simulated companies could be the real one: approximate Bayesian computation with regression.

Likelihood-free, since the model has no likelihood. One round of rejection on summaries made by regression
(Fearnhead and Prangle 2012, J. R. Stat. Soc. B 74:419) with a linear adjustment of what is left (Beaumont,
Zhang and Balding 2002, Genetics 162:2025). Sequential schemes (ABC-SMC) spend their rounds on closing in;
here a dozen numbers are mostly not narrowed down by one company's history, the simulated companies of one
round serve the whole history and the held-out months alike, and the result does not hang on a schedule of
tolerances. Packages such as pyabc or sbi would bring a database or a neural network for these few lines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.in_brief import in_brief

Floats = npt.NDArray[np.float64]
KEPT = 0.10
"""Share of the simulated companies that are kept, the nearest ones (judgement; at least `FEWEST`)."""
FEWEST = 300
RIDGES = (3.0, 30.0, 300.0, 3000.0)
"""Shrinkages that are tried, in units of one observation of a standardised summary; the best predicting one is used."""
TELLING = 0.02
"""Share of variance explained from which a quantity's own summary is looked at."""


@in_brief
@dataclass(frozen=True, eq=False)
class Posterior:
    """The companies that are left (m of them).

    Attributes
    ----------
    kept : int array [m]
        Their numbers among the simulated ones.
    weight : float64 array [m]
        Adds up to one.
    values : float64 array [m, k]
        What was asked for, moved to where it would be at the observed history.
    explained : float64 array [k]
        Share of the variance, before the data, that the history explains (cross-validated).
    distance : float
        How far the real history is from the nearest half of those kept, in units of what is usual between a
        simulated company and its own neighbours; far above 1, the model does not know such companies.
    """

    kept: npt.NDArray[np.int64]
    weight: Floats
    values: Floats
    explained: Floats
    distance: float

    def quantiles(self, levels: tuple[float, ...]) -> Floats:
        """Return weighted quantiles, [levels, k]."""
        return weighted_quantiles(self.values, self.weight, levels)

    @property
    def mean(self) -> Floats:
        """Weighted means, [k]."""
        return np.asarray(self.weight @ self.values)


def weighted_quantiles(values: Floats, weight: Floats, levels: tuple[float, ...]) -> Floats:
    """Return weighted quantiles of the columns of values [m, k], [levels, k]."""
    order = np.argsort(values, axis=0, kind="stable")
    sorted_values = np.take_along_axis(values, order, axis=0)
    reached = np.cumsum(weight[order], axis=0) - 0.5 * weight[order]
    return np.array(
        [[np.interp(level, reached[:, j], sorted_values[:, j]) for j in range(values.shape[1])] for level in levels]
    )


def _solved(x: Floats, y: Floats, ridge: float, weight: Floats | None = None) -> Floats:
    """Return the slopes of a ridge regression of y on x (both centred), [columns of x, columns of y]."""
    xw = x if weight is None else x * (weight * (len(x) / weight.sum()))[:, None]
    return np.asarray(np.linalg.solve(xw.T @ x + ridge * np.eye(x.shape[1]), xw.T @ y))


def posterior(summaries: Floats, wanted: Floats, seen: Floats) -> Posterior:
    """Return what is left of quantities once a history has been seen.

    Parameters
    ----------
    summaries : float64 array [n, s]
        Of the simulated companies.
    wanted : float64 array [n, k]
        Quantities of the same companies, on a scale without bounds: unknowns, or outcomes to come.
    seen : float64 array [s]
        Summaries of the real one.
    """
    centre, spread = summaries.mean(axis=0), summaries.std(axis=0)
    spread = np.where(spread > 1e-9, spread, 1.0)
    x, seen = (summaries - centre) / spread, (seen - centre) / spread
    explained, short, target = _own_summaries(x, wanted - wanted.mean(axis=0), seen)
    distance = np.sqrt(((short - target) ** 2).sum(axis=1))
    m = min(len(x), max(FEWEST, int(KEPT * len(x))))
    kept = np.argsort(distance, kind="stable")[:m]
    reach = max(float(distance[kept].max()), 1e-12)
    weight = 1.0 - (distance[kept] / reach) ** 2 + 1e-3
    weight = weight / weight.sum()
    middle = weight @ short[kept]
    local = _solved(short[kept] - middle, wanted[kept] - weight @ wanted[kept], 1.0, weight)
    values = wanted[kept] - (short[kept] - target) @ local
    return Posterior(kept, weight, values, explained, _surprise(x, seen, kept))


def _own_summaries(x: Floats, y: Floats, seen: Floats) -> tuple[Floats, Floats, Floats]:
    """Return what is explained of each quantity, [k], and their best linear guesses in units of their errors.

    Guesses are made of what the history tells something about; they are the summaries that are compared,
    [n, j] for the simulated companies and [j] for the real one.
    """
    tried = [(_explained(x, y, ridge), ridge) for ridge in RIDGES]
    explained, ridge = max(tried, key=lambda each: float(each[0].sum()))
    telling = explained >= min(TELLING, float(explained.max()))
    slopes = _solved(x, y[:, telling], ridge)
    left = np.maximum((y[:, telling] - x @ slopes).std(axis=0), 1e-9)
    return explained, x @ slopes / left, seen @ slopes / left


def _explained(x: Floats, y: Floats, ridge: float) -> Floats:
    """Return the cross-validated share of variance explained by a regression, two folds."""
    half = np.arange(len(x)) % 2 == 0
    left = np.empty_like(y)
    for fit in (half, ~half):
        slopes = _solved(x[fit], y[fit] - y[fit].mean(axis=0), ridge)
        left[~fit] = y[~fit] - y[fit].mean(axis=0) - (x[~fit] - x[fit].mean(axis=0)) @ slopes
    return np.asarray(np.clip(1.0 - left.var(axis=0) / np.maximum(y.var(axis=0), 1e-12), 0.0, 1.0))


def _surprise(x: Floats, seen: Floats, kept: npt.NDArray[np.int64]) -> float:
    """Return the distance of the real history from its neighbours, relative to that of a neighbour from the others."""
    near = x[kept[: max(20, len(kept) // 2)]]
    own = float(np.median(np.sqrt(((near - seen) ** 2).mean(axis=1))))
    usual = np.median([np.median(np.sqrt(((near - each) ** 2).mean(axis=1))) for each in near[:50]])
    return own / max(float(usual), 1e-9)
