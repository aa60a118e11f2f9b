"""The report of a decision: one HTML file for the board, from the question to how to make it again."""

from __future__ import annotations

import math
from pathlib import Path

from ...scenarios.programmes.prices import Prices
from ...scenarios.words.catalogue import Words
from ..comparing.break_even import priced
from ..report import Fact, Section, document, matplotlib_figure, provenance_rows, write_document
from ..report.writing import check_document
from ..words.phrases import NO_NUMBER, euro, join, number, percent
from . import tables
from .answer import answer, findings
from .charts import budgets, early_sign, options
from .decision import DecisionResult
from .phrases import change, criterion_label, level, unit
from .record import made_of
from .unknown_words import unknown_label
from .worlds import FINAL

say = Words("deciding.report")
word = Words("deciding.words")


def write_report(decision: DecisionResult, path: Path, *, replace: bool = False) -> Path:
    """Write the report, complete or not at all, and return its path.

    Raises
    ------
    InputError
        If the file cannot be written, or is there already with something else in it.
    """
    print_of = str(made_of(decision)["fingerprint"])
    check_document(path, print_of, replace=replace)
    return write_document(as_html(decision, decision.lang), path)


def as_html(decision: DecisionResult, lang: str, command: tuple[str, ...] = ()) -> str:
    """Return the report as the text of one HTML file; it prints on A4."""
    record = made_of(decision)
    return document(
        title_of(decision, lang), sections_of(decision, lang), lang=lang,
        kind=say("kind", lang), lead=answer(decision, lang), fingerprint=str(record["fingerprint"]),
        provenance=provenance_rows(record, lang, command),
    )  # fmt: skip


def title_of(decision: DecisionResult, lang: str) -> str:
    """Return the question that was asked."""
    return say("question", lang, budget=euro(decision.question.budget, lang))


def sections_of(decision: DecisionResult, lang: str, *, figures: bool = True) -> list[Section]:
    """Return the sections in the order in which a board asks, with or without their figures."""
    return [
        _asked(decision, lang), _do(decision, lang), _comparison(decision, lang, figures=figures),
        _failing(decision, lang, figures=figures), _change(decision, lang), _money(decision, lang, figures=figures),
        _assumed(decision, lang),
    ]  # fmt: skip


def _asked(decision: DecisionResult, lang: str) -> Section:
    q, o = decision.question, decision.question.objective
    organisation = q.base.company.organisation
    text = say(
        "asked text", lang, company=organisation.name, people=number(organisation.headcount, lang),
        departments=join([each.label(lang) for each in organisation.departments], lang),
        criterion=criterion_label(o, lang), month=number(o.month, lang), budget=euro(q.budget, lang),
        months=number(q.base.months, lang),
    )  # fmt: skip
    later = [say("since", lang, first=number(q.first, lang))] if q.first else []
    return Section(say("asked", lang), [text, *later, *_said(decision, lang, "fit")], facts=_facts(decision, lang))


def _facts(decision: DecisionResult, lang: str) -> list[Fact]:
    o, best, months = decision.question.objective, decision.best, decision.question.base.months
    paid = not math.isnan(best.payback_month)
    low, high = change(best.gain_low, o, lang), change(best.gain_high, o, lang)
    return [
        Fact(level(best.level, o, lang), f"{criterion_label(o, lang)} {say('level', lang, month=o.month)}",
             say("against", lang, nothing=level(decision.nothing.level, o, lang))),
        Fact(change(best.gain, o, lang), say("gain", lang, unit=unit(o, lang)),
             say("interval", lang, low=low, high=high) if decision.told else ""),
        Fact(percent(best.likely_best, lang), say("likely", lang),
             say("of options", lang, options=number(len(decision.options), lang))),
        Fact(number(best.payback_month, lang) if paid else NO_NUMBER, say("payback", lang),
             say("paid", lang, share=percent(best.payback_share, lang)) if paid
             else say("not paid", lang, months=number(months, lang))),
    ]  # fmt: skip


def _do(decision: DecisionResult, lang: str) -> Section:
    found = [
        tables.parts(decision.best.mix, lang, word("best mix", lang)),
        tables.parts(decision.second.mix, lang, word("second mix", lang)),
    ]
    return Section(say("do", lang), tables=found, notes=[say("strength note", lang)])


def _comparison(decision: DecisionResult, lang: str, *, figures: bool) -> Section:
    drawn = [matplotlib_figure(options(decision, lang), say("options caption", lang))] if figures else []
    both = [tables.options(decision, lang), tables.odds(decision, lang)]
    both += [tables.shipped(decision, lang)] if decision.rivals else []
    return Section(say("comparison", lang), _said(decision, lang, "shipped"), figures=drawn, tables=both)


def _said(decision: DecisionResult, lang: str, *about: str) -> list[str]:
    """Return what follows from a decision about some things, as far as there is something to say."""
    said = findings(decision, lang)
    return [said[each] for each in about if each in said]


def _failing(decision: DecisionResult, lang: str, *, figures: bool) -> Section:
    sentences = _said(decision, lang, "signs", "rescues")
    drawn, both = [], []
    if decision.warnings.check is not None:
        if figures:
            drawn.append(matplotlib_figure(early_sign(decision, lang), say("sign caption", lang)))
        both.append(tables.signs(decision, lang))
    if decision.rescues:
        both.append(tables.rescues(decision, lang))
    return Section(say("failing", lang), sentences, figures=drawn, tables=both)


def _change(decision: DecisionResult, lang: str) -> Section:
    return Section(
        say("change", lang), [*_said(decision, lang, "knowledge", "regret"), answer(decision, lang)[2]],
        tables=[each for each in [tables.unknowns(decision, lang)] if each.rows],
    )  # fmt: skip


def _money(decision: DecisionResult, lang: str, *, figures: bool) -> Section:
    shown = bool(decision.frontier)
    drawn = [matplotlib_figure(budgets(decision, lang), say("money caption", lang))] if shown and figures else []
    return Section(
        say("budgets", lang), _said(decision, lang, "next", "frontier", "underspent", "left over", "over"),
        figures=drawn, tables=[tables.frontier(decision, lang)] if shown else [],
    )  # fmt: skip


def _assumed(decision: DecisionResult, lang: str) -> Section:
    q, effort = decision.question, decision.effort
    kind = word("fitted" if q.worlds.fitted else "sets", lang)
    names = sorted({name for each in decision.options for name in priced(each.mix.scenario)})
    prices = q.base.prices
    amounts = [f"{_bare(name, lang)} {euro(getattr(prices, name), lang)} ({_unit(name, lang)})" for name in names]
    points = [
        say("assumed behaviour", lang, worlds=number(len(q.worlds), lang), kind=kind, name=q.worlds.name,
            n=number(FINAL, lang)),
        say("assumed search", lang, trials=number(effort.trials, lang), different=number(effort.different, lang)),
        say("assumed prices", lang, prices=join(amounts, lang)),
    ]  # fmt: skip
    return Section(say("assumed", lang), points=points, notes=_said(decision, lang, "luck", "left out", "limits"))


def _bare(name: str, lang: str) -> str:
    label = unknown_label(f"prices.{name}", lang)
    return label.removeprefix("Preis: ").removeprefix("price of ")


_UNITS = Words("deciding.report.units")


def _unit(name: str, lang: str) -> str:
    return _UNITS(Prices.declarations()[name].unit, lang)
