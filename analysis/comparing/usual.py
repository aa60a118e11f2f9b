"""What is compared where nothing is named: nothing, technology, goals, half of each, a sensible mix; equal money."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...scenarios.core.begun import begun_within
from ...scenarios.core.scenario import Scenario
from ..base.selection import scenarios_to_compare

LADDER = {1_250.0: "ladder_1250", 2_500.0: "ladder_2500", 5_000.0: "ladder_5000", 10_000.0: "ladder_10000"}
"""Shipped programmes by what they spend a head: the best mix that is shipped for that money."""
PER_HEAD = 1_250.0
"""EUR a head that each programme spends where nothing else is said."""
ALONE_AND_HALVES = ("no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling")
DEFAULT_SCENARIOS = (*ALONE_AND_HALVES, LADDER[PER_HEAD])


def rung(per_head: float) -> str:
    """Return the step of the ladder that was made for so much money: the dearest that does not cost more.

    Parameters
    ----------
    per_head : float
        EUR a head.
    """
    fitting = [name for amount, name in LADDER.items() if amount <= per_head * (1.0 + 1e-9)]
    return fitting[-1] if fitting else next(iter(LADDER.values()))


def usual(
    budget: float | None, per_head: float | None, months: int | None, baseline: str | None, **reading: Any
) -> tuple[list[Scenario], float]:
    """Return what is compared where nothing is named, and the money that each programme gets.

    Parameters
    ----------
    budget, per_head : float or None
        EUR in all, or a head; `PER_HEAD` where neither is said.
    months : int or None
    baseline : str or None
    reading
        As `scenarios_to_compare` takes it.

    Returns
    -------
    list of Scenario
        Not yet at the budget.
    float
        EUR in all.
    """
    plain = scenarios_to_compare(ALONE_AND_HALVES, months, None, **reading)
    heads = plain[0].company.organisation.headcount
    total = budget if budget is not None else heads * (PER_HEAD if per_head is None else per_head)
    mix = scenarios_to_compare((ALONE_AND_HALVES[0], rung(total / heads)), None, None, **reading)[-1]
    begun = begun_within(mix.interventions, plain[0].months)
    mixed = replace(mix, interventions=begun, months=plain[0].months)  # what would begin after that is left out
    return scenarios_to_compare([*plain, mixed], None, baseline), total
