"""How a month is told, here and nowhere else: numbered, or as people speak where the month of go-live is known.

Month n is what the company looks like at the end of its n-th month with the CRM: with go-live in April 2027, month 1
is April 2027. A start is a moment: at start s, s months have passed, so that start 0 is the beginning of April 2027.

Sentences name months in running text ("in month 12"), as they name what they count, and each language's file says how
those become calendar months ("in March 2028 (month 12)"): so a sentence that nobody thought of is told rightly too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from functools import cache, partial

from .cldr import locale
from .counting import counted
from .digits import number
from .files import ENGLISH, LANGUAGE, room
from .manner import EURO, currency_of, first_of

FIRST_YEAR, LAST_YEAR = 1990, 2100
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_ISO = re.compile(r"(\d{4})-(\d{1,2})")
_EURO = re.compile(rf"(?<!\w){EURO}(?!\w)")


def month_read(text: object) -> int | None:
    """Return a calendar month written as 2027-04 as 12 * year + month - 1; None for anything else.

    Examples
    --------
    >>> month_read("2027-04") - month_read("2026-12"), month_read("2027-13"), month_read(4)
    (4, None, None)
    """
    found = _ISO.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    return 12 * year + month - 1 if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 else None


def month_written(month: int) -> str:
    """Return a calendar month as files and JSON have it: 2027-04."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def calendar_month(month: int, lang: str) -> str | None:
    """Return month n (from 1) as files and JSON have it, None where go-live is not known."""
    first = first_of(lang)
    return None if first is None else month_written(first + month - 1)


def _words(lang: str) -> Mapping[str, str]:
    return (room(LANGUAGE, lang) or room(LANGUAGE, ENGLISH) or {})["months"]  # type: ignore[no-any-return]


@cache
def _named(month: int, lang: str, form: str) -> str:
    from babel.dates import format_date

    return str(format_date(date(month // 12, month % 12 + 1, 1), form, locale=locale(lang)))


def _long(month: int, lang: str) -> str:
    return _named(month, str(lang), _words(lang)["long"])


def month(n: int, lang: str) -> str:
    """Return month n, from 1, as it stands alone: "month 12", or "March 2028 (month 12)".

    Examples
    --------
    >>> from .manner import Manner
    >>> month(12, "en"), month(12, Manner("de", first=month_read("2027-04")))
    ('month 12', 'März 2028 (Monat 12)')
    """
    return dated(_words(lang)["numbered"].format(n=n), lang)


def short_month(n: int, lang: str) -> str:
    """Return month n as it stands at an axis: "12", or "Mar 2028"."""
    first = first_of(lang)
    return f"{n:,}" if first is None else _named(first + n - 1, str(lang), _words(lang)["short"])


def month_cell(n: float, lang: str) -> str:
    """Return month n in a cell of a table: its number, with the calendar month where go-live is known."""
    if math.isnan(n) or first_of(lang) is None:
        return number(n, lang)
    return f"{short_month(round(n), lang)} ({number(n, lang)})"


def start_cell(s: int, lang: str) -> str:
    """Return the moment after s months in a cell of a table: its number, or the calendar month that then begins."""
    return number(s, lang) if first_of(lang) is None else short_month(s + 1, lang)


def marks_along(months: int, most: float, lang: str) -> list[tuple[int, str]]:
    """Return the months to write along an axis from go-live on, and how.

    Parameters
    ----------
    months : int
        The last one.
    most : float
        So many numbers have room; of calendar months, which are longer, fewer.
    lang : str
    """
    first = 0 if first_of(lang) is None else 1
    room = max(most / (1.6 if first else 1.0), 1.0)
    step = next((each for each in _STEPS if months / each <= room), _STEPS[-1])
    return [(n, short_month(n, lang)) for n in range(first, months + 1, step)]


def start(s: int, lang: str) -> str:
    """Return the moment at which s months have passed: "month 6", or "October 2027 (after 6 months)"."""
    first, words = first_of(lang), _words(lang)
    if first is None:
        return words["numbered"].format(n=s)
    told = words["started" if s else "live"].format(date=_long(first + s, lang), n=s)
    return counted(told, lang)


@cache
def _rules(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    words = room(LANGUAGE, lang) or room(LANGUAGE, ENGLISH) or {}
    return tuple((re.compile(each["find"]), each["put"]) for each in words["months"]["told"])


def _put(first: int, lang: str, form: str, found: re.Match[str]) -> str:
    """Return what was found with its calendar months; month 0 is none, and an option of a command stays as it is."""
    numbers = {name: re.sub(r"\D", "", n) for name, n in found.groupdict().items()}
    if "0" in numbers.values() or found.string[: found.start()].endswith("--"):
        return found[0]
    live = _long(first, lang)
    long = {f"{name}_date": _long(first + int(n) - 1, lang) for name, n in numbers.items()}
    made = form.format(**numbers, **long, live=live)
    return made[:1].upper() + made[1:] if found[0][:1].isupper() else made


def dated(text: str, lang: str) -> str:
    """Return a text in which months that are numbered are calendar months too, where go-live is known.

    Examples
    --------
    >>> from .manner import Manner
    >>> dated("best in month 12, and in months 3 to 8", Manner("en", first=month_read("2027-04")))
    'best in March 2028 (month 12), and in June 2027 to November 2027 (months 3 to 8)'
    """
    first = first_of(lang)
    if first is None:
        return text

    for pattern, form in _rules(str(lang)):
        text = pattern.sub(partial(_put, first, lang, form), text)
    return text


def told(text: str, lang: str) -> str:
    """Return a text with the months and the currency of what it is told of."""
    currency = currency_of(lang)
    text = dated(text, lang)
    return text if currency == EURO else _EURO.sub(currency, text)
