"""The Mesa face: the same engine, one month per step, with people as agents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import mesa
import numpy as np
from mesa.agent import AgentSet

from ..model.errors import InputError, unknown
from ..model.levers import INDEX
from ..model.organisation import personnel_ids
from ..model.outcomes import OUTCOME_NAMES
from ..model.people import found_company
from ..model.simulation import step_month, whole_number
from ..model.state import (
    ACCURACY,
    CHAMPION_RANK,
    COMPLETENESS,
    HABIT_COMPLIANCE,
    HABIT_DEEP,
    IN_COMPLIANCE,
    IN_DEEP,
    IS_CHAMPION,
    RESISTANCE_TRAIT,
    SKILL,
    TENURE,
    TERRITORIALITY,
    USABLE,
)
from .files import load
from .scenario import Scenario

WAYS = ("legacy", "compliance", "deep")


class Employee(mesa.Agent):
    """One employee: a view on a row of the engine's arrays; nothing is copied.

    Attributes
    ----------
    row : int
        Row in the engine's arrays.
    """

    model: CRMAdoption

    def __init__(self, model: CRMAdoption, row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def employee_id(self) -> str:
        """Personnel id."""
        return self.model.personnel_ids[self.row]

    @property
    def department(self) -> str:
        """Name of the department."""
        return self.model.scenario.company.organisation.names[self._d]

    @property
    def _d(self) -> int:
        start = self.model.scenario.company.setting.place.start
        return int(np.searchsorted(start, self.row, side="right")) - 1

    @property
    def manager_row(self) -> int:
        """Row of the line manager, -1 for the head of a department."""
        return int(self.model.scenario.company.setting.place.manager[self.row])

    @property
    def tenure(self) -> int:
        """Months with the company."""
        return int(self.model.state.slots[TENURE, self.row])

    @property
    def resistance(self) -> float:
        """Resistance to change against the department's mean, in logits."""
        return float(self.model.state.traits[RESISTANCE_TRAIT, self.row])

    @property
    def territoriality(self) -> float:
        """How much customers and knowledge are seen as one's own, in [0, 1]."""
        return float(self.model.state.traits[TERRITORIALITY, self.row])

    @property
    def is_champion(self) -> bool:
        """Whether the employee is a champion."""
        return bool(self.model.state.traits[IS_CHAMPION, self.row])

    @property
    def champion_rank(self) -> int:
        """Order in which the department's people are asked to be champions, from 0."""
        return int(self.model.state.slots[CHAMPION_RANK, self.row])

    @property
    def deep_use(self) -> float:
        """Share of the employee's relevant features in deep use."""
        return self._share(IN_DEEP)

    @property
    def compliance_use(self) -> float:
        """Share of the employee's relevant features with the bare minimum."""
        return self._share(IN_COMPLIANCE)

    def _share(self, mask: int) -> float:
        relevant = int(self.model.scenario.company.setting.relevant[self._d])
        used = int(self.model.state.masks[mask, self.row]) & relevant
        return used.bit_count() / relevant.bit_count()

    def _feature(self, feature: str) -> int:
        names = self.model.scenario.company.catalogue.names
        if feature not in names:
            raise unknown("feature", feature, names)
        return names.index(feature)

    def way_of_working(self, feature: str) -> str:
        """Return ``"legacy"``, ``"compliance"`` or ``"deep"`` for a feature."""
        bit, masks = self._feature(feature), self.model.state.masks
        deep = (int(masks[IN_DEEP, self.row]) >> bit) & 1
        return WAYS[2 if deep else (int(masks[IN_COMPLIANCE, self.row]) >> bit) & 1]

    def skill(self, feature: str) -> float:
        """Return the skill with a feature, in [0, 1]."""
        return float(self.model.state.pairs[SKILL, self._feature(feature), self.row])

    def habit(self, feature: str) -> dict[str, float]:
        """Return the strength of the habit of each way of working; they sum to one."""
        f, pairs = self._feature(feature), self.model.state.pairs
        deep = float(pairs[HABIT_DEEP, f, self.row])
        compliance = float(pairs[HABIT_COMPLIANCE, f, self.row])
        return {"legacy": 1.0 - deep - compliance, "compliance": compliance, "deep": deep}


