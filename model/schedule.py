"""What management does, month by month: lever levels, gates, go-lives and spending as arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .company import Company
from .levers import LEVERS
from .triggers import NO_TRIGGERS, Triggers

NEVER = 1 << 30
MONTHLY = ("levers", "live", "gate", "autonomy", "own_comfort", "connected", "changes")
"""The arrays of a schedule with one row per month."""


class Schedule(NamedTuple):
    """Lever levels of a run (T months, D departments, F features, L levers).

    Month t of the arrays (0 to T - 1) is the interval between the points in time t and t + 1.

    Attributes
    ----------
    levers : float64 array [T, D, L]
        Level of each lever, in the order of `LEVERS`.
    live : uint32 array [T, D]
        One bit per feature that can be used.
    go_live : int64 array [D, F]
        First month in which the feature can be used, `NEVER` if none.
    gate : float64 array [T, D, F]
        How far the old way is closed (0 open, 1 closed).
    autonomy : float64 array [T, D, F]
        How far the feature acts on customers without its user.
    own_comfort : float64 array [T, D, F]
        How much better than a list a system of the department's own is for it (logits), 0 where there is none.
    connected : float64 array [T, D, F]
        Share of what is entered in the department's own system that reaches the customer record.
    changes : float64 array [T, D]
        How many changes at the same time ask people to get used to them.
    base : float64 array [D, L]
        Levels of the levers where nothing is done.
    cost : float64 array [T + 1]
        Programme spending in EUR: entry 0 at the start, entry t + 1 in month t.
    asked_first : int32 array [n] or [0]
        How early each person is asked to be a champion: higher is earlier, -1 counts the person's
        ties; chance decides between equals. Empty means chance alone.
    triggers : Triggers
        What is done on top when an outcome passes a threshold.
    """

    levers: npt.NDArray[np.float64]
    live: npt.NDArray[np.uint32]
    go_live: npt.NDArray[np.int64]
    gate: npt.NDArray[np.float64]
    autonomy: npt.NDArray[np.float64]
    own_comfort: npt.NDArray[np.float64]
    connected: npt.NDArray[np.float64]
    changes: npt.NDArray[np.float64]
    base: npt.NDArray[np.float64]
    cost: npt.NDArray[np.float64]
    asked_first: npt.NDArray[np.int32] = np.zeros(0, np.int32)
    triggers: Triggers = NO_TRIGGERS

    @property
    def months(self) -> int:
        """Number of months."""
        return int(self.levers.shape[0])

    @property
    def conditions(self) -> int:
        """Number of triggers."""
        return len(self.triggers.first)

    def own(self) -> Schedule:
        """Return a replicate's own copy, in which triggers may write; without triggers the schedule itself."""
        if not self.conditions:
            return self
        copies = {name: getattr(self, name).copy() for name in (*MONTHLY, "cost")}
        return self._replace(go_live=np.full_like(self.go_live, NEVER), **copies)

    def first(self, months: int) -> Schedule:
        """Return the first months: nothing in them depends on later ones."""
        return self._replace(**{name: getattr(self, name)[:months] for name in MONTHLY}, cost=self.cost[: months + 1])


def first_months(live: npt.NDArray[np.uint32], features: int) -> npt.NDArray[np.int64]:
    """Return the first month in which each department can use each feature, int64 [D, F]."""
    bits = (live[:, :, None] >> np.arange(features, dtype=np.uint32)) & 1
    return np.where(bits.any(axis=0), bits.argmax(axis=0), NEVER).astype(np.int64)


def _with_old_crm(company: Company, comfort: npt.NDArray[np.float64], connected: npt.NDArray[np.float64]) -> None:
    """Lay an old CRM over the systems of the departments' own until it is switched off: the better one is used."""
    old = company.organisation.old_crm
    if old is None:
        return
    use = old.use(company.organisation.names, company.catalogue.names)
    there = comfort[: old.until], connected[: old.until]
    for now, own in zip(there, (old.comfort, old.connected), strict=True):
        np.maximum(now, own * use, out=now)


def undisturbed(company: Company, months: int) -> Schedule:
    """Return the schedule of a company in which management does nothing after the purchase."""
    departments, features = company.organisation.departments, company.catalogue.features
    shape = (months, len(departments), len(features))
    base = np.array([[getattr(d.levers, lever) for lever in LEVERS] for d in departments])
    month = np.arange(months)
    live = np.zeros(shape[:2], np.uint32)
    autonomy, own_comfort, connected = np.zeros((3, *shape))
    for d, department in enumerate(departments):
        for name, system in department.own_systems.items():
            f = company.catalogue.names.index(name)
            own_comfort[:, d, f], connected[:, d, f] = system.comfort, system.connected
    _with_old_crm(company, own_comfort, connected)
    for f, feature in enumerate(features):
        since = np.array([feature.live_from(department.name) for department in departments])
        live |= (month[:, None] >= since).astype(np.uint32) << np.uint32(f)
        if feature.autonomous:
            autonomy[:, :, f] = 1.0
    return Schedule(
        levers=np.repeat(base[None], months, axis=0),
        live=live,
        go_live=first_months(live, len(features)),
        gate=np.zeros(shape),
        autonomy=autonomy,
        own_comfort=own_comfort,
        connected=connected,
        changes=np.zeros(shape[:2]),
        base=base,
        cost=np.zeros(months + 1),
    )


def no_months(departments: int, features: int) -> Schedule:
    """Return a schedule without any month, for founding a company only."""
    pairs = (0, departments, features)
    return Schedule(
        levers=np.zeros((0, departments, len(LEVERS))),
        live=np.zeros((0, departments), np.uint32),
        go_live=np.zeros((departments, features), np.int64),
        gate=np.zeros(pairs),
        autonomy=np.zeros(pairs),
        own_comfort=np.zeros(pairs),
        connected=np.zeros(pairs),
        changes=np.zeros((0, departments)),
        base=np.zeros((departments, len(LEVERS))),
        cost=np.zeros(1),
    )
