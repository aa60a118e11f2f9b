"""From interventions that wait for a condition to the arrays by which the engine watches for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ...model.company import Company
from ...model.levers import ALLOWED, INDEX, LEVERS, gathered
from ...model.outcomes import column
from ...model.schedule import Schedule
from ...model.triggers import Triggers
from ..programmes.at_work import CONNECTED_AT_MOST, AtWork, by_feature, by_lever, changes, united
from ..programmes.condition import Groups
from ..programmes.intervention import Intervention, Investment
from ..programmes.prices import Prices
from ..programmes.spending import spending
from ..programmes.timed import NEW_FOR

Floats = npt.NDArray[np.float64]


def triggers(
    company: Company, moved: tuple[Floats, Floats, Floats], waiting: Sequence[AtWork], plan: Schedule, prices: Prices
) -> Triggers:
    """Return what waits, in the form in which the engine reads it.

    Parameters
    ----------
    moved : tuple of three float64 arrays [T, D, L]
        What interventions without a condition do to each lever: share of the gap left, factor and offset.
    waiting : sequence of AtWork
        Interventions with a condition.
    plan : Schedule
        What the first alone do.
    """
    months, departments = plan.levers.shape[:2]
    begun = [replace(each, what=each.what.begun(0)) for each in waiting]
    rows = min(months, 1 + max(NEW_FOR, *(each.what.settles() for each in begun)))
    conditions = [groups for each in waiting for groups in _rules(each.what)]
    parts = [part for groups in conditions for group in groups for part in group]
    names = company.organisation.names
    gap, factor, offset = _moved(begun, rows, departments)
    gap_0, factor_0, offset_0 = moved
    return Triggers(
        outcome=np.array([column(each.outcome) for each in parts]),
        place=np.array([1 + names.index(each.department) if each.department else 0 for each in parts]),
        below=np.array([each.below for each in parts]),
        threshold=np.array([each.threshold for each in parts]),
        groups=_ends([len(groups) for groups in conditions]),
        parts=_ends([len(group) for groups in conditions for group in groups]),
        first=np.array([each.what.start for each in waiting]),
        last=np.array([months if each.what.end is None else min(each.what.end, months) for each in waiting]),
        lasts=np.array([months if each.what.lasts is None else each.what.lasts for each in waiting]),
        review=np.array([each.what.review for each in waiting]),
        again=np.array([each.what.as_long_as is not None for each in waiting]),
        owed=np.array([isinstance(each.what, Investment) for each in waiting]),
        waiting=np.array([[each.withheld(d, -1) for d in range(departments)] for each in begun], np.uint32),
        gap=gap, factor=factor, offset=offset,
        gate=_features(begun, rows, plan, "gates"),
        autonomy=_features(begun, rows, plan, "autonomous"),
        retired=_features(begun, rows, plan, "retires"),
        connected=CONNECTED_AT_MOST * _features(begun, rows, plan, "connects") * (plan.own_comfort[0] > 0.0),
        changes=np.array(
            [[[changes([each], j, d) for d in range(departments)] for j in range(rows)] for each in begun], np.float64
        ),
        off=np.array(
            [[[each.withheld(d, j) for d in range(departments)] for j in range(rows)] for each in begun], np.uint32
        ),
        cost=np.array([_costs(each, months, prices) for each in waiting]),
        base=np.array([[getattr(each.levers, name) for name in LEVERS] for each in company.organisation.departments]),
        plain_gap=gap_0, plain_factor=factor_0, plain_offset=offset_0,
        limits=np.array(ALLOWED),
    )  # fmt: skip


def _rules(what: Intervention) -> tuple[Groups, Groups]:
    """Return by which alternatives an intervention begins and stops: none is never, an empty one always."""
    always: Groups = ((),)
    return what.trigger.groups if what.trigger else always, what.stop.groups if what.stop else ()


def _ends(lengths: Sequence[int]) -> npt.NDArray[np.int64]:
    """Return where each of some runs begins, and where the last ends."""
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _moved(begun: Sequence[AtWork], months: int, departments: int) -> tuple[Floats, Floats, Floats]:
    """Return what each does to the levers by month: gap, factor and offset, [n, months, D, L]."""
    shape = (len(begun), months, departments, len(LEVERS))
    gap, factor, offset = np.ones(shape), np.ones(shape), np.zeros(shape)
    for i, each in enumerate(begun):
        for t in range(months):
            for d in range(departments):
                for lever, modifiers in by_lever([each], t, d).items():
                    where = i, t, d, INDEX[lever]
                    gap[where], factor[where], offset[where] = gathered(modifiers)
    return gap, factor, offset


def _features(begun: Sequence[AtWork], months: int, plan: Schedule, what: str) -> Floats:
    """Return how far each closes the old way or lets features act by themselves, [n, months, D, F]."""
    found = np.zeros((len(begun), months, *plan.gate.shape[1:]))
    for i, each in enumerate(begun):
        for t in range(months):
            for d in each.where:
                for f, amounts in by_feature([each], t, d, what).items():  # type: ignore[arg-type]
                    found[i, t, d, f] = united(amounts)
    return found


def _costs(each: AtWork, months: int, prices: Prices) -> Floats:
    """Return the spending by the month in which it begins, [months, months + 1]: as if it had that date."""
    table = np.zeros((months, months + 1))
    what = each.what
    if what.budget is not None and not isinstance(what, Investment):  # the strength is bought, not the months
        what = replace(what, budget=None, strength=each.strength)
    stop = months if what.end is None else min(what.end, months)
    for start in range(what.start, stop):
        table[start] = spending(what.begun(start), each.company, prices, months)
    return table


__all__ = ["triggers"]
