"""Usage as the export shows it: how often each person used each feature in each month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.phrase import Phrase
from .months import written
from .problems import Problem
from .weeks import Weeks


@dataclass(frozen=True, eq=False)
class Usage:
    """What an export shows of a company (P people, T months, F features that are in the export).

    Attributes
    ----------
    people : tuple of str
        In the order of the roster; pseudonyms, unless ids were kept.
    months : tuple of int
        Consecutive, as 12 * year + month - 1.
    features : tuple of str
        In the order of the catalogue.
    counts : float64 array [P, T, F]
        Uses; 1 where the export only says that there was some.
    active : bool array [P, T]
        Whether the person was in the system at all.
    present : bool array [P, T]
        Whether the person had joined by then.
    seen : bool array [T]
        Months for which there are data.
    newcomer : bool array [P] or None
        Who joined within the months of the export; None where the roster has no tenures.
    has_counts : bool
        Whether counts tell more than used or not used.
    only_last : bool
        Whether the export gives last uses only: earlier months are then incomplete.
    layout : {"long", "wide by feature", "wide by month", "last use", "log"}
    rows, used : int
        Rows of the file, and of them those that were used.
    problems : tuple of Problem
    columns, names : mapping of str to str
        Heading by kind of column, and feature by name in the file, as read.
    days : float64 array [P, T, F] or None
        Different days of use within the month; None where the export does not say.
    vendor : str
        Layout of a vendor that the file has, "" for none.
    content : float64 array [P, T, F] or None
        Uses that hold content; None where the export does not show it.
    content_kinds : tuple of str
        What shows it, as `crm_adoption.scenarios.vendors.substance.KINDS`.
    assumed : tuple of Phrase
        What was concluded of how the files are written, and what was passed over.
    weeks : Weeks or None
        Use by week; None where the export does not say days.
    """

    people: tuple[str, ...]
    months: tuple[int, ...]
    features: tuple[str, ...]
    counts: npt.NDArray[np.float64]
    active: npt.NDArray[np.bool_]
    present: npt.NDArray[np.bool_]
    seen: npt.NDArray[np.bool_]
    newcomer: npt.NDArray[np.bool_] | None
    has_counts: bool
    only_last: bool
    layout: str
    rows: int
    used: int
    problems: tuple[Problem, ...]
    columns: Mapping[str, str]
    names: Mapping[str, str]
    days: npt.NDArray[np.float64] | None = None
    vendor: str = ""
    content: npt.NDArray[np.float64] | None = None
    content_kinds: tuple[str, ...] = ()
    assumed: tuple[Phrase, ...] = ()
    weeks: Weeks | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """Months as 2026-03."""
        return tuple(written(each) for each in self.months)

    @property
    def quiet(self) -> npt.NDArray[np.bool_]:
        """Who has had no data for thirty days, or in the last month where the export does not say days."""
        last = int(np.flatnonzero(self.seen)[-1])
        return ~self.active[:, last] if self.weeks is None else self.weeks.quiet

    def first(self, months: int) -> Usage:
        """Return the first months alone, as if the export had ended there."""
        from dataclasses import replace

        cut = {name: getattr(self, name)[:, :months] for name in ("counts", "active", "present")}
        days = None if self.days is None else self.days[:, :months]
        cut["content"] = None if self.content is None else self.content[:, :months]
        return replace(self, months=self.months[:months], seen=self.seen[:months], days=days, weeks=None, **cut)
