"""What each figure shows, in a sentence built from the numbers: the figures' titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...model.outcomes import OUTCOME
from ...model.plural import counted
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.months import told
from ...scenarios.words.numbers import inside
from ..base.causes import causes
from ..base.least_sizes import enough, so_many
from ..comparing.verdict import AHEAD, DEPENDS, EQUAL, FEW, LATER, NOTHING, OPEN, UNDIRECTED, Rivalry
from ..words.phrases import change, euro, level, number, unit_of_change
from .curves import Comparison as Curves
from .months import payback

if TYPE_CHECKING:
    from ..comparing.comparison import ComparisonResult
    from ..comparing.ranking import Standing

say = Words("board.findings")


def _outcome(comparison: ComparisonResult) -> str:
    """Return the main outcome's name as it stands inside a sentence."""
    return inside(called(OUTCOME[comparison.main], comparison.lang), comparison.lang)


def ahead(comparison: ComparisonResult) -> str:
    """Return the verdict on the main outcome as a figure's title: which programme is best, or why none is called so."""
    verdict, base, lang = comparison.verdict, comparison.baseline, comparison.lang
    outcome, other, name = _outcome(comparison), base.label(lang), comparison.label(verdict.best)
    if verdict.kind == FEW:
        return say("too few", lang, n=base.replications, outcome=outcome, what=_pairs(comparison))
    to_nothing = verdict.to_baseline
    if verdict.kind in (NOTHING, UNDIRECTED, LATER) or to_nothing is None:
        single = _single(comparison)
        return _behind(comparison, single) if single else say("nothing", lang, outcome=outcome, other=other)
    if to_nothing.standing != AHEAD:
        return _open(comparison, to_nothing, lang)
    for standing in (DEPENDS, OPEN):
        if rivals := verdict.standing(standing):
            return _open(comparison, next(each for each in verdict.rivalries if each.rival == rivals[0]), lang)
    if near := verdict.standing(EQUAL):
        key = "together" if len(near) == 1 else "several"
        return say(key, lang, best=name, second=comparison.label(near[0]), n=len(near), outcome=outcome)
    values = [
        level(float(each.at(comparison.main, comparison.month).mean()), comparison.main, lang)
        for each in (comparison.programme(verdict.best), base)
    ]
    return say(
        "best", lang, best=name, outcome=outcome, level=values[0], baseline=values[1], other=other,
        month=comparison.month,
    )  # fmt: skip


def _open(comparison: ComparisonResult, each: Rivalry, lang: str) -> str:
    """Return that it depends, or cannot be told, whether the best does better than another one."""
    words = {"best": comparison.label(comparison.verdict.best), "second": comparison.label(each.rival)}
    what = causes(each.on, lang)
    if what:
        return say("depends", lang, what=what, outcome=_outcome(comparison), **words)
    return say("open", lang, outcome=_outcome(comparison), **words)


def _pairs(comparison: ComparisonResult) -> str:
    return so_many(comparison.baseline.replications, "pairs", comparison.lang)


def _single(comparison: ComparisonResult) -> str:
    """Return the machine name of the only programme beside the baseline, nothing where there are several."""
    others = [each.name for each in comparison.programmes if not each.is_baseline]
    return others[0] if len(others) == 1 else ""


def _behind(comparison: ComparisonResult, name: str) -> str:
    """Return how far a programme that is not ahead of the baseline is behind it."""
    effect = comparison.effect(name, comparison.main)
    gap = change(abs(effect.difference), comparison.main, comparison.lang).removeprefix("+")
    return say("worse" if effect.decided else "equal", comparison.lang,
        best=effect.label, outcome=_outcome(comparison), gap=gap, unit=unit_of_change(comparison.main, comparison.lang),
        less=say("less" if effect.difference < 0.0 else "more", comparison.lang),
        other=comparison.baseline.label(comparison.lang),
    )  # fmt: skip


