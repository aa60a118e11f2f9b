"""What comes of taking walls down: none, each, pairs and all three, over an ensemble; numbers only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from ...model.errors import unknown
from ...scenarios.core.scenario import Scenario
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import AlignKPIs, BreakSilos, RewardSharing
from .gain import Gain
from .over_sets import Asked, with_more

Floats = npt.NDArray[np.float64]

WALLS: Mapping[str, type[Intervention]] = {"goals": AlignKPIs, "territory": RewardSharing, "process": BreakSilos}
"""What takes each wall down: shared goals, rewarded sharing, silos torn down."""
DOWN = tuple(down for size in range(len(WALLS) + 1) for down in combinations(WALLS, size))
"""Which walls are taken down together: none, each, the pairs, all three."""


def taken_down(scenario: Scenario, budget: float) -> list[Scenario]:
    """Return a company with no wall taken down, each, the pairs and all three, each wall for a budget in EUR."""
    return [with_more(scenario, "+".join(down), tuple(WALLS[name](budget=budget) for name in down)) for down in DOWN]


@dataclass(frozen=True, eq=False)
class WallsResult:
    """What comes of taking down no wall, each, pairs and all three, at equal money for each.

    Attributes
    ----------
    asked : Asked
        Company, ensemble, outcome, month, replicates per parameter set and seed.
    per_head : float
        EUR a head for each wall.
    values : float64 array [parameter sets, 8, replicates]
        The outcome, in its unit; the second index is that of `down`.
    """

    asked: Asked
    per_head: float
    values: Floats

    @property
    def down(self) -> tuple[tuple[str, ...], ...]:
        """Which walls are taken down: none, each, the pairs, all three."""
        return DOWN

    @property
    def budget(self) -> float:
        """EUR for each wall."""
        return self.per_head * self.asked.heads

    @cached_property
    def plans(self) -> list[Scenario]:
        """The eight scenarios, in the order of `down`."""
        return taken_down(self.asked.scenario, self.budget)

    def level(self, *down: str) -> float:
        """Return the mean outcome with some walls taken down.

        Parameters
        ----------
        *down : {"goals", "territory", "process"}
            Those taken down.

        Returns
        -------
        float
            In the outcome's unit.
        """
        return float(self.values[:, _place(down)].mean())

    def gains(self, *down: str) -> Floats:
        """Return what taking some walls down changes against none, by parameter set and replicate.

        Parameters
        ----------
        *down : {"goals", "territory", "process"}
            Those taken down.

        Returns
        -------
        float64 array [parameter sets, replicates]
            In the outcome's unit.
        """
        return np.asarray(self.values[:, _place(down)] - self.values[:, 0])

    def effect(self, *down: str) -> Gain:
        """Return what taking some walls down changes against none.

        Parameters
        ----------
        *down : {"goals", "territory", "process"}

        Returns
        -------
        Gain

        Raises
        ------
        InputError
            For a wall that there is not.
        """
        return Gain.of(self.gains(*down), self.asked.direction)

    def added_up(self, *down: str) -> float:
        """Return the sum of what each of some walls changes alone.

        Parameters
        ----------
        *down : {"goals", "territory", "process"}
            Those taken down.

        Returns
        -------
        float
            In the outcome's unit.
        """
        return float(np.sum([self.gains(each).mean() for each in down]))

    def interplay(self, *down: str) -> Gain:
        """Return what taking walls down together changes beyond the sum of each alone.

        Parameters
        ----------
        *down : {"goals", "territory", "process"}
            Those taken down.

        Returns
        -------
        Gain
        """
        alone = np.sum([self.gains(each) for each in down], axis=0)
        return Gain.of(self.gains(*down) - alone, self.asked.direction)

    def left_standing(self, wall: str) -> Gain:
        """Return what taking down one wall more changes where the two others are down: what leaving it up costs.

        Parameters
        ----------
        wall : {"goals", "territory", "process"}

        Returns
        -------
        Gain
        """
        others = tuple(each for each in WALLS if each != wall)
        return Gain.of(self.gains(*WALLS) - self.gains(*others), self.asked.direction)


def _place(down: tuple[str, ...]) -> int:
    for name in down:
        if name not in WALLS:
            raise unknown("wall", name, tuple(WALLS))
    return DOWN.index(tuple(name for name in WALLS if name in down))
