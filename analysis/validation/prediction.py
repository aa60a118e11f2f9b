"""A team's predicted curve with its interval, beside what was observed and the logistic curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...model.in_brief import in_brief
from ...scenarios.ground.by_value import by_value
from .rival_curve import Logistic
from .team import Team

Floats = npt.NDArray[np.float64]
LEAST_SPREAD = 0.02
"""Standard deviation of a monthly share below which errors are not measured, for it would be divided by."""


@in_brief
@by_value
@dataclass(frozen=True)
class AdoptionPrediction:
    """A prediction of the monthly curve of one team, T months.

    Attributes
    ----------
    name : str
        Part of the team, where parts were left out.
    months : tuple of str [T]
    people, newcomers : int64 array [T]
        At work in the month; of those, first seen after go-live.
    occasions : float64 array [T]
        References in either style, or people at work.
    mean, low, high, spread : float64 array [T]
        Predicted share, its interval and its standard deviation; nan without occasions.
    logistic : float64 array [T]
        What the logistic curve of the team that was fitted says.
    observed : float64 array [T]
        nan where it is not known.
    below, upto : float64 array [T]
        Share of the simulated teams below the observation, and up to it.
    level : float
        Of the interval.
    """

    name: str
    months: tuple[str, ...]
    people: npt.NDArray[np.int64]
    newcomers: npt.NDArray[np.int64]
    occasions: Floats
    mean: Floats
    low: Floats
    high: Floats
    spread: Floats
    logistic: Floats
    observed: Floats
    below: Floats
    upto: Floats
    level: float

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Months from go-live on in which both the prediction and the observation are known."""
        return np.isfinite(self.mean) & np.isfinite(self.observed) & (np.arange(len(self.months)) > 0)

    @property
    def coverage(self) -> float:
        """Share of the known months from go-live on whose observation lies in the interval."""
        return float(np.mean(self.covered[self.known])) if self.known.any() else float("nan")

    @property
    def covered(self) -> npt.NDArray[np.bool_]:
        """Whether the observation lies in the interval, ends included [T]."""
        return (self.observed >= self.low - 1e-9) & (self.observed <= self.high + 1e-9)

    @property
    def calibrated(self) -> Floats:
        """Chance with which an interval of exactly the level holds each known observation.

        Shares of a few occasions take few values, so the ends of an interval are hit often and count as covered.
        Here ties are split at random, in expectation (Czado, Gneiting & Held 2009): the mean over many months
        equals the level if the prediction is right, whatever the team's size.
        """
        below, upto = self.below[self.known], self.upto[self.known]
        low, high = 0.5 - self.level / 2, 0.5 + self.level / 2
        inside = np.clip(np.minimum(upto, high) - np.maximum(below, low), 0.0, None)
        tie = upto - below
        return np.where(tie > 0, inside / np.where(tie > 0, tie, 1.0), (below >= low) & (below <= high))

    @property
    def rmse(self) -> float:
        """Root mean square error of the predicted mean over the months of the window that are known."""
        return _rmse([self], "mean", weighted=False)

    @property
    def logistic_rmse(self) -> float:
        """The same of the logistic curve."""
        return _rmse([self], "logistic", weighted=False)

    @property
    def squared_ratios(self) -> Floats:
        """Squared errors over predicted variance, known months from go-live on."""
        known = self.known
        spread = np.maximum(self.spread[known], LEAST_SPREAD)
        return np.asarray(((self.observed[known] - self.mean[known]) / spread) ** 2)

    def to_frame(self) -> pd.DataFrame:
        """Return the prediction with one row per month.

        Returns
        -------
        pandas.DataFrame
            Shares in [0, 1].
        """
        return pd.DataFrame(
            {
                "month": self.months, "people": self.people, "newcomers": self.newcomers,
                "occasions": self.occasions.astype(int), "predicted": self.mean, "low": self.low, "high": self.high,
                "logistic": self.logistic, "observed": self.observed,
            }
        )  # fmt: skip


def compare(team: Team, expected: Floats, drawn: Floats, logistic: Logistic, level: float) -> AdoptionPrediction:
    """Return the prediction from simulated shares [K, T] of such a team and of teams that differ, and the observed."""
    nothing = team.weights == 0
    filled = np.where(nothing, 0.0, drawn)
    low, high = np.quantile(filled, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    blank = np.where(nothing, np.nan, 0.0)
    observed = team.curve if team.observed else np.full(len(team.months), np.nan)
    name = str(team.groups[0]) if len(np.unique(team.groups)) == 1 else ""
    return AdoptionPrediction(
        name, team.months, team.active.sum(axis=0), (team.active & team.fresh[:, None]).sum(axis=0), team.weights,
        expected.mean(axis=0), low + blank, high + blank, filled.std(axis=0) + blank,
        logistic.shares(len(team.months)), observed, (filled < observed - 1e-9).mean(axis=0),
        (filled <= observed + 1e-9).mean(axis=0), level,
    )  # fmt: skip


def _rmse(predictions: Sequence[AdoptionPrediction], curve: str, *, weighted: bool) -> float:
    gaps, weights = [], []
    for each in predictions:
        known = np.isfinite(each.mean) & np.isfinite(each.observed)
        gaps.append((getattr(each, curve) - each.observed)[known])
        weights.append(each.occasions[known] if weighted else np.ones(int(known.sum())))
    gap, weight = np.concatenate(gaps), np.concatenate(weights)
    return float(np.sqrt((weight * gap**2).sum() / weight.sum())) if weight.sum() else float("nan")


def pooled_rmse(predictions: Sequence[AdoptionPrediction], curve: str = "mean") -> float:
    """Return the root mean square error over all known months of several parts, weighed by their occasions."""
    return _rmse(predictions, curve, weighted=True)


def pooled_coverage(predictions: Sequence[AdoptionPrediction]) -> tuple[float, int]:
    """Return the share of known months from go-live on whose observation lies in the interval, and how many."""
    inside = np.concatenate([each.covered[each.known] for each in predictions])
    return float(inside.mean()), len(inside)


def pooled_calibration(predictions: Sequence[AdoptionPrediction]) -> float:
    """Return the mean over all known months of how surely an interval of exactly the level holds them."""
    return float(np.concatenate([each.calibrated for each in predictions]).mean())


def pooled_lead(predictions: Sequence[AdoptionPrediction]) -> tuple[float, float]:
    """Return by how much the logistic curve errs more than the mechanism, in RMSE, and the standard error by parts.

    The difference of the weighed mean squared errors, over the sum of the two RMSEs; parts are taken as independent.
    """
    gains, weights = [], []
    for each in predictions:
        known = np.isfinite(each.mean) & np.isfinite(each.observed)
        squares = (each.logistic - each.observed) ** 2 - (each.mean - each.observed) ** 2
        gains.append(float((each.occasions * squares)[known].sum()))
        weights.append(float(each.occasions[known].sum()))
    gain, weight = np.array(gains), np.array(weights)
    scale = pooled_rmse(predictions) + pooled_rmse(predictions, "logistic")
    lead = gain.sum() / weight.sum()
    count = len(gain)
    error = np.sqrt(((gain - lead * weight) ** 2).sum() * count / max(count - 1, 1)) / weight.sum()
    return float(lead / scale), float(error / scale)
