"""The decision in sentences: the answer in three, then what follows from it."""

from __future__ import annotations

import math

from ...model.outcomes import OUTCOME
from ...scenarios.programmes.interventions import KINDS
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.numbers import quoted
from ..base.constraint_words import sentence as kept_to
from ..base.later_steps import Unavailable
from ..base.least_sizes import too_few
from ..base.purchase_words import warnings
from ..words.phrases import euro, is_share, join, number, percent, visible
from ..words.phrases import level as plain_level
from .decision import DecisionResult
from .leading_words import led
from .options import TOOLING, TRAINING, Option
from .phrases import change, criterion_label, kinds_of, level, mix_in_short, unit
from .signs import USEFUL
from .unknown_words import unknown_label, unknown_range

say = Words("deciding.words")

_OVER_WORLDS = ("leading", "shipped", "knowledge", "next", "regret")
"""Findings that rest on intervals or shares over the parameter sets."""


def answer(decision: DecisionResult, lang: str) -> list[str]:
    """Return the answer in three sentences: what to do, what is second best, how sure that is; and what was kept to."""
    question = decision.question
    kept = kept_to(question.base.constraints, lang)
    return [
        *misfit(decision, lang),
        _best(decision, lang),
        _rivals(decision, lang),
        _sure(decision, lang),
        *([kept] if kept else []),
    ]


def misfit(decision: DecisionResult, lang: str) -> list[str]:
    """Return what is said before anything else: that no simulated company looks like the one that was fitted.

    Parameters
    ----------
    decision : DecisionResult
    lang : {"en", "de"}
    """
    question = decision.question
    return list(question.warnings.get(lang, ()))[:1] if question.misfit else []


def _best(decision: DecisionResult, lang: str) -> str:
    o, best = decision.question.objective, decision.best
    key = "best" if decision.clear else "no gain"
    if not decision.told or math.isnan(best.gain_low):
        key = "best open"
    return say(
        key, lang, budget=euro(decision.question.budget, lang),
        mix=mix_in_short(best.mix, lang), criterion=criterion_label(o, lang), month=number(o.month, lang),
        level=level(best.level, o, lang), nothing=level(decision.nothing.level, o, lang),
        gain=change(best.gain, o, lang), unit=unit(o, lang), low=change(best.gain_low, o, lang),
        high=change(best.gain_high, o, lang),
    )  # fmt: skip


def _behind(option: Option, decision: DecisionResult, lang: str) -> str:
    return change(option.behind, decision.question.objective, lang, sign=False)


def _rivals(decision: DecisionResult, lang: str) -> str:
    o, second = decision.question.objective, decision.second
    key = "rivals open" if not decision.told or math.isnan(second.behind_low) else "rivals"
    return say(
        key, lang, second=mix_in_short(second.mix, lang), behind=_behind(second, decision, lang),
        unit=unit(o, lang), low=change(second.behind_low, o, lang, sign=False),
        high=change(second.behind_high, o, lang, sign=False),
        told="" if second.behind_low > 0.0 else say("not told apart", lang),
        marks=_marks(decision, lang),
    )  # fmt: skip


def _marks(decision: DecisionResult, lang: str) -> str:
    """Return how far all money in one thing is behind, where the constraints leave it."""
    keys = {TOOLING: "tooling behind", TRAINING: "training behind"}
    kept = [(keys[name], decision.option(name)) for name in keys if decision.has(name)]
    each = [say(key, lang, behind=_behind(one, decision, lang)) for key, one in kept]
    return say("marks", lang, each=", ".join(each)) if each else ""


def _sure(decision: DecisionResult, lang: str) -> str:
    worlds = decision.question.worlds
    if not decision.told:
        few = too_few(len(worlds), "companies" if worlds.fitted else "sets", lang)
        return say("sure open", lang, few=few, payback=_payback(decision, lang))
    key = "sure without prices" if decision.lacks("knowledge") else "sure"
    return say(
        key, lang, options=number(decision.rivalled, lang), share=percent(decision.best.likely_best, lang),
        worlds=number(len(worlds), lang), kind=say("fitted" if worlds.fitted else "sets", lang),
        ahead=percent(decision.knowledge.ahead, lang), payback=_payback(decision, lang),
    )  # fmt: skip


