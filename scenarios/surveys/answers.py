"""Answers to the questionnaire: one row a person, nameless, by department."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..ground.by_value import by_value
from .instrument import Instrument, Values

UNSAID = ""
"""Department of those who name none."""
NOTED = (
    "no answers", "other questionnaire", "doubled", "straight", "fast", "outside", "unreadable", "unknown department",
    "few in department", "no department", "missing", "languages", "missing items", "other columns", "personal columns",
)  # fmt: skip
"""All that can be noted of answers, in the order in which it is told."""


@dataclass(frozen=True)
class Noted:
    """Something that was not as it should be, counted over everybody.

    Attributes
    ----------
    kind : str
        One of `NOTED`.
    count : int
        How many sheets, answers or columns it concerns, as the kind says.
    used : bool
        Whether what it concerns is used all the same.
    names : tuple of str
        Headings, values or files; never anything of one person.
    """

    kind: str
    count: int
    used: bool = False
    names: tuple[str, ...] = ()


def in_order(noted: Mapping[str, Noted]) -> tuple[Noted, ...]:
    """Return what was noted in the order of `NOTED`, without what concerns nothing."""
    return tuple(noted[kind] for kind in NOTED if kind in noted and noted[kind].count)


@by_value
@dataclass(frozen=True, eq=False)
class Answers:
    """All answers that can be used (N people, I items).

    Attributes
    ----------
    instrument : Instrument
    departments : tuple of str
        Machine name of each one's department, `UNSAID` where none is named; as written where the company is not known.
    heads : bool array [N]
        Who leads a department or team.
    values : int8 array [N, I]
        As ticked, 1 to the points of the scale; 0 where nothing was. `Instrument.coded` turns reversed items round.
    invited : mapping of str to int or None
        How many were asked in each department; None where that is not known. All departments of the company are here.
    noted : tuple of Noted
        What was not as it should be.
    """

    instrument: Instrument
    departments: tuple[str, ...]
    heads: npt.NDArray[np.bool_]
    values: Values
    invited: Mapping[str, int | None] = field(default_factory=dict)
    noted: tuple[Noted, ...] = ()

    def __len__(self) -> int:
        return len(self.departments)

    def members(self, department: str) -> npt.NDArray[np.bool_]:
        """Return who answered in a department."""
        return np.array([each == department for each in self.departments], bool)
