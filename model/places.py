"""Where everybody stands: rows by department and team, reporting lines, personnel ids."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .organisation import Organisation, Roster
from .state import LANES


class Layout(NamedTuple):
    """Where each person stands; rows are sorted by department and team (n rows, D departments).

    Attributes
    ----------
    ids : uint32 array [n + LANES]
        Key of the person's random numbers; the last entries belong to nobody.
    start : int64 array [D + 1]
        First row of each department.
    manager : int32 array [n]
        Row of the line manager, -1 for a department head.
    level : int32 array [n]
        1 for staff, higher for managers.
    tenure : float32 array [n]
        Months with the company at the start, -1 where it is drawn.
    leads : bool array [n]
        Whether anyone reports to the person.
    """

    ids: npt.NDArray[np.uint32]
    start: npt.NDArray[np.int64]
    manager: npt.NDArray[np.int32]
    level: npt.NDArray[np.int32]
    tenure: npt.NDArray[np.float32]
    leads: npt.NDArray[np.bool_]


def _tree(people: int, span: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return manager position (-1 for the head) and level of each position in a full tree."""
    position = np.arange(people)
    manager = np.where(position > 0, (position - 1) // span, -1)
    level = np.ones(people, np.int64)
    first = people - 1
    while first > 0:  # managers of the current bottom layer and above stand one level higher
        first = (first - 1) // span
        level[: first + 1] += 1
    return manager, level


def _generated(organisation: Organisation) -> dict[str, list[npt.NDArray[Any]]]:
    columns: dict[str, list[npt.NDArray[Any]]] = {"ids": [], "manager": [], "level": [], "tenure": []}
    first = 0
    for d, department in enumerate(organisation.departments):
        manager, level = _tree(department.people, int(organisation.span_of_control))
        columns["ids"].append(np.arange(department.people) + (d << 24))
        columns["manager"].append(np.where(manager >= 0, manager + first, -1))
        columns["level"].append(level)
        columns["tenure"].append(np.full(department.people, -1.0))
        first += department.people
    return columns


def personal_key(identifier: str) -> int:
    """Return the 32-bit key of a personnel id, the same whatever the roster's order or size."""
    return int.from_bytes(hashlib.blake2b(identifier.encode(), digest_size=4).digest(), "little")


def _unique_keys(identifiers: list[str]) -> list[int]:
    """Return one distinct key per id; the rare collision goes to the next free key."""
    taken: set[int] = set()
    keys: dict[str, int] = {}
    for identifier in sorted(identifiers):
        key = personal_key(identifier)
        while key in taken:
            key = (key + 1) & 0xFFFFFFFF
        taken.add(key)
        keys[identifier] = key
    return [keys[identifier] for identifier in identifiers]


def _from_roster(organisation: Organisation, roster: Roster) -> tuple[dict[str, list[npt.NDArray[Any]]], list[int]]:
    department_of = {name: d for d, name in enumerate(organisation.names)}
    order = sorted(
        range(len(roster.ids)),
        key=lambda i: (department_of[roster.departments[i]], roster.managers[i], roster.ids[i]),
    )
    row_of = {roster.ids[i]: row for row, i in enumerate(order)}
    manager = [row_of.get(roster.managers[i], -1) for i in order]
    keys = _unique_keys([roster.ids[i] for i in order])
    columns = {
        "ids": [np.array(keys)],
        "manager": [np.array(manager)],
        "level": [np.array([roster.levels[i] for i in order])],
        "tenure": [np.array([roster.tenures[i] for i in order])],
    }
    return columns, order


def layout(organisation: Organisation) -> Layout:
    """Return everybody's place: from the roster, or a tree of managers per department.

    The order of a roster does not matter: rows are sorted by department, team and id.
    """
    if organisation.roster is None:
        columns = _generated(organisation)
    else:
        columns, _ = _from_roster(organisation, organisation.roster)
    manager = np.concatenate(columns["manager"]).astype(np.int32)
    leads = np.zeros(len(manager), np.bool_)
    leads[manager[manager >= 0]] = True
    return Layout(
        ids=np.concatenate([*columns["ids"], np.zeros(LANES, np.int64)]).astype(np.uint32),
        start=np.cumsum([0, *(department.people for department in organisation.departments)]),
        manager=manager,
        level=np.concatenate(columns["level"]).astype(np.int32),
        tenure=np.concatenate(columns["tenure"]).astype(np.float32),
        leads=leads,
    )


def personnel_ids(organisation: Organisation) -> tuple[str, ...]:
    """Return the people's ids in row order: the roster's, or ``sales-1`` and so on."""
    if organisation.roster is None:
        return tuple(f"{d.name}-{i + 1}" for d in organisation.departments for i in range(d.people))
    _, order = _from_roster(organisation, organisation.roster)
    return tuple(organisation.roster.ids[i] for i in order)
