"""Departments as Mesa agents: views on the engine's department arrays."""

from __future__ import annotations

from ...model.in_brief import one_line
from ...model.outcomes import OUTCOME_NAMES
from ...model.rules import usable_data
from ...model.state import ACCURACY, COMPLETENESS, USABLE
from ..ground.adding import added
from ..words.declared import called
from .character import Character
from .employee import Employee
from .view import checked


class Department(Character):
    """One department: a view on a row of the engine's department arrays.

    Every department outcome is a property too: ``department.deep_use``.

    Attributes
    ----------
    number : int
        Number of the department.
    """

    number: int

    def __getattr__(self, name: str) -> float:
        if name in OUTCOME_NAMES:
            return self.outcome(name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __repr__(self) -> str:
        return one_line(type(self).__name__, iter({"name": self.name, "people": str(self.people)}.items()))

    @property
    def name(self) -> str:
        """Machine name."""
        return self.model.scenario.company.organisation.names[self.number]

    @property
    def working_time(self) -> float:
        """Working time of its people, as a share of full time."""
        return self.model.scenario.company.organisation.departments[self.number].fte

    def label(self, lang: str = "en") -> str:
        """Return the department's name in words.

        Parameters
        ----------
        lang : {"en", "de"}, optional

        Returns
        -------
        str
        """
        return called(self.model.scenario.company.organisation.departments[self.number], lang)

    @property
    def people(self) -> int:
        """Headcount."""
        return self.model.scenario.company.organisation.departments[self.number].people

    @property
    def employees(self) -> list[Employee]:
        """The department's people in row order."""
        start = self.model.setting.place.start
        return self.model.employees[int(start[self.number]) : int(start[self.number + 1])]

    @property
    def completeness(self) -> float:
        """Completeness of the department's part of the customer record, in [0, 1]; can be set."""
        return float(self.model.state.department[self.number, COMPLETENESS])

    @completeness.setter
    def completeness(self, value: float) -> None:
        self.model.state.department[self.number, COMPLETENESS] = checked(value, 0.0, 1.0, "completeness")

    @property
    def accuracy(self) -> float:
        """Accuracy of the department's part of the customer record, in [0, 1]; can be set."""
        return float(self.model.state.department[self.number, ACCURACY])

    @accuracy.setter
    def accuracy(self, value: float) -> None:
        self.model.state.department[self.number, ACCURACY] = checked(value, 0.0, 1.0, "accuracy")

    @property
    def usable_data(self) -> float:
        """Data the department could use at the end of the last month, in [0, 1]."""
        return float(self.model.state.department[self.number, USABLE])

    @property
    def data_at_hand(self) -> float:
        """Data the department can use in the coming month, as things stand, in [0, 1]."""
        quality = self.model.state.department[:, COMPLETENESS] * self.model.state.department[:, ACCURACY]
        others = [float(each) for d, each in enumerate(quality) if d != self.number]
        mean = added(others) / max(len(others), 1)
        return usable_data.py_func(float(quality[self.number]), mean, self.lever("silo_strength"))  # type: ignore[attr-defined,no-any-return]

    def outcome(self, name: str) -> float:
        """Return an outcome of the department in the last month.

        Parameters
        ----------
        name : str
            Name of the outcome.

        Returns
        -------
        float
            In the outcome's unit; NaN before the first month, and where departments have none.

        Raises
        ------
        InputError
            For an unknown outcome.
        """
        return self.model.outcome(name, self.number + 1)
