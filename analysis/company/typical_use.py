"""Typical companies without any programme, read as the rule reads an export: what is usual after so many months."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ...model.outcomes import OUTCOMES
from ...model.simulation import run
from ...scenarios.core.typical import typical_companies
from ..base.ranges import COMPANIES as RANGE
from ..comparing.robustness import elsewhere
from ..evidence.ensemble import load_ensemble
from .rule_check import RuleCheck

Floats = npt.NDArray[np.float64]
COMPANIES, SEED = 200, 4
RECENT = 3


@dataclass(frozen=True, eq=False)
class TypicalUse:
    """The last months of typical companies, one entry per company.

    Attributes
    ----------
    deep, least, outside, active, breadth : float64 array [n]
        As `crm_adoption.analysis.company.diagnosis.Group`, real use as the rule would read it.
    monthly : float64 array [n, T]
        Real use by month, as the rule would read it.
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


def typical_use(months: int, check: RuleCheck, companies: int = COMPANIES) -> TypicalUse:
    """Return what is usual so many months after go-live, where nothing is done.

    Companies differ in organisation and size, and each has people of another parameter set of the ensemble.
    """
    values = _values(months, companies)
    names = [each.name for each in OUTCOMES]
    deep, least, outside, active, breadth = (
        values[:, :, names.index(name)]
        for name in ("deep_use", "compliance_use", "shadow_use", "active_users", "feature_breadth")
    )
    number = np.arange(companies) % len(check.recall)
    recall, false = check.recall[number][:, None], check.false_share[number][:, None]
    read = recall * deep + false * least
    last = slice(max(0, months - RECENT), months)
    kinds = {"deep": read, "least": deep + least - read, "outside": outside, "active": active, "breadth": breadth}
    return TypicalUse(**{name: each[:, last].mean(axis=1) for name, each in kinds.items()}, monthly=read)


@lru_cache(maxsize=4)
def _values(months: int, companies: int) -> Floats:
    """Return the outcomes of the companies, [n, months, outcomes]."""
    members = load_ensemble("evidence").members
    drawn = typical_companies(companies, SEED, months=months, behaviour=members[0])
    found = []
    for k, each in enumerate(drawn):
        one = elsewhere(each, members[k % len(members)])
        found.append(
            run(one.company, one.schedule, replications=1, seed=SEED, first_replicate=k, workers=1).values[0, :, 0]
        )
    return np.array(found)
