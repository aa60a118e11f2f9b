"""A plan of replicates in words and table cells."""

from __future__ import annotations

import math

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..words.phrases import change, find, number, percent, unit_of_change, unit_of_precision
from .pilot import PairPlan, Plan
from .planning import Needed

say = Words("learning.planning")


def title(found: Plan, lang: str) -> str:
    """Return the table's title."""
    return say(
        "title", lang, outcome=called(find(found.outcome), lang), month=found.month, seed=found.seed,
        baseline=found.baseline.label(lang), pilot=number(found.pilot, lang),
    )  # fmt: skip


def columns(found: Plan, lang: str) -> list[str]:
    """Return the headings."""
    heads = [say.raw(key, lang) for key in ("programme", "goal")]
    heads.append(say("difference", lang, unit=unit_of_change(found.outcome, lang)))
    for who in ("same", "own"):
        heads += [say(key, lang, who=say.raw(who, lang)) for key in ("usual", "safe")]
    return heads


def _size(value: float, found: Plan, lang: str) -> str:
    digits = next((d for d in range(3) if abs(round(value, d) - value) < 1e-9), 3)
    return f"{number(value, lang, digits)} {unit_of_precision(found.outcome, lang)}"


def _count(n: int | None, lang: str) -> str:
    return say("more", lang) if n is None else number(n, lang)


def rows(found: Plan, lang: str) -> list[list[str]]:
    """Return the table's rows: for each programme the half-width, and the power if an effect was given."""
    made = []
    for pair in found.pairs:
        mean, half = pair.difference, (pair.high - pair.low) / 2.0
        sizes = {"mean": change(mean, found.outcome, lang), "half": change(half, found.outcome, lang).lstrip("+")}
        goal = say("half_width", lang, size=_size(found.wishes.half_width, found, lang))
        first = [pair.programme.label(lang), goal, say("difference cell", lang, **sizes)]
        made.append([*first, *_cells(pair.half_width_same, pair.half_width_own, lang)])
        if found.wishes.effect is not None:
            size, wished = _size(found.wishes.effect, found, lang), percent(found.wishes.power, lang)
            made.append(["", say("power", lang, power=wished, size=size), "",
                         *_cells(pair.power_same, pair.power_own, lang)])  # fmt: skip
    return made


def _cells(same: Needed | None, own: Needed | None, lang: str) -> list[str]:
    return [_count(n, lang) for each in (same, own) if each is not None for n in (each.usual, each.safe)]


def sentences(found: Plan, lang: str) -> list[str]:
    """Return what to do, what common random numbers save, and how to read the numbers."""
    assurance, safe = percent(found.wishes.assurance, lang), found.safe
    first = "too many" if safe is None else "advice"
    texts = [say(first, lang, n=safe, assurance=assurance)]
    texts += [_saved(each, lang) for each in found.pairs]
    texts += [_behaviour(each, found, lang) for each in found.pairs if not math.isnan(each.between)]
    texts.append(say("columns", lang, assurance=assurance))
    if found.wishes.effect is not None:
        level = number(found.level, lang, 3 if len(found.pairs) > 1 else 2)
        key = "shared level" if len(found.pairs) > 1 else "level"
        texts.append(say(key, lang, level=level, programmes=len(found.pairs)))
    return texts


def _behaviour(pair: PairPlan, found: Plan, lang: str) -> str:
    between = change(pair.between, found.outcome, lang).lstrip("+")
    unit = unit_of_change(found.outcome, lang)
    return say("between", lang, programme=pair.programme.label(lang), between=between, unit=unit)


def _saved(pair: PairPlan, lang: str) -> str:
    name, same, own = pair.programme.label(lang), pair.same.variance, pair.own.variance
    if same == 0.0:
        return say("nothing varies", lang, programme=name)
    words = {"programme": name, "correlation": number(pair.correlation, lang, 2)}
    return (
        say("saves", lang, saved=percent(1.0 - same / own, lang), **words)
        if same < own
        else say("costs", lang, **words)
    )
