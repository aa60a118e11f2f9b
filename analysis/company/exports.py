"""Tables as CSV files that a spreadsheet opens without running anything that stands in them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from ..heads import distinct

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula; numbers stay as they are.

    Examples
    --------
    >>> harmless("=1+1"), harmless("-3.5"), harmless("Sales")
    ("'=1+1", '-3.5', 'Sales')
    """
    if not cell.startswith(_STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return "'" + cell
    return cell


def write_csv(path: Path, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table in UTF-8, one line a row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = (distinct(heading), *rows)
        csv.writer(file, lineterminator="\n").writerows([[harmless(cell) for cell in line] for line in lines])
