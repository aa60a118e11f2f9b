"""What is right and wrong with each record of an export: one reason at most, the first that applies."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.features import Feature
from ...model.phrase import SILENCE, Phrase, joined
from ..reading.column_dates import AMBIGUOUS, EMPTY, UNREADABLE
from ..reading.keys import key, plain
from ..reading.stacking import row_of
from ..reading.tables import Column
from .headings import LOGIN, feature_spellings
from .layout import Numbers, Records
from .mapping import LEFT_OUT, Naming
from .months import month_of, written
from .people import Matched, matched, strangers
from .problems import ROWS_SHOWN, Problem

FAR_OFF = 120
"""Months from the median month beyond which a date is taken for a typing error."""
BEGUN_BY, WHOLE_FROM = 10, 21
"""Days of the month by which the first month must have begun, and up to which the last must reach, to be complete."""
SHOWN = 20
"""Pairs of names that are listed."""
_UNKNOWN, _OUT = -2, -3


@dataclass(frozen=True, eq=False)
class Judged:
    """The records of an export as numbers (n records).

    Attributes
    ----------
    person, month, feature : int array [n]
        Row of the roster, month, place among `features` (their number for the log-in).
    count : float64 array [n]
    reason : int array [n]
        0 where the record is used, else the number of its problem.
    features : tuple of str
        Features that are in the export, in the order of the catalogue.
    problems : tuple of Problem
    names : mapping of str to str
        Feature by its name in the file.
    machines : tuple of int
        Rows of the roster that are no people.
    """

    person: Numbers
    month: Numbers
    feature: Numbers
    count: npt.NDArray[np.float64]
    reason: npt.NDArray[np.int8]
    features: tuple[str, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, str]
    machines: tuple[int, ...] = ()

    def lost(self, kinds: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Return which records are left out for one of some reasons."""
        numbers = [n for n, each in enumerate(self.problems, 1) if each.kind in kinds]
        return np.isin(self.reason, numbers)

    def used(self, found: Records) -> int:
        """Return how many rows of the file are used, at least in part."""
        rows = found.row[self.reason == 0]  # in the order of the file, those of one row together
        return int(np.count_nonzero(np.diff(rows))) + (len(rows) > 0)


class Reasons:
    """Reasons for leaving records out: each record has the first that applies."""

    def __init__(self, found: Records) -> None:
        self.of = np.zeros(len(found.row), np.int8)
        self.found = found
        self.problems: list[Problem] = []

    def add(self, kind: str, wrong: npt.NDArray[np.bool_], names: Sequence[str] = (), *, people: bool = False) -> None:
        """Leave out the records for which something is wrong, unless they are left out already."""
        wrong = wrong & (self.of == 0)
        if not wrong.any():
            return
        self.of[wrong] = len(self.problems) + 1
        rows = np.unique(self.found.row[wrong])
        whom = len(np.unique(self.found.person.codes[wrong])) if people else 0
        shown = tuple(row_of(self.found.table, int(each)) for each in rows[:ROWS_SHOWN])
        self.problems.append(Problem(kind, len(rows), False, shown, tuple(names), whom))


def judged(
    found: Records, ids: Sequence[str], naming: Naming, features: Sequence[Feature], robots: Mapping[int, Phrase]
) -> Judged:
    """Return the records as numbers, with what is wrong.

    Parameters
    ----------
    found : Records
    ids : sequence of str
        People of the roster.
    naming : Naming
    features : sequence of Feature
    robots : mapping of int to Phrase
        Names that are no people, with what shows it.

    Raises
    ------
    InputError
        If no record can be used: the ids of the two files do not meet, no date can be read, or no feature is known.
    """
    reasons = Reasons(found)
    columns = [each for each in (found.person, found.month, found.feature, found.counted) if each is not None]
    formula = np.zeros(len(found.row), bool)
    for each in columns:
        if not each.stored.closely:
            formula |= of_texts(each, [is_formula(text) for text in each.texts], bool)
    reasons.add("formula", formula)
    reasons.add("machines", of_texts(found.person, [n in robots for n in range(len(found.person.texts))], bool),
                _listed(found, robots), people=True)  # fmt: skip
    person, who = _people(found, ids, naming, reasons)
    month = _months(found, naming, reasons)
    feature, names, used = _features(found, naming, features, reasons)
    count = _counts(found, reasons)
    if (reasons.of == 0).any() and found.layout != "last use":
        _partial_months(found, naming, reasons)
    _some(reasons, found, ids, who)
    out = tuple(row for n, row in enumerate(who.place) if n in robots and row >= 0)
    return Judged(person, month, feature, count, reasons.of, used, tuple(reasons.problems), names, out)


