"""From rows to a table: the heading found, titles and footers named, faulty rows counted, cells gathered by column."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...model.display import displayable
from ...model.errors import InputError
from ...model.phrase import Phrase, joined
from .heading_rows import FOOTERS, footers_at, heading_at, is_total
from .odd_rows import blank_rows, headings_again, other_headings, totals
from .storing import Gathering
from .tables import Column, Numbers, Origin, Table, as_text

Rows = Sequence[Sequence[Any]]
SHOWN = 3
"""Rows of a kind that a note names."""


class Frame:
    """A table that is being read row by row.

    Parameters
    ----------
    origin : Origin
    kind : Phrase
        What it is, for messages.
    known : collection of str
        Spellings of headings that one may expect.
    first : sequence of rows
        As many as there are to find the heading among.
    skipped : int
        Lines before the first row.

    Raises
    ------
    InputError
        If all rows are blank.
    """

    def __init__(self, origin: Origin, kind: Phrase, known: Collection[str], first: Rows, skipped: int = 0) -> None:
        at = heading_at([[_shown(cell) for cell in row] for row in first], known)
        if at < 0:
            raise InputError("this {kind} is empty.", kind=kind)
        self.origin = replace(origin, heading=at + 1 + skipped)
        headings = [_shown(cell).lstrip("#").strip() if not n else _shown(cell) for n, cell in enumerate(first[at])]
        while headings and not headings[-1]:
            headings.pop()
        self._headings, self._typed, self._known = tuple(headings), not origin.separator, known
        self._columns = [Gathering() for _ in headings]
        self._numbers: list[Numbers] = []
        self._next = at + 2 + skipped
        self._faulty: dict[int, int] = {}
        self._aside: dict[str, list[tuple[int, str]]] = {}
        above = [[_shown(cell) for cell in row] for row in first[:at]]
        self._titles = [next(cell for cell in row if cell) for row in above if any(row)][:SHOWN]
        self._held: list[Sequence[Any]] = []
        self.add(first[at + 1 :])

    def add(self, rows: Rows) -> None:
        """Take the next rows; the last ones wait, since they may be footers."""
        waiting = [*self._held, *rows]
        keep = max(len(waiting) - FOOTERS, 0)
        self._held = waiting[keep:]
        self._take(waiting[:keep])

    def _take(self, rows: Rows) -> None:
        width, first = len(self._headings), self._next
        self._next += len(rows)
        if not rows:
            return
        good = [len(row) == width and row[0] != "" for row in rows]
        numbers = np.arange(first, first + len(rows), dtype=np.int32)
        if not all(good):
            kept = [self._whole(row, first + n) if not fine else row
                    for n, (row, fine) in enumerate(zip(rows, good, strict=True))]  # fmt: skip
            numbers = numbers[[row is not None for row in kept]]
            rows = [row for row in kept if row is not None]
        if rows:
            self._numbers.append(numbers)
            for column, cells in zip(self._columns, zip(*rows, strict=True), strict=True):
                column.add_typed(cells) if self._typed else column.add(cells)

    def _whole(self, row: Sequence[Any], number: int) -> Sequence[Any] | None:
        """Return a row in the width of the heading; None if it is blank, adds others up, or does not fit."""
        while len(row) > len(self._headings) and row[-1] == "":
            row = row[:-1]
        shown = [_shown(cell) for cell in row]
        if not any(shown):
            return None
        if kind := "total" if is_total(shown) else "comment" if _is_remark(shown) else "":
            self._put_aside(kind, shown, number)
            return None
        if len(row) != len(self._headings):
            self._faulty[number] = len(row)
            return None
        return row

    def _put_aside(self, kind: str, row: Sequence[str], number: int) -> None:
        self._aside.setdefault(kind, []).append((number, next(cell for cell in row if cell)))

    def table(self) -> Table:
        """Return what was taken.

        Raises
        ------
        InputError
            If other headings stand further down.
        """
        self._without_footers()
        self._take(self._held)
        pairs = zip(self._headings, self._columns, strict=True)
        columns = tuple(Column(heading, each.stored()) for heading, each in pairs)
        rows = np.concatenate(self._numbers) if self._numbers else np.zeros(0, np.int32)
        found = Table(self.origin, columns, rows, dict(self._faulty))
        for kind, odd in (("blank", blank_rows(found)), ("total", totals(found)), ("heading", headings_again(found))):
            if len(odd):
                self._aside.setdefault(kind, []).extend((int(found.rows[n]), "") for n in odd if kind != "blank")
                found = found.taken(np.setdiff1d(np.arange(len(found), dtype=np.int32), odd))
        if len(self._headings) > 1 and len(other := other_headings(found, self._known)):
            row = [column.texts[column.codes[other[0]]] for column in found.columns]
            problem = "columns are renamed in row {row}, from {before} to {after}; part the file there."
            raise InputError(problem, row=int(found.rows[other[0]]), before=", ".join(self._headings[:6]),
                             after=", ".join(row[:6]))  # fmt: skip
        return replace(found, notes=tuple(self._notes()))

    def _without_footers(self) -> None:
        rows = [[_shown(cell) for cell in row] for row in self._held]
        for number in range(len(rows), footers_at(rows, len(self._headings)), -1):
            self._held.pop()
            if any(shown := rows[number - 1]):
                kind = "total" if is_total(shown) else "footer"
                self._put_aside(kind, shown, self._next + number - 1)

    def _notes(self) -> Iterator[Phrase]:
        if self._titles:
            yield Phrase("the heading stands in row {row}, below {titles}", row=self.origin.heading,
                         titles=joined(", ", map(repr, self._titles)))  # fmt: skip
        for kind, rows in self._aside.items():
            if rows:
                yield _said(len(rows), ", ".join(str(number) for number, _ in sorted(rows)[:SHOWN]))[kind]


def _said(count: int, rows: str) -> dict[str, Phrase]:
    """Return what is said of rows that are left out, by what they are."""
    return {
        "total": Phrase("{count} rows add others up and are left out (row {rows})", count=count, rows=rows),
        "comment": Phrase("{count} rows are remarks and are left out (row {rows})", count=count, rows=rows),
        "footer": Phrase("{count} rows at the end are no part of the table (row {rows})", count=count, rows=rows),
        "heading": Phrase("{count} rows repeat the heading and are left out (row {rows})", count=count, rows=rows),
    }


def _is_remark(shown: Sequence[str]) -> bool:
    return len(shown) > 1 and shown[0].startswith("#") and sum(map(bool, shown)) == 1


def _shown(cell: Any) -> str:
    return displayable(as_text(cell)).strip()
