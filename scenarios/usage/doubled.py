"""Rows that stand in a file twice by mistake: told from uses that are alike, of which there may be many in a minute."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..ground.distinct import distinct
from ..reading.keys import plain
from ..reading.stacking import hashes, of_column
from ..reading.tables import Column, Table
from .layout import Records

LEAST_SHARE, LEAST = 0.01, 10
"""Share and number of rows of a second that must stand twice to be a mistake, and not two clicks (judgement)."""
_IDS = ("id", "uuid", "guid", "number", "nummer", "nr")

Mask = npt.NDArray[np.bool_]


def doubled(table: Table, found: Records, people: Mask) -> Mask:
    """Return which records repeat another one by mistake.

    Equal rows are uses of their own unless all rows stand there twice, a column numbers the rows, they say to the
    second when they were and many are repeated, or each key has one count of its own.

    Parameters
    ----------
    table : Table
        As it was read.
    found : Records
        What was made of it.
    people : bool array [n]
        Which records are those of people; machines do things twice.
    """
    none = np.zeros(len(found.row), bool)
    if len(table) < 2 or any(_tells_apart(each) for each in table.columns):
        return none
    rows = hashes(table)
    _, place, often = np.unique(rows, return_inverse=True, return_counts=True)
    if often.max() == 1:
        return none
    at, nth = np.searchsorted(table.rows, found.row), _nth(place)
    if not (often % 2).any() and len(table) >= LEAST:
        return np.asarray((nth >= often[place] // 2)[at], bool)
    again = np.asarray((nth > 0)[at] & people, bool)
    return again if _is_mistake(table, found, int(again.sum()), len(often)) else none


def _tells_apart(column: Column) -> bool:
    """Return whether no two cells of a column are alike."""
    if not column.stored.closely:
        return len(column.different) == len(column)
    first = next(iter(column.chunks()), ())  # most columns show it there already
    if len(set(first)) < len(first):
        return False
    cells = np.sort(of_column(column))
    return not bool((cells[1:] == cells[:-1]).any())


def _is_mistake(table: Table, found: Records, again: int, different: int) -> bool:
    if any(_numbers_rows(each) for each in table.columns if each.heading != found.columns.get("person")):
        return True
    if found.when.grain == "second" and again >= max(LEAST, LEAST_SHARE * len(table)):
        return True
    if found.layout != "long" or found.count is None or not (found.count.values > 1.0).any():
        return False
    key = (found.person.codes.astype(np.int64) * (len(found.feature.different) + 1) + found.feature.codes) * 32
    day = found.when.month.astype(np.int64) * 100 + found.when.day
    keys = distinct(key + day * int(key.max() + 32))
    return len(keys) == different


def _numbers_rows(column: Column) -> bool:
    """Return whether a column is there to tell rows apart: by its heading, and since hardly any two are alike."""
    words = [plain(each) for each in column.heading.replace("_", " ").split()]
    named = bool(words) and (words[-1] in _IDS or plain(column.heading).endswith("id"))
    return named and len(distinct(of_column(column))) >= 0.4 * len(column)


def _nth(place: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return for each row how many of its kind stand before it."""
    order = np.argsort(place, kind="stable")
    starts = np.flatnonzero(np.diff(place[order], prepend=-1))
    nth = np.empty(len(place), np.int64)
    nth[order] = np.arange(len(place)) - np.repeat(starts, np.diff(np.append(starts, len(place))))
    return nth
