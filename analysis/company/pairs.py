"""Pairs of person and feature in use: how probable each way of working is in each month, given possible ways."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .habits import smoothed
from .ways import COUNTS, Floats, Ints, Mask, Seen, Ways

STAY = (0.80, 0.97)
"""Chance to work next month as in this one (judgement; drawn)."""
APART = 0.35
"""Spread of the log odds of real use by department and by department and feature, before the counts (judgement)."""
ROUNDS = 3


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs with any use in the months of the export (n of them, T months).

    Attributes
    ----------
    person, feature, group : int array [n]
        The group is that of department and feature.
    cell, beat : int array [T, n]
        What was seen (`Seen`).
    there : bool array [T, n]
        Whether it is known.
    touched : bool array [T, n]
        Whether there was more than a look.
    shape : tuple of int
        Number of departments and of features.
    """

    person: Ints
    feature: Ints
    group: Ints
    cell: Ints
    beat: Ints
    there: Mask
    touched: Mask
    shape: tuple[int, int]

    @classmethod
    def of(cls, seen: Seen, used: Mask, touched: Mask, known: Mask, department: Ints, departments: int) -> Pairs:
        """Return the pairs of an export with any use."""
        person, feature = np.nonzero(used.any(axis=1))
        cell, beat = (each[person, :, feature].T for each in (seen.cell, seen.beat))
        there, more = (each[person, :, feature].T for each in (known, touched))
        group = department[person] * used.shape[2] + feature
        return cls(person, feature, group, cell, beat, there, more, (departments, used.shape[2]))

    def summed(self, values: npt.NDArray[np.float64] | Mask) -> Floats:
        """Return sums over the pairs of each group, [T, groups]."""
        groups = self.shape[0] * self.shape[1]
        return np.array([np.bincount(self.group, row, minlength=groups) for row in values.astype(float)])

    def worked(self, ways: Ways, taken: Ints, chance: np.random.Generator) -> tuple[Floats, Floats]:
        """Return how probable real work and the bare minimum are under one pair of ways for each feature, [T, n].

        How many work each way is found by department and feature, and by month, from all pairs together.
        """
        likely = self._likely(ways, taken)
        share = ways.share[taken]
        departments, features = self.shape
        apart = chance.standard_normal((departments, features)) + chance.standard_normal((departments, 1))
        odds = (np.log(share / (1.0 - share)) + APART * apart).ravel()
        size, trend, stay = self.summed(self.there), np.zeros((len(likely), 1)), float(chance.uniform(*STAY))
        busy = (self.summed(self.touched & self.there) + 0.5) / (size + 1.0)
        deep = least = np.zeros(self.cell.shape)
        for _ in range(ROUNDS):
            part = 1.0 / (1.0 + np.exp(-(odds + trend)))
            busy = np.clip(busy, 0.02, 0.98)
            usual = np.stack([1.0 - busy, busy * (1.0 - part), busy * part], axis=1)
            found = smoothed(likely, usual, stay, self.group)
            deep, least = found[:, 2] * self.there, found[:, 1] * self.there
            real, use = self.summed(deep), self.summed(deep + least)
            odds = odds + _shift(real, use, part, axis=0)
            step = _shift(real, use, part, axis=1)[:, None]
            trend = trend + step - step.mean()
            busy = (use + 0.5) / (size + 1.0)
        return deep, least

    def _likely(self, ways: Ways, taken: Ints) -> Floats:
        """Return how likely what was seen is by way of working, [T, 3, n]."""
        counts, beats, size = ways.likely[taken], ways.beats[taken], self.cell % (len(COUNTS) + 1)
        found = [
            np.where(self.there, counts[self.feature, way, self.cell] * beats[self.feature, way, size, self.beat], 1.0)
            for way in range(3)
        ]
        return np.stack(found, axis=1) + 1e-12


def _shift(real: Floats, use: Floats, part: Floats, axis: int) -> Floats:
    """Return by how much the log odds of real use must move for the sums to agree with what was found."""
    whole = use.sum(axis=axis)
    return _log_odds(real.sum(axis=axis), whole) - _log_odds((use * part).sum(axis=axis), whole)


def _log_odds(part: Floats, whole: Floats) -> Floats:
    return np.asarray(np.log((part + 1.0) / (whole - part + 1.0)))
