"""The three walls: what each costs, what they cost together, and how they hold each other up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.outcomes import OUTCOME, column
from ...model.simulation import whole_number
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import AlignKPIs, BreakSilos, RewardSharing
from ..base.effects import interval
from ..base.ranges import SETS
from ..comparing.robustness import robustness
from ..evidence.ensemble import Ensemble

Floats = npt.NDArray[np.float64]

WALLS: Mapping[str, type[Intervention]] = {"goals": AlignKPIs, "territory": RewardSharing, "process": BreakSilos}
"""What takes each wall down: shared goals, rewarded sharing, silos torn down."""
PER_HEAD = 2_500.0
"""EUR a head for each wall unless something else is said."""
REPLICATIONS = 8


@by_value
@dataclass(frozen=True)
class Effect:
    """An effect over an ensemble: the mean of all sets with its 95 % interval, and the range of nine sets in ten."""

    mean: float
    ci_low: float
    ci_high: float
    low: float
    high: float
    share_above_zero: float

    @classmethod
    def of(cls, values: Floats) -> Effect:
        """Return the effect with one value per parameter set."""
        mean, low, high = interval(values)
        return cls(mean, low, high, *(float(each) for each in np.quantile(values, SETS)), float((values > 0.0).mean()))


@by_value
@dataclass(frozen=True)
class Walls:
    """What comes of taking down no wall, each, pairs and all three, at equal money for each.

    Attributes
    ----------
    scenario, ensemble, outcome : str
    month : int
    budget : float
        EUR for each wall.
    replications, seed : int
    sets : tuple of tuple of str
        Which walls are taken down: none, each, the pairs, all three.
    values : float64 array [parameter sets, 8]
        Mean outcome over replicates.
    """

    scenario: str
    ensemble: str
    outcome: str
    month: int
    budget: float
    replications: int
    seed: int
    sets: tuple[tuple[str, ...], ...]
    values: Floats

    def gains(self, *down: str) -> Floats:
        """Return by parameter set what taking some walls down brings against none."""
        return np.asarray(self.values[:, self.sets.index(down)] - self.values[:, 0])

    def effect(self, *down: str) -> Effect:
        """Return what taking some walls down brings against none."""
        return Effect.of(self.gains(*down))

    def interplay(self, *down: str) -> Effect:
        """Return what taking them down together brings beyond the sum of each alone."""
        return Effect.of(self.gains(*down) - sum(self.gains(each) for each in down))

    def left_standing(self, wall: str) -> Effect:
        """Return what leaving one wall up costs where the two others are down."""
        others = tuple(each for each in WALLS if each != wall)
        return Effect.of(self.gains(*WALLS) - self.gains(*others))

    def to_dict(self) -> dict[str, Any]:
        """Return the document: settings, the effect of every set of walls, and how they work together."""
        return {
            "scenario": self.scenario, "ensemble": self.ensemble, "parameter_sets": len(self.values),
            "replications_per_set": self.replications, "seed": self.seed, "outcome": self.outcome, "month": self.month,
            "budget_per_wall": self.budget,
            "walls": [
                {
                    "down": list(down), "level": float(self.values[:, n].mean()),
                    "gain": vars(self.effect(*down)) if down else None,
                    "interplay": vars(self.interplay(*down)) if len(down) > 1 else None,
                }
                for n, down in enumerate(self.sets)
            ],
            "left_standing": {wall: vars(self.left_standing(wall)) for wall in WALLS},
        }  # fmt: skip


def without(scenario: Scenario, budget: float, down: tuple[str, ...]) -> Scenario:
    """Return a scenario with some walls taken down, each for a budget."""
    programme = tuple(WALLS[name](budget=budget) for name in down)
    return replace(scenario, name="_".join(down) or "none", interventions=(*scenario.interventions, *programme))


def walls(
    scenario: Scenario,
    ensemble: Ensemble,
    *,
    per_head: float = PER_HEAD,
    outcome: str = "deep_use",
    month: int = 24,
    replications: int = REPLICATIONS,
    seed: int = 0,
    workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Walls:
    """Take down no wall, each, pairs and all three of a company, at equal money for each, over an ensemble.

    Parameters
    ----------
    scenario : Scenario
        The company; what its scenario does anyway is done in all eight.
    ensemble : Ensemble
        Parameter sets; the same people and chance at each of them.
    per_head : float
        EUR a head for each wall, above 0.
    outcome : str
    month : int
        From 1 to the horizon.
    replications : int
        Replicates per parameter set.

    Returns
    -------
    Walls

    Raises
    ------
    InputError
        For an unknown outcome, a month outside the horizon or a budget of nothing.
    """
    column(outcome)
    month = whole_number(month, 1, scenario.months, "month")
    if not per_head > 0.0:
        raise InputError("a wall is taken down for more than EUR 0 a head.", field="per_head")
    budget = per_head * scenario.company.organisation.headcount
    sets = tuple(down for size in range(len(WALLS) + 1) for down in combinations(WALLS, size))
    found = robustness(
        [without(scenario, budget, down) for down in sets], outcome, month, ensemble,
        replications=replications, draws=0, seed=seed, workers=workers, progress=progress,
    )  # fmt: skip
    values = found.by_set * (OUTCOME[outcome].direction or 1)
    return Walls(scenario.name, ensemble.name, outcome, month, budget, replications, seed, sets, values)
