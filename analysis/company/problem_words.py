"""What was found wrong in an export, in words."""

from __future__ import annotations

import re

from ...scenarios.usage.problems import Problem
from ...scenarios.words.catalogue import Words
from ...scenarios.words.counting import counted
from ..words.mistakes import in_words
from ..words.phrases import number
from .suppressing import LEAST, too_few

say = Words("company.problem")
_MARKS = Words("company.problem.marks")
_ONE = Words("company.problem.one")
_BACK = Words("company.problem.back")
"""How a sentence goes on after the number one, and how what refers back to it does."""
_NO_MARK = (
    "only last use", "no counts", "months without data", "log-ins only", "no log-ins", "one feature", "created only",
    "not verified",
)  # fmt: skip


_OF_PEOPLE = ("before joining", "without use", "people left out", "no licence", "left")
"""What is counted in people and not in rows."""
_OF_NAMES = ("machines", "ids matched loosely", "ids offered", "ids unsure")
"""What is listed by name, to be checked: whose numbers tell nothing of any use."""


def _of_one(text: str, lang: str) -> str:
    """Return a sentence with what follows the number one in the singular."""
    for several, one in _ONE.all(lang).items():
        text = re.sub(rf"(^|(?<=\s))1 {re.escape(several)}", f"1 {one}", text)
    if text.startswith("1 "):
        for several, one in _BACK.all(lang).items():
            text = text.replace(several, one)
    return text


def shown_counts(problem: Problem) -> tuple[int | None, int | None]:
    """Return how many rows or people a problem concerns, and how many people; None for people fewer than five."""
    count = None if problem.kind in _OF_PEOPLE and too_few(problem.count) else problem.count
    return count, None if too_few(problem.people) and problem.kind not in _OF_NAMES else problem.people


def _number(count: int | None, lang: str) -> str:
    return _MARKS("fewer", lang, n=LEAST) if count is None else number(count, lang)


def problem_text(problem: Problem, lang: str) -> str:
    """Return a problem as one sentence: how many, what, which rows, and whether they are used."""
    names = "; ".join(in_words(each, lang) for each in problem.names[:8]) + (" …" if len(problem.names) > 8 else "")
    count, people = shown_counts(problem)
    blanks = {"count": _number(count, lang), "people": _number(people, lang), "names": names}
    said = say.raw(problem.kind, lang).format_map(blanks)
    if count == 1:
        said = _of_one(said, lang)  # before nouns alone are counted: verbs and what refers back go with them
    said = counted(said, lang)
    marks = [] if problem.kind in _NO_MARK else [_MARKS("used" if problem.used else "not used", lang)]
    if problem.rows:
        more = " …" if problem.count > len(problem.rows) else ""
        key = "rows" if more or len(problem.rows) > 1 else "row"
        marks.append(_MARKS(key, lang, rows=", ".join(map(str, problem.rows)) + more))
    text = f"{said} ({'; '.join(marks)})." if marks else f"{said}."
    return text[0].upper() + text[1:]
