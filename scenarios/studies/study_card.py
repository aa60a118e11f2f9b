"""What a notebook shows of a study: how much is run, and what varies between which limits."""

from __future__ import annotations

from ..ground.card import card
from ..words.catalogue import Words
from ..words.numbers import join
from .definition import StudyDefinition

say = Words("studies.card")


def study_card(study: StudyDefinition, lang: str = "en") -> str:
    """Return a study as the HTML of a notebook."""
    scenarios = join([each.title(lang) for each in study.scenarios], lang)
    size = say("size", lang, points=study.size, scenarios=len(study.scenarios), replications=study.replications,
               runs=study.runs)  # fmt: skip
    kept = say("kept", lang, outcomes=join(study.outcomes, lang), last=study.last_month)
    rows = [
        [each.name, *(f"{end:g}" for end in each.range), say("single", lang) if each.values else each.distribution]
        for each in study.uncertainties
    ]
    columns = [say(each, lang) for each in ("what", "low", "high", "how")]
    return card(say("title", lang, name=study.name), [scenarios, size, kept], columns=columns, rows=rows)
