"""Words of the benchmark."""

from __future__ import annotations

import math

from ...scenarios.words.catalogue import Words
from ..words.phrases import number, percent
from .experiments import HOURS, POINTS, RELATIVE

say = Words("benchmarking.page")
DESIGNS = Words("benchmarking.designs")
TOPICS = Words("benchmarking.topics")
SEEN = Words("benchmarking.seen")
_UNITS = Words("benchmarking.units")
_DIRECTIONS = Words("benchmarking.directions")
_SETS = Words("benchmarking.sets")
_SE = Words("benchmarking.errors")


def unit(scale: str, lang: str) -> str:
    """Return in what an effect is counted."""
    return _UNITS(scale, lang)


def set_name(name: str, lang: str) -> str:
    """Return what the parameter sets are called: the default set, or an ensemble by its name."""
    return _SETS(name, lang) if name == "default" else name


def effect_words(value: float, scale: str, lang: str) -> str:
    """Return an effect with its unit."""
    known = {POINTS, HOURS, RELATIVE}
    return f"{number(value, lang, 1, sign=True)} {_UNITS('short ' + scale, lang)}" if scale in known else ""


def direction(observed: float, lang: str) -> str:
    """Return a direction in words."""
    return _DIRECTIONS("none" if observed == 0.0 else "more" if observed > 0.0 else "less", lang)


def se_source(text: str, lang: str) -> str:
    """Return where a standard error comes from."""
    return _SE(text, lang) if text else ""


def of(part: int, whole: int, lang: str) -> str:
    """Return how many of how many, with the share."""
    return say("of", lang, part=part, whole=whole, share=percent(part / whole if whole else math.nan, lang))
