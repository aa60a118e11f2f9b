"""When people joined, left and got their licence, as the roster says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ..reading.column_dates import EMPTY, dates
from ..reading.keys import NO, YES
from ..reading.named_rows import NamedTable
from ..reading.tables import Coded, Column

Months = npt.NDArray[np.int64]
UNKNOWN, NONE = -1, -2
"""Where nothing is said, and where it is said that there is no licence."""
_YES, _NO = (*YES, "1"), (*NO, "none", "keine", "falsch", "0", "–")


@dataclass(frozen=True, eq=False)
class Employment:
    """Months as 12 * year + month - 1, by person; `UNKNOWN` where nothing is said.

    Attributes
    ----------
    joined, left : int array [P]
    licence : int array [P]
        `NONE` for people without one.
    """

    joined: Months
    left: Months
    licence: Months

    def taken(self, rows: Sequence[int] | npt.NDArray[np.int64]) -> Employment:
        """Return that of some people."""
        at = np.asarray(rows, np.int64)
        return Employment(self.joined[at], self.left[at], self.licence[at])


def employment_of(table: NamedTable) -> Employment:
    """Return what a roster says of employment; all of its rows must fit the heading.

    Raises
    ------
    InputError
        For what is no date.
    """
    joined, left = (_months(table, column) for column in ("joined", "left"))
    licence = _months(table, "licence", words=True)
    if (licence >= 0).any() or (licence == NONE).any():  # of some it is said: the others have none
        licence[_empty(table, "licence")] = NONE
    return Employment(joined, left, licence)


def _column(table: NamedTable, name: str) -> Column | None:
    return table.table.columns[table.columns.index(name)] if name in table.columns else None


def _empty(table: NamedTable, name: str) -> npt.NDArray[np.bool_]:
    column = _column(table, name)
    assert column is not None
    return np.array([not text.strip() for text in column.texts], bool)[column.codes]


def _months(table: NamedTable, name: str, *, words: bool = False) -> Months:
    """Return the months of a column; where words are allowed, yes is unknown and no is none."""
    column = _column(table, name)
    if column is None:
        return np.full(len(table.table), UNKNOWN, np.int64)
    texts = [text.strip().casefold() for text in column.texts]
    said = [(NONE if text in _NO else UNKNOWN if text in _YES else EMPTY) if words else EMPTY for text in texts]
    cells = ["" if code != EMPTY else cell for code, cell in zip(said, column.different, strict=True)]
    found = dates(Column(column.heading, Coded(column.codes, cells)), order=table.how.date_order)
    month = found.month.astype(np.int64)
    wrong = (month < 0) & (month != EMPTY)
    if wrong.any():
        value = column.texts[int(column.codes[int(np.flatnonzero(wrong)[0])])]
        problem = "{value!r} is no date, or can be read in two ways; write it as 2026-03-31."
        raise InputError(problem, field=column.heading, value=value)
    unsaid = np.array([UNKNOWN if code == EMPTY else code for code in said], np.int64)
    return np.where(month == EMPTY, unsaid[column.codes], month)
