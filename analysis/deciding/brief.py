"""A decision on one screen."""

from __future__ import annotations

import math

from ...scenarios.words.catalogue import Words
from ..report.brief import Brief, amounts
from ..report.parts import Table
from ..words.phrases import euro, number, percent
from .answer import answer, findings, misfit
from .decision import DecisionResult
from .phrases import change, criterion_label, kinds_of, level, unit

say = Words("deciding.brief")
WORDS = Words("deciding.words")
FIRST = ("leading", "knowledge", "signs", "shipped", "left out", "fit")
"""What is said after the answer where there is room, by what it is about."""


def brief(decision: DecisionResult, lang: str) -> Brief:
    """Return a decision as it fits on one screen: the mix, how sure, what to measure and when to check."""
    question = decision.question
    asked = say(
        "question", lang, budget=euro(question.budget, lang), people=_people(decision),
        criterion=criterion_label(question.objective, lang), month=question.objective.month,
        title=question.scenario.title(lang),
    )  # fmt: skip
    further = findings(decision, lang)
    said = [*misfit(decision, lang), _best(decision, lang), _second(decision, lang), answer(decision, lang)[-1]]
    first = " ".join(misfit(decision, lang))
    also = [further[about] for about in FIRST if about in further and further[about] != first]
    return Brief(asked, [[each] for each in said], _table(decision, lang), also=also)


def _people(decision: DecisionResult) -> int:
    return decision.question.scenario.company.organisation.headcount


def _best(decision: DecisionResult, lang: str) -> str:
    best, nothing, o = decision.best, decision.nothing, decision.question.objective
    key = "best" if decision.clear else "no gain"
    words = {
        "mix": kinds_of(best.mix, lang), "criterion": criterion_label(o, lang), "level": level(best.level, o, lang),
        "nothing": level(nothing.level, o, lang), "month": o.month,
    }  # fmt: skip
    return say("best", lang, **words) if key == "best" else say("no gain", lang, **words)


def _second(decision: DecisionResult, lang: str) -> str:
    second, o = decision.second, decision.question.objective
    words = {"mix": kinds_of(second.mix, lang), "behind": change(second.behind, o, lang, sign=False),
             "unit": unit(o, lang)}  # fmt: skip
    told_apart = decision.told and second.behind_low > 0.0
    return say("second", lang, **words) if told_apart else say("second open", lang, **words)


def _table(decision: DecisionResult, lang: str) -> Table:
    """Return the options: spending, what comes out, how far ahead of doing nothing, how likely the best, payback."""
    o = decision.question.objective
    unit_of_money, money = amounts(max(each.cost for each in decision.options), lang)
    rows = []
    for each in decision.options:
        gain, low, high = (change(value, o, lang) for value in (each.gain, each.gain_low, each.gain_high))
        ahead = "" if each is decision.nothing else gain if math.isnan(each.gain_low) else f"{gain} ({low} … {high})"
        rows.append([
            each.label(lang), money(each.cost), level(each.level, o, lang), ahead, percent(each.likely_best, lang),
            number(each.payback_month, lang) if each is not decision.nothing else "",
        ])  # fmt: skip
    columns = [
        WORDS("option", lang), f"{WORDS('cost', lang)} ({unit_of_money})", criterion_label(o, lang),
        f"{WORDS('gain', lang)} ({unit(o, lang)}, {WORDS('ci', lang)})", WORDS("likely", lang), WORDS("payback", lang),
    ]  # fmt: skip
    return Table(columns, rows, strong=[0])
