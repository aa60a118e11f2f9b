"""What is right and wrong with each record of an export: one reason at most, the first that applies."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.features import STANDARD_FEATURES, Feature
from ...model.phrase import SILENCE, Phrase, joined
from ..reading.delimited import Table, plain
from .headings import LOGIN, feature_spellings
from .layout import Numbers, Records, Texts
from .mapping import LEFT_OUT, Naming
from .months import AMBIGUOUS, UNREADABLE, month_of, months_of
from .problems import ROWS_SHOWN, Problem

FAR_OFF = 120
"""Months from the median month beyond which a date is taken for a typing error."""
WHOLE_FROM = 21
"""Day of the month up to which the last month must reach to count as complete."""
_TABLE = Table((), (), "")
_THOUSANDS = re.compile(r"\d{1,3}([.,' ]\d{3})+")
_WORDS = {"yes": 1.0, "true": 1.0, "x": 1.0, "ja": 1.0, "wahr": 1.0, "no": 0.0, "false": 0.0, "nein": 0.0, "-": 0.0}
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
    """

    person: Numbers
    month: Numbers
    feature: Numbers
    count: npt.NDArray[np.float64]
    reason: npt.NDArray[np.int8]
    features: tuple[str, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, str]

    def used(self, found: Records) -> int:
        """Return how many rows of the file are used, at least in part."""
        rows = found.row[self.reason == 0]  # in the order of the file, those of one row together
        return int(np.count_nonzero(np.diff(rows))) + (len(rows) > 0)


class _Reasons:
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
        shown = tuple(int(each) for each in rows[:ROWS_SHOWN])
        self.problems.append(Problem(kind, len(rows), False, shown, tuple(names), whom))


def judged(
    found: Records, ids: Sequence[str], naming: Naming, features: Sequence[Feature] = STANDARD_FEATURES
) -> Judged:
    """Return the records as numbers, with what is wrong.

    Raises
    ------
    InputError
        If no record can be used: the ids of the two files do not meet, no date can be read, or no feature is known.
    """
    reasons = _Reasons(found)
    texts = [each for each in (found.person, found.month, found.feature, found.count) if each is not None]
    formula = np.zeros(len(found.row), bool)
    for each in texts:
        formula |= _of(each, [_is_formula(text) for text in each.different], bool)
    reasons.add("formula", formula)
    person = _people(found, ids, reasons)
    month, day = _months(found, naming, reasons)
    feature, names, used = _features(found, naming, features, reasons)
    count = _counts(found, reasons)
    if (reasons.of == 0).any() and found.layout != "last use":
        _last_month(month, day, reasons)
    _some(reasons, found, ids)
    return Judged(person, month, feature, count, reasons.of, used, tuple(reasons.problems), names)


def _of(texts: Texts, values: Sequence[object], kind: type) -> npt.NDArray[Any]:
    """Return for each record the value of its text."""
    return np.asarray(values, kind)[texts.codes] if values else np.zeros(0, kind)


def _is_formula(text: str) -> bool:
    """Return whether a spreadsheet would take a cell for a formula instead of a text or number."""
    return text[:1] in ("=", "@") or (text[:1] in ("+", "-") and text[1:2].isalpha())


def _people(found: Records, ids: Sequence[str], reasons: _Reasons) -> Numbers:
    """Return the row of the roster of each record; ids may differ in case, leading zeros or a mail domain."""
    number = {each: i for i, each in enumerate(ids)}
    looser = [_unique({simpler(each): i for each, i in number.items()}, len(ids)) for simpler in _SIMPLER]
    place, loosely = [], 0
    for text in found.person.different:
        row = number.get(text, -1)
        for simpler, known in zip(_SIMPLER, looser, strict=True):
            if row < 0 and (row := known.get(simpler(text), -1)) >= 0:
                loosely += 1
        place.append(row)
    reasons.add("no person", _of(found.person, [not text for text in found.person.different], bool))
    person = _of(found.person, place, np.int64)
    reasons.add("unknown person", person < 0, people=True)
    if loosely:
        reasons.problems.append(Problem("ids matched loosely", loosely, used=True, people=loosely))
    return np.asarray(person, np.int64)


_SIMPLER: tuple[Callable[[str], str], ...] = (
    lambda text: text.casefold().strip(),
    lambda text: text.casefold().strip().lstrip("0"),
    lambda text: text.casefold().strip().partition("@")[0],
    plain,
)


def _unique(known: Mapping[str, int], people: int) -> Mapping[str, int]:
    """Return a looser spelling only where it still tells all people apart."""
    return known if len(known) == people and "" not in known else {}


