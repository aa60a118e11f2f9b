"""Words of the duel."""

from __future__ import annotations

import math

from ...scenarios.words.catalogue import Words
from ..base.least_sizes import enough, too_few
from ..evidence.fit_draws import FITTED
from ..words.phrases import number, percent
from .duel_result import DuelResult

say = Words("questions.duel")


def _digits(low: float, high: float) -> int:
    """Return the decimal places in percent at which an interval's ends differ."""
    return next((n for n in (1, 2, 3) if round(100.0 * low, n) != round(100.0 * high, n)), 1)


def odds(share: float, lang: str) -> str:
    """Return a share of pairs in percent, never rounded to none or all."""
    if 0.0 < share < 0.01:
        return f"< {percent(0.01, lang)}"
    return f"> {percent(0.99, lang)}" if 0.99 < share < 1.0 else percent(share, lang)


def shares(values: tuple[float, ...], lang: str) -> list[str]:
    """Return shares with as many decimal places as tell the last two apart."""
    known = not math.isnan(values[-1])
    digits = _digits(values[-2], values[-1]) if known else 1
    return [percent(value, lang, digits) for value in values]


def answer(duel: DuelResult, lang: str) -> list[str]:
    """Return who is ahead at the end, by how much, how surely and why, in sentences."""
    month, leader = duel.months, duel.leader
    first = leader or 0
    names = {"leader": duel.label(first, lang), "other": duel.label(1 - first, lang)}
    names |= {"a": duel.label(0, lang), "b": duel.label(1, lang)}
    last, n = duel.share(month, first), duel.programmes[0].replications
    share, low, high = shares((last.mean, last.ci_low, last.ci_high), lang)
    start = percent(duel.start if first == 0 else 1.0 - duel.start, lang, 1)
    if not enough("verdict", n):
        return [too_few(n, "pairs", lang), say("put in", lang)]
    kind = "draw" if leader is None else "ahead"
    said = [say(kind, lang, month=month, share=share, start=start, low=low, high=high, **names)]
    limits = {"low": percent(last.low, lang, 1), "high": percent(last.high, lang, 1)}
    often = {"same": odds(last.ahead, lang), "own": odds(last.ahead_own_luck, lang)}
    said.append(say("luck", lang, n=number(n, lang), **often, **limits, **names))
    if leader is not None:
        said.append(_why(duel, leader, lang))
    return [*said, *_over_sets(duel, first, names, lang), say("put in", lang)]


def _over_sets(duel: DuelResult, first: int, names: dict[str, str], lang: str) -> list[str]:
    """Return in how many parameter sets a company ends ahead, if an ensemble was given."""
    if duel.ensemble is None:
        return []
    sets = min(len(duel.ensemble.members), len(duel.shares))
    if not enough("share", sets):
        return [too_few(sets, "sets", lang)]
    often = {"share": odds(duel.sets_ahead(first), lang), "n": number(sets, lang)}
    if duel.ensemble.target == FITTED:
        return [say("fitted", lang, **often, **names)]
    said = [say("sets", lang, name=duel.ensemble.name, **often, **names)]
    return [*said, say("all", lang)] if duel.ensemble.target == "all" else said


def _why(duel: DuelResult, leader: int, lang: str) -> str:
    felt = [float(each.of("fragmentation")[:, -1].mean()) for each in duel.alone]
    gone = duel.customers.gone_over.sum(axis=1).mean(axis=0)
    less = leader if felt[leader] <= felt[1 - leader] else 1 - leader
    return say("why", lang,
        less=duel.label(less, lang), fragmentation=percent(felt[less], lang, 1),
        others=percent(felt[1 - less], lang, 1),
        to=number(float(gone[1 - less]), lang), back=number(float(gone[less]), lang),
    )  # fmt: skip
