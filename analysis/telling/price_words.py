"""Break-even prices in words: which ones cannot be excluded."""

from __future__ import annotations

import math

from ...scenarios.words.catalogue import Words
from ..comparing.break_even import BreakEven
from ..words.phrases import NO_NUMBER, join, number

say = Words("telling.advice")


def ranges(each: BreakEven, lang: str, digits: int = 1) -> str:
    """Return the ratios that cannot be excluded in words: one range or several, open ones too."""
    said = []
    for low, high in each.ranges:
        ends = {"low": number(low, lang, digits), "high": number(high, lang, digits)}
        if math.isnan(low):
            said.append(say("range all", lang) if math.isnan(high) else say("range up", lang, **ends))
        else:
            said.append(say("range from", lang, **ends) if math.isnan(high) else say("range", lang, **ends))
    return join(said, lang) if said else NO_NUMBER
