"""The company: departments, hierarchy and the people's places in it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .declared import Declared, number
from .errors import InputError
from .levers import Levers
from .state import LANES

MOST_PEOPLE = 5_000_000
MOST_DEPARTMENTS = 250
MOST_TIES = 400


@dataclass(frozen=True)
class Department(Declared):
    """One department.

    Attributes
    ----------
    name, label_en, label_de : str
        Machine name and words for people.
    role : str
        Which column of the features' relevance applies, e.g. ``sales``.
    people : int
        Headcount, 1 or more.
    levers : Levers
        Where the levers stand without any intervention.
    """

    name: str
    label_en: str
    label_de: str
    role: str
    people: int
    levers: Levers = field(default_factory=Levers)
    leaving: float = number(
        0.010, (0.005, 0.035), "Share of the department's people who leave per month.",
        unit="share/month", symbol="hazard", source="O6", grade="B", allowed=(0.0, 0.5),
    )  # fmt: skip
    territoriality: float = number(
        0.5, (0.3, 0.7), "How much people see customers and knowledge as their own, on average.", symbol="z"
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if isinstance(self.people, bool) or not isinstance(self.people, int) or self.people < 1:
            raise InputError(f"{self.people!r} is not a headcount; allowed is 1 or more.", field="people")

    def label(self, lang: str) -> str:
        """Return the department's name in words."""
        return self.label_de if lang == "de" else self.label_en


UNKNOWN_TENURE = -1.0


@dataclass(frozen=True)
class Roster:
    """The company's own list of people, one entry per person in each tuple.

    Attributes
    ----------
    ids : tuple of str
        Unique personnel ids.
    departments : tuple of str
        Department name of each person.
    managers : tuple of str
        Id of the line manager, empty for the head of a department.
    levels : tuple of int
        1 for staff, higher for more senior.
    tenures : tuple of float
        Months with the company; `UNKNOWN_TENURE` where they are drawn.
    """

    ids: tuple[str, ...]
    departments: tuple[str, ...]
    managers: tuple[str, ...]
    levels: tuple[int, ...]
    tenures: tuple[float, ...]


@dataclass(frozen=True)
class Ties:
    """Who works with whom, by the company's own counts.

    Attributes
    ----------
    pairs : tuple of (str, str)
        Personnel ids; each pair stands once.
    weights : tuple of float
        How closely, above 0; only proportions among a person's ties matter.
    """

    pairs: tuple[tuple[str, str], ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Organisation(Declared):
    """Departments, hierarchy, ties and the state of the customer record at the start.

    Attributes
    ----------
    name : str
        Name in words.
    departments : tuple of Department
        At least one; names differ.
    roster : Roster, optional
        The company's own list of people; by default a regular hierarchy.
    seats : int, optional
        Licences bought; by default one per person.
    ties : Ties, optional
        Who works with whom, for a company with a roster; by default a network is drawn.
    """

    name: str
    departments: tuple[Department, ...]
    roster: Roster | None = None
    seats: int | None = None
    ties: Ties | None = None
    manager_leaving: float = number(
        0.010, (0.005, 0.02), "Share of managers who leave per month.",
        unit="share/month", symbol="hazard_m", source="O6", grade="B", allowed=(0.0, 0.5),
    )  # fmt: skip
    completeness: float = number(
        0.35, (0.2, 0.5), "Completeness of the customer record at the start.", symbol="C_0", source="D1", grade="B"
    )
    accuracy: float = number(
        0.70, (0.5, 0.9), "Accuracy of the customer record at the start.", symbol="Q_0", source="D1", grade="B"
    )
    ties_inside: float = number(
        10.0, (6.0, 20.0), "Colleagues a person works with inside the department.",
        unit="ties", symbol="k_in", allowed=(0.0, MOST_TIES),
    )  # fmt: skip
    ties_across: float = number(
        2.0, (0.0, 6.0), "Colleagues a person works with in other departments.",
        unit="ties", symbol="k_out", allowed=(0.0, 32.0),
    )  # fmt: skip
    rewiring: float = number(
        0.10, (0.0, 0.3), "Share of ties that leap out of the team: 0 a ring of teams, 1 random.",
        symbol="p_rewire", source="S11", grade="A",
    )  # fmt: skip
    span_of_control: float = number(
        10.0, (5.0, 15.0), "People reporting to one manager.", unit="people", symbol="span", allowed=(2.0, 1000.0)
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.headcount < 2:
            raise InputError(
                "an organisation of one person has nobody to learn from; 2 or more are needed.", field="departments"
            )
        if self.headcount > MOST_PEOPLE:
            raise InputError(f"{self.headcount:,} people; at most {MOST_PEOPLE:,} are allowed.", field="departments")
        if len(self.departments) > MOST_DEPARTMENTS:
            problem = f"{len(self.departments)} departments; at most {MOST_DEPARTMENTS} are allowed."
            raise InputError(problem, field="departments")
        if self.roster is not None:
            counted = Counter(self.roster.departments)
            for each in self.departments:
                if counted[each.name] != each.people:
                    problem = f"the roster has {counted[each.name]} people, not {each.people}."
                    raise InputError(problem, field=f"departments.{each.name}.people")
        if self.ties is not None and self.roster is None:
            raise InputError("ties name people one by one, so they need a roster.", field="ties")
        names = [department.name for department in self.departments]
        if repeated := {name for name in names if names.count(name) > 1}:
            raise InputError(f"department {sorted(repeated)[0]!r} appears twice.", field="departments")
        for name in ("ties_inside", "ties_across"):
            if getattr(self, name) % 2:
                raise InputError(
                    f"{getattr(self, name):g} is odd; ties are mutual, so give an even number.", field=name
                )
        for name in ("span_of_control",):
            object.__setattr__(self, name, float(int(getattr(self, name))))
        if self.seats is not None and (not isinstance(self.seats, int) or self.seats < 1):
            raise InputError(f"{self.seats!r} is not a number of licences; allowed is 1 or more.", field="seats")

    @property
    def headcount(self) -> int:
        """Return the number of people."""
        return sum(department.people for department in self.departments)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the departments' machine names in order."""
        return tuple(department.name for department in self.departments)


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
