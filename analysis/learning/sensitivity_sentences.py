"""What a sensitivity analysis found, in sentences built from its words."""

from __future__ import annotations

import math

from ...scenarios.ground.adding import added
from ...scenarios.words.declared import called
from ..base.least_sizes import by_luck
from ..figures.words import Measure, measure
from ..words.phrases import find, join, number, percent
from .chance import Chance
from .discovery_words import place_words
from .elementary_effects import ElementaryEffects
from .factors import Estimate, Factor
from .sensitivity import SensitivityResult
from .sensitivity_words import factor_words, say, subject
from .sobol_indices import SobolIndices
from .swings import Swings
from .uncertainty_words import label

SMALL = 0.05
"""Factors whose share stays below this, interval included, hardly matter (judgement, as is usual in screening)."""


MUCH_CHANCE = 0.05
"""More chance than this in the means is warned of (judgement)."""


def below(sensitivity: SensitivityResult, lang: str) -> str:
    """Return what a figure or table is about: outcome, month, place, study."""
    runs = sensitivity.runs
    return say(
        "below", lang, subject=subject(runs, lang), month=runs.month, place=place_words(runs, lang), study=runs.study,
        points=number(len(runs.points), lang), runs=number(runs.replications, lang),
    )  # fmt: skip


def ranked(sensitivity: SensitivityResult) -> list[tuple[Factor, Estimate | None]]:
    """Return the factors, the one that matters most first, with the estimate by which they are ordered."""
    found = sensitivity.found
    if isinstance(found, SobolIndices):
        return [(found.factors[k], found.total[k]) for k in found.order]
    if isinstance(found, ElementaryEffects):
        return [(found.factors[k], found.effects[k].strength) for k in found.order]
    return [(Factor(found.swings[k].name, (found.swings[k].name,)), None) for k in found.order]


def _tied(sensitivity: SensitivityResult) -> bool:
    """Whether the first two factors cannot be told apart."""
    (_, one), *rest = ranked(sensitivity)
    other = rest[0][1] if rest else None
    return one is not None and other is not None and not other.most <= one.low


def headline(sensitivity: SensitivityResult, lang: str) -> str:
    """Return the finding in one line, as the title of a figure."""
    runs, tied = sensitivity.runs, _tied(sensitivity)
    names = [factor_words(factor, lang) for factor, _ in ranked(sensitivity)[: 1 + tied]]
    values = {"outcome": called(find(runs.outcome), lang), "scenario": runs.title(lang)}
    return say(
        "title open" if tied else "title", lang, subject=say("difference" if runs.against else "level", lang, **values),
        factors=join([say("quoted", lang, factor=name) for name in names], lang),
    )  # fmt: skip


def in_units(sensitivity: SensitivityResult, values: list[float], lang: str) -> Measure:
    """Choose how effects on the outcome are written."""
    return measure(find(sensitivity.runs.outcome).unit, values, lang, difference=True)


def sentences(sensitivity: SensitivityResult, lang: str) -> list[str]:
    """Return what was found, what does not matter, what chance does, and whether the points are enough."""
    found, luck = sensitivity.found, by_luck(sensitivity.runs.replications, lang)
    few = [luck] if luck else []
    if isinstance(found, SobolIndices):
        advice = [] if found.settled else [say("double", lang)]
        return [*_sobol(found, lang), *few, *_by_chance(found.chance, lang), settling(found, lang), *advice]
    if isinstance(found, ElementaryEffects):
        return [
            *_morris(sensitivity, found, lang),
            *few,
            *_by_chance(found.chance, lang)[:2],
            *_steadiness(found, lang),
        ]
    return [_swing(sensitivity, found, lang), *few, say("one by one", lang)]


def share_words(share: Estimate, lang: str) -> str:
    """Return a share in percent with its interval."""
    value, low, high = (percent(each, lang) for each in (share.value, share.low, share.high))
    if math.isnan(share.low):
        return value
    return say("share", lang, value=value, low=low, high=high)


