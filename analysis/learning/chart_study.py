"""Figures of a study: an outcome over the values of each uncertainty, or over the months if nothing varies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...model.errors import InputError
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.ranges import COMPANIES
from ..figures.colours import GREY, colour, dashes, ink
from ..figures.folder import ENDINGS, check_files, write_all
from ..figures.parts import LINE, MARGIN, finish, sheet, value_ticks, width_of, wrap
from ..figures.style import board_style
from ..figures.words import measure
from ..words.phrases import find, number
from .study_runs import manner_of, titles
from .uncertainty_words import named

if TYPE_CHECKING:
    from ...scenarios.studies.study import StudyFile

Floats = npt.NDArray[np.float64]
BINS, PANELS, COLUMNS = 8, 12, 3
"""Groups of points along a range, most panels of a figure, panels beside each other."""
_WIDE, _TALL, _GAP, _BELOW = 11.0, 2.0, 0.5, 0.75
_say = Words("learning.chart_study")


@dataclass(frozen=True)
class Panel:
    """One outcome along one axis: values of the axis [k]; mean, low and high of the runs there, [scenarios, k]."""

    label: str
    x: Floats
    mean: Floats
    low: Floats
    high: Floats

    @property
    def change(self) -> float:
        """How far the mean moves along the axis, at most."""
        spans = [float(np.ptp(row[np.isfinite(row)])) for row in self.mean if np.isfinite(row).any()]
        return max(spans, default=0.0)


def _panel(label: str, places: Sequence[float], groups: Sequence[Floats]) -> Panel:
    """Return a panel of groups of runs, each [scenarios, runs]; a group without runs is left out."""
    filled = [(x, group) for x, group in zip(places, groups, strict=True) if np.isfinite(group).any(axis=1).all()]
    low, mean, high = (
        np.array([summary(group) for _, group in filled]).reshape(len(filled), -1).T
        for summary in (_tenth, lambda group: np.nanmean(group, axis=1), _ninetieth)
    )
    return Panel(label, np.array([x for x, _ in filled]), mean, low, high)


def _tenth(group: Floats) -> Floats:
    return np.asarray(np.nanquantile(group, COMPANIES.low, axis=1))


def _ninetieth(group: Floats) -> Floats:
    return np.asarray(np.nanquantile(group, COMPANIES.high, axis=1))


def _along(name: str, column: Floats, values: Floats) -> Panel:
    """Return an outcome, [scenarios, points, replicates], along an uncertainty: by value, or in groups of points."""
    distinct = np.unique(column)
    if len(distinct) <= BINS:
        members = [np.flatnonzero(column == each) for each in distinct]
    else:
        members = [each for each in np.array_split(np.argsort(column, kind="stable"), BINS) if len(each)]
    places = [float(column[each].mean()) for each in members]
    return _panel(name, places, [values[:, each].reshape(len(values), -1) for each in members])


def _panels(stored: StudyFile, outcome: str, month: int | None, department: str, lang: str) -> list[Panel]:
    """Return the panels of an outcome, those over which it changes most first."""
    if not stored.uncertainties:
        months = stored.definition["months"]
        groups = [stored.values(outcome, each, department).reshape(len(stored.scenarios), -1) for each in months]
        return [_panel(_say("month", lang), months, groups)]
    values, points = stored.values(outcome, month, department), stored.points
    found = [_along(named(name, lang), points[:, k], values) for k, name in enumerate(stored.uncertainties)]
    return sorted(found, key=lambda each: -each.change)


@board_style()
def over_points(
    stored: StudyFile, outcome: str, *, month: int | None = None, department: str = "company", lang: str = "en"
) -> Figure:
    """Draw an outcome over the values of each uncertainty, one curve per scenario.

    Parameters
    ----------
    stored : StudyFile
    outcome, department : str
        Of those that the study keeps.
    month : int, optional
        Of those that the study keeps; the last by default.

    Raises
    ------
    InputError
        For what the study does not keep, or a study without any run.
    """
    stored.values(outcome, month, department)  # refuses what is not kept
    lang = manner_of(stored, lang)
    every = _panels(stored, outcome, month, department, lang)
    panels = every[:PANELS]
    if not any(len(each.x) for each in panels):
        raise InputError("there are no outcomes to draw yet; run the study first.", file=str(stored.path))
    texts = _texts(stored, outcome, month, department, lang, len(every))
    finite = [row[np.isfinite(row)] for each in panels for row in (each.low, each.high)]
    ends = [float(value) for row in finite for value in row.ravel()]
    numbers = measure(find(outcome).unit, ends, lang)
    unit = _say("unit", lang, unit=numbers.unit) if numbers.unit else ""
    notes = [f"{texts[2]} {unit}".rstrip(), *texts[3:]]
    columns = min(COLUMNS, len(panels))
    rows = -(-len(panels) // columns)
    legend = _legend(titles(stored, lang), _WIDE - 2.0 * MARGIN)
    above = legend[-1][1] + 0.15
    page = sheet(texts[0], texts[1], notes, rows * (_TALL + _BELOW) + above, _WIDE)
    for x, y, name, paint in legend:
        page.write(MARGIN + x, page.top - y, name, color=ink(paint), weight="bold", va="baseline")
    for axes_box, panel in zip(_boxes(page.top - above, len(panels), columns), panels, strict=True):
        axes = page.axes(*axes_box)
        _draw(axes, panel)
        value_ticks(axes, min(ends), max(ends), numbers, count=4)
        axes.locator_params(axis="x", nbins=4)
        axes.set_xlabel(wrap(panel.label, axes_box[2] + _GAP, lines=1))
    return finish(page)


def _boxes(top: float, count: int, columns: int) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, width and height of each panel, row by row."""
    left, gap = MARGIN + 0.75, _GAP + 0.4
    width = (_WIDE - MARGIN - left - (columns - 1) * gap) / columns
    places = (divmod(place, columns) for place in range(count))
    return [(left + k * (width + gap), top - (row + 1) * _TALL - row * _BELOW, width, _TALL) for row, k in places]


