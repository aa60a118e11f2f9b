"""Shares of use by month, department and feature: read off an export, or off a simulated company in the same way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.features import RELEVANT_FROM
from ...scenarios.core.scenario import Scenario
from ...scenarios.usage.usage import Usage

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Shares:
    """Use by month, department and feature (k companies, T months, D departments, F features of the catalogue).

    Attributes
    ----------
    deep, touched : float64 array [k, T, D, F]
        Share of the department's people in real use, and in any use, as probable as they are; NaN where nothing is
        known: the feature is not relevant to the department or not in the export, the month has no data,
        or the export has no counts (`deep` only).
    people : float64 array [T, D]
        People who were there.
    """

    deep: Floats
    touched: Floats
    people: Floats

    @property
    def months(self) -> int:
        """Number of months."""
        return int(self.deep.shape[1])

    def after(self, months: int) -> Shares:
        """Return the shares with so many months before them of which nothing is known."""
        unknown = np.full((len(self.deep), months, *self.deep.shape[2:]), np.nan)
        people = np.concatenate([np.repeat(self.people[:1], months, axis=0), self.people])
        deep, touched = (np.concatenate([unknown, each], axis=1) for each in (self.deep, self.touched))
        return Shares(deep, touched, people)

    def first(self, months: int) -> Shares:
        """Return the first months alone."""
        return Shares(self.deep[:, :months], self.touched[:, :months], self.people[:months])


def departments_of(scenario: Scenario) -> npt.NDArray[np.int64]:
    """Return the department's number of everybody in the roster's order."""
    organisation = scenario.company.organisation
    if organisation.roster is None:
        return np.repeat(np.arange(len(organisation.departments)), [each.people for each in organisation.departments])
    number = {name: d for d, name in enumerate(organisation.names)}
    return np.array([number[each] for each in organisation.roster.departments])


def known_cells(scenario: Scenario, usage: Usage) -> Mask:
    """Return which cells an export can show, [T, D, F]."""
    relevant = scenario.company.relevance >= RELEVANT_FROM
    there = np.array([name in usage.features for name in scenario.company.catalogue.names])
    return np.asarray(usage.seen[:, None, None] & (relevant & there)[None])


def observed(scenario: Scenario, usage: Usage, real: Floats, least: Floats) -> Shares:
    """Return the shares that an export shows, with k = 1.

    Parameters
    ----------
    real, least : float64 array [P, T, F]
        Probability of real work and of the bare minimum.
    """
    names = scenario.company.catalogue.names
    place = [names.index(each) for each in usage.features]
    department = departments_of(scenario)
    shape = (len(usage.months), len(scenario.company.organisation.departments), len(names))
    deep, touched, people = np.zeros(shape), np.zeros(shape), np.zeros(shape[:2])
    for d in range(shape[1]):
        people[:, d] = usage.present[department == d].sum(axis=0)
        deep[:, d, place] = real[department == d].sum(axis=0)
        touched[:, d, place] = (real + least)[department == d].sum(axis=0)
    known = known_cells(scenario, usage)
    size = np.maximum(people, 1.0)[:, :, None]
    known = known & (people > 0.0)[:, :, None]
    read = known & usage.has_counts
    return Shares(np.where(read, deep / size, np.nan)[None], np.where(known, touched / size, np.nan)[None], people)


@dataclass(frozen=True, eq=False)
class Pattern:
    """Which cells are compared, and at which features companies differ: what makes shares one row of numbers.

    Attributes
    ----------
    deep, touched : bool array [T, D, F]
        Cells that the export shows.
    """

    deep: Mask
    touched: Mask

    @classmethod
    def of(cls, shares: Shares) -> Pattern:
        """Return the pattern of an export's shares."""
        return cls(np.isfinite(shares.deep[0]), np.isfinite(shares.touched[0]))

    def first(self, months: int) -> Pattern:
        """Return the pattern of the first months."""
        return Pattern(self.deep[:months], self.touched[:months])

    def summary(self, shares: Shares) -> Floats:
        """Return means that describe a company's history, [k, n], on the scale of the arcsine of the root.

        By department and by feature over windows of months that grow from one month to a quarter, and
        in the last month.
        """
        columns = []
        for values, known in ((shares.deep, self.deep), (shares.touched, self.touched)):
            for window in [*windows(known.shape[0]), slice(known.shape[0] - 1, known.shape[0])]:
                for axis in (1, 0):  # over features, then over departments
                    columns += _means(values[:, window], known[window], shares.people[window], axis)
        return np.asarray(np.arcsin(np.sqrt(np.clip(np.column_stack(columns), 0.0, 1.0))))

    def real(self, shares: Shares) -> Floats:
        """Return real use by month for the company and each department, [k, T, 1 + D]; NaN where nothing is known.

        Over the pairs of person and feature that are known. Without counts, any use instead.
        """
        counted = self.deep.any()
        known, values = (self.deep, shares.deep) if counted else (self.touched, shares.touched)
        weight = np.where(known, shares.people[:, :, None], 0.0)
        weighed = np.where(known[None], np.nan_to_num(values), 0.0) * weight[None]
        size = np.column_stack([weight.sum(axis=(1, 2)), weight.sum(axis=2)])
        total = np.concatenate([weighed.sum(axis=(2, 3))[:, :, None], weighed.sum(axis=3)], axis=2)
        return np.asarray(np.where(size > 0.0, total / np.maximum(size, 1e-9), np.nan))

    def longer(self, months: int) -> Pattern:
        """Return the pattern with further months that show what any month so far has shown."""
        more = months - self.deep.shape[0]
        ahead = [np.repeat(np.asarray(each.any(axis=0))[None], more, axis=0) for each in (self.deep, self.touched)]
        return Pattern(np.concatenate([self.deep, ahead[0]]), np.concatenate([self.touched, ahead[1]]))


def windows(months: int) -> list[slice]:
    """Return months 1, 2, 3, then quarters; what is left joins the last one.

    Examples
    --------
    >>> windows(7)
    [slice(0, 1, None), slice(1, 2, None), slice(2, 3, None), slice(3, 7, None)]
    """
    starts = [*range(min(months, 3)), *range(3, months - 2, 3)]
    starts += [3] if months > 3 and len(starts) == 3 else []
    return [slice(start, end) for start, end in zip(starts, [*starts[1:], months], strict=True)]


def _means(values: Floats, known: Mask, people: Floats, axis: int) -> list[Floats]:
    """Return the mean over months and all but one axis of cells [k, T, D, F], weighted by people, as columns."""
    weight = np.where(known, people[:, :, None], 0.0)
    filled = np.where(known[None], np.nan_to_num(values), 0.0) * weight[None]
    over = (1, 3) if axis == 1 else (1, 2)
    total, size = filled.sum(axis=over), weight.sum(axis=tuple(each - 1 for each in over))
    return [total[:, i] / size[i] for i in np.flatnonzero(size)]
