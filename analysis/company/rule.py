"""The rule that tells real use from the bare minimum: an export shows clicks, not intent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, nearest
from ...scenarios.ground.by_value import by_value
from ...scenarios.usage.usage import Usage

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

TOUCHED_FROM = 2.0
"""Uses in a month from which a feature counts as used at all: one click is a look (judgement)."""
DEEP_FROM = 8.0
"""Uses in a month from which use counts as real, where the export's own counts do not part (judgement)."""
FEWEST = 40
"""Person-months in use of a feature below which its counts are not parted."""
APART = 2.5
"""Ratio of the two groups' typical counts below which they are one group (judgement)."""
ROUNDS, NARROWEST = 60, 0.25
"""Rounds of the fit of the two groups, and the least spread of a group's logarithm."""
SETTINGS = ("touched_from", "deep_from")


@by_value
@dataclass(frozen=True)
class Rule:
    """Uses in a month from which a feature is touched, and from which its use is real.

    Attributes
    ----------
    features : tuple of str
    deep_from : tuple of float
        One for each feature.
    origin : tuple of {"given", "found", "usual"}
        Whether the number was given, found in the counts, or is the usual one.
    touched_from : float
    """

    features: tuple[str, ...]
    deep_from: tuple[float, ...]
    origin: tuple[str, ...]
    touched_from: float = TOUCHED_FROM

    def deep(self, counts: npt.NDArray[Any]) -> Mask:
        """Return which counts, [..., F], are real use."""
        return np.asarray(counts >= np.array(self.deep_from))

    def touched(self, counts: npt.NDArray[Any]) -> Mask:
        """Return which counts, [..., F], are use at all."""
        return np.asarray(counts >= self.touched_from)


def _cut(counts: Floats) -> float | None:
    """Return from where a count is rather one of many uses than of few, None if counts are one group.

    Two normal distributions of the logarithm, fitted by expectation and maximisation (McLachlan and
    Peel 2000, Finite Mixture Models); the cut is where both are equally likely.
    """
    if len(counts) < FEWEST:
        return None
    values, numbers = np.unique(counts, return_counts=True)
    x, n = np.log(values), numbers / numbers.sum()
    upper = np.log(np.quantile(counts, 0.75))
    mean, spread, share = np.array([upper - 2.0, upper]), np.array([0.6, 0.6]), np.array([0.5, 0.5])
    for _ in range(ROUNDS):
        likely = share / spread * np.exp(-0.5 * ((x[:, None] - mean) / spread) ** 2) + 1e-300
        part = n[:, None] * likely / likely.sum(axis=1, keepdims=True)
        share = np.maximum(part.sum(axis=0), 1e-6)
        mean = (part * x[:, None]).sum(axis=0) / share
        spread = np.sqrt((part * (x[:, None] - mean) ** 2).sum(axis=0) / share + NARROWEST**2)
    likely = share / spread * np.exp(-0.5 * ((x[:, None] - mean) / spread) ** 2)
    many = (likely[:, 1] >= likely[:, 0]) & (x > mean[0])
    if mean[1] - mean[0] < np.log(APART) or share.min() < 0.03 or not many.any():
        return None
    return float(values[int(np.argmax(many))])


def rule_of(
    counts: npt.NDArray[Any], features: Sequence[str], given: Mapping[str, float] | None = None
) -> Rule:  # fmt: skip
    """Return the rule for an export.

    Parameters
    ----------
    counts : array [P, T, F]
    given : mapping of str to float, optional
        ``touched_from``, ``deep_from`` (for all features) or a feature's name, in uses a month; what is
        not given is found in the counts where they part, and `DEEP_FROM` otherwise.

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
    cuts, origins = [], []
    for f, name in enumerate(features):
        own = given.get(name, given.get("deep_from"))
        flat = np.asarray(counts[..., f], float).ravel()
        found = None if own is not None else _cut(flat[flat >= touched])
        cuts.append(float(own if own is not None else found if found is not None else DEEP_FROM))
        origins.append("given" if own is not None else "found" if found is not None else "usual")
    return Rule(tuple(features), tuple(max(cut, touched) for cut in cuts), tuple(origins), touched)


def rule_of_usage(usage: Usage, given: Mapping[str, float] | None = None) -> Rule:
    """Return the rule for an export; without counts all use counts as touched and none can be told to be real."""
    if not usage.has_counts:
        never = tuple(np.inf for _ in usage.features)
        return Rule(usage.features, never, tuple("usual" for _ in usage.features), 1.0)
    return rule_of(usage.counts[usage.present & usage.seen], usage.features, given)
