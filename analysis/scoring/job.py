"""From answers that were read to the company that they leave, with the record of how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...scenarios.core.provenance import surroundings
from ...scenarios.core.scenario import Scenario
from ...scenarios.surveys.answers import Answers
from ..evidence.ensemble import Ensemble
from ..evidence.fit_draws import Fit
from ..words.phrases import join
from .company import Surveyed, surveyed
from .own_company import made_of
from .reliability import Reliability, reliabilities
from .shown import kept
from .told import poorly, say, sentences


@dataclass(frozen=True, eq=False)
class Scored:
    """A company as its answers leave it, with how reliable they are.

    Attributes
    ----------
    answers : Answers
        With the departments of the company.
    surveyed : Surveyed
    reliabilities : tuple of Reliability
    made : bool
        Whether the company was made of the answers.
    """

    answers: Answers
    surveyed: Surveyed
    reliabilities: tuple[Reliability, ...]
    made: bool = False

    @property
    def company(self) -> Scenario:
        """The company, before any draw."""
        return self.surveyed.fit.scenario

    def sentences(self, lang: str) -> list[str]:
        """Return all that is to be said of the numbers, the most important first."""
        return [*sentences(self.surveyed, lang), *poorly(self.reliabilities, self.answers, lang)]

    def assumed(self, lang: str) -> list[str]:
        """Return what was taken for granted of the company."""
        return [_made(self.company, lang)] if self.made else []


def _made(company: Scenario, lang: str) -> str:
    departments = company.company.organisation.departments
    parts = [say("department", lang, name=each.label(lang), people=each.people) for each in departments]
    return say("made", lang, departments=join(parts, lang))


def scored(
    answers: Answers, company: Scenario | None, ensemble: Ensemble, fit: Fit | None = None, seed: int = 0
) -> Scored | None:
    """Return the company that answers leave; None where it is not known and cannot be made of them.

    Parameters
    ----------
    answers : Answers
    company : Scenario or None
        Whose answers they are; of a fit its own is taken, and without either one is made of the answers.
    ensemble : Ensemble
        How people may behave.
    fit : Fit, optional
        What usage left of the company: both are combined.
    seed : int
    """
    known = fit.scenario if fit is not None else company
    made = made_of(answers) if known is None else None
    if made is not None:
        known, answers = made
    if known is None:
        return None
    found = surveyed(answers, known, ensemble, fit, seed)
    record = _record(found, answers, ensemble, seed)
    before = dict(fit.provenance) if fit is not None else {**surroundings(), "ensemble": ensemble.name}
    found = replace(found, fit=replace(found.fit, provenance={**before, "survey": record}))
    return Scored(answers, found, reliabilities(answers), made is not None)


def _record(found: Surveyed, answers: Answers, ensemble: Ensemble, seed: int) -> Mapping[str, Any]:
    names = found.fit.scenario.company.organisation.names
    return {
        "questionnaire": answers.instrument.name, "answers": len(answers), "seed": seed, "ensemble": ensemble.name,
        "departments_told": [names[d] for d in found.standing.told], "shown": kept(answers, found),
    }  # fmt: skip
