"""Where interventions meet levers: one place combines all modifiers and adds up all costs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ...model.company import Company
from ...model.compiled import plain
from ...model.errors import InputError, unknown
from ...model.levers import ALLOWED, INDEX, gathered, level
from ...model.schedule import MONTHLY, Schedule, first_months, undisturbed
from ..programmes.at_work import CONNECTED_AT_MOST, AtWork, by_feature, by_lever, changes, united
from ..programmes.intervention import Intervention
from ..programmes.prices import Prices
from ..programmes.spending import reach, spending_on, strength, targets
from .conditions import triggers

_LEVEL = plain(level)


def in_order(interventions: Sequence[Intervention]) -> tuple[Intervention, ...]:
    """Return those that wait for a condition, in the order of their triggers."""
    return tuple(sorted((each for each in interventions if each.ruled), key=repr))


def build(company: Company, interventions: Sequence[Intervention], months: int, prices: Prices) -> Schedule:
    """Combine the interventions into the schedule of a run.

    The order of interventions does not matter: modifiers are combined by `levers.gathered` and `levers.level`, gates
    unite like probabilities, costs are added in a canonical order.
    """
    plan = undisturbed(company, months)
    dated = _at_work([each for each in interventions if not each.ruled], company, months, prices)
    waiting = _at_work(in_order(interventions), company, months, prices)
    old = company.organisation.old_crm
    off = 0 if old is None else old.until or 0
    turning = {each: _turning(each, months) for each in dated}
    filled = [getattr(plan, name) for name in MONTHLY if name != "live"]
    for alike in _alike(dated, company):
        mine = [each for each in dated if alike[0] in each.where]
        holding = [each for each in mine if each.what.holds_back]
        anew = sorted({0, off}.intersection(range(months)).union(*(turning[each] for each in mine)))
        for t, until in zip(anew, [*anew[1:], months], strict=True):
            moves = _moves(mine, t, alike[0])
            for d in alike:
                _set_month(plan, moves, t, d)
                for monthly in filled:
                    monthly[t + 1 : until, d] = monthly[t, d]
        for t, d, one in product(range(months if holding else 0), alike, holding):
            plan.live[t, d] &= ~one.withheld(d, t)
    ledger = sorted(spending_on(each.whom, each.what, prices, months).tolist() for each in dated)
    cost = np.array(ledger).sum(axis=0) if ledger else np.zeros(months + 1)
    plan = plan._replace(
        cost=cost, go_live=first_months(plan.live, len(company.catalogue.names)),
        asked_first=asked_first(company, interventions),
    )  # fmt: skip
    return plan._replace(triggers=triggers(company, dated, waiting, plan, prices)) if waiting else plan


def _turning(each: AtWork, months: int) -> set[int]:
    """Return the months in which an intervention is not at work as it was in the month before."""
    course = [(each.what.ramped(t), t == each.what.start, each.what.asked_of_people(t)) for t in range(months)]
    return {t for t, (before, now) in enumerate(pairwise(course), start=1) if now != before}


def _at_work(
    interventions: Sequence[Intervention], company: Company, months: int, prices: Prices
) -> tuple[AtWork, ...]:
    found = ((each, reach(each, company, months)) for each in interventions)
    return tuple(
        AtWork(each, company, whom, strength(each, prices, whom), frozenset(targets(each, company)))
        for each, whom in found
    )


def _alike(dated: Sequence[AtWork], company: Company) -> list[list[int]]:
    """Return departments for which the same is done to the same degree, together."""
    found: dict[tuple[tuple[int, float], ...], list[int]] = {}
    for d in range(len(company.organisation.departments)):
        felt = tuple((n, each.what.share_in(company, d)) for n, each in enumerate(dated) if d in each.where)
        found.setdefault(felt, []).append(d)
    return list(found.values())


class Moves(NamedTuple):
    """What is done to a department in a month, wherever it stood: by lever what `gathered` says, by feature shares."""

    levers: dict[int, tuple[float, float, float]]
    gates: dict[int, float]
    autonomous: dict[int, list[float]]
    connects: dict[int, list[float]]
    retires: dict[int, float]
    changes: float


def _moves(interventions: Sequence[AtWork], t: int, d: int) -> Moves:
    levers = {}
    for lever, modifiers in by_lever(interventions, t, d).items():
        if lever not in INDEX:
            raise unknown("lever", lever, INDEX)
        levers[INDEX[lever]] = gathered(modifiers)
    return Moves(
        levers,
        {f: united(amounts) for f, amounts in by_feature(interventions, t, d, "gates").items()},
        by_feature(interventions, t, d, "autonomous"),
        {
            f: [CONNECTED_AT_MOST * amount for amount in amounts]
            for f, amounts in by_feature(interventions, t, d, "connects").items()
        },
        {f: united(amounts) for f, amounts in by_feature(interventions, t, d, "retires").items()},
        changes(interventions, t, d),
    )


def _set_month(schedule: Schedule, moves: Moves, t: int, d: int) -> None:
    """Write the levers, gates and autonomy of one department in one month."""
    levers = schedule.levers[t, d].tolist()
    for lever, what in moves.levers.items():
        levers[lever] = _LEVEL(levers[lever], *what, *ALLOWED[lever])
    schedule.levers[t, d] = levers
    for f, share in moves.gates.items():
        schedule.gate[t, d, f] = share
    for f, amounts in moves.autonomous.items():
        schedule.autonomy[t, d, f] = united([float(schedule.autonomy[t, d, f]), *amounts])
    for f, amounts in moves.connects.items():
        if schedule.own_comfort[t, d, f] > 0.0:
            schedule.connected[t, d, f] = united([float(schedule.connected[t, d, f]), *amounts])
    for f, share in moves.retires.items():
        schedule.own_comfort[t, d, f] *= 1.0 - share
        schedule.connected[t, d, f] *= 1.0 - share
    schedule.changes[t, d] = moves.changes


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
                problem = (
                    "champions of department {name!r} are chosen in two different ways; choose them alike, or in "
                    "different departments."
                )
                raise InputError(problem, field="choose", name=company.organisation.names[d])
            found[rows] = 0 if mine is None else mine
    return found if found.any() else found[:0]
