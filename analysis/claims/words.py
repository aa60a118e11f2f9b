"""Words of the ledger, in English and German; all of them stand in ``analysis/data/claims.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...scenarios.words.catalogue import Words
from ..words.phrases import euro, number, percent, words_of

_say = Words("claims.words")
_TEXTS = words_of("claims")
WORDS: Mapping[str, Mapping[str, Any]] = _TEXTS["words"]


def said(claim: str, key: str, lang: str) -> str:
    """Return what is said of a claim: statement, represented, put_in, emerges or test."""
    return str(_TEXTS["claims"][claim][lang][key])


def reading(name: str, lang: str) -> str:
    """Return a reading's name in words."""
    return str(_TEXTS["readings"][lang][name])


def value(found: float | None, unit: str, lang: str) -> str:
    """Return a reading with its unit."""
    known = float("nan") if found is None else found
    if unit == "EUR":
        return euro(known, lang)
    if unit == "points":
        return number(100.0 * known, lang, 1, sign=True) + f" {_say('points', lang)}"
    if unit == "relative":
        return number(100.0 * known, lang, 1, sign=True) + " %"
    return percent(known, lang, 1)
