"""What carries the change and what stands against it: constructs by whether much of them helps real use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...scenarios.ground.by_value import by_value
from ...scenarios.surveys.answers import Answers
from .numbers import WHOLE
from .standing import Standing

HELPS = {
    "usefulness": 1, "effort": -1, "data_quality": 1, "habit": -1, "own_system": -1, "resistance": -1, "room": 1,
    "superiors": 1, "sponsorship": 1, "colleagues": 1, "goals": 1, "sharing": 1, "territory": -1, "silos": -1,
}  # fmt: skip
"""1 where much of a construct helps real use in the model, -1 where it stands against it; checking does both."""
CLEAR = 0.25
"""Standard deviations among people from the middle of the scale from which a side is taken (judgement)."""


@by_value
@dataclass(frozen=True)
class Leaning:
    """How far a construct helps, in a place.

    Attributes
    ----------
    construct : str
    place : float
        Standard deviations among people from the middle of the scale, above 0 helping; saying yes is taken off.
    worst : int
        Department in which it helps least, `WHOLE` where only one may be told of.
    """

    construct: str
    place: float
    worst: int

    @property
    def much(self) -> bool:
        """Whether there is much of the construct, not little."""
        return HELPS[self.construct] * self.place > 0.0


def leanings(answers: Answers, standing: Standing) -> tuple[Leaning, ...]:
    """Return the constructs, those that help most first.

    Parameters
    ----------
    answers : Answers
    standing : Standing
    """
    graded = standing.graded
    if graded is None:
        return ()
    told = [g for g, each in enumerate(standing.groups) if each != WHOLE]
    weight = np.array(standing.people, float) / float(np.sum(standing.people))
    found = []
    for c, each in enumerate(answers.instrument.constructs):
        if each.name in HELPS and np.isfinite(graded.errors[:, c]).all():
            places = HELPS[each.name] * graded.places[:, c]
            worst = standing.groups[min(told, key=lambda g: float(places[g]))] if len(told) > 1 else WHOLE
            found.append(Leaning(each.name, float((weight * places).sum()), worst))
    return tuple(sorted(found, key=lambda each: -each.place))


def strengths(found: tuple[Leaning, ...]) -> list[Leaning]:
    """Return what clearly helps, most first."""
    return [each for each in found if each.place >= CLEAR]


def walls(found: tuple[Leaning, ...]) -> list[Leaning]:
    """Return what clearly stands against real use, most first."""
    return [each for each in reversed(found) if each.place <= -CLEAR]
