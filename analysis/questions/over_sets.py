"""A question put to one company at every parameter set of an ensemble: what was asked, checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.outcomes import OUTCOME, column
from ...model.simulation import MOST_REPLICATIONS, whole_number
from ...model.texts import MOST_NAME
from ...scenarios.core.constraints import NO_CONSTRAINTS, Constraints
from ...scenarios.core.scenario import Scenario
from ...scenarios.core.told import month_meant
from ...scenarios.files.catalogue import Settings
from ...scenarios.programmes.intervention import Intervention
from ..base.forms import all_loaded
from ..base.results import describe, provenance
from ..evidence.behaviour import sets_for
from ..evidence.ensemble import Ensemble

Floats = npt.NDArray[np.float64]

COMPANY = "seed_company"
"""The article's company, unless another is given."""
ENSEMBLE = "evidence"
MONTH = 24
"""Month in which it counts, unless the horizon is shorter."""


@dataclass(frozen=True, eq=False)
class Asked:
    """A company, an ensemble, and what is looked at when.

    Attributes
    ----------
    scenario : Scenario
        The company; what its scenario does anyway is done throughout.
    ensemble : Ensemble
    outcome : str
    month : int
    replications, seed : int
    """

    scenario: Scenario
    ensemble: Ensemble
    outcome: str
    month: int
    replications: int
    seed: int

    @property
    def sets(self) -> int:
        """Number of parameter sets."""
        return len(self.ensemble.members)

    @property
    def direction(self) -> int:
        """1 where more of the outcome is better, else -1."""
        return OUTCOME[self.outcome].direction

    @property
    def heads(self) -> int:
        """People in the company."""
        return self.scenario.company.organisation.headcount

    def to_dict(self) -> dict[str, Any]:
        """Return what was asked as JSON values, with all it takes to ask it again."""
        record = provenance([], seed=self.seed, replications=self.replications)
        return {
            "scenario": self.scenario.name,
            "label_en": self.scenario.title("en"), "label_de": self.scenario.title("de"),
            "company": self.scenario.company.organisation.name, "people": self.heads,
            "outcome": self.outcome, "unit": OUTCOME[self.outcome].unit, "direction": self.direction,
            "month": self.month,
            "ensemble": {"name": self.ensemble.name, "target": self.ensemble.target, "parameter_sets": self.sets},
            "replications_per_set": self.replications, "seed": self.seed,
            "provenance": record | {"scenarios": [describe(self.scenario)]},
        }  # fmt: skip


def asked(
    scenario: Scenario | str | Path, ensemble: Ensemble | str | Path, *, outcome: str, month: int | str | None,
    replications: int, seed: int, settings: Settings = (), allow_outside: bool = False, allow_plugins: bool = False,
    constraints: Constraints = NO_CONSTRAINTS,
) -> Asked:  # fmt: skip
    """Return what is asked, with what is wrong about it said before anything runs."""
    column(outcome)
    if not OUTCOME[outcome].direction:
        problem = "more of {outcome!r} is neither better nor worse; give another outcome, such as deep_use."
        raise InputError(problem, field="outcome", outcome=outcome)
    (found,) = all_loaded((scenario,), settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins)
    wanted = month_meant(month, found.go_live)
    month = whole_number(min(MONTH, found.months) if wanted is None else wanted, 1, found.months, "month")
    replications = whole_number(replications, 1, MOST_REPLICATIONS, "replications")
    sets = sets_for(found, ensemble)
    found = replace(found, constraints=found.constraints.and_also(constraints))
    return Asked(found, sets, outcome, month, replications, seed)


def with_more(scenario: Scenario, name: str, programme: tuple[Intervention, ...]) -> Scenario:
    """Return a scenario that does more, called after itself: what others are called cannot clash with it."""
    called = f"{scenario.name[: MOST_NAME - len(name) - 1]}+{name}" if name else scenario.name
    return replace(scenario, name=called, interventions=(*scenario.interventions, *programme))
