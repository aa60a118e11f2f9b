"""Estimate: from paired runs to differences, by programme, outcome and place, adjusted together."""

from __future__ import annotations

from dataclasses import dataclass

from ..base.effects import Effect, effects, effects_by_department
from ..base.programme import Triggered
from ..base.thresholds import Passing, passings
from .pairs import Paired
from .question import Question


@dataclass(frozen=True)
class Estimates:
    """What the programmes change, and when.

    Attributes
    ----------
    effects : tuple of Effect
        Paired differences to the baseline, adjusted together.
    departments : tuple of Effect
        The same by department, adjusted together.
    passings : tuple of Passing
        When each programme passes each threshold of real use.
    triggered : tuple of Triggered
        How often interventions that wait for a condition began.
    """

    effects: tuple[Effect, ...]
    departments: tuple[Effect, ...]
    passings: tuple[Passing, ...]
    triggered: tuple[Triggered, ...]


def estimate(asked: Question, runs: Paired, lang: str) -> Estimates:
    """Return what the runs say of the outcomes asked for; ``lang`` is the language of the programmes' labels."""
    programmes = runs.programmes
    return Estimates(
        effects=tuple(effects(programmes, asked.outcomes, asked.month, lang)),
        departments=tuple(effects_by_department(programmes, asked.outcomes, asked.month, lang)),
        passings=passings(programmes, asked.thresholds),
        triggered=tuple(found for each in programmes for found in each.triggered()),
    )
