"""The decision as tables in words, for the screen and for the report."""

from __future__ import annotations

import math

from ...model.outcomes import OUTCOME
from ...scenarios.programmes.interventions import KINDS
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.months import month_cell
from ..report.parts import Table
from ..words.phrases import NO_NUMBER, euro, number, percent
from ..words.phrases import level as plain_level
from .answer import option_label, outcome_change, outcome_unit, threshold_text
from .decision import DecisionResult
from .mix import Mix
from .phrases import change, criterion_label, level, mix_in_short, parts_of, unit
from .unknown_words import unknown_label, unknown_range

say = Words("deciding.words")

SHOWN_UNKNOWNS = 8


def _with_limits(
    decision: DecisionResult, value: float, low: float, high: float, lang: str, *, sign: bool = True
) -> str:
    """Return a difference of the criterion with its 95 % limits; nothing where there are none."""
    if math.isnan(low):
        return ""
    mean, *limits = (change(each, decision.question.objective, lang, sign=sign) for each in (value, low, high))
    return f"{mean} ({' … '.join(limits)})"


def _difference(key: str, decision: DecisionResult, lang: str) -> str:
    """Return the heading of a column of differences with their limits."""
    return f"{say(key, lang)} ({unit(decision.question.objective, lang)}, {say('ci', lang)})"


def options(decision: DecisionResult, lang: str) -> Table:
    """Return the options compared: what they cost, what comes out, how far behind and ahead."""
    o = decision.question.objective
    columns = [say("option", lang), say("cost", lang), criterion_label(o, lang)]
    columns += [_difference("behind", decision, lang), _difference("gain", decision, lang)]
    rows = [
        [
            each.label(lang), euro(each.cost, lang), level(each.level, o, lang),
            _with_limits(decision, each.behind, each.behind_low, each.behind_high, lang, sign=False),
            _with_limits(decision, each.gain, each.gain_low, each.gain_high, lang),
        ]
        for each in decision.options
    ]  # fmt: skip
    return Table(columns, rows, say("options", lang, month=number(o.month, lang)), strong=[0])


def odds(decision: DecisionResult, lang: str) -> Table:
    """Return how likely each option is the best, what choosing it costs, and when it pays back."""
    o = decision.question.objective
    columns = [say(key, lang) for key in ("option", "likely", "expected regret", "payback", "paid")]
    columns[2] += f" ({unit(o, lang)})"
    rows = []
    for each in decision.options:
        paid = each is not decision.nothing
        rows.append([
            each.label(lang), percent(each.likely_best, lang), change(each.regret, o, lang, sign=False),
            month_cell(each.payback_month, lang) if paid else "", percent(each.payback_share, lang) if paid else "",
        ])  # fmt: skip
    return Table(columns, rows, say("odds", lang), strong=[0])


def parts(mix: Mix, lang: str, title: str) -> Table:
    """Return what a mix is made of: what, where, when, strength and money."""
    columns = [say(key, lang) for key in ("what", "where", "when", "strength", "cost")]
    rows = [
        [each.what, each.where or say("everywhere", lang), each.when, each.strength or NO_NUMBER, each.euros]
        for each in parts_of(mix.scenario, lang)
    ]
    return Table(columns, rows, title, words=3)


def shipped(decision: DecisionResult, lang: str) -> Table:
    """Return the shipped programmes at the same budget against the best mix."""
    o = decision.question.objective
    columns = [say("programme", lang), say("cost", lang), criterion_label(o, lang)]
    columns += [_difference("behind", decision, lang), _difference("gain", decision, lang)]
    rows = [
        [
            each.mix.scenario.title(lang), euro(each.mix.cost, lang), level(each.level, o, lang),
            _with_limits(decision, each.behind, each.low, each.high, lang, sign=False),
            _with_limits(decision, each.gain, each.gain_low, each.gain_high, lang),
        ]
        for each in decision.rivals
    ]  # fmt: skip
    return Table(columns, rows, say("shipped table", lang))


