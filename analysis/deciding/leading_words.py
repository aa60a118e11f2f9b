"""The mixes as good as the best, in words: what they share, what is exchangeable, and why other budgets name others."""

from __future__ import annotations

from ...scenarios.programmes.interventions import KINDS
from ...scenarios.words.catalogue import Words
from ...scenarios.words.numbers import quoted
from ..words.phrases import join, number, percent
from .decision import DecisionResult
from .phrases import change, unit

say = Words("deciding.words")


def led(decision: DecisionResult, lang: str) -> str:
    """Return how many mixes are as good as the best, what they share and what not, and what choosing any costs.

    Parameters
    ----------
    decision : DecisionResult
    lang : {"en", "de"}
    """
    return " ".join([_together(decision, lang), *_exchangeable(decision, lang), *_at_full(decision, lang)])


def _together(decision: DecisionResult, lang: str) -> str:
    led_by, o = decision.leading, decision.question.objective
    if len(led_by.mixes) < 2:
        return say("leads alone", lang, raced=number(led_by.raced, lang))
    words = {
        "count": number(len(led_by.mixes), lang), "raced": number(led_by.raced, lang), "unit": unit(o, lang),
        "regret": change(led_by.regret, o, lang, sign=False),
    }  # fmt: skip
    parts = [
        say("at least", lang, share=percent(low, lang), kind=_named(kind, lang))
        for kind, (low, _) in led_by.shared.items()
    ]
    return say("lead together", lang, parts=join(parts, lang), **words) if parts else say("lead apart", lang, **words)


def _exchangeable(decision: DecisionResult, lang: str) -> list[str]:
    """Return what stands in some of these mixes and not in others, where that could be taken for a reason."""
    kinds = decision.leading.in_some
    return [say("in some", lang, kinds=join([_named(kind, lang) for kind in kinds], lang))] if len(kinds) > 1 else []


def _at_full(decision: DecisionResult, lang: str) -> list[str]:
    """Return which parts of the best mix can take no more money."""
    kinds = decision.mix.at_full
    return [say("at full", lang, kinds=join([_named(kind, lang) for kind in kinds], lang))] if kinds else []


def _named(kind: str, lang: str) -> str:
    return quoted(KINDS[kind].label(lang), lang)
