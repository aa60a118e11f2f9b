"""What was found of policies: which were judged, how they do in companies kept aside; numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.in_brief import in_brief
from ...model.outcomes import OUTCOME
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ..comparing.comparison import ComparisonResult
from ..learning.discovery import Discovery
from .fronts import Robustness, nondominated, regrets, robustness

Floats = npt.NDArray[np.float64]

REGRET = "regret"
"""Beside outcomes, what can be aimed at: the 90th percentile over worlds of the regret in the first of them."""
NOTHING, FIXED, CHOSEN = 0, 1, 2
"""Places among the options: nothing done, the best fixed plan, the policy that was chosen; then the other policies."""


@in_brief
@by_value
@dataclass(frozen=True)
class Aims:
    """What is asked of a policy.

    Parameters
    ----------
    budget : float
        EUR that no company spends more than.
    objectives : tuple of str
        Outcomes, the most important first, and perhaps ``regret``.
    month : int
        Month in which they count, from 1.
    enough : float
        What is asked for of the first, in its unit.
    """

    budget: float
    objectives: tuple[str, ...]
    month: int
    enough: float

    @property
    def main(self) -> str:
        """The first objective, by which regret is told."""
        return self.objectives[0]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The objectives that are outcomes."""
        return tuple(each for each in self.objectives if each != REGRET)

    def good(self, values: Floats) -> Floats:
        """Return outcomes so that more is better, [..., outcomes, worlds, replicates]."""
        signs = np.array([float(OUTCOME[name].direction) for name in self.outcomes])
        return np.asarray(values * signs[:, None, None])

    def points(self, values: Floats, rivals: Floats) -> Floats:
        """Return the objectives of an option, the larger the better, [objectives].

        Parameters
        ----------
        values : float64 array [outcomes, worlds, replicates]
        rivals : float64 array [options, worlds]
            The first objective of what it is held against, the larger the better.
        """
        good = self.good(values).mean(axis=2)
        far = regrets(np.vstack([good[:1], rivals]))[0]
        by_name = dict(zip(self.outcomes, good.mean(axis=1), strict=True)) | {REGRET: -float(np.quantile(far, 0.9))}
        return np.array([by_name[name] for name in self.objectives])


@in_brief
@dataclass(frozen=True, eq=False)
class PoliciesResult:
    """Policies found over some members of an ensemble and judged on the others.

    Attributes
    ----------
    aims : Aims
    base : Scenario
        The company without any programme.
    ensemble : str
        Name of the ensemble whose members take part.
    members : tuple of int
        How many members were searched on, and how many kept aside.
    seed, trials : int
        Of the search; the best fixed plan had as many trials.
    options : tuple of Scenario
        Nothing, the best fixed plan, the policy chosen, then other policies of the Pareto set.
    values : float64 array [options, outcomes, worlds, replicates]
        The outcomes aimed at, in the companies kept aside.
    spent : float64 array [options, worlds, replicates]
        EUR within the horizon.
    seen : float64 array [options, objectives]
        The objectives of the options in the companies of the search, the larger the better.
    tried : float64 array [tried, objectives]
        The same of all policies tried that keep to the budget.
    comparison : ComparisonResult
        Nothing, the best fixed plan and the policy chosen (if it is another), in the companies kept aside: the verdict.
    failure : Discovery or None
        Under which behaviour the policy chosen falls short of what is asked for; None with too few members.
    """

    aims: Aims
    base: Scenario
    ensemble: str
    members: tuple[int, int]
    seed: int
    trials: int
    options: tuple[Scenario, ...]
    values: Floats
    spent: Floats
    seen: Floats
    tried: Floats
    comparison: ComparisonResult
    failure: Discovery | None

    @property
    def chosen(self) -> Scenario:
        """The policy chosen: of those in the Pareto set the one with the least regret at the 90th percentile."""
        return self.options[CHOSEN]

    @property
    def fixed(self) -> Scenario:
        """The best fixed plan of the same money."""
        return self.options[FIXED]

    @property
    def same(self) -> bool:
        """Whether the policy chosen is the best fixed plan itself."""
        return frozenset(self.chosen.interventions) == frozenset(self.fixed.interventions)

    @property
    def policies(self) -> tuple[Scenario, ...]:
        """The policies judged, the one chosen first."""
        return self.options[CHOSEN:]

    def by_world(self) -> Floats:
        """Return the first objective by option and company kept aside, the larger the better.

        Returns
        -------
        float64 array [options, worlds]
            In its unit.
        """
        return np.asarray(np.stack([self.aims.good(each)[0].mean(axis=1) for each in self.values]))

    def means(self) -> Floats:
        """Return the outcomes aimed at by option, mean over the companies kept aside.

        Returns
        -------
        float64 array [options, outcomes]
            In their units.
        """
        return np.asarray(self.values.mean(axis=(2, 3)))

    def robust(self) -> tuple[Robustness, ...]:
        """Return by option how robust it is over the companies kept aside, each held against all others.

        Returns
        -------
        tuple of Robustness
        """
        enough = OUTCOME[self.aims.main].direction * self.aims.enough
        return robustness(self.by_world(), enough)

    def judged(self) -> Floats:
        """Return the objectives by option in the companies kept aside, the larger the better.

        Returns
        -------
        float64 array [options, objectives]
        """
        worlds = self.by_world()
        return np.stack([self.aims.points(each, worlds) for each in self.values])

    def on_front(self) -> Sequence[bool]:
        """Return which policies no other one beats in all objectives in the companies kept aside either.

        Returns
        -------
        sequence of bool
            In the order of `policies`.
        """
        return [bool(each) for each in nondominated(self.judged()[CHOSEN:])]

    def optimism(self) -> float:
        """Return by how much the search flattered the policy chosen in the first objective, in its unit.

        Returns
        -------
        float
            Positive where it did better in the companies of the search than in those kept aside.
        """
        return float(self.seen[CHOSEN, 0] - self.judged()[CHOSEN, 0])

    def against_fixed(self) -> tuple[float, ...]:
        """Return the regret of each option against the best fixed plan alone, 90th percentile over companies.

        Returns
        -------
        tuple of float
            In the unit of the first objective, 0 or more.
        """
        worlds = self.by_world()
        behind = np.maximum(worlds[FIXED] - worlds, 0.0)
        return tuple(float(each) for each in np.quantile(behind, 0.9, axis=1))
