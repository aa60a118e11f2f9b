"""What a sensitivity analysis is about: factors, their estimates, and values that fit their design."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.files.targets import numbers
from ...scenarios.ground.by_value import by_value
from ..base.least_sizes import LEAST

if TYPE_CHECKING:
    from ...scenarios.studies.designs import Design

Floats = npt.NDArray[np.float64]
CONFIDENCE = 0.95
"""Of all intervals."""
STAGES = (4, 2, 1)
"""Convergence is looked at with the first quarter, the first half and all of a design."""


@by_value
@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval; NaN where there is none."""

    value: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of zero."""
        return self.low > 0.0 or self.high < 0.0

    @property
    def ends(self) -> tuple[float, float]:
        """The limits, the number itself twice where there is no interval."""
        return (self.value, self.value) if math.isnan(self.low) else (self.low, self.high)

    @property
    def most(self) -> float:
        """The upper limit, the number itself where there is no interval."""
        return self.value if math.isnan(self.high) else self.high


def around(value: float, margin: float) -> Estimate:
    """Return an estimate with half the width of its interval; without a width there is no interval (NaN)."""
    if not (margin > 0.0 and math.isfinite(margin)):
        return Estimate(float(value), math.nan, math.nan)
    return Estimate(float(value), float(value - margin), float(value + margin))


def check_size(design: Design, statistic: str) -> None:
    """Refuse a design too small for its statistic.

    Raises
    ------
    InputError
        With the least size (`least_sizes.LEAST`).
    """
    least, n = LEAST[statistic], int(design.options["n"])
    if n < least.size:
        verb = Phrase("is") if n == 1 else Phrase("are")
        problem = "{n} {counted} {verb} too few: indices and intervals would be noise; {least} or more are needed."
        raise InputError(problem, field="design.n", n=n, counted=Phrase(least.of), verb=verb, least=least.size)


@dataclass(frozen=True)
class Factor:
    """What varies as one: a single uncertainty, or a group of them under the group's name."""

    name: str
    members: tuple[str, ...]

    @property
    def grouped(self) -> bool:
        """Whether it is a group of several."""
        return len(self.members) > 1


def factors_of(design: Design) -> tuple[Factor, ...]:
    """Return what varies as one in a design, in its order."""
    found: dict[str, list[str]] = {}
    for each in design.uncertainties:
        found.setdefault(each.group or each.name, []).append(each.name)
    return tuple(Factor(name, tuple(members)) for name, members in found.items())


def fitted(design: Design, values: npt.ArrayLike, kind: str, points: npt.ArrayLike | None = None) -> Floats:
    """Return the values of an outcome, [points, replicates], once they fit a design of a kind.

    Parameters
    ----------
    design : Design
    values : array [points] or [points, replicates]
        In the order of the design's points.
    kind : str
        Of the design that the analysis needs.
    points : array [points, uncertainties], optional
        At which the values were computed; they must be the design's.

    Raises
    ------
    InputError
        If the design is of another kind, or values or points are not those of its points, or nothing varies.
    """
    if design.kind != kind or design.given is not None:
        problem = (
            "this analysis needs the points of a {kind} design as it is sampled, and these are of another kind "
            "({other})."
        )
        raise InputError(problem, field="design", kind=kind, other=design.kind)
    found = numbers(values, "values")
    found = found[:, None] if found.ndim == 1 else found
    if found.ndim != 2 or len(found) != len(design) or not found.shape[1]:
        problem = "values of shape {shape} do not fit the design's {count:,} points; give one row each."
        raise InputError(problem, field="design", shape=np.shape(values), count=len(design))
    if points is not None and not np.array_equal(numbers(points, "points"), design.points):
        raise InputError("the values were computed at other points than the design's.", field="design")
    if holes := int((~np.isfinite(found)).any(axis=1).sum()):
        problem = "{holes:,} of {count:,} points have no value; every point needs one."
        raise InputError(problem, field="values", holes=holes, count=len(found))
    if np.ptp(found.mean(axis=1)) == 0.0:
        raise InputError(
            "the outcome is the same at every point, so there is nothing to explain; choose another one.",
            field="outcome",
        )
    return found


def stages(n: int, least: int) -> list[int]:
    """Return the sizes at which convergence is looked at: n / 4, n / 2 and n, as far as they reach ``least``."""
    return [n // each for each in STAGES if each == 1 or n // each >= least]
