"""A fit on one screen."""

from __future__ import annotations

from ...scenarios.words.catalogue import Words
from ..report.brief import Brief
from ..report.parts import Table
from ..words.phrases import number
from .fit_tables import number_table
from .fit_words import sentences
from .fitting import Fitted

_say = Words("company.brief")
SHOWN = 8
"""Numbers on one screen, those first of which the data tell most."""


def brief(found: Fitted, lang: str) -> Brief:
    """Return what the history says of the company, as it fits on one screen."""
    columns, rows = number_table(found, lang)
    scenario = found.fit.scenario
    people, n = scenario.company.organisation.headcount, number(found.simulated, lang)
    question = _say("fit", lang, months=found.fit.history, people=people, n=n)
    first, *others, ahead = sentences(found, lang)
    return Brief(question, [[first], [ahead]], Table(columns, rows[:SHOWN]), also=others)
