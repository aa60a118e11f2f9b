"""One company recorded person by person and month by month, so that a page can play it both ways."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.places import personnel_ids
from ...model.simulation import by_month
from ...model.state import COLLEAGUE, IN_COMPLIANCE, IN_DEEP, IS_CHAMPION, TENURE
from ...scenarios.core.scenario import Scenario

CHAMPION, NEWCOMER = 1, 2
"""Bits of `Recording.marks`: a champion; somebody who came during the last month."""
MOST_PEOPLE = 20_000
"""People beyond which no company is shown; of large ones several people are one square."""


@dataclass(frozen=True, eq=False, repr=False)
class Recording:
    """Who worked how in each month of one company (n people, D departments, month 0 is go-live).

    Attributes
    ----------
    deep, minimum : uint32 array [months + 1, n]
        One bit per feature: in real use, with the bare minimum.
    marks : uint8 array [months + 1, n]
        `CHAMPION` and `NEWCOMER`.
    leads : bool array [n]
        Whether anybody reports to the person.
    start : int array [D + 1]
        First row of each department.
    relevant : int array [D]
        One bit per feature that matters to the department.
    colleagues : tuple of tuple of int
        Rows of the people each person has ties to, without repeats.
    names : tuple of str
        Personnel ids.
    """

    deep: npt.NDArray[np.uint32]
    minimum: npt.NDArray[np.uint32]
    marks: npt.NDArray[np.uint8]
    leads: npt.NDArray[np.bool_]
    start: tuple[int, ...]
    relevant: tuple[int, ...]
    colleagues: tuple[tuple[int, ...], ...]
    names: tuple[str, ...]

    @property
    def months(self) -> int:
        """Number of months."""
        return len(self.deep) - 1

    @property
    def people(self) -> int:
        """Number of people."""
        return len(self.leads)

    def rows(self, d: int) -> slice:
        """Return the rows of a department."""
        return slice(self.start[d], self.start[d + 1])

    def shares(self, month: int, d: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return by person of a department the shares of relevant features in real use and with the bare minimum."""
        deep, minimum = self.counts(d, slice(month, month + 1))
        of = max(self.relevant[d].bit_count(), 1)
        return deep[0] / of, minimum[0] / of

    def counts(self, d: int, months: slice = slice(None)) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
        """Return how many relevant features each person of a department really uses, or does the minimum in.

        Parameters
        ----------
        d : int
        months : slice
            Rows of `deep`; by default all of them.

        Returns
        -------
        tuple of uint8 array [months, people of the department]
        """
        relevant, rows = np.uint32(self.relevant[d]), self.rows(d)
        return _counted(self.deep[months, rows] & relevant), _counted(self.minimum[months, rows] & relevant)


def _counted(masks: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    bits = np.unpackbits(np.ascontiguousarray(masks).view(np.uint8)).reshape(*masks.shape, 32)
    return np.asarray(bits.sum(axis=-1, dtype=np.uint8))


def record(scenario: Scenario, *, replicate: int = 0, seed: int = 0) -> Recording:
    """Run one company and keep how everybody works in every month.

    The numbers are those of `simulate`, replicate by replicate.

    Raises
    ------
    InputError
        If the company is too large to be shown person by person.
    """
    people, months = scenario.company.organisation.headcount, scenario.months
    if people > MOST_PEOPLE:
        problem = "{people:,} people are too many to be shown one by one; allowed are {most:,} at most."
        raise InputError(problem, field="organisation.people", people=people, most=MOST_PEOPLE)
    drawn = scenario.drawn(replicate)
    company, place = drawn.company, drawn.company.setting.place
    deep, minimum = (np.zeros((months + 1, people), np.uint32) for _ in range(2))
    marks = np.zeros((months + 1, people), np.uint8)
    tenure = np.zeros(people, np.int32)  # nobody has come by month 0
    for month, state in enumerate(by_month(company.setting, drawn.schedule, company.seats, seed, replicate)):
        deep[month] = state.masks[IN_DEEP, :people]
        minimum[month] = state.masks[IN_COMPLIANCE, :people]
        champions, newcomers = state.traits[IS_CHAMPION, :people] > 0.0, state.slots[TENURE] < tenure
        marks[month] = champions * CHAMPION + newcomers * NEWCOMER
        tenure = state.slots[TENURE].copy()
    ends, ties = state.tie_start[::2], state.ties[:, COLLEAGUE]
    return Recording(
        deep=deep,
        minimum=minimum,
        marks=marks,
        leads=np.asarray(place.leads[:people], np.bool_),
        start=tuple(int(row) for row in place.start),
        relevant=tuple(int(bits) for bits in company.setting.relevant),
        colleagues=tuple(
            tuple(sorted({int(other) for other in ties[ends[row] : ends[row + 1]]})) for row in range(people)
        ),
        names=personnel_ids(company.organisation),
    )
