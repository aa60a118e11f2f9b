"""What the Mesa views on people and departments have in common: they write through, after a check."""

from __future__ import annotations

from typing import Any, Protocol

import mesa

from ...model.company import Setting
from ...model.declared import plain_number
from ...model.errors import InputError, unknown
from ...model.phrase import Phrase
from ...model.schedule import Schedule
from ...model.state import State
from ..core.scenario import Scenario


class Engine(Protocol):
    """What views need of the model whose arrays they show; `CRMAdoption` is one."""

    month: int
    plan: Schedule
    state: State
    random: Any
    _turn: Any

    @property
    def scenario(self) -> Scenario:
        """The scenario that is run."""

    @property
    def setting(self) -> Setting:
        """The company as the engine's arrays."""

    @property
    def next_month(self) -> int:
        """Row of the schedule for the month to come."""

    @property
    def personnel_ids(self) -> tuple[str, ...]:
        """The people's own names, by row."""

    @property
    def employees(self) -> list[Any]:
        """Views on the people, by row."""

    @property
    def departments(self) -> list[Any]:
        """Views on the departments, in order."""

    @property
    def space(self) -> Any:
        """People and their ties."""

    def outcome(self, name: str, place: int = 0) -> float:
        """Return an outcome of the last month; place 0 is the company."""


def checked(value: object, low: float, high: float, field: str) -> float:
    """Return a number in [low, high] as a float, or raise InputError."""
    value = plain_number(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        problem = "{value!r} is not allowed; give a number from {low:g} to {high:g}."
        raise InputError(problem, field=field, value=value, low=low, high=high)
    return float(value)


READ_ONLY = Phrase("this can be read only; it follows from the company and its months.")


class View(mesa.Agent):
    """What employees and departments have in common: they have no state of their own."""

    model: Engine

    def _feature(self, name: str) -> int:
        names = self.model.scenario.company.catalogue.names
        if name not in names:
            raise unknown("feature", name, names)
        return names.index(name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Write a property through to the engine; anything else would be lost, so it is refused."""
        known = {n: each for kind in type(self).__mro__ for n, each in vars(kind).items() if isinstance(each, property)}
        if name not in known and name not in self.__dict__:
            writable = [n for n, each in known.items() if each.fset]
            raise unknown("property of {kind}", name, writable, kind=type(self).__name__)
        if name != "pos" and (name not in known or known[name].fset is None):  # grids of one's own set pos
            raise InputError(READ_ONLY, field=name)
        with self.model._turn:
            super().__setattr__(name, value)

    def remove(self) -> None:
        """Refuse: people leave by turnover, and departments stay.

        Raises
        ------
        InputError
            Always.
        """
        raise InputError("the company keeps its people and departments; to let people leave, move the lever turnover.")

    @property
    def month(self) -> int:
        """Months that have been run; collectors record it with the agent."""
        return self.model.month
