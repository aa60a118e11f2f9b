"""The worlds in which a decision is weighed: what the evidence, or a fit to own data, leaves open about the company."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.company import Company
from ...model.outcomes import column
from ...model.schedule import Schedule
from ...model.simulation import Run, run, worker_count
from ...scenarios.core.scenario import Scenario
from ..comparing.robustness import at_behaviour
from ..evidence.ensemble import Ensemble

Floats = npt.NDArray[np.float64]

MOST_WORLDS = 64
"""Draws of a fit that a decision uses; they are picked by their weights."""


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

    def tasks(self, scenario: Scenario, months: int | None = None) -> list[tuple[Company, Schedule]]:
        """Return by world the company and what is done to it; equal organisations share a schedule."""
        known: dict[int, Schedule] = {}
        found = []
        for each in self.companies:
            key = id(each.organisation)
            if key not in known:
                here = scenario if each.organisation is scenario.company.organisation else replace(
                    scenario, company=each
                )  # fmt: skip
                known[key] = here.schedule if months is None else here.schedule.first(months)
            found.append((each, known[key]))
        return found

    def _each(self, scenario: Scenario, first: int, count: int, months: int | None, take: Callable[[Run], Any]) -> Any:
        """Run all worlds on threads and return what is taken of each, in their order."""
        tasks = self.tasks(scenario, months)

        def one(number: int) -> Any:
            company, plan = tasks[number]
            start = first + number * count
            return take(run(company, plan, replications=count, seed=self.seed, first_replicate=start, workers=1))

        threads = worker_count(self.workers)
        if threads == 1:
            return [one(number) for number in range(len(self))]
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(one, range(len(self)), chunksize=1))

    def values(self, scenario: Scenario, outcome: str, month: int, first: int, count: int) -> Floats:
        """Return an outcome in a month by world and replicate, [worlds, count]; replicates differ by world.

        Parameters
        ----------
        first, count : int
            World k has the replicates first + k count, first + k count + 1, ...: the same people and
            chance for every scenario.
        """
        place = column(outcome)
        return np.array(self._each(scenario, first, count, month, lambda done: done.values[:, month - 1, 0, place]))

    def runs(self, scenario: Scenario, first: int, count: int) -> Run:
        """Return whole runs, worlds one after the other, [worlds * count, months, places, outcomes]."""
        parts: list[Run] = self._each(scenario, first, count, None, lambda done: done)
        fired = np.concatenate([each.fired for each in parts])
        return Run(np.concatenate([each.values for each in parts]), None, first, fired)


def of_ensemble(scenario: Scenario, ensemble: Ensemble, seed: int, workers: int | None = None) -> Worlds:
    """Return the company at every parameter set of an ensemble."""
    _ = scenario.company.setting  # built once, before the sets share it
    companies = tuple(at_behaviour(scenario.company, each) for each in ensemble.members)
    return Worlds(ensemble.name, False, companies, seed, workers)


def of_fit(
    companies: Sequence[tuple[Scenario, float]], name: str, seed: int, workers: int | None = None,
    most: int = MOST_WORLDS,
) -> Worlds:  # fmt: skip
    """Return companies fitted to own data, as many of each as its weight deserves (systematic resampling).

    Kitagawa, G. (1996). Monte Carlo filter and smoother for non-Gaussian nonlinear state space models.
    Journal of Computational and Graphical Statistics 5, 1-25.
    """
    weights = np.array([weight for _, weight in companies], dtype=np.float64)
    number = min(most, len(companies)) if np.ptp(weights) == 0.0 else most
    start = np.random.default_rng(seed).random()
    edges = np.cumsum(weights / weights.sum())
    chosen = np.minimum(np.searchsorted(edges, (start + np.arange(number)) / number), len(companies) - 1)
    return Worlds(name, True, tuple(companies[int(k)][0].company for k in chosen), seed, workers)
