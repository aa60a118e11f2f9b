"""Select: scenarios that can be paired, outcomes, month, effort - all checked before anything runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...model.errors import InputError
from ...model.in_brief import in_brief
from ...model.simulation import MOST_REPLICATIONS, whole_number
from ...scenarios.core.scenario import Scenario
from ...scenarios.core.told import month_meant
from ...scenarios.ground.by_value import by_value
from ..base import precision as precisely
from ..base import thresholds as passed
from ..base.markets import check_market, left_in
from ..base.money_per_head import check_per_head
from ..base.selection import at_equal_budget, outcomes_to_compare, scenarios_to_compare
from ..evidence.behaviour import Source, source_of, uncertain
from ..evidence.ensemble import Ensemble
from ..evidence.fit_draws import Fit
from ..evidence.fitted import Given, lived, loader
from .usual import usual

USUAL_MONTH = 12
DEFAULT_OUTCOMES = ("deep_use", "never_used", "compliance_use", "fragmentation", "customers", "net_value")
"""Outcomes compared where nothing else is asked for, as far as the companies have them."""


@in_brief
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
    ensemble : Ensemble, Fit or None
        Parameter sets, or the draws of a fitted company, that the replicates take in turn; None where behaviour is
        taken as certain.
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
    ensemble: Source | None

    @property
    def main(self) -> str:
        """Name of the main outcome."""
        return self.outcomes[0]


def _outcomes(wanted: Sequence[str] | str, scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Return the outcomes to compare: those asked for, or the usual ones that these companies have."""
    names = outcomes_to_compare(wanted)
    if names == DEFAULT_OUTCOMES:
        return left_in(names, scenarios)
    check_market(names, scenarios)
    return names


def select(
    scenarios: Sequence[Scenario | str | Path] | Scenario | str | Path | None, *, baseline: str | None,
    replications: int | None, precision: float, most: int, seed: int, months: int | None,
    outcomes: Sequence[str] | str, month: int | str | None, budget: float | None, thresholds: Sequence[float] | float,
    behaviour: Ensemble | str | Path, fit: Given = None, despite_misfit: bool = False,
    per_head: float | None = None, **reading: Any,
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
    sets = source_of(behaviour, fit, despite_misfit=despite_misfit)
    if isinstance(sets, Fit):
        wished, reading = wished or sets.replications, reading | {"loaded": loader(sets, reading.get("settings", ()))}
    found, total = _chosen(scenarios, budget, per_head, months, baseline, **reading)
    chosen, unspent = at_equal_budget(found, total)
    names, horizon = _outcomes(outcomes, chosen), chosen[0].months
    looked_at, wanted_month = USUAL_MONTH + lived(sets), month_meant(month, chosen[0].go_live)
    return Question(
        scenarios=tuple(uncertain(each, sets) for each in chosen),
        outcomes=names,
        month=whole_number(min(looked_at, horizon) if month is None else wanted_month, 1, horizon, "month"),
        replications=wished,
        precision=wanted,
        most=pairs,
        seed=root,
        thresholds=shares,
        budget=None if total is None else float(total),
        unspent=unspent,
        ensemble=sets,
    )


def _chosen(
    scenarios: Sequence[Scenario | str | Path] | Scenario | str | Path | None, budget: float | None,
    per_head: float | None, months: int | None, baseline: str | None, **reading: Any,
) -> tuple[list[Scenario], float | None]:  # fmt: skip
    """Return the scenarios, the usual ones where none is named, and to which total they are scaled, if to any."""
    if per_head is not None:
        if budget is not None:
            raise InputError(
                "money is given in all or a head; give --budget or --per-head, not both.", field="per_head"
            )
        check_per_head(per_head, "per_head")
    if scenarios is None:
        return usual(budget, per_head, months, baseline, **reading)
    found = scenarios_to_compare(scenarios, months, baseline, **reading)
    return found, budget if per_head is None else per_head * found[0].company.organisation.headcount
