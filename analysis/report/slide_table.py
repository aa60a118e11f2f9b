"""Tables that stay tables: words to the left, numbers to the right, what stands out in bold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ...model.display import displayable
from ...scenarios.ground.adding import added
from .parts import Table
from .slide_room import columns, heights

MOST_ROWS = 8
"""Rows of a table on slides; the most important come first, and the document has them all."""


def height(table: Table, width: int, size: int) -> int:
    """Return the height of a table, in units of PowerPoint."""
    rows = _rows(table)
    return int(added(heights(rows, columns(rows, width, size), size)))


def cut(table: Table, width: int, first: int, later: int, size: int) -> Iterator[Table]:
    """Yield the parts of a table that go below each other on slides.

    Parameters
    ----------
    table : Table
    width : int
        In units of PowerPoint.
    first, later : int
        Height there is on the first slide and on those after it.
    size : int
        Of its letters, points.
    """
    rows = _rows(table)
    head, *tall = heights(rows, columns(rows, width, size), size)
    starts, filled = [0], head
    for number, each in enumerate(tall):
        if number > starts[-1] and filled + each > (first if len(starts) == 1 else later):
            starts, filled = [*starts, number], head
        filled += each
    even = [-(-len(tall) * n // len(starts)) for n in range(len(starts))]
    if all(
        head + added(tall[start:stop]) <= (later if start else first) for start, stop in pairwise([*even, len(tall)])
    ):
        starts = even
    for start, stop in pairwise([*starts, len(tall)]):
        yield _part(table, start, stop)


def _rows(table: Table) -> list[list[str]]:
    return [list(table.columns), *map(list, table.rows[:MOST_ROWS])]


def _part(table: Table, start: int, stop: int) -> Table:
    strong = [each - start for each in table.strong if start <= each < stop]
    return replace(table, rows=table.rows[start:stop], strong=strong)


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

    rows = _rows(table)
    widths = columns(rows, room[2], size)
    made = page.shapes.add_table(len(rows), len(table.columns), *room).table
    made.horz_banding = False
    for column, width in enumerate(widths):
        made.columns[column].width = width
    for n, (row, tall) in enumerate(zip(rows, heights(rows, widths, size), strict=True)):
        made.rows[n].height = tall
        for column, text in enumerate(row):
            cell = made.cell(n, column)
            cell.text = displayable(text, lines=True)
            cell.fill.background()
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size, paragraph.font.bold = Pt(size), n == 0 or n - 1 in table.strong
            paragraph.font.color.rgb = RGBColor.from_string(ink)
            paragraph.alignment = PP_ALIGN.LEFT if column < table.words else PP_ALIGN.RIGHT
