"""Select: scenarios that can be paired, outcomes, month, effort - all checked before anything runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...model.simulation import MOST_REPLICATIONS, whole_number
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ..base import precision as precisely
from ..base import thresholds as passed
from ..base.selection import at_equal_budget, outcomes_to_compare, scenarios_to_compare
from ..evidence.ensemble import Ensemble, ensemble_of

USUAL_MONTH = 12


@by_value
@dataclass(frozen=True)
class Question:
    """The question of a comparison.

    Attributes
    ----------
    scenarios : tuple of Scenario
        At the budget, the baseline first.
    outcomes : tuple of str
        The main one first.
    month : int
        Month compared, from 1.
    replications : int or None
        Pairs; None for as many as the precision asks for.
    precision : float
        Half-width wanted (`precision.until_precise`).
    most : int
        Most pairs.
    seed : int
    thresholds : tuple of float
    budget : float or None
    unspent : dict of str to float
        By programme that cannot spend the budget: the most that it can, EUR.
    ensemble : Ensemble or None
    """

    scenarios: tuple[Scenario, ...]
    outcomes: tuple[str, ...]
    month: int
    replications: int | None
    precision: float
    most: int
    seed: int
    thresholds: tuple[float, ...]
    budget: float | None
    unspent: dict[str, float]
    ensemble: Ensemble | None

    @property
    def main(self) -> str:
        """Name of the main outcome."""
        return self.outcomes[0]


def select(
    scenarios: Sequence[Scenario | str | Path] | Scenario | str | Path, *, baseline: str | None,
    replications: int | None, precision: float, most: int, seed: int, months: int | None,
    outcomes: Sequence[str] | str, month: int | None, budget: float | None, thresholds: Sequence[float] | float,
    ensemble: Ensemble | str | Path | None, **reading: Any,
) -> Question:  # fmt: skip
    """Return the question, checked; the parameters are those of `crm_adoption.compare`.

    ``reading`` is how scenario files are read: settings, allow_outside and allow_plugins, as `load` takes them.

    Raises
    ------
    InputError
        For unknown names, scenarios that cannot be paired, numbers out of range.
    """
    wanted, shares = precisely.checked(precision), passed.checked(thresholds)
    pairs, root = whole_number(most, 2, MOST_REPLICATIONS, "most"), whole_number(seed, 0, 2**64 - 1, "seed")
    wished = None if replications is None else whole_number(replications, 1, MOST_REPLICATIONS, "replications")
    found = scenarios_to_compare(scenarios, months, baseline, **reading)
    chosen, unspent = at_equal_budget(found, budget)
    names, horizon = outcomes_to_compare(outcomes), chosen[0].months
    return Question(
        scenarios=tuple(chosen),
        outcomes=names,
        month=whole_number(min(USUAL_MONTH, horizon) if month is None else month, 1, horizon, "month"),
        replications=wished,
        precision=wanted,
        most=pairs,
        seed=root,
        thresholds=shares,
        budget=None if budget is None else float(budget),
        unspent=unspent,
        ensemble=ensemble_of(ensemble),
    )
