"""The decision as tables in words, for the screen and for the report."""

from __future__ import annotations

import math

from ...model.outcomes import OUTCOME
from ...scenarios.interventions import KINDS
from ..report.parts import Table
from ..words import NO_NUMBER, euro, number, percent
from ..words import level as plain_level
from .answer import option_label, outcome_change, outcome_unit, threshold_text
from .decision import Decision
from .mix import Mix
from .phrases import change, criterion_label, level, mix_in_short, parts_of, unit
from .unknown_words import unknown_label, unknown_range
from .words import say

SHOWN_UNKNOWNS = 8


def _limits(decision: Decision, low: float, high: float, lang: str) -> str:
    if math.isnan(low):
        return ""
    o = decision.question.objective
    return f"{change(low, o, lang)} … {change(high, o, lang)}"


def options(decision: Decision, lang: str) -> Table:
    """Return the options compared: what they cost, what comes out, how far behind and ahead."""
    o = decision.question.objective
    heads = ["option", "cost", "", "behind", "ci", "gain", "ci"]
    columns = [say(key, lang) if key else criterion_label(o, lang) for key in heads]
    for place in (3, 5):
        columns[place] += f" ({unit(o, lang)})"
    rows = [
        [
            each.label(lang), euro(each.cost, lang), level(each.level, o, lang),
            change(each.behind, o, lang, sign=False) if each is not decision.best else "",
            _limits(decision, each.behind_low, each.behind_high, lang),
            change(each.gain, o, lang) if each is not decision.nothing else "",
            _limits(decision, each.gain_low, each.gain_high, lang),
        ]
        for each in decision.options
    ]  # fmt: skip
    return Table(columns, rows, say("options", lang, month=number(o.month, lang)), strong=[0])


def odds(decision: Decision, lang: str) -> Table:
    """Return how likely each option is the best, what choosing it costs, and when it pays back."""
    o = decision.question.objective
    columns = [say(key, lang) for key in ("option", "likely", "expected regret", "payback", "paid")]
    columns[2] += f" ({unit(o, lang)})"
    rows = []
    for each in decision.options:
        paid = each is not decision.nothing
        rows.append([
            each.label(lang), percent(each.likely_best, lang), change(each.regret, o, lang, sign=False),
            number(each.payback_month, lang) if paid else "", percent(each.payback_share, lang) if paid else "",
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


def shipped(decision: Decision, lang: str) -> Table:
    """Return the shipped programmes at the same budget against the best mix."""
    o = decision.question.objective
    columns = [say("programme", lang), say("cost", lang), criterion_label(o, lang),
               f"{say('behind', lang)} ({unit(o, lang)})", say("ci", lang)]  # fmt: skip
    rows = [
        [each.mix.scenario.title(lang), euro(each.mix.cost, lang), level(each.level, o, lang),
         change(each.behind, o, lang, sign=False), _limits(decision, each.low, each.high, lang)]
        for each in decision.rivals
    ]  # fmt: skip
    return Table(columns, rows, say("shipped table", lang))


def signs(decision: Decision, lang: str) -> Table:
    """Return the early signs by month, with their errors."""
    w, o = decision.warnings, decision.question.objective
    columns = [say(key, lang) for key in ("month", "indicator", "alarm", "missed", "false")]
    rows = [
        [number(each.month, lang), OUTCOME[each.outcome].label(lang),
         f"{say('below' if each.below else 'above', lang)} {threshold_text(each.threshold, each.outcome, lang)}",
         percent(each.missed, lang), percent(each.false_alarms, lang)]
        for each in w.signs
    ]  # fmt: skip
    note = say("signs note", lang, n=number(w.companies, lang), failing=percent(w.failing, lang),
               failure=plain_level(w.failure, o.outcome, lang))  # fmt: skip
    strong = [n for n, each in enumerate(w.signs) if each is w.check]
    return Table(columns, rows, say("signs", lang), note, words=3, strong=strong)


def rescues(decision: Decision, lang: str) -> Table:
    """Return what helps where the sign appears."""
    check = decision.warnings.check
    month = number(check.month, lang) if check else ""
    euros = euro(decision.rescues[0].cost, lang) if decision.rescues else ""
    gain = f"{say('gained', lang)} ({outcome_unit(decision, lang)})"
    columns = [say("what", lang), gain, say("ci", lang), say("rescued", lang)]
    rows = [
        [KINDS[each.kind].label(lang), outcome_change(each.gain, decision, lang),
         " … ".join(outcome_change(v, decision, lang) for v in (each.low, each.high)), percent(each.rescued, lang)]
        for each in decision.rescues
    ]  # fmt: skip
    return Table(columns, rows, say("rescues", lang, month=month, euros=euros))


def unknowns(decision: Decision, lang: str) -> Table:
    """Return the unknowns most worth knowing."""
    columns = [say(key, lang) for key in ("unknown", "range", "worth", "changes", "instead")]
    columns[2] += f" ({outcome_unit(decision, lang)})"
    rows = [
        [unknown_label(each.name, lang), unknown_range(each, lang),
         outcome_change(each.worth, decision, lang).lstrip("+"), percent(each.changes, lang),
         option_label(decision, each.instead, lang) if each.instead else say("none", lang)]
        for each in decision.knowledge.unknowns[:SHOWN_UNKNOWNS]
    ]  # fmt: skip
    return Table(columns, rows, say("unknowns", lang))


def frontier(decision: Decision, lang: str) -> Table:
    """Return what other budgets bring."""
    o = decision.question.objective
    columns = [say("budget", lang), say("cost", lang), criterion_label(o, lang),
               f"{say('gain', lang)} ({unit(o, lang)})", say("ci", lang), say("made of", lang)]  # fmt: skip
    rows = [
        [euro(each.budget, lang), euro(each.cost, lang), level(each.level, o, lang), change(each.gain, o, lang),
         _limits(decision, each.low, each.high, lang) if each.mix else "",
         mix_in_short(each.mix, lang) if each.mix else say("none", lang)]
        for each in decision.frontier
    ]  # fmt: skip
    strong = [n for n, each in enumerate(decision.frontier) if each.budget == decision.question.budget]
    return Table(columns, rows, say("frontier", lang), strong=strong)


def on_screen(decision: Decision, lang: str) -> list[Table]:
    """Return the tables that the command prints, in their order."""
    found = [
        parts(decision.best.mix, lang, say("best mix", lang)),
        parts(decision.second.mix, lang, say("second mix", lang)),
        options(decision, lang), odds(decision, lang), shipped(decision, lang),
    ]  # fmt: skip
    found += [signs(decision, lang)] if decision.warnings.signs else []
    found += [rescues(decision, lang)] if decision.rescues else []
    return [*found, unknowns(decision, lang), frontier(decision, lang)]
