"""What Babel knows of a language: its rules of the plural, its marks of numbers, its months (Unicode's CLDR)."""

from __future__ import annotations

import gc
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale


@cache
def locale(lang: str) -> Locale:
    """Return what is known of a language, read when it first counts or writes a number.

    Python's collector of garbage rests meanwhile: beside the objects of a comparison it looks at all of them again and
    again while Babel makes its many small ones, and a fiftieth of a second becomes a fifth.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        from babel.core import Locale

        found = Locale.parse(lang)
        assert found.number_symbols  # which reads the file
    finally:
        if collected:
            gc.enable()
    return found
