"""Usage as the export shows it: how often each person used each feature in each month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .months import written
from .problems import Problem


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

    @property
    def labels(self) -> tuple[str, ...]:
        """Months as 2026-03."""
        return tuple(written(each) for each in self.months)

    def first(self, months: int) -> Usage:
        """Return the first months alone, as if the export had ended there."""
        from dataclasses import replace

        cut = {name: getattr(self, name)[:, :months] for name in ("counts", "active", "present")}
        return replace(self, months=self.months[:months], seen=self.seen[:months], **cut)
