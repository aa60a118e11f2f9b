"""What may be shown: nothing of fewer than five people with data, neither by itself nor by subtraction.

The one place of this decision: screen, JSON, CSV, figures and report all show what `diagnose` was left with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .places import Place
from .suppressing import LEAST, People, Sum, complete, too_few

Mask = npt.NDArray[np.bool_]
RECENT = 3
"""Months over which departments and features are crossed: one month of a few people says little."""


@dataclass(frozen=True, eq=False)
class Shown:
    """What may be shown (P people, T months, G places with the company first, F features).

    Attributes
    ----------
    counted : bool array [P, T]
        Who counts in which month: people join and leave the figures of a place in steps of `LEAST` or more.
    months : bool array [T, G]
        Where use may be shown.
    active : bool array [T, G]
        Where it may be shown how many were in the system; in the last month also how many have been quiet.
    cells : bool array [G - 1, F]
        Where use by department and feature over the last `RECENT` months may be shown.
    """

    counted: Mask
    months: Mask
    active: Mask
    cells: Mask


@dataclass(frozen=True, eq=False)
class WhoDid:
    """Who has data (P people, T months, F features).

    Attributes
    ----------
    there : bool array [P, T]
        Who had joined and not left, in months with data.
    active : bool array [P, T]
        Who has any.
    used : bool array [P, T, F]
        Who has some of a feature that matters to them.
    quiet : bool array [P]
        Who has had none for so long that it is told.
    """

    there: Mask
    active: Mask
    used: Mask
    quiet: Mask


def in_steps(group: npt.NDArray[np.int64], there: Mask) -> Mask:
    """Return who counts in which month, if nobody joins or leaves a group's figures in company of fewer than four.

    Whoever joins counts as soon as `LEAST` of their group have joined; whoever leaves counts up to the month after
    which as many have left. Else the figure of the month before would show how the one who is new works.

    Parameters
    ----------
    group : int array [P]
    there : bool array [P, T]
    """
    months = there.shape[1]
    first = np.where(there.any(axis=1), there.argmax(axis=1), months)
    last = np.where(there.any(axis=1), months - 1 - there[:, ::-1].argmax(axis=1), -1)
    start, end = first.copy(), last.copy()
    for each in np.unique(group):
        among = (group == each) & (first < months)
        while True:
            begin = _waited(first[among], first[among].min(initial=months), months)
            stop = months - 1 - _waited(months - 1 - last[among], months - 1 - last[among].max(initial=-1), months)
            empty = begin > stop
            start[among], end[among] = begin, stop
            if not empty.any():
                break
            among[np.flatnonzero(among)[empty]] = False
    month = np.arange(months)
    return np.asarray(there & (start[:, None] <= month) & (month <= end[:, None]))


def _waited(first: npt.NDArray[np.int64], begun: int, never: int) -> npt.NDArray[np.int64]:
    """Return from which month on each one counts: with the first ones, or once enough are waiting."""
    found = np.full(first.shape, never)
    waiting = np.zeros(first.shape, bool)
    for month in np.unique(first):
        waiting |= first == month
        if month == begun or waiting.sum() >= LEAST:
            found[waiting] = month
            waiting[:] = False
    return found


def shown_of(places: Sequence[Place], department: npt.NDArray[np.int64], who: WhoDid, seen: Mask) -> Shown:
    """Return what may be shown.

    Parameters
    ----------
    places : sequence of Place
    department : int array [P]
    who : WhoDid
    seen : bool array [T]
        Months for which there are data.
    """
    with_data = [int(each) for each in np.flatnonzero(seen)]
    counted = in_steps(place_numbers(places, department), who.there)
    members = members_of(places, department)
    months = _months(members, who, counted, with_data)
    months, cells = _crossed(members, who, counted, months, with_data[-RECENT:])
    return Shown(counted, months, months & _active(members, who, counted, months), cells)


def place_numbers(places: Sequence[Place], department: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return in which place everybody is: its number, from 1, for 0 is the company."""
    number = {d: g for g, each in enumerate(places) if g for d in each.departments}
    return np.array([number[int(d)] for d in department], np.int64)


def members_of(places: Sequence[Place], department: npt.NDArray[np.int64]) -> list[Mask]:
    """Return who is in each place, among people of whom the department is given."""
    return [np.isin(department, each.departments) for each in places]


def _total(places: int, at: int = 0) -> Sum:
    return Sum((at,), tuple(range(at + 1, at + places)))


