"""Whether a row holds work, beyond that there was a click: fields, notes, stages, records that several people use."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from ..reading.tables import Column, Table
from .recognising import there
from .record import Substance, Vendor

KINDS = ("fields", "note", "stage", "others")
"""What can show that a row holds work: fields filled or changed, a note, a stage that moved, a record of several."""
FIELDS_FROM = 3
"""Fields from which a row holds more than what must be entered (judgement)."""
NOTE_FROM = 40
"""Signs from which a note says something (judgement)."""
RECORDS_EACH = 2
"""Records for each person from which what stands in a column of records tells them apart (judgement)."""

Mask = npt.NDArray[np.bool_]


def substance(table: Table, vendor: Vendor, person: Column, found: Mapping[str, str]) -> dict[str, Mask]:
    """Return by kind which rows hold work; a kind in which all rows are alike tells nothing and is missing.

    Parameters
    ----------
    table : Table
        Rows that count.
    vendor : Vendor
    person : Column
        Who did it.
    found : mapping of str to str
        Headings of the table by their keys.
    """
    names = vendor.substance
    masks = {
        "fields": _fields(table, names, found),
        "note": _by_text(table, names.note, found, lambda text: len(text) >= NOTE_FROM),
        "stage": _stage(table, names, found),
        "others": _others(table, names, person, found),
    }
    return {kind: mask for kind, mask in masks.items() if mask is not None and mask.any() and not mask.all()}


def _column(table: Table, names: Sequence[str], found: Mapping[str, str]) -> Column | None:
    heading = next(there(names, found), "")
    return table[heading] if heading else None


def _by_text(table: Table, names: Sequence[str], found: Mapping[str, str], holds: Callable[[str], bool]) -> Mask | None:
    """Return for each row whether the text of a column holds something, None without the column."""
    column = _column(table, names, found)
    if column is None or not len(column):
        return None
    return np.array([holds(text.strip()) for text in column.texts], np.bool_)[column.codes]


def _fields(table: Table, names: Substance, found: Mapping[str, str]) -> Mask | None:
    """Return which rows have enough fields: named in one column, in JSON, or in columns of their own."""
    column = _column(table, names.inside[:1], found)
    if column is not None and len(column):
        counts = _in_json(chain.from_iterable(column.chunks()), names.inside[1])
        return np.fromiter(counts, np.int64, len(column)) >= FIELDS_FROM
    listed = _by_text(table, names.fields, found, lambda text: len(_parts(text)) >= FIELDS_FROM)
    columns = [table[heading] for heading in there(names.filled, found)]
    if listed is not None or not columns or not len(table):
        return listed
    filled = [np.array([bool(text.strip()) for text in each.texts], np.bool_)[each.codes] for each in columns]
    return np.asarray(np.sum(filled, axis=0) >= min(FIELDS_FROM, len(columns)))


def _parts(text: str) -> list[str]:
    return [part for part in text.replace(";", ",").split(",") if part.strip()]


def _in_json(cells: Iterator[object], name: str) -> Iterator[int]:
    """Yield how many fields stand below a name in the JSON of each cell."""
    for cell in cells:
        try:
            value = json.loads(str(cell)).get(name, ())
        except (ValueError, AttributeError, RecursionError):
            value = ()
        yield len(value) if isinstance(value, (list, dict)) else 0


def _stage(table: Table, names: Substance, found: Mapping[str, str]) -> Mask | None:
    old, new = (_column(table, each, found) for each in (names.old, names.new))
    if old is None or new is None:
        return None
    before, after = (np.array([text.strip() for text in each.texts], object)[each.codes] for each in (old, new))
    return np.asarray((before != after) & (after != ""), np.bool_)


def _others(table: Table, names: Substance, person: Column, found: Mapping[str, str]) -> Mask | None:
    """Return which rows are on a record of somebody else: the owner's, or one that several people use."""
    owner = _column(table, names.owner, found)
    if owner is not None:
        owners, people = (
            np.array([text.strip().casefold() for text in each.texts], object)[each.codes] for each in (owner, person)
        )
        return np.asarray((owners != people) & (owners != ""), np.bool_)
    column = _column(table, names.record, found)
    if column is None or len(column.texts) < RECORDS_EACH * len(person.texts):
        return None
    pairs = np.unique(np.stack([column.codes, person.codes]), axis=1)
    people_on = np.bincount(pairs[0], minlength=len(column.texts))
    several = np.array([bool(text.strip()) for text in column.texts], np.bool_) & (people_on > 1)
    return np.asarray(several[column.codes], np.bool_)
