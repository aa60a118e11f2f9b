"""Simulated companies to compare with the real one: each with numbers, behaviour and luck of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.simulation import run, worker_count
from ...scenarios.core.scenario import Scenario
from ...scenarios.studies.changes import Changes, changed
from ..comparing.robustness import at_behaviour
from .observed import Shares
from .rule_check import RuleCheck
from .unknowns import Floats, Unknown, drawn

CHUNK = 50


@dataclass(frozen=True, eq=False)
class Particles:
    """Simulated companies (n of them, k unknowns).

    Attributes
    ----------
    values : float64 array [n, k]
        Their numbers.
    member : int array [n]
        Number of their behaviour in the ensemble.
    shares : Shares
        What an export of each would show.
    """

    values: Floats
    member: npt.NDArray[np.int64]
    shares: Shares


def particles(
    scenario: Scenario, unknowns: tuple[Unknown, ...], members: Sequence[Behaviour], check: RuleCheck, n: int, *,
    seed: int, workers: int | None = None, progress: Callable[[int], object] | None = None,
) -> Particles:  # fmt: skip
    """Simulate n companies with numbers and behaviour drawn from before the data."""
    chance = np.random.default_rng([seed, 1])
    values = drawn(unknowns, n, chance)
    member = chance.integers(len(members), size=n)
    behaviours = [members[each] for each in member]
    shares = simulated(scenario, unknowns, values, behaviours, check, seed=seed, workers=workers, progress=progress)
    return Particles(values, member, shares)


def simulated(
    scenario: Scenario, unknowns: tuple[Unknown, ...], values: Floats, behaviours: Sequence[Behaviour],
    check: RuleCheck, *, seed: int, first: int = 0, workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Shares:  # fmt: skip
    """Simulate companies with given numbers, one replicate each, and read them as the rule reads an export.

    The rule's errors are part of it: how much real use it misses and how much of the bare minimum it takes
    for real is drawn for each company from what `RuleCheck` found.

    Parameters
    ----------
    values : float64 array [n, k]
    behaviours : sequence of Behaviour
        One for each company.
    first : int
        Number of the first replicate.
    """
    n, names = len(values), scenario.company.catalogue.names
    errors = np.random.default_rng([seed, 2, first]).integers(len(check.recall), size=n)
    departments, features = scenario.company.relevance.shape
    deep, touched = (np.empty((n, scenario.months, departments, features)) for _ in range(2))

    def one_chunk(start: int) -> int:
        for k in range(start, min(start + CHUNK, n)):
            numbers = [(each.target, value) for each, value in zip(unknowns, values[k], strict=True)]
            use = _use(scenario, numbers, behaviours[k], seed, first + k)
            chance = np.random.default_rng([seed, 3, first + k])
            deep[k], touched[k] = _read(use, *check.of(int(errors[k]), names), chance)
        return min(CHUNK, n - start)

    with ThreadPoolExecutor(worker_count(workers)) as pool:
        for done in pool.map(one_chunk, range(0, n, CHUNK)):
            if progress:
                progress(done)
    heads = np.array([each.people for each in scenario.company.organisation.departments], float)
    size = heads[None, None, :, None]
    return Shares(deep / size, touched / size, np.broadcast_to(heads, (scenario.months, departments)))


def _use(scenario: Scenario, numbers: Changes, behaviour: Behaviour, seed: int, k: int) -> npt.NDArray[np.int32]:
    """Return pairs in deep use and in compliance of one company, [T, D, F, 2]."""
    own = changed(scenario, numbers)
    own = replace(own, company=at_behaviour(own.company, behaviour))
    done = run(own.company, own.schedule, replications=1, seed=seed, first_replicate=k, workers=1, record_features=True)
    assert done.use is not None
    return np.asarray(done.use[0])


def _read(
    use: npt.NDArray[np.int32], recall: Floats, false_share: Floats, chance: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return how many people the rule takes for real users, and how many use a feature at all."""
    deep, least = use[..., 0], use[..., 1]
    said = chance.binomial(deep, recall) + chance.binomial(least, false_share)
    return said.astype(float), (deep + least).astype(float)
