"""What a sensitivity analysis found, in sentences."""

from __future__ import annotations

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..words.phrases import find
from .factors import Factor
from .study_runs import StudyRuns
from .uncertainty_words import label

# Groups that many use; others stay as they are written.
_GROUPS = Words("learning.sensitivity.groups")
_say = Words("learning.sensitivity")


def say(key: str, lang: str, **values: object) -> str:
    """Return a phrase with its blanks filled in, with a capital where a sentence begins."""
    text = _say(key, lang, **values)
    return text[:1].upper() + text[1:]


def factor_words(factor: Factor, lang: str) -> str:
    """Return a factor in words: an uncertainty's label, or the name of a group."""
    if factor.members == (factor.name,):
        return label(factor.name, lang)
    if factor.name in _GROUPS:
        return _GROUPS(factor.name, lang)
    return factor.name.replace("_", " ")[:1].upper() + factor.name[1:]


def subject(runs: StudyRuns, lang: str) -> str:
    """Return the outcome of a scenario, or of the difference of two, in words."""
    values = {"outcome": called(find(runs.outcome), lang), "scenario": runs.title(lang)}
    if not runs.against:
        return say("of", lang, **values)
    return say("difference of", lang, against=runs.title(lang, runs.against), **values)
