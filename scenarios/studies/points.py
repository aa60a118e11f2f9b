"""Design points of one's own: a CSV file with a column per uncertainty, or an array."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, nearest
from ...model.phrase import Phrase
from ..files.tables import listed
from ..files.targets import numbers
from ..reading.named_rows import NamedTable, Row, read_table
from .uncertainty import Uncertainty, check_together, listed_uncertainties

Floats = npt.NDArray[np.float64]
NUMBER = "point"
"""A column of this name, as exports have it, is passed over."""
KIND = Phrase("file of design points")


def points_of(path: Path | str, uncertainties: Sequence[Uncertainty] = ()) -> tuple[tuple[Uncertainty, ...], Floats]:
    """Read design points; without uncertainties, the file's headings name them.

    Returns
    -------
    uncertainties : tuple of Uncertainty
    points : float64 array [n, k]

    Raises
    ------
    InputError
        If the file cannot be read, a heading is no parameter, or with all problems of its rows.
    """
    place, uncertainties = Path(path), listed_uncertainties(uncertainties)
    table = read_table(place, KIND, {each.name: () for each in uncertainties}, needed=[u.name for u in uncertainties])
    headings = [name for name in table.columns if name != NUMBER]
    try:
        found = uncertainties or tuple(Uncertainty(name, distribution="given") for name in headings)
        if not found:
            raise InputError("no column names an uncertainty, such as behaviour.peer_weight.")
        check_together(found)
        names = [each.name for each in found]
        for name in headings:
            if name not in names:
                raise InputError(
                    "column {name!r} is none of the uncertainties.{near}", name=name, near=nearest(name, names)
                )
        return found, _numbers(table, found)
    except InputError as error:
        raise error.within(file=str(place)) from None


def _numbers(table: NamedTable, uncertainties: Sequence[Uncertainty]) -> Floats:
    """Return the numbers of all rows, or raise InputError with all that is wrong with them."""
    points, problems = np.empty((len(table.rows), len(uncertainties))), []
    for number, row in enumerate(table.rows):
        if row.fault:
            problems.append(Phrase("row {line}: {problem}", line=row.line, problem=row.fault))
            continue
        for k, each in enumerate(uncertainties):
            try:
                points[number, k] = _number(table, row, each)
            except InputError as error:
                problems.append(
                    Phrase("row {line}: {name}: {problem}", line=row.line, name=each.name, problem=error.phrase)
                )
    if problems:
        raise InputError(listed(problems))
    return points


def _number(table: NamedTable, row: Row, uncertainty: Uncertainty) -> float:
    try:
        value = table.number(row, uncertainty.name)
    except ValueError:
        text = row[uncertainty.name]
        if not text:
            raise InputError("the number is missing.") from None
        raise InputError("{text!r:.60} is not a number.", text=text) from None
    uncertainty.check(value)
    return value


def points_given(points: npt.ArrayLike, uncertainties: Sequence[Uncertainty]) -> tuple[tuple[Uncertainty, ...], Floats]:
    """Return an array of points once it fits the uncertainties.

    Raises
    ------
    InputError
        If its shape is not [n, k], or a value is not allowed (with its row, from 0).
    """
    found, uncertainties = numbers(points, "design.points"), listed_uncertainties(uncertainties)
    if found.ndim != 2 or found.shape[1] != len(uncertainties) or not len(found):
        many = len(uncertainties)
        problem = "points of shape {shape} do not fit {many} uncertainties; give [n, {many}]."
        raise InputError(problem, field="design.points", shape=found.shape, many=many)
    problems = []
    for number, row in enumerate(found.tolist()):
        for each, value in zip(uncertainties, row, strict=True):
            try:
                each.check(value)
            except InputError as error:
                problems.append(
                    Phrase("point {number}: {name}: {problem}", number=number, name=each.name, problem=error.phrase)
                )
    if problems:
        raise InputError(listed(problems), field="design.points")
    return uncertainties, found
