"""The runs behind the story: the shipped company left alone, with technology, goals or both, and its rival."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ...scenarios.by_value import by_value
from ...scenarios.files import load
from ...scenarios.simulate import simulate
from ..duel import duel
from ..duel_result import Duel
from ..effects import half_width, interval
from ..laboratory.recording import Recording, record
from ..programme import Programme

ALONE, TECHNOLOGY, GOALS, BOTH = "no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling"
RIVALS = ("better_technology", "changes_faster")
REPLICATIONS = 100
QUIET_WORD, HALF_YEAR, YEAR = 3, 6, 12
"""Months in which the story looks at the company."""
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


@lru_cache(maxsize=4)
def story_runs(replications: int = REPLICATIONS, seed: int = 0) -> StoryRuns:
    """Simulate what the story tells.

    Parameters
    ----------
    replications : int
        Companies for each programme, 2 or more.
    seed : int

    Returns
    -------
    StoryRuns
        Kept for whoever asks again.
    """
    programmes = {
        name: Programme(scenario, simulate(scenario, replications=replications, seed=seed), name == ALONE)
        for name in (ALONE, TECHNOLOGY, GOALS, BOTH)
        for scenario in [load(name)]
    }
    replicate = _in_the_middle(programmes[ALONE].at("never_used", HALF_YEAR))
    recording = record(programmes[ALONE].scenario, replicate=replicate, seed=seed)
    return StoryRuns(programmes, recording, replicate, duel(*RIVALS, replications=replications, seed=seed))
