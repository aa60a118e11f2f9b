"""The map of use: who uses which feature."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ...model.simulation import whole_number
from ...scenarios.words.declared import called
from ..base.programme import Programme
from ..figures.colours import QUIET, contrast, shades
from ..figures.parts import LINE, MARGIN, Sheet, finish, headed, sheet, width_of, wrap
from ..figures.style import board_style
from ..figures.width import wide
from ..figures.words import say
from ..words.phrases import number

Floats = npt.NDArray[np.float64]

NARROWEST = 0.52
"""Width of a cell in which "100" can be read, inches."""
BETWEEN, KEY = 0.5, 0.55
"""Space between two maps, and for the key below them, inches."""


def _cell(share: float) -> str:
    return "<1" if 0.0 < share < 0.005 else f"{100.0 * share:.0f}"


def _cells(axes: Axes, shares: Floats) -> None:
    """Draw the cells of a map; hatched where a feature does not matter to a department."""
    departments, features = shares.shape
    axes.set_xlim(0, features)
    axes.set_ylim(departments, 0)
    axes.set_axis_off()
    for d, f in np.ndindex(departments, features):
        if math.isnan(shares[d, f]):
            axes.add_patch(_irrelevant((f, d), 1.0, 1.0))
            axes.add_patch(Rectangle((f, d), 1.0, 1.0, fill=False, edgecolor="white", linewidth=2.0))
            continue
        paint = shades()(float(shares[d, f]))
        axes.add_patch(Rectangle((f, d), 1.0, 1.0, facecolor=paint, edgecolor="white", linewidth=2.0))
        letters = "white" if contrast("white", paint[:3]) > contrast("black", paint[:3]) else "black"
        axes.text(f + 0.5, d + 0.5, _cell(float(shares[d, f])), color=letters, ha="center", va="center_baseline")


def _irrelevant(corner: tuple[float, float], width: float, height: float) -> Rectangle:
    return Rectangle(
        corner, width, height, facecolor="white", edgecolor="#d4d9de", linewidth=0.0, hatch="////", clip_on=True
    )


def _key(page: Sheet, y: float, lang: str, *, hatched: bool) -> None:
    """Draw what light, dark and hatched mean."""
    x, height = MARGIN, 0.2
    none, everybody = "0 %", "100 %"
    page.lines(x, y, none, color=QUIET)
    x += width_of(none) + 0.1
    bar = page.axes(x, y - height / 2.0, 2.0, height)
    for step in range(0, 100, 2):
        bar.add_patch(Rectangle((step, 0), 2.2, 1, facecolor=shades()(step), linewidth=0.0))
    bar.set_xlim(0, 100)
    bar.set_axis_off()
    x += 2.1
    page.lines(x, y, everybody, color=QUIET)
    x += width_of(everybody) + 0.5
    if hatched:
        swatch = page.axes(x, y - height / 2.0, 0.4, height)
        swatch.add_patch(_irrelevant((0, 0), 1, 1))
        swatch.set_axis_off()
        page.lines(x + 0.5, y, say("irrelevant", lang), color=QUIET)


def _heading(label: str) -> str:
    """Break a column's heading in two where it is long, but no word."""
    longest = max(width_of(word) for word in label.replace("-", "- ").split(" "))
    return wrap(label, min(max(1.5, longest), 2.3))


@dataclass(frozen=True)
class _Layout:
    """Sizes of a map, inches: width and height of a cell, where cells begin, their names' height and overhang."""

    rows: list[str]
    columns: list[str]

    @property
    def left(self) -> float:
        """Where the cells begin."""
        return MARGIN + max(1.6, *(width_of(row) for row in self.rows)) + 0.15

    @property
    def height(self) -> float:
        """Height of a cell."""
        return max(0.46, max(1 + row.count("\n") for row in self.rows) * LINE + 0.1)

    @property
    def _reach(self) -> list[float]:
        return [math.sqrt(0.5) * (width_of(text) + LINE * text.count("\n")) for text in self.columns]

    @property
    def names(self) -> float:
        """Height of the slanted names of columns."""
        return max(self._reach) + 0.3

    @property
    def overhang(self) -> float:
        """How far slanted names stand out to the right of the cells."""
        before = range(len(self.columns) - 1, -1, -1)
        return max(reach - NARROWEST * (after + 0.5) for after, reach in zip(before, self._reach, strict=True)) + 0.15

    @property
    def width(self) -> float:
        """Width of a cell."""
        room = wide() - MARGIN - self.left - max(self.overhang, 0.0)
        return min(max(room / len(self.columns), NARROWEST), 0.95)

    @property
    def page(self) -> float:
        """Width of the page: more than usual only for very many features."""
        return max(wide(), self.left + self.width * len(self.columns) + max(self.overhang, 0.0) + MARGIN)


