"""The verdict in words: which programme, whether it pays, what that hangs on, what to find out first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.numbers import quoted
from ..base.causes import causes
from ..base.least_sizes import too_few
from ..comparing.money import COSTS, PAYS, Money
from ..comparing.verdict import (
    AHEAD,
    BEST,
    DEPENDS,
    EQUAL,
    FEW,
    LATER,
    NEGLIGIBLE,
    NOTHING,
    OPEN,
    UNDIRECTED,
    Rivalry,
)
from ..words.phrases import change, euro, join, level, number, percent, unit_of_change, unit_of_precision

if TYPE_CHECKING:
    from ..comparing.comparison import ComparisonResult

say = Words("telling.verdict")


def names(found: ComparisonResult, wanted: Sequence[str], lang: str) -> str:
    """Return programmes by their names in words, quoted and listed."""
    return join([quoted(found.programme(name).label(lang), lang) for name in wanted], lang)


def _best(found: ComparisonResult, lang: str) -> dict[str, object]:
    """Return what sentences say of the best programme against the baseline."""
    verdict, main = found.verdict, found.main
    said: dict[str, object] = {
        "month": found.month, "baseline": found.baseline.label(lang), "outcome": called(OUTCOME[main], lang),
        "best": found.programme(verdict.best).label(lang), "unit": unit_of_change(main, lang),
        "least": f"{number(NEGLIGIBLE, lang, 1)} {unit_of_precision(main, lang)}",
    }  # fmt: skip
    if verdict.best != verdict.baseline:
        effect = found.effect(verdict.best, main)
        said |= {
            "level": level(effect.level, main, lang), "base": level(effect.baseline, main, lang),
            "difference": change(effect.difference, main, lang),
            "low": change(effect.ci_low, main, lang), "high": change(effect.ci_high, main, lang),
        }  # fmt: skip
    return said


def use(found: ComparisonResult, lang: str) -> list[str]:
    """Return what the verdict says of the main outcome, the answer first."""
    verdict, words = found.verdict, _best(found, lang)
    if verdict.kind == FEW:
        return [too_few(found.baseline.replications, "pairs", lang)]
    if verdict.kind == UNDIRECTED:
        return [say("undirected", lang, **words)]
    if verdict.kind == LATER:
        return [say("all later", lang, **words)]
    return [*_of_kind(found, lang, words), *_later(found, lang)]


def _of_kind(found: ComparisonResult, lang: str, words: dict[str, object]) -> list[str]:
    verdict = found.verdict
    if verdict.kind == NOTHING:
        if verdict.best == verdict.baseline:
            spends = found.baseline.scenario.total_cost > 0.0
            return [say("leave it" if spends else "nothing better", lang, **words)]
        return [say("nothing practical", lang, **words)]
    to_nothing = verdict.to_baseline
    if to_nothing is None or to_nothing.standing != AHEAD:
        return [_unsure(to_nothing, lang, words)]
    said = [say("best", lang, **words) if verdict.kind in (BEST, EQUAL) else say("ahead", lang, **words)]
    for standing in (EQUAL, DEPENDS, OPEN):
        rivals = verdict.standing(standing)
        if rivals:
            said.append(_against(found, standing, lang, words | {"rivals": names(found, rivals, lang)}))
    return said if len(said) > 1 else [f"{said[0]}{_second(found, lang)}"]


def _unsure(to_nothing: Rivalry | None, lang: str, words: dict[str, object]) -> str:
    if to_nothing is None:
        return say("nothing open", lang, **words)
    what = causes(to_nothing.on, lang)
    return say("help depends", lang, what=what, **words) if what else say("help open", lang, **words)


def _against(found: ComparisonResult, standing: str, lang: str, words: dict[str, object]) -> str:
    if standing == EQUAL:
        return say("equal", lang, **words)
    if standing == OPEN:
        return say("open", lang, **words)
    concerned = [each for each in found.verdict.rivalries if each.standing == DEPENDS]
    what = causes(list(dict.fromkeys(name for each in concerned for name in each.on)), lang)
    least = min(concerned, key=_least_share)
    sets = "share draws" if found.robustness is not None and found.robustness.fitted else "share sets"
    key = sets if "behaviour" in least.on else "share prices"
    share = percent(_least_share(least), lang)
    share = say(key, lang, share=share if len(concerned) == 1 else say("or more", lang, share=share))
    return say("depends", lang, what=what, share=share, **words)


def _least_share(each: Rivalry) -> float:
    share = each.sets_ahead if "behaviour" in each.on else each.prices_ahead
    return 1.0 if math.isnan(share) else share


def _second(found: ComparisonResult, lang: str) -> str:
    """Return how far the closest programme is behind the best, nothing where there is no other one."""
    second = next((each for each in found.verdict.rivalries if each.rival != found.verdict.baseline), None)
    if second is None:
        return ""
    behind, low, high = (
        change(each, found.main, lang).lstrip("+−") for each in (second.lead, second.ci_low, second.ci_high)
    )
    return " " + say("second", lang,
        second=found.programme(second.rival).label(lang), behind=behind, low=low, high=high,
        unit=unit_of_change(found.main, lang),
    )  # fmt: skip


def _later(found: ComparisonResult, lang: str) -> list[str]:
    """Return which programmes begin too late to be seen in the month compared."""
    later = found.verdict.later
    return [say("later", lang, names=names(found, later, lang), month=found.month)] if later else []


def customers(found: ComparisonResult, lang: str) -> list[str]:
    """Return how many customers more the best programme has, where customers were compared beside the main outcome."""
    verdict = found.verdict
    if verdict.kind in (FEW, UNDIRECTED, LATER, NOTHING) or "customers" not in found.outcomes[1:]:
        return []
    if verdict.best == verdict.baseline:
        return []
    each = found.effect(verdict.best, "customers")
    return [say("customers", lang, gain=change(each.difference, "customers", lang), month=found.month)]


def money(found: ComparisonResult, lang: str) -> list[str]:
    """Return whether the best programme pays: spending and gain over the same months, and until the end."""
    verdict = found.verdict
    if verdict.money is None or verdict.kind in (FEW, UNDIRECTED, LATER, NOTHING):
        return []
    held = verdict.money
    words: dict[str, object] = {
        "best": found.programme(verdict.best).label(lang), "baseline": found.baseline.label(lang), "month": held.month,
        "months": held.horizon, "spent": euro(held.spent, lang), "later": euro(held.spent_later, lang),
    }  # fmt: skip
    said = [say("spent later", lang, **words) if held.spent_later >= 1.0 else say("spent", lang, **words)]
    said[0] += _gain(held.kind, (held.gain, held.ci_low, held.ci_high), lang)
    if held.month < held.horizon:
        said.append(_at_end(held, lang, words))
    if held.depends_on_margin:
        margin = {"margin": euro(held.margin, lang), "level": euro(held.least_margin, lang)}
        said.append(say("margin", lang, **margin))
    return said


def _gain(kind: str, limits: tuple[float, float, float], lang: str) -> str:
    gain, low, high = (number(each, lang, 0, sign=True) for each in limits)
    words = {"gain": euro(abs(limits[0]), lang), "low": low, "high": high}
    if math.isnan(limits[1]):
        return say("gain unknown", lang, gain=gain)
    if kind == PAYS:
        return say("gain more", lang, **words)
    return say("gain less", lang, **words) if kind == COSTS else say("gain open", lang, **words)


def _at_end(held: Money, lang: str, words: dict[str, object]) -> str:
    gain = euro(abs(held.gain_at_end), lang)
    if held.kind_at_end == PAYS:
        return say("end pays", lang, gain=gain, **words)
    return say("end costs", lang, gain=gain, **words) if held.kind_at_end == COSTS else say("end open", lang, **words)


def uncertainty(found: ComparisonResult, lang: str) -> list[str]:
    """Return where the uncertainty of the closest lead comes from, in one line, where that can be told."""
    if found.verdict.kind in (FEW, UNDIRECTED, LATER) or not found.verdict.rivalries:
        return []
    near = found.verdict.rivalries[0].sources
    if not near.largest:
        return []
    parts = {name: percent(getattr(near, name), lang) for name in ("chance", "behaviour", "prices")}
    rival = found.programme(near.rival).label(lang)
    return [say("sources", lang, best=found.programme(near.scenario).label(lang), rival=rival, **parts)]


def find_out(found: ComparisonResult, lang: str) -> list[str]:
    """Return what to find out first, where the verdict depends on something."""
    on = found.verdict.depends_on
    if found.verdict.kind in (FEW, UNDIRECTED, LATER, NOTHING):
        return []
    if "behaviour" in on:
        return [say("find behaviour", lang)]
    if "prices" in on:
        return [say("find prices", lang)]
    if "margin" in on:
        return [say("find margin", lang)]
    return [say("find more", lang)] if found.verdict.kind == OPEN else []


def verdict(found: ComparisonResult, lang: str) -> list[str]:
    """Return the verdict in a few sentences.

    Parameters
    ----------
    found : ComparisonResult
    lang : {"en", "de", "fr"}

    Returns
    -------
    list of str
        On the main outcome, on money, and what to find out first.
    """
    return [*use(found, lang), *money(found, lang), *find_out(found, lang)]
