"""What a decision is to reach: an outcome in a month, and the attitude to risk by which worlds are weighed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, unknown
from ...model.outcomes import OUTCOME
from ...model.simulation import whole_number
from ...scenarios.ground.by_value import by_value
from ..base.effects import interval
from ..base.least_sizes import enough
from ..words.phrases import is_points, is_share

Floats = npt.NDArray[np.float64]

OUTCOMES = ("deep_use", "customers", "net_value")
"""What a decision can aim at."""
RISKS = ("mean", "worst", "target")
"""Attitudes to risk: the mean, the mean of the worst tenth, the probability of reaching a target."""
WORST = 0.10
"""Share of companies whose mean is the worst case."""
_RESAMPLES = 400
_TIE = 1e-3
"""Weight of the mean beside a probability, so that a search has a direction where nothing reaches the target."""


@by_value
@dataclass(frozen=True)
class Objective:
    """What is to be as large as possible.

    Parameters
    ----------
    outcome : {"deep_use", "customers", "net_value"}
    month : int
        Month in which it counts, from 1.
    risk : {"mean", "worst", "target"}
    target : float, optional
        What is to be reached, in the outcome's unit (shares from 0 to 1); with ``risk="target"``.

    Raises
    ------
    InputError
        For an unknown name, a target that no company can reach, or one that is missing.
    """

    outcome: str
    month: int
    risk: str = "mean"
    target: float | None = None

    def __post_init__(self) -> None:
        if self.outcome not in OUTCOMES:
            raise unknown("objective", self.outcome, OUTCOMES).within(field="objective")
        if self.risk not in RISKS:
            raise unknown("attitude to risk", self.risk, RISKS).within(field="risk")
        whole_number(self.month, 1, 1200, "month")
        if (self.risk == "target") != (self.target is not None):
            raise InputError("risk = target and a target belong together; give both or neither.", field="target")
        if self.target is not None:
            self._check_target(self.target)

    def _check_target(self, target: float) -> None:
        if not math.isfinite(target):
            raise InputError("{target!r} is not a target; give a number.", target=target, field="target")
        if is_share(self.outcome) and not 0.0 < target <= 1.0:
            problem = "{value:g} % of real use cannot be reached by anybody; give 1 to 100 percent."
            raise InputError(problem, field="target", value=100.0 * target)

    @property
    def direction(self) -> int:
        """1 where more is better, -1 where less is."""
        return OUTCOME[self.outcome].direction

    def score(self, values: Floats) -> float:
        """Return what is maximised, from an outcome by world and replicate, [worlds, replicates]."""
        good = self.direction * values
        if self.risk == "worst":
            return _worst(good.ravel())
        if self.risk == "target":
            return float(self.reached(values).mean() + _TIE * good.mean() / max(abs(float(self.target or 1.0)), 1e-9))
        return float(good.mean())

    def criterion(self, values: Floats) -> float:
        """Return what is maximised as people read it: the outcome's mean, its worst case, or a probability."""
        if self.risk == "target":
            return float(self.reached(values).mean())
        return self.direction * self.score(values)

    def point(self, level: float) -> float:
        """Return a point: a percentage point of shares and probabilities, a percent of the level of the rest."""
        return 0.01 if self.risk == "target" or is_points(self.outcome) else 0.01 * abs(level)

    def reached(self, values: Floats) -> Floats:
        """Return 1 where the target is reached and 0 where not."""
        level = self.direction * float(self.target or 0.0)
        return np.asarray(self.direction * values >= level, np.float64)

    def difference(self, ours: Floats, theirs: Floats, seed: int = 0) -> tuple[float, float, float]:
        """Return how far the criterion is better in the first, with its 95 % limits over worlds; positive is better.

        Worlds are what varies: chance within a world is averaged, so the interval holds what the evidence
        leaves open and what is left of chance (Student's t over worlds; for the worst case a bootstrap
        of worlds).
        """
        if self.risk == "worst":
            return self._worst_difference(ours, theirs, seed)
        a, b = (self.reached(v) if self.risk == "target" else self.direction * v for v in (ours, theirs))
        return interval((a - b).mean(axis=1))

    def _worst_difference(self, ours: Floats, theirs: Floats, seed: int) -> tuple[float, float, float]:
        a, b = self.direction * ours, self.direction * theirs
        chance = np.random.default_rng(seed)
        picks = chance.integers(0, len(a), (_RESAMPLES, len(a)))
        drawn = [_worst(a[pick].ravel()) - _worst(b[pick].ravel()) for pick in picks]
        found = _worst(a.ravel()) - _worst(b.ravel())
        low, high = (float(each) for each in np.quantile(drawn, [0.025, 0.975]))
        low, high = min(low, found), max(high, found)  # resampled tails can lie to one side of the real one
        return (found, low, high) if low < high and enough("interval", len(a)) else (found, math.nan, math.nan)


def _worst(values: Floats) -> float:
    """Return the mean of the worst tenth (Rockafellar & Uryasev 2000, Journal of Risk 2, 21-41)."""
    count = max(1, round(WORST * len(values)))
    return float(np.partition(values, count - 1)[:count].mean())
