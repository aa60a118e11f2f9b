"""Excel workbooks: sheets whose texts stay texts, with frozen headings, filters and widths that fit."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ...model.display import displayable
from ...model.phrase import Phrase
from ...scenarios.ground.extras import needed
from ...scenarios.writing.whole import write_file
from ..words.heads import distinct

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins like this could be taken for a formula."""
_WIDEST, _NARROWEST = 60, 8
Row = Sequence[Any]


def check_excel() -> None:
    """Refuse where openpyxl is not installed."""
    needed("openpyxl", what=Phrase("Excel workbooks"), field="xlsx")


def _cell(sheet: Any, value: Any, *, bold: bool = False, wrap: bool = False) -> Any:
    """Return a cell; a text stays a text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    if isinstance(value, float) and not math.isfinite(value):
        value = None
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", displayable(value, lines=True))
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
    if bold:
        cell.font = Font(bold=True)
    if bold or wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def write_sheet(book: Any, name: str, heads: Sequence[str], rows: Iterable[Row], formats: Sequence[str] = ()) -> None:
    """Write a sheet with its heading frozen, columns as wide as their words and a filter on them.

    ``formats`` are Excel's number formats by column; "" leaves a number as it is.
    """
    from openpyxl.utils import get_column_letter

    rows, heads = list(rows), distinct(heads)
    sheet = book.create_sheet(name)
    for column, head in enumerate(heads):
        longest = max((len(str(row[column])) for row in rows[:500] if isinstance(row[column], str)), default=0)
        width = min(_WIDEST, max(_NARROWEST, longest, max(map(len, head.split())), len(head) // 2)) + 2
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    sheet.freeze_panes = "A2"
    if rows and len(heads) > 1:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    sheet.append([_cell(sheet, head, bold=True) for head in heads])
    for row in rows:
        cells = [_cell(sheet, value, wrap=len(heads) == 1) for value in row]
        for cell, shown in zip(cells, formats, strict=False):
            if shown and isinstance(cell.value, (int, float)):
                cell.number_format = shown
        sheet.append(cells)


def save_workbook(book: Any, path: Path) -> Path:
    """Write a workbook, complete or not at all, and return its path; InputError if that is not possible."""
    whole = io.BytesIO()
    book.save(whole)
    return write_file(path, whole.getvalue(), field=None)
