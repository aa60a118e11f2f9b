"""The runs behind the story: the shipped company left alone, with technology, goals or both, and its rival."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...scenarios.files.catalogue import load
from ...scenarios.ground.by_value import by_value
from ...scenarios.simulate import simulate
from ..base.effects import half_width, interval
from ..base.programme import Programme
from ..base.shared_work import Report, Shared, part_of
from ..laboratory.recording import Recording, record
from ..questions.duel import duel
from ..questions.duel_record import Duel

ALONE, TECHNOLOGY, GOALS, BOTH = "no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling"
RIVALS = ("better_technology", "changes_faster")
REPLICATIONS = 100
QUIET_WORD, HALF_YEAR, YEAR = 3, 6, 12
"""Months in which the story looks at the company."""
KEPT_BYTES = 64_000_000
"""Bytes of the stories that are kept: one of 100 companies takes 36 MB."""
Floats = npt.NDArray[np.float64]


@by_value
@dataclass(frozen=True)
class Mean:
    """A mean over the companies simulated, with its 95 % confidence interval."""

    value: float
    low: float
    high: float

    @property
    def decided(self) -> int:
        """1 if the interval lies above zero, -1 if below, 0 if it includes it."""
        return int(self.low > 0.0) - int(self.high < 0.0)


@dataclass(frozen=True, eq=False)
class StoryRuns:
    """Everything the story is told from.

    Attributes
    ----------
    programmes : dict of str to Programme
        By name; replicate k is the same company in each.
    recording : Recording
        The company left alone that is in the middle by what was never touched after half a year, person by person.
    replicate : int
        Its number, from 0.
    rivals : Duel
    """

    programmes: dict[str, Programme]
    recording: Recording
    replicate: int
    rivals: Duel

    @property
    def alone(self) -> Programme:
        """The company left to itself."""
        return self.programmes[ALONE]

    @property
    def replications(self) -> int:
        """Companies simulated for each programme."""
        return self.alone.replications

    def mean(self, outcome: str, month: int, name: str = ALONE, place: int = 0) -> float:
        """Return the mean of an outcome in a month; place 0 is the company, d + 1 a department."""
        return float(self.programmes[name].at(outcome, month, place).mean())

    def gap(self, outcome: str, month: int, name: str, other: str = ALONE) -> Mean:
        """Return the paired difference that one programme makes against another."""
        ours, theirs = (self.programmes[each].at(outcome, month) for each in (name, other))
        return Mean(*interval(ours - theirs))

    def path(self, outcome: str, name: str) -> tuple[Floats, Floats, Floats]:
        """Return an outcome month by month: mean and the limits of its 95 % confidence interval."""
        values = self.programmes[name].path(outcome)
        mean, half = values.mean(axis=0), half_width(values.std(axis=0, ddof=1), len(values))
        return mean, mean - half, mean + half


def _in_the_middle(values: Floats) -> int:
    """Return the replicate than which as many have more as have less."""
    order = np.argsort(values, kind="stable")
    return int(order[(len(order) - 1) // 2])


KEPT: Shared[StoryRuns] = Shared(KEPT_BYTES)


def story_runs(
    replications: int = REPLICATIONS, seed: int = 0, *, progress: Callable[[float], object] | None = None
) -> StoryRuns:
    """Simulate what the story tells, once for all who ask.

    Parameters
    ----------
    replications : int
        Companies for each programme, 2 or more.
    seed : int
    progress : callable, optional
        Called with the share that is done, in [0, 1], while the runs are made, by whomever.

    Returns
    -------
    StoryRuns
        Kept for whoever asks again.
    """
    return KEPT.get((replications, seed), lambda report: _run(replications, seed, report), progress)


def begin_story(replications: int = REPLICATIONS, seed: int = 0) -> None:
    """Have the runs of the story made for whoever will ask."""
    KEPT.begin((replications, seed), lambda report: _run(replications, seed, report))


def _run(replications: int, seed: int, report: Report) -> StoryRuns:
    names, parts = (ALONE, TECHNOLOGY, GOALS, BOTH), 6.0  # the rivals are two more
    programmes = {
        name: Programme(
            scenario, simulate(scenario, replications=replications, seed=seed, progress=count), name == ALONE
        )
        for part, name in enumerate(names)
        for scenario, count in [(load(name), part_of(report, part / parts, (part + 1) / parts, replications))]
    }
    replicate = _in_the_middle(programmes[ALONE].at("never_used", HALF_YEAR))
    recording = record(programmes[ALONE].scenario, replicate=replicate, seed=seed)
    count = part_of(report, len(names) / parts, 1.0, 2 * replications)
    rivals = duel(*RIVALS, replications=replications, seed=seed, progress=count)
    return StoryRuns(programmes, recording, replicate, rivals)
