"""A table as it was found: columns of cells, numbered by their values, and where each row stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, guess
from ...model.phrase import Phrase

Cell = str | int | float | bool | date | datetime | time
"""What stands in a cell: a text as written, or what a workbook or Parquet file says it is; "" where it is empty."""
Numbers = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


class Stored(Protocol):
    """Cells of a column as a reader keeps them."""

    def __len__(self) -> int:
        """Return how many there are."""

    @property
    def closely(self) -> bool:
        """Whether hardly any two are alike, so that they are better read in chunks."""

    def chunks(self) -> Iterator[Sequence[Cell]]:
        """Yield them in order, some thousands at a time."""

    def numbered(self) -> tuple[Numbers, Sequence[Cell]]:
        """Return for each cell the number of its value, and the values."""


@dataclass(frozen=True, eq=False)
class Coded:
    """Cells of which many are alike: for each the number of its value, and the values that differ."""

    codes: Numbers
    different: Sequence[Cell]

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def closely(self) -> bool:
        """Whether hardly any two are alike."""
        return False

    def chunks(self) -> Iterator[Sequence[Cell]]:
        """Yield the cells in order, some thousands at a time."""
        for start in range(0, len(self.codes), 1 << 16):
            yield [self.different[code] for code in self.codes[start : start + (1 << 16)].tolist()]

    def numbered(self) -> tuple[Numbers, Sequence[Cell]]:
        """Return for each cell the number of its value, and the values."""
        return self.codes, self.different


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    Attributes
    ----------
    heading : str
    stored : Stored
        Its cells as the reader keeps them.
    """

    heading: str
    stored: Stored

    def __len__(self) -> int:
        return len(self.stored)

    @cached_property
    def _numbered(self) -> tuple[Numbers, Sequence[Cell]]:
        return self.stored.numbered()

    @property
    def codes(self) -> Numbers:
        """For each row the number of its value among `different`."""
        return self._numbered[0]

    @property
    def different(self) -> Sequence[Cell]:
        """The values that differ."""
        return self._numbered[1]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The values that differ as texts: dates as 2026-03-14, whole numbers without a point."""
        return tuple(as_text(each) for each in self.different)

    def chunks(self) -> Iterator[Sequence[Cell]]:
        """Yield the cells in order, some thousands at a time; a column of a million different texts is read so."""
        return self.stored.chunks()

    def taken(self, rows: Mask | Numbers) -> Column:
        """Return the column with some of its rows alone."""
        return Column(self.heading, Coded(self.codes[rows], self.different))


@dataclass(frozen=True)
class Origin:
    """Where a table was found.

    Attributes
    ----------
    file : str
        Path of the file.
    part : str
        Member of an archive, "" for a file of its own.
    sheet : str
        Sheet of a workbook, "" for none.
    heading : int
        Row of the heading, from 1.
    separator : str
        Sign between fields, "" where cells are typed.
    encoding : str
        Such as ``utf-8``, "" where cells are typed.
    """

    file: str
    part: str = ""
    sheet: str = ""
    heading: int = 1
    separator: str = ""
    encoding: str = ""

    def __str__(self) -> str:
        return " / ".join(each for each in (self.file, self.part, self.sheet) if each)


@dataclass(frozen=True, eq=False)
class Table:
    """What was found in one file, sheet or member of an archive.

    Attributes
    ----------
    origin : Origin
    columns : tuple of Column
        All of one length.
    rows : int array [n]
        Row of the file in which each stands, from 1, blank rows counted.
    faulty : mapping of int to int
        How many fields rows have that have too many or too few; they are in no column.
    notes : tuple of Phrase
        What was passed over or taken for something: title rows, comments, footers, totals.
    formulas : int
        Cells of a workbook that hold a formula and are read as its last value.
    origins : tuple of Origin
        Where the tables were found of which this one was put together; empty for one alone.
    """

    origin: Origin
    columns: tuple[Column, ...]
    rows: npt.NDArray[Any]
    faulty: Mapping[int, int] = field(default_factory=dict)
    notes: tuple[Phrase, ...] = ()
    formulas: int = 0
    origins: tuple[Origin, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings in the order of the columns."""
        return tuple(each.heading for each in self.columns)

    def __contains__(self, heading: str) -> bool:
        return heading in self.headings

    def __getitem__(self, heading: str) -> Column:
        """Return the column below a heading.

        Raises
        ------
        InputError
            If there is none.
        """
        for each in self.columns:
            if each.heading == heading:
                return each
        problem = "there is no column {heading!r}.{near}"
        raise InputError(problem, file=str(self.origin), heading=heading, near=guess(heading, self.headings))

    def taken(self, rows: Mask | Numbers) -> Table:
        """Return the table with some of its rows alone."""
        return replace(self, columns=tuple(each.taken(rows) for each in self.columns), rows=self.rows[rows])

    def with_columns(self, *columns: Column) -> Table:
        """Return the table with further columns, or others in the place of those of the same heading."""
        new = {each.heading: each for each in columns}
        kept = tuple(new.pop(each.heading, each) for each in self.columns)
        return replace(self, columns=(*kept, *new.values()))


@dataclass(frozen=True, eq=False)
class Reading:
    """All that was found below some paths.

    Attributes
    ----------
    tables : tuple of Table
    notes : tuple of Phrase
        Files that hold no table and were passed over, and which sheet was read.
    """

    tables: tuple[Table, ...]
    notes: tuple[Phrase, ...] = ()


def column_of(heading: str, cells: Sequence[Cell]) -> Column:
    """Return a column of given cells."""
    numbers: dict[tuple[type, Cell], int] = {}
    codes = [numbers.setdefault((type(each), each), len(numbers)) for each in cells]
    return Column(heading, Coded(np.array(codes, np.int32), [value for _, value in numbers]))


def as_text(cell: Cell) -> str:
    """Return a cell as text; dates as 2026-03-14, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() and not cell.tzinfo else cell.isoformat(sep=" ")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
