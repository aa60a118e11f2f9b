"""What something changes over an ensemble: its mean, how sure it is, and how far it hangs on behaviour."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...scenarios.ground.by_value import by_value
from ..base.effects import CONFIDENCE, as_json, spread_of
from ..base.least_sizes import enough
from ..base.ranges import SETS

Floats = npt.NDArray[np.float64]


def crossed_interval(values: Floats) -> tuple[float, float, float]:
    """Return mean and 95 % limits of the mean for other parameter sets and other companies together.

    Every set meets the same companies, so what is peculiar to a company does not average out over the sets. The
    variances of the means by set and by company are therefore added (Satterthwaite's degrees of freedom); what both
    hold of the rest is counted twice, which makes the interval a little too wide, never too narrow. NaN where only one
    set or one company was seen, and where nothing varies.

    Parameters
    ----------
    values : float64 array [sets, replicates]
    """
    from scipy.special import stdtrit  # much faster to import than scipy.stats

    mean = float(values.mean())
    if not all(enough("interval", n) for n in values.shape):
        return mean, math.nan, math.nan
    sides = [np.ascontiguousarray(values.mean(axis=axis)) for axis in (1, 0)]
    parts = [spread_of(each) ** 2 / len(each) for each in sides]
    total = math.fsum(parts)
    if not total > 0.0:
        return mean, math.nan, math.nan
    freedom = total**2 / math.fsum(part**2 / (len(each) - 1) for part, each in zip(parts, sides, strict=True))
    half = float(stdtrit(freedom, 0.5 + CONFIDENCE / 2)) * math.sqrt(total)
    return mean, mean - half, mean + half


@by_value
@dataclass(frozen=True)
class Gain:
    """A difference over an ensemble, in the outcome's unit.

    Attributes
    ----------
    mean, ci_low, ci_high : float
        Mean over parameter sets and companies, and 95 % interval of it for other sets and other companies.
    low, high : float
        Between which limits it lies in nine parameter sets of ten; NaN with fewer than 20 sets.
    better : int
        In how many parameter sets it is for the better.
    sets : int
        Number of parameter sets.
    direction : int
        Whether more of the outcome is better (1) or worse (-1).
    """

    mean: float
    ci_low: float
    ci_high: float
    low: float
    high: float
    better: int
    sets: int
    direction: int

    @classmethod
    def of(cls, values: Floats, direction: int) -> Gain:
        """Return the gain of differences, [sets, replicates]."""
        by_set = values.mean(axis=1)
        limits = np.quantile(by_set, SETS) if enough("range", len(by_set)) else (math.nan, math.nan)
        better = int((by_set * direction > 0.0).sum())
        return cls(*crossed_interval(values), float(limits[0]), float(limits[1]), better, len(by_set), direction)

    @property
    def decided(self) -> int:
        """1 if it is surely for the better, -1 if surely for the worse, 0 if the interval includes zero."""
        signs = {math.copysign(1.0, each) for each in (self.ci_low, self.ci_high) if each and not math.isnan(each)}
        return int(signs.pop()) * self.direction if len(signs) == 1 and not math.isnan(self.ci_low) else 0

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values; what is not known is None."""
        return {
            "mean": self.mean, "ci_low": as_json(self.ci_low), "ci_high": as_json(self.ci_high),
            "low": as_json(self.low), "high": as_json(self.high),
            "better_in_sets": self.better, "parameter_sets": self.sets,
        }  # fmt: skip
