"""Watching for triggers inside the run: what begins, and what it moves from then on.

A replicate whose schedule has triggers works on a copy of it. At each point in time the outcomes of
the month before are held against the conditions, and the row of the month to come is put together
from what is done anyway and from what has begun, by the same formula (`levers.level`). A run without
triggers never comes here.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .by_reference import referred
from .compiled import kernel, part
from .levers import level
from .schedule import NEVER, Schedule
from .triggers import Triggers

word = np.uint32


BEGAN, SINCE, STOPPED = 0, 1, 2
"""What is known of each trigger: when it first began, last began, and stopped since; -1 if it did not."""
KNOWN = 3


def nothing_begun(count: int) -> npt.NDArray[np.int32]:
    """Return what is known of triggers of which none has begun, int32 [count, 3]."""
    return np.full((count, KNOWN), -1, np.int32)


@part
def _holds(watch: Triggers, seen: npt.NDArray[np.float64], rule: int) -> bool:
    """Return whether all parts of one group of a rule hold; what is not a number never does."""
    for g in range(watch.groups[rule], watch.groups[rule + 1]):
        held = True
        for p in range(watch.parts[g], watch.parts[g + 1]):
            value = seen[watch.place[p], watch.outcome[p]]
            held &= value < watch.threshold[p] if watch.below[p] else value > watch.threshold[p]
        if held:
            return True
    return False


@part
def _read_rules(watch: Triggers, fired: npt.NDArray[np.int32], seen: npt.NDArray[np.float64], t: int) -> None:
    """Write t where something begins or stops."""
    for i in range(len(fired)):
        if not watch.first[i] <= t < watch.last[i] or (t - watch.first[i]) % watch.review[i] != 0:
            continue
        idle = fired[i, BEGAN] < 0 or fired[i, STOPPED] >= 0
        if idle and (fired[i, BEGAN] < 0 or watch.again[i]) and _holds(watch, seen, 2 * i):
            fired[i, SINCE], fired[i, STOPPED] = t, -1
            fired[i, BEGAN] = t if fired[i, BEGAN] < 0 else fired[i, BEGAN]
        elif not idle and fired[i, SINCE] < t:
            stops = not _holds(watch, seen, 2 * i) if watch.again[i] else _holds(watch, seen, 2 * i + 1)
            fired[i, STOPPED] = t if stops else -1


@part
def _due(watch: Triggers, fired: npt.NDArray[np.int32], i: int, t: int) -> float:
    """Return what trigger i costs in month t, EUR: what its date would cost, and when it stops what is owed."""
    if fired[i, BEGAN] < 0:
        return 0.0
    if fired[i, STOPPED] < 0:
        return float(watch.cost[i, fired[i, SINCE], t + 1])
    rest = 0.0
    if watch.owed[i] and fired[i, STOPPED] == t:
        for later in range(t + 1, watch.cost.shape[2]):
            rest += watch.cost[i, fired[i, SINCE], later]
    return rest


@part
def _months_at_work(watch: Triggers, fired: npt.NDArray[np.int32], i: int, t: int) -> int:
    """Return for how many months trigger i has been at work, limited to what still changes; -1 if it is not."""
    since = t - np.int64(fired[i, SINCE])
    if fired[i, BEGAN] < 0 or fired[i, STOPPED] >= 0 or since >= watch.lasts[i] or t >= watch.last[i]:
        return -1
    return int(min(since, watch.gap.shape[1] - 1))


@part
def _set_levers(plan: Schedule, watch: Triggers, now: Schedule, fired: npt.NDArray[np.int32], t: int, d: int) -> None:
    for j in range(now.levers.shape[2]):
        gap, factor, offset = watch.plain_gap[t, d, j], watch.plain_factor[t, d, j], watch.plain_offset[t, d, j]
        for i in range(len(fired)):
            since = _months_at_work(watch, fired, i, t)
            if since >= 0:
                gap *= watch.gap[i, since, d, j]
                factor *= watch.factor[i, since, d, j]
                offset += watch.offset[i, since, d, j]
        now.levers[t, d, j] = level(watch.base[d, j], gap, factor, offset, watch.limits[j, 0], watch.limits[j, 1])


@part
def _set_features(plan: Schedule, watch: Triggers, now: Schedule, fired: npt.NDArray[np.int32], t: int, d: int) -> None:
    for f in range(now.gate.shape[2]):
        open_gate, led = 1.0 - plan.gate[t, d, f], 1.0 - plan.autonomy[t, d, f]
        kept, apart = plan.own_comfort[t, d, f], 1.0 - plan.connected[t, d, f]
        for i in range(len(fired)):
            since = _months_at_work(watch, fired, i, t)
            if since >= 0:
                open_gate *= 1.0 - watch.gate[i, since, d, f]
                led *= 1.0 - watch.autonomy[i, since, d, f]
                kept *= 1.0 - watch.retired[i, since, d, f]
                apart *= 1.0 - watch.connected[i, since, d, f]
        now.gate[t, d, f], now.autonomy[t, d, f] = 1.0 - open_gate, 1.0 - led
        still = kept / plan.own_comfort[t, d, f] if plan.own_comfort[t, d, f] > 0.0 else 0.0
        now.own_comfort[t, d, f], now.connected[t, d, f] = kept, still * (1.0 - apart)
    now.changes[t, d] = plan.changes[t, d]
    for i in range(len(fired)):
        since = _months_at_work(watch, fired, i, t)
        if since >= 0:
            now.changes[t, d] += watch.changes[i, since, d]


@part
def _set_live(plan: Schedule, watch: Triggers, now: Schedule, fired: npt.NDArray[np.int32], t: int, d: int) -> None:
    """Write which features can be used, and for those that now can for the first time since when."""
    live = plan.live[t, d]
    for i in range(len(fired)):
        since = _months_at_work(watch, fired, i, t)
        if since >= 0:
            live &= ~watch.off[i, since, d]
        elif fired[i, BEGAN] < 0 and t < watch.last[i]:
            live &= ~watch.waiting[i, d]
    now.live[t, d] = live
    if t == 0 or live != now.live[t - 1, d]:
        for f in range(now.gate.shape[2]):
            if now.go_live[d, f] > t and (live >> word(f)) & word(1):
                now.go_live[d, f] = t


@part
def react(
    plan: Schedule, watch: Triggers, now: Schedule, fired: npt.NDArray[np.int32], seen: npt.NDArray[np.float64], t: int
) -> None:
    """Begin and stop what the outcomes ask for and set the row of month t in the replicate's own schedule.

    Parameters
    ----------
    plan : Schedule
        What is done anyway.
    watch : Triggers
        Its triggers, which compiled code had better not look up once a month.
    now : Schedule
        The replicate's own copy (`Schedule.own`), where month t still stands as planned.
    fired : int32 array [n, 3]
        What is known of each trigger (`BEGAN`, `SINCE`, `STOPPED`); worked on in place.
    seen : float64 array [1 + D, outcomes]
        Outcomes of the month before.
    t : int
    """
    _read_rules(watch, fired, seen, t)
    at_work = False
    for i in range(len(fired)):
        now.cost[t + 1] += _due(watch, fired, i, t)
        if t == 0 and fired[i, BEGAN] == 0:
            now.cost[0] += watch.cost[i, 0, 0]
        at_work |= _months_at_work(watch, fired, i, t) >= 0
    for d in range(now.levers.shape[1]):
        if at_work:
            _set_levers(plan, watch, now, fired, t, d)
            _set_features(plan, watch, now, fired, t, d)
        _set_live(plan, watch, now, fired, t, d)


@part
def _as_planned(plan: Schedule, now: Schedule, t: int) -> None:
    """Write month t as planned, value by value: numba takes seconds to compile the copying of whole arrays."""
    for d in range(plan.levers.shape[1]):
        for j in range(plan.levers.shape[2]):
            now.levers[t, d, j] = plan.levers[t, d, j]
        for f in range(plan.gate.shape[2]):
            now.gate[t, d, f], now.autonomy[t, d, f] = plan.gate[t, d, f], plan.autonomy[t, d, f]
            now.own_comfort[t, d, f], now.connected[t, d, f] = plan.own_comfort[t, d, f], plan.connected[t, d, f]
        now.changes[t, d] = plan.changes[t, d]
    now.cost[t + 1] = plan.cost[t + 1]
    if t == 0:
        now.cost[0] = plan.cost[0]


@part
def start_over(plan: Schedule, now: Schedule, fired: npt.NDArray[np.int32]) -> None:
    """Forget what the replicate before has begun."""
    fired[:] = -1
    now.go_live[:] = NEVER
    for t in range(plan.levers.shape[0]):
        _as_planned(plan, now, t)


@kernel
def react_once(
    plan: Schedule, now: Schedule, fired: npt.NDArray[np.int32], seen: npt.NDArray[np.float64], t: int
) -> None:
    """Do the same from Python, for one month of one replicate (which may stand differently by now)."""
    plan, now = referred(plan), referred(now)
    _as_planned(plan, now, t)
    react(plan, plan.triggers, now, fired, seen, t)
