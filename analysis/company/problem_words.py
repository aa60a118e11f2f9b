"""What was found wrong in an export, in words."""

from __future__ import annotations

import re

from ...scenarios.usage.problems import Problem
from ...scenarios.words.catalogue import Words
from ...scenarios.words.counting import counted
from ..words.mistakes import in_words
from ..words.phrases import number

say = Words("company.problem")
_MARKS = Words("company.problem.marks")
_ONE = Words("company.problem.one")
_BACK = Words("company.problem.back")
"""How a sentence goes on after the number one, and how what refers back to it does."""
_NO_MARK = ("only last use", "no counts", "months without data")


def _of_one(text: str, lang: str) -> str:
    """Return a sentence with what follows the number one in the singular."""
    for several, one in _ONE.all(lang).items():
        text = re.sub(rf"(^|(?<=\s))1 {re.escape(several)}", f"1 {one}", text)
    if text.startswith("1 "):
        for several, one in _BACK.all(lang).items():
            text = text.replace(several, one)
    return text


def problem_text(problem: Problem, lang: str) -> str:
    """Return a problem as one sentence: how many, what, which rows, and whether they are used."""
    names = "; ".join(in_words(each, lang) for each in problem.names[:8]) + (" …" if len(problem.names) > 8 else "")
    blanks = {"count": number(problem.count, lang), "people": number(problem.people, lang), "names": names}
    said = say.raw(problem.kind, lang).format_map(blanks)
    if problem.count == 1 or problem.people == 1:
        said = _of_one(said, lang)  # before nouns alone are counted: verbs and what refers back go with them
    said = counted(said, lang)
    marks = [] if problem.kind in _NO_MARK else [_MARKS("used" if problem.used else "not used", lang)]
    if problem.rows:
        more = " …" if problem.count > len(problem.rows) else ""
        key = "rows" if more or len(problem.rows) > 1 else "row"
        marks.append(_MARKS(key, lang, rows=", ".join(map(str, problem.rows)) + more))
    text = f"{said} ({'; '.join(marks)})." if marks else f"{said}."
    return text[0].upper() + text[1:]
