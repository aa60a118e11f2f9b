"""The Mesa face: the same engine, one month per step, with people as agents."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import mesa
import numpy as np
from mesa.datacollection import DataCollector

from ...model.company import Setting
from ...model.errors import InputError
from ...model.outcomes import OUTCOME_NAMES, column
from ...model.places import personnel_ids
from ...model.schedule import Schedule
from ...model.simulation import found_company, step_month, whole_number
from ...model.uncollected import uncollected
from ...model.watch import BEGAN, KNOWN, react_once
from ..core.overrides import overridden
from ..core.scenario import Scenario
from ..files.catalogue import load
from ..programmes.begun import from_now
from ..programmes.intervention import Intervention
from . import batches
from .department import Department
from .employee import Employee
from .lazy_agents import LazyAgentSet, view_of
from .shown import Shown
from .space import InSpace
from .view import READ_ONLY


class CRMAdoption(Shown, InSpace, mesa.Model):
    """One company as a Mesa model: `step` runs one month of the engine.

    The same numbers come out as from `simulate`, bit for bit, whoever looks at the agents and in whatever order models
    are stepped: a model shares nothing with other models. Agents are views, created when one of them is first needed.
    Every outcome is an attribute (``model.deep_use``) and a reporter of `datacollector`, collected after each month.
    A model can be used from several threads: steps and writes take turns.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A scenario, a shipped name or the path of a scenario file.
    base_seed : int
        Root seed of the company's own random numbers, 0 to 2**64 - 1.
    replicate : int
        Number of the replicate: the same people and chance in every scenario.
    months : int, optional
        Horizon instead of the scenario's.
    rng : int, str of digits or numpy.random.Generator, optional
        Mesa's own generator (shuffling of agents); the company does not use it; ask for replicates by ``replicate``.
    **kwargs
        Single numbers by their declared names, for sliders and `mesa.batch_run`: levers (``kpi_alignment=0.5`` in all
        departments from the start), behavioural, market and organisational parameters (``attention=0.4``,
        ``people=200``); see `crm_adoption.scenarios.core.overrides.overridden`.

    Attributes
    ----------
    month : int
    values : float64 array [1 + D, outcomes]
        Outcomes of the last month, NaN before the first; row 0 is the company.
    datacollector : mesa.DataCollector
        Month and all outcomes after each month; exchange it for reporters of your own.

    Raises
    ------
    InputError
        For an unknown scenario or override, with the nearest name, or a number out of range.

    Examples
    --------
    >>> from crm_adoption import CRMAdoption, Training
    >>> model = CRMAdoption("no_programme", replicate=3, people=60)
    >>> model.step()
    >>> model.apply(Training(strength=1.0))
    >>> model.run_model()
    >>> model.month
    36
    """

    def __init__(
        self,
        scenario: Scenario | str | Path = "no_programme",
        base_seed: int = 0,
        replicate: int = 0,
        months: int | None = None,
        *,
        rng: Any = None,
        **kwargs: Any,
    ) -> None:  # SolaraViz takes further parameters only if they are called kwargs
        try:
            super().__init__(rng=int(rng) if isinstance(rng, (np.integer, str)) else rng)
        except (TypeError, ValueError):
            problem = "{rng!r} is not allowed; give a whole number of 0 or more, or a numpy.random.Generator."
            raise InputError(problem, field="rng", rng=rng) from None
        self._turn = threading.RLock()
        self._mesas_step = self.step
        self.step = self._next_month  # type: ignore[method-assign]
        if "seed" in kwargs:
            raise InputError("give base_seed for people and chance, rng for Mesa's shuffling.", field="seed")
        batches.check_replicates(rng)
        chosen = overridden(scenario if isinstance(scenario, Scenario) else load(scenario), kwargs)
        self.base_seed = whole_number(base_seed, 0, 2**64 - 1, "base_seed")
        self.replicate = whole_number(replicate, 0, 2**31 - 1, "replicate")
        self._chosen = (chosen if months is None else replace(chosen, months=months)).drawn(self.replicate)
        self.month = 0
        self.state = found_company(self.setting, self.base_seed, self.replicate)
        departments = len(self.scenario.company.organisation.departments)
        self.values = np.full((1 + departments, len(OUTCOME_NAMES)), np.nan)
        self._take_up(self._chosen.schedule)
        self.datacollector = DataCollector(model_reporters={"month": "month"} | {n: n for n in OUTCOME_NAMES})
        self._views: tuple[list[Employee], list[Department]] | None = None
        self._next_id = self.scenario.company.organisation.headcount + departments + 1
        self._prepare_agents(departments)

    # --- the months ---

    @property
    def scenario(self) -> Scenario:
        """The scenario that is run, with all that has been applied to it."""
        return self._chosen

    @scenario.setter
    def scenario(self, value: Any) -> None:
        # Newer Mesas assign an experimental scenario of their own in the constructor; ours takes its place.
        if "_chosen" in self.__dict__:
            raise InputError(
                "a model keeps its scenario; make another one, or switch interventions on with apply().",
                field="scenario",
            )

    @property
    def setting(self) -> Setting:
        """The company as the engine's arrays; they stay the same throughout."""
        return self.scenario.company.setting

    @property
    def next_month(self) -> int:
        """Row of the schedule for the month to come; at the horizon, of the last month."""
        return min(self.month, self.scenario.months - 1)

    def _next_month(self) -> None:
        """Take turns, and refuse before Mesa's own clock moves."""
        with self._turn:
            if self.month >= self.scenario.months:
                problem = "the horizon of {months} months has been reached; give more months at the start."
                raise InputError(problem, field="months", months=self.scenario.months)
            self._mesas_step()

    def step(self) -> None:
        """Run one month; `running` becomes False at the horizon.

        Raises
        ------
        InputError
            After the horizon has been reached.
        """
        if self.month < self.scenario.months:  # Mesa's own clock may run beyond it
            step_month(
                self.setting, self.scenario.schedule, self.state, self.scenario.company.seats, self.base_seed,
                self.replicate, self.month, self.values, self.plan, self._fired,
            )  # fmt: skip
            self.month += 1
            self.datacollector.collect(self)
        self.running = self.month < self.scenario.months

    def apply(self, *interventions: Intervention) -> None:
        """Switch interventions on while the model runs.

        The outcome is that of a scenario that had them from the beginning with the same start - but what has
        been live so far, unlike in one with a roll-out from the beginning, is not new again.

        Parameters
        ----------
        *interventions : Intervention
            Each starts in its ``start`` month, or now if that is 0.

        Raises
        ------
        InputError
            If a start lies in the past or outside the horizon, a name does not exist, or something is no intervention.
        """
        with self._turn:
            now = tuple(from_now(each, self.month) for each in interventions)
            chosen = replace(self._chosen, interventions=(*self._chosen.interventions, *now))
            schedule = chosen.schedule  # what does not fit is refused here, before anything changes
            self._chosen, known = chosen, dict(zip(self._chosen.triggered, self._fired, strict=True))
            self._take_up(schedule, known)

    def _take_up(self, schedule: Schedule, known: Mapping[Intervention, Any] | None = None) -> None:
        """Work by another schedule from this month on; what has begun by a condition goes on."""
        earlier, self.plan = self.__dict__.get("plan"), schedule.own()
        rows = [(known or {}).get(each, (-1,) * KNOWN) for each in self.scenario.triggered]
        self._fired = np.array(rows, np.int32).reshape(-1, KNOWN)
        if earlier is not None:  # what has been live is not new again
            go_live = np.where(earlier.go_live < self.month, earlier.go_live, self.plan.go_live)
            self.plan = self.plan._replace(go_live=go_live)
        if schedule.conditions and self.month < self.scenario.months:
            react_once(schedule, self.plan, self._fired, self.values, self.month)

    @property
    def begun(self) -> dict[Intervention, int]:
        """Month in which each intervention with rules has first begun, as far as they have."""
        pairs = zip(self.scenario.triggered, self._fired[:, BEGAN].tolist(), strict=True)
        return {each: month for each, month in pairs if month >= 0}

    # --- what came of it ---

    def outcome(self, name: str, place: int = 0) -> float:
        """Return an outcome of the last month, in its unit; NaN before the first.

        Parameters
        ----------
        name : str
        place : int
            0 is the company, d + 1 a department.

        Returns
        -------
        float
        """
        return float(self.values[whole_number(place, 0, len(self.values) - 1, "place"), column(name)])

    def __getattr__(self, name: str) -> Any:
        if name in OUTCOME_NAMES:
            return self.outcome(name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        if name in OUTCOME_NAMES:
            raise InputError(READ_ONLY, field=name)
        super().__setattr__(name, value)

    # --- the people ---

    @property
    def personnel_ids(self) -> tuple[str, ...]:
        """Personnel ids in row order."""
        if "_personnel_ids" not in self.__dict__:
            self._personnel_ids = personnel_ids(self.scenario.company.organisation)
        return self._personnel_ids

    def _prepare_agents(self, departments: int) -> None:
        """Put sets into Mesa's registries whose agents come into being when first needed."""
        people = self.scenario.company.organisation.headcount
        self._all_agents = LazyAgentSet(self._everybody, self.random, people + departments)
        self._agents_by_type = {
            Employee: LazyAgentSet(self._employees, self.random, people),
            Department: LazyAgentSet(self._departments, self.random, departments),
        }

    def _everybody(self) -> list[Any]:
        return [*self._made()[0], *self._made()[1]]

    def _employees(self) -> list[Employee]:
        return self._made()[0]

    def _departments(self) -> list[Department]:
        return self._made()[1]

    def _made(self) -> tuple[list[Employee], list[Department]]:
        """Create all views at once, several times faster than one by one through Mesa's constructor."""
        with self._turn:
            if self._views is None:
                places = range(len(self.values) - 1)
                number = np.repeat(places, np.diff(self.setting.place.start)).tolist()
                with uncollected():
                    people = [view_of(Employee, self, row + 1, row=row, number=d) for row, d in enumerate(number)]
                self._views = people, [view_of(Department, self, len(people) + d + 1, number=d) for d in places]
            return self._views

    def register_agent(self, agent: Any) -> None:
        """Register an agent of the user's own, with an id that no employee or department has."""
        super().register_agent(agent)
        agent.unique_id = self._next_id
        self._next_id += 1
        # Mesa 3.3 counts agents' ids in a dictionary on the class, which would keep every model alive.
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    @property
    def employees(self) -> list[Employee]:
        """Employees in row order."""
        return self._employees()

    @property
    def departments(self) -> list[Department]:
        """Departments in order."""
        return self._departments()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in ("_turn", "_space")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._turn = threading.RLock()
