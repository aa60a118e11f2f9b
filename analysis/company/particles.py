"""Simulated companies to compare with the real one: each with numbers, behaviour and luck of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.simulation import run, worker_count
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.changes import Changes, changed
from .observed import Shares
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
        What an export of each would show, as one reads it.
    really : Shares
        What is done in each.
    """

    values: Floats
    member: npt.NDArray[np.int64]
    shares: Shares
    really: Shares


def particles(
    scenario: Scenario, unknowns: tuple[Unknown, ...], members: Sequence[Behaviour], errors: Floats, n: int, *,
    seed: int, workers: int | None = None, progress: Callable[[int], object] | None = None,
) -> Particles:  # fmt: skip
    """Simulate n companies with numbers and behaviour drawn from before the data."""
    chance = np.random.default_rng([seed, 1])
    values = drawn(unknowns, n, chance)
    member = chance.integers(len(members), size=n)
    behaviours = [members[each] for each in member]
    shares, really = simulated(
        scenario, unknowns, values, behaviours, errors, seed=seed, workers=workers, progress=progress
    )
    return Particles(values, member, shares, really)


def simulated(
    scenario: Scenario, unknowns: tuple[Unknown, ...], values: Floats, behaviours: Sequence[Behaviour],
    errors: Floats, *, seed: int, first: int = 0, workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> tuple[Shares, Shares]:  # fmt: skip
    """Simulate companies with given numbers, one replicate each: as uncertainly seen as an export, and as they are.

    What the export leaves open is part of it: each company is read with one of the errors that its reading may have.

    Parameters
    ----------
    values : float64 array [n, k]
    behaviours : sequence of Behaviour
        One for each company.
    errors : float64 array [K, T, D, F]
        By how much the share of real use may be misread, one reading after the other; the last month's holds on.
    first : int
        Number of the first replicate.
    """
    n = len(values)
    reading = np.random.default_rng([seed, 2, first]).integers(len(errors), size=n)
    month = np.minimum(np.arange(scenario.months), errors.shape[1] - 1)
    departments, features = scenario.company.relevance.shape
    deep, touched = (np.empty((n, scenario.months, departments, features)) for _ in range(2))

    def one_chunk(start: int) -> int:
        for k in range(start, min(start + CHUNK, n)):
            numbers = [(each.target, value) for each, value in zip(unknowns, values[k], strict=True)]
            use = _use(scenario, numbers, behaviours[k], seed, first + k)
            deep[k], touched[k] = use[..., 0], use[..., 0] + use[..., 1]
        return min(CHUNK, n - start)

    with ThreadPoolExecutor(worker_count(workers)) as pool:
        for done in pool.map(one_chunk, range(0, n, CHUNK)):
            if progress:
                progress(done)
    heads = np.array([each.people for each in scenario.company.organisation.departments], float)
    size = heads[None, None, :, None]
    deep, touched = deep / size, touched / size
    read = np.clip(deep + errors[reading][:, month], 0.0, np.maximum(touched, deep))
    people = np.broadcast_to(heads, (scenario.months, departments))
    return Shares(read, touched, people), Shares(deep, touched, people)


def _use(scenario: Scenario, numbers: Changes, behaviour: Behaviour, seed: int, k: int) -> npt.NDArray[np.int32]:
    """Return pairs in deep use and in compliance of one company, [T, D, F, 2]."""
    own = changed(scenario, numbers)
    own = own.behaving(behaviour)
    done = run(own.company, own.schedule, replications=1, seed=seed, first_replicate=k, workers=1, record_features=True)
    assert done.use is not None
    return np.asarray(done.use[0])
