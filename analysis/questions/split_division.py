"""How a budget is divided between technology and organisation, within what must be kept to."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.core.constraints import NO_CONSTRAINTS, Constraints
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.adding import added
from ...scenarios.programmes.coaching import Champions
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import AlignKPIs, BreakSilos, PeerMeetings, RewardSharing, ToolingSpend
from .over_sets import with_more

MONTHS_AHEAD = 24
"""Months for which champions go ahead and peers meet."""
_ORGANISATION = (AlignKPIs, RewardSharing, BreakSilos, Champions, PeerMeetings)
_FOR_A_TIME = (Champions, PeerMeetings)


def organisation(budget: float, months: int, limits: Constraints = NO_CONSTRAINTS) -> tuple[Intervention, ...]:
    """Return what the part for the organisation is spent on, in equal parts: goals, sharing, silos, champions, peers.

    What the constraints exclude is left out and its part goes to the others, as does what one of them may not spend.
    """
    kinds = [each for each in _ORGANISATION if _possible(each, months, limits)]
    amounts = _even(budget, [limits.at_most.get(each.__name__, budget) for each in kinds]) if budget else []
    return tuple(_bought(kind, euros, months, limits) for kind, euros in zip(kinds, amounts, strict=False) if euros)


def parts(scenario: Scenario) -> list[type[Intervention]]:
    """Return the kinds between which the organisation's part is divided: those that the constraints leave."""
    return [each for each in _ORGANISATION if _possible(each, scenario.months, scenario.constraints)]


def _possible(kind: type[Intervention], months: int, limits: Constraints) -> bool:
    return limits.allows(kind.__name__) and limits.start(kind.__name__) < months


def _even(amount: float, most: Sequence[float]) -> list[float]:
    """Return an amount in equal parts, of which none is larger than its own limit; the rest goes to the others."""
    parts = [0.0] * len(most)
    open_ = list(range(len(most)))
    while open_:
        share = amount / len(open_)
        full = [n for n in open_ if most[n] < share]
        for n in full or open_:
            parts[n] = most[n] if full else share
        if not full:
            break
        amount -= added(parts[n] for n in full)
        open_ = [n for n in open_ if n not in full]
    return parts


def _bought(kind: type[Intervention], euros: float, months: int, limits: Constraints) -> Intervention:
    start = limits.start(kind.__name__)
    end = min(start + MONTHS_AHEAD, months) if kind in _FOR_A_TIME else None
    return kind(budget=euros, start=start, end=end)


def divided(scenario: Scenario, budget: float, share: float) -> Scenario:
    """Return a company that spends a share of a budget in EUR on technology and the rest on the organisation."""
    limits, months = scenario.constraints, scenario.months
    euros = min(budget * share, limits.at_most.get("ToolingSpend", math.inf))
    bought = euros > 0.0 and _possible(ToolingSpend, months, limits)
    technology = (_bought(ToolingSpend, euros, months, limits),) if bought else ()
    programme = (*technology, *organisation(budget * (1.0 - share), months, limits))
    return with_more(scenario, f"{budget:.0f}_{100.0 * share:g}_technology", programme)


def _check_choice(scenario: Scenario) -> None:
    """Refuse constraints that leave nothing to divide a budget between."""
    left = parts(scenario)
    if not left or not _possible(ToolingSpend, scenario.months, scenario.constraints):
        problem = "the constraints leave nothing to divide a budget between: {what} is excluded; allow some of it."
        what = Phrase("technology") if left else Phrase("all that is done for the organisation")
        raise InputError(problem, field="constraints", what=what)


def divisions(scenario: Scenario, budgets: Sequence[float], shares: Sequence[float]) -> list[Scenario]:
    """Return a company that spends nothing more, then every budget (EUR a head) at every share."""
    if any(isinstance(each, Champions) and each.choose != "random" for each in scenario.interventions):
        problem = "{name!r} chooses its champions in its own way, but a split asks anybody; give a scenario without."
        raise InputError(problem, field="interventions", name=scenario.name)
    _check_choice(scenario)
    heads = scenario.company.organisation.headcount
    return [scenario, *(divided(scenario, each * heads, share) for each in budgets for share in shares)]
