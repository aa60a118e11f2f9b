"""The worlds in which a decision is weighed: what the evidence, or a fit to own data, leaves open about the company."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.company import Company
from ...model.outcomes import column
from ...model.simulation import Run
from ...scenarios.core.running import run_scenario
from ...scenarios.core.scenario import Scenario
from ..evidence.behaviour import uncertain
from ..evidence.ensemble import Ensemble
from ..evidence.fit_draws import EACH, Fit

Floats = npt.NDArray[np.float64]

COMPARED, SEARCHED, CHOSEN, LEARNED = 0, 100_000_000, 200_000_000, 300_000_000
"""First replicates of the final comparison, the search, the choice among its best, and of early signs.

The final comparison has the replicates that every other command has, so that they say the same of the same mix.
"""
CHOICE, FINAL = 8, EACH
"""Companies by world in the choice and in the final comparison."""


@dataclass(frozen=True, eq=False)
class Worlds:
    """Companies that are equally likely, and the chance in them.

    Attributes
    ----------
    name : str
        What they were drawn from: an ensemble, or a fit.
    fitted : bool
        Whether they were fitted to the company's own data.
    companies : tuple of Company
        The same people and departments, other behaviour (and, fitted, other levers).
    seed : int
    workers : int or None
        Threads; results do not depend on them.
    """

    name: str
    fitted: bool
    companies: tuple[Company, ...]
    seed: int
    workers: int | None = None

    def __len__(self) -> int:
        return len(self.companies)

    def _run(self, scenario: Scenario, first: int, count: int, months: int | None = None) -> Run:
        """Run all worlds, each ``count`` times: replicate k is of world k modulo their number, as everywhere."""
        start, number = first - first % len(self), count * len(self)
        how: dict[str, Any] = {"replications": number, "seed": self.seed, "first_replicate": start}
        return run_scenario(scenario.with_draws(self.companies), months, workers=self.workers, **how)

    def values(self, scenario: Scenario, outcome: str, month: int, first: int, count: int) -> Floats:
        """Return an outcome in a month by world and replicate, [worlds, count]; replicates differ by world.

        Parameters
        ----------
        first, count : int
            World k has the replicates first + k, first + k + worlds, ...: the same people and chance for every
            scenario.
        """
        done = self._run(scenario, first, count, month)
        return by_world(done.values[:, month - 1, 0, column(outcome)], len(self))

    def runs(self, scenario: Scenario, first: int, count: int) -> Run:
        """Return whole runs, [worlds * count, months, places, outcomes]: worlds in turn."""
        return self._run(scenario, first, count)


def by_world(values: Floats, worlds: int) -> Floats:
    """Return values of replicates that take worlds in turn by world and replicate, [worlds, count]."""
    return np.ascontiguousarray(values.reshape(-1, worlds).T)


def of_ensemble(scenario: Scenario, ensemble: Ensemble, seed: int, workers: int | None = None) -> Worlds:
    """Return the company at every parameter set of an ensemble, as every other command takes it."""
    return Worlds(ensemble.name, False, uncertain(scenario, ensemble).draws, seed, workers)


def of_fit(fit: Fit, seed: int, workers: int | None = None) -> Worlds:
    """Return the companies that a fit leaves, those that every other command takes in turn too."""
    return Worlds(fit.name, True, fit.could_be, seed, workers)
