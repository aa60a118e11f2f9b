"""The comparison as tables in words, for the screen and for documents."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...model.outcomes import OUTCOME
from ...model.plural import counted
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.months import month, month_cell, start_cell, told
from ...scenarios.words.numbers import quoted, titled
from ..base.markets import any_market
from ..base.sites import parts_of
from ..comparing.verdict import AHEAD, DEPENDS, EQUAL, OPEN
from ..report.parts import Table
from ..words.phrases import (
    NO_NUMBER,
    change,
    digits,
    euro,
    join,
    level,
    number,
    percent,
    probability,
    unit_of_change,
    unit_of_precision,
)
from .conditions import condition
from .price_words import ranges

if TYPE_CHECKING:
    from ..base.effects import Effect
    from ..comparing.comparison import ComparisonResult

say = Words("telling.words")
STANDINGS = Words("telling.standings")


def _effect_cells(each: Effect, lang: str) -> list[str]:
    """Return difference, interval, pairs, share better, correlation and p of an effect."""
    return [
        change(each.difference, each.outcome, lang),
        f"{change(each.ci_low, each.outcome, lang)} … {change(each.ci_high, each.outcome, lang)}",
        number(each.n_pairs, lang), percent(each.p_better, lang), number(each.correlation, lang, 2),
        probability(each.p_adjusted, lang),
    ]  # fmt: skip


def _effect_columns(outcome: str, lang: str, first: str = "programme") -> list[str]:
    columns = [
        say.raw(key, lang) for key in (first, "level", "difference", "ci", "pairs", "better", "correlation", "p")
    ]
    columns[2] += f" ({unit_of_change(outcome, lang)})"
    return columns


def effects(found: ComparisonResult, outcome: str) -> Table:
    """Return what each programme changes in an outcome; the baseline comes first."""
    lang, base = found.lang, found.baseline
    now = level(float(base.at(outcome, found.month).mean()), outcome, lang)
    rows = [[base.label(lang), now, say("baseline", lang), *[""] * 5]]
    rows += [
        [each.label, level(each.level, outcome, lang), *_effect_cells(each, lang)]
        for each in found.effects
        if each.outcome == outcome
    ]
    main = f" ({say('main', lang)})" if outcome == found.main else ""
    title = f"{called(OUTCOME[outcome], lang)}, {month(found.month, lang)}{main}"
    return Table(_effect_columns(outcome, lang), rows, title, _pairing(found, lang) if outcome == found.main else "")


def _pairing(found: ComparisonResult, lang: str) -> str:
    """Return what the same people, chance and behaviour in all programmes are worth; empty where that is unknown."""
    ratios = {name: ratio for name, ratio in found.variance_ratios().items() if not math.isnan(ratio)}
    if not ratios:
        return ""
    each = [
        f"{quoted(found.label(name), lang)} {number(ratio, lang, int(ratio < 10.0))}" for name, ratio in ratios.items()
    ]
    return say("pairing behaviour" if found.robustness else "pairing", lang, each=join(each, lang))


def departments(found: ComparisonResult) -> Table:
    """Return the main outcome by department, and by site, each with the baseline's level first."""
    lang, main = found.lang, found.main
    rows = []
    for department in parts_of(found.baseline.scenario.company.organisation):
        label = called(department, lang)
        ours = [each for each in found.departments if (each.outcome, each.place) == (main, department.name)]
        for each in ours[:1]:
            now = level(each.baseline, main, lang)
            rows.append([titled(label, found.baseline.label(lang), lang), now, say("baseline", lang), *[""] * 5])
        rows += [
            [titled(label, each.label, lang), level(each.level, main, lang), *_effect_cells(each, lang)]
            for each in ours
        ]
    title = say("departments", lang, outcome=called(OUTCOME[main], lang), month=found.month)
    return Table(_effect_columns(main, lang, "department"), rows, title)


def standing(found: ComparisonResult, name: str, lang: str) -> str:
    """Return how a programme stands in the verdict, in a word or two."""
    verdict = found.verdict
    if name in verdict.later:
        return say("begins later", lang)
    if name == verdict.best:
        return say("is_best", lang)
    each = next(each for each in verdict.rivalries if each.rival == name)
    said = {
        AHEAD: STANDINGS("ahead", lang), EQUAL: STANDINGS("equal", lang), DEPENDS: STANDINGS("depends", lang),
        OPEN: STANDINGS("open", lang),
    }  # fmt: skip
    return said[each.standing]


def standings(found: ComparisonResult) -> Table:
    """Return the order of programmes with a verdict on each."""
    lang = found.lang
    rows = []
    for each in found.standings:
        verdicts = [standing(found, each.scenario, lang)]
        if by := found.beaten_by(each.scenario):
            verdicts += [say("dominated", lang, by=found.label(by))]
        rows.append(
            [
                found.label(each.scenario), "; ".join(verdicts), str(each.rank), level(each.level, found.main, lang),
                NO_NUMBER if each.best else change(each.behind, found.main, lang),
                NO_NUMBER if each.best else " … ".join(
                    change(end, found.main, lang) for end in (each.ci_low, each.ci_high)
                ),
                euro(each.cost, lang),
            ]
        )  # fmt: skip
    columns = [say.raw(key, lang) for key in ("programme", "verdict", "rank", "level", "distance", "ci", "total")]
    columns[4] += f" ({unit_of_change(found.main, lang)})"
    title = say("standings", lang, outcome=called(OUTCOME[found.main], lang), month=found.month)
    return Table(columns, rows, title, words=2)


