"""The answer in words: what is ahead, at what price it would not be, and what is not known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...model.outcomes import OUTCOME
from ...model.plural import counted
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.months import start, told
from ...scenarios.words.numbers import quoted
from ..base.least_sizes import enough
from ..base.markets import any_market
from ..base.purchase_words import warnings
from ..comparing.verdict import BEST, DEPENDS, EQUAL, FEW, OPEN
from ..words.phrases import digits, euro, join, number, percent, unit_of_precision
from .conditions import condition
from .margins import margins
from .price_words import ranges
from .verdict_words import names as quoted_names
from .verdict_words import uncertainty, verdict

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario
    from ..base.programme import Triggered
    from ..comparing.comparison import ComparisonResult
    from ..comparing.costs import Cost

say = Words("telling.advice")


def _label(comparison: ComparisonResult, name: str, lang: str) -> str:
    return comparison.programme(name).label(lang)


def _dominated(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return which programmes are no better than another one that costs no more."""
    by: dict[str, list[str]] = {}
    for each in comparison.standings:
        if each.cost > 0.0 and (better := comparison.beaten_by(each.scenario)):
            by.setdefault(better, []).append(each.scenario)
    return [
        say("dominated", lang,
            names=quoted_names(comparison, names, lang), by=quoted_names(comparison, [better], lang),
            month=comparison.month, outcome=called(OUTCOME[comparison.main], lang),
        )
        for better, names in by.items()
    ]  # fmt: skip


