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
from ...model.triggers import Triggers
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
    return Builder(interventions, months, prices).build(company)


class Builder:
    """Builds the schedules of the same interventions in several companies.

    What is done is worked out once for companies in which it is the same, as in draws that differ in their levers.

    Parameters
    ----------
    interventions : sequence of Intervention
    months : int
        Horizon.
    prices : Prices
    """

    def __init__(self, interventions: Sequence[Intervention], months: int, prices: Prices) -> None:
        self._all, self._months, self._prices = interventions, months, prices
        self._dated = [each for each in interventions if not each.ruled]
        self._waiting = in_order(interventions)
        self._known: dict[tuple[object, ...], Done] = {}
        self._watched: dict[tuple[object, ...], Triggers] = {}

    def build(self, company: Company) -> Schedule:
        """Return the schedule in a company; see `build`."""
        months, prices = self._months, self._prices
        plan = undisturbed(company, months)
        dated = _at_work(self._dated, company, months, prices)
        done = self._done(company, dated)
        for t, d, moves in done.turns:
            _set_month(plan, moves, t, d)
        every = np.arange(len(company.organisation.names))
        plan = plan._replace(**{name: getattr(plan, name)[done.since, every] for name in MONTHLY if name != "live"})
        for one in (each for each in dated if each.what.holds_back):
            for t, d in product(range(months), sorted(one.where)):
                plan.live[t, d] &= ~one.withheld(d, t)
        plan = plan._replace(
            cost=done.cost.copy(), go_live=first_months(plan.live, len(company.catalogue.names)),
            asked_first=asked_first(company, self._all),
        )  # fmt: skip
        return plan._replace(triggers=self._triggers(company, dated, plan)) if self._waiting else plan

    def _done(self, company: Company, dated: Sequence[AtWork]) -> Done:
        """Return what is done in a company, from what it depends on."""
        old = company.organisation.old_crm
        off = 0 if old is None else old.until or 0
        on = (off, *_felt(company, dated))
        if on not in self._known:
            departments = len(company.organisation.names)
            self._known[on] = _worked_out(dated, departments, off, self._months, self._prices)
        return self._known[on]

    def _triggers(self, company: Company, dated: Sequence[AtWork], plan: Schedule) -> Triggers:
        """Return what is done on top by rules, from what it depends on beside the levers."""
        waiting = _at_work(self._waiting, company, self._months, self._prices)
        if any(each.what.holds_back for each in waiting):  # which may depend on whatever it likes
            return triggers(company, dated, waiting, plan, self._prices)
        on = ((plan.own_comfort[0] > 0.0).tobytes(), *_felt(company, [*dated, *waiting]))
        if on not in self._watched:
            self._watched[on] = triggers(company, dated, waiting, plan, self._prices)
        return self._watched[on]._replace(base=plan.base)


class Done(NamedTuple):
    """What is done in a company, wherever its levers stand.

    Attributes
    ----------
    turns : list of (int, int, Moves)
        What is done from a month on in a department, until its next turn.
    since : int64 array [T, D]
        The month in which each department's last turn was.
    cost : float64 array [T + 1]
    """

    turns: list[tuple[int, int, Moves]]
    since: npt.NDArray[np.int64]
    cost: npt.NDArray[np.float64]


def _worked_out(dated: Sequence[AtWork], departments: int, off: int, months: int, prices: Prices) -> Done:
    turning = {each: _turning(each, months) for each in dated}
    turns, since = list[tuple[int, int, Moves]](), np.zeros((months, departments), np.int64)
    for alike in _alike(dated, departments):
        mine = [each for each in dated if alike[0] in each.where]
        for t in sorted({0, off}.intersection(range(months)).union(*(turning[each] for each in mine))):
            moves = _moves(mine, t, alike[0])
            turns += [(t, d, moves) for d in alike]
            since[t:, alike] = t
    ledger = sorted(spending_on(each.whom, each.what, prices, months).tolist() for each in dated)
    return Done(turns, since, np.array(ledger).sum(axis=0) if ledger else np.zeros(months + 1))


def _felt(company: Company, interventions: Sequence[AtWork]) -> tuple[object, ...]:
    """Return all by which what is done in one company can differ from what is done in another, but for `withheld`."""
    return (company.organisation.names, company.catalogue.names, *(each.felt for each in interventions))


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


def _alike(dated: Sequence[AtWork], departments: int) -> list[list[int]]:
    """Return departments for which the same is done to the same degree, together."""
    found: dict[tuple[float | None, ...], list[int]] = {}
    for d in range(departments):
        found.setdefault(tuple(each.shares.get(d) for each in dated), []).append(d)
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