def _sobol(found: SobolIndices, lang: str) -> list[str]:
    top, *rest = found.order
    names = [factor_words(each, lang) for each in found.factors]
    first, total = (share_words(of[top], lang) for of in (found.first, found.total))
    texts = [say("sobol", lang, factor=names[top], first=first, total=total)]
    if rest and not found.total[rest[0]].most <= found.total[top].low:
        texts.append(say("open", lang, factor=names[top], next=names[rest[0]]))
    alone = added(each.value for each in found.first)
    if found.noise:
        texts.append(
            say("noise", lang, factors=join([say("quoted", lang, factor=names[k]) for k in found.noise], lang))
        )
    elif alone <= 1.0 + SMALL:  # shares of one whole: more than all of it is noise too
        texts.append(say("alone" if alone < 0.995 else "all alone", lang, sum=percent(alone, lang)))
    if found.second:
        texts.append(f"{interplay(found, lang)}.")
    if small := [names[k] for k in found.order if found.total[k].most < SMALL]:
        texts.append(say("small", lang, factors=join(small, lang), limit=percent(SMALL, lang)))
    return texts


def interplay(found: SobolIndices, lang: str) -> str:
    """Return the strongest interplay of two factors, or that none can be told from zero."""
    names = [factor_words(each, lang) for each in found.factors]
    clear = [pair for pair in found.second if found.stands_out(pair)]
    if not clear:
        return say("no pair", lang)
    one, other = max(clear, key=lambda pair: found.second[pair].value)
    share = share_words(found.second[one, other], lang)
    return say("pair", lang, factor=names[one], next=names[other], share=share)


def _by_chance(chance: Chance | None, lang: str) -> list[str]:
    if chance is None:
        return []
    share = {key: percent(getattr(chance.share, name), lang) for key, name in (("share", "value"), ("low", "low"))}
    texts = [say("chance", lang, high=percent(chance.share.high, lang), **share)]
    if chance.gain < 1000.0:  # False for NaN
        texts.append(say("gain", lang, gain=number(chance.gain, lang, 1)))
    if chance.in_means > MUCH_CHANCE:
        texts.append(say("in means", lang, runs=chance.replications, share=percent(chance.in_means, lang)))
    return texts


def settling(found: SobolIndices, lang: str) -> str:
    """Return whether the points are enough: how far indices moved when they were last doubled."""
    if found.moved is None:
        return say("few", lang, n=found.n)
    key = "settled" if found.settled else "unsettled"
    half, n = number(found.n // 2, lang), number(found.n, lang)
    return say(key, lang, half=half, n=n, moved=number(found.moved, lang, 2))


def _morris(sensitivity: SensitivityResult, found: ElementaryEffects, lang: str) -> list[str]:
    strengths = [each.strength for each in found.effects]
    names, top = [factor_words(each, lang) for each in found.factors], found.order[0]
    words = in_units(sensitivity, [each.value for each in strengths], lang)
    effect = words.plain(strengths[top].value).lstrip("+")
    texts = [say("morris", lang, factor=names[top], effect=effect, unit=words.unit)]
    if len(names) > 1 and not strengths[found.order[1]].most <= strengths[top].low:
        texts.append(say("open", lang, factor=names[top], next=names[found.order[1]]))
    limit = SMALL * strengths[top].value
    if small := [names[k] for k in found.order if strengths[k].most < limit]:
        texts.append(say("morris small", lang, factors=join(small, lang), limit=percent(SMALL, lang)))
    return texts


def _steadiness(found: ElementaryEffects, lang: str) -> list[str]:
    if found.moved is None:
        return []
    return [say("steady", lang, half=found.n // 2, n=found.n, moved=percent(found.moved, lang))]


def _swing(sensitivity: SensitivityResult, found: Swings, lang: str) -> str:
    widest = found.swings[found.order[0]]
    ends = [min(widest.low.change.value, 0.0), max(widest.high.change.value, 0.0)]
    words = in_units(sensitivity, ends, lang)
    low, high = (words.plain(each) for each in ends)
    return say("swing", lang, factor=label(widest.name, lang), low=low, high=high, unit=words.unit)
