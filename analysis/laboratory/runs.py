"""The runs of the laboratory: what a page needs of each scenario, kept for a while for whoever asks again."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.simulation import Run
from ...scenarios.scenario import Scenario
from ...scenarios.simulate import simulate
from ..programme import Programme
from .build import all_built
from .choices import Choices
from .presets import Preset, found
from .recording import Recording, record

REPLICATIONS = 100
"""Companies simulated per scenario; the same ones in each."""
KEPT = int(os.environ.get("CRM_ADOPTION_PAGE_RUNS") or 48)
"""Scenarios whose runs are kept in memory, about a megabyte each for 120 people."""


@dataclass(frozen=True, eq=False, repr=False)
class LabRun:
    """A scenario and what became of it.

    Attributes
    ----------
    programme : Programme
        The scenario and its runs; of the places only the company is kept.
    use : float32 array [months, D, F]
        Mean share of people in real use of a feature; NaN where it does not matter to the department.
    recording : Recording
        One company, person by person.
    """

    programme: Programme
    use: npt.NDArray[np.float32]
    recording: Recording

    @property
    def scenario(self) -> Scenario:
        """The scenario that was run."""
        return self.programme.scenario

    @property
    def months(self) -> int:
        """Number of months."""
        return self.programme.months


def _shares(run: Run, scenario: Scenario) -> npt.NDArray[np.float32]:
    """Return by month the mean share of people in real use, by department and feature."""
    whole = Programme(scenario, run)
    return np.stack([whole.use_share(month) for month in range(1, whole.months + 1)]).astype(np.float32)


def _one_run(
    scenario: Scenario, replicate: int, replications: int, first: bool, progress: Callable[[int], object] | None
) -> LabRun:
    run = simulate(scenario, replications=replications, record_features=True, progress=progress)
    kept = replace(run, values=run.values[:, :, :1].copy(), use=None)
    return LabRun(Programme(scenario, kept, first), _shares(run, scenario), record(scenario, replicate=replicate))


class Kept:
    """The latest runs by what was asked for; shared by all sessions, who cannot see what others asked."""

    def __init__(self, most: int = KEPT) -> None:
        self._most, self._lock = most, threading.Lock()
        self._found: OrderedDict[tuple[Any, ...], LabRun] = OrderedDict()

    def get(self, key: tuple[Any, ...]) -> LabRun | None:
        """Return a run, and remember that it was wanted."""
        with self._lock:
            if (run := self._found.get(key)) is not None:
                self._found.move_to_end(key)
            return run

    def put(self, key: tuple[Any, ...], run: LabRun) -> None:
        """Keep a run, and let go of the one that was not wanted for longest."""
        with self._lock:
            self._found[key] = run
            while len(self._found) > self._most:
                self._found.popitem(last=False)

    def __len__(self) -> int:
        return len(self._found)


KEPT_RUNS = Kept()


def _key(choices: Choices, number: int, presets: Mapping[str, Preset], months: int) -> tuple[Any, ...]:
    """Return what a run depends on: contents of the presets, not what somebody calls them."""
    plan = choices.plans[number]
    company = found(choices.company, presets).identity if choices.company else ""
    return (
        found(plan.preset, presets).identity, plan.strengths, company, choices.people, choices.replicate,
        choices.levers, choices.budget, months,
    )  # fmt: skip


def run_all(
    choices: Choices,
    presets: Mapping[str, Preset],
    *,
    replications: int = REPLICATIONS,
    kept: Kept = KEPT_RUNS,
    progress: Callable[[float], object] | None = None,
) -> tuple[LabRun, ...]:
    """Return the runs of all scenarios chosen; those that are known are not run again.

    Parameters
    ----------
    progress : callable, optional
        Called with the share that is done, in [0, 1]. An exception that it raises ends the work.

    Raises
    ------
    InputError
        If the choices do not go together.
    """
    scenarios = all_built(choices, presets)
    keys = [(*_key(choices, k, presets, each.months), replications) for k, each in enumerate(scenarios)]
    done, missing = 0, sum(kept.get(key) is None for key in keys)

    def report(more: int) -> None:
        nonlocal done
        done += more
        if progress:
            progress(min(done / (missing * replications), 1.0))

    found_runs = []
    for number, (scenario, key) in enumerate(zip(scenarios, keys, strict=True)):
        run = kept.get(key)
        if run is None:
            run = _one_run(scenario, choices.replicate, replications, number == 0, report)
            kept.put(key, run)
        found_runs.append(run)
    return tuple(found_runs)


def programmes(runs: Sequence[LabRun]) -> list[Programme]:
    """Return the programmes of runs, the first as the baseline."""
    return [replace(each.programme, is_baseline=number == 0) for number, each in enumerate(runs)]
