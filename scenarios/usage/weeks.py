"""Use by week, and who has been quiet for so long: what an export with days says beside its months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from ..ground.distinct import distinct
from ..reading.month_days import first_days, months_of
from .layout import Records
from .rows import Judged

FEW_DAYS = 3
"""Different days of the month up to which dates stand for whole months, written as their first or last day."""
QUIET = 30
"""Days without any data after which somebody is inactive."""
_MONDAY = 4
"""1 January 1970 was a Thursday: the first Monday came four days later."""


@dataclass(frozen=True, eq=False)
class Weeks:
    """Use by week, from Monday to Sunday (P people, W whole weeks).

    Attributes
    ----------
    mondays : int array [W]
        Days since 1970.
    active : bool array [P, W]
        Who was in the system at all.
    features : int array [P, W]
        How many features each one used.
    last : int array [P]
        Day of the last use, in days since 1970; -1 for none.
    end : int
        Last day of the export.
    """

    mondays: npt.NDArray[np.int64]
    active: npt.NDArray[np.bool_]
    features: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    end: int

    @property
    def labels(self) -> tuple[str, ...]:
        """Weeks as 2026-W05."""
        days = (date(1970, 1, 1) + timedelta(days=int(each)) for each in self.mondays)
        return tuple(f"{year}-W{week:02d}" for year, week, _ in (each.isocalendar() for each in days))

    @property
    def months(self) -> npt.NDArray[np.int64]:
        """Month in which the middle of each week lies, as 12 * year + month - 1."""
        return months_of(self.mondays + 3)

    @property
    def since(self) -> str:
        """Day from which on the quiet have no data, such as 2026-03-02."""
        return (date(1970, 1, 1) + timedelta(days=self.end - QUIET + 1)).isoformat()

    @property
    def quiet(self) -> npt.NDArray[np.bool_]:
        """Who has had no data for `QUIET` days."""
        return np.asarray(self.last <= self.end - QUIET)


def weeks_of(found: Records, rows: Judged, people: int) -> Weeks | None:
    """Return use by week; None where an export does not say days.

    Rows of a month that begins late or ends early count here; weeks of which the export has a part only do not.
    """
    good = (rows.reason == 0) | rows.lost(("incomplete month",))
    good &= (rows.person >= 0) & (rows.feature >= 0) & (rows.count > 0.0)
    day = found.when.day[good].astype(np.int64)
    if found.layout not in ("long", "log") or found.when.grain == "month" or not len(day):
        return None
    if (day <= 0).any() or len(distinct(day)) <= FEW_DAYS:
        return None
    when, person, feature = first_days(found.when.month[good]) + day - 1, rows.person[good], rows.feature[good]
    begin, end = int(when.min()), int(when.max())
    start, stop = -(-(begin - _MONDAY) // 7), (end + 1 - _MONDAY) // 7
    last = np.full(people, -1)
    np.maximum.at(last, person, when)
    count, kinds = max(stop - start, 0), len(rows.features) + 1
    week = (when - _MONDAY) // 7 - start
    inside = (week >= 0) & (week < count)
    cell = distinct(((person * count + week) * kinds + feature)[inside])
    shape = (people, count)
    active = np.bincount(cell // kinds, minlength=people * count).reshape(shape) > 0
    used = np.bincount(cell[cell % kinds < kinds - 1] // kinds, minlength=people * count).reshape(shape)
    return Weeks((start + np.arange(count)) * 7 + _MONDAY, active, used, last, end)