def _alike(programme: Programme, baseline: Programme) -> bool:
    ours, theirs = programme.scenario.company, baseline.scenario.company
    departments = [[each.name for each in company.organisation.departments] for company in (ours, theirs)]
    return departments[0] == departments[1] and ours.catalogue.names == theirs.catalogue.names


def _maps(page: Sheet, layout: _Layout, shown: Sequence[tuple[str, Floats]]) -> None:
    """Draw maps one above the other, with the features named once."""
    top = page.top - layout.names
    for f, text in enumerate(layout.columns):
        page.write(
            layout.left + layout.width * (f + 0.5) + 0.08, top + 0.08, text, rotation=45, rotation_mode="anchor",
            ha="left", va="bottom", linespacing=1.1,
        )  # fmt: skip
    size = (layout.width * len(layout.columns), layout.height * len(layout.rows))
    for which, (label, shares) in enumerate(shown):
        room, lines = (layout.left - MARGIN - 0.1, 3) if which == 0 else (page.right - MARGIN, 1)
        title = wrap(label, room, lines=lines, weight="bold")
        page.write(MARGIN, top + 0.12, title, weight="bold", va="bottom", linespacing=1.2)
        _cells(page.axes(layout.left, top - size[1], *size), shares)
        for d, row in enumerate(layout.rows):
            page.lines(MARGIN, top - layout.height * (d + 0.5), row)
        top -= size[1] + BETWEEN


def heat_map(
    programme: Programme, month: int, lang: str = "en", baseline: Programme | None = None, *, finding: str = ""
) -> Figure:
    """Draw the share of people in real use by department and feature.

    Parameters
    ----------
    programme : Programme
        Run with ``record_features=True``.
    month : int
        From 1.
    lang : {"en", "de", "fr"}
    baseline : Programme, optional
        Drawn above the programme, in the same shades; left out if its departments or features are others.
    finding : str
        What the figure shows, as its title.

    Returns
    -------
    matplotlib.figure.Figure
    """
    whole_number(month, 1, programme.months, "month")
    shown = [programme] if baseline is None or not _alike(programme, baseline) else [baseline, programme]
    maps = [(each.label(lang), each.use_share(month)) for each in shown]
    company, n = programme.scenario.company, programme.replications
    note = say("mean" if n > 1 else "mean of one", lang, n=number(n, lang))
    title, below = headed(finding, say("use map", lang, month=month), say("use map below", lang))
    departments = [called(each, lang) for each in company.organisation.departments]
    features = [called(each, lang) for each in company.catalogue.features]
    return use_maps(maps, departments, features, lang, title=title, below=below, notes=[note])


@board_style()
def use_maps(
    maps: Sequence[tuple[str, Floats]], departments: Sequence[str], features: Sequence[str], lang: str, *,
    title: str, below: str, notes: Sequence[str],
) -> Figure:  # fmt: skip
    """Draw maps of shares by department and feature, one above the other in the same shades.

    Parameters
    ----------
    maps : sequence of (str, float64 array [D, F])
        Title and shares; NaN where a feature is not relevant to a department.
    departments, features : sequence of str
        Names in words.
    """
    layout = _Layout([wrap(each, 2.2) for each in departments], [_heading(each) for each in features])
    cells = len(layout.rows) * layout.height * len(maps) + BETWEEN * (len(maps) - 1)
    page = sheet(title, below, notes, layout.names + cells + KEY, layout.page)
    _maps(page, layout, maps)
    _key(page, page.bottom + 0.12, lang, hatched=bool(np.isnan(maps[0][1]).any()))
    return finish(page)