def _months(found: Records, naming: Naming, reasons: _Reasons) -> tuple[Numbers, Numbers]:
    read = months_of(found.month.different, found.date_order)
    month = _of(found.month, [read[text][0] for text in found.month.different], np.int64)
    day = _of(found.month, [read[text][1] for text in found.month.different], np.int64)
    reasons.add("no month", _of(found.month, [not text for text in found.month.different], bool))
    unreadable = [text for text in found.month.different if text and read[text][0] == UNREADABLE]
    reasons.add("unreadable month", month == UNREADABLE, unreadable[:3])
    unclear = [text for text in found.month.different if read[text][0] == AMBIGUOUS]
    reasons.add("ambiguous month", month == AMBIGUOUS, unclear[:3])
    good = reasons.of == 0
    middle = int(np.median(month[good])) if good.any() else 0
    reasons.add("month far off", np.abs(month - middle) > FAR_OFF)
    if naming.first_month:
        start = month_of(naming.first_month)[0]
        if start < 0:
            problem = "{month!r} is no month; write it as 2026-01."
            raise InputError(problem, field="reading.first_month", month=naming.first_month)
        reasons.add("before go-live", month < start)
    return np.asarray(month, np.int64), np.asarray(day, np.int64)


def _features(
    found: Records, naming: Naming, features: Sequence[Feature], reasons: _Reasons
) -> tuple[Numbers, dict[str, str], tuple[str, ...]]:
    known, catalogue = feature_spellings(features), [each.name for each in features]
    given = {plain(name): wanted for name, wanted in naming.features.items()}
    for name, wanted in naming.features.items():
        if wanted not in (*catalogue, LOGIN, LEFT_OUT):
            problem = "unknown feature {name!r}.{near}"
            raise InputError(problem, field=f"features.{name}", name=wanted, near=_near(wanted, [*catalogue, LOGIN]))
    names = {text: given.get(plain(text), known.get(plain(text))) for text in found.feature.different}
    there = {name for name in names.values() if name in catalogue}
    used = tuple(name for name in catalogue if name in there)
    place = {**{name: i for i, name in enumerate(used)}, LOGIN: len(used), LEFT_OUT: _OUT}
    feature = _of(found.feature, [place.get(names[t] or "", _UNKNOWN) if names[t] is not None else _UNKNOWN
                                  for t in found.feature.different], np.int64)  # fmt: skip
    reasons.add("no feature", _of(found.feature, [not text for text in found.feature.different], bool))
    strange = [
        Phrase("{text}{near}", text=text, near=_near(text, list(known)))
        for text, name in names.items() if text and name is None
    ]  # fmt: skip
    reasons.add("unknown feature", feature == _UNKNOWN, strange)
    reasons.add("left out", feature == _OUT, [text for text, name in names.items() if name == LEFT_OUT])
    return np.asarray(feature, np.int64), {t: name for t, name in names.items() if name}, used


def _near(name: str, known: Sequence[str]) -> Phrase:
    """Return " (did you mean ...?)" for the closest name."""
    close = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0.6)
    return Phrase(" (did you mean {close!r}?)", close=close[0]) if close else SILENCE


def _number(text: str) -> float:
    """Return a count, NaN if it is none."""
    if text.casefold() in _WORDS:
        return _WORDS[text.casefold()]
    if _THOUSANDS.fullmatch(text):
        return float(re.sub(r"\D", "", text))
    try:
        return _TABLE.number(text)
    except (ValueError, OverflowError):
        return float("nan")


def _counts(found: Records, reasons: _Reasons) -> npt.NDArray[np.float64]:
    if found.count is None:
        return np.ones(len(found.row))
    values = [_number(text) for text in found.count.different]
    wrong = [
        text or Phrase("(empty)") for text, value in zip(found.count.different, values, strict=True) if value != value
    ]
    count = np.asarray(_of(found.count, values, float), np.float64)
    reasons.add("unreadable count", ~np.isfinite(count), wrong[:3])
    reasons.add("negative count", count < 0.0)
    return np.where(np.isfinite(count), count, 0.0)


def _last_month(month: Numbers, day: Numbers, reasons: _Reasons) -> None:
    """Leave out the last month if its days end early: it would look like a decline."""
    good = reasons.of == 0
    last = month[good].max()
    if month[good].min() < last and 0 < day[good & (month == last)].max() < WHOLE_FROM:
        reasons.add("incomplete month", month == last)


def _some(reasons: _Reasons, found: Records, ids: Sequence[str]) -> None:
    """Refuse an export of which nothing can be used, with the reason that takes most of it."""
    if (reasons.of == 0).any():
        return
    if not len(found.row):
        raise InputError("no row of the export says that anything was used.")
    worst = max(reasons.problems, key=lambda each: each.count)
    if worst.kind == "unknown person":
        problem = (
            "of {count:,} people in the export none is among the roster's {known:,}; the two files must name people "
            "by the same ids (case, leading zeros and mail domains do not matter)."
        )
        raise InputError(problem, count=len(found.person.different), known=len(ids))  # fmt: skip
    if worst.kind == "ambiguous month":
        problem = (
            "dates such as {date} can be read in two ways, and no other date tells which; say it in a mapping: "
            '[reading] date_order = "day first" or "month first".'
        )
        raise InputError(problem, date=worst.names[0])
    problem = "no row can be used; {count:,} have this problem: {kind}{more}."
    more = Phrase(" ({names})", names=joined(", ", worst.names[:5])) if worst.names else SILENCE
    raise InputError(problem, count=worst.count, kind=Phrase(worst.kind), more=more)