def _draw(axes: Axes, panel: Panel) -> None:
    """Draw one panel: a curve and a band per scenario, bars where there are one or two places only."""
    for k in range(len(panel.mean)):
        paint = GREY if k == 0 else colour(k - 1)
        if len(panel.x) > 2:
            axes.fill_between(panel.x, panel.low[k], panel.high[k], color=paint, alpha=0.15, linewidth=0.0)
        else:
            axes.vlines(panel.x, panel.low[k], panel.high[k], color=paint, alpha=0.4, linewidth=4.0)
        axes.plot(panel.x, panel.mean[k], "o", color=paint, markersize=3.5)
        axes.plot(panel.x, panel.mean[k], color=paint, linestyle="-" if k == 0 else dashes(k - 1), linewidth=1.8)


def _legend(names: Sequence[str], room: float) -> list[tuple[float, float, str, str]]:
    """Return where the scenarios' names stand, from the left and from the top, with their colours."""
    found, x, y = [], 0.0, LINE
    for k, name in enumerate(names):
        width = width_of(name, weight="bold")
        if x and x + width > room:
            x, y = 0.0, y + 1.3 * LINE
        found.append((x, y, name, GREY if k == 0 else colour(k - 1)))
        x += width + 0.3
    return found


def _texts(stored: StudyFile, outcome: str, month: int | None, department: str, lang: str, panels: int) -> list[str]:
    """Return title, subtitle and notes."""
    status, kept = stored.status(), stored.definition
    varied = bool(stored.uncertainties)
    months = kept["months"]
    when = str(months[-1] if month is None else month) if varied else ", ".join(map(str, months))
    place = _say("company", lang) if department == "company" else department
    known = {"points": status.points, "runs": status.done, "all": status.runs}
    counts = {key: number(value, lang) for key, value in known.items()}
    bins = _say("bins", lang, bins=BINS) if varied and status.points > BINS else ""
    kind = _say("means" if kept["keep"] == "means" else "runs", lang)
    shown = _say("more", lang, shown=PANELS, all=panels) if panels > PANELS else ""
    return [
        _say("title" if varied else "plain", lang, outcome=called(find(outcome), lang)),
        _say("below", lang, place=place, month=when, name=status.name, **counts),
        _say("bands", lang, kind=kind, bins=bins),
        shown,
    ]


def figures_of(
    stored: StudyFile, folder: Path, *, outcomes: Sequence[str] | None = None, month: int | None = None,
    department: str = "company", lang: str = "en", replace: bool = False,
) -> list[Path]:  # fmt: skip
    """Draw outcomes of a study into a folder, all or none, as PNG and SVG, and return the files.

    Raises
    ------
    InputError
        For what the study does not keep, files that are there already (without ``replace``), or a
        folder that cannot be written.
    """
    chosen = list(outcomes or stored.outcomes)
    check_files(folder, [f"{each}{ending}" for each in chosen for ending in ENDINGS], replace=replace)
    drawn = {each: over_points(stored, each, month=month, department=department, lang=lang) for each in chosen}
    return write_all(folder, drawn, {}, replace=replace)
