"""How a statement is answered: the graded response model, with the habit of saying yes as every person's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

from ...scenarios.ground.by_value import by_value

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LOGISTIC = 1.702
"""Scale on which a logistic curve is nearest to a normal one (Camilli 1994, J. Educ. Behav. Stat. 19:293)."""
EASINESS = 0.6
"""Spread of how easily statements are agreed to beside what they measure, logit (judgement)."""
LOADING_SPREAD, STEP_SPREAD = 0.35, 0.25
"""By how much slopes and steps may differ from those expected, on the logarithm (judgement)."""
LEAST_LOADING, MOST_LOADING = 0.2, 0.95
THETA = np.linspace(-4.5, 4.5, 25)
"""Where a person may stand on a construct, in standard deviations among the people of a department."""


@by_value
@dataclass(frozen=True)
class Statement:
    """A statement as the model sees it.

    Attributes
    ----------
    construct : int
        Number of what it measures.
    sign : int
        1, or -1 where it is worded against its construct.
    loading : float
        What is expected, in (0, 1).
    """

    construct: int
    sign: int
    loading: float

    @property
    def slope(self) -> float:
        """Slope expected of the graded response model, logit by standard deviation."""
        loading = min(max(self.loading, LEAST_LOADING), MOST_LOADING)
        return LOGISTIC * loading / float(np.sqrt(1.0 - loading**2))


@by_value
@dataclass(frozen=True)
class Curve:
    """How one statement is answered: slope, easiness and the step between answers, all logit."""

    slope: float
    easy: float
    step: float


def expected(statement: Statement, bias: float) -> Curve:
    """Return the curve expected of a statement where people differ by so much in saying yes.

    Steps are such that answers spread by about one answer, as they usually do (judgement).
    """
    slope = statement.slope
    return Curve(slope, 0.0, 0.9 * float(np.sqrt(slope**2 + bias**2 + np.pi**2 / 3.0)))


def log_chances(curve: Curve, sign: int, yes: Floats, points: int) -> Floats:
    """Return the logarithm of the chance of each answer, [1 + points, len(yes), len(THETA)]; 0 where none is given.

    Parameters
    ----------
    yes : float64 array [A]
        A person's habit of saying yes, logit.
    """
    middle = yes[:, None] + curve.easy + sign * curve.slope * THETA[None, :]
    steps = curve.step * (np.arange(1, points) - points / 2.0)
    above = expit(middle[None] - steps[:, None, None])
    edges = np.concatenate([np.ones_like(above[:1]), above, np.zeros_like(above[:1])])
    chance = np.log(np.maximum(edges[:-1] - edges[1:], 1e-12))
    return np.concatenate([np.zeros_like(chance[:1]), chance])


def refitted(statement: Statement, curve: Curve, yes: Floats, counts: Floats, bias: float) -> Curve:
    """Return the curve under which answers are likeliest, held near the one expected.

    Parameters
    ----------
    yes : float64 array [A]
    counts : float64 array [points, A, T]
        How many people with such a habit and place are expected to have given each answer.
    """
    prior, points = expected(statement, bias), len(counts)

    def loss(at: Floats) -> float:
        now = Curve(float(np.exp(at[0])), float(at[1]), float(np.exp(at[2])))
        told = float((counts * log_chances(now, statement.sign, yes, points)[1:]).sum())
        far = ((at[0] - np.log(prior.slope)) / LOADING_SPREAD) ** 2 + (at[1] / EASINESS) ** 2
        return 0.5 * float(far + ((at[2] - np.log(prior.step)) / STEP_SPREAD) ** 2) - told

    start = np.array([np.log(curve.slope), curve.easy, np.log(curve.step)])
    first = np.vstack([start, start + 0.15 * np.eye(3)])
    found = minimize(loss, start, method="Nelder-Mead", options={"maxiter": 40, "initial_simplex": first}).x
    return Curve(float(np.exp(found[0])), float(found[1]), float(np.exp(found[2])))


def patterns(values: npt.NDArray[np.int8], group: Ints, columns: Sequence[int]) -> tuple[Ints, Ints]:
    """Return the different rows of answers by group, [U, 1 + columns] with the group first, and which each person has.

    The likelihood of thousands of people is worked out for a few dozen patterns.
    """
    whole = np.column_stack([group, values[:, list(columns)].astype(np.int64)])
    found, which = np.unique(whole, axis=0, return_inverse=True)
    return found, np.asarray(which).reshape(-1)
