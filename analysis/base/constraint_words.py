"""What a search must keep to, in words: what every answer that keeps to it says."""

from __future__ import annotations

from collections.abc import Iterator

from ...scenarios.core.constraints import ALL, Constraints
from ...scenarios.programmes.interventions import KINDS
from ...scenarios.words.catalogue import Words
from ..words.phrases import euro, number

say = Words("base.constraints")


def _parts(given: Constraints, lang: str) -> Iterator[str]:
    for kind in given.without:
        yield say("without", lang, what=KINDS[kind].label(lang))
    for kind, euros in given.at_most.items():
        yield say("at most", lang, what=KINDS[kind].label(lang), euros=euro(euros, lang))
    for first, last, euros in given.budget:
        yield say("in phase", lang, first=first, last=last, euros=euro(euros, lang))
    for kind, month in given.not_before.items():
        if kind == ALL and month:
            yield say("nothing before", lang, month=number(month, lang))
        elif month:
            yield say("not before", lang, what=KINDS[kind].label(lang), month=number(month, lang))


def sentence(given: Constraints, lang: str) -> str:
    """Return what was kept to, in one sentence; empty where nothing is constrained."""
    return say("kept", lang, what="; ".join(_parts(given, lang))) if given else ""
