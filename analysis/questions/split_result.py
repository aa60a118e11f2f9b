"""What comes of splitting budgets between technology and organisation, over an ensemble; numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ...scenarios.core.purchases import overspent
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.adding import added
from ..base.least_sizes import enough
from ..base.ranges import SETS
from ..words.phrases import is_points
from .gain import Gain
from .over_sets import Asked
from .split_division import divisions

Floats = npt.NDArray[np.float64]

AS_GOOD = 0.01
"""A split within a point of the best is as good; where the outcome is no share, within this part of its level."""
TWENTY, EIGHTY = 0.2, 0.8
"""The shares of the article's rule: a fifth technology, four fifths organisation."""
_RESAMPLES, _ROOT = 1000, 20_80
_LIMITS = (0.025, 0.975)


@dataclass(frozen=True, eq=False)
class SplitResult:
    """What comes of splitting budgets between technology and organisation.

    Attributes
    ----------
    asked : Asked
        Company, ensemble, outcome, month, replicates per parameter set and seed.
    budgets : tuple of float
        EUR a head, from the smallest.
    shares : tuple of float
        Shares for technology in [0, 1], from the smallest.
    values : float64 array [parameter sets, budgets, shares, replicates]
        The outcome, in its unit.
    nothing : float64 array [parameter sets, replicates]
        The same where nothing more is spent.
    """

    asked: Asked
    budgets: tuple[float, ...]
    shares: tuple[float, ...]
    values: Floats
    nothing: Floats

    @cached_property
    def plans(self) -> list[Scenario]:
        """The scenarios: nothing more is spent, then every budget at every share."""
        return divisions(self.asked.scenario, self.budgets, self.shares)

    @cached_property
    def idle(self) -> Floats:
        """Which part of each budget buys nothing, because something is at full strength, [budgets, shares]."""
        found = [added(each.idle for each in overspent(plan)) for plan in self.plans[1:]]
        by_budget = np.reshape(np.array(found), (len(self.budgets), -1))
        return np.asarray(by_budget / (np.array(self.budgets)[:, None] * self.asked.heads))

    def mean(self, budget: int) -> Floats:
        """Return the mean over parameter sets and replicates by share.

        Parameters
        ----------
        budget : int
            Which of the budgets, from 0.

        Returns
        -------
        float64 array [shares]
            In the outcome's unit.
        """
        return np.asarray(self.values[:, budget].mean(axis=(0, 2)))

    def best(self, budget: int) -> float:
        """Return the share for technology that is best on average.

        Parameters
        ----------
        budget : int
            Which of the budgets, from 0.

        Returns
        -------
        float
            In [0, 1]; of several alike the smallest.
        """
        return self.shares[self._best(budget)]

    def best_limits(self, budget: int) -> tuple[float, float]:
        """Return the 95 % interval of the best share.

        Parameter sets and companies are drawn anew, each with replacement, and the best share is looked for again.

        Parameters
        ----------
        budget : int
            Which of the budgets, from 0.

        Returns
        -------
        tuple of float
            Two of the shares; NaN with fewer than two parameter sets or replicates.
        """
        values = self.values[:, budget] * self.asked.direction
        sets, _, companies = values.shape
        if not (enough("interval", sets) and enough("interval", companies)):
            return np.nan, np.nan
        chance = np.random.default_rng(_ROOT)
        a = chance.multinomial(sets, np.full(sets, 1.0 / sets), _RESAMPLES) / sets
        b = chance.multinomial(companies, np.full(companies, 1.0 / companies), _RESAMPLES) / companies
        found = np.einsum("ns,skr,nr->nk", a, values, b, optimize=True).argmax(axis=1)
        low, high = np.quantile(found, _LIMITS, method="closest_observation")
        return self.shares[int(low)], self.shares[int(high)]

    def region(self, budget: int) -> tuple[float, float]:
        """Return from which to which share it is as good as the best: within a point of it, without a gap.

        Parameters
        ----------
        budget : int
            Which of the budgets, from 0.

        Returns
        -------
        tuple of float
            Two of the shares.
        """
        good = self._as_good(self.mean(budget))
        low = high = self._best(budget)
        while low > 0 and good[low - 1]:
            low -= 1
        while high + 1 < len(good) and good[high + 1]:
            high += 1
        return self.shares[low], self.shares[high]

    def by_set(self, budget: int) -> tuple[float, float]:
        """Return between which shares the best lies in nine parameter sets of ten.

        Parameters
        ----------
        budget : int
            Which of the budgets, from 0.

        Returns
        -------
        tuple of float
            Two of the shares; NaN with fewer than 20 parameter sets.
        """
        if not enough("range", self.asked.sets):
            return np.nan, np.nan
        best = (self.values[:, budget].mean(axis=2) * self.asked.direction).argmax(axis=1)
        low, high = np.quantile(best, SETS, method="closest_observation")
        return self.shares[int(low)], self.shares[int(high)]

    def as_good(self, budget: int) -> list[int]:
        """Return by share in how many parameter sets it is within a point of that set's best.

        Parameters
        ----------
        budget : int
            Which of the budgets, from 0.

        Returns
        -------
        list of int
            By share.
        """
        return [int(n) for n in self._as_good(self.values[:, budget].mean(axis=2)).sum(axis=0)]

    def gain(self, budget: int, share: float) -> Gain:
        """Return what a budget at a share changes against spending nothing more.

        Parameters
        ----------
        budget : int
            Which of the budgets, from 0.
        share : float
            One of the shares.

        Returns
        -------
        Gain
        """
        return Gain.of(self._at(budget, share) - self.nothing, self.asked.direction)

    def against(self, budget: int, share: float, other: float) -> Gain:
        """Return what one share changes against another at a budget.

        Parameters
        ----------
        budget : int
            Which of the budgets, from 0.
        share, other : float
            Two of the shares.

        Returns
        -------
        Gain
        """
        return Gain.of(self._at(budget, share) - self._at(budget, other), self.asked.direction)

    def _at(self, budget: int, share: float) -> Floats:
        return np.asarray(self.values[:, budget, self.shares.index(share)])

    def _best(self, budget: int) -> int:
        return int(np.argmax(self.mean(budget) * self.asked.direction))

    def _as_good(self, means: Floats) -> npt.NDArray[np.bool_]:
        """Return which shares (the last index) are as good as the best."""
        better = means * self.asked.direction
        best = better.max(axis=-1, keepdims=True)
        return np.asarray(better >= best - (AS_GOOD if is_points(self.asked.outcome) else AS_GOOD * np.abs(best)))
