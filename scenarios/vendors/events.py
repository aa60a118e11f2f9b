"""A table in the layout of a vendor as events: person, month, feature, count; rows that do not count are left out."""

from __future__ import annotations

import fnmatch
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from ..reading.stacking import row_of
from ..reading.tables import Coded, Column, Table, column_of
from .naming import Namer
from .recognising import by_key, there
from .record import Look, Only, Vendor
from .substance import substance

PERSON, MONTH, FEATURE, COUNT, CONTENT = "person", "month", "feature", "count", "content"
"""Headings of the columns of events."""
MOSTLY = 0.5
"""Share of a column's people in the roster from which the best heading is taken and no other is tried."""
MOST_NAMED = 3
"""Values that are named of each rule by which rows do not count."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Passed:
    """Rows that do not count by a rule of a layout: its column, the most frequent values, how many rows, the first."""

    heading: str
    values: tuple[tuple[str, int], ...]
    count: int
    rows: tuple[int | str, ...]


@dataclass(frozen=True, eq=False)
class Events:
    """What a table in the layout of a vendor says.

    Attributes
    ----------
    vendor : Vendor
    table : Table
        Columns `PERSON`, `MONTH`, `FEATURE`, and `COUNT` where there is one.
    columns : mapping of str to str
        Heading in the file of each of these.
    names : mapping of str to str
        Feature by name in the file, as far as the layout knows it.
    inside : tuple of str
        Names of which only some words name the feature.
    passed : tuple of Passed
    content : tuple of str
        What shows that a row holds work, as `crm_adoption.scenarios.vendors.substance.KINDS`; those rows are
        marked in the column `CONTENT`.
    """

    vendor: Vendor
    table: Table
    columns: Mapping[str, str]
    names: Mapping[str, str]
    inside: tuple[str, ...]
    passed: tuple[Passed, ...]
    content: tuple[str, ...]


def events_of(table: Table, vendor: Vendor, namer: Namer, ids: Collection[str], given: Mapping[str, str]) -> Events:
    """Return what a table in the layout of a vendor says.

    Parameters
    ----------
    table : Table
        Whose headings fit the layout.
    vendor : Vendor
    namer : Namer
        Says which feature a name stands for.
    ids : collection of str
        People of the roster: of several columns with people that is taken which names most of them.
    given : mapping of str to str
        Heading by kind of column, where a mapping says it.
    """
    found = by_key(table.headings)
    kept, passed = _counting(table, vendor.only, found)
    columns = {PERSON: given.get(PERSON) or _people(kept, list(there(vendor.person, found)), ids)}
    columns[MONTH] = given.get(MONTH) or next(there(vendor.month, found))
    if count := given.get(COUNT) or next(there(vendor.count, found), ""):
        columns[COUNT] = count
    parts = [_renamed(kept[heading], kind) for kind, heading in columns.items()]
    feature, shown = _feature(kept, vendor, namer, given.get(FEATURE, ""), found)
    columns |= {FEATURE: shown} if shown else {}
    masks = substance(kept, vendor, kept[columns[PERSON]], found)
    held = [_marked(np.any(list(masks.values()), axis=0))] if masks else []
    events = replace(kept, columns=(*parts, feature, *held))
    return Events(vendor, events, columns, dict(namer.names), tuple(namer.inside), passed, tuple(masks))


def _marked(rows: Mask) -> Column:
    return Column(CONTENT, Coded(rows.astype(np.int32), ["", "x"]))


def _renamed(column: Column, heading: str) -> Column:
    return Column(heading, column.stored)


def matching(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Return a function that says whether a text is among some, whatever its case; ``*`` stands for anything."""
    form = re.compile("|".join(fnmatch.translate(each.casefold()) for each in patterns) or r"(?!)")
    return lambda text: form.match(text.strip().casefold()) is not None


def _counting(table: Table, rules: Sequence[Only], found: Mapping[str, str]) -> tuple[Table, tuple[Passed, ...]]:
    """Return the rows that count by all rules, and what does not by each."""
    passed = []
    for rule in rules:
        heading = next(there(rule.column, found), "")
        if not heading:
            continue
        column, counts, never = table[heading], matching(rule.values), matching(rule.never)
        good = np.array([(not rule.values or counts(text)) and not never(text) for text in column.texts], np.bool_)
        keep = good[column.codes] if len(column.texts) else np.zeros(0, np.bool_)
        if not keep.all():
            passed.append(_passed(column, ~keep, table))
            table = table.taken(keep)
    return table, tuple(passed)


def _passed(column: Column, out: Mask, table: Table) -> Passed:
    most = Counter(dict(enumerate(np.bincount(column.codes[out], minlength=len(column.texts)).tolist())))
    values = tuple((column.texts[code], count) for code, count in most.most_common(MOST_NAMED) if count)
    rows = tuple(row_of(table, int(each)) for each in np.sort(table.rows[out])[:5])
    return Passed(column.heading, values, int(out.sum()), rows)


def _people(table: Table, headings: Sequence[str], ids: Collection[str]) -> str:
    """Return the heading of the column that names most people of the roster; the first, where none does."""
    known = {each.strip().casefold() for each in ids}

    def meets(heading: str) -> float:
        """Return the share of the people in a column who are in the roster, and most of them as all of them."""
        people = {text.strip().casefold() for text in table[heading].texts}
        return min(len(people & known) / max(len(people), 1), MOSTLY)

    return max(headings, key=meets)


def _feature(table: Table, vendor: Vendor, namer: Namer, given: str, found: Mapping[str, str]) -> tuple[Column, str]:
    """Return the column of features, and where in the file it stands."""
    if given:
        return _renamed(table[given], FEATURE), given
    if vendor.one:
        one = next(each for each in vendor.one if any(there([each], found)))
        return _constant(vendor.one[one], len(table)), ""
    looks = [(look, heading) for look in vendor.looks if (heading := next(there(look.column, found), ""))]
    if not looks:
        return _constant("login", len(table)), ""
    codes, numbers = np.full(len(table), -1, np.int64), dict[str, int]()
    for look, heading in looks:
        column = _part(table[heading], look)
        known = [namer.named(text, look, vendor.features) for text in column.texts]
        place = [-1 if each is None else numbers.setdefault(each, len(numbers)) for each in known]
        codes = np.where(codes < 0, np.array(place or [-1], np.int64)[column.codes], codes)
    codes[codes < 0] = numbers.setdefault("", len(numbers))
    shown = ", ".join(dict.fromkeys(heading + (f" ({look.json})" if look.json else "") for look, heading in looks))
    return Column(FEATURE, Coded(codes.astype(np.int32), list(numbers))), shown


def _constant(name: str, rows: int) -> Column:
    return Column(FEATURE, Coded(np.zeros(rows, np.int32), [name]))


def _part(column: Column, look: Look) -> Column:
    """Return the part of each cell that names something."""
    if look.json:
        return column_of(column.heading, list(_in_json(chain.from_iterable(column.chunks()), look.json)))
    if look.part:
        form = re.compile(look.part)
        texts = [found[1] if (found := form.search(text)) else "" for text in column.texts]
        return Column(column.heading, Coded(column.codes, texts))
    return column


def _in_json(cells: Iterator[object], name: str) -> Iterator[str]:
    for cell in cells:
        try:
            value = json.loads(str(cell)).get(name, "")
        except (ValueError, AttributeError, RecursionError):
            value = ""
        yield value if isinstance(value, str) else ""
