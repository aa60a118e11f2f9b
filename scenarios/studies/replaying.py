"""Runs of a study once more, beside what is stored of them: every number that is another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .store_schema import quoted
from .store_study import run_name
from .work import Done, Unit, work

if TYPE_CHECKING:
    from .definition import StudyDefinition
    from .store_reading import StoredStudy

Floats = npt.NDArray[np.float64]
Stored = Floats | str | None


@dataclass(frozen=True)
class Difference:
    """A number that is another one when its run is run again.

    Attributes
    ----------
    run, outcome, department : str
    month : int
    stored, now : float
        NaN where there is none.
    """

    run: str
    outcome: str
    department: str
    month: int
    stored: float
    now: float

    @property
    def by(self) -> float:
        """How much more it is now."""
        return self.now - self.stored


@dataclass(frozen=True)
class Replayed:
    """A run, or a block of runs of which the mean is stored, that was run again.

    Attributes
    ----------
    run : str
        Its name; of a block, that of its first run.
    differences : tuple of Difference
    stored_error, error : str
        With what it failed, then and now; empty where it did not.
    """

    run: str
    differences: tuple[Difference, ...] = ()
    stored_error: str = ""
    error: str = ""

    @property
    def same(self) -> bool:
        """Whether it gave what is stored."""
        return not self.differences and self.error == self.stored_error


def name_of(study: StudyDefinition, unit: Unit) -> str:
    """Return the name of a unit's first run."""
    return run_name(study.scenarios[unit.scenario].name, unit.point, unit.first)


def compared(study: StudyDefinition, done: Done, before: Floats | str) -> Replayed:
    """Compare a run with what is stored of it, bit for bit."""
    run = name_of(study, done.unit)
    if done.values is None or isinstance(before, str):
        stored_error = before if isinstance(before, str) else ""
        return Replayed(run, (), stored_error, (done.error or "it failed") if done.values is None else "")
    now = done.values.mean(axis=0) if study.keep == "means" else done.values[0]
    return Replayed(run, tuple(_differences(study, run, before, now)))


def _differences(study: StudyDefinition, run: str, before: Floats, now: Floats) -> Iterator[Difference]:
    for m, p, k in np.argwhere(~((before == now) | (np.isnan(before) & np.isnan(now)))).tolist():
        yield Difference(
            run, study.outcomes[k], study.departments[p], study.months[m], float(before[m, p, k]), float(now[m, p, k])
        )


def replayed(stored: StoredStudy, study: StudyDefinition, unit: Unit) -> Replayed:
    """Run a stored unit again and compare it with what is stored."""
    return again_beside(study, unit, stored_of(stored, study, unit))


def again_beside(study: StudyDefinition, unit: Unit, before: Stored) -> Replayed:
    """Run a unit again and compare it with what was stored of it."""
    (done,) = work(study, [unit])
    if before is None:
        hole = np.full((len(study.months), len(study.departments), len(study.outcomes)), np.nan)
        return compared(study, done, hole)
    return compared(study, done, before)


def stored_of(stored: StoredStudy, study: StudyDefinition, unit: Unit) -> Stored:
    """Return what is stored of a unit: outcomes [months, places, outcomes], its error, or None if it is missing."""
    key = [study.scenarios[unit.scenario].name, unit.point, unit.first]
    where = "WHERE scenario = ? AND point = ? AND replicate = ?"
    if failed := stored.rows(f"SELECT error FROM errors {where}", *key):
        return str(failed[0][0])
    columns = ", ".join(quoted(each) for each in study.outcomes)
    rows = stored.rows(
        f"SELECT month, department, {columns} FROM outcomes {where} AND replicates = ?", *key, unit.count
    )
    if not rows:
        return None
    found = np.full((len(study.months), len(study.departments), len(study.outcomes)), np.nan)
    for month, department, *values in rows:
        place = study.months.index(month), study.departments.index(department)
        found[place] = [np.nan if each is None else each for each in values]
    return found
