"""The answer in words: what is ahead, at what price it would not be, and what is not known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...model.outcomes import OUTCOME
from ...model.plural import counted
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.numbers import quoted
from ..base.least_sizes import enough, too_few
from ..base.purchase_words import warnings
from ..words.phrases import change, digits, euro, join, level, number, percent, unit_of_change, unit_of_precision
from .margins import margins
from .tables import condition

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario
    from ..base.programme import Triggered
    from ..comparing.comparison import ComparisonResult
    from ..comparing.costs import Cost

say = Words("telling.advice")

SURE = 0.80
"""An order of programmes that holds in fewer price draws than this share is called open."""


def _names(comparison: ComparisonResult, names: list[str], lang: str) -> str:
    return join([quoted(comparison.programme(name).label(lang), lang) for name in names], lang)


def _label(comparison: ComparisonResult, name: str, lang: str) -> str:
    return comparison.programme(name).label(lang)


def _winner(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return what is best, or why nothing can be called so."""
    main = OUTCOME[comparison.main]
    words = {
        "month": comparison.month,
        "baseline": comparison.baseline.label(lang),
        "outcome": called(main, lang),
        "best": _label(comparison, comparison.best, lang),
    }
    if not enough("verdict", comparison.baseline.replications):
        return [too_few(comparison.baseline.replications, "pairs", lang)]
    if main.direction == 0:
        return [say("direction", lang, **words)]
    if comparison.best == comparison.baseline.name:
        return [say("unclear" if comparison.indistinguishable else "none", lang, **words)]
    if comparison.baseline.name in comparison.indistinguishable:
        return [say("unclear", lang, **words)]
    found = comparison.effect(comparison.best, comparison.main)
    sentence = say(
        "ahead",
        lang,
        **words,
        level=level(found.level, main.name, lang),
        base=level(found.baseline, main.name, lang),
        difference=change(found.difference, main.name, lang),
        low=change(found.ci_low, main.name, lang),
        high=change(found.ci_high, main.name, lang),
        unit=unit_of_change(main.name, lang),
        n=found.n_pairs,
    )
    if comparison.indistinguishable:
        sentence += " " + say("near", lang, near=_names(comparison, list(comparison.indistinguishable), lang))
    return [f"{sentence}{_second(comparison, lang)}"]


def _second(comparison: ComparisonResult, lang: str) -> str:
    """Return how far the second best programme is behind, if it can be told apart from the best."""
    second = comparison.standings[1] if len(comparison.standings) > 2 else None
    if second is None or second.indistinguishable or second.scenario == comparison.baseline.name:
        return ""
    low, high = sorted((abs(second.ci_low), abs(second.ci_high)))
    behind, low_words, high_words = (
        change(each, comparison.main, lang).lstrip("+−") for each in (abs(second.behind), low, high)
    )
    return " " + say("second", lang,
        second=_label(comparison, second.scenario, lang),
        behind=behind, low=low_words, high=high_words, unit=unit_of_change(comparison.main, lang),
    )  # fmt: skip


