"""Building blocks of the figures: the sheet, its colours and axes, and labels that do not collide."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import matplotlib
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from ...scenarios.words.months import marks_along
from ..words.phrases import number, tied
from .colours import QUIET, ink
from .fonts import drawable, families_for, lettered
from .style import board_style
from .width import WIDTH, wide
from .words import Measure

Floats = npt.NDArray[np.float64]

SIZE, LARGE = 11.0, 17.0
LINE = SIZE * 1.3 / 72.0
"""Height of a line of text, inches."""
HALF_CAPITAL = 0.365 * SIZE / 72.0
MARGIN = 0.45

_SHARP = 200.0
_NOTEBOOK = 90.0


@cache
def _pen() -> Any:
    renderer: Any = RendererAgg
    return renderer(1, 1, _SHARP)


def width_of(text: str, size: float = SIZE, weight: str = "normal") -> float:
    """Return the width of the longest line of a text in the font of the style, inches."""
    return _width(text, size, weight, tuple(matplotlib.rcParams["font.family"]), len(fontManager.ttflist))


@lru_cache(maxsize=16384)
def _width(text: str, size: float, weight: str, style: tuple[str, ...], fonts: int) -> float:
    """Return the width in the fonts of a style and those that have what it lacks, of so many ``fonts`` installed."""
    families = families_for(text, style)
    font = FontProperties(family=list(families), size=size, weight=weight)
    lines = [line for line in drawable(text, families).split("\n") if line]
    return max((_pen().get_text_width_height_descent(line, font, False)[0] for line in lines), default=0.0) / _SHARP


def _cut(text: str, room: float, size: float, weight: str) -> str:
    while len(text) > 1 and width_of(text + "…", size, weight) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, room: float, *, lines: int = 2, size: float = SIZE, weight: str = "normal") -> str:
    """Break a text between words into at most so many lines of at most so many inches; cut what is left.

    Numbers stay with their units.
    """
    done: list[str] = []
    for word in tied(text).replace("-", "- \u200b").replace("- \u200b%", "-%").split(" "):
        joined = (done[-1] + " " + word).replace(" \u200b", "") if done else word.replace("\u200b", "")
        if done and width_of(joined, size, weight) <= room:
            done[-1] = joined
        else:
            done.append(word.replace("\u200b", ""))
    if len(done) > lines:
        done = [*done[: lines - 1], " ".join(done[lines - 1 :])]
    whole = [line.replace("\u00a0", " ") for line in done]
    return "\n".join(line if width_of(line, size, weight) <= room else _cut(line, room, size, weight) for line in whole)


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Move centres as little as possible (least squares) so that nothing overlaps or leaves [low, high].

    Their order is kept; equal ones keep the order given. Needs sum(sizes) <= high - low.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    before = np.concatenate([[0.0], np.cumsum([sizes[i] for i in order])])
    blocks: list[tuple[float, int]] = []
    for rank, i in enumerate(order):
        mean, count = wanted[i] - sizes[i] / 2.0 - float(before[rank]), 1
        while blocks and blocks[-1][0] > mean:
            other, others = blocks.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        blocks.append((mean, count))
    slots = [min(max(mean, low), high - float(before[-1])) for mean, count in blocks for _ in range(count)]
    centres = [0.0] * len(order)
    for rank, i in enumerate(order):
        centres[i] = slots[rank] + float(before[rank]) + sizes[i] / 2.0
    return centres


@dataclass(frozen=True)
class Sheet:
    """A figure with title and notes; everything is placed in inches from its lower left corner.

    Attributes
    ----------
    figure : Figure
    width, height : float
    top, bottom : float
        Where the space between title and notes begins and ends.
    """

    figure: Figure
    width: float
    height: float
    top: float
    bottom: float

    @property
    def right(self) -> float:
        """Where the right margin begins."""
        return self.width - MARGIN

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Add axes."""
        return self.figure.add_axes((left / self.width, bottom / self.height, width / self.width, height / self.height))

    def write(self, x: float, y: float, text: str, **how: Any) -> None:
        """Write text."""
        self.figure.text(x / self.width, y / self.height, text, **how)

    def lines(self, x: float, y: float, text: str, **how: Any) -> None:
        """Write text of one or more lines centred at a height; all one-line texts share their baseline."""
        lines = text.split("\n")
        for below, line in enumerate(lines):
            self.write(x, y + ((len(lines) - 1) / 2.0 - below) * LINE - HALF_CAPITAL, line, va="baseline", **how)

    def rule(self, xs: Sequence[float], ys: Sequence[float], **how: Any) -> None:
        """Draw a line outside the axes."""
        self.figure.add_artist(Line2D([x / self.width for x in xs], [y / self.height for y in ys], **how))


class BoardFigure(Figure):
    """A figure that a notebook shows by itself, whether or not it was told to draw inline."""

    def _repr_png_(self) -> bytes:
        drawn = io.BytesIO()
        with board_style():
            self.savefig(drawn, format="png", dpi=_NOTEBOOK)
        return drawn.getvalue()


