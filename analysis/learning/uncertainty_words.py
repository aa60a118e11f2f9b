"""What is uncertain, in words and with its unit."""

from __future__ import annotations

from functools import cache

from ...model.errors import InputError
from ...model.features import STANDARD_FEATURES
from ...scenarios.files.targets import Target, target_of
from ...scenarios.words.catalogue import Name, Words
from ..words.phrases import number

# English (where the name is no word of everyday life) and German.
_LABELS = Words("learning.uncertainty.labels")
_say = Words("learning.uncertainty")
_UNITS = Words("learning.uncertainty.units")


@cache
def _target(name: str) -> Target | None:
    try:
        return target_of(name)
    except InputError:
        return None


def label(name: str, lang: str) -> str:
    """Return an uncertainty's name in words; one that is no path of a parameter stays as it is."""
    if (target := _target(name)) is None:
        return name
    words = (_LABELS(target.name, lang) if target.name in _LABELS else "") or _spelt(target.name)
    if target.group == "prices":
        return _say("price", lang, name=Name(words))
    if target.group == "interventions":
        return _say("programme", lang, place=target.place, name=Name(words))
    return f"{_place(target, lang)}: {words}" if target.place else words


def _spelt(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _place(target: Target, lang: str) -> str:
    """Return the name of a department or feature."""
    known = {each.name: each.label(lang) for each in STANDARD_FEATURES} if target.group == "feature" else {}
    return known.get(target.place, _spelt(target.place))


def unit(name: str, lang: str) -> str:
    """Return the unit in words, empty for shares and plain weights."""
    target = _target(name)
    if target is None:
        return ""
    if target.declaration is not None:
        return _UNITS(target.declaration.unit, lang) if target.declaration.unit in _UNITS else ""
    if target.group == "counts":
        return _UNITS("people", lang) if target.name == "people" else ""
    return _UNITS("months", lang) if target.step else ""


def named(name: str, lang: str) -> str:
    """Return an uncertainty in words, with its unit in brackets, as beside an axis."""
    measured = unit(name, lang)
    return f"{label(name, lang)} ({measured})" if measured else label(name, lang)


def plausible(name: str) -> tuple[float, float] | None:
    """Return the range in which sweeps look, where one is known."""
    target = _target(name)
    return target.plausible if target else None


def _is_share(name: str) -> bool:
    target = _target(name)
    if target is None:
        return False
    declared = target.declaration
    return declared.unit.startswith("share") if declared else target.name == "strength"


def plain(name: str, value: float, lang: str, spread: float) -> str:
    """Return a value without its unit but the percent sign, to about a hundredth of its range."""
    share = _is_share(name)
    factor = 100.0 if share else 1.0
    target = _target(name)
    whole = target is not None and target.step >= 1.0
    digits = 0 if whole else next((d for d in range(4) if abs(spread) * factor >= 50.0 / 10.0**d), 4)
    return number(value * factor, lang, digits) + (" %" if share else "")


def written(name: str, value: float, lang: str, spread: float) -> str:
    """Return a value with its unit, to about a hundredth of the range ``spread``."""
    return " ".join(part for part in (plain(name, value, lang, spread), unit(name, lang)) if part)