def _listed(found: Records, robots: Mapping[int, Phrase]) -> list[Phrase]:
    """Return who is taken for a machine and why."""
    names = found.person.texts
    return [Phrase("{name} ({why})", name=names[n], why=why) for n, why in list(robots.items())[:SHOWN]]


def of_texts(column: Column, values: Sequence[object], kind: type) -> npt.NDArray[Any]:
    """Return for each record the value of its text."""
    return np.asarray(values, kind)[column.codes] if len(values) else np.zeros(0, kind)


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would take a cell for a formula instead of a text or number."""
    return text[:1] in ("=", "@") or (text[:1] in ("+", "-") and text[1:2].isalpha())


def _people(found: Records, ids: Sequence[str], naming: Naming, reasons: Reasons) -> tuple[Numbers, Matched]:
    """Return the row of the roster of each record; ids may differ in case and blanks, and in more if that is said."""
    names = found.person.texts
    who = matched(names, ids, loose=naming.match == "loose")
    reasons.add("no person", of_texts(found.person, [not text for text in names], bool))
    person = np.asarray(of_texts(found.person, who.place, np.int64), np.int64)
    reasons.add("left before", (person < 0) & _gone(found, who), people=True)
    reasons.add("unknown person", person < 0, people=True)
    pairs = (*who.alike, *(who.loose if naming.match == "loose" else ()))
    offered = () if naming.match == "loose" else who.loose
    for kind, those in (("ids matched loosely", pairs), ("ids offered", offered), ("ids unsure", who.unsure)):
        said = tuple(Phrase("{name} = {other}", name=name, other=other) for name, other in those[:SHOWN])
        if those:
            reasons.problems.append(Problem(kind, len(those), used=kind == "ids matched loosely", names=said,
                                            people=len(those)))  # fmt: skip
    return person, who


def _gone(found: Records, who: Matched) -> npt.NDArray[np.bool_]:
    """Return the records of names that are nowhere in the export's last month, and like nobody in the roster."""
    month = np.where(found.when.good, found.when.month, -1)
    last = np.full(len(found.person.different), -1)
    np.maximum.at(last, found.person.codes, month)
    alike, latest = {name for name, _ in (*who.loose, *who.unsure)}, int(month.max(initial=-1))
    gone = [
        0 <= there < latest and name not in alike for there, name in zip(last.tolist(), found.person.texts, strict=True)
    ]
    return np.asarray(of_texts(found.person, gone, bool), bool)


def _months(found: Records, naming: Naming, reasons: Reasons) -> Numbers:
    month = found.when.month.astype(np.int64)
    reasons.add("no month", month == EMPTY)
    reasons.add("unreadable month", month == UNREADABLE, _examples(found.month, month == UNREADABLE))
    reasons.add("ambiguous month", month == AMBIGUOUS, _examples(found.month, month == AMBIGUOUS))
    good = reasons.of == 0
    middle = int(np.median(month[good])) if good.any() else 0
    reasons.add("month far off", np.abs(month - middle) > FAR_OFF)
    if naming.first_month:
        start = month_of(naming.first_month)
        if start < 0:
            problem = "{month!r} is no month; write it as 2026-01."
            raise InputError(problem, field="reading.first_month", month=naming.first_month)
        reasons.add("before go-live", month < start)
    return month


def _examples(column: Column, wrong: npt.NDArray[np.bool_], most: int = 3) -> list[str]:
    """Return some of the texts of a column that stand where something is wrong."""
    if not wrong.any():
        return []
    found: dict[str, None] = {}
    first = column.taken(np.flatnonzero(wrong)[:1000].astype(np.int32))
    for code in first.codes.tolist():
        found.setdefault(first.texts[code])
        if len(found) == most:
            break
    return list(found)


