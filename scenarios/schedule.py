"""Where interventions meet levers: one place combines all modifiers and adds up all costs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..model.company import Company
from ..model.errors import InputError, unknown
from ..model.levers import INDEX, Levers, Modifier, combine
from ..model.schedule import Schedule, undisturbed
from .intervention import Intervention, Reach
from .prices import Prices


def targets(intervention: Intervention, company: Company) -> list[int]:
    """Return the numbers of the departments an intervention reaches."""
    names = company.organisation.names
    for name in intervention.departments:
        if name not in names:
            raise unknown("department", name, names).within(field="departments")
    return [d for d, name in enumerate(names) if not intervention.departments or name in intervention.departments]


def reach(intervention: Intervention, company: Company, months: int) -> Reach:
    """Return whom an intervention reaches and for how many months."""
    if intervention.start >= months:
        raise InputError(
            f"month {intervention.start} is outside the horizon of {months} months; allowed is 0 to {months - 1}.",
            field="start",
        )
    chosen = targets(intervention, company)
    place = company.setting.place
    managers = sum(int(place.leads[place.start[d] : place.start[d + 1]].sum()) for d in chosen)
    heads = float(sum(company.organisation.departments[d].people for d in chosen))
    return Reach(heads, float(managers), intervention.last_month(months) - intervention.start)


def strength(intervention: Intervention, prices: Prices, whom: Reach) -> float:
    """Return how strongly an intervention works, from its strength or its budget."""
    if intervention.budget is not None:
        return intervention.bought(intervention.budget, prices, whom)
    return 1.0 if intervention.strength is None else intervention.strength


def spending(intervention: Intervention, company: Company, prices: Prices, months: int) -> npt.NDArray[np.float64]:
    """Return an intervention's cost in EUR: at the start (entry 0) and in each month, [months + 1]."""
    cost = np.zeros(months + 1)
    whom = reach(intervention, company, months)
    first, last = intervention.start, intervention.last_month(months)
    begin = first if first == 0 else first + 1
    if intervention.one_off is not None or intervention.monthly is not None:
        cost[begin] += intervention.one_off or 0.0
        cost[first + 1 : last + 1] += intervention.monthly or 0.0
        return cost
    total = intervention.budget
    if total is None:
        total = intervention.cost_of(strength(intervention, prices, whom), prices, whom)
    full = intervention.cost_of_full(prices, whom)
    at_once = total * intervention.setup_cost(prices, whom) / full if full > 0.0 else 0.0
    paid = intervention.spending_months(months)
    cost[first + 1 : first + 1 + paid] = (total - at_once) / paid
    cost[begin] += at_once
    return cost


def build(company: Company, interventions: Sequence[Intervention], months: int, prices: Prices) -> Schedule:
    """Combine the interventions into the schedule of a run.

    The order of interventions does not matter: modifiers are combined by `levers.combine`, gates
    unite like probabilities, costs are added in a canonical order.
    """
    base = undisturbed(company, months)
    strengths = [(each, strength(each, prices, reach(each, company, months))) for each in interventions]
    where = [set(targets(each, company)) for each in interventions]
    for d in range(base.levers.shape[1]):
        mine = [pair for pair, places in zip(strengths, where, strict=True) if d in places]
        previous: list[float] | None = None
        for t in range(months):
            now = [each.ramped(t) for each, _ in mine]
            if now == previous:
                base.levers[t, d], base.gate[t, d] = base.levers[t - 1, d], base.gate[t - 1, d]
            else:
                _set_month(base, company, mine, t, d)
            previous = now
    ledger = sorted(spending(each, company, prices, months).tolist() for each in interventions)
    cost = np.array(ledger).sum(axis=0) if ledger else np.zeros(months + 1)
    return base._replace(cost=cost)


def _set_month(
    schedule: Schedule, company: Company, interventions: Sequence[tuple[Intervention, float]], t: int, d: int
) -> None:
    """Write the levers and gates of one department in one month."""
    declared, features = Levers.declarations(), company.catalogue.names
    by_lever: dict[str, list[Modifier]] = {}
    shut: dict[str, list[float]] = {}
    for each, full in interventions:
        for modifier in each.modifiers(full, t):
            by_lever.setdefault(modifier.lever, []).append(modifier)
        for name in each.gates():
            shut.setdefault(name, []).append(full * each.ramped(t))
    for lever, modifiers in by_lever.items():
        base = float(schedule.levers[t, d, INDEX[lever]])
        schedule.levers[t, d, INDEX[lever]] = combine(base, modifiers, declared[lever].allowed)
    for name, amounts in shut.items():
        gate = combine(0.0, [Modifier("gate", "raise", amount) for amount in amounts], (0.0, 1.0))
        schedule.gate[t, d, features.index(name)] = gate
