"""Words of the ledger."""

from __future__ import annotations

from ...scenarios.words.catalogue import Words
from ..words.phrases import euro, number, percent

say = Words("claims.page")
_LEDGER = Words("claims.ledger")
_READINGS = Words("claims.readings")


def said(claim: str, key: str, lang: str) -> str:
    """Return what is said of a claim: statement, represented, put_in, emerges or test."""
    return _LEDGER.of(claim)(key, lang)


def reading(name: str, lang: str) -> str:
    """Return a reading's name in words."""
    return _READINGS(name, lang)


def value(found: float | None, unit: str, lang: str) -> str:
    """Return a reading with its unit."""
    known = float("nan") if found is None else found
    if unit == "EUR":
        return euro(known, lang)
    if unit == "points":
        return number(100.0 * known, lang, 1, sign=True) + f" {say('points', lang)}"
    if unit == "relative":
        return number(100.0 * known, lang, 1, sign=True) + " %"
    return percent(known, lang, 1)
