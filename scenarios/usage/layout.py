"""The layouts of exports, brought into one: person, month, feature, count, and the row in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, guess
from ...model.features import Feature
from ..reading.delimited import plain
from .headings import LOGIN, LOGIN_NAMES, feature_spellings
from .mapping import Naming, columns_of
from .months import UNREADABLE, month_of, order_of
from .source import Source

if TYPE_CHECKING:
    import pandas as pd

Numbers = npt.NDArray[np.int64]
_STAMP = r"\d{4}-\d{2}-\d{2}[T ]\d"
LOOKED_AT = 200
"""Cells of a column that are looked at to see whether it holds numbers."""


class Texts(NamedTuple):
    """A column: for each record the number of its text, and the texts that differ."""

    codes: Numbers
    different: list[str]


@dataclass(frozen=True, eq=False)
class Records:
    """An export in one layout (n records).

    Attributes
    ----------
    layout : str
        As `Usage.layout`.
    person, month, feature : Texts
    count : Texts or None
        None where each record is one use.
    row : int array [n]
        Row of the file.
    rows_in_file : int
    date_order : str
        How dates such as 03/04/2026 are meant; empty if nothing tells.
    columns : mapping of str to str
        Heading by what it is.
    """

    layout: str
    person: Texts
    month: Texts
    feature: Texts
    count: Texts | None
    row: Numbers
    rows_in_file: int
    date_order: str
    columns: Mapping[str, str]


def texts_of(column: pd.Series) -> Texts:
    """Return a column as numbers and the texts that differ, without blanks around them."""
    import pandas as pd

    codes, different = pd.factorize(column, use_na_sentinel=False)
    return Texts(np.asarray(codes, np.int64), [str(each).strip() for each in different])


def days_of(column: pd.Series) -> Texts:
    """Return a column of dates as texts; of points in time, as programs write them, the day alone."""
    first = column.iloc[:LOOKED_AT]
    if len(column) > LOOKED_AT and first.str.match(_STAMP).all():
        days = column.str.slice(0, 10)
        stamps = column.str.len() > 10
        column = days.where(
            stamps & (column.str.slice(4, 5) == "-") & (column.str.slice(10, 11).isin(["T", " "])), column
        )
    return texts_of(column)


def records(source: Source, naming: Naming, features: Sequence[Feature]) -> Records:
    """Return what an export holds, whatever its layout.

    Raises
    ------
    InputError
        If a column that is needed cannot be found.
    """
    headings = [str(each) for each in source.table.columns]
    columns = columns_of(headings, naming)
    if "person" not in columns:
        raise _missing("person", headings)
    rest = [each for each in headings if each not in columns.values()]
    if "feature" in columns:
        return _with_feature(source, naming, columns, rest)
    known = feature_spellings(features) | {plain(name): name for name in naming.features}
    wide = [each for each in rest if plain(each) in known or _numbers(source.table[each])]
    if wide and "count" in columns:  # beside a column per feature, log-ins are one more of them
        wide.append(columns["count"])
    if "month" in columns and wide:
        return _wide(source, naming, columns, wide, "feature")
    if "month" in columns or "last_used" in columns:
        return _long(source, naming, columns)
    raise _missing("month", headings)


def _missing(kind: str, headings: Sequence[str]) -> InputError:
    found = ", ".join(map(repr, headings[:20]))
    problem = (
        "no column is known to be the {kind}; found are {found}.{near} Say which it is in a mapping: [columns] {kind} "
        '= "...".'
    )
    return InputError(problem, field=f"columns.{kind}", kind=kind, found=found, near=guess(kind, headings))


def _numbers(column: pd.Series) -> bool:
    """Return whether the first cells of a column that are not empty hold numbers."""
    cells = [each for each in column.iloc[:LOOKED_AT] if str(each).strip()]
    return bool(cells) and all(str(each).strip().replace(".", "").replace(",", "").isdigit() for each in cells)


def _with_feature(source: Source, naming: Naming, columns: Mapping[str, str], rest: Sequence[str]) -> Records:
    if "month" in columns or ("last_used" in columns and not _months_among(rest)):
        return _long(source, naming, columns)
    months = _months_among(rest)
    if not months:
        raise _missing("month", [str(each) for each in source.table.columns])
    return _wide(source, naming, columns, months, "month")


def _months_among(headings: Sequence[str]) -> list[str]:
    return [each for each in headings if month_of(each, "day first")[0] != UNREADABLE]


def _order(naming: Naming, month: Texts) -> str:
    return naming.date_order or order_of(month.different)


def _long(source: Source, naming: Naming, columns: Mapping[str, str]) -> Records:
    table, n = source.table, len(source.table)
    by_last = "last_used" in columns and ("month" not in columns or "count" not in columns)
    when = columns["last_used"] if by_last else columns["month"]
    month = days_of(table[when])
    name = LOGIN if "feature" not in columns else ""
    feature = Texts(np.zeros(n, np.int64), [name]) if name else texts_of(table[columns["feature"]])
    count = texts_of(table[columns["count"]]) if "count" in columns and not by_last else None
    row = np.asarray(source.rows, np.int64)
    person = texts_of(table[columns["person"]])
    if by_last:  # an empty date says that the feature was never used
        used = np.array([bool(each) for each in month.different], bool)[month.codes]
        person, month, feature = (Texts(each.codes[used], each.different) for each in (person, month, feature))
        row = row[used]
    layout = "last use" if by_last and "month" not in columns else "long" if count else "log"
    used_columns = {kind: heading for kind, heading in columns.items() if kind != "last_used" or by_last}
    return Records(layout, person, month, feature, count, row, n, _order(naming, month), used_columns)


def _wide(source: Source, naming: Naming, columns: Mapping[str, str], across: list[str], what: str) -> Records:
    """Return a table with a column per feature or month as one record per cell that is not empty."""
    import pandas as pd

    table, n, k = source.table, len(source.table), len(across)
    cells = texts_of(pd.Series(table[across].to_numpy().ravel()))
    full = np.array([bool(each) for each in cells.different], bool)[cells.codes]
    numbered = np.tile(np.arange(k), n)
    beside = "month" if what == "feature" else "feature"
    person, other = (
        Texts(np.repeat(each.codes, k)[full], each.different)
        for each in (texts_of(table[columns["person"]]), texts_of(table[columns[beside]]))
    )  # fmt: skip
    wide = Texts(numbered[full], across)
    month, feature = (other, wide) if what == "feature" else (wide, other)
    count = Texts(cells.codes[full], cells.different)
    row = np.repeat(np.asarray(source.rows, np.int64), k)[full]
    kept = {kind: heading for kind, heading in columns.items() if kind in ("person", "month", "feature")}
    kept[what] = f"{across[0]} ... {across[-1]}"
    order = naming.date_order or ("day first" if what == "month" else order_of(month.different))
    return Records(f"wide by {what}", person, month, feature, count, row, n, order, kept)


def login_name(name: str) -> bool:
    """Return whether a name stands for logging in."""
    return plain(name) in map(plain, LOGIN_NAMES)
