"""A usage export that the model itself has made: for tutorials, tests, and to check what can be read off an export."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.features import RELEVANT_FROM
from ...model.outcomes import OUTCOME_NAMES
from ...model.places import personnel_ids
from ...model.simulation import found_company, step_month, whole_number
from ...model.state import IN_COMPLIANCE, IN_DEEP, TENURE
from ...model.watch import nothing_begun, react_once
from ..core.scenario import Scenario
from ..writing.result_folder import ResultFolder
from ..writing.whole import write_file
from .clicks import Counts, Mask, clicks
from .headings import LOGIN
from .months import month_of, written

MOST_MONTHS = 120
LEFT = "left-"
"""How ids of people begin who have left and are in the export only."""


@dataclass(frozen=True, eq=False)
class Recording:
    """What the people of one simulated company did (P places, T months, F features).

    Attributes
    ----------
    scenario : Scenario
    deep, compliance : bool array [P, T, F]
        Who did the task in the CRM, and who only the minimum.
    tenure : int array [P, T]
        Months with the company at the end of each month, of whoever holds the place.
    """

    scenario: Scenario
    deep: Mask
    compliance: Mask
    tenure: npt.NDArray[np.int64]

    @property
    def department(self) -> npt.NDArray[np.int64]:
        """Department of each place."""
        start = self.scenario.company.setting.place.start
        return np.repeat(np.arange(len(start) - 1), np.diff(start))

    @property
    def relevant(self) -> Mask:
        """Which features count in which department, [D, F]."""
        return np.asarray(self.scenario.company.relevance >= RELEVANT_FROM)


def record(scenario: Scenario, seed: int = 0, replicate: int = 0) -> Recording:
    """Run one company and keep what everybody does in each month."""
    company, schedule = scenario.company, scenario.schedule
    setting, months = company.setting, scenario.months
    state = found_company(setting, seed, replicate)
    departments, features = company.relevance.shape
    people = company.organisation.headcount
    bits = np.arange(features, dtype=np.uint32)
    deep, compliance = (np.zeros((people, months, features), bool) for _ in range(2))
    tenure = np.zeros((people, months), np.int64)
    out = np.empty((1 + departments, len(OUTCOME_NAMES)))
    now, fired = schedule.own(), nothing_begun(schedule.conditions)
    if schedule.conditions:
        react_once(schedule, now, fired, np.full((1 + departments, len(OUTCOME_NAMES)), np.nan), 0)
    for t in range(months):
        step_month(setting, schedule, state, company.seats, seed, replicate, t, out, now, fired)
        for mask, kept in ((IN_DEEP, deep), (IN_COMPLIANCE, compliance)):
            kept[:, t] = (state.masks[mask, :people, None] >> bits) & 1
        tenure[:, t] = state.slots[TENURE, :people]
    return Recording(scenario, deep, compliance, tenure)


@dataclass(frozen=True, eq=False)
class Example:
    """An export and the roster that goes with it.

    Attributes
    ----------
    recording : Recording
    counts : int array [P, T, F]
    first_month : int
        Month of go-live, as 12 * year + month - 1.
    """

    recording: Recording
    counts: Counts
    first_month: int


def example(
    scenario: Scenario, seed: int = 0, first_month: str = "2025-01", replicate: int = 0, scale: float = 1.0
) -> Example:
    """Return the export of one simulated company from its go-live on.

    Raises
    ------
    InputError
        For a horizon over 120 months or a month that is none.
    """
    whole_number(scenario.months, 1, MOST_MONTHS, "months")
    start = month_of(first_month)
    if start < 0:
        raise InputError("{month!r} is no month; write it as 2025-01.", month=first_month, field="--first-month")
    done = record(scenario, seed, replicate)
    chance = np.random.default_rng([seed, replicate, 2])
    names = scenario.company.catalogue.names
    return Example(done, clicks(done.deep, done.compliance, names, chance, scale), start)


def short(scenario: Scenario, months: int) -> Scenario:
    """Return a scenario with a shorter or longer horizon."""
    return replace(scenario, months=months)


def write_example(found: Example, folder: Path, separator: str = ",") -> tuple[Path, Path]:
    """Write ``roster.csv`` and ``usage.csv``; return the two files.

    Who has left within the months is in the export under an id of their own, and not in the roster.
    """
    scenario = found.recording.scenario
    ids = personnel_ids(scenario.company.organisation)
    people = ["id", "department", "manager", "level", "tenure_months"]
    counts = ["person", "month", "feature", "count"]
    with ResultFolder(folder) as target:
        write_file(target.path / "roster.csv", as_csv(separator, people, people_of(found.recording, ids)))
        write_file(target.path / "usage.csv", as_csv(separator, counts, _rows(found, ids)))
    return folder / "roster.csv", folder / "usage.csv"


def as_csv(separator: str, heading: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table as text."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows([heading, *rows])
    return text.getvalue()


def people_of(done: Recording, ids: Sequence[str]) -> list[list[object]]:
    """Return the rows of the roster: who is there at the end, under the ids given."""
    place, organisation = done.scenario.company.setting.place, done.scenario.company.organisation
    return [
        [ids[row], organisation.departments[d].label_en, ids[place.manager[row]] if place.manager[row] >= 0 else "",
         int(place.level[row]), int(done.tenure[row, -1])]
        for row, d in enumerate(done.department)
    ]  # fmt: skip


def holders(done: Recording, ids: Sequence[str]) -> list[list[str]]:
    """Return the id of who holds each place in each month: those who left before the end have ids of their own."""
    months = done.tenure.shape[1]
    found = []
    for row, name in enumerate(ids):
        joined = [t for t in range(1, months) if done.tenure[row, t] < done.tenure[row, t - 1] + 1]
        last = joined[-1] if joined else 0
        spans = [sum(t >= each for each in joined) for t in range(last)]
        found.append([f"{LEFT}{name}-{span + 1}" for span in spans] + [name] * (months - last))
    return found


def _rows(found: Example, ids: Sequence[str]) -> list[list[object]]:
    features = found.recording.scenario.company.catalogue.features
    who, rows = holders(found.recording, ids), []
    for person, month, feature in np.argwhere(found.counts > 0):
        when = written(found.first_month + int(month))
        count = int(found.counts[person, month, feature])
        rows.append([who[person][month], when, features[feature].label_en, count])
    for person, month in np.argwhere((found.counts > 0).any(axis=2)):
        days = min(21, int(found.counts[person, month].sum()))
        rows.append([who[person][month], written(found.first_month + int(month)), LOGIN, days])
    return sorted(rows, key=lambda row: (str(row[1]), str(row[0]), str(row[2])))
