"""A what-if in words: what to choose, how each scenario stands against the first, and what its lead is made of."""

from __future__ import annotations

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.numbers import quoted
from ..base.effects import Effect
from ..base.least_sizes import enough, too_few
from ..telling.comparison import Comparison
from ..telling.verdict_words import verdict
from ..words.phrases import change, euro, join, level, number, percent, unit_of_change
from .reasons import because, parts

say = Words("questions.what_if")


def _sentence(each: Effect, found: Comparison, lang: str) -> str:
    low, high = each.ci_low, each.ci_high
    better = each.difference * (OUTCOME[each.outcome].direction or 1) > 0.0
    key = "same" if not each.decided else "better" if better else "worse" if each.p_better else "never better"
    return say(
        key, lang, name=found.programme(each.scenario).label(lang), base=found.baseline.label(lang),
        outcome=called(OUTCOME[each.outcome], lang), month=number(each.month, lang),
        difference=change(each.difference, each.outcome, lang), unit=unit_of_change(each.outcome, lang),
        low=change(low, each.outcome, lang), high=change(high, each.outcome, lang),
        share=percent(each.p_better, lang), n=number(each.n_pairs, lang),
        why=because(parts(found.programme(each.scenario), found.baseline, each.month), lang),
    )  # fmt: skip


def compared(found: Comparison, lang: str) -> list[str]:
    """Return what a comparison of scenarios says: the choice, each against the first, and what they cost."""
    if not enough("verdict", found.baseline.replications):
        return [too_few(found.baseline.replications, "pairs", lang), *_costs(found, lang)]
    said = verdict(found, lang)
    said += [_sentence(each, found, lang) for each in found.effects if each.outcome == found.main]
    said += _by_use(found, lang)
    return [*said, *_costs(found, lang)]


def _costs(found: Comparison, lang: str) -> list[str]:
    costs = {each.label(lang): float(each.spending().mean()) for each in found.programmes}
    if max(costs.values()) > 1.01 * min(costs.values()):
        texts = [f"{quoted(n, lang)} {euro(v, lang)}" for n, v in costs.items()]
        return [say("costs", lang, costs=join(texts, lang))]
    return []


def _by_use(found: Comparison, lang: str) -> list[str]:
    """Return which scenario real use alone would say, where it is another one than money says."""
    use = {each.name: float(each.at("deep_use", found.month).mean()) for each in found.programmes}
    most = max(use, key=lambda name: use[name])
    if most in (found.best, *found.indistinguishable):
        return []
    levels = {"level": level(use[most], "deep_use", lang), "other": level(use[found.best], "deep_use", lang)}
    return [say("by use", lang, name=found.programme(most).label(lang), best=found.programme(found.best).label(lang),
                **levels)]  # fmt: skip
