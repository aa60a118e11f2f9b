"""Where interventions meet levers: one place combines all modifiers and adds up all costs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..model.company import Company
from ..model.errors import InputError, unknown
from ..model.levers import INDEX, Levers, combine
from ..model.schedule import Schedule, first_months, undisturbed
from .at_work import AtWork, by_feature, by_lever, united
from .conditions import triggers
from .intervention import Intervention, Reach
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
        raise InputError(
            f"month {intervention.start} is outside the horizon of {months} months; allowed is 0 to {months - 1}.",
            field="start",
        )
    chosen = targets(intervention, company)
    place = company.setting.place
    managers = sum(int(place.leads[place.start[d] : place.start[d + 1]].sum()) for d in chosen)
    heads = float(sum(company.organisation.departments[d].people for d in chosen))
    return Reach(heads, float(managers), intervention.last_month(months) - intervention.start, len(chosen))


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
    cost = np.zeros(months + 1)
    whom = reach(intervention, company, months)
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
    full = intervention.cost_of_full(prices, whom)
    at_once = total * intervention.setup_cost(prices, whom) / full if full > 0.0 else 0.0
    paid = intervention.spending_months(months)
    cost[first + 1 : first + 1 + paid] = (total - at_once) / paid
    cost[begin] += at_once
    return cost


def in_order(interventions: Sequence[Intervention]) -> tuple[Intervention, ...]:
    """Return those that wait for a condition, in the order of their triggers."""
    return tuple(sorted((each for each in interventions if each.when is not None), key=repr))


def build(company: Company, interventions: Sequence[Intervention], months: int, prices: Prices) -> Schedule:
    """Combine the interventions into the schedule of a run.

    The order of interventions does not matter: modifiers are combined by `levers.combine`, gates
    unite like probabilities, costs are added in a canonical order.
    """
    plan = undisturbed(company, months)
    dated = _at_work([each for each in interventions if each.when is None], company, months, prices)
    waiting = _at_work(in_order(interventions), company, months, prices)
    course = {each: [(each.what.ramped(t), t == each.what.start) for t in range(months)] for each in dated}
    for d in range(plan.levers.shape[1]):
        mine = [each for each in dated if d in each.where]
        holding = [each for each in mine if each.holds_back]
        previous: list[tuple[float, bool]] | None = None
        for t in range(months):
            now = [course[each][t] for each in mine]
            if now == previous:
                plan.levers[t, d], plan.gate[t, d] = plan.levers[t - 1, d], plan.gate[t - 1, d]
                plan.autonomy[t, d] = plan.autonomy[t - 1, d]
            else:
                _set_month(plan, company, mine, t, d)
            previous = now
            for each in holding:
                plan.live[t, d] &= ~each.withheld(d, t)
    ledger = sorted(spending(each.what, company, prices, months).tolist() for each in dated)
    cost = np.array(ledger).sum(axis=0) if ledger else np.zeros(months + 1)
    plan = plan._replace(
        cost=cost, go_live=first_months(plan.live, len(company.catalogue.names)),
        asked_first=asked_first(company, interventions),
    )  # fmt: skip
    return plan._replace(triggers=triggers(company, dated, waiting, plan, prices)) if waiting else plan


def _at_work(
    interventions: Sequence[Intervention], company: Company, months: int, prices: Prices
) -> tuple[AtWork, ...]:
    return tuple(
        AtWork(each, company, strength(each, prices, reach(each, company, months)), frozenset(targets(each, company)))
        for each in interventions
    )


def _set_month(schedule: Schedule, company: Company, interventions: Sequence[AtWork], t: int, d: int) -> None:
    """Write the levers, gates and autonomy of one department in one month."""
    declared = Levers.declarations()
    for lever, modifiers in by_lever(interventions, t, d).items():
        base = float(schedule.levers[t, d, INDEX[lever]])
        schedule.levers[t, d, INDEX[lever]] = combine(base, modifiers, declared[lever].allowed)
    for f, amounts in by_feature(interventions, t, d, "gates").items():
        schedule.gate[t, d, f] = united(amounts)
    for f, amounts in by_feature(interventions, t, d, "autonomous").items():
        schedule.autonomy[t, d, f] = united([float(schedule.autonomy[t, d, f]), *amounts])


def asked_first(company: Company, interventions: Sequence[Intervention]) -> npt.NDArray[np.int32]:
    """Return how early each person is asked to be a champion, [n]; empty where chance alone decides.

    Raises
    ------
    InputError
        If two interventions choose a department's champions in different ways.
    """
    found = np.zeros(company.organisation.headcount, np.int32)
    start = company.setting.place.start
    chosen: dict[int, tuple[int, ...] | None] = {}
    for each in interventions:
        if "champions" not in {lever for lever, _, _ in each.effects}:
            continue
        order = each.asked_first(company)
        for d in targets(each, company):
            rows = slice(int(start[d]), int(start[d + 1]))
            mine = None if order is None else tuple(order[rows])
            if chosen.setdefault(d, mine) != mine:
                problem = f"champions of department {company.organisation.names[d]!r} are chosen in two different ways"
                raise InputError(f"{problem}; choose them alike, or in different departments.", field="choose")
            found[rows] = 0 if mine is None else mine
    return found if found.any() else found[:0]
