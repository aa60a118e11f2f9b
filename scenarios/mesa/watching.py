"""Looking inside: a company lived through month by month, and what some of its people do, written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.errors import InputError
from ...model.in_brief import one_line
from ..core.scenario import Scenario
from .model import CRMAdoption

if TYPE_CHECKING:
    import pandas as pd


class Watch:
    """A company to step through, with a diary of the people who are looked at.

    Attributes
    ----------
    model : CRMAdoption
        As it is after the last month that was stepped through.
    people : tuple of int
        Who is looked at: their places in ``model.employees``.
    """

    def __init__(self, model: CRMAdoption, people: Sequence[int]) -> None:
        self.model, self.people = model, tuple(people)
        self._rows: list[dict[str, Any]] = []

    def __repr__(self) -> str:
        said = {"scenario": self.model.scenario.name, "month": self.model.month, "people": len(self.people)}
        return one_line("Watch", ((name, str(value)) for name, value in said.items()))

    def __iter__(self) -> Iterator[CRMAdoption]:
        """Step through the months that are left, and yield the model after each."""
        while self.model.month < self.model.scenario.months:
            self.model.step()
            self._note()
            yield self.model

    def _note(self) -> None:
        for number in self.people:
            person = self.model.employees[number]
            for feature in self.model.scenario.company.catalogue.names:
                if person.live >> person.feature_number(feature) & 1:
                    self._rows.append({
                        "month": self.model.month, "person": number, "department": person.department,
                        "tenure": person.tenure, "feature": feature, "way": person.way_of_working(feature),
                        "skill": person.skill(feature), "colleagues": person.exposure(feature),
                    })  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """Return the diary, a row for each month, person and feature that was live and mattered.

        Returns
        -------
        pandas.DataFrame
            Columns: month (from 1), person, department, tenure (months; small again where somebody new has come),
            feature, way (legacy, compliance or deep), skill, and colleagues: the pull of theirs, both in [0, 1].
        """
        import pandas as pd

        return pd.DataFrame(self._rows)


def watch(
    scenario: Scenario | Path | str = "no_programme", people: Sequence[int] = (0,), *, seed: int = 0,
    replicate: int = 0, months: int | None = None,
) -> Watch:  # fmt: skip
    """Return a company to step through month by month, with a diary of some of its people.

    Parameters
    ----------
    scenario : Scenario, Path or str
    people : sequence of int
        Who is looked at: places in ``model.employees``, from 0.
    seed, replicate : int
        Which company: replicate k is the same one as in `simulate` and `compare`.
    months : int, optional
        How long; by default as the scenario says.

    Returns
    -------
    Watch
        To be gone through with ``for``; ``to_frame`` is the diary.

    Raises
    ------
    InputError
        If there is no such scenario, or nobody with such a number.

    Examples
    --------
    >>> import crm_adoption
    >>> company = crm_adoption.watch("no_programme", people=[7], months=3, seed=1)
    >>> [model.month for model in company]
    [1, 2, 3]
    >>> list(company.to_frame().columns)
    ['month', 'person', 'department', 'tenure', 'feature', 'way', 'skill', 'colleagues']
    """
    model = CRMAdoption(scenario, base_seed=seed, replicate=replicate, months=months)
    for number in people:
        if not 0 <= number < len(model.employees):
            problem = "there is nobody with number {number}; give 0 to {last}."
            raise InputError(problem, field="people", number=number, last=len(model.employees) - 1)
    return Watch(model, people)
