"""Which numbers of a company the answers are of: by department where departments differ, and how they go together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from ...scenarios.core.scenario import Scenario
from ...scenarios.files.targets import Target, target_of
from ...scenarios.ground.by_value import by_value
from ...scenarios.surveys.instrument import Instrument, Tie
from .link import SHARED, Floats

WHOLE = -1
"""Place of a number that belongs to the whole company."""
APPLIED = ("levers", "department", "organisation")
"""Groups of numbers that a draw sets; those of behaviour weigh its members instead."""


@by_value
@dataclass(frozen=True)
class Number:
    """One number of the company that people were asked about.

    Attributes
    ----------
    path : str
        Dotted path, for example ``organisation.departments.sales.sponsorship``.
    name : str
        As it is declared, for example ``sponsorship``.
    department : int
        Number of its department, `WHOLE` for the company's.
    low, high : float
        Plausible range; before any data all of it is equally likely.
    """

    path: str
    name: str
    department: int
    low: float
    high: float

    @property
    def target(self) -> Target:
        """What the path stands for."""
        return target_of(self.path)


def applied(instrument: Instrument) -> dict[str, Tie]:
    """Return the ties whose numbers a draw sets, by the number's name."""
    every = (tie for construct in instrument.constructs for tie in construct.ties)
    return {tie.name: tie for tie in every if tie.group in APPLIED and not tie.spread}


def numbers_of(scenario: Scenario, instrument: Instrument, fitted: Collection[str] = ()) -> tuple[Number, ...]:
    """Return the numbers that the questionnaire asks about.

    Parameters
    ----------
    scenario : Scenario
    instrument : Instrument
    fitted : collection of str
        Paths that a fit to usage has already: where it has one number for the whole company, that is kept.
    """
    names, found = scenario.company.organisation.names, []
    for name, tie in applied(instrument).items():
        whole = f"organisation.{name}"
        if not tie.by_department or whole in fitted:
            found.append(_number(whole, name, WHOLE))
        else:
            found += [_number(f"organisation.departments.{each}.{name}", name, d) for d, each in enumerate(names)]
    return tuple(found)


def _number(path: str, name: str, department: int) -> Number:
    low, high = target_of(path).plausible or (0.0, 1.0)
    return Number(path, name, department, low, high)


def limits(numbers: tuple[Number, ...]) -> tuple[Floats, Floats]:
    """Return lowest and highest values, [m] each."""
    return np.array([each.low for each in numbers]), np.array([each.high for each in numbers])


def covariance_of(numbers: tuple[Number, ...]) -> Floats:
    """Return the covariance of normal scores before any data: departments of a company have much in common."""
    same = np.array([[one.name == other.name for other in numbers] for one in numbers], float)
    return np.asarray(SHARED * same.reshape(len(numbers), -1) + (1.0 - SHARED) * np.eye(len(numbers)))
