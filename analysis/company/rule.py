"""What the user says of counts: from how many uses a month a feature is touched, and from how many use is real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, nearest
from ...scenarios.ground.by_value import by_value
from ...scenarios.usage.usage import Usage

Mask = npt.NDArray[np.bool_]

TOUCHED_FROM = 2.0
"""Uses in a month from which a feature counts as used at all: one click is a look (judgement)."""
SETTINGS = ("touched_from", "deep_from")


@by_value
@dataclass(frozen=True)
class Rule:
    """Uses in a month from which a feature is touched, and from which its use is real where that was said.

    Attributes
    ----------
    features : tuple of str
    deep_from : tuple of float
        One for each feature; infinite where it was not said and is read from the counts (`RealUse`).
    touched_from : float
    """

    features: tuple[str, ...]
    deep_from: tuple[float, ...]
    touched_from: float = TOUCHED_FROM

    @property
    def given(self) -> Mask:
        """Return for which features a number was given."""
        return np.asarray(np.isfinite(np.array(self.deep_from)))

    def deep(self, counts: npt.NDArray[Any]) -> Mask:
        """Return which counts, [..., F], are real use by the numbers given."""
        return np.asarray(counts >= np.array(self.deep_from))

    def touched(self, counts: npt.NDArray[Any]) -> Mask:
        """Return which counts, [..., F], are use at all."""
        return np.asarray(counts >= self.touched_from)


def rule_of(features: Sequence[str], given: Mapping[str, float] | None = None) -> Rule:
    """Return the rule for an export.

    Parameters
    ----------
    given : mapping of str to float, optional
        ``touched_from``, ``deep_from`` (for all features) or a feature's name, in uses a month.

    Raises
    ------
    InputError
        For a name that is neither, or a number below 1.
    """
    given = given or {}
    for name, value in given.items():
        if name not in (*SETTINGS, *features):
            problem = "unknown name {name!r}.{near}"
            raise InputError(problem, field=f"rule.{name}", name=name, near=nearest(name, (*SETTINGS, *features)))
        if value < 1.0:
            raise InputError("{value:g} is not allowed; give 1 use a month or more.", value=value, field=f"rule.{name}")
    touched = given.get("touched_from", TOUCHED_FROM)
    numbers = [given.get(name, given.get("deep_from", np.inf)) for name in features]
    return Rule(tuple(features), tuple(max(float(each), touched) for each in numbers), touched)


def rule_of_usage(usage: Usage, given: Mapping[str, float] | None = None) -> Rule:
    """Return the rule for an export; without counts all use counts as touched and none can be told to be real."""
    if not usage.has_counts:
        return Rule(usage.features, tuple(np.inf for _ in usage.features), 1.0)
    return rule_of(usage.features, given)
