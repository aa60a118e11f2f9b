"""The situations in which claims are tested: one company, what is done to it, the same people and chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ...model.outcomes import column
from ...model.rival import compete
from ...model.simulation import Run, run
from ...scenarios.core.ablation import without
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import load
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import AlignKPIs, BreakSilos, RewardSharing, ToolingSpend
from ...scenarios.programmes.rollouts import AutonomousAI

Floats = npt.NDArray[np.float64]

EUROS_PER_HEAD = 1250.0
"""What programmes compared at equal spending cost: EUR 150,000 for 120 people, whatever the company's size."""
MONTHS = 36


def _change(euros: float) -> tuple[Intervention, ...]:
    return (AlignKPIs(budget=euros / 3), RewardSharing(budget=euros / 3), BreakSilos(budget=euros / 3))


DONE: Mapping[str, Callable[[float], tuple[Intervention, ...]]] = {
    "nothing": lambda euros: (),
    "technology": lambda euros: (ToolingSpend(budget=euros),),
    "goals": lambda euros: (AlignKPIs(budget=euros),),
    "sharing": lambda euros: (RewardSharing(budget=euros),),
    "process": lambda euros: (BreakSilos(budget=euros),),
    "three walls": lambda euros: (AlignKPIs(budget=euros), RewardSharing(budget=euros), BreakSilos(budget=euros)),
    "change": _change,
    "change and technology": lambda euros: (*_change(euros), ToolingSpend(budget=euros)),
    "no silos": lambda euros: (BreakSilos(strength=1.0),),
    "ai": lambda euros: (AutonomousAI(strength=1.0),),
    "full programme": lambda euros: load("full_programme").interventions,
    "full programme and ai": lambda euros: (*load("full_programme").interventions, AutonomousAI(strength=1.0)),
}
"""What is done in each situation, by a budget in EUR; all at once, from go-live on."""
UNWATCHED = "unwatched"
"""The situation in which nothing is done and nobody is watched."""


def situation(base: Scenario, name: str) -> Scenario:
    """Return a company in a situation of `DONE`, or unwatched."""
    if name == UNWATCHED:
        return without(situation(base, "nothing"), "monitoring")
    euros = EUROS_PER_HEAD * base.company.organisation.headcount
    return replace(base, name=name.replace(" ", "_"), interventions=DONE[name](euros), months=MONTHS)


@dataclass(frozen=True, eq=False)
class Seen:
    """One company in all situations, each simulated when it is first asked for.

    Attributes
    ----------
    base : Scenario
        The company with nothing done.
    replications, seed : int
    replicate : int, optional
        The one replicate that readings are taken from; by default means over all.
    """

    base: Scenario
    replications: int
    seed: int
    replicate: int | None = None
    _runs: dict[str, Run] = field(default_factory=dict)

    @property
    def _which(self) -> slice:
        return slice(None) if self.replicate is None else slice(self.replicate, self.replicate + 1)

    def run(self, name: str) -> Run:
        """Return all replicates of a situation."""
        if name not in self._runs:
            one = situation(self.base, name)
            self._runs[name] = run(one.company, one.schedule, replications=self.replications, seed=self.seed, workers=1)
        return self._runs[name]

    def only(self, replicate: int) -> Seen:
        """Return the same, read off one replicate."""
        return replace(self, replicate=replicate)

    def path(self, name: str, outcome: str, department: str = "") -> Floats:
        """Return the mean of an outcome over the replicates, by month; of the company unless a department is named."""
        names = self.base.company.organisation.names
        place = names.index(department) + 1 if department else 0
        values = self.run(name).values[self._which, :, place, column(outcome)]
        return np.asarray(values.mean(axis=0))

    def at(self, name: str, outcome: str, month: int, department: str = "") -> float:
        """Return the mean of an outcome in a month (from 1)."""
        return float(self.path(name, outcome, department)[month - 1])

    def gain(self, name: str, outcome: str, month: int, against: str = "nothing") -> float:
        """Return how far an outcome is above that of another situation."""
        return self.at(name, outcome, month) - self.at(against, outcome, month)

    def share_against(self, name: str, rival: str, month: int) -> float:
        """Return the market share of the company in one situation against the same company in another."""
        runs = self.run(name), self.run(rival)
        same = np.column_stack([np.arange(self.replications)[self._which]] * 2)
        held = compete((self.base.company, self.base.company), runs, same).held[:, month - 1]
        return float((held[:, 0] / held.sum(axis=1)).mean())
