"""A diagnosis on one screen."""

from __future__ import annotations

from ...scenarios.words.catalogue import Words
from ..report.brief import Brief
from ..report.parts import Table
from .diagnosis import DiagnosisResult
from .findings import findings
from .problem_words import problem_text
from .tables import hidden_line, months_line, place_table, rule_line
from .weekly import week_table

_say = Words("company.brief")


def brief(found: DiagnosisResult, lang: str, by: str | None = None) -> Brief:
    """Return what stands out, what is wrong with the data, and who works how, as it fits on one screen.

    By week, the last weeks stand in the table.
    """
    columns, rows = place_table(found, lang)
    if by == "week":
        columns, rows = week_table(found, lang)
        rows = rows[::-1]
    wrong = [problem_text(each, lang) for each in found.usage.problems]
    notes = [_say("problems", lang, n=len(wrong), first=wrong[0])] if wrong else []
    question = _say("question", lang, read=months_line(found, lang))
    hidden = [each for each in (hidden_line(found, lang),) if each]
    said = [*findings(found, lang), *notes, rule_line(found, lang), *hidden]
    return Brief(question, [said[:1]], Table(columns, rows), also=said[1:])
