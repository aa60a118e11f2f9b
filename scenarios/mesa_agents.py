"""Employees and departments as Mesa agents: views on the engine's arrays; nothing is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np

from ..model.errors import unknown
from ..model.levers import INDEX
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

if TYPE_CHECKING:
    from .mesa_model import CRMAdoption

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
