"""Scenarios at every parameter set of an ensemble, replicate by replicate: behaviour and chance side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.simulation import worker_count
from ...scenarios.core.scenario import Scenario
from ..evidence.behaviour import members_in
from ..evidence.ensemble import Ensemble
from .break_even import levels

Floats = npt.NDArray[np.float64]


def levels_by_set(
    scenarios: Sequence[Scenario],
    outcome: str,
    month: int,
    ensemble: Ensemble,
    *,
    replications: int,
    seed: int = 0,
    workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Floats:
    """Return an outcome in a month at every parameter set, with common random numbers throughout.

    Parameters
    ----------
    scenarios : sequence of Scenario
    outcome : str
    month : int
        From 1.
    ensemble : Ensemble
    replications : int
        Replicates per parameter set and scenario: the same people and chance in all of them.
    seed : int
    workers : int, optional
        Threads; the results do not depend on them.
    progress : callable, optional
        Called with the number of parameter sets just finished.

    Returns
    -------
    float64 array [sets, scenarios, replicates]
        In the outcome's unit.
    """

    def at(behaviours: tuple[Behaviour, ...]) -> Floats:
        pairs = zip(scenarios, behaviours, strict=True)
        found = [levels(each.behaving(own), outcome, month, replications, seed, 1) for each, own in pairs]
        if progress:
            progress(1)
        return np.array(found)

    _ = [(each.schedule, each.company.setting) for each in scenarios]  # built once, before threads share them
    with ThreadPoolExecutor(worker_count(workers)) as threads:
        sets = zip(*(members_in(each.company, ensemble) for each in scenarios), strict=True)
        return np.array(list(threads.map(at, sets)))
