"""Phase maps as figures: contours over two uncertainties, with the region at or above a level."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ...scenarios.words.catalogue import Words
from ..figures.colours import PALETTE, QUIET, ink, shades
from ..figures.parts import LINE, MARGIN, Sheet, finish, sheet, width_of
from ..figures.style import board_style
from ..figures.words import measure
from ..words.phrases import find, number
from .chart_axes import name_axes
from .phase_map import PhaseMapResult
from .phase_words import below, headline, notes, value_words
from .uncertainty_words import plausible

EDGE, EDGE_ON_TWO = PALETTE[1], PALETTE[7]
_HIGH, _WIDE, _BANDS = 4.6, 10.2, 8
_say = Words("learning.chart_phase")


def _levels(shown: PhaseMapResult) -> npt.NDArray[np.float64]:
    low, high = float(shown.mean.min()), float(shown.mean.max())
    if math.isclose(low, high, rel_tol=1e-6, abs_tol=1e-9):
        high = low + (abs(low) if abs(low) > 1e-9 else 1.0) * 0.01
    return np.asarray(MaxNLocator(_BANDS, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high), np.float64)


def _colours(levels: npt.NDArray[np.float64]) -> tuple[Colormap, float, float]:
    """Return a colour map and its ends: one hue, or two around zero where both signs occur."""
    low, high = float(levels[0]), float(levels[-1])
    if low >= 0.0 or high <= 0.0:
        return (shades() if low >= 0.0 else shades().reversed()), low, high
    reach = max(-low, high)
    paints = [PALETTE[1], "#f4f5f6", PALETTE[0]]
    return LinearSegmentedColormap.from_list("both signs", paints), -reach, reach


@board_style()
def phase_figure(shown: PhaseMapResult, lang: str = "en") -> Figure:
    """Draw a phase map.

    Parameters
    ----------
    shown : PhaseMapResult
    lang : {"en", "de"}
    """
    said = " ".join([_say("dots", lang), *notes(shown, lang)])
    page = sheet(headline(shown, lang), below(shown, lang), [said], _HIGH + 1.25, _WIDE)
    levels = _levels(shown)
    paints, low, high = _colours(levels)
    left, right = MARGIN + 0.85, MARGIN + 1.75
    axes = page.axes(left, page.bottom + 0.7, page.width - left - right, _HIGH)
    how: dict[str, Any] = {"levels": levels, "cmap": paints, "vmin": low, "vmax": high}
    filled = axes.contourf(shown.xs, shown.ys, shown.mean, **how)
    axes.contour(shown.xs, shown.ys, shown.mean, levels=levels, colors="white", linewidths=0.8, linestyles="solid")
    across, up = np.meshgrid(shown.xs, shown.ys)
    axes.plot(across.ravel(), up.ravel(), "o", color=QUIET, markersize=2.2, zorder=3.0, clip_on=False)
    keys = _marks(axes, shown, EDGE if low >= 0.0 or high <= 0.0 else EDGE_ON_TWO, lang)
    name_axes(axes, (shown.x, shown.xs), (shown.y, shown.ys), (6.0, _HIGH), lang)
    _key(page, keys)
    _scale(page, filled, shown, levels, lang)
    return finish(page)


def _marks(axes: Axes, shown: PhaseMapResult, edge: str, lang: str) -> list[tuple[str, Any, dict[str, Any]]]:
    """Draw edge of the level, default values and plausible ranges; return what the key says of each."""
    found: list[tuple[str, Any, dict[str, Any]]] = []
    if shown.level is not None and shown.reached.any() and not shown.reached.all():
        axes.contour(
            shown.xs,
            shown.ys,
            shown.mean,
            levels=[shown.level],
            colors=edge,
            linewidths=3.0,
            linestyles="solid",
            zorder=4.0,
        )
        text = _say("edge", lang, level=value_words(shown, shown.level, lang))
        found.append((text, edge, {"linewidth": 3.0}))
    ends: dict[str, Any] = {"color": "black", "linewidth": 1.4, "linestyle": (0, (4.0, 2.5))}
    drawn = False
    for axis, line in ((shown.x, axes.axvline), (shown.y, axes.axhline)):
        for end in plausible(axis.name) or ():
            if axis.low < end < axis.high:
                line(end, zorder=3.5, **ends)
                drawn = True
    if drawn:
        found.append((_say("plausible", lang), "black", {key: ends[key] for key in ("linewidth", "linestyle")}))
    x, y = (np.nan if each is None else each for each in shown.own)
    if shown.x.low <= x <= shown.x.high and shown.y.low <= y <= shown.y.high:
        how: dict[str, Any] = {"marker": "D", "markersize": 9.0, "markerfacecolor": "white", "markeredgewidth": 2.0}
        axes.plot([x], [y], color="black", linestyle="", zorder=5.0, clip_on=False, **how)
        found.append((_say("own", lang), "black", how | {"linestyle": ""}))
    return found


def _key(page: Sheet, items: list[tuple[str, Any, dict[str, Any]]]) -> None:
    x, y = MARGIN, page.top - LINE
    for text, paint, how in items:
        ends = [x + 0.19] if "marker" in how else [x, x + 0.38]
        page.rule(ends, [y + 0.05] * len(ends), color=paint, **how)
        page.write(x + 0.48, y, text, color=ink(paint), va="baseline")
        x += 0.48 + width_of(text) + 0.3


def _scale(page: Sheet, filled: Any, shown: PhaseMapResult, levels: npt.NDArray[np.float64], lang: str) -> None:
    """Draw what the shades mean, beside the map."""
    bar = page.axes(page.width - MARGIN - 1.35, page.bottom + 0.7, 0.25, _HIGH)
    page.figure.colorbar(filled, cax=bar, drawedges=False)
    outcome = shown.runs.outcome
    numbers = measure(find(outcome).unit, levels.tolist(), lang, difference=shown.is_difference)
    step = float(levels[1] - levels[0]) * numbers.factor
    digits = next((d for d in range(6) if abs(round(step, d) - step) < 1e-9 * max(step, 1.0)), 6)
    words = [number(each * numbers.factor, lang, digits) + numbers.suffix for each in levels.tolist()]
    bar.set_yticks(levels, words)
    bar.tick_params(length=0.0)
    bar.set_ylabel(numbers.unit)
    bar.yaxis.set_label_position("right")
