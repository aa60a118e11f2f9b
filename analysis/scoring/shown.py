"""Rows of a picture: what was ticked about each construct in a place, and what follows for its number.

They are kept with the company that the answers leave, as shares of places that may be shown, so that whoever is given
the company sees them without having the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...scenarios.core.scenario import Scenario
from ...scenarios.surveys.answers import Answers
from ...scenarios.surveys.instrument import Construct, instrument
from ..company.fit_words import LABELS
from ..company.suppressing import LEAST
from ..drawings.opinions import Opinion
from ..evidence.fit_draws import Fit
from ..surveys.responding import COMPANY, responses
from ..surveys.told import place_label
from ..words.phrases import number
from .company import Moved, Surveyed
from .numbers import APPLIED, WHOLE

FOLLOWS = (*APPLIED, "behaviour")
"""Groups of numbers that follow: a system of one's own is told of, and no number follows."""
Kept = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""By place and construct: shares of answers, and the number with its range, before and after."""


def kept(answers: Answers, found: Surveyed) -> Kept:
    """Return what may be shown, as values of JSON.

    Parameters
    ----------
    answers : Answers
    found : Surveyed
    """
    counted, names = responses(answers), found.fit.scenario.company.organisation.names
    places = [p for p, shown in zip(counted.places, counted.shown, strict=True) if shown and p in (COMPANY, *names)]
    return {place: _place(answers, found, place, counted.scores[counted.places.index(place)]) for place in places}


def _place(answers: Answers, found: Surveyed, place: str, scores: Any) -> dict[str, dict[str, Any]]:
    rows = {}
    for c, each in enumerate(answers.instrument.constructs):
        moved, shares = _moved(found, each, place), _shares(answers, each, place) if np.isfinite(scores[c]) else ()
        rows[each.name] = {"shares": list(shares)} | ({} if moved is None else {
            "number": moved.number.name, "range": [moved.number.low, moved.number.high],
            "before": list(moved.before), "after": list(moved.after),
        })  # fmt: skip
    return rows


def _shares(answers: Answers, construct: Construct, place: str) -> tuple[float, ...]:
    """Return the shares of answers about a construct, turned so that the last is most of it."""
    here = np.ones(len(answers), bool) if place == COMPANY else answers.members(place)
    asked = answers.instrument
    ticks = asked.coded(answers.values)[here][:, list(asked.columns(construct.name))]
    counts = np.array([(ticks == point).sum() for point in range(1, asked.points + 1)], float)
    if (ticks > 0).any(axis=1).sum() < LEAST:
        return ()
    return tuple(float(each) for each in counts / counts.sum())


def _moved(found: Surveyed, construct: Construct, place: str) -> Moved | None:
    """Return the first number that a construct is of: the department's, or the company's."""
    names = found.fit.scenario.company.organisation.names
    department = names.index(place) if place in names else WHOLE
    known = (*found.moved, *found.overall)
    for tie in (each for each in construct.ties if each.group in FOLLOWS and not each.spread):
        own = [m for d in (department, WHOLE) for m in known if m.number.name == tie.name and m.number.department == d]
        if own:
            return own[0]
    return None


def kept_in(fit: Fit) -> Kept:
    """Return what a company brings along of its answers, nothing where it has none."""
    survey = fit.provenance.get("survey", {})
    found = survey.get("shown", {}) if isinstance(survey, Mapping) else {}
    return found if isinstance(found, Mapping) else {}


def label_of_place(place: str, company: Scenario, lang: str) -> str:
    """Return the name of a place in words."""
    return place_label(place, company.company.organisation, lang)


def opinions_of(found: Kept, place: str, lang: str) -> list[Opinion]:
    """Return the rows of a place.

    Parameters
    ----------
    found : mapping
        As `kept` returns it.
    place : str
        One of its places.
    lang : {"en", "de", "fr"}
    """
    labels = {each.name: each.label(lang) for each in instrument().constructs}
    return [_opinion(labels.get(name, name), row, lang) for name, row in found[place].items()]


def _opinion(label: str, row: Mapping[str, Any], lang: str) -> Opinion:
    shares = tuple(row["shares"])
    if "number" not in row:
        return Opinion(label, shares)
    low, high = row["range"]
    before, after = (tuple((v - low) / (high - low) for v in row[key]) for key in ("before", "after"))
    values = " … ".join(number(v, lang, 2) for v in row["after"][::2])
    return Opinion(label, shares, before, after, f"{LABELS(row['number'], lang)}: {values}")
