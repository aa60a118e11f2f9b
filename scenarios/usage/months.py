"""Months of an export as numbers, and as they are shown."""

from __future__ import annotations

from ..reading.column_dates import only_date

UNREADABLE = -2


def month_of(text: str) -> int:
    """Return the month that one text says, as 12 * year + month - 1; below zero if it says none, or several.

    Examples
    --------
    >>> month_of("März 2026") == month_of("2026-03") == month_of("03/2026")
    True
    """
    return only_date(text)


def written(month: int) -> str:
    """Return a month as 2026-03."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
