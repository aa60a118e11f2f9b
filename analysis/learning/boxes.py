"""Boxes in the space of the uncertainties: their limits, and how much of the failing they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ...scenarios.ground.by_value import by_value
from .study_runs import Axis

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


@by_value
@dataclass(frozen=True)
class Limit:
    """What a box asks of one uncertainty.

    Attributes
    ----------
    name : str
    low, high : float
        Least and greatest value inside, both included, in the uncertainty's unit.
    least, greatest : float
        Range of the uncertainty; a limit at its end asks nothing.
    p : float
        Quasi-p-value: chance of so many failing points in the box if this uncertainty told nothing (binomial test
        against the box without its limits). The limits were chosen on the same points, so it is on the small side.
    """

    name: str
    low: float
    high: float
    least: float
    greatest: float
    p: float

    @property
    def from_below(self) -> bool:
        """Whether small values are outside."""
        return self.low > self.least

    @property
    def from_above(self) -> bool:
        """Whether large values are outside."""
        return self.high < self.greatest


@by_value
@dataclass(frozen=True)
class HeldOut:
    """How a box does on points that were not used to find it.

    Attributes
    ----------
    points, failing : int
        Held-out points that lie in the boxes found without them, and how many of these fail.
    of_points, of_failing : int
        Points and failing points in all.
    p : float
        Chance of so many failing ones inside if boxes told nothing about failing (hypergeometric test).
    """

    points: int
    failing: int
    of_points: int
    of_failing: int
    p: float

    @property
    def coverage(self) -> float:
        """Share of the failing points that lie inside."""
        return self.failing / self.of_failing

    @property
    def density(self) -> float:
        """Share of the points inside that fail; NaN without any."""
        return self.failing / self.points if self.points else float("nan")


@dataclass(frozen=True)
class Box:
    """A part of the space of the uncertainties, by limits.

    Attributes
    ----------
    limits : tuple of Limit
        Of the uncertainties it restricts, the most telling first.
    points, failing : int
        Points inside, and how many of these fail.
    of_points, of_failing : int
        Points and failing points in all.
    check : HeldOut or None
        How it does on points that were not used to find it.

    References
    ----------
    Bryant, B. P. and Lempert, R. J. (2010). Thinking inside the box: a participatory, computer-assisted approach
    to scenario discovery. Technological Forecasting and Social Change 77, 34-49 (coverage, density, quasi-p-values).
    """

    limits: tuple[Limit, ...]
    points: int
    failing: int
    of_points: int
    of_failing: int
    check: HeldOut | None = None

    @property
    def coverage(self) -> float:
        """Share of all failing points that lie inside."""
        return self.failing / self.of_failing

    @property
    def density(self) -> float:
        """Share of the points inside that fail."""
        return self.failing / self.points

    @property
    def mass(self) -> float:
        """Share of all points that lie inside."""
        return self.points / self.of_points

    @property
    def restricted(self) -> int:
        """Number of uncertainties with a limit."""
        return len(self.limits)

    def holds(self, points: Floats, names: Sequence[str]) -> Flags:
        """Return which points lie inside.

        Parameters
        ----------
        points : float64 array [points, uncertainties]
        names : sequence of str
            Names of the columns.
        """
        inside = np.ones(len(points), np.bool_)
        for each in self.limits:
            column = points[:, list(names).index(each.name)]
            inside &= (column >= each.low) & (column <= each.high)
        return inside


@dataclass(frozen=True, eq=False)
class Space:
    """Points by rank, uncertainty by uncertainty, so that scales and distributions do not matter.

    A box is then [uncertainties, 2]: first and last rank inside.
    """

    axes: tuple[Axis, ...]
    points: Floats

    @cached_property
    def values(self) -> list[Floats]:
        """Different values of each uncertainty, ascending."""
        return [np.unique(column) for column in self.points.T]

    @cached_property
    def ranks(self) -> Places:
        """Place of each point's values among them, [points, uncertainties]."""
        pairs = zip(self.values, self.points.T, strict=True)
        return np.column_stack([np.searchsorted(values, column) for values, column in pairs])

    @cached_property
    def whole(self) -> Places:
        """The box that holds everything."""
        return np.array([[0, len(values) - 1] for values in self.values])

    def inside(self, boxes: Places) -> Flags:
        """Return which points lie in which boxes, [boxes, points]."""
        found = np.ones((len(boxes), len(self.points)), np.bool_)
        for k, column in enumerate(self.ranks.T):
            found &= (column >= boxes[:, k, :1]) & (column <= boxes[:, k, 1:])
        return found

    def described(self, box: Places, fails: Flags, among: Flags, check: HeldOut | None = None) -> Box:
        """Return a box in the uncertainties' own values, as it does among some of the points."""
        inside = self.inside(box[None])[0] & among
        count, failing = int(inside.sum()), int((fails & inside).sum())
        moved = np.flatnonzero((box != self.whole).any(axis=1))
        limits = [self._limit(k, box, fails, among, (count, failing)) for k in moved.tolist()]
        limits.sort(key=lambda each: each.p)
        return Box(tuple(limits), count, failing, len(fails), int(fails.sum()), check)

    def _limit(self, k: int, box: Places, fails: Flags, among: Flags, counts: tuple[int, int]) -> Limit:
        from scipy.stats import binom

        wider = box.copy()
        wider[k] = self.whole[k]
        there = self.inside(wider[None])[0] & among
        share = float(fails[there].mean())
        axis, (low, high) = self.axes[k], self._ends(k, box[k])
        return Limit(axis.name, low, high, axis.low, axis.high, float(binom.sf(counts[1] - 1, counts[0], share)))

    def _ends(self, k: int, ends: Places) -> tuple[float, float]:
        """Return the limits between two points, or at a value where only single ones are possible."""
        axis, values, (first, last) = self.axes[k], self.values[k], ends.tolist()
        outside = (values[max(first - 1, 0)], values[min(last + 1, len(values) - 1)])
        if axis.stepped:
            outside = (values[first], values[last])
        low = axis.low if first == 0 else float(values[first] + outside[0]) / 2.0
        high = axis.high if last == len(values) - 1 else float(values[last] + outside[1]) / 2.0
        return low, high
