"""Dates as people and programs write them: one text at a time, with every reading that it allows."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from .keys import plain

FIRST_YEAR, LAST_YEAR = 1990, 2100
NONE = -2
"""No date."""
_NAMES = {
    name: number
    for number, names in enumerate(
        [
            ("jan", "january", "januar", "jaen", "jaenner", "janvier", "janv"),
            ("feb", "february", "februar", "feber", "fevrier", "fevr", "fev"),
            ("mar", "march", "maerz", "mrz", "maer", "mars"), ("apr", "april", "avril", "avr"), ("may", "mai"),
            ("jun", "june", "juni", "juin"), ("jul", "july", "juli", "juillet", "juil"),
            ("aug", "august", "aout"), ("sep", "sept", "september", "septembre"),
            ("oct", "october", "oktober", "okt", "octobre"), ("nov", "november", "novembre"),
            ("dec", "december", "dezember", "dez", "decembre"),
        ],
        start=1,
    )
    for name in names
}  # fmt: skip
_TIME = re.compile(
    r"(?P<date>.*?[^\s,T])(?:T|,?\s+)(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?(?:\s*Uhr)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|\(?[A-Z]{2,5}(?:[+-]\d{1,2})?\)?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_STAMP = re.compile(r"(\d{8})(\d{2})(\d{2})(\d{2})(?:\.\d+)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
_EITHER = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-./](\d{4})")
_WORDS = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[.\s/-]*(?P<name>[^\W\d]{3,12})\.?[,\s/-]+(?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<name>[^\W\d]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<name>[^\W\d]{3,12})\.?[\s/'-]+(?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<year>\d{4})[\s/-]+(?P<name>[^\W\d]{3,12})\.?(?:[\s/-]+(?P<day>\d{1,2}))?"),
)
_WEEKDAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-zäöü]*[.,]*\s+(?=.*\d{2})", re.IGNORECASE
)
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EET": 120, "EEST": 180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420,
}  # fmt: skip
UNKNOWN_ZONE = -10_000
"""Minutes of a zone that nobody here knows, or that is not said."""


class Days(NamedTuple):
    """The day that a text may mean, as 32 * (12 * year + month - 1) + day with day 0 for a month, or `NONE`.

    Attributes
    ----------
    day_first, month_first, year_first : int
        The same in all three where the text can be read in one way only.
    """

    day_first: int
    month_first: int
    year_first: int


class Moment(NamedTuple):
    """A day, the second of it (-1 where none is said), and the minutes by which its zone is ahead of UTC."""

    days: Days
    second: int = -1
    ahead: int = UNKNOWN_ZONE


_NO_DAYS = Days(NONE, NONE, NONE)
NO_MOMENT = Moment(_NO_DAYS)


def packed(year: int, month: int, day: int = 0) -> int:
    """Return a day as one number; `NONE` if there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12 or not 0 <= day <= 31:
        return NONE
    if day > 28:
        try:
            date(year, month, day)
        except ValueError:
            return NONE
    return 32 * (12 * year + month - 1) + day


def _sure(year: int, month: int, day: int = 0) -> Days:
    found = packed(year, month, day)
    return Days(found, found, found)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


@lru_cache(maxsize=1 << 15)
def days_of(text: str) -> Days:
    """Return the days that a text without a time may mean."""
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _sure(*(int(part or 0) for part in found.groups()))
    if found := _DAY_FIRST.fullmatch(text):
        return _sure(_year(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH_YEAR.fullmatch(text):
        return _sure(int(found[2]), int(found[1]))
    if found := _EITHER.fullmatch(text):
        one, two, year = int(found[1]), int(found[2]), found[3]
        last = packed(2000 + one, two, int(year)) if len(year) == 2 else NONE
        return Days(packed(_year(year), two, one), packed(_year(year), one, two), last)
    return _in_words(text)


def _in_words(text: str) -> Days:
    text = _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text
    for form in _WORDS:
        if (found := form.fullmatch(text)) and (month := _NAMES.get(plain(found["name"]))):
            day = found.groupdict().get("day")
            return _sure(_year(found["year"]), month, int(day or 0))
    return days_of(text) if _EITHER.fullmatch(text) or _DAY_FIRST.fullmatch(text) else _NO_DAYS


@lru_cache(maxsize=1 << 17)
def _clock(hour: str, minute: str | None, second: str | None, half: str | None) -> int:
    hours, minutes, seconds = int(hour), int(minute or 0), int(second or 0)
    if half:
        if not 1 <= hours <= 12:
            return -1
        hours = hours % 12 + (12 if half[0] in "Pp" else 0)
    return 3600 * hours + 60 * minutes + min(seconds, 59) if hours < 24 and minutes < 60 and seconds < 61 else -1


@lru_cache(maxsize=1 << 10)
def _ahead(zone: str | None) -> int:
    if not zone:
        return UNKNOWN_ZONE
    name = zone.strip("()")
    if name[0] in "+-":
        return (1 if name[0] == "+" else -1) * (60 * int(name[1:3]) + int(name[-2:]))
    bare, sign, hours = name.partition("+") if "+" in name else name.partition("-")
    return _ZONES.get(bare, UNKNOWN_ZONE) + (60 * int(sign + hours) if sign and bare in _ZONES else 0)


def moment_of(text: str) -> Moment:
    """Return what a text says of day, time and zone; digits alone are no date here but a stamp.

    Examples
    --------
    >>> moment_of("M\u00e4r 2026").days.day_first == moment_of("03/2026").days.month_first == 32 * (12 * 2026 + 2)
    True
    >>> moment_of("03/02/2026, 07:01:03 PM CET")[1:]
    (68463, 60)
    """
    if found := _STAMP.fullmatch(text):
        return Moment(days_of(found[1]), _clock(found[2], found[3], found[4], None))
    if (found := _TIME.fullmatch(text)) and (found["minute"] or found["half"]):
        days = days_of(found["date"])
        second = _clock(found["hour"], found["minute"], found["second"], found["half"])
        return Moment(days, second, _ahead(found["zone"])) if second >= 0 else NO_MOMENT
    return Moment(days_of(text))


def of_epoch(seconds: float) -> Moment:
    """Return the moment so many seconds after 1970 began in UTC."""
    found = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))
    return Moment(_sure(found.year, found.month, found.day), _second(found), 0)


def of_serial(days: float, *, since_1904: bool) -> Moment:
    """Return the moment that Excel numbers so, in one of its two ways."""
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    found = start + timedelta(seconds=round(days * 86400))
    second = _second(found) if days != int(days) else -1
    return Moment(_sure(found.year, found.month, found.day), second)


def of_cell(cell: date | datetime) -> Moment:
    """Return the moment that a typed cell holds."""
    if not isinstance(cell, datetime):
        return Moment(_sure(cell.year, cell.month, cell.day))
    ahead = cell.utcoffset()
    second = -1 if ahead is None and not (cell.hour or cell.minute or cell.second) else _second(cell)
    minutes = UNKNOWN_ZONE if ahead is None else int(ahead.total_seconds()) // 60
    return Moment(_sure(cell.year, cell.month, cell.day), second, minutes)


def _second(moment: datetime) -> int:
    return 3600 * moment.hour + 60 * moment.minute + moment.second
