"""A forecast one can bet on: what has foretold this company's own months best, and intervals as wide as it has missed.

The forecasts of the baselines and of the mechanism are weighed by how far they would have missed the company's own
months, foretold again and again from those before (rolling origin: Tashman 2000, International Journal of Forecasting
16:437). Intervals are conformal: as wide as the combination has missed, with what the export leaves open of the present
on top.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...scenarios.ground.adding import added
from .baselines import BASELINES, ahead, changed_in, without_gaps

Floats = npt.NDArray[np.float64]

FIRST_ORIGIN, REACH = 3, 3
"""Months that a forecast must stand on, and months ahead over which forecasts are compared."""
SHARPNESS = 2.0
"""Power of the errors by which forecasts are weighed: the better count far more (judgement)."""
FROM_ONE_CHANGE = 0.01
"""Error that no forecast is taken to be better than: a share's own chance (judgement)."""
LIKE_ALL = 2.0
"""Misses for which it counts in a place's size that it is like all others (judgement)."""
USUAL_MISS = 0.035
"""Miss one month ahead where the history is too short to know (judgement)."""
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False)
class Bet:
    """A combined forecast (M months ahead, G places).

    Attributes
    ----------
    mean : float64 array [M, G]
    quantiles : float64 array [5, M, G]
        At `LEVELS`.
    weights : mapping of str to float
        Of each forecast; they add up to one.
    errors : mapping of str to float
        How far each would have missed the company's own months, on average; empty for a short history.
    changed : int or None
        Month since which real use goes another way; the forecast rests on the months from there on.
    """

    mean: Floats
    quantiles: Floats
    weights: Mapping[str, float]
    errors: Mapping[str, float]
    changed: int | None


def bet(
    seen: Floats, months: int, low: Floats, high: Floats, mechanism: Floats | None = None,
    tried: Mapping[int, Floats] | None = None, changed: int | None = None,
) -> Bet:  # fmt: skip
    """Return the combined forecast.

    Parameters
    ----------
    seen : float64 array [T, G]
        Real use by month and place, the company first.
    months : int
        Months ahead.
    low, high : float64 array [G]
        Range of real use in the last month.
    mechanism : float64 array [months, G], optional
        What the simulated companies foretell.
    tried : mapping of int to float64 array [REACH, G], optional
        What they foretold from the months before each origin.
    changed : int, optional
        Month of a change that is known; by default it is looked for.
    """
    changed = changed if changed is not None else changed_in(seen)
    start = changed if changed is not None and len(seen) - changed >= FIRST_ORIGIN else 0
    said = {name: ahead(name, seen[start:], months) for name in BASELINES}
    again = {name: _again(name, seen, start) for name in BASELINES}
    if mechanism is not None and tried:
        said["mechanism"], again["mechanism"] = mechanism, dict(tried)
    errors = _errors(again, seen)
    weights = _weights(errors)
    mean = np.asarray(sum(weights[name] * said[name] for name in weights))
    known = {name: error for name, error in errors.items() if np.isfinite(error)}
    return Bet(mean, _around(mean, seen, again, weights, (low, high)), weights, known, changed)


def _again(name: str, seen: Floats, start: int) -> dict[int, Floats]:
    """Return what a baseline would have said from each origin, [REACH, G] each; after a change from there on."""
    found = {}
    for origin in range(FIRST_ORIGIN, len(seen)):
        first = start if origin - start >= FIRST_ORIGIN else 0
        found[origin] = ahead(name, seen[first:origin], REACH)
    return found


def _misses(said: Mapping[int, Floats], seen: Floats) -> dict[int, Floats]:
    """Return by how much each origin's forecast missed, [up to REACH, G]."""
    return {at: seen[at : at + REACH] - each[: len(seen) - at] for at, each in said.items() if at < len(seen)}


def _miss(said: Mapping[int, Floats], seen: Floats) -> float:
    missed = [np.abs(each).ravel() for each in _misses(said, seen).values()]
    every = np.concatenate(missed) if missed else np.empty(0)
    return float(np.nanmean(every)) if np.isfinite(every).any() else float("nan")


