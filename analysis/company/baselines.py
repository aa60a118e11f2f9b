"""What foretells without knowing why: the last month carried forward, a straight line, a damped trend."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

BASELINES = ("carried", "line", "damped")
LINE_OVER = 6
"""Months over which a straight line is laid (judgement)."""
SMOOTHINGS, SLOPES, DAMPINGS = (0.2, 0.4, 0.6, 0.8, 1.0), (0.0, 0.1, 0.3, 0.6), (0.80, 0.90, 0.97)
"""What is tried for the level, the slope and the damping of the slope."""
EVERY_WAY = tuple((a, b, phi) for a in SMOOTHINGS for b in SLOPES for phi in DAMPINGS)


def ahead(method: str, seen: Floats, months: int) -> Floats:
    """Return a baseline's forecast of shares, [months, G].

    Parameters
    ----------
    method : {"carried", "line", "damped"}
    seen : float64 array [T, G]
        Shares so far; NaN where nothing is known.
    """
    filled = without_gaps(seen)
    if method == "carried" or len(filled) < 2:
        return np.repeat(filled[-1:], months, axis=0)
    found = _line(filled, months) if method == "line" else _damped(filled, months)
    return np.clip(found, 0.0, 1.0)


def without_gaps(seen: Floats) -> Floats:
    """Return shares by month with gaps filled straight from the months around; NaN where a place is never known."""
    filled, x = seen.copy(), np.arange(len(seen))
    for g in range(seen.shape[1]):
        known = np.isfinite(seen[:, g])
        if known.any():
            filled[:, g] = np.interp(x, x[known], seen[known, g])
    return filled


def _line(seen: Floats, months: int) -> Floats:
    last = seen[-LINE_OVER:]
    x = np.arange(len(last)) - (len(last) - 1)
    centre = x - x.mean()
    slope = centre @ last / (centre @ centre)
    return np.asarray(last.mean(axis=0) - slope * x.mean() + slope * np.arange(1, months + 1)[:, None])


def _damped(seen: Floats, months: int) -> Floats:
    """Return a damped trend with the numbers that would have foretold this company's months best, one ahead."""
    tried = [smoothed_trend(seen, *way) for way in EVERY_WAY]
    level, slope, _ = min(tried, key=lambda each: each[2])
    phi = EVERY_WAY[min(range(len(tried)), key=lambda k: tried[k][2])][2]
    reach = np.cumsum(phi ** np.arange(1, months + 1))[:, None]
    return np.asarray(level + reach * slope)


def smoothed_trend(seen: Floats, alpha: float, beta: float, phi: float) -> tuple[Floats, Floats, float]:
    """Return level and slope at the end, [G] each, and the sum of squared errors one month ahead.

    Exponential smoothing with a damped additive trend (Gardner and McKenzie 1985, Management Science 31:1237).

    Parameters
    ----------
    alpha, beta, phi : float
        Smoothing of the level and of the slope, and damping of the slope.
    """
    level, slope, missed = seen[0], seen[1] - seen[0], 0.0
    for now in seen[1:]:
        expected = level + phi * slope
        error = now - expected
        missed += float(np.nansum(error**2))
        before, level = level, expected + alpha * error
        slope = beta * (level - before) + (1.0 - beta) * phi * slope
    return level, slope, missed


def changed_in(seen: Floats) -> int | None:
    """Return the month from which a company's real use goes another way, None if it keeps to one line.

    Two lines instead of one, where they miss the months so much less that the Bayesian information criterion, with the
    month itself counted among what is fitted, is lower by `SURE` or more.
    """
    known = without_gaps(seen[:, :1])[:, 0]
    n = len(known)
    if n < 8 or not np.isfinite(known).all():
        return None
    missed = {c: _missed(known[:c]) + _missed(known[c:]) for c in range(3, n - 2)}
    month = min(missed, key=lambda c: missed[c])
    gain = n * np.log((_missed(known) + LEAST) / (missed[month] + LEAST)) - 3.0 * np.log(n)
    return month if gain > SURE else None


SURE, LEAST = 6.0, 1e-5
"""Gain from which a change is believed, and a sum of squares below which a line fits as well as it can."""


def _missed(values: Floats) -> float:
    x = np.arange(len(values), dtype=float)
    slope, level = np.polyfit(x, values, 1)
    return float(((values - level - slope * x) ** 2).sum())
