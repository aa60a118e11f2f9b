"""Names of what is not known, short enough for a table."""

from __future__ import annotations

from ...scenarios.words.catalogue import Words
from .information import Unknown

_say = Words("deciding.unknown")
_PRICES = Words("deciding.unknown.prices")
_BEHAVIOUR = Words("deciding.unknown.behaviour")
_LEVERS = Words("deciding.unknown.levers")


def unknown_label(name: str, lang: str) -> str:
    """Return what an unknown is, in words; one without words by its machine name."""
    group, _, bare = name.partition(".")
    if group == "prices" and bare in _PRICES:
        return _say("price", lang, what=_PRICES(bare, lang))
    words = {"behaviour": _BEHAVIOUR, "levers": _LEVERS}.get(group)
    return words(bare, lang) if words is not None and bare in words else bare.replace("_", " ")


def unknown_range(unknown: Unknown, lang: str) -> str:
    """Return the range of an unknown with as many digits as it needs."""
    from ..words.phrases import number

    digits = 0 if unknown.high >= 100.0 else 1 if unknown.high >= 10.0 else 2 if unknown.high >= 1.0 else 3
    return " … ".join(number(value, lang, digits) for value in (unknown.low, unknown.high))
