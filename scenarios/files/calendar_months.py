"""Calendar months in scenario files: ``start = "2027-06"`` is a month from go-live, where that is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...model.errors import InputError
from ..words.months import month_read, month_written

STARTS = ("start", "end")
"""Fields of an intervention that hold a month."""


def numbered(value: Any, first: int | None, field: str) -> Any:
    """Return a calendar month as months from go-live; anything else as it is.

    Raises
    ------
    InputError
        If it lies before go-live, or if go-live is not known.
    """
    month = month_read(value)
    if month is None:
        return value
    if first is None:
        problem = "{value} is a calendar month, so the month of go-live must be known; add go_live = {example}."
        raise InputError(problem, field=field, value=value, example=f'"{month_written(month)}"')
    if month < first:
        problem = "{value} lies before go-live, which is in {live}; give {live} or later."
        raise InputError(problem, field=field, value=value, live=month_written(first))
    return month - first


def numbered_intervention(record: Mapping[str, Any], first: int | None) -> dict[str, Any]:
    """Return an intervention's record with its calendar months as months from go-live.

    Raises
    ------
    InputError
        For a month before go-live, or any calendar month where go-live is not known.
    """
    return {name: numbered(value, first, name) if name in STARTS else value for name, value in record.items()}


def numbered_by_itself(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return an intervention's record to be checked by itself, before it is known when its company goes live."""
    found = [month for name in STARTS if (month := month_read(record.get(name))) is not None]
    return numbered_intervention(record, min(found, default=None))


def numbered_features(tables: Mapping[str, Any], first: int | None) -> dict[str, Any]:
    """Return the tables of features with their calendar months of going live as months from the company's.

    Raises
    ------
    InputError
        For a month before go-live, or any calendar month where go-live is not known.
    """
    return {name: _feature(name, table, first) for name, table in tables.items()}


def _feature(name: str, table: Mapping[str, Any], first: int | None) -> dict[str, Any]:
    field, given = f"features.{name}.go_live", table.get("go_live")
    if isinstance(given, Mapping):
        return {**table, "go_live": {place: numbered(month, first, field) for place, month in given.items()}}
    return {**table, "go_live": numbered(given, first, field)} if given is not None else dict(table)
