"""A company as a film: everybody's place and colours month by month, ready to be drawn by a page or into a file.

People of a department stand in the order of how much they really use, so that they change their place when they
change their ways; who uses as much as another one stays behind whom they stood before. Of large companies several
people who stand together at the start are one square, by their mean.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..drawings import PeopleGroup
from .recording import Recording

FULL = 255
"""How everything that a person does is written."""
MOST_SQUARES = 5000
"""Squares of a company at most; with more people several are one."""
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.uint16]


@dataclass(frozen=True, eq=False, repr=False)
class Film:
    """A company month by month, n squares.

    Attributes
    ----------
    deep, minimum : uint8 array [months + 1, n]
        Shares in real use and with the bare minimum, of 255.
    place : uint16 array [months + 1, n]
        Where everybody stands in the department, from 0.
    start : tuple of int
        First square of each department, and their number.
    people : int
        How many people are one square.
    heads : tuple of int
        People of each department.
    first : int
        Month with which it begins.
    """

    deep: Bytes
    minimum: Bytes
    place: Places
    start: tuple[int, ...]
    people: int
    heads: tuple[int, ...]
    first: int = 0

    @property
    def months(self) -> int:
        """Number of months after the first."""
        return len(self.deep) - 1

    def groups(self, month: int, titles: list[str]) -> list[PeopleGroup]:
        """Return the departments in a month as drawings take them, everybody in their place."""
        found = []
        for d, title in enumerate(titles):
            at, rows = month - self.first, slice(self.start[d], self.start[d + 1])
            order = np.argsort(self.place[at, rows])
            deep, minimum = (each[at, rows][order] / FULL for each in (self.deep, self.minimum))
            found.append(PeopleGroup(title, deep.tolist(), minimum.tolist(), heads=self.heads[d]))
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return what a page needs: arrays as Base64, lowest byte first."""
        arrays = {"deep": self.deep, "minimum": self.minimum, "place": self.place.astype("<u2")}
        packed = {name: base64.b64encode(each.tobytes()).decode() for name, each in arrays.items()}
        return {**packed, "months": self.months, "first": self.first, "squares": self.start[-1]}


def film_of(recording: Recording, last: int, first: int = 0, most: int = MOST_SQUARES) -> Film:
    """Return some months of a recorded company as a film.

    Parameters
    ----------
    recording : Recording
    last, first : int
        From 0, which is go-live, to the months recorded.
    most : int
        Squares at most; with more people several are one.
    """
    people = -(-recording.people // most)
    departments = [_department(recording, d, range(first, last + 1), people) for d in range(len(recording.relevant))]
    start = (0, *np.cumsum([each[0].shape[1] for each in departments]).tolist())
    deep, minimum = (np.concatenate([each[way] for each in departments], axis=1) for way in (0, 1))
    place = np.concatenate([each[2] for each in departments], axis=1)
    heads = tuple(np.diff(recording.start).tolist())
    return Film(deep, minimum, place, start, people, heads, first)


def _department(recording: Recording, d: int, months: range, people: int) -> tuple[Bytes, Bytes, Places]:
    """Return shares of a department's squares and their places, by month."""
    shares = [[_gathered(each, people) for each in recording.shares(month, d)] for month in months]
    deep, minimum = (np.array([each[way] for each in shares]) for way in range(2))
    order = np.arange(deep.shape[1])
    places = np.empty(deep.shape, np.uint16)
    for at in range(len(months)):
        order = order[np.lexsort((-minimum[at][order], -deep[at][order]))]
        places[at, order] = np.arange(len(order))
    written = [np.rint(FULL * each).astype(np.uint8) for each in (deep, minimum)]
    return written[0], written[1], places


def _gathered(values: npt.NDArray[np.float64], people: int) -> npt.NDArray[np.float64]:
    """Return the means of people who follow each other."""
    if people == 1:
        return values
    starts = np.arange(0, len(values), people)
    return np.asarray(np.add.reduceat(values, starts) / np.diff([*starts.tolist(), len(values)]))