def sheet(title: str, subtitle: str, notes: Sequence[str], body: float, width: float | None = None) -> Sheet:
    """Make a figure with a title above and notes below a body of so many inches."""
    width = wide() if width is None else width
    room = width - 2.0 * MARGIN
    head = wrap(title, room, lines=3 if wide() < WIDTH else 2, size=LARGE, weight="bold")
    below = wrap(subtitle, room)
    foot = "\n".join(wrap(note, room, lines=3) for note in notes if note)
    above = 0.32 + (1 + head.count("\n")) * LARGE * 1.25 / 72.0
    header = above + (0.04 + (1 + below.count("\n")) * LINE if below else 0.0) + 0.2
    footer = 0.24 + (1 + foot.count("\n")) * LINE + 0.1
    height = header + body + footer
    figure = BoardFigure(figsize=(width, height))
    FigureCanvasAgg(figure)
    figure.set_label(title)
    done = Sheet(figure, width, height, height - header, footer)
    done.write(MARGIN, height - 0.32, head, size=LARGE, weight="bold", va="top", linespacing=1.2)
    if below:
        done.write(MARGIN, height - above - 0.04, below, color=QUIET, va="top", linespacing=1.25)
    done.write(MARGIN, 0.24, foot, color=QUIET, va="bottom", linespacing=1.25)
    return done


def headed(finding: str, title: str, below: str) -> tuple[str, str]:
    """Return title and subtitle: where there is a finding, it takes the title's place."""
    return (finding, f"{title}. {below}" if below else title) if finding else (title, below)


def value_ticks(
    axes: Axes, low: float, high: float, measure: Measure, *, count: int, across: bool = False
) -> list[str]:
    """Set the limits of the axis of values, with zero on it and even ticks; return the ticks' words."""
    low, high = min(low, 0.0), max(high, 0.0)
    if high - low < measure.least:  # nothing differs: an axis of the rounding error would be read as a finding
        low, high = (-measure.least, 0.0) if -low > high else (0.0, measure.least)
    pad = (0.08 if across else 0.05) * (high - low)
    low, high = low - pad * (low < 0.0), high + pad * (high > 0.0)
    locator = MaxNLocator(count, steps=[1, 2, 2.5, 5, 10])
    ticks = [float(tick) for tick in locator.tick_values(low * measure.factor, high * measure.factor)]
    step = ticks[1] - ticks[0]
    decimals = next((d for d in range(6) if math.isclose(round(step, d), step, rel_tol=1e-6)), 6)
    ticks = [tick for tick in ticks if low * measure.factor <= tick <= high * measure.factor]
    words = [number(tick, measure.lang, decimals, sign=measure.signed) + measure.suffix for tick in ticks]
    places = [tick / measure.factor for tick in ticks]
    if across:
        axes.set_xticks(places, words)
        axes.set_xlim(low, high)
    else:
        axes.set_yticks(places, words)
        axes.set_ylim(low, high)
    axes.grid(True, axis="x" if across else "y")
    return words


def month_ticks(axes: Axes, months: int, room: float, lang: str) -> None:
    """Set the limits of the axis of months, from go-live on, with ticks that have space."""
    marks = marks_along(months, max(2.0, room / 0.5), lang)
    axes.set_xticks([month for month, _ in marks], [text for _, text in marks])
    axes.set_xlim(0, months)


def gap_for(labels: int) -> float:
    """Return the width of the gap that leaders cross from the ends of curves to their labels, inches."""
    return 0.3 + 0.04 * min(labels, 9)


@dataclass(frozen=True)
class EndLabel:
    """What stands beside the end of a curve.

    Attributes
    ----------
    wanted : float
        Height of the curve's end, inches.
    text : str
        Words at the left, perhaps several lines.
    values : tuple of str
        Numbers, each in its column at the right.
    paint : str
    """

    wanted: float
    text: str
    values: tuple[str, ...]
    paint: str

    @property
    def size(self) -> float:
        """Height it takes."""
        return label_height(self.text)


def label_height(text: str) -> float:
    """Return the height of an end label, inches."""
    several = text.count("\n")
    return (1 + several) * LINE + (0.09 if several else 0.02)


def end_labels(
    page: Sheet, labels: Sequence[EndLabel], gap: float, edges: Sequence[float], limits: tuple[float, float]
) -> None:
    """Write labels beside the ends of curves, each tied to its own by a leader across the gap.

    ``edges`` are the left edge of the labels and the right ones of the columns of values, ``limits`` the lowest and
    highest that they may reach.
    """
    (left, *rights), (low, high) = edges, limits
    start = left - gap
    centres = spread([each.wanted for each in labels], [each.size for each in labels], low, high)
    for each, centre in zip(labels, centres, strict=True):
        xs = [start + 0.05, start + 0.11, left - 0.12, left - 0.06]
        page.rule(xs, [each.wanted, each.wanted, centre, centre], color=each.paint, linewidth=1.0)
        how: dict[str, Any] = {"color": ink(each.paint), "gid": "end label"}
        page.lines(left, centre, each.text, **how)
        for value, right in zip(each.values, rights, strict=False):
            page.lines(right, centre, value, ha="right", **how)


def strip(page: Sheet, y: float, low: float, high: float, items: Sequence[tuple[float, str]]) -> None:
    """Write short labels over points of an axis, moved aside where they would meet."""
    widths = [width_of(text) + 0.14 for _, text in items]
    for x, (_, text) in zip(spread([x for x, _ in items], widths, low - 0.07, high + 0.07), items, strict=True):
        page.write(x, y, text, ha="center", va="baseline", color=QUIET)


def finish(page: Sheet) -> Figure:
    """Create all ticks now, while the style is in force; return the figure with fonts that have all its letters."""
    for axes in page.figure.axes:
        axes.get_xticklabels()
        axes.get_yticklabels()
    return lettered(page.figure)
