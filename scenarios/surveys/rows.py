"""Answers as they were sent, one row each, before it is judged which can be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..reading.column_dates import dates
from ..reading.column_numbers import numbers
from ..reading.month_days import first_days
from ..reading.tables import Cell, Column, Origin, Table, as_text, column_of
from .columns import DEPARTMENT, LEADS, NAME, SECONDS, SHEET, Columns, columns_of
from .instrument import Instrument
from .sheets import Sheet
from .ticks import NOTHING, says_yes, tick

DAY = 86_400.0
_ANONYMOUS = ("", "anonymous", "anonym", "anonyme", "-")
"""What tools write below the headings of persons where nobody is known."""
Ticks = npt.NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of one table or of many sheets (N rows, I questions).

    Attributes
    ----------
    ticks : int array [N, I]
        As `crm_adoption.scenarios.surveys.ticks.tick`.
    departments, names, sheets : tuple of str
        As written: department, questionnaire, and the random mark of a sheet; empty where there is none.
    heads : bool array [N]
    seconds : float array [N]
        How long it took; NaN where that is not known.
    missing : tuple of int
        Questions that have no column.
    personal, unknown, languages : tuple of str
        Headings of persons, headings of nothing that was asked, and languages of the questions.
    """

    ticks: Ticks
    departments: tuple[str, ...]
    names: tuple[str, ...]
    sheets: tuple[str, ...]
    heads: npt.NDArray[np.bool_]
    seconds: npt.NDArray[np.float64]
    missing: tuple[int, ...] = ()
    personal: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.departments)


def _each(column: Column, read: Callable[[Cell], int], kind: type[np.int16 | np.bool_]) -> npt.NDArray[Any]:
    """Return what is read of each cell, worked out once for each value that differs."""
    values = np.array([read(each) for each in column.different], kind)
    return values[column.codes] if len(values) else np.zeros(len(column), kind)


def rows_of_table(table: Table, asked: Instrument, found: Columns | None = None) -> Rows:
    """Return the rows of a table.

    Parameters
    ----------
    table : Table
    asked : Instrument
    found : Columns, optional
        What its columns are, if that is known already.
    """
    found = columns_of(table.headings, asked) if found is None else found
    ticks = np.zeros((len(table), len(asked.items)), np.int16)
    for number, headings in found.items.items():
        for heading in headings:
            said = _each(table[heading], lambda cell: tick(cell, asked), np.int16)
            ticks[:, number] = np.where(ticks[:, number] == NOTHING, said, ticks[:, number])
    return Rows(
        ticks, _texts(table, found, DEPARTMENT), _texts(table, found, NAME), _texts(table, found, SHEET),
        _heads(table, found, asked), _seconds(table, found),
        tuple(n for n in range(len(asked.items)) if n not in found.items),
        tuple(each for each in found.personal if _is_told(table[each])), found.unknown,
        _languages(table, found),
    )  # fmt: skip


def _texts(table: Table, found: Columns, what: str) -> tuple[str, ...]:
    texts = [""] * len(table)
    for heading in found.others.get(what, ()):
        column = table[heading]
        said = [as_text(each).strip() for each in column.different]
        texts = [text or said[code] for text, code in zip(texts, column.codes.tolist(), strict=True)]
    return tuple(texts)


def _heads(table: Table, found: Columns, asked: Instrument) -> npt.NDArray[np.bool_]:
    heads = np.zeros(len(table), bool)
    for heading in found.others.get(LEADS, ()):
        heads |= _each(table[heading], lambda cell: says_yes(cell, asked), np.bool_)
    return heads


def _languages(table: Table, found: Columns) -> tuple[str, ...]:
    said = {
        as_text(each).strip().casefold()[:2] for h in found.others.get("language", ()) for each in table[h].different
    }
    return tuple(sorted((said - {""}) | set(found.languages)))


def _is_told(column: Column) -> bool:
    """Return whether a column of persons names any."""
    return any(text.strip().casefold() not in _ANONYMOUS for text in column.texts)


def _seconds(table: Table, found: Columns) -> npt.NDArray[np.float64]:
    """Return how long each one took: as the file says, or from its beginning to its end."""
    for heading in found.others.get(SECONDS, ()):
        return np.asarray(numbers(table[heading], mark=".").values, np.float64)
    begun, ended = (found.others.get(what, ()) for what in ("begun", "ended"))
    if not begun or not ended:
        return np.full(len(table), np.nan)
    one, other = (_moment(table[each[0]]) for each in (begun, ended))
    took = other - one
    return np.where((took >= 0) & (took < DAY), took, np.nan)


def _moment(column: Column) -> npt.NDArray[np.float64]:
    when = dates(column)
    good = when.good & (when.second >= 0) & (when.grain in ("minute", "second"))
    days = np.full(len(column), np.nan)
    days[good] = first_days(when.month[good]) + when.day[good]
    return days * DAY + np.where(good, when.second, 0)


def rows_of_sheets(sheets: Sequence[Sheet], asked: Instrument) -> Rows:
    """Return filled sheets as rows; one with another number of answers is none of this questionnaire."""
    here = [each if len(each.ticks) == len(asked.items) else Sheet({**each.fields, NAME: "?"}, ()) for each in sheets]
    blank = ("",) * len(asked.items)
    columns = [
        *(column_of(name, [each.fields.get(name, "") for each in here]) for name in (NAME, SHEET, DEPARTMENT, LEADS)),
        *(column_of(name, [each.fields.get(name, "") for each in here]) for name in ("language", SECONDS)),
        *(
            column_of(each.name, [(sheet.ticks or blank)[number] for sheet in here])
            for number, each in enumerate(asked.items)
        ),
    ]
    return rows_of_table(Table(Origin(""), tuple(columns), np.arange(1, len(here) + 1)), asked)
