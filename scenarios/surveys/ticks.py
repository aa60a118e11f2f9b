"""What a cell says: which point of the scale, nothing, or something that is no answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ..reading.keys import YES, key, plain
from ..reading.tables import Cell, as_text
from .instrument import LANGUAGES, Instrument

NOTHING, OUTSIDE, UNREADABLE = 0, -1, -2
"""No answer; a number beyond the scale; a text that is none of the scale's."""
_EMPTY = frozenset(map(key, ("", "-", "–", "n/a", "na", "k. a.", "k.a.", "keine angabe", "no answer", "keine antwort",
                             "-oth-", "not completed or not displayed", "0")))  # fmt: skip
_CODE = re.compile(r"ao?(\d{1,2})")
"""Codes of answers in LimeSurvey: A1, AO01."""
_NUMBERED = re.compile(r"(-?\d+)(?:[.,]0+)?(?:\s*(?:[-–=:(]|[.)]\s*[^\W\d]).*)?", re.DOTALL)
"""A number, and what is said of it behind: ``5``, ``5.0``, ``5 - Strongly agree``, ``5 (Strongly agree)``."""


@cache
def _words(asked: Instrument) -> Mapping[str, int]:
    said = {plain(word): point for lang in LANGUAGES for point, word in enumerate(asked.scale(lang), start=1)}
    return said | {plain(asked.asked("unsaid", lang)): NOTHING for lang in LANGUAGES}


def tick(cell: Cell, asked: Instrument) -> int:
    """Return the point that a cell says, 1 to the points of the scale, or `NOTHING`, `OUTSIDE`, `UNREADABLE`.

    Parameters
    ----------
    cell : Cell
        A number, words of the scale in any language, a code, or a number with its words.
    asked : Instrument
    """
    text = as_text(cell).strip()
    if key(text) in _EMPTY:
        return NOTHING
    spelt = plain(text)
    if spelt in _words(asked):
        return _words(asked)[spelt]
    found = _NUMBERED.fullmatch(text) or _CODE.fullmatch(spelt)
    if not found:
        return UNREADABLE
    point = int(found[1])
    if point == 0:
        return NOTHING
    return point if 1 <= point <= asked.points else OUTSIDE


def says_yes(cell: Cell, asked: Instrument) -> bool:
    """Return whether a cell says that somebody leads others."""
    said = as_text(cell).strip()
    yes = {plain(asked.asked("yes", lang)) for lang in LANGUAGES} | {
        plain(each) for each in (*YES, "y", "1", "a1", "ao01")
    }
    return bool(said) and plain(said) in yes
