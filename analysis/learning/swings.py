"""Swings of a one-at-a-time design: how far an outcome moves when one uncertainty leaves the base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy.typing as npt

from ...scenarios.ground.by_value import by_value
from ..base.effects import interval
from .factors import Estimate, Floats, fitted

if TYPE_CHECKING:
    from ...scenarios.studies.designs import Design


@by_value
@dataclass(frozen=True)
class Level:
    """A value of an uncertainty, and by how much the outcome differs from the base there."""

    value: float
    change: Estimate


@by_value
@dataclass(frozen=True)
class Swing:
    """One uncertainty alone.

    Attributes
    ----------
    name : str
    base : float
        Its value at the base.
    levels : tuple of Level
        Its values, from low to high.
    """

    name: str
    base: float
    levels: tuple[Level, ...]

    @property
    def low(self) -> Level:
        """Where the outcome is lowest."""
        return min(self.levels, key=lambda each: each.change.value)

    @property
    def high(self) -> Level:
        """Where the outcome is highest."""
        return max(self.levels, key=lambda each: each.change.value)

    @property
    def width(self) -> float:
        """How far the outcome moves in all, the base included."""
        return max(self.high.change.value, 0.0) - min(self.low.change.value, 0.0)


@dataclass(frozen=True, eq=False)
class Swings:
    """What each uncertainty does by itself.

    Attributes
    ----------
    swings : tuple of Swing
    base : Estimate
        The outcome at the base.
    replications : int
        Pairs behind each difference; with one there are no intervals (NaN).
    """

    swings: tuple[Swing, ...]
    base: Estimate
    replications: int

    @property
    def order(self) -> list[int]:
        """Positions of the uncertainties, the widest swing first."""
        return sorted(range(len(self.swings)), key=lambda k: -self.swings[k].width)


def swings(design: Design, values: npt.ArrayLike, points: npt.ArrayLike | None = None) -> Swings:
    """Return how far the outcome moves from the base, one uncertainty at a time: no store and no engine are needed.

    Parameters
    ----------
    design : Design
        Of kind ``one_at_a_time``.
    values : array [points] or [points, replicates]
        The outcome; differences are replicate by replicate, the same people and chance in both.
    points : array, optional
        At which the values were computed; refused if they are not the design's.

    Raises
    ------
    InputError
        If values, points or the kind of the design do not fit.
    """
    found = fitted(design, values, "one_at_a_time", points)
    at, row, made = design.points, 1, []
    for k, each in enumerate(design.uncertainties):
        rows = range(row, row + len(each.levels(design.options["levels"])))
        row = rows.stop
        levels = [Level(float(at[r, k]), _mean(found[r] - found[0])) for r in rows]
        made.append(Swing(each.name, float(at[0, k]), tuple(sorted(levels, key=lambda level: level.value))))
    return Swings(tuple(made), _mean(found[0]), found.shape[1])


def _mean(values: Floats) -> Estimate:
    """Return a mean over replicates with Student's interval; none for one replicate, and where nothing varies."""
    return Estimate(*interval(values))