def _payback(decision: DecisionResult, lang: str) -> str:
    best = decision.best
    if math.isnan(best.payback_share):
        return say("free", lang)
    share = percent(best.payback_share, lang)
    if math.isnan(best.payback_month):
        return say("pays not", lang, share=share, months=number(decision.question.base.months, lang))
    return say("pays back", lang, month=number(best.payback_month, lang), share=share)


def findings(decision: DecisionResult, lang: str) -> dict[str, str]:
    """Return what follows, by what it is about: only what there is something to say of."""
    worlds = decision.question.worlds
    found = {
        "fit": " ".join(decision.question.warnings.get(lang, ())), "leading": led(decision, lang),
        "shipped": _shipped(decision, lang), "knowledge": _measure(decision, lang), "signs": _check(decision, lang),
        "rescues": _rescue(decision, lang), "next": _next(decision, lang), "regret": _regret(decision, lang),
        "underspent": _underspent(decision, lang), "left over": _left_over(decision, lang),
        "over": _over(decision, lang), "luck": _luck(decision, lang),
        "left out": _left_out(decision, lang), "excluded": _excluded(decision, lang),
        "limits": say("fit limits" if worlds.fitted else "limits", lang, ensemble=worlds.name),
    }  # fmt: skip
    if not decision.told:  # intervals and shares over so few parameter sets say nothing, as the answer has it
        found = {about: sentence for about, sentence in found.items() if about not in _OVER_WORLDS}
    found |= {each.step: _unavailable(each, lang) for each in decision.unavailable}  # in place of what it would say
    return {about: sentence for about, sentence in found.items() if sentence}


def advice(decision: DecisionResult, lang: str) -> list[str]:
    """Return what follows: rivals, what to measure, when to check, rescue, more money, luck, limits."""
    return list(findings(decision, lang).values())


def _unavailable(each: Unavailable, lang: str) -> str:
    return say("unavailable", lang, step=say(f"{each.step} step", lang), reason=each.reason.rstrip("."))


def _left_out(decision: DecisionResult, lang: str) -> str:
    names = decision.effort.left_out
    return say("left out", lang, names=", ".join(names)) if names else ""


def _excluded(decision: DecisionResult, lang: str) -> str:
    names = decision.effort.excluded
    return say("excluded", lang, names=", ".join(names)) if names else ""


def _shipped(decision: DecisionResult, lang: str) -> str:
    if not decision.rivals:
        return ""
    o, closest = decision.question.objective, decision.rivals[0]
    behind, low, high = (change(each, o, lang, sign=False) for each in (closest.behind, closest.low, closest.high))
    beaten, worse = (sum(each.low > 0.0 for each in decision.rivals), sum(each.high < 0.0 for each in decision.rivals))
    return say(
        "shipped", lang, beaten=number(beaten, lang), count=number(len(decision.rivals), lang),
        worse=_beaten(worse, lang), closest=closest.mix.scenario.title(lang), behind=behind, unit=unit(o, lang),
        low=low, high=high,
    )  # fmt: skip


def _beaten(worse: int, lang: str) -> str:
    """Return by how many shipped programmes the best mix is surely beaten."""
    return say("beaten", lang, worse=number(worse, lang)) if worse else say("unbeaten", lang)


def _regret(decision: DecisionResult, lang: str) -> str:
    o = decision.question.objective
    return say("regret", lang, regret=change(decision.best.regret, o, lang, sign=False), unit=unit(o, lang))


def outcome_change(value: float, decision: DecisionResult, lang: str) -> str:
    """Return a difference of the objective's outcome, whatever the attitude to risk."""
    o = decision.question.objective
    return change(value, type(o)(o.outcome, o.month), lang)


def outcome_unit(decision: DecisionResult, lang: str) -> str:
    """Return the unit of a difference of the objective's outcome."""
    o = decision.question.objective
    return unit(type(o)(o.outcome, o.month), lang)


def option_label(decision: DecisionResult, name: str, lang: str) -> str:
    """Return the name in words of an option that might have been chosen; other mixes by their parts."""
    mixes = [*(each.mix for each in decision.options), *decision.knowledge.alternatives]
    found = next(each for each in mixes if each.name == name)
    return found.scenario.title(lang) if found.scenario.title_en else kinds_of(found, lang)


