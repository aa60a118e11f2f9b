"""What was noted of answers, in sentences: how many, what it means, and whether they are used."""

from __future__ import annotations

from ...model.display import displayable, shortened
from ...scenarios.surveys.answers import UNSAID, Answers, Noted
from ...scenarios.surveys.instrument import LANGUAGES, instrument
from ...scenarios.words.catalogue import Words
from ..company.suppressing import too_few
from ..words.phrases import number
from .responding import places_of, shown_of

_say = Words("surveys.noted")
_LANGUAGE = Words("surveys.languages")
_some = Words("surveys.told")
MOST_NAMED, MOST_LETTERS = 4, 70
"""How many names are told, and how much of each."""


_OF_DEPARTMENTS = ("unknown department", "few in department", "no department")


def noted_text(noted: Noted, lang: str, *, hidden: bool = False) -> str:
    """Return what was noted as one sentence.

    Parameters
    ----------
    noted : Noted
    lang : {"en", "de"}
    hidden : bool
        Whether its number would give away how many answered somewhere.
    """
    names: tuple[str, ...] = noted.names
    if noted.kind == "languages":
        names = tuple(_LANGUAGE(each, lang) if each in LANGUAGES else each for each in names)
    elif noted.kind == "missing items":
        texts = {each.name: each.text(lang).rstrip(".") for each in instrument().items}
        names = tuple(_some("quoted", lang, text=texts.get(each, each)) for each in names)
    told = [displayable(shortened(each, MOST_LETTERS)) for each in names[:MOST_NAMED]]
    listed = ", ".join(told) + (" …" if len(names) > MOST_NAMED else "")
    text = _say.one_or_many(noted.kind, lang, 2 if hidden else noted.count)
    count = _some("some", lang) if hidden else number(noted.count, lang)
    return text.format(n=count, names=listed, named=f" ({listed})" if listed else "")


def _hidden(answers: Answers, noted: Noted) -> bool:
    """Return whether the number of those without a department follows from nothing else that is shown, and must not."""
    places = places_of(answers)
    if noted.kind not in _OF_DEPARTMENTS or UNSAID not in places:
        return False
    return too_few(noted.count) or not shown_of(answers)[places.index(UNSAID)]


def noted_texts(answers: Answers, lang: str) -> list[str]:
    """Return all that was noted, in order."""
    return [noted_text(each, lang, hidden=_hidden(answers, each)) for each in answers.noted]


def records(answers: Answers) -> list[dict[str, object]]:
    """Return what was noted as JSON values; None for a number that would give something away."""
    return [
        {
            "kind": each.kind, "count": None if _hidden(answers, each) else each.count, "used": each.used,
            "names": list(each.names),
        }
        for each in answers.noted
    ]  # fmt: skip
