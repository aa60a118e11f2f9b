"""The curve to beat: a logistic over the months since go-live, with as many parameters as the mechanism."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...scenarios.ground.by_value import by_value
from .team import Team

Floats = npt.NDArray[np.float64]


@by_value
@dataclass(frozen=True)
class Logistic:
    """Share = 1 / (1 + exp(-(t - half) / pace)), t the months since go-live.

    Attributes
    ----------
    half : float
        Months after go-live until half of the occasions are in the new way.
    pace : float
        Months in which the odds rise e-fold.
    """

    half: float
    pace: float

    def shares(self, months: int) -> Floats:
        """Return the share in each month of a window [T]; go-live is its second month."""
        t = np.arange(months) - 1.0
        return np.asarray(1.0 / (1.0 + np.exp(np.clip(-(t - self.half) / self.pace, -60.0, 60.0))))


def fit_logistic(team: Team) -> Logistic:
    """Fit by least squares, months weighed by their occasions, as for the mechanism."""
    from scipy.optimize import minimize

    def distance(point: Floats) -> float:
        gap = Logistic(point[0], float(np.exp(point[1]))).shares(len(team.months)) - np.nan_to_num(team.curve)
        return float((team.weights * gap**2).sum())

    starts = ([1.0, -0.5], [6.0, 1.0], [30.0, 2.5])
    found = min((minimize(distance, x, method="Nelder-Mead", options={"maxiter": 2000}) for x in starts),
                key=lambda each: float(each.fun))  # fmt: skip
    return Logistic(float(found.x[0]), float(np.exp(found.x[1])))