def allowed(groups: Sequence[People], bases: Sequence[int], hidden: Sequence[bool] = ()) -> Mask:
    """Return of which places something may be shown that adds up to the company, which comes first.

    Parameters
    ----------
    groups : sequence of tuple of int array
        Of each place, the groups of people that it would say something of.
    bases : sequence of int
        How many people are counted there.
    hidden : sequence of bool
        What is hidden for other reasons.
    """
    already = hidden or [False] * len(groups)
    out = {
        g for g, each in enumerate(groups)
        if already[g] or too_few(bases[g]) or any(too_few(len(those)) for those in each)
    }  # fmt: skip
    every = complete(out, groups, [_total(len(groups))])
    return np.array([g not in every for g in range(len(groups))])


def _months(members: Sequence[Mask], who: WhoDid, counted: Mask, seen: Sequence[int]) -> Mask:
    found = np.ones((who.active.shape[1], len(members)), bool)
    for t in seen:
        there = [each & counted[:, t] for each in members]
        found[t] = allowed(
            [(np.flatnonzero(each & who.active[:, t]),) for each in there], [int(e.sum()) for e in there]
        )
    return found


def _crossed(
    members: Sequence[Mask], who: WhoDid, counted: Mask, months: Mask, recent: Sequence[int]
) -> tuple[Mask, Mask]:
    """Return what may be shown of the last months, by place, and by department and feature.

    Use by feature adds up to use by month; so both are judged together.
    """
    count, features, width = len(members), who.used.shape[2], len(recent)
    people: list[People] = [
        (np.flatnonzero(each & counted[:, t] & who.active[:, t]),) for t in recent for each in members
    ]
    hidden = {k * count + g for k, t in enumerate(recent) for g in range(count) if not months[t, g]}
    sums, at = [_total(count, k * count) for k in range(width)], width * count
    for g in range(1, count):
        mine = np.flatnonzero(members[g])
        used = np.asarray((who.used[mine][:, recent] & counted[mine][:, recent, None]).any(axis=1))
        people += [(mine[used[:, f]],) for f in range(features)]
        hidden |= {at + f for f in range(features) if too_few(int(used[:, f].sum()))}
        sums.append(Sum(tuple(range(at, at + features)), tuple(k * count + g for k in range(width))))
        at += features
    out = complete(hidden, people, sums)
    found = months.copy()
    for k, t in enumerate(recent):
        found[t] = [k * count + g not in out for g in range(count)]
    cells = [each not in out for each in range(width * count, at)]
    return found, np.array(cells, bool).reshape(count - 1, features)


def _active(members: Sequence[Mask], who: WhoDid, counted: Mask, months: Mask) -> Mask:
    """Return where it may be shown how many were in the system, and with it how many were not."""
    found = np.ones(months.shape, bool)
    for t in range(len(months)):
        there = [each & counted[:, t] for each in members]
        sides = [who.active[:, t], ~who.active[:, t]] + ([who.quiet, ~who.quiet] if t == len(months) - 1 else [])
        found[t] = _parted(there, sides, [not each for each in months[t]])
    return found


def _parted(there: Sequence[Mask], sides: Sequence[Mask], hidden: Sequence[bool] = ()) -> Mask:
    """Return of which places it may be shown how many are on which side."""
    groups: list[People] = [tuple(np.flatnonzero(each & side) for side in sides) for each in there]
    return allowed(groups, [int(each.sum()) for each in there], hidden)


def shown_weeks(
    places: Sequence[Place], department: npt.NDArray[np.int64], counted: Mask, active: Mask
) -> tuple[Mask, Mask]:
    """Return where use may be shown by week and place, and where how many were in the system, [W, G] each.

    Parameters
    ----------
    places : sequence of Place
    department : int array [P]
    counted, active : bool array [P, W]
        Who counts in each week, and who has data.
    """
    members = members_of(places, department)
    use, inside = (np.ones((active.shape[1], len(places)), bool) for _ in range(2))
    for w in range(active.shape[1]):
        there, now = [each & counted[:, w] for each in members], active[:, w]
        use[w] = _parted(there, [now])
        inside[w] = _parted(there, [now, ~now], [not each for each in use[w]])
    return use, inside


def above_of(inside: int, people: int) -> float:
    """Return above what a share lies that may not be shown since one to four people are missing; else NaN."""
    return (people - LEAST) / people if too_few(people - inside) and inside >= LEAST else float("nan")


def splits(place: npt.NDArray[np.int64], counted: Mask, one: Mask, other: Mask) -> bool:
    """Return whether two groups may be shown beside the places: newcomers and all others.

    Places and groups together must give away nobody: within each place, the smaller part could be subtracted.

    Parameters
    ----------
    place : int array [P]
    counted, one, other : bool array [P]
        Who is in the figures of the places, and in each group.
    """
    if one.sum() < LEAST or other.sum() < LEAST:
        return False
    parts = [(one & counted & (place == g), other & counted & (place == g)) for g in np.unique(place)]
    cut = sum(min(int(a.sum()), int(b.sum())) for a, b in parts)
    beside = int((one & ~counted).sum())
    return not too_few(cut) and (cut >= LEAST or not too_few(beside))
