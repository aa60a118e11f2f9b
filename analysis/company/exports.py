"""Tables as CSV files that a spreadsheet opens without running anything that stands in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ...model.display import displayable
from ..words.heads import distinct

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula; numbers stay as they are.

    Examples
    --------
    >>> harmless("=1+1"), harmless("-3.5"), harmless("Sales")
    ("'=1+1", '-3.5', 'Sales')
    """
    cell = displayable(cell, lines=True)
    if not cell.startswith(_STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return "'" + cell
    return cell


def csv_text(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as the text of a file, one line a row."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [[harmless(cell) for cell in row] for row in (distinct(heading), *rows)]
    )
    return text.getvalue()
