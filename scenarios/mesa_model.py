"""The Mesa face: the same engine, one month per step, with people as agents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import mesa
import numpy as np
from mesa.agent import AgentSet

from ..model.errors import InputError
from ..model.organisation import personnel_ids
from ..model.outcomes import OUTCOME_NAMES, column
from ..model.simulation import found_company, step_month, whole_number
from .files import load
from .mesa_agents import DepartmentView, Employee
from .scenario import Scenario


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
        self._chosen = chosen if months is None else replace(chosen, months=int(months))
        self.base_seed = whole_number(base_seed, 0, 2**64 - 1, "base_seed")
        self.replicate = whole_number(replicate, 0, 2**31 - 1, "replicate")
        company = self.scenario.company
        self.month = 0
        self.state = found_company(company.setting, self.base_seed, self.replicate)
        self.values = np.full((1 + len(company.organisation.departments), len(OUTCOME_NAMES)), np.nan)
        self._people: list[Employee] | None = None
        self._departments: list[DepartmentView] = []

    @property
    def scenario(self) -> Scenario:
        """The scenario that is run."""
        return self._chosen

    @scenario.setter
    def scenario(self, value: Any) -> None:
        # Mesa 3.5 assigns an experimental scenario of its own in its constructor; ours is frozen and stays.
        self._scenario = value

    def step(self) -> None:
        """Run one month; `running` becomes False at the horizon.

        Raises
        ------
        InputError
            After the horizon has been reached.
        """
        if self.month >= self.scenario.months:
            raise InputError(f"the horizon of {self.scenario.months} months has been reached.", field="months")
        company, plan = self.scenario.company, self.scenario.schedule
        step_month(
            company.setting, plan, self.state, company.seats, self.base_seed, self.replicate, self.month, self.values
        )
        self.month += 1
        self.running = self.month < self.scenario.months

    def outcome(self, name: str, place: int = 0) -> float:
        """Return an outcome of the last month; place 0 is the company, d + 1 a department."""
        return float(self.values[place, column(name)])

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
