"""The comparison as a document: question, answer, figures, people, assumptions, limits, how to make it again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.programme import Programme
from ..base.results import fingerprint, provenance
from ..board.figures import drawn, for_print
from ..comparing.comparison import ComparisonResult
from ..drawings import draw_people
from ..figures.words import meaning
from ..laboratory.people import groups_of
from ..laboratory.recording import MOST_PEOPLE, record
from ..report import PAPER, Fact, Figure, Section, Table, document, matplotlib_figure, provenance_rows
from ..words.phrases import change, euro, level, number, percent, unit_of_change
from . import assumption_tables
from . import tables as comparison_tables
from .advice import advice

of_advice = Words("telling.advice")
say = Words("telling.report")

WIDE = 940.0
"""Width for which pictures are drawn, pixels."""
KIND_OF_DIFFERENCE = ("deep_use", "customers", "net_value")
"""Outcomes among the headline figures, besides the main one."""


def _question(found: ComparisonResult) -> str:
    lang, others = found.lang, [each for each in found.programmes if not each.is_baseline]
    words = {"outcome": called(OUTCOME[found.main], lang), "months": found.month}
    if len(others) == 1:
        return say("one", lang, name=others[0].label(lang), baseline=found.baseline.label(lang), **words)
    return say("many", lang, n=number(len(others), lang), **words)


def _fact(found: ComparisonResult, outcome: str, best: str) -> Fact:
    """Return the difference that a programme makes in an outcome."""
    lang, each = found.lang, found.effect(best, outcome)
    unit = unit_of_change(outcome, lang)
    value = change(each.difference, outcome, lang)
    low, high = change(each.ci_low, outcome, lang), change(each.ci_high, outcome, lang)
    name = called(OUTCOME[outcome], lang)
    note = "" if math.isnan(each.ci_low) else say("interval", lang, low=low, high=high)
    short = say("point unit", lang) if OUTCOME[outcome].unit.startswith("share") else unit
    shown = euro(each.difference, lang) if unit == "EUR" else say("in unit", lang, value=value, unit=short)
    return Fact(shown, say("gained", lang, outcome=name, baseline=found.baseline.label(lang)), note)


def _shown(found: ComparisonResult) -> str:
    """Return the programme to show beside the baseline: the best, or the first where nothing is better."""
    others = [each.scenario for each in found.standings if each.scenario != found.baseline.name]
    others = others or [each.name for each in found.programmes if not each.is_baseline]
    return others[0]


def _facts(found: ComparisonResult) -> list[Fact]:
    lang, best = found.lang, _shown(found)
    main, base = OUTCOME[found.main], found.baseline
    name, words = found.label(best), {"baseline": base.label(lang)}
    levels = [
        level(float(each.at(found.main, found.month).mean()), found.main, lang)
        for each in (found.programme(best), base)
    ]
    facts = [Fact(
        levels[0], say("fact", lang, outcome=called(main, lang), month=found.month, best=name),
        say("against", lang, level=levels[1], **words),
    )]  # fmt: skip
    facts += [_fact(found, each, best) for each in dict.fromkeys((found.main, *KIND_OF_DIFFERENCE))
              if each in found.outcomes]  # fmt: skip
    return [*facts, *_money_facts(found, best)]


def _money_facts(found: ComparisonResult, best: str) -> list[Fact]:
    lang, months = found.lang, found.baseline.months
    cost = next(each for each in found.costs if each.scenario == best)
    spent = Fact(euro(cost.total, lang), say("spent", lang, best=found.label(best)), say("within", lang, months=months))
    if math.isnan(cost.payback_share):
        return [spent]
    back = number(cost.payback_month, lang)
    when = say("not within", lang, months=months) if math.isnan(cost.payback_month) else back
    share = say("payback share", lang, share=percent(cost.payback_share, lang), months=months)
    return [spent, Fact(when, say("payback", lang), share)]


def middle_replicate(programme: Programme, outcome: str, month: int) -> int:
    """Return the replicate in the middle by an outcome: as many do better as do worse, or one less."""
    order = np.argsort(programme.at(outcome, month), kind="stable")
    return int(order[(len(order) - 1) // 2])


def _people(found: ComparisonResult) -> Section:
    """Return the same company without and with the programme, person by person."""
    lang, best = found.lang, _shown(found)
    heading, people = say("people", lang), found.baseline.scenario.company.organisation.headcount
    if people > MOST_PEOPLE:
        return Section(heading, [say("too many people", lang, n=number(people, lang))], only="screen")
    chosen = found.programme(best)
    replicate = middle_replicate(chosen, found.main, found.month)
    intro = say(
        "people intro", lang, n=number(people, lang), month=found.month, number=number(replicate + 1, lang),
        outcome=called(OUTCOME[found.main], lang), best=chosen.label(lang),
    )  # fmt: skip
    figures = []
    for each in (found.baseline, chosen):
        recording = record(each.scenario, replicate=replicate, seed=found.seed)
        groups = groups_of(recording, each.scenario, found.month, lang)
        nameless = [replace(group, names=()) for group in groups]  # a report goes round; nobody is named in it
        svg = draw_people(nameless, width=WIDE, theme=PAPER, lang=lang)
        figures.append(Figure(svg, say("people of", lang, name=each.label(lang), month=found.month), adapts=True))
    return Section(heading, [intro], figures=figures, only="screen")


def _with_rows(*tables: Table) -> list[Table]:
    return [each for each in tables if each.rows]


def _meanings(found: ComparisonResult) -> Table:
    lang = found.lang
    names = dict.fromkeys((*found.outcomes, "deep_use", "compliance_use", "shadow_use"))
    rows = [(called(OUTCOME[name], lang), meaning(OUTCOME[name], lang)) for name in names]
    return Table([say("word", lang), say("means", lang)], rows, words=2)


def _charts(found: ComparisonResult) -> dict[str, list[Figure]]:
    """Return the charts by name, each for a screen and, as far as a report has room, for paper."""
    charts = {name.split("-", 1)[1]: [matplotlib_figure(each, only="screen")] for name, each in drawn(found).items()}
    for name, each in for_print(found).items():
        charts[name].append(matplotlib_figure(each, only="paper"))
    return charts


def _sections(found: ComparisonResult, advice: Sequence[str]) -> list[Section]:
    """Return the sections in the order in which a board asks."""
    lang = found.lang
    scenarios = [each.scenario for each in found.programmes]
    charts = _charts(found)

    def shown(*names: str) -> list[Figure]:
        return [figure for name in names for figure in charts.pop(name, [])]

    same = len({each.company.organisation for each in scenarios}) == 1
    company = [assumption_tables.company_in_words(found.baseline.scenario, lang)]
    company += [] if same else [say("different", lang, baseline=found.baseline.label(lang))]
    effects = [comparison_tables.effects(found, outcome) for outcome in found.outcomes]
    unsaid = [say("open intro", lang)] + ([] if found.robustness else [say("no ensemble", lang)])
    return [
        Section(say("answer", lang), facts=_facts(found), points=advice[1:-1]),
        Section(say("figures", lang), comparison_tables.heads(found), figures=shown("main-outcome"),
                tables=_with_rows(comparison_tables.standings(found))),
        Section(say("effects", lang), figures=shown("effects"), tables=[replace(effects[0], only="screen")]),
        Section(say("use", lang), figures=shown("who-uses-what"), only="screen"),
        _people(found),
        Section(say("money", lang), figures=shown("customers-and-money", "cost-and-gain"),
                tables=_with_rows(comparison_tables.costs(found))),
        Section(say("open", lang), unsaid, figures=shown("chance-and-behaviour"),
                tables=_with_rows(comparison_tables.prices(found), comparison_tables.behaviour(found),
                                  comparison_tables.triggered(found))),
        Section(say("limits", lang), advice[-1:]),
        Section(say("assumed", lang), company,
                tables=_with_rows(assumption_tables.programmes(scenarios, lang),
                                  assumption_tables.prices(scenarios, lang)),
                notes=[say("where", lang)]),
        Section(say("meaning", lang), tables=[_meanings(found)], only="screen"),
        Section(say("all", lang), figures=shown(*charts),  # those that have no place above
                tables=_with_rows(*effects[1:], comparison_tables.departments(found),
                                  comparison_tables.thresholds(found)), only="screen"),
    ]  # fmt: skip


def on_paper(sentences: Sequence[str], lang: str) -> list[str]:
    """Return sentences of the advice without the hints that help on a command line only."""
    said = list(sentences)
    for hint in of_advice.several("hints", lang):
        said = [each.replace(hint, "") for each in said]
    return said


def _again(found: ComparisonResult, command: str) -> list[tuple[str, str]]:
    """Return how the document is made again, what can be asked besides, and where the model is described."""
    lang, scenarios = found.lang, [each.scenario for each in found.programmes]
    record_of_it = provenance(scenarios, seed=found.seed, replications=found.baseline.replications)
    rows = provenance_rows(record_of_it, lang, [command] if command else [])
    if any(of_advice.several("hints", lang)[0] in each for each in advice(found, found.lang)):
        rows.append((say("at equal budget", lang), say("add budget", lang)))
    if not found.robustness:
        rows.append((say("over all sets", lang), say("add ensemble", lang)))
    return [
        *rows,
        (say("model in full", lang), "docs/odd.md"),
        (say("numbers in full", lang), "docs/parameters.md"),
        (say("evidence in full", lang), "docs/evidence.md"),
    ]


def comparison_report(found: ComparisonResult, command: str = "") -> str:
    """Return a comparison as an HTML document that needs no server, no network and no script.

    Parameters
    ----------
    found : ComparisonResult
        Its language is the document's.
    command : str
        What makes it again on a command line, if it came from there.

    Returns
    -------
    str
        See `report.document`.
    """
    lang, scenarios = found.lang, [each.scenario for each in found.programmes]
    said = on_paper(advice(found, found.lang), lang)
    return document(
        _question(found), _sections(found, said), lang=lang, kind=say("kind", lang), lead=said[:1],
        provenance=_again(found, command), fingerprint=fingerprint(scenarios), aside=say("on a screen", lang),
    )  # fmt: skip
