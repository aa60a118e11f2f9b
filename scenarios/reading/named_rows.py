"""Small tables of named columns, row by row: rosters, ties, features, design points."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ...model.errors import InputError, guess
from ...model.phrase import SILENCE, Phrase
from .any_table import read_one
from .column_numbers import Judged, numbers
from .dialects import SEPARATORS
from .how import UNSAID, How
from .keys import plain
from .tables import Table


@dataclass(frozen=True)
class Row:
    """One row: where it stands in the file (from 1), and its fields by column.

    Attributes
    ----------
    line : int
    fields : mapping of str to str
    fault : Phrase
        What is wrong with it as a row; empty if nothing is.
    place : int
        Its place among the rows that fit the heading, -1 if it does not.
    """

    line: int
    fields: Mapping[str, str]
    fault: Phrase = SILENCE
    place: int = -1

    def __getitem__(self, column: str) -> str:
        return self.fields.get(column, "")


@dataclass(frozen=True, eq=False)
class NamedTable:
    """A table whose columns stand under the names they should have.

    Attributes
    ----------
    columns : tuple of str
    table : Table
    how : How
    """

    columns: tuple[str, ...]
    table: Table
    how: How = UNSAID

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows that are not blank, in the order of the file."""
        texts = [[each.texts[code] for code in each.codes.tolist()] for each in self.table.columns]
        lines = self.table.rows.tolist()
        named = zip(*texts, strict=True)
        found = [
            Row(line, dict(zip(self.columns, fields, strict=True)), place=place)
            for place, (line, fields) in enumerate(zip(lines, named, strict=True))
        ]
        problem = "{count} fields where the heading has {wanted}"
        wrong = [
            Row(line, {}, Phrase(problem, count=count, wanted=len(self.columns)))
            for line, count in self.table.faulty.items()
        ]
        return tuple(sorted([*found, *wrong], key=lambda row: row.line)) if wrong else tuple(found)

    @cached_property
    def _judged(self) -> dict[str, Judged]:
        return {}

    def number(self, row: Row, column: str) -> float:
        """Return the number in a cell, as the whole column is read.

        Raises
        ------
        ValueError
            If there is none.
        InputError
            If the numbers of the column can be read in two ways.
        """
        if column not in self._judged:
            found = self.table.columns[self.columns.index(column)]
            self._judged[column] = numbers(found, mark=self.how.decimal_mark)
        value = float(self._judged[column].values[row.place])
        if math.isnan(value):
            raise ValueError(row[column])
        return value


def read_table(
    path: Path, kind: Phrase, names: Mapping[str, Sequence[str]], *, needed: Sequence[str] = (), others: bool = True,
    how: How = UNSAID,
) -> NamedTable:  # fmt: skip
    """Read a table whose columns are known under several names, from any file that can hold one.

    Parameters
    ----------
    path : Path
    kind : Phrase
        What it is, for messages, for example ``Phrase("roster")``.
    names : mapping of str to sequence of str
        Further headings under which a column may stand, by the name it should have.
    needed : sequence of str
        Columns that must be there.
    others : bool
        Whether further columns are kept under their own headings.
    how : How
        What is said of how it is written.

    Raises
    ------
    InputError
        If the file cannot be read, is empty, or its heading lacks a column or has one twice.
    """
    known = [each for name, more in names.items() for each in (name, *more)]
    table = read_one(path, kind, how, known)
    try:
        columns = _named(table, names, needed)
    except InputError as error:
        raise error.within(file=str(path)) from None
    kept = [others or column in names for column in columns]
    pairs = [(column, each) for column, each, keep in zip(columns, table.columns, kept, strict=True) if keep]
    cut = Table(table.origin, tuple(each for _, each in pairs), table.rows, table.faulty, table.notes)
    return NamedTable(tuple(column for column, _ in pairs), cut, how)


def _named(table: Table, names: Mapping[str, Sequence[str]], needed: Sequence[str]) -> list[str]:
    """Return the columns under the names they should have."""
    spellings = {plain(other): name for name, others in names.items() for other in (name, *others)}
    columns = [spellings.get(plain(heading), heading) for heading in table.headings]
    for name in dict.fromkeys(columns):
        if name in names and columns.count(name) > 1:
            problem = "column {name!r} stands in the heading {count} times; once is allowed."
            raise InputError(problem, name=name, count=columns.count(name))
    if missing := [name for name in needed if name not in columns]:
        raise _missing(table, missing)
    return columns


def _missing(table: Table, missing: Sequence[str]) -> InputError:
    listed, near = ", ".join(map(repr, missing)), guess(missing[0], table.headings)
    wanted = Phrase("column {names}" if len(missing) == 1 else "columns {names}", names=listed)
    found = ", ".join(table.headings)
    if table.origin.separator not in SEPARATORS:
        problem = "{columns} must stand in the heading once; found are {found}.{near}"
        return InputError(problem, columns=wanted, found=found, near=near)
    problem = "{columns} must stand in the heading once; found are {found}, separated by {separators}.{near}"
    return InputError(
        problem, columns=wanted, found=found, separators=SEPARATORS[table.origin.separator], near=near
    )  # fmt: skip
