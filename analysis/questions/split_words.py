"""Words of the split between technology and organisation: the answer in sentences, and the table on the screen."""

from __future__ import annotations

import math

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.numbers import quoted
from ..base.constraint_words import sentence
from ..figures.words import Measure
from ..report.brief import only
from ..report.parts import Table
from ..words.phrases import NO_NUMBER, euro, find, is_points, join, level, number, percent
from .gain_words import SEEN, of_shares, partly_put_in, shown_as, silence, with_limits
from .split_division import parts
from .split_result import EIGHTY, TWENTY, SplitResult

say = Words("questions.split")


def changes(found: SplitResult, lang: str) -> Measure:
    """Choose how changes are printed."""
    gains = [found.gain(n, found.best(n)) for n in range(len(found.budgets))]
    return shown_as(gains, found.asked.outcome, lang)


def within(found: SplitResult, lang: str) -> str:
    """Return what is as good as the best: within a point, or within a percent of its level."""
    return say("a point" if is_points(found.asked.outcome) else "a percent", lang)


def spent_on(found: SplitResult, lang: str) -> str:
    """Return what the organisation's part is spent on."""
    return join([quoted(each.label(lang), lang) for each in parts(found.asked.scenario)], lang)


def answer(found: SplitResult, lang: str) -> list[str]:
    """Return which share goes furthest at each budget, how 20/80 does, and what is put in, in sentences."""
    put_in = say("put in", lang, kinds=spent_on(found, lang))
    ending = [*_idle(found, lang), *partly_put_in(found.asked, lang), put_in]
    if kept := sentence(found.asked.scenario.constraints, lang):
        ending.append(kept)
    if why := silence(found.asked, lang):
        return [*why, *ending]
    shown = changes(found, lang)
    by_budget = [_best(found, n, shown, lang) for n in range(len(found.budgets))]
    return [headline(found, lang) + say("stop", lang), *by_budget, *_rule(found, shown, lang), *ending]


def headline(found: SplitResult, lang: str) -> str:
    """Return between which shares the best lies over the budgets, in a sentence without its full stop."""
    if silence(found.asked, lang):
        return say("title silent", lang)
    best = [found.best(n) for n in range(len(found.budgets))]
    key = "title organisation" if max(best) < 0.5 else "title technology" if min(best) > 0.5 else "title both"
    return say(key, lang, shares=_span((min(best), max(best)), lang))


def _best(found: SplitResult, n: int, shown: Measure, lang: str) -> str:
    """Return the sentence on a budget: the best share, how sure, what it brings, what is as good."""
    best, asked = found.best(n), found.asked
    said = say(
        "best", lang, per_head=euro(found.budgets[n], lang), total=euro(found.budgets[n] * asked.heads, lang),
        best=percent(best, lang), limits=_span(found.best_limits(n), lang), month=number(asked.month, lang),
        outcome=called(find(asked.outcome), lang), unit=shown.unit, within=within(found, lang),
        level=level(float(found.mean(n)[found.shares.index(best)]), asked.outcome, lang),
        change=with_limits(found.gain(n, best), shown, lang), good=_span(found.region(n), lang),
    )  # fmt: skip
    limits = found.by_set(n)
    return said if math.isnan(limits[0]) else f"{said} {say('by set', lang, limits=_span(limits, lang))}"


def _span(limits: tuple[float, float], lang: str) -> str:
    """Return a range of shares inside a sentence, or the only one."""
    low, high = (percent(each, lang) for each in limits)
    return low if low == high else say("from to", lang, low=low, high=high)


def _rule(found: SplitResult, shown: Measure, lang: str) -> list[str]:
    """Return how a fifth for technology does against the best and against four fifths."""
    if TWENTY not in found.shares or EIGHTY not in found.shares:
        return []
    budgets = range(len(found.budgets))
    good = sum(a <= TWENTY <= b for a, b in map(found.region, budgets))
    gains = [found.against(n, TWENTY, EIGHTY) for n in budgets]
    means = [each.mean for each in gains]
    return [
        say(
            "rule", lang, good=number(good, lang), n=number(len(gains), lang), within=within(found, lang),
            low=shown.plain(min(means)), high=shown.plain(max(means)), unit=shown.unit,
            sure=number(sum(each.decided > 0 for each in gains), lang),
            least=number(min(each.better for each in gains), lang), sets=number(found.asked.sets, lang),
        )
    ]  # fmt: skip


def _idle(found: SplitResult, lang: str) -> list[str]:
    """Return at which budgets part of the money buys nothing even where it is split best."""
    at_best = [float(found.idle[n, found.shares.index(found.best(n))]) for n in range(len(found.budgets))]
    told = [
        say("idle at", lang, share=percent(part, lang), per_head=euro(each, lang))
        for each, part in zip(found.budgets, at_best, strict=True)
        if part >= SEEN
    ]
    said = [say("idle best", lang, told=join(told, lang))] if told else []
    most = float(found.idle.max())
    if most < SEEN:
        return said
    n, k = divmod(int(found.idle.argmax()), len(found.shares))
    where = {"per_head": euro(found.budgets[n], lang), "technology": percent(found.shares[k], lang)}
    return [*said, say("idle most", lang, share=percent(most, lang), **where)]


def columns(found: SplitResult, lang: str) -> list[str]:
    """Return the headings of the table."""
    shown, heads = changes(found, lang), say.several("columns", lang)
    unit = f", {shown.unit}" if shown.unit else ""
    return [*heads[:5], called(find(found.asked.outcome), lang), heads[5] + unit, *heads[6:]]


def small(found: SplitResult, lang: str) -> Table:
    """Return what of the table fits on one screen."""
    return only(Table(columns(found, lang), rows(found, lang)), (0, 1, 3, 4, 5, 6))


def rows(found: SplitResult, lang: str) -> list[list[str]]:
    """Return a row for each budget."""
    shown, table = changes(found, lang), []
    for n, each in enumerate(found.budgets):
        best = found.best(n)
        k, gain = found.shares.index(best), found.gain(n, best)
        table.append([
            euro(each, lang), percent(best, lang),
            *(of_shares(*each(n), lang) for each in (found.best_limits, found.region, found.by_set)),
            level(float(found.mean(n)[k]), found.asked.outcome, lang), with_limits(gain, shown, lang),
            _rule_cell(found, n, shown, lang),
            percent(float(found.idle[n, k]), lang),
        ])  # fmt: skip
    return table


def _rule_cell(found: SplitResult, n: int, shown: Measure, lang: str) -> str:
    if TWENTY not in found.shares or EIGHTY not in found.shares:
        return NO_NUMBER
    return with_limits(found.against(n, TWENTY, EIGHTY), shown, lang)
