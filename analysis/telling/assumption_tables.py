"""What a comparison assumes, as sentences and tables: the company, the programmes, their prices."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.declared import Declaration
from ...scenarios.core.scenario import Scenario
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.prices import Prices
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.months import month_cell, start_cell
from ..evidence.facts import marked
from ..report.parts import Table
from ..words.phrases import NO_NUMBER, euro, join, number, percent

UNITS = Words("telling.report.units")
say = Words("telling.report")


def company_in_words(scenario: Scenario, lang: str) -> str:
    """Return how large the company is, and what its departments are called."""
    organisation = scenario.company.organisation
    names = [
        say("department", lang, name=called(each, lang), people=number(each.people, lang))
        for each in organisation.departments
    ]
    return say(
        "company", lang, people=number(organisation.headcount, lang), departments=len(names), names=join(names, lang),
        features=len(scenario.company.catalogue.features), months=scenario.months,
    )  # fmt: skip


def _start(each: Intervention, scenario: Scenario, lang: str) -> str:
    labels = {each.name: called(each, lang) for each in scenario.company.organisation.departments}
    rules = each.rules_in_words(labels, lang)
    if each.trigger is not None:
        return rules
    return ", ".join(part for part in (start_cell(each.start, lang), rules) if part)


def _end(each: Intervention, months: int, lang: str) -> str:
    last = each.last_month(months)
    return month_cell(last, lang) if last < months else say("to the end", lang)


def programmes(scenarios: Sequence[Scenario], lang: str) -> Table:
    """Return what each programme consists of: when, how strongly, for how much money."""
    rows = []
    for scenario in scenarios:
        title = scenario.title(lang)
        parts = zip(scenario.interventions, scenario.strengths(), scenario.ledger.values(), strict=True)
        found = [
            [
                title, each.label(lang), _start(each, scenario, lang), _end(each, scenario.months, lang),
                percent(strength, lang), euro(float(cost.sum()), lang),
            ]
            for each, strength, cost in parts
        ]  # fmt: skip
        rows += found or [[title, say("nothing", lang), *[NO_NUMBER] * 4]]
    columns = [say(key, lang) for key in ("programme", "measure", "from", "until", "strength", "spending")]
    return Table(columns, rows, say("programmes", lang), words=2)


def source_in_words(each: Declaration, lang: str) -> str:
    """Return where a number is from; evidence that was not checked is marked."""
    if each.source == "judgement":
        return say("judgement", lang)
    return say("evidence", lang, ids=marked(each.source, lang=lang), grade=each.grade)


def _price(given: Prices, name: str, lang: str) -> str:
    """Return a price and what it is later on, from which month."""
    later = [
        say("price from", lang, price=number(value, lang), month=first + 1)
        for first, changes in given.later
        for each, value in changes
        if each == name
    ]
    return "; ".join([number(getattr(given, name), lang), *later])


def prices(scenarios: Sequence[Scenario], lang: str) -> Table:
    """Return the prices that the programmes use, with the ranges they may lie in and where they are from."""
    declared, rows = Prices.declarations(), {}
    for scenario in scenarios:
        for each in scenario.interventions:
            for name in each.prices:
                value, (low, high) = _price(scenario.prices, name, lang), declared[name].plausible
                unit = UNITS(declared[name].unit, lang)
                limits = f"{number(low, lang)} – {number(high, lang)}"
                source = source_in_words(declared[name], lang)
                rows[name, value] = [each.label(lang), unit, source, value, limits]
    columns = [say(key, lang) for key in ("price of", "per", "source", "price", "range")]
    return Table(columns, list(rows.values()), say("prices", lang), say("prices note", lang), words=3)