def _errors(again: Mapping[str, Mapping[int, Floats]], seen: Floats) -> dict[str, float]:
    """Return how far each would have missed; the mechanism relative to the baselines from the same origins."""
    errors = {name: _miss(each, seen) for name, each in again.items()}
    if "mechanism" in again:
        same = [_miss({at: each[at] for at in again["mechanism"] if at in each}, seen)
                for name, each in again.items() if name in BASELINES]  # fmt: skip
        usual = float(np.mean([errors[name] for name in BASELINES]))
        errors["mechanism"] *= (usual + FROM_ONE_CHANGE / 3.0) / (float(np.mean(same)) + FROM_ONE_CHANGE / 3.0)
    return errors


def _weights(errors: Mapping[str, float]) -> dict[str, float]:
    """Return the weight of each forecast; the damped trend alone where nothing is known of any."""
    known = {name: (each + FROM_ONE_CHANGE / 3.0) ** -SHARPNESS for name, each in errors.items() if np.isfinite(each)}
    if not known:
        return {"carried": 0.5, "damped": 0.5}
    total = added(known.values())
    return {name: each / total for name, each in known.items()}


def _around(
    mean: Floats, seen: Floats, again: Mapping[str, Mapping[int, Floats]], weights: Mapping[str, float],
    span: tuple[Floats, Floats],
) -> Floats:  # fmt: skip
    """Return quantiles of the forecast: what the combination has missed, and what is open of the present."""
    last, (low, high) = without_gaps(seen)[-1], span
    scale = np.sqrt(np.clip(mean, 0.02, 0.98) * (1.0 - np.clip(mean, 0.02, 0.98)))
    far = np.sqrt(np.arange(1, len(mean) + 1))[:, None]
    missed = _relative(seen, again, weights)
    size = _sizes(missed)
    scale, alone, missed = scale * size, len(missed), (missed / size)[np.isfinite(missed)]
    found = np.empty((len(LEVELS), *mean.shape))
    for row, level in enumerate(LEVELS):
        inside = abs(2.0 * level - 1.0)
        step = scale * far * _conformal(missed, inside, alone)
        open_now = (last - low if level < 0.5 else high - last) * min(1.0, inside / 0.9)
        half = np.sqrt(step**2 + np.maximum(open_now, 0.0) ** 2)
        found[row] = np.clip(mean + np.sign(level - 0.5) * half, 0.0, 1.0)
    return found


def _relative(seen: Floats, again: Mapping[str, Mapping[int, Floats]], weights: Mapping[str, float]) -> Floats:
    """Return the combination's misses by place, [n, G], relative to what is usual for a share and a distance."""
    found = [np.empty((0, seen.shape[1]))]
    for at in next(iter(again.values()), {}):
        have = {name: weights[name] for name in weights if at in again[name]}
        said = sum(have[name] * again[name][at] for name in have) / max(added(have.values()), 1e-9)
        missed = seen[at : at + REACH] - np.asarray(said)[: len(seen) - at]
        share = np.clip(np.asarray(said)[: len(missed)], 0.02, 0.98)
        far = np.sqrt(np.arange(1, len(missed) + 1))[:, None]
        found.append(np.abs(missed / (np.sqrt(share * (1.0 - share)) * far)))
    return np.concatenate(found)


def _sizes(missed: Floats) -> Floats:
    """Return how far each place misses against all, [G]: a small department moves further than the company.

    With few months of its own a place is taken as all are (shrinkage towards the mean square of all).
    """
    square = missed**2
    if not np.isfinite(square).any():
        return np.ones(missed.shape[1])
    usual = max(float(np.nanmean(square)), 1e-12)
    count = np.isfinite(square).sum(axis=0)
    return np.asarray(np.sqrt((np.nansum(square, axis=0) / usual + LIKE_ALL) / (count + LIKE_ALL)))


def _conformal(missed: Floats, inside: float, alone: int) -> float:
    """Return the size that so many of the misses do not exceed, with the correction for a finite number of them.

    Places miss together, month by month, so the number that counts is that of one place alone.
    """
    if len(missed) < 10:
        return USUAL_MISS / 0.4 * inside / 0.9
    return float(np.quantile(missed, min(1.0, inside * (1.0 + 1.0 / alone))))