def _prices(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return at what prices the order would turn, against the closest rivals of which that can be said."""
    sentences = []
    for each in sorted(comparison.break_even, key=lambda b: b.ratio if not math.isnan(b.ratio) else math.inf)[:2]:
        words = {"best": _label(comparison, each.scenario, lang), "rival": _label(comparison, each.rival, lang)}
        if math.isnan(each.ratio) or not each.ranges:
            continue
        ratio = number(each.ratio, lang, 1)
        if all(math.isnan(low) and math.isnan(high) for low, high in each.ranges):
            sentences.append(say("price open", lang, ratio=ratio, **words))
        else:
            sentences.append(say("price", lang, ratio=ratio, ranges=ranges(each, lang), **words))
    return sentences


def _limits(comparison: ComparisonResult, lang: str) -> str:
    found, text = comparison.robustness, say.all(lang)
    if found is None:
        return say("limits", lang)
    sets = number(found.sets, lang)
    if found.fitted:
        return say("fit_limits", lang, n=sets)
    return say("set_limits", lang, ensemble=found.ensemble, n=sets, kind=text.get(found.target, ""))


def _money(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return what the best programme costs per gain, and when it pays back."""
    cost = next((each for each in comparison.costs if each.scenario == comparison.verdict.best), None)
    if cost is None or math.isnan(cost.payback_share):
        return []
    words = {
        "best": _label(comparison, cost.scenario, lang), "baseline": comparison.baseline.label(lang),
        "share": percent(cost.payback_share, lang), "months": comparison.baseline.months,
    }  # fmt: skip
    when = say.raw("never", lang) if math.isnan(cost.payback_month) else say.raw("late", lang)
    return [
        *_per_gain(comparison, cost, lang),
        told(counted(when.format(**words, payback=number(cost.payback_month, lang))), lang),
    ]


def _per_gain(comparison: ComparisonResult, cost: Cost, lang: str) -> list[str]:
    """Return what a point of real use and a customer kept cost, or that it cannot be told."""
    words = {"month": comparison.month, "best": _label(comparison, cost.scenario, lang)}
    if cost.until_month <= 0.0 or not enough("interval", comparison.baseline.replications):
        return []
    if math.isnan(cost.per_point):
        return [say("no_gain", lang, **words)]
    customer = say("no_customer", lang) if any_market([comparison.baseline.scenario]) else ""
    if not math.isnan(cost.per_customer):
        limits = _limited(cost.per_customer_low, cost.per_customer_high, lang)
        customer = say("customer", lang, customer=euro(cost.per_customer, lang), limits=limits)
    limits = _limited(cost.per_point_low, cost.per_point_high, lang)
    point = euro(cost.per_point, lang)
    return [say("gain", lang, **words, limits=limits, point=point, customer=customer)]


def _limited(low: float, high: float, lang: str) -> str:
    """Return an interval in brackets, nothing where there is none."""
    return "" if math.isnan(low) else say("ci", lang, low=number(low, lang), high=number(high, lang))


def _thresholds(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return when real use passes the thresholds with the best programme, the highest that most companies pass."""
    ours = [each for each in comparison.passings if each.scenario == comparison.verdict.best]
    passed = [each for each in ours if not math.isnan(each.month)]
    chosen = [*passed[-1:], *[each for each in ours if math.isnan(each.month)][:1]]
    return [
        say("passes_not" if math.isnan(each.month) else "passes", lang,
            best=_label(comparison, each.scenario, lang),
            threshold=percent(each.threshold, lang, digits(each.threshold)),
            passing=number(each.month, lang), share=percent(each.share, lang), months=comparison.baseline.months,
        )
        for each in chosen
    ]  # fmt: skip


def _triggered(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return how often what waits for a condition began, in one sentence for all that began together."""
    together: dict[tuple[str, str, float, float], list[Triggered]] = {}
    for each in comparison.triggered:
        together.setdefault((each.scenario, each.when, each.share, each.month), []).append(each)
    return [
        say("triggered" if share else "triggered_never", lang,
            what=join([quoted(each.label(lang), lang) for each in found], lang),
            when=condition(comparison, found[0], lang),
            scenario=_label(comparison, scenario, lang), share=percent(share, lang),
            begun="" if math.isnan(month) else start(round(month), lang),
        )
        for (scenario, _, share, month), found in together.items()
    ]  # fmt: skip


def _warnings(comparison: ComparisonResult, lang: str) -> list[str]:
    found = []
    totals = {each.scenario: each.total for each in comparison.costs if each.total > 0.0}
    if comparison.budget is None and totals and max(totals.values()) > 1.01 * min(totals.values()):
        costs = join(
            [f"{quoted_names(comparison, [name], lang)} {euro(total, lang)}" for name, total in totals.items()], lang
        )
        found.append(say("budget", lang, costs=costs, months=comparison.baseline.months))
    if comparison.budget is not None and comparison.unspent:
        most = [
            say("most", lang,
                name=_label(comparison, name, lang), euros=euro(value, lang),
                left=euro(comparison.budget - value, lang),
            )
            for name, value in comparison.unspent.items()
        ]  # fmt: skip
        names = quoted_names(comparison, list(comparison.unspent), lang)
        budget = number(comparison.budget, lang)
        found.append(say("unspent", lang, names=names, budget=budget, most=join(most, lang)))
    found += warnings([each.scenario for each in comparison.programmes], lang)
    shared = _surroundings(comparison.baseline.scenario)
    if any(_surroundings(each.scenario) != shared for each in comparison.programmes):
        found.append(say("companies", lang))
    how = comparison.precision
    if how and not how.met and not how.fixed:
        found.append(
            say("imprecise", lang,
                n=number(comparison.baseline.replications, lang), reached=number(how.reached, lang, 2),
                wanted=number(how.wanted, lang, 2), unit=unit_of_precision(comparison.main, lang),
            )
        )  # fmt: skip
    return found


def _surroundings(scenario: Scenario) -> tuple[object, ...]:
    """Return what programmes that are compared ought to share."""
    company = scenario.company
    return company.organisation, company.market, company.behaviour, scenario.prices


def advice(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return the answer in a few plain sentences: the verdict, its price, its money, its limits.

    Every sentence is built from the comparison's numbers; "cannot tell" is a possible answer.
    """
    first = comparison.robustness.warning(lang) if comparison.robustness else []  # before anything else is said
    sentences = [*first, *verdict(comparison, lang)]
    kind = comparison.verdict.kind
    if kind in (BEST, EQUAL, DEPENDS, OPEN):
        sentences += _prices(comparison, lang) + uncertainty(comparison, lang)
        sentences += _money(comparison, lang) + _thresholds(comparison, lang)
    if kind != FEW:
        sentences += margins(comparison, lang) + _dominated(comparison, lang) + _triggered(comparison, lang)
    return [*sentences, *_warnings(comparison, lang), _limits(comparison, lang)]
