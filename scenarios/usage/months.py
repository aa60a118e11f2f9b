"""Months of an export, however they are written: read once for each text that differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..reading.delimited import plain

FIRST_YEAR, LAST_YEAR = 1990, 2100
_NAMES = {
    name: number
    for number, names in enumerate(
        [
            ("jan", "january", "januar", "jaenner"), ("feb", "february", "februar"), ("mar", "march", "maerz", "mrz"),
            ("apr", "april"), ("may", "mai"), ("jun", "june", "juni"), ("jul", "july", "juli"),
            ("aug", "august"), ("sep", "sept", "september"), ("oct", "october", "oktober", "okt"),
            ("nov", "november"), ("dec", "december", "dezember", "dez"),
        ],
        start=1,
    )
    for name in names
}  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})\d{6}(?:\.\d+)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:[ T].*)?")
_EITHER = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:,?[ T].*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-./](\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})[.\s-]*)?([^\W\d]{3,12})\.?[\s-]+(?:(\d{1,2}),?\s+)?(\d{4}|\d{2})(?:\s.*)?")
_SERIAL = re.compile(r"[3-7]\d{4}(?:\.\d+)?")
AMBIGUOUS, UNREADABLE = -1, -2

Found = tuple[int, int]
"""Month as 12 * year + month - 1 (or `AMBIGUOUS`, `UNREADABLE`), and day of the month or 0."""


def _date(year: int, month: int, day: int = 0) -> Found:
    good = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 0 <= day <= 31
    return (12 * year + month - 1, day) if good else (UNREADABLE, 0)


def _serial(days: float) -> Found:
    """Return the month of a date as Excel numbers days."""
    from datetime import date, timedelta

    found = date(1899, 12, 30) + timedelta(days=int(days))
    return _date(found.year, found.month, found.day)


def _in_words(text: str) -> Found:
    if found := _WORDS.fullmatch(text):
        before, name, after, year = found.groups()
        if month := _NAMES.get(plain(name)):
            return _date(int(year) + (2000 if len(year) == 2 else 0), month, int(before or after or 0))
    return UNREADABLE, 0


def month_of(text: str, order: str = "") -> Found:
    """Return month and day of one text.

    Parameters
    ----------
    order : {"day first", "month first", ""}
        How 03/04/2026 is meant; where it is not said, such dates are ambiguous.

    Examples
    --------
    >>> month_of("März 2026") == month_of("2026-03") == month_of("03/2026")
    True
    >>> month_of("31/12/2025")[1]
    31
    """
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text) or _STAMP.fullmatch(text) or _COMPACT.fullmatch(text):
        return _date(*(int(part or 0) for part in found.groups()))
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
        return _date(year, month, day)
    if found := _MONTH_YEAR.fullmatch(text):
        return _date(int(found[2]), int(found[1]))
    if found := _EITHER.fullmatch(text):
        first, second, year = map(int, found.groups())
        if first <= 12 and second <= 12 and first != second and not order:
            return AMBIGUOUS, 0
        day_first = first > 12 if max(first, second) > 12 else order != "month first"
        return _date(year, second, first) if day_first else _date(year, first, second)
    return _serial(float(text)) if _SERIAL.fullmatch(text) else _in_words(text)


def order_of(texts: Iterable[str]) -> str:
    """Return how dates such as 03/04/2026 are meant in a file, from those that can be read in one way only.

    Empty where none tells, or some say one thing and some the other.
    """
    seen = set()
    for text in texts:
        if found := _EITHER.fullmatch(text.strip()):
            first, second = int(found[1]), int(found[2])
            if 12 < first <= 31:
                seen.add("day first")
            elif 12 < second <= 31:
                seen.add("month first")
    return seen.pop() if len(seen) == 1 else ""


def months_of(texts: Iterable[str], order: str = "") -> Mapping[str, Found]:
    """Return month and day of each text that differs; what the file itself shows about their order counts."""
    different = dict.fromkeys(texts)
    order = order or order_of(different)
    return {text: month_of(text, order) for text in different}


def written(month: int) -> str:
    """Return a month as 2026-03."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
