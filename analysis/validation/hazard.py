"""Does what colleagues do raise the chance to adopt? A monthly hazard regression with time fixed effects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...scenarios.by_value import by_value

Floats = npt.NDArray[np.float64]


@by_value
@dataclass(frozen=True)
class Influence:
    """The slope of the hazard's logit on exposure.

    Attributes
    ----------
    slope : float
        For exposure from none to all of those named.
    error : float
        Standard error, clustered by person.
    rows, events : int
        Person-months at risk, and adoptions.
    """

    slope: float
    error: float
    rows: int
    events: int

    @property
    def found(self) -> bool:
        """Whether the slope is more than 1.96 standard errors from zero."""
        return bool(abs(self.slope) > 1.96 * self.error)


def influence(adopted: npt.NDArray[np.int64], ties: Floats, months: int) -> Influence:
    """Regress adoption on last month's exposure, with a fixed effect of each month (discrete-time logit).

    Parameters
    ----------
    adopted : int array [n]
        Month of adoption, from 1; more than ``months`` if not within them.
    ties : float array [n, n]
        Share of each person's colleagues: rows add up to 1, or 0 for people without any (left out).
    months : int

    Notes
    -----
    Months in which nobody adopts say nothing about exposure once they have an effect of their own; they are left
    out. Standard errors are clustered by person (sandwich).
    """
    at_month = [t for t in range(2, months + 1) if np.any((adopted == t) & (ties.sum(axis=1) > 0))]
    parts = []
    for t in at_month:
        person = np.flatnonzero((adopted >= t) & (ties.sum(axis=1) > 0))
        parts.append((np.full(len(person), t), person, ties[person] @ (adopted < t), adopted[person] == t))
    month, person, exposure, event = (np.concatenate(column) for column in zip(*parts, strict=True))
    effects = [(month == each).astype(float) for each in np.unique(month)]
    return _logit(np.column_stack([exposure, *effects]), event.astype(float), person)


def _logit(design: Floats, event: Floats, person: npt.NDArray[np.int64]) -> Influence:
    """Fit by Newton's method, a little ridge on the effects for months in which all adopt."""
    b = np.zeros(design.shape[1])
    ridge = np.full(len(b), 1e-6)
    for _ in range(30):
        chance = 1.0 / (1.0 + np.exp(-np.clip(design @ b, -30.0, 30.0)))
        information = (design * (chance * (1.0 - chance))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(information, design.T @ (event - chance) - ridge * b)
        b += np.clip(step, -3.0, 3.0)
        if np.abs(step).max() < 1e-9:
            break
    score = np.zeros((person.max() + 1, len(b)))
    np.add.at(score, person, design * (event - chance)[:, None])
    inverse = np.linalg.inv(information)
    error = float(np.sqrt((inverse @ score.T @ score @ inverse)[0, 0]))
    return Influence(float(b[0]), error, len(event), int(event.sum()))


def share_found(found: Iterable[Influence]) -> tuple[float, float, int]:
    """Return the share of samples in which influence was found, the mean slope, and how many samples there were."""
    every = list(found)
    return float(np.mean([each.found for each in every])), float(np.mean([each.slope for each in every])), len(every)
