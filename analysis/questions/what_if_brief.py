"""A what-if on one screen, and its table."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..report.brief import Brief
from ..report.parts import Table
from ..telling.comparison import Comparison
from ..words.phrases import change, euro, level
from .duel_brief import brief as brief_duel
from .duel_record import Duel

_say = Words("questions.what_if")


def table(found: Comparison, lang: str) -> Table:
    """Return a row per scenario: spending, and level and difference of each outcome."""
    rows = []
    for each in found.programmes:
        cells = []
        for outcome in found.outcomes:
            text = level(float(each.at(outcome, found.month).mean()), outcome, lang)
            if not each.is_baseline:
                text += f"\n({change(found.effect(each.name, outcome).difference, outcome, lang)})"
            cells.append(text)
        rows.append([each.label(lang), euro(float(each.spending().mean()), lang), *cells])
    columns = [
        _say("scenario", lang), _say("spending", lang), *(called(OUTCOME[each], lang) for each in found.outcomes),
    ]  # fmt: skip
    return Table(columns, rows, _say("month", lang, month=found.month).capitalize())


def brief(question: str, said: Sequence[str], found: Comparison | Duel, lang: str) -> Brief:
    """Return a what-if as it fits on one screen: its question, what is said of it, and what was compared."""
    if isinstance(found, Duel):
        alone = brief_duel(found, lang)
        sentences = len([each for paragraph in alone.answer for each in paragraph])
        return Brief(question, alone.answer, alone.table, also=said[sentences:])
    *first, limits = said
    return Brief(question, [[each] for each in first], table(found, lang), [limits])
