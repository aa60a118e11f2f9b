"""Whether a programme keeps to what must not be decided, and what it spends on one kind of intervention."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..ground.adding import added
from ..programmes.intervention import Intervention
from ..programmes.shocks import Shock
from .scenario import Scenario

_CENT = 0.005


def spent_on(scenario: Scenario, kind: str) -> float:
    """Return what a scenario spends on one kind of intervention within the horizon, EUR."""
    pairs = zip(scenario.interventions, scenario.ledger.values(), strict=True)
    return added(float(cost.sum()) for each, cost in pairs if type(each).__name__ == kind)


def spent_in(scenario: Scenario, first: int, last: int) -> float:
    """Return what a scenario spends in some months, from 1, EUR; what is due at the start is in the first one."""
    return added(_within(cost, first, last) for cost in scenario.ledger.values())


def _within(cost: npt.NDArray[np.float64], first: int, last: int) -> float:
    return float(cost[0 if first == 1 else first : last + 1].sum())


def _in_dear_phases(scenario: Scenario) -> list[Intervention]:
    """Return the interventions that spend in a phase in which all together spend more than its budget."""
    found = []
    for first, last, most in scenario.constraints.budget:
        if spent_in(scenario, first, last) > most + _CENT:
            pairs = zip(scenario.interventions, scenario.ledger.values(), strict=True)
            found += [each for each, cost in pairs if _within(cost, first, last) > 0.0]
    return found


def broken_in(scenario: Scenario) -> tuple[str, ...]:
    """Return the kinds of interventions with which a scenario does not keep to its own constraints.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    tuple of str
        In the order of its interventions; empty if it keeps to all. What happens to a company is not decided.
    """
    limits = scenario.constraints
    mine = [(type(each).__name__, each) for each in scenario.interventions if not isinstance(each, Shock)]
    early = [kind for kind, each in mine if not limits.allows(kind) or each.start < limits.start(kind)]
    dear = [type(each).__name__ for each in _in_dear_phases(scenario)]
    dear += [kind for kind, most in limits.at_most.items() if spent_on(scenario, kind) > most + _CENT]
    return tuple(dict.fromkeys(kind for kind, _ in mine if kind in early or kind in dear))