def thresholds(found: ComparisonResult) -> Table:
    """Return when each programme passes each threshold of real use."""
    lang = found.lang
    every = list(dict.fromkeys(each.threshold for each in found.passings))
    columns, rows = [say("programme", lang)], [[each.label(lang)] for each in found.programmes]
    for threshold in every:
        columns += [say("passes", lang, threshold=percent(threshold, lang, digits(threshold)))]
        columns += [say("share_passing", lang)]
        for row, each in zip(rows, (p for p in found.passings if p.threshold == threshold), strict=True):
            when = say("never", lang) if math.isnan(each.month) else month_cell(each.month, lang)
            row += [when, percent(each.share, lang)]
    title = say("thresholds", lang, months=found.baseline.months)
    return Table(columns, rows if every else [], title)


def costs(found: ComparisonResult) -> Table:
    """Return what each programme costs, what a gain costs, and when it pays back."""
    lang, market = found.lang, any_market([found.baseline.scenario])

    def price(spent: float, value: float, low: float, high: float) -> list[str]:
        if math.isnan(value):
            return [say("no_gain", lang) if spent > 0.0 else NO_NUMBER, NO_NUMBER]
        return [euro(value, lang), f"{number(low, lang)} … {number(high, lang)}"]

    rows = []
    for each in found.costs:
        total = euro(each.total, lang)
        rows.append(
            [
                found.label(each.scenario),
                say("at_most", lang, euros=total) if each.scenario in found.unspent else total,
                euro(each.until_month, lang),
                *price(each.until_month, each.per_point, each.per_point_low, each.per_point_high),
                *(price(each.until_month, each.per_customer, each.per_customer_low, each.per_customer_high)
                  if market else ()),
                month_cell(each.payback_month, lang), percent(each.payback_share, lang),
            ]
        )  # fmt: skip
    customer = ("customer", "ci") if market else ()
    keys = ("programme", "total", "until", "point", "ci", *customer, "payback", "paid")
    columns = [say.raw(key, lang) for key in keys]
    columns[2] = told(counted(columns[2].format(month=found.month)), lang)
    return Table(columns, rows, say("costs", lang))


def triggered(found: ComparisonResult) -> Table:
    """Return in how many companies what waits for a condition began, and when."""
    lang = found.lang
    rows = [
        [
            titled(found.label(each.scenario), each.label(lang), lang), condition(found, each, lang),
            percent(each.share, lang), NO_NUMBER if math.isnan(each.month) else start_cell(round(each.month), lang),
        ]
        for each in found.triggered
    ]  # fmt: skip
    return Table(
        [say.raw(key, lang) for key in ("what", "condition", "began", "when")], rows, say("triggered", lang), words=2
    )


def prices(found: ComparisonResult) -> Table:
    """Return how dear the best programme may become before each rival draws level."""
    lang = found.lang
    rows = [
        [
            found.label(each.rival), say.raw(each.always, lang) if each.always else number(each.ratio, lang, 2),
            NO_NUMBER if each.always else ranges(each, lang, 2),
            percent(found.ahead_over_prices[each.scenario][each.rival], lang),
        ]
        for each in found.break_even
    ]  # fmt: skip
    title = say("prices", lang, best=found.label(found.best))
    return Table([say.raw(key, lang) for key in ("rival", "ratio", "ci", "ahead_share")], rows, title)


def behaviour(found: ComparisonResult) -> Table:
    """Return what chance and what behaviour leave open about each programme, side by side."""
    over, lang = found.robustness, found.lang
    if over is None:
        return Table([], [])
    rows = []
    for name in over.names[1:]:
        effect, (middle, low, high) = found.effect(name, over.outcome), over.limits(name, over.names[0])
        limits = [(effect.ci_low, effect.ci_high), (low, high)]
        ranges = [" … ".join(change(limit, over.outcome, lang) for limit in each) for each in limits]
        better = percent(over.ahead(name, over.names[0]), lang)
        best = "" if name == found.best else percent(over.ahead(found.best, name), lang)
        joint = "" if name == found.best else percent(over.ahead_with_prices(found.best, name), lang)
        rows.append([found.label(name), ranges[0], change(middle, over.outcome, lang), ranges[1], better, best, joint])
    columns = [
        say.raw(key, lang)
        for key in ("programme", "chance", "middle", "sets", "better_sets", "best_sets", "best_prices")
    ]
    columns = [
        counted(each.format(best=found.label(found.best), unit=unit_of_change(over.outcome, lang))) for each in columns
    ]
    sets = number(over.sets, lang)
    title = say("fitted", lang, n=sets) if over.fitted else say("behaviour", lang, n=sets, name=over.ensemble)
    return Table(columns, rows, title)


def heads(found: ComparisonResult) -> list[str]:
    """Return what was compared, how precisely and at which budget."""
    lang, base = found.lang, found.baseline
    people = base.scenario.company.organisation.headcount
    said = [say("head", lang, n=base.replications, people=people, seed=found.seed, baseline=base.label(lang)) + "."]
    if found.precision and not math.isnan(found.precision.reached):
        reached = number(found.precision.reached, lang, 2)
        said.append(say("found", lang, reached=reached, unit=unit_of_precision(found.main, lang)))
    if found.budget is not None:
        said.append(say("equal", lang, budget=euro(found.budget, lang), months=base.months))
    return said
