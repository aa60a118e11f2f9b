"""Judge: does the answer hold at other behaviour? The same comparison at every parameter set of an ensemble.

Two kinds of uncertainty are kept apart: chance (people, network and luck at one parameter set; the
confidence interval of `crm_adoption.analysis.base.effects`) and behaviour (the parameter sets that the
evidence leaves). Prices are a third; they are drawn together with the sets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.company import Company
from ...model.outcomes import OUTCOME
from ...model.simulation import Run, run, worker_count
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ...scenarios.programmes.prices import Prices
from ..base.ranges import SETS
from ..evidence.ensemble import Ensemble
from .break_even import levels, priced
from .price_ranges import price_draws
from .question import Question

Floats = npt.NDArray[np.float64]

REPLICATIONS = 8
"""Replicates per parameter set: chance then adds little to the differences between sets."""
DRAWS = 256
"""Draws of a parameter set and prices together."""
RANGE = SETS
"""The range reported holds nine in ten parameter sets."""


def at_behaviour(company: Company, behaviour: Behaviour) -> Company:
    """Return a company whose people behave differently; its layout is not built anew."""
    changed = replace(company, behaviour=behaviour)
    changed.__dict__["setting"] = company.setting._replace(behaviour=behaviour.as_record())
    return changed


def elsewhere(scenario: Scenario, behaviour: Behaviour) -> Scenario:
    """Return a scenario whose people behave differently; its layout and schedule are not built anew."""
    changed = replace(scenario, company=at_behaviour(scenario.company, behaviour))
    changed.__dict__["schedule"] = scenario.schedule  # it does not depend on behaviour
    return changed


@by_value
@dataclass(frozen=True)
class Robustness:
    """How a comparison comes out over an ensemble.

    Attributes
    ----------
    ensemble : str
        Name of the ensemble.
    target : str
        ``evidence`` (accepted on use, time course and data only) or ``all`` (on bands of
        interventions too, so that which programme wins is partly put in).
    outcome : str
    month : int
    names : tuple of str
        Scenarios, the baseline first.
    by_set : float64 array [sets, scenarios]
        Mean outcome over replicates at the assumed prices, in the outcome's unit.
    with_prices : float64 array [draws, scenarios]
        The same at a set and prices drawn together.
    replications : int
        Replicates per set.
    """

    ensemble: str
    target: str
    outcome: str
    month: int
    names: tuple[str, ...]
    by_set: Floats
    with_prices: Floats
    replications: int

    @property
    def sets(self) -> int:
        """Number of parameter sets."""
        return len(self.by_set)

    def differences(self, name: str, other: str) -> Floats:
        """Return by parameter set how far one scenario's outcome is above another's."""
        return np.asarray(self.by_set[:, self.names.index(name)] - self.by_set[:, self.names.index(other)])

    def limits(self, name: str, other: str) -> tuple[float, float, float]:
        """Return the difference in the middle set and the limits of nine sets in ten."""
        low, middle, high = np.quantile(self.differences(name, other), [RANGE[0], 0.5, RANGE[1]])
        return float(middle), float(low), float(high)

    def ahead(self, name: str, other: str) -> float:
        """Return the share of parameter sets in which one scenario is better than another, at assumed prices."""
        return float((self.differences(name, other) * OUTCOME[self.outcome].direction > 0.0).mean())

    def ahead_with_prices(self, name: str, other: str) -> float:
        """Return the share of draws of a set and prices together in which one scenario is better."""
        a, b = (self.with_prices[:, self.names.index(each)] for each in (name, other))
        return float(((a - b) * OUTCOME[self.outcome].direction > 0.0).mean())

    def to_dict(self) -> dict[str, Any]:
        """Return the document's part on behaviour: ranges and shares, by scenario against each other one."""
        pairs = [(a, b) for a in self.names for b in self.names if a != b]
        return {
            "ensemble": self.ensemble, "target": self.target, "parameter_sets": self.sets,
            "replications_per_set": self.replications, "draws_with_prices": len(self.with_prices),
            "outcome": self.outcome, "month": self.month,
            "against": [
                {
                    "scenario": a, "other": b,
                    **dict(zip(("median", "low", "high"), self.limits(a, b), strict=True)),
                    "share_of_sets_ahead": self.ahead(a, b),
                    "share_ahead_over_sets_and_prices": self.ahead_with_prices(a, b),
                }
                for a, b in pairs
            ],
        }  # fmt: skip


def robustness(
    scenarios: Sequence[Scenario],
    outcome: str,
    month: int,
    ensemble: Ensemble,
    *,
    replications: int = REPLICATIONS,
    draws: int = DRAWS,
    seed: int = 0,
    workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Robustness:
    """Compare scenarios at every parameter set of an ensemble, with common random numbers throughout.

    Parameters
    ----------
    scenarios : sequence of Scenario
        The baseline first.
    outcome : str
    month : int
        From 1.
    ensemble : Ensemble
    replications : int
        Replicates per parameter set and scenario, 1 or more.
    draws : int
        Draws of a set and prices together; draw i takes set i modulo their number.
    seed : int
    workers : int, optional
        Threads; the results do not depend on them.
    progress : callable, optional
        Called with the number of sets and draws finished.
    """

    def row(task: tuple[Behaviour, Prices | None]) -> list[float]:
        behaviour, prices = task
        values = []
        for each in scenarios:
            changed = each.with_prices(prices) if prices is not None and priced(each) else each
            values.append(float(levels(elsewhere(changed, behaviour), outcome, month, replications, seed, 1).mean()))
        if progress:
            progress(1)
        return values

    sets = ensemble.members
    drawn = [(sets[i % len(sets)], prices) for i, prices in enumerate(price_draws(draws, seed))] if draws else []
    _ = [(each.schedule, each.company.setting) for each in scenarios]  # built once, before threads share them
    with ThreadPoolExecutor(worker_count(workers)) as threads:
        rows = list(threads.map(row, [*((each, None) for each in sets), *drawn]))
    table = np.array(rows)
    return Robustness(
        ensemble=ensemble.name, target=ensemble.target, outcome=outcome, month=month,
        names=tuple(each.name for each in scenarios),
        by_set=table[: len(sets)], with_prices=table[len(sets) :], replications=replications,
    )  # fmt: skip


def judge(asked: Question, *, workers: int | None = None) -> Robustness | None:
    """Return how the answer comes out over the ensemble that was asked for, if one was."""
    if asked.ensemble is None:
        return None
    return robustness(asked.scenarios, asked.main, asked.month, asked.ensemble, seed=asked.seed, workers=workers)


def over_sets(scenario: Scenario, ensemble: Ensemble, *, seed: int = 0, workers: int | None = None) -> list[Run]:
    """Return a few runs of a scenario at every parameter set of an ensemble."""
    return [
        run(
            at_behaviour(scenario.company, each), scenario.schedule,
            replications=REPLICATIONS, seed=seed, workers=workers,
        )
        for each in ensemble.members
    ]  # fmt: skip
