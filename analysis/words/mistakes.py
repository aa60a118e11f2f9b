"""Mistakes told in the reader's language: an error keeps its English template, and each language has a catalogue."""

from __future__ import annotations

from functools import cache

from ...model.errors import InputError, shown
from ...model.phrase import Phrase, Tongue, Worded
from ...scenarios.words.counting import counted
from ...scenarios.words.files import ENGLISH, mistakes
from ...scenarios.words.numbers import marks


@cache
def tongue(lang: str) -> Tongue:
    """Return a language as phrases need it; what its catalogue does not have stays English."""
    words = mistakes(lang)
    return Tongue(
        lang,
        lambda template: words.get(template, template),
        lambda number: number.translate(marks(lang)) if words else number,
        lambda sentence: counted(sentence, lang if words else ENGLISH),
    )


def in_words(problem: InputError | str, lang: str) -> str:
    """Return a mistake, or a phrase, in a language; a text that is neither stays as it is.

    Examples
    --------
    >>> in_words(InputError("{value!r} is not a list.", value=3, field="scenarios"), "de")
    'scenarios: 3 ist keine Liste.'
    """
    if lang == ENGLISH:
        return str(problem)
    if isinstance(problem, InputError):
        return problem.told(tongue(lang))
    found = tongue(lang)
    return shown(found.counted(problem.told(found))) if isinstance(problem, (Phrase, Worded)) else problem
