"""Numbers, amounts and days as people write them in a language; their marks come from Babel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from functools import cache

from .catalogue import Name, Words
from .cldr import locale

NO_NUMBER = "–"
_FORMS = Words("language.numbers")
_LISTS = Words("language.lists")
_FORMS_OF_FILES = Words("language.csv")


@cache
def marks(lang: str) -> dict[int, str]:
    """Return what stands for Python's mark of thousands and of decimals."""
    known = locale(lang)
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return str.maketrans({",": get_group_symbol(known), ".": get_decimal_symbol(known)})


def number(value: float, lang: str, digits: int = 0, *, sign: bool = False) -> str:
    r"""Return a number as people write it.

    Examples
    --------
    >>> [number(1234.5, lang, 1) for lang in ("en", "de", "fr")]
    ['1,234.5', '1.234,5', '1\u202f234,5']
    """
    if math.isnan(value):
        return NO_NUMBER
    text = f"{value:{'+' if sign else ''},.{digits}f}"
    if float(text.replace(",", "")) == 0.0:
        text = text.lstrip("+-")
    return text.replace("-", "−").translate(marks(lang))


def percent(share: float, lang: str, digits: int = 0) -> str:
    """Return a share in percent."""
    return NO_NUMBER if math.isnan(share) else in_percent(number(100.0 * share, lang, digits), lang)


def in_percent(text: str, lang: str) -> str:
    """Return a number that is written already with the sign of percent."""
    return _FORMS.raw("percent", lang).format(number=text)


def percent_sign(lang: str) -> str:
    """Return the sign of percent as it stands behind a number, with its space."""
    return _FORMS.raw("percent sign", lang)


def euro(value: float, lang: str) -> str:
    """Return an amount in euros."""
    return NO_NUMBER if math.isnan(value) else _FORMS.raw("euro", lang).format(number=number(value, lang))


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
