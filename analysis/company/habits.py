"""Habits: whoever works one way this month mostly does so next month. A hidden Markov chain for each pair."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
AT_ONCE = 2048
"""Pairs at once: what is worked out on the way stays in the processor's cache."""


def smoothed(likely: Floats, usual: Floats, stay: float, group: npt.NDArray[np.int64] | None = None) -> Floats:
    """Return how probable each way of working is in each month given all months of the pair, [T, ways, n].

    Forward and backward (Rabiner 1989, Proc. IEEE 77:257). From one month to the next a pair keeps its way with
    probability `stay`; else it takes one such that as many work each way as usual.

    Parameters
    ----------
    likely : float64 array [T, ways, n]
        How likely what was seen is, by way of working.
    usual : float64 array [T, ways, n]
        Share of such pairs that work each way.
    stay : float
    group : int array [n], optional
        Where each pair's shares stand in `usual`, if not at its own place.
    """
    place = np.arange(likely.shape[2]) if group is None else group
    found = np.empty_like(likely)
    for start in range(0, likely.shape[2], AT_ONCE):
        some = slice(start, start + AT_ONCE)
        _both_ways(found[:, :, some], likely[:, :, some], usual[:, :, place[some]], stay)
    return found


def _both_ways(found: Floats, likely: Floats, usual: Floats, stay: float) -> None:
    """Fill in some of the pairs."""
    months = len(likely)
    renewed = np.maximum(usual[1:] - stay * usual[:-1], 1e-4)
    renewed *= (1.0 - stay) / np.add.reduce(renewed, axis=1, keepdims=True)
    _whole(usual[0] * likely[0], found[0])
    for t in range(1, months):
        _whole((stay * found[t - 1] + renewed[t - 1]) * likely[t], found[t])
    back = np.ones_like(likely[0])
    for t in range(months - 2, -1, -1):
        ahead = back * likely[t + 1]
        back = stay * ahead + _over_ways(renewed[t] * ahead)
        _whole(back, back)
        _whole(found[t] * back, found[t])


def _over_ways(parts: Floats) -> Floats:
    """Return the sum over the ways; they are few, so adding row by row is several times as fast as NumPy's sum."""
    total: Floats = parts[0].copy()
    for row in parts[1:]:
        total += row
    return total


def _whole(parts: Floats, into: Floats) -> None:
    np.divide(parts, _over_ways(parts), out=into)