def changed(comparison: ComparisonResult) -> str:
    """Return which programme changes the main outcome most, and which keeps most customers."""
    lang = comparison.lang
    mine = [each for each in comparison.effects if each.outcome == comparison.main]
    few = not enough("verdict", comparison.baseline.replications)
    if not mine or few or comparison.best == comparison.baseline.name:
        return ahead(comparison)
    most = max(mine, key=lambda each: each.difference * (OUTCOME[comparison.main].direction or 1))
    words = {
        "best": most.label, "outcome": _outcome(comparison), "gain": change(most.difference, comparison.main, lang),
        "unit": unit_of_change(comparison.main, lang),
    }  # fmt: skip
    kept = [each for each in comparison.effects if each.outcome == "customers" and each.ci_low > 0.0]
    if not kept or comparison.main == "customers":
        return say("gain only", lang, **words)
    keeper = max(kept, key=lambda each: each.difference)
    key = "gain one" if keeper.scenario == most.scenario else "gain"
    return say(key, lang, **words, customers=keeper.label, kept=change(keeper.difference, "customers", lang))


def used(comparison: ComparisonResult, shown: str) -> str:
    """Return which feature is used most and which least with a programme."""
    programme = comparison.programme(shown)
    shares = programme.use_share(comparison.month)
    heads = np.array([[each.people] for each in programme.scenario.company.organisation.departments], float)
    weights = np.where(np.isnan(shares), 0.0, heads)
    relevant = weights.sum(axis=0) > 0.0
    means = np.where(relevant, np.nansum(shares * weights, axis=0) / np.maximum(weights.sum(axis=0), 1.0), np.nan)
    names = [called(each, comparison.lang) for each in programme.scenario.company.catalogue.features]
    if relevant.sum() < 2:
        return ""
    most, least = int(np.nanargmax(means)), int(np.nanargmin(means))
    high, low = (number(100.0 * float(means[f]), comparison.lang) for f in (most, least))
    words = {"high": high, "most": names[most], "low": low, "least": names[least]}
    return say("use", comparison.lang, best=programme.label(comparison.lang), **words)


def paid_back(comparison: ComparisonResult) -> str:
    """Return which programme pays back first, and how many do."""
    curves = Curves.of(comparison.programmes)
    if not enough("verdict", comparison.baseline.replications):
        return ahead(comparison)
    found = {
        each.programme.label(comparison.lang): back.month
        for each in curves.differences("net_value")
        if (back := payback(each, curves.baseline)) is not None
    }
    every = sum(each.scenario.total_cost > 0.0 for each in curves.others)
    if len(curves.others) == 1 and every:
        name = curves.others[0].label(comparison.lang)
        key = "pays one" if found else "pays one not"
        return say(key, comparison.lang, first=name, month=found.get(name), months=curves.months)
    if not found:
        return say("pays not", comparison.lang, months=curves.months) if every else ""
    first = min(found, key=lambda name: found[name])
    if len(found) == 1:
        return say("pays alone", comparison.lang, first=first, month=found[first], months=curves.months)
    rest = say("pays all", comparison.lang) if len(found) == every else say.raw("pays some", comparison.lang)
    others = told(counted(rest.format(n=len(found), all=every, months=curves.months)), comparison.lang)
    return say("pays", comparison.lang, first=first, month=found[first], others=others)


def worth_it(comparison: ComparisonResult) -> str:
    """Return how many programmes no other one beats in both cost and gain; of a single one, both."""
    others = [each for each in comparison.standings if each.scenario != comparison.baseline.name]
    left = [each for each in others if not comparison.beaten_by(each.scenario)]
    words = {"n": len(left), "all": len(others), "outcome": _outcome(comparison)}
    if not enough("verdict", comparison.baseline.replications):
        return ahead(comparison)
    if len(others) == 1:
        return _cost_and_gain(comparison, others[0])
    if len(left) == 1:
        return say("frontier one", comparison.lang, best=comparison.label(left[0].scenario), **words)
    return say("frontier all" if len(left) == len(others) else "frontier", comparison.lang, **words)


def _cost_and_gain(comparison: ComparisonResult, standing: Standing) -> str:
    """Return what a programme costs and brings."""
    lang, main = comparison.lang, comparison.main
    gain = change(comparison.effect(standing.scenario, main).difference, main, lang)
    return say("frontier single", lang,
        best=comparison.label(standing.scenario), cost=euro(standing.cost, lang), outcome=_outcome(comparison),
        gain=gain, unit=unit_of_change(main, lang),
    )  # fmt: skip
