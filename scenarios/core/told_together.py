"""Scenarios that are told together: in one currency and one calendar, each under a title of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model.errors import InputError
from ...model.texts import MOST_TITLE
from .scenario import Scenario

LANGUAGES = ("en", "de")
"""Languages in which scenarios have titles of their own."""


def told_together(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Return scenarios that are to be set side by side, all with the month of go-live that is said of any.

    Those that share a title have their names beside it, so that every label says which one is meant.

    Raises
    ------
    InputError
        If they count in different currencies, of which none is converted, or go live in different months.
    """
    first = scenarios[0]
    dated = [each for each in scenarios if each.go_live]
    for each in scenarios[1:]:
        if each.currency != first.currency:
            problem = (
                "{name!r} counts in {ours} and {other!r} in {theirs}; amounts are not converted, so give all one "
                "currency (--currency)."
            )
            raise InputError(
                problem, field="currency", name=each.name, ours=each.currency, other=first.name, theirs=first.currency
            )
    for each in dated[1:]:
        if each.go_live != dated[0].go_live:
            problem = "{name!r} goes live in {ours} and {other!r} in {theirs}; give all one month (--go-live)."
            raise InputError(
                problem, field="go_live", name=each.name, ours=each.go_live, other=dated[0].name,
                theirs=dated[0].go_live,
            )  # fmt: skip
    alike = [each if each.go_live or not dated else replace(each, go_live=dated[0].go_live) for each in scenarios]
    return told_apart(alike)


def told_apart(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Return scenarios of which no two have one title, in any language: those that would have their names beside it."""
    titles = {lang: [each.title(lang) for each in scenarios] for lang in LANGUAGES}
    shared = [any(titles[lang].count(each.title(lang)) > 1 for lang in LANGUAGES) for each in scenarios]
    return [_named(each) if alike else each for each, alike in zip(scenarios, shared, strict=True)]


def _named(scenario: Scenario) -> Scenario:
    """Return a scenario with its name beside its title, cut where both would be too long."""
    ending = f" ({scenario.name})"
    english, german = (f"{scenario.title(lang)[: MOST_TITLE - len(ending)]}{ending}" for lang in LANGUAGES)
    return replace(scenario, title_en=english, title_de=german)
