"""The layouts of exports, brought into one: person, month, feature, count, and the row in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, guess
from ...model.features import Feature
from ...model.phrase import Phrase
from ..reading.column_dates import Dates, dates
from ..reading.column_numbers import Judged, numbers, value_of
from ..reading.keys import NO, YES, plain
from ..reading.tables import Coded, Column, Table, column_of
from .headings import LOGIN, feature_spellings
from .mapping import Naming, columns_of

Numbers = npt.NDArray[np.int64]
LOOKED_AT = 200
"""Different cells of a column that are looked at to see whether it holds numbers."""
_WORDS = {**dict.fromkeys(YES, 1), **dict.fromkeys(NO, 0)}


@dataclass(frozen=True, eq=False)
class Records:
    """An export in one layout (n records).

    Attributes
    ----------
    layout : str
        As `Usage.layout`.
    person, feature : Column
    when : Dates
    month : Column
        As it is written.
    count : Judged or None
        None where each record is one use.
    counted : Column or None
        Counts as they are written.
    row : int array [n]
        Row of the file.
    table : Table
        Where they stand.
    columns : mapping of str to str
        Heading by what it is.
    """

    layout: str
    person: Column
    when: Dates
    month: Column
    feature: Column
    count: Judged | None
    counted: Column | None
    row: Numbers
    table: Table
    columns: Mapping[str, str]

    @property
    def rows_in_file(self) -> int:
        """How many rows the table has that fit its heading."""
        return len(self.table)

    @property
    def assumed(self) -> tuple[Phrase, ...]:
        """What was concluded of how dates and counts are written."""
        return (*self.when.assumed, *(self.count.assumed if self.count else ()))


def records(table: Table, naming: Naming, features: Sequence[Feature]) -> Records:
    """Return what an export holds, whatever its layout.

    Raises
    ------
    InputError
        If a column that is needed cannot be found, or dates or counts can be read in two ways.
    """
    headings = list(table.headings)
    columns = columns_of(headings, naming)
    if "person" not in columns:
        raise _missing("person", headings)
    rest = [each for each in headings if each not in columns.values()]
    if "feature" in columns:
        return _with_feature(table, naming, columns, rest)
    known = feature_spellings(features) | {plain(name): name for name in naming.features}
    wide = [each for each in rest if plain(each) in known or _holds_numbers(table[each])]
    if wide and "count" in columns:  # beside a column per feature, log-ins are one more of them
        wide.append(columns["count"])
    if "month" in columns and wide:
        return _wide(table, naming, columns, wide, "feature")
    if "month" in columns or "last_used" in columns:
        return _long(table, naming, columns)
    raise _missing("month", headings)


def _missing(kind: str, headings: Sequence[str]) -> InputError:
    found = ", ".join(map(repr, headings[:20]))
    problem = (
        "no column is known to be the {kind}; found are {found}.{near} Say which it is in a mapping: [columns] {kind} "
        '= "...".'
    )
    return InputError(problem, field=f"columns.{kind}", kind=kind, found=found, near=guess(kind, headings))


def _holds_numbers(column: Column) -> bool:
    """Return whether the first cells of a column that are not empty hold numbers."""
    cells = [each for each in next(iter(column.chunks()), ())[:LOOKED_AT] if each != ""]
    return bool(cells) and all(value_of(each) >= 0.0 for each in cells)


def _with_feature(table: Table, naming: Naming, columns: Mapping[str, str], rest: Sequence[str]) -> Records:
    if "month" in columns or ("last_used" in columns and not _months_among(rest)):
        return _long(table, naming, columns)
    months = _months_among(rest)
    if not months:
        raise _missing("month", table.headings)
    return _wide(table, naming, columns, months, "month")


def _months_among(headings: Sequence[str]) -> list[str]:
    found = dates(column_of("", list(headings)), order="day first", serials="1900")
    return [each for each, good in zip(headings, found.good.tolist(), strict=True) if good]


def _dates(column: Column, naming: Naming) -> Dates:
    zones = {"zone": naming.time_zone, "written_in": naming.written_in}
    return dates(column, order=naming.date_order, serials=naming.serials, **zones)


def _counts(column: Column, naming: Naming) -> Judged:
    """Return counts; what only says yes or no counts as one or none."""
    told = [_WORDS.get(each.casefold(), each) if isinstance(each, str) else each for each in column.different]
    return numbers(Column(column.heading, Coded(column.codes, told)), mark=naming.decimal_mark)


def _long(table: Table, naming: Naming, columns: Mapping[str, str]) -> Records:
    by_last = "last_used" in columns and ("month" not in columns or "count" not in columns)
    month = table[columns["last_used"] if by_last else columns["month"]]
    if "feature" in columns:
        feature = table[columns["feature"]]
    else:
        feature = Column("", Coded(np.zeros(len(table), np.int32), [LOGIN]))
    counted = table[columns["count"]] if "count" in columns and not by_last else None
    kept = {kind: heading for kind, heading in columns.items() if kind != "last_used" or by_last}
    layout = "last use" if by_last and "month" not in columns else "long" if counted else "log"
    found = Records(
        layout, table[columns["person"]], _dates(month, naming), month, feature,
        _counts(counted, naming) if counted else None, counted, table.rows.astype(np.int64), table, kept,
    )  # fmt: skip
    return taken(found, month.codes != _number_of_empty(month)) if by_last else found


def _number_of_empty(column: Column) -> int:
    """Return which number an empty cell has in a column: of a feature that was never used."""
    return next((number for number, cell in enumerate(column.different) if cell == ""), -1)


def taken(found: Records, rows: npt.NDArray[np.bool_]) -> Records:
    """Return some of the records alone."""
    when = found.when
    dates_there = replace(when, month=when.month[rows], day=when.day[rows], second=when.second[rows])
    count = None if found.count is None else replace(found.count, values=found.count.values[rows])
    return replace(
        found, person=found.person.taken(rows), when=dates_there, month=found.month.taken(rows),
        feature=found.feature.taken(rows), count=count,
        counted=None if found.counted is None else found.counted.taken(rows), row=found.row[rows],
    )  # fmt: skip


def _wide(table: Table, naming: Naming, columns: Mapping[str, str], across: list[str], what: str) -> Records:
    """Return a table with a column per feature or month as one record per cell that is not empty."""
    n, k = len(table), len(across)
    cells = _side_by_side([table[each] for each in across])
    full = np.array([cell != "" for cell in cells.different], bool)[cells.codes]
    repeated = np.repeat(np.arange(n), k)[full]
    beside = "month" if what == "feature" else "feature"
    person, other = (table[columns[each]].taken(repeated) for each in ("person", beside))
    wide = Column(what, Coded(np.tile(np.arange(k, dtype=np.int32), n)[full], across))
    month, feature = (other, wide) if what == "feature" else (wide, other)
    counted = cells.taken(full)
    kept = {kind: heading for kind, heading in columns.items() if kind in ("person", "month", "feature")}
    kept[what] = f"{across[0]} ... {across[-1]}"
    when = _dates(month, naming) if what == "feature" else dates(month, order="day first", serials="1900")
    row = table.rows.astype(np.int64)[repeated]
    return Records(
        f"wide by {what}", person, when, month, feature, _counts(counted, naming), counted, row, table, kept
    )  # fmt: skip


def _side_by_side(columns: Sequence[Column]) -> Column:
    """Return the cells of several columns as one, row by row: they hold one kind of number, judged together."""
    together = column_of("", [each for column in columns for each in column.different])
    codes, at = [], 0
    for column in columns:
        codes.append(together.codes[at : at + len(column.different)][column.codes])
        at += len(column.different)
    heading = f"{columns[0].heading} ... {columns[-1].heading}"
    return Column(heading, Coded(np.stack(codes, axis=1).ravel(), together.different))
