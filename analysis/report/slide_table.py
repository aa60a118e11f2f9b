"""Tables that stay tables: words to the left, numbers to the right, what stands out in bold."""

from __future__ import annotations

from typing import Any

from ...model.display import displayable
from ...scenarios.ground.adding import added
from .parts import Table

MOST_ROWS = 8
"""Rows of a table on a slide; the most important come first, and the notes have them all."""
NARROWEST, WIDEST = 12, 40
"""Letters by which the width of a column is measured: longer lines are broken."""


def add_table(page: Any, table: Table, room: tuple[int, int, int, int], size: int, ink: str) -> None:
    """Put a table on a slide.

    Parameters
    ----------
    page : pptx.slide.Slide
    table : Table
    room : tuple of int
        Left, top, width, height, in units of PowerPoint.
    size : int
        Of its letters, points.
    ink : str
        Colour of its letters, without ``#``.
    """
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    rows = [list(table.columns), *map(list, table.rows[:MOST_ROWS])]
    frame = page.shapes.add_table(len(rows), len(table.columns), *room)
    made = frame.table
    made.horz_banding = False
    for column, width in enumerate(_widths(rows, room[2])):
        made.columns[column].width = width
    for n, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = made.cell(n, column)
            cell.text = displayable(text, lines=True)
            cell.fill.background()
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size, paragraph.font.bold = Pt(size), n == 0 or n - 1 in table.strong
            paragraph.font.color.rgb = RGBColor.from_string(ink)
            paragraph.alignment = PP_ALIGN.LEFT if column < table.words else PP_ALIGN.RIGHT


def _widths(rows: list[list[str]], room: int) -> list[int]:
    """Share the room out by the longest line of each column, so that no long one starves the others."""
    lines = [[line for row in rows for line in str(row[n]).split("\n")] for n in range(len(rows[0]))]
    longest = [min(WIDEST, max(NARROWEST, *map(len, each))) for each in lines]
    whole = int(added(longest))
    return [room * each // whole for each in longest]
