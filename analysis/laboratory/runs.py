"""The runs of the laboratory: what a page needs of each scenario, kept for a while for whoever asks again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.simulation import Run
from ...scenarios.core.scenario import Scenario
from ...scenarios.simulate import simulate
from ..base.programme import Programme, company_only
from ..base.shared_work import Report, Shared, part_of
from ..evidence.behaviour import USUAL, sets_of, uncertain
from ..evidence.fitted import replications_of
from .build import all_built
from .choices import Choices
from .presets import Preset, found
from .recording import Recording, record

REPLICATIONS = 128
"""Companies simulated per scenario, the same ones in each; of a fitted company those of every command."""
FIRST, SMALL = 16, 400
"""Companies of the first answer for those with more than so many people, which take longer."""
KEPT_BYTES = int(float(os.environ.get("CRM_ADOPTION_PAGE_MEGABYTES") or 48) * 1e6)
"""Bytes of the runs that are kept: 0.8 MB a scenario for 120 people, 3 MB for 3,000."""


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


def _one_run(scenario: Scenario, replicate: int, replications: int, report: Report) -> LabRun:
    progress = part_of(report, 0.0, 1.0, replications)
    run = simulate(scenario, replications=replications, record_features=True, progress=progress)
    return LabRun(
        Programme(scenario, company_only(run), False), _shares(run, scenario), record(scenario, replicate=replicate)
    )


class Kept(Shared[LabRun]):
    """The latest runs by what was asked for; shared by all sessions, who cannot see what others asked."""

    def __init__(self, most_bytes: int = KEPT_BYTES) -> None:
        super().__init__(most_bytes)


KEPT_RUNS = Kept()


def keys_of(choices: Choices, presets: Mapping[str, Preset], scenarios: Sequence[Scenario]) -> list[tuple[Any, ...]]:
    """Return what the run of each scenario depends on, and under which titles it is shown.

    Presets count by their contents, not by what somebody calls them; titles are what they are called.
    """
    company = found(choices.company, presets).identity if choices.company else ""
    common = company, choices.people, choices.replicate, choices.levers, choices.budget
    return [
        (found(plan.preset, presets).identity, plan.strengths, *common, each.months, each.title_en, each.title_de)
        for plan, each in zip(choices.plans, scenarios, strict=True)
    ]


def _wanted(
    choices: Choices, presets: Mapping[str, Preset], asked: int | None
) -> tuple[list[Scenario], list[tuple[Any, ...]], int]:
    """Return what is to be run, under which keys, and for how many companies; their number goes to the end of a key."""
    sets = found(choices.plans[0].preset, presets).fit or sets_of(USUAL)
    replications = replications_of(sets, asked, REPLICATIONS)
    scenarios = [uncertain(each, sets) for each in all_built(choices, presets)]
    return scenarios, keys_of(choices, presets, scenarios), replications


def run_all(
    choices: Choices,
    presets: Mapping[str, Preset],
    *,
    replications: int | None = None,
    kept: Shared[LabRun] = KEPT_RUNS,
    progress: Report | None = None,
) -> tuple[LabRun, ...]:
    """Return the runs of all scenarios chosen; those that are known, or being run for others, are not run again.

    Parameters
    ----------
    replications : int, optional
        Companies for each; by default 128, or those with which every command speaks of a fitted company.
    progress : callable, optional
        Called with the share that is done, in [0, 1]. An exception that it raises ends the work.

    Raises
    ------
    InputError
        If the choices do not go together.
    """
    return _run(choices, *_wanted(choices, presets, replications), kept, progress)


def _run(
    choices: Choices, scenarios: Sequence[Scenario], of: Sequence[tuple[Any, ...]], replications: int,
    kept: Shared[LabRun], progress: Report | None,
) -> tuple[LabRun, ...]:  # fmt: skip
    """Return the runs of scenarios for so many companies, as far as they are not kept."""
    keys = [(*key, replications) for key in of]
    missing = max(sum(kept.known(key) is None for key in dict.fromkeys(keys)), 1)
    done, runs = 0, []
    for scenario, key in zip(scenarios, keys, strict=True):
        run = kept.known(key)
        if run is None:
            before = done

            def report(share: float, before: int = before) -> None:
                if progress:
                    progress(min((before + share) / missing, 1.0))

            def work(told: Report, scenario: Scenario = scenario, number: int = replications) -> LabRun:
                return _one_run(scenario, choices.replicate, number, told)

            run = kept.get(key, work, report)
            done += 1
        runs.append(run)
    return tuple(runs)


def run_in_steps(
    choices: Choices, presets: Mapping[str, Preset], *, kept: Shared[LabRun] = KEPT_RUNS, progress: Report | None = None
) -> Iterator[tuple[LabRun, ...]]:
    """Yield the runs of all scenarios chosen; of large companies those of a few first (see `run_all`).

    The few are the first of all: replicate k is the same company in both.

    Raises
    ------
    InputError
        If the choices do not go together.
    """
    scenarios, keys, replications = _wanted(choices, presets, None)
    large = any(each.company.organisation.headcount > SMALL for each in scenarios)
    if large and any(kept.known((*key, replications)) is None for key in keys):
        yield _run(choices, scenarios, keys, FIRST, kept, progress)
    yield _run(choices, scenarios, keys, replications, kept, progress)


def programmes(runs: Sequence[LabRun]) -> list[Programme]:
    """Return the programmes of runs, the first as the baseline."""
    return [replace(each.programme, is_baseline=number == 0) for number, each in enumerate(runs)]
