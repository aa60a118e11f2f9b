"""Letters of all scripts in figures: an installed font that has them, or a sentence that names what cannot be drawn."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterable
from functools import cache, lru_cache

from matplotlib import ft2font
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, FontProperties, findfont, fontManager
from matplotlib.text import Text

from ...scenarios.words.catalogue import Words
from ..words.notice import Gathered

SCRIPTS = Words("figures.script.scripts")
say = Words("figures.script")

INSTEAD = "\u25a1"
"""What stands for a letter that no font has: an empty square."""
_PASSED = frozenset("\u200c\u200d\ufe0e\ufe0f\n")
"""Signs that only say how their neighbours look; where no font has them, they are left out."""
_SHAPED = ("ARABIC", "HEBREW", "SYRIAC", "DEVANAGARI", "BENGALI", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "GUJARATI",
           "GURMUKHI", "SINHALA", "THAI", "KHMER", "MYANMAR")  # fmt: skip
"""Scripts whose letters change with their neighbours or run from right to left; matplotlib 3.11 sets them right."""
_CAN_SHAPE = hasattr(ft2font, "__libraqm_version__")
_NEVER = ("Color", "Emoji", "LastResort", "Last Resort", "Fallback", "Symbols Nerd")
"""Parts of the names of fonts that matplotlib cannot draw with, or that have no letters of their own."""


@cache
def _letters(path: str) -> frozenset[int]:
    """Return the characters that a font file has."""
    try:
        return frozenset(ft2font.FT2Font(path).get_charmap())
    except (OSError, RuntimeError, ValueError):
        return frozenset()


@cache
def _file(family: str) -> str:
    try:
        return str(findfont(FontProperties(family=family), fallback_to_default=False))
    except ValueError:
        return ""


def _missing(text: Iterable[str], families: Iterable[str]) -> set[str]:
    """Return the characters that no font of some families has."""
    files = [file for each in families if (file := _file(each))] or [str(findfont(FontProperties()))]
    return {sign for sign in text if not any(ord(sign) in _letters(file) for file in files)} - _PASSED


def _candidates() -> list[FontEntry]:
    """Return one upright font of each installed family, sans-serif ones first."""
    upright: dict[str, FontEntry] = {}
    for each in fontManager.ttflist:
        if each.style != "normal" or any(part in each.name for part in _NEVER):
            continue
        known = upright.get(each.name)
        if known is None or abs(_weight(each) - 400) < abs(_weight(known) - 400):
            upright[each.name] = each
    return sorted(upright.values(), key=lambda each: ("Sans" not in each.name, "Mono" in each.name, each.name))


def _weight(font: FontEntry) -> int:
    return font.weight if isinstance(font.weight, int) else 400


@lru_cache(512)
def _others(signs: frozenset[str], count: int) -> tuple[str, ...]:
    """Return installed families that together have as many of some characters as can be had.

    ``count`` is how many fonts are known, so that those added later are looked through too.
    """
    left, found = set(signs), []
    for each in _candidates():
        if not left:
            break
        known = {sign for sign in left if ord(sign) in _letters(str(each.fname))}
        if known:
            found.append(str(each.name))
            left -= known
    return tuple(found)


def families_for(text: str, families: tuple[str, ...]) -> tuple[str, ...]:
    """Return the families with which a text is drawn: the style's own, then installed ones that have what it lacks."""
    if text.isascii():
        return families
    missing = _missing(set(text), families)
    return (*families, *_others(frozenset(missing), len(fontManager.ttflist))) if missing else families


def drawable(text: str, families: tuple[str, ...]) -> str:
    """Return a text with an empty square for each letter that none of the families has."""
    if text.isascii():
        return text
    missing = _missing(set(text), families)
    plain = {ord(sign): INSTEAD for sign in missing} | {ord(sign): None for sign in _PASSED - {"\n"}
                                                        if _missing_sign(sign, families)}  # fmt: skip
    return text.translate(plain)


def _missing_sign(sign: str, families: tuple[str, ...]) -> bool:
    return not any(ord(sign) in _letters(file) for each in families if (file := _file(each)))


def script_of(sign: str) -> str:
    """Return the script of a letter as `SCRIPTS` names it: of emoji and other signs "SYMBOL"."""
    if unicodedata.category(sign)[0] not in "LMN":
        return "SYMBOL"
    named = _named(sign)
    return named if named in SCRIPTS else "OTHER"


def _named(sign: str) -> str:
    """Return with what the name of a character begins: its script, if it is a letter."""
    return unicodedata.name(sign, "SYMBOL").split()[0]


def lettered(figure: Figure) -> Figure:
    """Give all texts of a figure fonts that have their letters, and say once which scripts cannot be drawn."""
    undrawn: set[str] = set()
    unshaped: set[str] = set()
    for each in figure.findobj(Text):
        assert isinstance(each, Text)
        if (text := each.get_text()).isascii():
            continue
        own = tuple(each.get_fontfamily())
        families = families_for(text, own)
        if families != own:
            each.set_fontfamily(list(families))
        undrawn |= {script_of(sign) for sign in _missing(set(text), families)}
        unshaped |= set() if _CAN_SHAPE else {_named(sign) for sign in text} & {*_SHAPED}
        each.set_text(drawable(text, families))
    for scripts, key in ((undrawn, "undrawn"), (unshaped - undrawn, "unshaped")):
        if scripts:
            warnings.warn(Gathered(say, key, SCRIPTS, scripts), stacklevel=3)
    return figure
