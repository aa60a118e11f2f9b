"""Tables of one form, put one below the other: daily files, sheets by month; what stands in two of them counts once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from .keys import plain
from .storing import numbered
from .tables import Cell, Column, Numbers, Stored, Table

FILE = 1_000_000_000
"""What the number of a row grows by from file to file."""
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Stacked:
    """Cells of several tables, one after the other."""

    parts: tuple[Stored, ...]

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    @property
    def closely(self) -> bool:
        """Whether hardly any two are alike."""
        return any(each.closely for each in self.parts)

    def chunks(self) -> Iterator[Sequence[Cell]]:
        """Yield the cells in order, some thousands at a time."""
        return chain.from_iterable(each.chunks() for each in self.parts)

    def numbered(self) -> tuple[Numbers, Sequence[Cell]]:
        """Return for each cell the number of its value, and the values."""
        if self.closely:
            return numbered(self.chunks())
        numbers: dict[tuple[type, Cell], int] = {}
        codes = []
        for part in self.parts:
            own, values = part.numbered()
            place = np.array([numbers.setdefault((type(each), each), len(numbers)) for each in values], np.int32)
            codes.append(place[own] if len(values) else own)
        return np.concatenate(codes), [value for _, value in numbers]


def by_form(tables: Sequence[Table]) -> list[list[Table]]:
    """Return tables in groups of the same headings, whatever their order."""
    groups: dict[frozenset[str], list[Table]] = {}
    for each in tables:
        groups.setdefault(frozenset(map(plain, each.headings)), []).append(each)
    return list(groups.values())


def stacked(tables: Sequence[Table]) -> tuple[Table, int]:
    """Return tables of one form as one, and how many rows stood in more than one of them and count once.

    A row that one table holds twice is left as it is: it may be two uses.
    """
    first = tables[0]
    if len(tables) == 1:
        return first, 0
    spelt = [{plain(each.heading): each for each in table.columns} for table in tables]
    columns = tuple(
        Column(each.heading, Stacked(tuple(found[plain(each.heading)].stored for found in spelt)))
        for each in first.columns
    )
    rows = np.concatenate([table.rows.astype(np.int64) + FILE * n for n, table in enumerate(tables)])
    faulty = {row + FILE * n: count for n, table in enumerate(tables) for row, count in table.faulty.items()}
    notes = tuple(dict.fromkeys(note for table in tables for note in table.notes))
    whole = Table(first.origin, columns, rows, faulty, notes, sum(table.formulas for table in tables),
                  tuple(each.origin for each in tables))  # fmt: skip
    kept = once(hashes(whole), np.repeat(np.arange(len(tables)), [len(table) for table in tables]))
    return (whole, 0) if kept.all() else (whole.taken(kept), int((~kept).sum()))


def hashes(table: Table) -> Hashes:
    """Return a number for each row by which rows of the same cells are known, within this run."""
    found = np.zeros(len(table), np.uint64)
    for column in sorted(table.columns, key=lambda each: plain(each.heading)):
        found = found * np.uint64(1_099_511_628_211) ^ of_column(column)
    return found


def of_column(column: Column) -> Hashes:
    """Return a number for each cell by which equal cells are known, within this run."""
    if column.stored.closely:
        return np.fromiter(map(_hash, chain.from_iterable(column.chunks())), np.uint64, len(column))
    return np.fromiter(map(_hash, column.different), np.uint64, len(column.different))[column.codes]


def _hash(cell: Any) -> int:
    return hash(cell) & 0xFFFF_FFFF_FFFF_FFFF


def once(rows: Hashes, file: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Return which rows to keep so that what several files share counts as often as the file does that has most."""
    order = np.lexsort((np.arange(len(rows)), file, rows))
    same = np.zeros(len(rows), bool)
    same[1:] = (rows[order][1:] == rows[order][:-1]) & (file[order][1:] == file[order][:-1])
    starts = np.maximum.accumulate(np.where(same, 0, np.arange(len(rows))))
    nth = np.empty(len(rows), np.int64)
    nth[order] = np.arange(len(rows)) - starts
    _, first = np.unique(rows * np.uint64(6_364_136_223_846_793_005) + nth.astype(np.uint64), return_index=True)
    kept = np.zeros(len(rows), bool)
    kept[first] = True
    return kept


def row_of(table: Table, row: int) -> int | str:
    """Return where a row stands: its number, behind the name of its file where there are several."""
    if not table.origins:
        return int(row)
    origin = table.origins[int(row) // FILE]
    name = origin.sheet or origin.part or origin.file
    return f"{name.rsplit('/', 1)[-1]}: {int(row) % FILE}"
