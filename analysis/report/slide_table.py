"""Tables that stay tables: words to the left, numbers to the right, what stands out in bold."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ...model.display import displayable
from ...scenarios.ground.adding import added
from .parts import Table
from .slide_room import columns, heights

MOST_ROWS = 8
"""Rows of a table on slides; the most important come first, and the document has them all."""


@dataclass(frozen=True)
class Laid:
    """A table, or the part of it that goes on one slide, with its measures in units of PowerPoint.

    Attributes
    ----------
    rows : sequence of sequence of str
        The heading first.
    strong : collection of int
        Rows in bold, the heading aside.
    words : int
        Columns of words, from the left.
    widths, heights : sequence of int
        Of the columns and of the rows.
    size : int
        Of the letters, points.
    """

    rows: Sequence[Sequence[str]]
    strong: Collection[int]
    words: int
    widths: Sequence[int]
    heights: Sequence[int]
    size: int

    @property
    def height(self) -> int:
        """Height of all."""
        return int(added(self.heights))

    def part(self, start: int, stop: int) -> Laid:
        """Return some rows below the same heading, in the same columns."""
        some = slice(start + 1, stop + 1)
        strong = {0} | {each - start for each in self.strong if start < each <= stop}
        rows, heights = [self.rows[0], *self.rows[some]], [self.heights[0], *self.heights[some]]
        return replace(self, rows=rows, heights=heights, strong=strong)

    def cut(self, first: int, later: int) -> list[Laid]:
        """Return the parts that go below each other, given the height on the first slide and on those after it."""
        head, *tall = self.heights
        starts, filled = [0], head
        for number, each in enumerate(tall):
            if number > starts[-1] and filled + each > (first if len(starts) == 1 else later):
                starts, filled = [*starts, number], head
            filled += each
        even = [self.part(*each) for each in pairwise(-(-len(tall) * n // len(starts)) for n in range(len(starts) + 1))]
        if all(each.height <= (later if n else first) for n, each in enumerate(even)):
            return even
        return [self.part(*each) for each in pairwise([*starts, len(tall)])]


def laid(table: Table, width: int, size: int) -> Laid:
    """Return a table laid out in a width, in letters of a size in points."""
    rows = [list(table.columns), *map(list, table.rows[:MOST_ROWS])]
    widths = columns(rows, width, size)
    strong = {0, *(each + 1 for each in table.strong)}
    return Laid(rows, strong, table.words, widths, heights(rows, widths, size), size)


def add_table(page: Any, table: Laid, left: int, top: int, ink: str) -> None:
    """Put a table on a slide.

    Parameters
    ----------
    page : pptx.slide.Slide
    table : Laid
    left, top : int
        In units of PowerPoint.
    ink : str
        Colour of its letters, without ``#``.
    """
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    room = int(added(table.widths)), table.height
    made = page.shapes.add_table(len(table.rows), len(table.widths), left, top, *room).table
    made.horz_banding = False
    for column, width in enumerate(table.widths):
        made.columns[column].width = width
    for n, (row, tall) in enumerate(zip(table.rows, table.heights, strict=True)):
        made.rows[n].height = tall
        for column, text in enumerate(row):
            cell = made.cell(n, column)
            cell.text = displayable(text, lines=True)
            cell.fill.background()
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size, paragraph.font.bold = Pt(table.size), n in table.strong
            paragraph.font.color.rgb = RGBColor.from_string(ink)
            paragraph.alignment = PP_ALIGN.LEFT if column < table.words else PP_ALIGN.RIGHT
