"""What is not known of a company and fitted to its history: its levers and how far its departments resist."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...scenarios.core.scenario import Scenario
from ...scenarios.core.typical import LEVERS
from ...scenarios.files.targets import Target, target_of
from ...scenarios.ground.by_value import by_value

Floats = npt.NDArray[np.float64]
MOST_DEPARTMENTS = 12
"""With more departments than this, one resistance is fitted for all."""


@by_value
@dataclass(frozen=True)
class Unknown:
    """One number of the company, evenly distributed over its plausible range before any data are seen.

    Attributes
    ----------
    path : str
        Dotted path, for example ``organisation.sponsorship``.
    target : Target
    low, high : float
    """

    path: str
    target: Target
    low: float
    high: float

    @property
    def department(self) -> str:
        """Department it belongs to, empty for the whole company."""
        return self.target.place


def _paths(scenario: Scenario) -> list[str]:
    names = scenario.company.organisation.names
    resistance = (
        [f'organisation.departments."{name}".resistance' for name in names]
        if len(names) <= MOST_DEPARTMENTS
        else ["organisation.resistance"]
    )
    common = [f"organisation.{name}" for name in (*LEVERS, "territoriality", "completeness")]
    return [*common, *(path.replace('"', "") for path in resistance)]


def unknowns_of(scenario: Scenario, fixed: Collection[str] = ()) -> tuple[Unknown, ...]:
    """Return what is fitted: the levers in which companies differ, the record, resistance by department.

    Parameters
    ----------
    fixed : collection of str
        Paths of numbers that are known and stay as they are in the scenario.
    """
    found = []
    for path in _paths(scenario):
        target = target_of(path)
        if path not in fixed and target.plausible is not None:
            found.append(Unknown(path, target, *target.plausible))
    return tuple(found)


def free(values: Floats, unknowns: tuple[Unknown, ...]) -> Floats:
    """Return values on the free scale (logit of the place in the range), [n, k]."""
    low, high = _limits(unknowns)
    share = np.clip((values - low) / (high - low), 1e-4, 1.0 - 1e-4)
    return np.asarray(np.log(share / (1.0 - share)))


def bound(places: Floats, unknowns: tuple[Unknown, ...]) -> Floats:
    """Return values from their places on the free scale, [n, k]."""
    low, high = _limits(unknowns)
    return np.asarray(low + (high - low) / (1.0 + np.exp(-np.clip(places, -30.0, 30.0))))


def drawn(unknowns: tuple[Unknown, ...], n: int, chance: np.random.Generator) -> Floats:
    """Return n draws from before the data, [n, k]: a Latin hypercube, so that no part of a range is missed."""
    from scipy.stats import qmc

    low, high = _limits(unknowns)
    points = qmc.LatinHypercube(len(unknowns), rng=chance).random(n)
    return np.asarray(low + (high - low) * points)


def _limits(unknowns: tuple[Unknown, ...]) -> tuple[Floats, Floats]:
    return np.array([each.low for each in unknowns]), np.array([each.high for each in unknowns])
