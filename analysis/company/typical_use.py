"""Typical companies without any programme, seen as an export sees its own: features, months, size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ...model.features import RELEVANT_FROM
from ...model.outcomes import OUTCOMES
from ...model.simulation import run
from ...scenarios.core.scenario import Scenario
from ...scenarios.core.typical import typical_companies
from ...scenarios.usage.usage import Usage
from ..base.ranges import COMPANIES as RANGE
from ..evidence.ensemble import load_ensemble

Floats = npt.NDArray[np.float64]
COMPANIES, SEED = 120, 4
POPULATION = 480
"""Companies from which those of about the same size are taken."""
MEASURES = ("deep", "least", "outside", "active", "breadth")


@dataclass(frozen=True, eq=False)
class TypicalUse:
    """The last month of typical companies, one entry per company.

    Attributes
    ----------
    deep, least, outside, active, breadth : float64 array [n]
        As `crm_adoption.analysis.company.diagnosis.Group`, of the features in the export.
    monthly : float64 array [n, T]
        Real use by month.
    """

    deep: Floats
    least: Floats
    outside: Floats
    active: Floats
    breadth: Floats
    monthly: Floats

    def below(self, measure: str, value: float) -> float:
        """Return the share of companies that have less of something."""
        return float((getattr(self, measure) < value).mean())

    def between(self, measure: str) -> tuple[float, float]:
        """Return the range of the middle eight in ten companies."""
        low, high = np.quantile(getattr(self, measure), RANGE)
        return float(low), float(high)


def typical_use(scenario: Scenario, usage: Usage, lived: int = 0) -> TypicalUse | None:
    """Return what is usual so many months after go-live, where nothing is done; None where no feature is standard.

    Companies are of about the same size and differ in their organisation; each has people of another parameter set of
    the ensemble, and is seen at the features that the export has.

    Parameters
    ----------
    lived : int
        Months since go-live before the export begins.
    """
    months = len(usage.months)
    people = scenario.company.organisation.headcount
    deep, least, active, breadth = _values(lived + months, _rounded(people), usage.features)
    if not deep.size:
        return None
    outside = 1.0 - deep - least
    return TypicalUse(deep[:, -1], least[:, -1], outside[:, -1], active[:, -1], breadth[:, -1], deep[:, -months:])


def _rounded(people: int) -> int:
    """Return a size of which there is one for each doubling, so that companies need not be run anew for each."""
    return int(2 ** round(np.log2(max(people, 1))))


def _like(people: int) -> list[tuple[int, Scenario]]:
    """Return the typical companies nearest in size, with their numbers."""
    members = load_ensemble("evidence").members
    drawn = list(enumerate(typical_companies(POPULATION, SEED, months=1, behaviour=members[0])))
    drawn.sort(key=lambda each: abs(np.log(each[1].company.organisation.headcount / people)))
    return [(k, each.behaving(members[k % len(members)])) for k, each in sorted(drawn[:COMPANIES], key=lambda e: e[0])]


@lru_cache(maxsize=4)
def _values(months: int, people: int, features: tuple[str, ...]) -> tuple[Floats, ...]:
    """Return real use, bare minimum, people in the system and features a person uses, [n, months] each."""
    found, at = [], [each.name for each in OUTCOMES].index("active_users")
    for k, each in _like(people):
        one = replace(each, months=months)
        place = [one.company.catalogue.names.index(name) for name in features if name in one.company.catalogue.names]
        relevant = (one.company.relevance >= RELEVANT_FROM)[:, place]
        if not relevant.any():
            return tuple(np.empty(0) for _ in range(4))
        done = run(one.company, one.schedule, replications=1, seed=SEED, first_replicate=k, workers=1,
                   record_features=True)  # fmt: skip
        assert done.use is not None
        pairs = (np.array([d.people for d in one.company.organisation.departments])[:, None] * relevant).sum()
        deep, least = (np.asarray(done.use[0])[:, :, place] * relevant[None, :, :, None]).sum(axis=(1, 2)).T
        breadth = (deep + least) / one.company.organisation.headcount
        found.append((deep / pairs, least / pairs, done.values[0, :, 0, at], breadth))
    return tuple(np.array(column) for column in zip(*found, strict=True))
