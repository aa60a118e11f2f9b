"""Numbers and phrases for people."""

from __future__ import annotations

import math
import re
from functools import cache

from ...model.outcomes import OUTCOME, SUMMARIES, Outcome
from ...scenarios.words.catalogue import Words
from ...scenarios.words.files import LANGUAGE, languages, room
from ...scenarios.words.numbers import NO_NUMBER, euro, in_percent, join, money, number, percent

LANGUAGES = ("en", "de")
__all__ = ["NO_NUMBER", "euro", "in_percent", "join", "money", "number", "percent"]
_DECLARED: dict[str, Outcome] = {**OUTCOME, **{each.name: each for each in SUMMARIES}}
_NOTHING = 1e-6
"""Numbers smaller than this are rounding errors."""
_UNITS = Words("words.phrases.units")


def find(name: str) -> Outcome:
    """Return the declaration of an outcome of a month or of a whole run."""
    return _DECLARED[name]


def is_share(outcome: str) -> bool:
    """Return whether an outcome is shown in percent."""
    return find(outcome).unit.startswith("share")


def is_points(outcome: str) -> bool:
    """Return whether differences of an outcome are naturally percentage points."""
    return find(outcome).unit == "share"


def _digits(outcome: str) -> int:
    unit = find(outcome).unit
    return {"share": 1, "share/month": 2, "features": 1, "customers": 0}.get(unit, 0)


def visible(value: float, digits: int) -> int:
    """Return in how many decimal places a number is not shown as zero: ``digits`` or more, unless it is nothing."""
    if not math.isfinite(value) or abs(value) < _NOTHING:
        return digits
    return next(n for n in range(digits, 9) if round(abs(value), n) > 0.0)


def level(value: float, outcome: str, lang: str) -> str:
    """Return an outcome's level with its unit, for example 15.6 % or EUR 12,300; a tiny share is not shown as none."""
    if is_share(outcome):
        return in_percent(number(100.0 * value, lang, visible(100.0 * value, _digits(outcome))), lang)
    if find(outcome).unit == "EUR":
        return money(value, lang)
    return number(value, lang, visible(value, _digits(outcome)))


def change(value: float, outcome: str, lang: str) -> str:
    """Return a difference with its sign, in percentage points for shares."""
    if is_share(outcome):
        return number(100.0 * value, lang, _digits(outcome), sign=True)
    return number(value, lang, _digits(outcome) or (1 if abs(value) < 100 else 0), sign=True)


def unit_of_change(outcome: str, lang: str) -> str:
    """Return the unit of a difference."""
    if is_share(outcome):
        return _UNITS("points", lang)
    return _UNITS(find(outcome).unit, lang)


def unit_of_level(outcome: str, lang: str) -> str:
    """Return the unit of a level as it stands in a table's heading."""
    return "%" if is_share(outcome) else _UNITS(find(outcome).unit, lang)


def unit_of_precision(outcome: str, lang: str) -> str:
    """Return the unit in which the precision of an outcome's main difference is given."""
    if is_points(outcome):
        return _UNITS("points", lang)
    return _UNITS("of baseline", lang)


def digits(share: float) -> int:
    """Return how many decimal places a share needs in percent, at most two."""
    return next((n for n in (0, 1) if abs(100.0 * share - round(100.0 * share, n)) < 1e-9), 2)


@cache
def _loose() -> re.Pattern[str]:
    """Return what finds the spaces beside numbers in any language: the words around them are those of all."""
    known = [room(LANGUAGE, lang) or {} for lang in languages()]
    after = "|".join(each for words in known for each in words["ties"]["after a number"])
    before = "|".join(rf"(?<=\b{each}) (?=\d)" for words in known for each in words["ties"]["before a number"])
    return re.compile(
        r"(?<=[\d–]) (?=(?:%|(?!CRM)[A-Z]{3})(?!\w))|(?<=\b[A-Z]{3}) (?=[\d−])|(?<=[<>]) (?=\d)"
        rf"|(?<=\d) (?=(?:{after})(?!\w))|{before}"
    )


def tied(text: str) -> str:
    """Return a text whose numbers stay on the line of their unit, or of what they number."""
    return _loose().sub("\u00a0", text)


def probability(p: float, lang: str) -> str:
    """Return a p value, never rounded to zero."""
    if math.isnan(p):
        return NO_NUMBER
    return ("< " if p < 0.001 else "") + number(max(p, 0.001), lang, 3)
