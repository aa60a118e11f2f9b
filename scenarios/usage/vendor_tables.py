"""Tables in the layout of a vendor, brought into the one that every export is read in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.features import Feature
from ...model.phrase import Phrase
from ..reading.stacking import FILE
from ..reading.tables import Coded, Column, Origin, Table, column_of
from ..vendors.events import CONTENT, COUNT, FEATURE, MONTH, PERSON, Events, Passed, events_of
from ..vendors.naming import Namer
from ..vendors.recognising import fits, headings_of, recognised
from ..vendors.record import Vendor, vendor, vendors
from .headings import COLUMNS, LOGIN, shared_names
from .layout import Records
from .mapping import LEFT_OUT, Naming
from .problems import Problem, in_order
from .rows import Judged
from .usage import Usage

NO_VENDOR = "none"
"""What is said in the place of a vendor where a file is to be read as no vendor's."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """A table as it goes on, and what the words in it stand for.

    Attributes
    ----------
    table : Table
    naming : Naming
    events : tuple of Events
        What was made of it; empty where it has no vendor's layout.
    """

    table: Table
    naming: Naming
    events: tuple[Events, ...] = ()


def vendor_of(table: Table, naming: Naming) -> Vendor | None:
    """Return the layout of a table: the one that was named, or the one its headings tell.

    Raises
    ------
    InputError
        If there is none of the name, or the table lacks what it has.
    """
    if naming.vendor == NO_VENDOR:
        return None
    if not naming.vendor:
        return recognised(table.headings)
    named = vendor(naming.vendor)
    if not fits(named, table.headings):
        problem = (
            "the headings are not those of {name}: it has a person ({person}), a date ({date}){marks}; found are "
            "{found}."
        )
        groups = [named.person, named.month, *named.marks]
        person, date, *marks = (", ".join(map(repr, group[:3])) for group in groups)
        also = Phrase(" and one of {marks}", marks="; ".join(marks)) if marks else Phrase("")
        found = ", ".join(map(repr, table.headings[:20]))
        raise InputError(problem, field="vendor", name=named.name, person=person, date=date, marks=also, found=found)
    return named


def prepared(table: Table, naming: Naming, ids: Sequence[str], features: Sequence[Feature]) -> Prepared:
    """Return a table in the layout of a vendor as events; any other table as it is."""
    found = vendor_of(table, naming)
    if found is None:
        return Prepared(table, naming)
    namer = Namer([each.name for each in features], list(naming.features), shared_names(features))
    given = {kind: heading for kind, heading in naming.columns.items() if heading in table}
    events = events_of(table, found, namer, ids, given)
    out = {name: LEFT_OUT for name, feature in events.names.items() if not feature}
    own = {kind: kind for kind in (PERSON, MONTH, FEATURE, COUNT) if kind in events.table}
    own_naming = replace(naming, columns=own, features=out | dict(naming.features), written_in=found.zone)
    return Prepared(events.table, own_naming, (events,))


def known_headings(naming: Naming) -> list[str]:
    """Return all headings that are known, by which the row of the headings is found."""
    own = [each for name, more in COLUMNS.items() for each in (name, *more)]
    return [*naming.columns.values(), *own, *(heading for each in vendors() for heading in headings_of(each))]


def together(ready: Sequence[Prepared]) -> Prepared:
    """Return events of several layouts as one table: each row of a layout without counts is one use."""
    kinds = [kind for kind in (COUNT, CONTENT) if any(kind in each.table for each in ready)]
    tables = [_filled(each.table, kinds) for each in ready]
    parts = {each: [table[each] for table in tables] for each in (PERSON, MONTH, FEATURE, *kinds)}
    columns = tuple(
        column_of(kind, list(chain.from_iterable(chain.from_iterable(each.chunks()) for each in those)))
        for kind, those in parts.items()
    )
    origins, rows = list[Origin](), list[npt.NDArray[np.int64]]()
    for table in tables:
        rows.append(table.rows.astype(np.int64) + FILE * len(origins))
        origins += table.origins or (table.origin,)
    whole = replace(tables[0], columns=columns, rows=np.concatenate(rows), faulty={}, origins=tuple(origins))
    naming = replace(ready[0].naming, columns={kind: kind for kind in parts if kind != CONTENT})
    out = {name: LEFT_OUT for each in ready for name, wanted in each.naming.features.items() if wanted == LEFT_OUT}
    return Prepared(whole, replace(naming, features=out | dict(ready[0].naming.features)), _all(ready))


def _filled(table: Table, kinds: Sequence[str]) -> Table:
    usual = {COUNT: "1", CONTENT: ""}
    return table.with_columns(
        *(Column(kind, Coded(np.zeros(len(table), np.int32), [usual[kind]])) for kind in kinds if kind not in table)
    )


def _all(ready: Sequence[Prepared]) -> tuple[Events, ...]:
    return tuple(each for one in ready for each in one.events)


def with_events(usage: Usage, ready: Prepared, found: Records, rows: Judged) -> Usage:
    """Return usage with what the layouts of vendors say of it: headings, names, what cannot be seen, content."""
    events = ready.events
    if not events:
        return usage
    names = {name: feature for each in events for name, feature in each.names.items() if feature}
    kept = {name: feature for name, feature in usage.names.items() if name not in (*usage.features, LOGIN)}
    logged_in = not usage.features or bool(((rows.reason == 0) & (rows.feature == len(usage.features))).any())
    missing = Problem("no log-ins", int(not logged_in and len(usage.features) > 1), used=True)
    problems = in_order((*usage.problems, missing, *(one for each in events for one in _problems(each))))
    kinds = tuple(dict.fromkeys(kind for each in events for kind in each.content))
    return replace(
        usage, rows=usage.rows + sum(one.count for each in events for one in each.passed), problems=problems,
        vendor=", ".join(dict.fromkeys(each.vendor.name for each in events)), columns=_columns(events),
        names=names | kept, content=_content(usage, found, rows) if kinds else None, content_kinds=kinds,
    )  # fmt: skip


def _columns(events: Sequence[Events]) -> dict[str, str]:
    """Return headings by what they are; of several layouts only those that all have."""
    first = events[0].columns
    return {
        kind: heading for kind, heading in first.items() if all(each.columns.get(kind) == heading for each in events)
    }


def _content(usage: Usage, found: Records, rows: Judged) -> npt.NDArray[np.float64]:
    """Return uses that hold content, [P, T, F]."""
    marked = found.table[CONTENT]
    holds = np.array([bool(text) for text in marked.texts], np.bool_)[marked.codes]
    held = holds[np.searchsorted(found.table.rows, found.row)]
    good = (rows.reason == 0) & held & (rows.feature < len(usage.features))
    content = np.zeros(usage.counts.shape)
    np.add.at(content, (rows.person[good], rows.month[good] - usage.months[0], rows.feature[good]), rows.count[good])
    return content


def _problems(events: Events) -> list[Problem]:
    record = events.vendor
    out = sum(each.count for each in events.passed)
    first = tuple(row for each in events.passed for row in each.rows)[:5]
    return [
        Problem("not counted", out, rows=first, names=tuple(text for each in events.passed for text in _values(each))),
        Problem("named inside", len(events.inside), used=True, names=_inside(events)),
        Problem("created only", int(record.shows == "records"), used=True),
        Problem("not verified", int(not record.verified), used=True, names=(record.name,)),
    ]


def _values(passed: Passed) -> list[str]:
    return [f"{passed.heading}: {value} ({count})" for value, count in passed.values]


def _inside(events: Events) -> tuple[str, ...]:
    return tuple(f"{name} = {events.names[name]}" for name in events.inside if name in events.names)
