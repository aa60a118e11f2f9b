"""Technology or organisation: which share of a budget goes furthest, and how far around it does as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.outcomes import OUTCOME, column
from ...model.simulation import whole_number
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ...scenarios.programmes.coaching import Champions
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import AlignKPIs, BreakSilos, PeerMeetings, RewardSharing, ToolingSpend
from ..base.ranges import SETS
from ..comparing.robustness import robustness
from ..evidence.ensemble import Ensemble

Floats = npt.NDArray[np.float64]

BUDGETS = (1_250.0, 2_500.0, 5_000.0, 10_000.0, 20_000.0)
"""EUR a head."""
SHARES = tuple(round(0.1 * n, 1) for n in range(11))
"""Shares of a budget that go into technology."""
AS_GOOD = 0.01
"""A split within a point of the best is as good."""
YEARS = 24
"""Months for which champions go ahead and peers meet."""


def organisation(budget: float) -> tuple[Intervention, ...]:
    """Return what the part for the organisation is spent on, a fifth each: goals, sharing, silos, champions, peers."""
    fifth = budget / 5.0
    if not budget:
        return ()
    return (
        AlignKPIs(budget=fifth), RewardSharing(budget=fifth), BreakSilos(budget=fifth),
        Champions(budget=fifth, end=YEARS), PeerMeetings(budget=fifth, end=YEARS),
    )  # fmt: skip


@by_value
@dataclass(frozen=True)
class Split:
    """What comes of splitting budgets between technology and organisation.

    Attributes
    ----------
    scenario, ensemble, outcome : str
    month, replications, seed : int
    heads : int
    budgets : tuple of float
        EUR a head.
    shares : tuple of float
        Shares for technology.
    values : float64 array [parameter sets, budgets, shares]
        Mean outcome over replicates, so that more is better.
    """

    scenario: str
    ensemble: str
    outcome: str
    month: int
    replications: int
    seed: int
    heads: int
    budgets: tuple[float, ...]
    shares: tuple[float, ...]
    values: Floats

    def mean(self, budget: int) -> Floats:
        """Return the mean over parameter sets by share, for the n-th budget."""
        return np.asarray(self.values[:, budget].mean(axis=0))

    def best(self, budget: int) -> float:
        """Return the best share for technology on average, for the n-th budget."""
        return self.shares[int(np.argmax(self.mean(budget)))]

    def region(self, budget: int) -> tuple[float, float]:
        """Return the lowest and the highest share within a point of the best, for the n-th budget."""
        mean = self.mean(budget)
        good = [share for share, value in zip(self.shares, mean, strict=True) if value >= mean.max() - AS_GOOD]
        return good[0], good[-1]

    def by_set(self, budget: int) -> tuple[float, float]:
        """Return between which shares the best one lies in nine parameter sets of ten, for the n-th budget."""
        best = np.array(self.shares)[self.values[:, budget].argmax(axis=1)]
        low, high = np.quantile(best, SETS)
        return float(low), float(high)

    def to_dict(self) -> dict[str, Any]:
        """Return the document: settings, and by budget the curve, the best share and the region around it."""
        return {
            "scenario": self.scenario, "ensemble": self.ensemble, "parameter_sets": len(self.values),
            "replications_per_set": self.replications, "seed": self.seed, "outcome": self.outcome, "month": self.month,
            "as_good_within": AS_GOOD, "shares": list(self.shares),
            "budgets": [
                {
                    "per_head": each, "total": each * self.heads, "mean": self.mean(n).tolist(), "best": self.best(n),
                    "region": list(self.region(n)), "best_in_nine_sets_of_ten": list(self.by_set(n)),
                }
                for n, each in enumerate(self.budgets)
            ],
        }  # fmt: skip


def split(
    scenario: Scenario,
    ensemble: Ensemble,
    *,
    budgets: Sequence[float] = BUDGETS,
    shares: Sequence[float] = SHARES,
    outcome: str = "deep_use",
    month: int = 24,
    replications: int = 4,
    seed: int = 0,
    workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Split:
    """Split budgets between technology and organisation over an ensemble, and see which share goes furthest.

    Parameters
    ----------
    scenario : Scenario
        The company; what its scenario does anyway is done in all of them.
    ensemble : Ensemble
    budgets : sequence of float
        EUR a head, above 0.
    shares : sequence of float
        Shares for technology, each in [0, 1].
    outcome : str
    month : int
        From 1 to the horizon.
    replications : int
        Replicates per parameter set.

    Returns
    -------
    Split

    Raises
    ------
    InputError
        For an unknown outcome, a month outside the horizon, a budget of nothing or a share outside 0 to 1.
    """
    column(outcome)
    month = whole_number(month, 1, scenario.months, "month")
    for name, given, low, high in (("budgets", budgets, 0.01, 1e9), ("shares", shares, 0.0, 1.0)):
        for value in given:
            if not low <= value <= high:
                problem = "{value:g} is outside the range from {low:g} to {high:g}."
                raise InputError(problem, field=name, value=value, low=low, high=high)
    heads = scenario.company.organisation.headcount
    plans = [_plan(scenario, each * heads, share) for each in budgets for share in shares]
    found = robustness(
        plans, outcome, month, ensemble,
        replications=replications, draws=0, seed=seed, workers=workers, progress=progress,
    )  # fmt: skip
    values = (found.by_set * (OUTCOME[outcome].direction or 1)).reshape(-1, len(budgets), len(shares))
    return Split(
        scenario.name, ensemble.name, outcome, month, replications, seed, heads,
        tuple(float(each) for each in budgets), tuple(float(each) for each in shares), values,
    )  # fmt: skip


def _plan(scenario: Scenario, budget: float, share: float) -> Scenario:
    """Return a scenario that spends a share of a budget on technology and the rest on the organisation."""
    technology = (ToolingSpend(budget=budget * share),) if share else ()
    programme = (*technology, *organisation(budget * (1.0 - share)))
    name = f"{budget:.0f}_{share:.0%}"
    return replace(scenario, name=name, interventions=(*scenario.interventions, *programme))