def _measure(decision: DecisionResult, lang: str) -> str:
    known = decision.knowledge
    first = known.first
    if first is None:
        return say(
            "measure nothing",
            lang,
            count=number(len(known.unknowns), lang),
            options=number(len(known.alternatives), lang),
        )
    low, high = unknown_range(first, lang).split(" … ")
    return say(
        "measure", lang, unknown=unknown_label(first.name, lang), low=low, high=high,
        worth=outcome_change(first.worth, decision, lang).lstrip("+"), unit=outcome_unit(decision, lang),
        changes=percent(first.changes, lang), instead=option_label(decision, first.instead, lang),
    )  # fmt: skip


def threshold_text(value: float, outcome: str, lang: str) -> str:
    """Return a threshold with its unit, as rounded as it is."""
    shown = 100.0 * value if is_share(outcome) else value
    return number(shown, lang, visible(shown, 1)) + (" %" if is_share(outcome) else "")


def _check(decision: DecisionResult, lang: str) -> str:
    w, o = decision.warnings, decision.question.objective
    failing, failure = percent(w.failing, lang), plain_level(w.failure, o.outcome, lang)
    sign = w.check
    if sign is None:
        return say("no check", lang, failing=failing, failure=failure, companies=number(w.companies, lang))
    return say(
        "check" if sign.power >= USEFUL else "weak check", lang, month=number(sign.month, lang),
        outcome=called(OUTCOME[sign.outcome], lang), side=say("below" if sign.below else "above", lang),
        threshold=threshold_text(sign.threshold, sign.outcome, lang), failing=failing, failure=failure,
        missed=percent(sign.missed, lang), false=percent(sign.false_alarms, lang),
    )  # fmt: skip


def _rescue(decision: DecisionResult, lang: str) -> str:
    if not decision.rescues:
        return ""
    best = decision.rescues[0]
    euros = euro(best.cost, lang)
    if not best.low > 0.0:
        most = euro(max(each.cost for each in decision.rescues), lang)
        return say("no rescue", lang, count=number(len(decision.rescues), lang), euros=most)
    gain, low, high = (outcome_change(each, decision, lang) for each in (best.gain, best.low, best.high))
    label = KINDS[best.kind].label(lang)
    return say(
        "rescue", lang, what=quoted(label, lang), euros=euros, gain=gain, low=low, high=high,
        unit=outcome_unit(decision, lang), rescued=percent(best.rescued, lang),
    )  # fmt: skip


def _next(decision: DecisionResult, lang: str) -> str:
    m, o = decision.marginal, decision.question.objective
    if not m.euros:
        return say("no next", lang)
    low, high, moved = (euro(round(each, -2), lang) for each in (m.net_low, m.net_high, abs(m.net)))
    net = say("falls" if m.net < 0.0 else "rises", lang, net=moved)
    return say(
        "next", lang, euros=euro(m.euros, lang), gain=change(m.gain, o, lang), unit=unit(o, lang),
        low=change(m.low, o, lang), high=change(m.high, o, lang), month=number(o.month, lang), net=net,
        net_low=low, net_high=high,
    )  # fmt: skip


def _underspent(decision: DecisionResult, lang: str) -> str:
    budget, cost = decision.question.budget, decision.best.cost
    return say("underspent", lang, cost=euro(cost, lang), budget=euro(budget, lang)) if cost < 0.95 * budget else ""


def _left_over(decision: DecisionResult, lang: str) -> str:
    """Return what the options that are one programme at its fullest leave of the budget."""
    budget = decision.question.budget
    marks = [decision.option(name).mix for name in (TOOLING, TRAINING) if decision.has(name)]
    full = marks + [each.mix for each in decision.rivals]
    names = [
        say("leaves", lang, name=each.scenario.title(lang), left=euro(budget - each.cost, lang))
        for each in full
        if 0.0 < each.cost < budget - 0.5
    ]
    return say("left over", lang, budget=euro(budget, lang), names=join(names, lang)) if names else ""


def _over(decision: DecisionResult, lang: str) -> str:
    """Return what the programme of the scenario decided on is given for nothing."""
    sentences = warnings([decision.question.scenario], lang)
    return say("over", lang, sentences=" ".join(sentences)) if sentences else ""


def _luck(decision: DecisionResult, lang: str) -> str:
    o, effort = decision.question.objective, decision.effort
    return say(
        "luck", lang, different=number(effort.different, lang), expected=level(effort.expected, o, lang),
        level=level(decision.best.level, o, lang),
    )  # fmt: skip
