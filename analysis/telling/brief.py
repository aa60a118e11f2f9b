"""A comparison on one screen or page: the question, the verdict, one small table, what it would take."""

from __future__ import annotations

import math

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.effects import Effect
from ..base.purchase_words import warnings
from ..comparing.comparison import ComparisonResult
from ..comparing.ladder import Reach
from ..report.brief import Brief, amounts, behaviour
from ..report.parts import Table
from ..words.phrases import NO_NUMBER, change, digits, euro, is_share, level, percent, unit_of_change
from .verdict_words import customers, find_out, money, uncertainty, use

say = Words("telling.brief")
ALIKE = 0.005
"""Part of a budget by which spending may differ from it and still be called that budget."""


def brief(found: ComparisonResult, lang: str, reached: Reach | None = None) -> Brief:
    """Return a comparison as it fits on one screen.

    Parameters
    ----------
    found : ComparisonResult
    lang : {"en", "de", "fr"}
    reached : Reach, optional
        What it would take, if that was found out.
    """
    worth = [*money(found, lang), *customers(found, lang)]  # customers stand in the table: they go first
    first = found.robustness.warning(lang) if found.robustness else []
    paragraphs = [each for each in (first, use(found, lang), worth, find_out(found, lang)) if each]
    below = warnings([each.scenario for each in found.programmes], lang)
    below += [] if reached is None else [what_it_takes(reached, lang)]
    return Brief(question(found, lang), paragraphs, table(found, lang), below, uncertainty(found, lang))


def question(found: ComparisonResult, lang: str) -> str:
    """Return what was compared, when, in how many companies, and how people behave there."""
    over, base = found.robustness, found.baseline
    people = base.scenario.company.organisation.headcount
    money = "" if found.budget is None else say("each", lang, per_head=euro(found.budget / people, lang))
    return say(
        "question", lang, each=money, programmes=len(found.programmes), outcome=called(OUTCOME[found.main], lang),
        month=found.month, n=base.replications, people=people,
        seed=say("seed", lang, seed=found.seed) if found.seed else "",
        behaviour=behaviour(over.sets if over else 0, lang, fitted=over is not None and over.fitted),
    )  # fmt: skip


def what_it_takes(reached: Reach, lang: str) -> str:
    """Return the cheapest step of the ladder that brings real use to the target, in a sentence, or that none does."""
    words = {"target": percent(reached.target, lang, digits(reached.target)), "month": reached.month}
    if not reached.steps:
        return say("reached already", lang, level=_share(reached.baseline, lang), **words)
    step = reached.step or reached.steps[-1]
    words |= {
        "per_head": euro(step.per_head, lang), "budget": euro(step.budget, lang), "level": _share(step.level, lang),
    }  # fmt: skip
    return say("reached by", lang, **words) if reached.step else say("reached by none", lang, **words)


def _share(value: float, lang: str) -> str:
    return percent(value, lang)


def table(found: ComparisonResult, lang: str) -> Table:
    """Return level, difference, customers, net value and cost until the month: the baseline first, then the best."""
    order = [each.scenario for each in found.standings] or [each.name for each in found.programmes]
    names = [found.baseline.name, *(name for name in order if name != found.baseline.name)]
    spending = {each.name: float(each.at("cost", found.month).mean()) for each in found.programmes}
    also = [each for each in ("customers", "net_value") if each in found.outcomes[1:]]
    net = [_effect(found, name, "net_value") for name in names if "net_value" in also]
    unit, money_of = amounts(max([*spending.values(), *(abs(each.difference) for each in net if each)]), lang)
    alike = cost_alike(found)
    rows = []
    for name in names:
        programme = found.programme(name)
        row = [programme.label(lang), level(float(programme.at(found.main, found.month).mean()), found.main, lang)]
        row.append(_difference(_effect(found, name, found.main), lang))
        for outcome in also:
            each = _effect(found, name, outcome)
            shown = "" if each is None else change(each.difference, outcome, lang)
            if each is not None and outcome == "net_value":
                shown = ("+" if each.difference > 0.0 else "") + money_of(each.difference)
            row.append(shown or NO_NUMBER)
        rows.append(row if alike else [*row, money_of(spending[name])])
    heads = [say("programme", lang), called(OUTCOME[found.main], lang)]
    heads.append(say("difference", lang, unit=_unit(found.main, lang)))
    known = {"customers": say("customers", lang), "net_value": say("net value", lang, unit=unit)}
    heads += [known[each] for each in also]
    strong = [names.index(found.verdict.best)] if found.verdict.recommended else []
    heads += [] if alike else [say("cost", lang, unit=unit)]
    return Table(heads, rows, strong=strong)


def cost_alike(found: ComparisonResult) -> bool:
    """Return whether all that costs something spends the budget, so that the question says what each costs."""
    spending = [float(each.spending().mean()) for each in found.programmes if each.scenario.total_cost > 0.0]
    return found.budget is not None and all(abs(each - found.budget) < ALIKE * found.budget for each in spending)


def _effect(found: ComparisonResult, name: str, outcome: str) -> Effect | None:
    return None if name == found.baseline.name else found.effect(name, outcome)


def _unit(outcome: str, lang: str) -> str:
    """Return the unit of a difference, in a word."""
    return say("points", lang) if is_share(outcome) else unit_of_change(outcome, lang)


def _difference(each: Effect | None, lang: str) -> str:
    """Return a difference with its 95 % limits, where there are any."""
    if each is None:
        return NO_NUMBER
    mean, low, high = (change(value, each.outcome, lang) for value in (each.difference, each.ci_low, each.ci_high))
    return mean if math.isnan(each.ci_low) else f"{mean} ({low} … {high})"