def _features(
    found: Records, naming: Naming, features: Sequence[Feature], reasons: Reasons
) -> tuple[Numbers, dict[str, str], tuple[str, ...]]:
    known, catalogue = feature_spellings(features), [each.name for each in features]
    for name, wanted in naming.features.items():
        if wanted not in (*catalogue, LOGIN, LEFT_OUT):
            problem = "unknown feature {name!r}.{near}"
            raise InputError(problem, field=f"features.{name}", name=wanted, near=_near(wanted, [*catalogue, LOGIN]))
    names = {text: _named(text, naming.features, known) for text in found.feature.texts}
    there = {name for name in names.values() if name in catalogue}
    used = tuple(name for name in catalogue if name in there)
    place = {**{name: i for i, name in enumerate(used)}, LOGIN: len(used), LEFT_OUT: _OUT}
    places = [_UNKNOWN if names[t] is None else place.get(names[t] or "", _UNKNOWN) for t in found.feature.texts]
    feature = of_texts(found.feature, places, np.int64)
    reasons.add("no feature", of_texts(found.feature, [not text for text in found.feature.texts], bool))
    strange = [
        Phrase("{text}{near}", text=text, near=_near(text, list(known)))
        for text, name in names.items() if text and name is None
    ]  # fmt: skip
    reasons.add("unknown feature", feature == _UNKNOWN, strange)
    reasons.add("left out", feature == _OUT, [text for text, name in names.items() if name == LEFT_OUT])
    return np.asarray(feature, np.int64), {t: name for t, name in names.items() if name}, used


def _named(text: str, given: Mapping[str, str], known: Mapping[str, str]) -> str | None:
    """Return the feature of a name: as the mapping writes it, else in a simpler spelling, else by the usual names."""
    if text in given:
        return given[text]
    for simpler in (key, plain):
        for name, wanted in given.items():
            if simpler(name) == simpler(text):
                return wanted
    return known.get(plain(text))


def _near(name: str, known: Sequence[str]) -> Phrase:
    """Return " (did you mean ...?)" for the closest name."""
    close = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0.6)
    return Phrase(" (did you mean {close!r}?)", close=close[0]) if close else SILENCE


def _counts(found: Records, reasons: Reasons) -> npt.NDArray[np.float64]:
    if found.count is None or found.counted is None:
        return np.ones(len(found.row))
    count = found.count.values
    wrong = [text or Phrase("(empty)") for text in _examples(found.counted, ~np.isfinite(count))]
    reasons.add("unreadable count", ~np.isfinite(count), wrong)
    reasons.add("negative count", count < 0.0)
    return np.where(np.isfinite(count), count, 0.0)


def _partial_months(found: Records, naming: Naming, reasons: Reasons) -> None:
    """Leave out a first month that begins late and a last one that ends early: they would look like a change."""
    month, day = found.when.month, found.when.day
    good = reasons.of == 0
    first, last = month[good].min(), month[good].max()
    if first == last or found.when.grain == "month":
        return
    partial = []
    if day[good & (month == first)].min() > BEGUN_BY and not naming.first_month:
        partial.append(first)
    if 0 < day[good & (month == last)].max() < WHOLE_FROM and last - first > len(partial):
        partial.append(last)
    reasons.add("incomplete month", np.isin(month, partial), [written(int(each)) for each in partial])


def _some(reasons: Reasons, found: Records, ids: Sequence[str], who: Matched) -> None:
    """Refuse an export of which nothing can be used, with the reason that takes most of it."""
    if (reasons.of == 0).any():
        return
    if not len(found.row):
        raise InputError("no row of the export says that anything was used.")
    worst = max(reasons.problems, key=lambda each: each.count)
    if worst.kind == "unknown person":
        raise strangers(found.person.different, ids, who)
    if worst.kind == "ambiguous month":
        problem = (
            "dates such as {date} can be read in two ways, and no other date tells which; say it in a mapping: "
            '[reading] date_order = "day first" or "month first".'
        )
        raise InputError(problem, date=worst.names[0])
    problem = "no row can be used; {count:,} have this problem: {kind}{more}."
    more = Phrase(" ({names})", names=joined(", ", worst.names[:5])) if worst.names else SILENCE
    raise InputError(problem, count=worst.count, kind=Phrase(worst.kind), more=more)