def _dominated(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return which programmes are no better than another one that costs no more."""
    by: dict[str, list[str]] = {}
    for each in comparison.standings:
        if each.dominated_by and each.cost > 0.0:
            by.setdefault(each.dominated_by, []).append(each.scenario)
    return [
        say("dominated", lang,
            names=_names(comparison, names, lang), by=_names(comparison, [better], lang),
            outcome=called(OUTCOME[comparison.main], lang),
        )
        for better, names in by.items()
    ]  # fmt: skip


def _prices(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return at what prices the order would turn, against the closest rival."""
    sentences = []
    for each in sorted(comparison.break_even, key=lambda b: b.ratio if not math.isnan(b.ratio) else math.inf)[:2]:
        words = {
            "best": _label(comparison, each.scenario, lang),
            "rival": _label(comparison, each.rival, lang),
        }
        if each.always == "ahead":
            sentence = say("always", lang, **words, dearest=64)
        elif each.always:
            continue
        else:
            limits = {"low": number(each.ci_low, lang, 1), "high": number(each.ci_high, lang, 1)}
            key = "price_open" if math.isnan(each.ci_low) else "price"
            sentence = say(key, lang, **words, ratio=number(each.ratio, lang, 1), **limits)
        share = comparison.ahead_over_prices[each.scenario][each.rival]
        verdict = "" if share >= SURE or share <= 1.0 - SURE else say("open", lang)
        sentences.append(f"{sentence} {say('range', lang, **words, share=percent(share, lang), verdict=verdict)}")
    return sentences


def _behaviour(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return in how many parameter sets the best stays ahead of the rival that comes closest."""
    found = comparison.robustness
    if found is None:
        return []
    if not enough("share", found.sets):
        return [too_few(found.sets, "sets", lang)]
    rivals = [name for name in found.names if name != comparison.best]
    rival = min(rivals, key=lambda name: found.ahead_with_prices(comparison.best, name))
    share, joint = found.ahead(comparison.best, rival), found.ahead_with_prices(comparison.best, rival)
    sure = all(each >= SURE or each <= 1.0 - SURE for each in (share, joint))
    return [
        say("sets", lang,
            share=percent(share, lang), n=number(found.sets, lang), ensemble=found.ensemble, joint=percent(joint, lang),
            rival=_label(comparison, rival, lang), verdict="" if sure else say("open_sets", lang),
        )
    ]  # fmt: skip


def _limits(comparison: ComparisonResult, lang: str) -> str:
    found, text = comparison.robustness, say.all(lang)
    if found is None:
        return say("limits", lang)
    return say("set_limits", lang, ensemble=found.ensemble, kind=text.get(found.target, ""))


def _money(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return what the best programme costs per gain, and when it pays back."""
    cost = next((each for each in comparison.costs if each.scenario == comparison.best), None)
    if cost is None or math.isnan(cost.payback_share):
        return []
    words = {
        "best": _label(comparison, comparison.best, lang),
        "baseline": comparison.baseline.label(lang),
        "share": percent(cost.payback_share, lang),
        "months": comparison.baseline.months,
    }
    when = say.raw("never", lang) if math.isnan(cost.payback_month) else say.raw("late", lang)
    return [
        *_per_gain(comparison, cost, lang),
        counted(when.format(**words, payback=number(cost.payback_month, lang))),
    ]


def _per_gain(comparison: ComparisonResult, cost: Cost, lang: str) -> list[str]:
    """Return what a point of real use and a customer kept cost, or that it cannot be told."""
    words = {"month": comparison.month, "best": _label(comparison, cost.scenario, lang)}
    if cost.until_month <= 0.0 or not enough("interval", comparison.baseline.replications):
        return []
    if math.isnan(cost.per_point):
        return [say("no_gain", lang, **words)]
    customer = say("no_customer", lang)
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
    ours = [each for each in comparison.passings if each.scenario == comparison.best]
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
            scenario=_label(comparison, scenario, lang), share=percent(share, lang), begun=number(month, lang),
        )
        for (scenario, _, share, month), found in together.items()
    ]  # fmt: skip


def _warnings(comparison: ComparisonResult, lang: str) -> list[str]:
    found = []
    totals = {each.scenario: each.total for each in comparison.costs if each.total > 0.0}
    if comparison.budget is None and totals and max(totals.values()) > 1.01 * min(totals.values()):
        costs = join(
            [f"{_names(comparison, [name], lang)} {euro(total, lang)}" for name, total in totals.items()], lang
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
        names = _names(comparison, list(comparison.unspent), lang)
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
    """Return the answer in a few plain sentences: the best, its price, its money, its limits.

    Every sentence is built from the comparison's numbers; "cannot tell" is a possible answer.
    """
    sentences = _winner(comparison, lang)
    decided = (
        comparison.best != comparison.baseline.name and comparison.baseline.name not in comparison.indistinguishable
    )
    told = enough("verdict", comparison.baseline.replications)
    if decided and told and OUTCOME[comparison.main].direction:
        sentences += _prices(comparison, lang) + _behaviour(comparison, lang)
        sentences += _money(comparison, lang) + _thresholds(comparison, lang)
    if told:
        sentences += margins(comparison, lang) + _dominated(comparison, lang) + _triggered(comparison, lang)
    return [*sentences, *_warnings(comparison, lang), _limits(comparison, lang)]
