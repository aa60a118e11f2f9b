"""Whom an intervention reaches, how strongly it works there, and what it costs month by month."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from ...model.company import Company
from ...model.errors import InputError, unknown
from .hooks import Reach
from .intervention import Intervention, Investment
from .money import Money
from .prices import Prices


def targets(intervention: Intervention, company: Company) -> list[int]:
    """Return the numbers of the departments an intervention reaches."""
    names = company.organisation.names
    for name in intervention.departments:
        if name not in names:
            raise unknown("department", name, names).within(field="departments")
    return [d for d, name in enumerate(names) if not intervention.departments or name in intervention.departments]


def reach(intervention: Intervention, company: Company, months: int) -> Reach:
    """Return whom an intervention reaches and for how many months (with a condition: at most)."""
    if intervention.start >= months:
        problem = "month {start} is outside the horizon of {months} months; allowed is 0 to {last}."
        raise InputError(problem, field="start", start=intervention.start, months=months, last=months - 1)
    chosen = targets(intervention, company)
    place = company.setting.place
    managers = sum(int(np.count_nonzero(place.leads[place.start[d] : place.start[d + 1]])) for d in chosen)
    heads = company.organisation.full_time(chosen)
    working = intervention.last_month(months) - intervention.start
    systems = _systems(intervention, company, chosen)
    return Reach(heads, float(managers), working, len(chosen), systems, intervention.start)


def _systems(intervention: Intervention, company: Company, chosen: Iterable[int]) -> int:
    """Return how many systems of the departments' own it reaches; an old CRM is one for all."""
    named = {*intervention.retires(company), *intervention.connects(company)}
    reached = [company.organisation.departments[d] for d in chosen]
    old = company.organisation.old_crm
    shared = old is not None and named.intersection(old.features_of([each.name for each in reached]))
    return sum(len(named.intersection(each.own_systems)) for each in reached) + (1 if shared else 0)


def strength(intervention: Intervention, prices: Prices, whom: Reach) -> float:
    """Return how strongly an intervention works, from its strength or its budget and who carries it."""
    if intervention.budget is not None:
        full = intervention.bought(intervention.budget, prices, whom)
    else:
        full = 1.0 if intervention.strength is None else intervention.strength
    return min(full, intervention.limit(whom))


def spending(intervention: Intervention, company: Company, prices: Prices, months: int) -> npt.NDArray[np.float64]:
    """Return an intervention's cost in EUR: at the start (entry 0) and in each month, [months + 1].

    One that waits for a condition costs what it costs if it begins as early as it can.
    """
    return spending_on(reach(intervention, company, months), intervention, prices, months)


def spending_on(whom: Reach, intervention: Intervention, prices: Prices, months: int) -> npt.NDArray[np.float64]:
    """Return the same for whom it reaches."""
    cost = np.zeros(months + 1)
    first, last = intervention.start, intervention.last_month(months)
    begin = first if first == 0 else first + 1
    if intervention.one_off is not None or intervention.monthly is not None:
        at_start, running = (
            Money.given(each or 0.0, "").of(whom.heads, whom.departments)
            for each in (intervention.one_off, intervention.monthly)
        )
        cost[begin] += at_start
        cost[first + 1 : last + 1] += running
        return cost
    total = intervention.budget
    if total is None or intervention.limit(whom) < 1.0:  # who is not there cannot be paid
        paid_for = intervention.cost_of(strength(intervention, prices, whom), prices, whom)
        total = paid_for if total is None else min(total, paid_for)
    full = intervention.full_price(prices, whom)
    held = prices.holding(whom.first, whom.months)
    at_once = total * intervention.setup_cost(held, whom) / full if full > 0.0 else 0.0
    paid = intervention.spending_months(months)
    shares = _by_month(intervention, prices, whom, paid)
    cost[first + 1 : first + 1 + paid] = (total - at_once) / paid if shares is None else (total - at_once) * shares
    cost[begin] += at_once
    return cost


def _by_month(intervention: Intervention, prices: Prices, whom: Reach, paid: int) -> npt.NDArray[np.float64] | None:
    """Return which share of what is paid by the month is due in each, as prices go; None for evenly."""
    if prices.later and paid == whom.months and not isinstance(intervention, Investment):
        held = [prices.at(month) for month in range(whom.first, whom.first + paid)]
        due = np.array([intervention.cost_of_full(at, whom) - intervention.setup_cost(at, whom) for at in held])
        if due.sum() > 0.0:
            return np.asarray(due / due.sum())
    return None
