"""The company that a page shows: the Mesa model, what it has been, and as what it is drawn."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.outcomes import OUTCOME_NAMES, column
from ...scenarios.core.scenario import Scenario
from ...scenarios.mesa.model import CRMAdoption
from ...scenarios.words.catalogue import Words
from ..drawings import PeopleGroup
from .choices import Choices
from .people import people_of, uses_of

say = Words("pages.words")


class CompanyOnPage:
    """A `CRMAdoption` and its months so far, in the shape that `SolaraViz` steps, resets and shows.

    It is no Mesa model itself: Mesa 3.5 takes a model's attribute ``scenario`` for its own
    experimental one and refuses any other on Reset.

    Parameters
    ----------
    choices : Choices
        What the reader has chosen; read once, here.
    second : Scenario, optional
        The scenario of the company that is shown beside another one.
    **kwargs
        The sliders' values as `SolaraViz` keeps them. They are not read: after another scenario has
        been chosen they are out of date.

    Attributes
    ----------
    chosen : tuple
        What it was built from.
    problem : InputError or None
        Why it could not be built; then there is no model, and it does not run.
    months : list of float array [1 + D, outcomes]
        Outcomes at the end of each month.
    beside : CompanyOnPage or None
        The same people with the same luck under another scenario, month by month with this one.
    """

    def __init__(self, choices: Choices, *, second: Scenario | None = None, **kwargs: Any) -> None:
        self.lang = choices.lang
        self.chosen = choices.chosen()
        self.months: list[npt.NDArray[np.float64]] = []
        self.problem: InputError | None = None
        self.model: CRMAdoption | None = None
        self.beside: CompanyOnPage | None = None
        try:
            self.model = CRMAdoption(second or choices.scenario(), replicate=choices.replicate.value)
            self.lang = self.model.scenario.manner(self.lang)
            other = None if second else choices.scenario_beside()
            self.beside = None if other is None else CompanyOnPage(choices, second=other)
        except InputError as error:
            self.problem = error

    @property
    def running(self) -> bool:
        """Whether there are months to come."""
        own = self.model is not None and self.model.month < self.model.scenario.months
        return own or (self.beside is not None and self.beside.running)

    @property
    def shown(self) -> tuple[CompanyOnPage, ...]:
        """The company, and the same one under the other scenario if there is one."""
        return (self,) if self.beside is None else (self, self.beside)

    @property
    def steps(self) -> str:
        """Month in words; Mesa 3.3 shows it."""
        return self.when()

    @property
    def time(self) -> str:
        """Month in words; Mesa 3.5 shows it."""
        return self.when()

    def when(self) -> str:
        """Return the month in words."""
        if self.model is None:
            return "–"
        month, months = self.model.month, self.model.scenario.months
        return say("month" if month else "go-live", self.lang, month=month, months=months)

    def step(self) -> None:
        """Run one month; nothing happens after the last."""
        if self.model is not None and self.model.month < self.model.scenario.months:
            self.model.step()
            self.months.append(self.model.values.copy())
        if self.beside is not None:
            self.beside.step()

    def now(self, outcome: str) -> float:
        """Return the company's outcome in the last month; not a number before the first."""
        return float(self.months[-1][0, column(outcome)]) if self.months else math.nan

    def history(self, outcome: str, place: int = 0) -> list[float]:
        """Return an outcome month by month; place 0 is the company, d + 1 a department."""
        index = OUTCOME_NAMES.index(outcome)
        return [float(values[place, index]) for values in self.months]

    def people(self) -> list[PeopleGroup]:
        """Return the people of each department as they work now."""
        return [] if self.model is None else people_of(self.model, self.lang)

    def uses(self) -> list[list[float]]:
        """Return by department and feature the share of people in real use; not a number where it does not matter."""
        return [] if self.model is None else uses_of(self.model)
