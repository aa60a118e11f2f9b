"""Where interventions meet levers: one place combines all modifiers and adds up all costs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ...model.company import Company
from ...model.errors import InputError, unknown
from ...model.levers import INDEX, LEVERS, gathered, levels
from ...model.schedule import Schedule, first_months, undisturbed
from ...model.triggers import Triggers
from ..programmes.at_work import CONNECTED_AT_MOST, AtWork, by_feature, by_lever, changes, united
from ..programmes.intervention import Intervention
from ..programmes.prices import Prices
from ..programmes.spending import reach, spending_on, strength, targets
from .conditions import triggers

Floats = npt.NDArray[np.float64]

_TOUCHED = ("autonomy", "own_comfort", "connected")


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
        for t, d, touched in done.touched:
            _touch(plan, touched, t, d)
        if done.touched:
            every = np.arange(len(company.organisation.names))
            plan = plan._replace(**{name: getattr(plan, name)[done.since, every] for name in _TOUCHED})
        for one in (each for each in dated if each.what.holds_back):
            for t, d in product(range(months), sorted(one.where)):
                plan.live[t, d] &= ~one.withheld(d, t)
        plan = plan._replace(
            levers=levels(plan.levers, *done.moved), gate=done.gate, changes=done.changes, cost=done.cost,
            go_live=first_months(plan.live, len(company.catalogue.names)), asked_first=asked_first(company, self._all),
        )  # fmt: skip
        return plan._replace(triggers=self._triggers(company, dated, plan, done)) if self._waiting else plan

    def _done(self, company: Company, dated: Sequence[AtWork]) -> Done:
        """Return what is done in a company, from what it depends on."""
        old = company.organisation.old_crm
        off = 0 if old is None else old.until or 0
        on = (off, *_felt(company, dated))
        if on not in self._known:
            self._known[on] = _worked_out(dated, company, off, self._months, self._prices)
        return self._known[on]

    def _triggers(self, company: Company, dated: Sequence[AtWork], plan: Schedule, done: Done) -> Triggers:
        """Return what is done on top by rules, from what it depends on beside the levers."""
        waiting = _at_work(self._waiting, company, self._months, self._prices)
        if any(each.what.holds_back for each in waiting):  # which may depend on whatever it likes
            return triggers(company, done.moved, waiting, plan, self._prices)
        on = ((plan.own_comfort[0] > 0.0).tobytes(), *_felt(company, [*dated, *waiting]))
        if on not in self._watched:
            self._watched[on] = triggers(company, done.moved, waiting, plan, self._prices)
        return self._watched[on]._replace(base=plan.base)


class Done(NamedTuple):
    """What is done in a company, wherever its levers stand (T months, D departments, F features, L levers).

    Attributes
    ----------
    moved : tuple of three float64 arrays [T, D, L]
        What `gathered` says of each lever: share of the gap left, factor and offset.
    gate : float64 array [T, D, F]
    changes : float64 array [T, D]
    cost : float64 array [T + 1]
        As in a `Schedule`.
    touched : list of (int, int, Touched)
        What is done to features from a month on in a department, until its next turn; empty if nothing ever is.
    since : int64 array [T, D]
        The month in which each department's last turn was.
    """

    moved: tuple[Floats, Floats, Floats]
    gate: Floats
    changes: Floats
    cost: Floats
    touched: list[tuple[int, int, Touched]]
    since: npt.NDArray[np.int64]


class Touched(NamedTuple):
    """What is done to a department's features and own systems in a month: by feature shares."""

    autonomous: dict[int, list[float]]
    connects: dict[int, list[float]]
    retires: dict[int, float]


def _worked_out(dated: Sequence[AtWork], company: Company, off: int, months: int, prices: Prices) -> Done:
    departments = len(company.organisation.names)
    turning = {each: _turning(each, months) for each in dated}
    shape, since = (months, departments), np.zeros((months, departments), np.int64)
    gap, factor, offset = (np.full((*shape, len(LEVERS)), nothing) for nothing in (1.0, 1.0, 0.0))
    gate, asked, touched = np.zeros((*shape, len(company.catalogue.names))), np.zeros(shape), []
    for alike in _alike(dated, departments):
        mine = [each for each in dated if alike[0] in each.where]
        for t in sorted({0, off}.intersection(range(months)).union(*(turning[each] for each in mine))):
            since[t:, alike] = t
            for lever, what in _moves(mine, t, alike[0]).items():
                gap[t, alike, lever], factor[t, alike, lever], offset[t, alike, lever] = what
            for f, amounts in by_feature(mine, t, alike[0], "gates").items():
                gate[t, alike, f] = united(amounts)
            asked[t, alike] = changes(mine, t, alike[0])
            touched += [(t, d, _touched(mine, t, d)) for d in alike]
    every, any_touched = np.arange(departments), any(any(each) for _, _, each in touched)
    moved = (gap[since, every], factor[since, every], offset[since, every])
    ledger = sorted(spending_on(each.whom, each.what, prices, months).tolist() for each in dated)
    cost = np.array(ledger).sum(axis=0) if ledger else np.zeros(months + 1)
    return Done(moved, gate[since, every], asked[since, every], cost, touched if any_touched else [], since)


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


def _moves(interventions: Sequence[AtWork], t: int, d: int) -> dict[int, tuple[float, float, float]]:
    """Return what `gathered` says of each lever that is moved in a department and month."""
    found = {}
    for lever, modifiers in by_lever(interventions, t, d).items():
        if lever not in INDEX:
            raise unknown("lever", lever, INDEX)
        found[INDEX[lever]] = gathered(modifiers)
    return found


def _touched(interventions: Sequence[AtWork], t: int, d: int) -> Touched:
    connects = by_feature(interventions, t, d, "connects")
    return Touched(
        by_feature(interventions, t, d, "autonomous"),
        {f: [CONNECTED_AT_MOST * amount for amount in amounts] for f, amounts in connects.items()},
        {f: united(amounts) for f, amounts in by_feature(interventions, t, d, "retires").items()},
    )


def _touch(schedule: Schedule, touched: Touched, t: int, d: int) -> None:
    """Write the autonomy of features and what becomes of own systems in one department and month."""
    for f, amounts in touched.autonomous.items():
        schedule.autonomy[t, d, f] = united([float(schedule.autonomy[t, d, f]), *amounts])
    for f, amounts in touched.connects.items():
        if schedule.own_comfort[t, d, f] > 0.0:
            schedule.connected[t, d, f] = united([float(schedule.connected[t, d, f]), *amounts])
    for f, share in touched.retires.items():
        schedule.own_comfort[t, d, f] *= 1.0 - share
        schedule.connected[t, d, f] *= 1.0 - share


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
