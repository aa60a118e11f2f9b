"""Numbers, amounts and days as people write them in a language; their marks come from Babel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from .catalogue import Name, Words
from .cldr import locale
from .digits import NO_NUMBER as NO_NUMBER
from .digits import marks as marks
from .digits import number as number
from .manner import currency_of

_FORMS = Words("language.numbers")
_LISTS = Words("language.lists")
_FORMS_OF_FILES = Words("language.csv")


def percent(share: float, lang: str, digits: int = 0) -> str:
    """Return a share in percent."""
    return NO_NUMBER if math.isnan(share) else in_percent(number(100.0 * share, lang, digits), lang)


def in_percent(text: str, lang: str) -> str:
    """Return a number that is written already with the sign of percent."""
    return _FORMS.raw("percent", lang).format(number=text)


def percent_sign(lang: str) -> str:
    """Return the sign of percent as it stands behind a number, with its space."""
    return _FORMS.raw("percent sign", lang)


def money(value: float, lang: str) -> str:
    """Return an amount in the currency of what is told, EUR where none is said (see `manner.Manner`)."""
    if math.isnan(value):
        return NO_NUMBER
    return _FORMS.raw("money", lang).format(number=number(value, lang), currency=currency_of(lang))


euro = money
"""Old name of `money`, until all that speaks says the new one."""


def day(moment: date, lang: str) -> str:
    """Return a day as people write it: 25 November 2026 in English, 25.11.2026 in German."""
    from babel.dates import format_date

    return str(format_date(moment, _FORMS.raw("date", lang), locale=locale(lang)))


def join(names: Sequence[str], lang: str) -> str:
    """Return names as a list in a sentence."""
    if len(names) < 2:
        return "".join(names)
    return _LISTS.raw("and", lang).format(first=", ".join(names[:-1]), last=names[-1])


def quoted(text: str, lang: str) -> str:
    """Return a name in the quotation marks of a language."""
    return _LISTS.raw("quoted", lang).format(text=text)


def titled(title: str, text: str, lang: str) -> str:
    """Return a text with what it is about before it and the colon of a language between."""
    return _LISTS.raw("titled", lang).format(title=title, text=text)


def inside(name: str, lang: str) -> str:
    """Return a name as it stands inside a sentence: English and French write it small there."""
    return _LISTS.raw("inside", lang).format(name=Name(name))


def marked(text: str, lang: str) -> str:
    """Return a number that is written in Python's way with the mark of decimals of a language."""
    return text.translate(marks(lang))


def separator(lang: str) -> str:
    """Return what parts the columns of a file that spreadsheets of a language read."""
    return _FORMS_OF_FILES.raw("separator", lang)
