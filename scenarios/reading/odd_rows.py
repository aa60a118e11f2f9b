"""Rows amid a table that are none of its records: blank ones, totals, the heading once more."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
import numpy.typing as npt

from .heading_rows import TOTALS, is_total
from .keys import plain
from .storing import BLANK, Packed
from .tables import Column, Table

Places = npt.NDArray[np.int64]
NOWHERE: Places = np.zeros(0, np.int64)


def _where(column: Column, wanted: Callable[[str], bool], *marks: bytes) -> Places:
    """Return the rows whose cell in a column is a text of a kind, which holds one of some marks."""
    if isinstance(column.stored, Packed):
        return np.fromiter(column.stored.places(marks, wanted), np.int64)
    good = [isinstance(cell, str) and wanted(cell) for cell in column.different]
    return np.asarray(np.flatnonzero(np.array(good, bool)[column.codes]), np.int64) if any(good) else NOWHERE


def _texts(table: Table, places: Places) -> list[tuple[str, ...]]:
    """Return the texts of some rows."""
    columns = [[each.texts[code] for code in each.codes[places].tolist()] for each in table.columns]
    return list(zip(*columns, strict=True))


def _those(table: Table, places: Places, wanted: Callable[[tuple[str, ...]], bool]) -> Places:
    if not len(places):
        return NOWHERE
    kept = np.array([wanted(row) for row in _texts(table, places)], bool)
    return np.asarray(places[kept], np.int64)


def _begins_total(cell: str) -> bool:
    return cell[:1] in "gstziGSTZIuU" and is_total((cell, ""))


def blank_rows(table: Table) -> Places:
    """Return the rows in which nothing stands but blanks."""
    return _those(table, _where(table.columns[0], lambda cell: not cell, BLANK), lambda row: not any(row))


def totals(table: Table) -> Places:
    """Return the rows that add others up."""
    return _those(table, _where(table.columns[0], _begins_total, *TOTALS), is_total)


def headings_again(table: Table) -> Places:
    """Return the rows in which the heading stands once more, as where files were put together."""
    headings = table.headings
    return _those(
        table,
        _where(table.columns[0], lambda cell: cell == headings[0], headings[0].lower().encode()),
        lambda row: row == headings,
    )


def _spelt(cell: str, known: Collection[str]) -> bool:
    """Return whether a cell spells a heading; one or two letters may as well be somebody's id."""
    return len(cell) > 2 and plain(cell) in known


def other_headings(table: Table, known: Collection[str]) -> Places:
    """Return the rows in which other headings stand, as where columns are renamed half-way."""
    alike = next((each for each in table.columns if not each.stored.closely), None)
    first = NOWHERE if alike is None else _where(alike, lambda cell: _spelt(cell, known))
    return _those(table, first, lambda row: len(row) > 1 and sum(_spelt(cell, known) for cell in row) > len(row) / 2)