def signs(decision: DecisionResult, lang: str) -> Table:
    """Return the early signs by month, with their errors."""
    w, o = decision.warnings, decision.question.objective
    columns = [say(key, lang) for key in ("month", "indicator", "alarm", "missed", "false")]
    rows = [
        [month_cell(each.month, lang), called(OUTCOME[each.outcome], lang),
         f"{say('below' if each.below else 'above', lang)} {threshold_text(each.threshold, each.outcome, lang)}",
         percent(each.missed, lang), percent(each.false_alarms, lang)]
        for each in w.signs
    ]  # fmt: skip
    note = say("signs note", lang, n=number(w.companies, lang), failing=percent(w.failing, lang),
               failure=plain_level(w.failure, o.outcome, lang))  # fmt: skip
    strong = [n for n, each in enumerate(w.signs) if each is w.check]
    return Table(columns, rows, say("signs", lang), note, words=3, strong=strong)


def rescues(decision: DecisionResult, lang: str) -> Table:
    """Return what helps where the sign appears."""
    check = decision.warnings.check
    month = number(check.month, lang) if check else ""
    euros = euro(max((each.cost for each in decision.rescues), default=0.0), lang)
    gain = f"{say('gained', lang)} ({outcome_unit(decision, lang)})"
    columns = [say("what", lang), gain, say("ci", lang), say("rescued", lang)]
    rows = [
        [KINDS[each.kind].label(lang), outcome_change(each.gain, decision, lang),
         " … ".join(outcome_change(v, decision, lang) for v in (each.low, each.high)), percent(each.rescued, lang)]
        for each in decision.rescues
    ]  # fmt: skip
    return Table(columns, rows, say("rescues", lang, month=month, euros=euros))


def unknowns(decision: DecisionResult, lang: str) -> Table:
    """Return the unknowns most worth knowing; no rows where knowing none of them would change anything."""
    columns = [say(key, lang) for key in ("unknown", "instead", "range", "worth", "changes")]
    columns[3] += f" ({outcome_unit(decision, lang)})"
    rows = [
        [
            unknown_label(each.name, lang), option_label(decision, each.instead, lang), unknown_range(each, lang),
            outcome_change(each.worth, decision, lang).lstrip("+"), percent(each.changes, lang),
        ]
        for each in decision.knowledge.unknowns[:SHOWN_UNKNOWNS]
        if each.worth > 0.0 and each.instead
    ]  # fmt: skip
    return Table(columns, rows, say("unknowns", lang), words=2)


def frontier(decision: DecisionResult, lang: str) -> Table:
    """Return what other budgets bring."""
    o = decision.question.objective
    columns = [say("budget", lang), say("made of", lang), say("cost", lang), criterion_label(o, lang)]
    columns.append(_difference("gain", decision, lang))
    rows = [
        [
            euro(each.budget, lang), mix_in_short(each.mix, lang) if each.mix else say("nothing in it", lang),
            euro(each.cost, lang), level(each.level, o, lang),
            _with_limits(decision, each.gain, each.low, each.high, lang) if each.mix else "",
        ]
        for each in decision.frontier
    ]  # fmt: skip
    strong = [n for n, each in enumerate(decision.frontier) if each.budget == decision.question.budget]
    return Table(columns, rows, say("frontier", lang), words=2, strong=strong)


def on_screen(decision: DecisionResult, lang: str) -> list[Table]:
    """Return the tables that the command prints, in their order."""
    found = [
        parts(decision.best.mix, lang, say("best mix", lang)),
        parts(decision.second.mix, lang, say("second mix", lang)),
        options(decision, lang), odds(decision, lang), shipped(decision, lang),
    ]  # fmt: skip
    found += [signs(decision, lang)] if decision.warnings.signs else []
    found += [rescues(decision, lang)] if decision.rescues else []
    return [each for each in (*found, unknowns(decision, lang), frontier(decision, lang)) if each.rows]
