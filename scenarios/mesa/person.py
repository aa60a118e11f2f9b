"""Who an employee is: place, boss, colleagues and traits, as a view on the engine's arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...model.errors import InputError
from ...model.in_brief import one_line
from ...model.simulation import whole_number
from ...model.state import CHAMPION_RANK, COLLEAGUE, IS_CHAMPION, RESISTANCE_TRAIT, TENURE, TERRITORIALITY
from .view import View, checked


class Person(View):
    """Who an employee is; what it does, and why, is `Employee`.

    Attributes
    ----------
    row : int
        Row in the engine's arrays.
    number : int
        Number of the department.
    """

    row: int
    number: int

    def __repr__(self) -> str:
        shown = {"row": str(self.row), "id": self.employee_id, "department": self.department, "level": str(self.level)}
        return one_line(type(self).__name__, iter(shown.items()))

    @property
    def employee_id(self) -> str:
        """Personnel id."""
        return self.model.personnel_ids[self.row]

    @property
    def department(self) -> str:
        """Machine name of the department."""
        return self.model.scenario.company.organisation.names[self.number]

    @property
    def manager(self) -> Any:
        """The line manager, None for the head of a department."""
        row = self.manager_row
        return self.model.employees[row] if row >= 0 else None

    @property
    def manager_row(self) -> int:
        """Row of the line manager, -1 for the head of a department."""
        return int(self.model.setting.place.manager[self.row])

    @property
    def level(self) -> int:
        """1 for staff, higher for managers."""
        return int(self.model.setting.place.level[self.row])

    @property
    def tenure(self) -> int:
        """Months with the company, 0 or more; can be set."""
        return int(self.model.state.slots[TENURE, self.row])

    @tenure.setter
    def tenure(self, months: int) -> None:
        self.model.state.slots[TENURE, self.row] = whole_number(months, 0, 1200, "tenure")

    @property
    def resistance(self) -> float:
        """Resistance to change against the department's mean, in logits; can be set, -10 to 10."""
        return float(self.model.state.traits[RESISTANCE_TRAIT, self.row])

    @resistance.setter
    def resistance(self, value: float) -> None:
        self.model.state.traits[RESISTANCE_TRAIT, self.row] = checked(value, -10.0, 10.0, "resistance")

    @property
    def territoriality(self) -> float:
        """How much customers and knowledge are seen as one's own, in [0, 1]; can be set."""
        return float(self.model.state.traits[TERRITORIALITY, self.row])

    @territoriality.setter
    def territoriality(self, value: float) -> None:
        self.model.state.traits[TERRITORIALITY, self.row] = checked(value, 0.0, 1.0, "territoriality")

    @property
    def is_champion(self) -> bool:
        """Whether the employee is a champion; can be set, and a programme for champions may change it again."""
        return bool(self.model.state.traits[IS_CHAMPION, self.row])

    @is_champion.setter
    def is_champion(self, value: bool) -> None:
        if not isinstance(value, (bool, np.bool_)):
            raise InputError("{value!r} is not allowed; give True or False.", value=value, field="is_champion")
        self.model.state.traits[IS_CHAMPION, self.row] = float(value)

    @property
    def champion_rank(self) -> int:
        """Order in which the department's people are asked to be champions, from 0."""
        return int(self.model.state.slots[CHAMPION_RANK, self.row])

    @property
    def cell(self) -> Any:
        """Where the person stands in `CRMAdoption.space`; its neighbours are the colleagues."""
        return self.model.space.cell_of(self.row)

    @property
    def colleagues(self) -> list[Any]:
        """Colleagues the person has ties to, inside the department first; one of two ties appears twice."""
        first, last = (int(self.model.state.tie_start[2 * self.row + end]) for end in (0, 2))
        rows = self.model.state.ties[first:last, COLLEAGUE].tolist()
        return [self.model.employees[row] for row in rows]
