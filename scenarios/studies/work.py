"""The work of a study: runs of design points, in any order and anywhere, always the same numbers."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ...model.outcomes import OUTCOME_NAMES
from ...model.schedule import Schedule
from ...model.simulation import MOST_REPLICATIONS, replicates, whole_number
from ..core.scenario import Scenario

if TYPE_CHECKING:
    from .definition import StudyDefinition

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, order=True, slots=True)
class Unit:
    """Some replicates of one scenario at one design point: all numbers count from 0.

    Attributes
    ----------
    scenario, point : int
    first, count : int
        The replicates first, first + 1, ..., first + count - 1.
    """

    scenario: int
    point: int
    first: int
    count: int


@dataclass(frozen=True, eq=False)
class Done:
    """What became of a unit.

    Attributes
    ----------
    unit : Unit
    values : float64 array [count, months, places, outcomes] or None
        The study's outcomes in its months and departments; NaN where a department has none; None if it failed.
    error, traceback : str or None
        What went wrong, and where in the code.
    """

    unit: Unit
    values: Floats | None
    error: str | None = None
    traceback: str | None = None


def work(study: StudyDefinition, units: Iterable[Unit]) -> list[Done]:
    """Run units of a study, one after the other, in this thread.

    Pure: the same units give the same bits in any process, order and company, and a unit the same as its
    replicates one by one. An error ends its unit only and is handed back.
    """
    return [_done(study, unit) for unit in units]


def _done(study: StudyDefinition, unit: Unit) -> Done:
    try:
        scenario = study.applied(unit.scenario, unit.point)
        first = whole_number(unit.first, 0, MOST_REPLICATIONS - 1, "first")
        count = whole_number(unit.count, 1, MOST_REPLICATIONS - first, "count")
        values = engine(scenario, scenario.schedule.first(study.last_month), study.seed, first, count)
        return Done(unit, values[study.kept(unit.scenario, count)])
    except Exception as error:
        return Done(unit, None, str(error) or type(error).__name__, traceback.format_exc())


def engine(scenario: Scenario, schedule: Schedule, seed: int, first: int, count: int) -> Floats:
    """Run replicates of a scenario in one call of the kernel; return all outcomes, [count, months, 1 + D, outcomes]."""
    company = scenario.company
    out = np.empty((count, schedule.months, 1 + len(company.setting.relevant), len(OUTCOME_NAMES)))
    replicates(company.setting, schedule, company.seats, seed, first, out)
    return out
