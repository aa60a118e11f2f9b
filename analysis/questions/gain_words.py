"""Gains over an ensemble in words and numbers, for sentences, tables and figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.least_sizes import enough, too_few
from ..figures.words import Measure, measure
from ..words.phrases import NO_NUMBER, find, number, percent
from .gain import Gain
from .over_sets import Asked

say = Words("questions.over_sets")
SEEN = 0.005
"""A part of the money that is less than this is not worth a word."""


def shown_as(gains: Iterable[Gain], outcome: str, lang: str) -> Measure:
    """Choose how the changes of an outcome are printed: with decimals that tell an interval's ends apart."""
    several = list(gains)
    halves = [(each.ci_high - each.ci_low) / 2.0 for each in several if each.ci_high > each.ci_low]
    means = [each.mean for each in several]
    return measure(find(outcome).unit, means, lang, difference=True, margin=max(halves, default=math.inf))


def limits(low: float, high: float, shown: Measure) -> str:
    """Return an interval as it stands in a table, a dash where there is none."""
    return NO_NUMBER if math.isnan(low) else f"{shown.plain(low)} … {shown.plain(high)}"


def with_limits(gain: Gain, shown: Measure, lang: str) -> str:
    """Return a gain with its 95 % interval, inside a sentence."""
    mean = shown.plain(gain.mean)
    if math.isnan(gain.ci_low):
        return mean
    return say("limits", lang, mean=mean, low=shown.plain(gain.ci_low), high=shown.plain(gain.ci_high))


def how_often(gain: Gain, lang: str) -> str:
    """Return in how many parameter sets it is for the better, as it stands in a table."""
    return say("often", lang, better=number(gain.better, lang), sets=number(gain.sets, lang))


def of_shares(low: float, high: float, lang: str) -> str:
    """Return a range of shares, or the only one."""
    if math.isnan(low):
        return NO_NUMBER
    a, b = percent(low, lang), percent(high, lang)
    return a if a == b else f"{a} … {b}"


def heading(asked: Asked, lang: str) -> str:
    """Return which company, ensemble, outcome and month a result is of."""
    return say(
        "head", lang, company=asked.scenario.title(lang), sets=number(asked.sets, lang), name=asked.ensemble.name,
        n=number(asked.replications, lang), seed=asked.seed, outcome=called(find(asked.outcome), lang),
        month=number(asked.month, lang),
    )  # fmt: skip


def silence(asked: Asked, lang: str) -> list[str]:
    """Return why nothing can be told apart, where there are too few parameter sets or replicates."""
    counts: Sequence[tuple[int, str]] = ((asked.sets, "sets"), (asked.replications, "replicates"))
    return [too_few(n, what, lang) for n, what in counts if not enough("verdict", n)]


def partly_put_in(asked: Asked, lang: str) -> list[str]:
    """Return the sentence that an ensemble accepted on effects of programmes asks for."""
    return [say("all", lang, name=asked.ensemble.name)] if asked.ensemble.target == "all" else []
