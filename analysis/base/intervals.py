"""Bootstrap intervals of ratios over pairs: what a gain costs."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from .effects import CONFIDENCE, interval

Floats = npt.NDArray[np.float64]

RESAMPLES = 2000
"""Bootstrap resamples; the limits then change by about a twentieth of the interval's width between seeds."""
_SEED = 20_011
"""Fixed, so that the same pairs always give the same interval."""
_BLOCK = 500
"""Resamples drawn at a time, which bounds the memory."""


def resampled_means(columns: Floats, resamples: int = RESAMPLES, seed: int = _SEED) -> Floats:
    """Return means of resampled pairs, [resamples, columns].

    Parameters
    ----------
    columns : float64 array [pairs, columns]
        All columns are resampled together: a pair stays a pair.
    """
    n = len(columns)
    random = np.random.default_rng(seed)
    even = np.full(n, 1.0 / n)
    return np.vstack([
        random.multinomial(n, even, size=min(_BLOCK, resamples - done)) @ columns / n
        for done in range(0, resamples, _BLOCK)
    ])  # fmt: skip


def _accelerated(whole: float, resampled: Floats, left_out: Floats) -> tuple[float, float]:
    """Return the two quantiles of the resamples that bound a bias-corrected and accelerated interval."""
    from scipy.special import ndtr, ndtri

    n = len(resampled)
    below = ((resampled < whole).sum() + 0.5 * (resampled == whole).sum()) / n
    bias = float(ndtri(min(max(below, 0.5 / n), 1.0 - 0.5 / n)))
    away = left_out.mean() - left_out
    size = float(np.abs(away).max())
    away = away / size if size > 0.0 else away  # so that no power of it is too small or too large
    spread = float((away**2).sum())
    bend = float((away**3).sum()) / (6.0 * spread**1.5) if spread > 0.0 else 0.0
    ends = [bias + float(ndtri(0.5 + side * CONFIDENCE / 2.0)) for side in (-1, 1)]
    low, high = (float(ndtr(bias + end / (1.0 - bend * end))) for end in ends)
    return low, high


def _by_draw(values: Floats, sets: int) -> Floats:
    """Return sums by draw where replicates take draws in turn and draws repeat: what is resampled is independent."""
    n = len(values)
    return np.asarray(np.bincount(np.arange(n) % sets, weights=values), np.float64) if 1 < sets < n else values


def ratio_interval(above: Floats, below: Floats, sets: int = 0) -> tuple[float, float, float]:
    """Return the ratio of two means over pairs with its 95 % bootstrap limits.

    Parameters
    ----------
    above, below : float64 array [pairs]
        For example spending and gain; only a clear gain has a price.
    sets : int
        Draws of an uncertain company that the pairs take in turn, 0 where it is certain.

    Returns
    -------
    tuple of float
        Ratio and limits; all NaN unless the 95 % interval of the mean below is above zero, and for
        fewer than 2 pairs; no limits where they would be endless, because in some resamples there is no gain.

    References
    ----------
    Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical
    Association 82, 171-185 (bias-corrected and accelerated, from `RESAMPLES` resamples).
    """
    if len(below) < 2 or not interval(below, sets)[1] > 0.0:
        return math.nan, math.nan, math.nan
    above, below = _by_draw(above, sets), _by_draw(below, sets)
    whole = float(above.mean() / below.mean())
    means = resampled_means(np.column_stack([above, below]))
    gain = means[:, 1] > 0.0
    ratios = np.where(gain, means[:, 0] / np.where(gain, means[:, 1], 1.0), math.inf)
    rest = below.sum() - below
    if not (rest > 0.0).all():  # with so few pairs that one of them decides
        return whole, math.nan, math.nan
    quantiles = _accelerated(whole, ratios, (above.sum() - above) / rest)
    low, high = (float(each) for each in np.quantile(ratios, quantiles, method="inverted_cdf"))
    sound = math.isfinite(high) and low <= whole <= high and low < high
    return (whole, low, high) if sound else (whole, math.nan, math.nan)
