"""What documents are made of: sections with sentences, figures and tables, each as its piece of HTML."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..drawings.svg import clean
from ..words.heads import distinct
from .templates import piece

if TYPE_CHECKING:
    from matplotlib.figure import Figure as MatplotlibFigure

Medium = Literal["", "screen", "paper"]


@dataclass(frozen=True)
class Fact:
    """A headline figure.

    Attributes
    ----------
    value : str
        The number with its unit, in the reader's format.
    label : str
        What it is, in a few words.
    note : str
        What it is to be held against, for example the baseline's figure or an interval.
    """

    value: str
    label: str
    note: str = ""

    def html(self) -> str:
        """Return the figure above its label and note."""
        return piece("fact", self)


@dataclass(frozen=True)
class Figure:
    """A picture with its caption.

    Attributes
    ----------
    svg : str
        Markup of our own making: from `drawings`, or from `matplotlib_figure`.
    caption : str
    adapts : bool
        Whether it was drawn with the theme `PAPER`, whose colours follow the screen's; those of other
        pictures are turned from light to dark in the dark theme.
    name : str
        What it shows, for who cannot see it; by default the caption.
    only : {"", "screen", "paper"}
        Where alone it is shown.
    """

    svg: str
    caption: str = ""
    adapts: bool = False
    name: str = ""
    only: Medium = ""

    def html(self) -> str:
        """Return the figure with its caption; on a narrow screen, where it scrolls, its title stands above it."""
        return piece("figure", self)


@dataclass(frozen=True)
class Table:
    """A table of texts that are in the reader's format already.

    Attributes
    ----------
    columns : sequence of str
        Headings.
    rows : sequence of sequence of str
        As many cells as there are columns.
    title, note : str
        What stands above and below.
    words : int
        How many columns, from the left, hold words; the others hold numbers and are set to the right.
    strong : sequence of int
        Rows that stand out, from 0.
    only : {"", "screen", "paper"}
        Where alone it is shown.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""
    note: str = ""
    words: int = 1
    strong: Sequence[int] = ()
    only: Medium = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", distinct(self.columns))

    def html(self) -> str:
        """Return the table; where the screen is too narrow it scrolls by itself."""
        return piece("table", self)


@dataclass(frozen=True)
class Section:
    """A part of a document; it is shown in the order of its attributes.

    Attributes
    ----------
    heading : str
    paragraphs : sequence of str
    facts : sequence of Fact
        Headline figures, side by side.
    points : sequence of str
        A list, one sentence or two each.
    figures : sequence of Figure
    tables : sequence of Table
    notes : sequence of str
        Small print at the end.
    new_page : bool
        Whether it begins a page when printed.
    only : {"", "screen", "paper"}
        Where alone it is shown.
    """

    heading: str
    paragraphs: Sequence[str] = ()
    facts: Sequence[Fact] = ()
    points: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()
    new_page: bool = False
    only: Medium = ""

    def html(self, anchor: str) -> str:
        """Return the section, to be linked to by its anchor."""
        return piece("section", self, anchor)


def matplotlib_figure(figure: MatplotlibFigure, caption: str = "", only: Medium = "") -> Figure:
    """Return a figure of `figures` as a picture of a document; its title is what screen readers say.

    It stands in the document as an image of its own, so that identifiers of several figures do not meet.
    """
    from ..figures.style import board_style  # heavy, and not all documents have such figures

    drawn = io.BytesIO()
    title = str(figure.get_label())
    with board_style():
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None, "Title": title})
    data = base64.b64encode(drawn.getvalue()).decode("ascii")
    return Figure(f'<img alt="{clean(title)}" src="data:image/svg+xml;base64,{data}">', caption, name=title, only=only)
