"""Numbers alone, with the marks of a language, which come from Babel."""

from __future__ import annotations

import math
from functools import cache

from .cldr import locale

NO_NUMBER = "–"


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