class DepartmentView(mesa.Agent):
    """One department: a view on a row of the engine's department arrays."""

    model: CRMAdoption

    def __init__(self, model: CRMAdoption, number: int) -> None:
        super().__init__(model)
        self.number = number

    @property
    def name(self) -> str:
        """Machine name."""
        return self.model.scenario.company.organisation.names[self.number]

    @property
    def people(self) -> int:
        """Headcount."""
        return self.model.scenario.company.organisation.departments[self.number].people

    @property
    def completeness(self) -> float:
        """Completeness of the department's part of the customer record."""
        return float(self.model.state.department[self.number, COMPLETENESS])

    @property
    def accuracy(self) -> float:
        """Accuracy of the department's part of the customer record."""
        return float(self.model.state.department[self.number, ACCURACY])

    @property
    def usable_data(self) -> float:
        """Data the department can use."""
        return float(self.model.state.department[self.number, USABLE])

    def outcome(self, name: str) -> float:
        """Return an outcome of the department in the last month."""
        return self.model.outcome(name, self.number + 1)

    def lever(self, name: str) -> float:
        """Return the level of a lever in the month to come."""
        if name not in INDEX:
            raise unknown("lever", name, INDEX)
        levers = self.model.scenario.schedule.levers
        return float(levers[min(self.model.month, len(levers) - 1), self.number, INDEX[name]])


DepartmentView.__name__ = "Department"


class CRMAdoption(mesa.Model):
    """One company as a Mesa model: `step` runs one month of the engine.

    The same numbers come out as from `simulate`, bit for bit. Agents are created when they are
    first asked for.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, a shipped name or the path of a scenario file.
    base_seed : int
        Root seed of the company's own random numbers.
    replicate : int
        Number of the replicate.
    months : int, optional
        Horizon instead of the scenario's.
    rng : int or numpy.random.Generator, optional
        Mesa's own generator; the company does not use it.

    Raises
    ------
    InputError
        For an unknown scenario or a number out of range.
    """

    def __init__(
        self,
        scenario: Scenario | str = "no_programme",
        base_seed: int = 0,
        replicate: int = 0,
        months: int | None = None,
        *,
        rng: Any = None,
    ) -> None:
        super().__init__(rng=int(rng) if isinstance(rng, np.integer) else rng)
        chosen = load(scenario) if isinstance(scenario, str) else scenario
        self.scenario = chosen if months is None else replace(chosen, months=int(months))
        self.base_seed = whole_number(base_seed, 0, 2**64 - 1, "base_seed")
        self.replicate = whole_number(replicate, 0, 2**31 - 1, "replicate")
        company = self.scenario.company
        self.month = 0
        features = len(company.catalogue.features)
        self.state = found_company(company.setting, features, np.uint64(self.base_seed), self.replicate)
        self.values = np.full((1 + len(company.organisation.departments), len(OUTCOME_NAMES)), np.nan)
        self._people: list[Employee] | None = None
        self._departments: list[DepartmentView] = []

    def step(self) -> None:
        """Run one month; `running` becomes False at the horizon.

        Raises
        ------
        InputError
            After the horizon has been reached.
        """
        if self.month >= self.scenario.months:
            raise InputError(f"the horizon of {self.scenario.months} months has been reached.", field="months")
        company = self.scenario.company
        seats = float(company.organisation.seats or company.organisation.headcount)
        step_month(
            company.setting, self.scenario.schedule, self.state, seats, np.uint64(self.base_seed),
            self.replicate, self.month, self.values,
        )  # fmt: skip
        self.month += 1
        self.running = self.month < self.scenario.months

    def outcome(self, name: str, place: int = 0) -> float:
        """Return an outcome of the last month; place 0 is the company, d + 1 a department."""
        if name not in OUTCOME_NAMES:
            raise unknown("outcome", name, OUTCOME_NAMES)
        return float(self.values[place, OUTCOME_NAMES.index(name)])

    def __getattr__(self, name: str) -> Any:
        if name in OUTCOME_NAMES:
            return self.outcome(name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @property
    def personnel_ids(self) -> tuple[str, ...]:
        """Personnel ids in row order."""
        if "_ids" not in self.__dict__:
            self._ids = personnel_ids(self.scenario.company.organisation)
        return self._ids

    def _create_agents(self) -> None:
        if self._people is None:
            self._people = []  # Mesa asks for the agents while they register
            self._departments = [DepartmentView(self, d) for d in range(len(self.values) - 1)]
            self._people = [Employee(self, row) for row in range(self.scenario.company.organisation.headcount)]
            # Mesa 3.3 counts agents' ids in a dictionary on the class, which would keep every model alive.
            getattr(mesa.Agent, "_ids", {}).pop(self, None)

    @property
    def agents(self) -> AgentSet[Any]:
        """All employees and departments, created on first use."""
        self._create_agents()
        return super().agents

    @property
    def agents_by_type(self) -> Any:
        """Agents by class, created on first use."""
        self._create_agents()
        return super().agents_by_type

    @property
    def agent_types(self) -> Any:
        """Classes of agents, created on first use."""
        self._create_agents()
        return super().agent_types

    @property
    def employees(self) -> list[Employee]:
        """Employees in row order."""
        self._create_agents()
        return list(self._people or ())

    @property
    def departments(self) -> list[DepartmentView]:
        """Departments in order."""
        self._create_agents()
        return list(self._departments)
