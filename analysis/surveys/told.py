"""What came back, on one screen, as tables and as a document: never anything of a person, or of fewer than five."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...model.display import displayable
from ...model.organisation import Organisation
from ...scenarios.surveys.answers import UNSAID, Answers
from ...scenarios.words.catalogue import Words
from ..company.suppressing import LEAST
from ..report.brief import Brief
from ..report.parts import Table
from ..words.phrases import number, percent
from .noted import noted_texts, records
from .responding import COMPANY, Responses, unequal

_say = Words("surveys.told")
UNEVEN = 0.1
"""Points by which weighing departments must move a mean before it is told."""


def place_label(place: str, company: Organisation | None, lang: str) -> str:
    """Return the name of a place in words."""
    if place == COMPANY:
        return _say("company", lang)
    if place == UNSAID:
        return _say("unsaid", lang)
    known = {each.name: each.label(lang) for each in company.departments} if company is not None else {}
    return displayable(known.get(place, place))


def table_of(found: Responses, company: Organisation | None, lang: str) -> Table:
    """Return how many were asked and answered in each department."""
    rows = []
    for place, answered, invited, shown, rate, shift in zip(
        found.places, found.answered, found.invited, found.shown, found.rates, found.shifts, strict=True
    ):
        told = number(answered, lang) if shown else _say("few", lang, n=LEAST)
        cells = [number(invited, lang) if invited >= 0 else "–", told]
        cells += [percent(rate, lang) if shown and math.isfinite(rate) else "–"]
        cells += [f"± {number(shift, lang, 1)}" if shown and math.isfinite(shift) and answered else "–"]
        rows.append([place_label(place, company, lang), *cells])
    return Table(_say.several("heads", lang), rows[1:] + rows[:1], strong=[len(rows) - 1])


def brief(answers: Answers, found: Responses, company: Organisation | None, lang: str) -> Brief:
    """Return who answered, as it fits on one screen.

    Parameters
    ----------
    answers : Answers
    found : Responses
    company : Organisation or None
    lang : {"en", "de"}
    """
    noted = noted_texts(answers, lang)
    question = _say("question", lang)
    if not found.enough:
        few = _say("too few", lang, n=_counted(found.answered[0], lang), least=LEAST)
        return Brief(question, [[few], noted])
    silent = [each for each in (_silent(found, lang), _uneven(answers, found, lang)) if each]
    first = [_answered(found, lang), *_most_and_least(found, company, lang)]
    hidden = [] if found.shown.all() else [_say("hidden", lang, n=LEAST)]
    return Brief(
        question, [first, silent], table_of(found, company, lang), below=hidden, also=[*noted, _say("next", lang)]
    )


def _counted(count: float, lang: str) -> str:
    return _say.one_or_many("answers", lang, int(count)).format(n=number(count, lang))


def _answered(found: Responses, lang: str) -> str:
    answers = _counted(found.answered[0], lang)
    if not math.isfinite(found.rates[0]):
        return _say("answered", lang, answers=answers)
    rate, invited = percent(found.rates[0], lang), number(found.invited[0], lang)
    return _say("rate", lang, answers=answers, invited=invited, rate=rate)


def _most_and_least(found: Responses, company: Organisation | None, lang: str) -> list[str]:
    rates = np.where(found.shown, found.rates, np.nan)[1:]
    if np.isfinite(rates).sum() < 2:
        return []
    most, least = int(np.nanargmax(rates)), int(np.nanargmin(rates))
    if rates[most] == rates[least]:
        return []
    labels = [place_label(found.places[1 + each], company, lang) for each in (most, least)]
    shares = [percent(rates[each], lang) for each in (most, least)]
    return [_say("most and least", lang, most=labels[0], high=shares[0], least=labels[1], low=shares[1])]


def _silent(found: Responses, lang: str) -> str:
    shift = float(found.shifts[0])
    return _say("silent", lang, shift=number(shift, lang, 1)) if math.isfinite(shift) and shift >= 0.05 else ""


def _uneven(answers: Answers, found: Responses, lang: str) -> str:
    moved = unequal(found)
    if moved is None:
        return ""
    construct, by = answers.instrument.constructs[moved[0]].label(lang), moved[1]
    if abs(by) < UNEVEN:
        return _say("even", lang)
    return _say("more" if by > 0 else "less", lang, construct=construct, by=number(abs(by), lang, 1))


def _number(value: float) -> float | None:
    return round(float(value), 4) if math.isfinite(value) else None


def document(answers: Answers, found: Responses) -> dict[str, Any]:
    """Return who answered as JSON values; None where something is not known or may not be shown.

    Parameters
    ----------
    answers : Answers
    found : Responses
    """
    asked = answers.instrument
    places = [
        {
            "place": place, "invited": _number(found.invited[g]),
            "answered": int(found.answered[g]) if found.shown[g] else None,
            "rate": _number(found.rates[g]) if found.shown[g] else None,
            "silent_could_move": _number(found.shifts[g]) if found.shown[g] else None,
            "constructs": {each.name: _number(found.scores[g, c]) for c, each in enumerate(asked.constructs)},
            "items": {each.name: _number(found.means[g, i]) for i, each in enumerate(asked.items)},
        }
        for g, place in enumerate(found.places)
    ]  # fmt: skip
    return {
        "questionnaire": asked.name, "points": asked.points, "least_group": LEAST, "places": places,
        "spread_between_people": _number(found.spread) if found.enough else None,
        "noted": records(answers),
    }  # fmt: skip


def construct_table(answers: Answers, found: Responses, company: Organisation | None, lang: str) -> Table:
    """Return the mean of each construct by place, where any may be shown."""
    there = [g for g in range(len(found.places)) if np.isfinite(found.scores[g]).any()]
    heads = [_say("construct", lang), *(place_label(found.places[g], company, lang) for g in there)]
    rows = [
        [each.label(lang), *(number(v, lang, 1) if math.isfinite(v) else "–" for v in found.scores[there, c])]
        for c, each in enumerate(answers.instrument.constructs)
    ]
    return Table(heads, rows)
