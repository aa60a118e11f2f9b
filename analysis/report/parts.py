"""What documents are made of: sections with sentences, figures and tables, each as its piece of HTML."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..drawings.svg import clean
from ..words.heads import distinct
from ..words.phrases import tied

if TYPE_CHECKING:
    from matplotlib.figure import Figure as MatplotlibFigure

MANY = 7
"""Columns beyond which a table is set smaller, so that it fits the width of a page."""


def text_of(text: str) -> str:
    """Return a text as HTML: everything escaped, units kept on the line of their number."""
    return clean(tied(text))


def element(name: str, content: str, **attributes: str) -> str:
    """Return an element around content that is HTML; attributes are escaped (``class_`` gives ``class``)."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{clean(value)}"' for key, value in attributes.items())
    return f"<{name}{given}>{content}</{name}>"


def _scrolling(content: str, name: str) -> str:
    """Return something wide that scrolls by itself on a narrow screen, by keyboard too."""
    return element("div", content, class_="scroll", tabindex="0", role="region", aria_label=name)


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
        note = element("dd", text_of(self.note), class_="note") if self.note else ""
        return element("div", element("dt", text_of(self.label)) + element("dd", text_of(self.value)) + note)


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
    """

    svg: str
    caption: str = ""
    adapts: bool = False
    name: str = ""

    def html(self) -> str:
        """Return the figure with its caption; on a narrow screen, where it scrolls, its title stands above it."""
        caption = element("figcaption", text_of(self.caption)) if self.caption else ""
        title = element("p", text_of(self.name), class_="title", aria_hidden="true") if self.name else ""
        kind = {} if self.adapts else {"class_": "sheet"}
        return element("figure", title + _scrolling(self.svg, self.name or self.caption) + caption, **kind)


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
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""
    note: str = ""
    words: int = 1
    strong: Sequence[int] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", distinct(self.columns))

    def html(self) -> str:
        """Return the table; where the screen is too narrow it scrolls by itself."""
        heads = "".join(
            element("th", text_of(each), scope="col", **self._kind(column)) for column, each in enumerate(self.columns)
        )
        body = "".join(self._row(number, row) for number, row in enumerate(self.rows))
        title = element("h3", text_of(self.title)) if self.title else ""
        table = element("thead", element("tr", heads)) + element("tbody", body)
        kind = "many" if len(self.columns) > MANY else "few"
        note = element("p", text_of(self.note), class_="note") if self.note else ""
        name = self.title or ", ".join(self.columns)
        whole = element("table", table, class_=kind)
        return title + _scrolling(whole, name) + note

    def _kind(self, column: int) -> dict[str, str]:
        return {"class_": "number"} if column >= self.words else {}

    def _row(self, number: int, row: Sequence[str]) -> str:
        first = element("th", text_of(row[0]), scope="row")
        rest = (element("td", text_of(each), **self._kind(column)) for column, each in enumerate(row[1:], start=1))
        return element("tr", first + "".join(rest), **({"class_": "strong"} if number in self.strong else {}))


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
    """

    heading: str
    paragraphs: Sequence[str] = ()
    facts: Sequence[Fact] = ()
    points: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()
    new_page: bool = False

    def html(self, anchor: str) -> str:
        """Return the section, to be linked to by its anchor."""
        parts = [element("h2", text_of(self.heading), id=f"{anchor}-heading")]
        parts += [element("p", text_of(each)) for each in self.paragraphs]
        if self.facts:
            parts.append(element("dl", "".join(each.html() for each in self.facts), class_="facts"))
        if self.points:
            parts.append(element("ul", "".join(element("li", text_of(each)) for each in self.points)))
        parts += [each.html() for each in self.figures]
        parts += [each.html() for each in self.tables]
        parts += [element("p", text_of(each), class_="note") for each in self.notes]
        named = {"id": anchor, "aria_labelledby": f"{anchor}-heading"}
        return element("section", "".join(parts), **named, **({"class_": "new-page"} if self.new_page else {}))


def matplotlib_figure(figure: MatplotlibFigure, caption: str = "") -> Figure:
    """Return a figure of `figures` as a picture of a document; its title is what screen readers say.

    It stands in the document as an image of its own, so that identifiers of several figures do not meet.
    """
    from ..figures.style import board_style  # heavy, and not all documents have such figures

    drawn = io.BytesIO()
    title = str(figure.get_label())
    with board_style():
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None, "Title": title})
    data = base64.b64encode(drawn.getvalue()).decode("ascii")
    return Figure(f'<img alt="{clean(title)}" src="data:image/svg+xml;base64,{data}">', caption, name=title)
