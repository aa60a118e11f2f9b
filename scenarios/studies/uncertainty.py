"""Uncertainties: numbers of the scenarios that are not known, with what they may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, unknown
from ..files.targets import Target, number, target_of

Floats = npt.NDArray[np.float64]
DISTRIBUTIONS = ("uniform", "loguniform", "normal", "triangular", "given")
_DEVIATIONS = 2.0
"""A normal distribution is cut off at its range, which reaches so many standard deviations to either side."""


@dataclass(frozen=True)
class Uncertainty:
    """A number of the scenarios that is not known.

    Parameters
    ----------
    name : str
        Dotted path of the number: ``behaviour.peer_weight``, ``levers.sponsorship`` (in all departments),
        ``organisation.departments.sales.resistance``, ``organisation.ties_inside``, ``market.margin``,
        ``prices.training``, ``features.lead_scoring.effort``, ``interventions.1.strength``, ``people``; or a bare
        declared name. In scenarios without that department, feature or intervention it changes nothing.
    low, high : float, optional
        Range, in the number's unit; by default the declared plausible range. Whole numbers stay whole.
    distribution : {"uniform", "loguniform", "normal", "triangular", "given"}
        How likely the values are: ``normal`` is cut off at its range, which reaches two standard deviations
        to either side; ``given`` is for points of one's own, within what is allowed.
    values : tuple of float
        The only values it takes, all equally likely, instead of a range.
    mode : float, optional
        Likeliest value of a triangular distribution; by default the middle.
    group : str
        Uncertainties of one group are varied together by Morris and Saltelli designs.

    Raises
    ------
    InputError
        For an unknown name, a range that runs backwards or leaves what is allowed, or an unknown distribution.

    Examples
    --------
    >>> Uncertainty("behaviour.peer_weight").low < Uncertainty("behaviour.peer_weight").high
    True
    """

    name: str
    low: float | None = None
    high: float | None = None
    distribution: str = "uniform"
    values: tuple[float, ...] = ()
    mode: float | None = None
    group: str = ""

    def __post_init__(self) -> None:
        target = target_of(self.name)
        try:
            self._complete(target)
            self._check(target)
        except InputError as error:
            raise error.within(field=self.name) from None

    def __repr__(self) -> str:
        low, high = self.range
        what = f"values={self.values}" if self.values else f"{low:g}, {high:g}, {self.distribution!r}"
        return f"Uncertainty({self.name!r}, {what})"

    def _complete(self, target: Target) -> None:
        """Fill in the range where it is left out."""
        values = self.values if isinstance(self.values, (tuple, list)) else (self.values,)
        object.__setattr__(self, "values", tuple(number(each, "values") for each in values))
        if self.values:
            low, high = min(self.values), max(self.values)
            if self.low not in (None, low) or self.high not in (None, high):
                raise InputError("give values, or low and high, not both.", field="values")
        elif self.distribution == "given":
            low, high = target.allowed
        else:
            known = target.plausible
            if known is None and (self.low is None or self.high is None):
                raise InputError("nothing is declared about how large it may be; give low and high.", field="low")
            low, high = known or (0.0, 0.0)
        object.__setattr__(self, "low", low if self.low is None else number(self.low, "low"))
        object.__setattr__(self, "high", high if self.high is None else number(self.high, "high"))

    def _check(self, target: Target) -> None:
        if self.distribution not in DISTRIBUTIONS:
            raise unknown("distribution", str(self.distribution), DISTRIBUTIONS).within(field="distribution")
        if not isinstance(self.group, str):
            raise InputError("{group!r} is not the name of a group.", group=self.group, field="group")
        low, high = self.range
        for name, value in [("low", low), ("high", high)] if not self.values else [("values", v) for v in self.values]:
            target.check(value, name)
        if self.values:
            self._check_values()
        elif low == high:
            raise InputError(
                "the range is the one value {low:g}, so nothing varies; give low and high.", low=low, field="low"
            )
        elif low > high:
            problem = "the range runs backwards, from {low:g} to {high:g}; low must be less than high."
            raise InputError(problem, field="low", low=low, high=high)
        elif self.distribution == "loguniform" and low <= 0.0:
            raise InputError("{low:g} has no logarithm; a loguniform range must begin above 0.", low=low, field="low")
        if self.mode is not None:
            self._check_mode(low, high)

    def _check_values(self) -> None:
        if self.distribution != "uniform":
            problem = "single values are all equally likely, so {distribution!r} does not go with them."
            raise InputError(problem, field="distribution", distribution=self.distribution)
        if len(set(self.values)) < len(self.values):
            raise InputError("a value appears twice; each is as likely as the others.", field="values")

    def _check_mode(self, low: float, high: float) -> None:
        if self.distribution != "triangular":
            raise InputError("only a triangular distribution has a mode.", field="mode")
        if not low <= (mode := number(self.mode, "mode")) <= high:
            raise InputError(
                "{mode:g} is outside the range from {low:g} to {high:g}.", mode=mode, low=low, high=high, field="mode"
            )
        object.__setattr__(self, "mode", mode)

    @cached_property
    def target(self) -> Target:
        """What the name stands for."""
        return target_of(self.name)

    def check(self, value: float) -> None:
        """Refuse a value of one's own that is outside the range or none of the single values.

        Parameters
        ----------
        value : float
            In the number's own unit.

        Raises
        ------
        InputError
            With what is allowed.
        """
        self.target.check(value)
        low, high = self.range
        if self.values and value not in self.values:
            problem = "{value:g} is none of the values {names}."
            raise InputError(problem, value=value, names=", ".join(f"{each:g}" for each in self.values))
        if not low <= value <= high:
            raise InputError(
                "{value:g} is outside the range from {low:g} to {high:g}.", value=value, low=low, high=high
            )

    @property
    def range(self) -> tuple[float, float]:
        """Lower and upper end."""
        assert self.low is not None
        assert self.high is not None
        return self.low, self.high

    @property
    def many(self) -> int:
        """How many equally likely values there are; 0 if they are not equally likely or any number."""
        if self.values:
            return len(self.values)
        (low, high), step = self.range, self.target.step
        return int((high - low) / step) + 1 if step and self.distribution == "uniform" else 0

    def levels(self, number: int) -> Floats:
        """Return the probabilities of evenly spaced levels, ends included; of single values and few numbers all.

        Parameters
        ----------
        number : int
            How many levels, 2 or more.

        Returns
        -------
        float64 array
            In [0, 1].
        """
        if not (many := self.many):
            return np.linspace(0.0, 1.0, number)
        count = many if self.values else min(many, number)
        return (np.round(np.linspace(0, many - 1, count)) + 0.5) / many

    def at(self, shares: Floats) -> Floats:
        """Return the values below which the number lies with these probabilities (the quantile function).

        Parameters
        ----------
        shares : float64 array
            In [0, 1].

        Returns
        -------
        float64 array
            In the number's own unit.
        """
        shares = np.asarray(shares, np.float64)
        if self.values:
            chosen = np.minimum((shares * len(self.values)).astype(np.int64), len(self.values) - 1)
            return np.array(self.values)[chosen]
        (low, high), step = self.range, self.target.step
        if many := self.many:
            return low + step * np.minimum(np.floor(shares * many), many - 1)
        found = np.clip(self._quantiles(shares, low, high), low, high)
        return low + step * np.floor((found - low) / step + 0.5) if step else found

    def _quantiles(self, shares: Floats, low: float, high: float) -> Floats:
        """Return the quantiles of the continuous distribution."""
        if self.distribution == "loguniform":
            return np.asarray(low * np.exp(shares * math.log(high / low)))
        if self.distribution == "normal":
            from scipy.special import ndtr, ndtri

            tail = float(ndtr(-_DEVIATIONS))
            deviations = ndtri(tail + shares * (1.0 - 2.0 * tail))
            return np.asarray((low + high) / 2.0 + deviations * (high - low) / (2.0 * _DEVIATIONS))
        if self.distribution == "triangular":
            mode = (low + high) / 2.0 if self.mode is None else self.mode
            bend = (mode - low) / (high - low)
            rising = low + np.sqrt(shares * (high - low) * (mode - low))
            falling = high - np.sqrt((1.0 - shares) * (high - low) * (high - mode))
            return np.where(shares < bend, rising, falling)
        return low + shares * (high - low)


def listed_uncertainties(given: object) -> tuple[Uncertainty, ...]:
    """Return uncertainties as a tuple.

    Raises
    ------
    InputError
        For anything but a list or tuple of them.
    """
    if not isinstance(given, (list, tuple)):
        raise InputError("{given!r} is not a list.", given=given, field="uncertainties")
    if wrong := [each for each in given if not isinstance(each, Uncertainty)]:
        raise InputError("{value!r} is no Uncertainty(...).", value=wrong[0], field="uncertainties")
    return tuple(given)


def check_together(uncertainties: Sequence[Uncertainty]) -> None:
    """Refuse two uncertainties that set the same number.

    Raises
    ------
    InputError
        With both names.
    """
    for one, other in combinations(uncertainties, 2):
        if one.target.meets(other.target):
            field = f"uncertainties.{other.name}"
            if one.name == other.name:
                raise InputError("it is given twice; keep one.", field=field)
            problem = "it overlaps with {name!r}: both set the same number; keep one."
            raise InputError(problem, field=field, name=one.name)
