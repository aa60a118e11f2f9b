"""Triggers as arrays: what begins or stops inside the run, by rules on the outcomes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Triggers(NamedTuple):
    """What begins or stops by a rule (n triggers, R months until nothing changes, D departments, L levers).

    Attributes
    ----------
    outcome, place : int64 arrays [p]
        Column of `OUTCOMES`, and where: 0 the company, d + 1 a department; by part of a condition.
    below : bool array [p]
        Whether the part holds below or above the threshold.
    threshold : float64 array [p]
    groups : int64 array [2 n + 1]
        Where the groups of each rule begin: rule 2 i is by what trigger i begins, rule 2 i + 1 by what it stops.
        A rule holds if all parts of one of its groups do: never without a group, always with an empty one.
    parts : int64 array [g + 1]
        Where each group's parts begin.
    first, last : int64 arrays [n]
        Point in time from which the outcome is watched; month from which nothing begins or works.
    lasts : int64 array [n]
        Months it works once begun.
    review : int64 array [n]
        Months from one reading of its rules to the next.
    again : bool array [n]
        Whether it works while its first rule holds: it stops when that does not, and begins anew.
    owed : bool array [n]
        Whether what is not paid yet falls due when it stops.
    waiting : uint32 array [n, D]
        Features that cannot be used before it has begun.
    gap, factor, offset : float64 arrays [n, R, D, L]
        What it does to the levers, by months since it began (`levers.gathered`).
    gate, autonomy, retired, connected : float64 arrays [n, R, D, F]
        What it does to features: closes the old way, lets them act, retires and connects own systems.
    changes : float64 array [n, R, D]
    off : uint32 array [n, R, D]
        Features switched off.
    cost : float64 array [n, T, T + 1]
        Spending in EUR by the month in which it began, if it is not stopped.
    base : float64 array [D, L]
        Levels of the levers where nothing is done.
    plain_gap, plain_factor, plain_offset : float64 arrays [T, D, L]
        What the interventions without a trigger do.
    limits : float64 array [L, 2]
        Allowed range of each lever.
    """

    outcome: npt.NDArray[np.int64]
    place: npt.NDArray[np.int64]
    below: npt.NDArray[np.bool_]
    threshold: npt.NDArray[np.float64]
    groups: npt.NDArray[np.int64]
    parts: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    lasts: npt.NDArray[np.int64]
    review: npt.NDArray[np.int64]
    again: npt.NDArray[np.bool_]
    owed: npt.NDArray[np.bool_]
    waiting: npt.NDArray[np.uint32]
    gap: npt.NDArray[np.float64]
    factor: npt.NDArray[np.float64]
    offset: npt.NDArray[np.float64]
    gate: npt.NDArray[np.float64]
    autonomy: npt.NDArray[np.float64]
    retired: npt.NDArray[np.float64]
    connected: npt.NDArray[np.float64]
    changes: npt.NDArray[np.float64]
    off: npt.NDArray[np.uint32]
    cost: npt.NDArray[np.float64]
    base: npt.NDArray[np.float64]
    plain_gap: npt.NDArray[np.float64]
    plain_factor: npt.NDArray[np.float64]
    plain_offset: npt.NDArray[np.float64]
    limits: npt.NDArray[np.float64]


def _empty(field: str) -> npt.NDArray[np.generic]:
    axes = {"waiting": 2, "gap": 4, "factor": 4, "offset": 4, "gate": 4, "autonomy": 4, "retired": 4,
            "connected": 4, "changes": 3, "off": 3, "cost": 3, "base": 2,
            "plain_gap": 3, "plain_factor": 3, "plain_offset": 3, "limits": 2}  # fmt: skip
    kinds = {"outcome": np.int64, "place": np.int64, "below": np.bool_, "groups": np.int64,
             "parts": np.int64, "first": np.int64, "last": np.int64,
             "lasts": np.int64, "review": np.int64, "again": np.bool_, "owed": np.bool_,
             "waiting": np.uint32, "off": np.uint32}  # fmt: skip
    return np.zeros((0,) * axes.get(field, 1), kinds.get(field, np.float64))


NO_TRIGGERS = Triggers(*(_empty(field) for field in Triggers._fields))  # type: ignore[arg-type]
"""For a schedule in which nothing waits for a condition."""
