"""Running a scenario: the main job, in one call."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from ..model.simulation import Run
from .core.running import run_scenario
from .core.scenario import Scenario
from .files.catalogue import Settings, load


def simulate(
    scenario: Scenario | str | Path,
    *,
    replications: int = 100,
    seed: int = 0,
    months: int | None = None,
    first_replicate: int = 0,
    workers: int | None = None,
    executor: Executor | None = None,
    record_features: bool = False,
    settings: Settings = (),
    allow_outside: bool = False,
    allow_plugins: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Run:
    """Run a scenario many times.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A scenario, the name of a shipped one or the path of a scenario file.
    replications : int
        Number of replicates; replicate k is the same people and chance in every scenario.
    seed : int
        Root seed, 0 to 2**64 - 1.
    months : int, optional
        Horizon instead of the scenario's.
    first_replicate : int
        Number of the first replicate.
    workers : int, optional
        Threads (default: one per core); the results do not depend on them.
    executor : concurrent.futures.Executor, optional
        Runs the chunks instead; it must share memory.
    record_features : bool
        Whether to keep use by department and feature.
    settings, allow_outside, allow_plugins
        How a scenario file is read (see `load`); they say nothing of a `Scenario` that is given.
    progress : callable, optional
        Called with the number of replicates just finished.

    Returns
    -------
    Run
        Outcomes by replicate, month, place and outcome.

    Raises
    ------
    InputError
        For an unknown scenario or a number out of range.

    Examples
    --------
    >>> from crm_adoption import simulate
    >>> run = simulate("no_programme", replications=2, months=6, seed=1)
    >>> run.of("deep_use").shape
    (2, 6)
    """
    if not isinstance(scenario, Scenario):
        scenario = load(scenario, settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins)
    if months is not None:
        scenario = replace(scenario, months=months)
    return run_scenario(
        scenario, replications=replications, seed=seed, first_replicate=first_replicate, workers=workers,
        executor=executor, record_features=record_features, progress=progress,
    )  # fmt: skip
