"""Figures beside Sobol indices: the interplay of each pair of factors, and the indices as points are added."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ...scenarios.words.catalogue import Words
from ..figures.colours import QUIET, colour, contrast, shades
from ..figures.parts import MARGIN, EndLabel, end_labels, finish, gap_for, sheet, value_ticks, width_of, wrap
from ..figures.style import board_style
from ..figures.words import measure
from ..words.phrases import number
from .factors import Estimate
from .sensitivity import SensitivityResult
from .sensitivity_sentences import below, interplay, settling
from .sensitivity_words import factor_words
from .sobol_indices import SobolIndices

MOST = 10
"""Factors in the map of pairs."""
CURVES = 6
"""Factors whose indices are followed."""
_CELL, _NAMES, _TALL, _WIDEST, _SMALL = 0.5, 3.0, 3.6, 1.5, 9.0
_DARKEST = 0.5
"""Share of the variance from which on cells get no darker."""
_say = Words("learning.chart_interplay")


def _sobol(sensitivity: SensitivityResult) -> SobolIndices:
    assert isinstance(sensitivity.found, SobolIndices)
    return sensitivity.found


@board_style()
def interplay_figure(sensitivity: SensitivityResult, lang: str = "en") -> Figure:
    """Draw what each pair of factors explains beyond each alone, as a map.

    Parameters
    ----------
    sensitivity : SensitivityResult
        Of a Saltelli design with second order.
    lang : {"en", "de"}
    """
    found = _sobol(sensitivity)
    shown = found.order[:MOST]
    names = [factor_words(found.factors[k], lang) for k in shown]
    more = _say("more", lang, shown=MOST, all=len(found.order)) if len(found.order) > MOST else ""
    side, left = _CELL * len(shown), MARGIN + min(_NAMES, max(width_of(name) for name in names) + 0.3)
    page = sheet(
        interplay(found, lang),
        below(sensitivity, lang),
        [_say("numbers", lang), _say("faint", lang), more],
        side + 0.75,
    )
    wide = min(_WIDEST, (page.right - left) / len(shown))
    axes = page.axes(left, page.top - side, wide * len(shown), side)
    axes.set_xlim(0, len(shown))
    axes.set_ylim(len(shown), 0)
    axes.set_axis_off()
    how: dict[str, Any] = {"ha": "center", "va": "top", "size": _SMALL, "linespacing": 1.1}
    feet = [wrap(name, wide - 0.06, lines=3, size=_SMALL) for name in names]
    if any("…" in foot for foot in feet):  # there is no room for names below, so numbers stand for them
        names = [f"{row}  {name}" for row, name in enumerate(names, start=1)]
        feet = [str(row) for row in range(1, len(names) + 1)]
    for row, (name, foot) in enumerate(zip(names, feet, strict=True)):
        page.lines(MARGIN, page.top - (row + 0.5) * _CELL, wrap(name, _NAMES - 0.3))
        page.write(left + (row + 0.5) * wide, page.top - side - 0.08, foot, **how)
        for column in range(row + 1):
            one, other = sorted((shown[row], shown[column]))
            alone, pair = row == column, (one, other)
            share = found.first[one] if alone else found.second[pair]
            _cell(axes, row, column, share, share.low > 0.0 if alone else found.stands_out(pair))
    return finish(page)


def _cell(axes: Axes, row: int, column: int, share: Estimate, clear: bool) -> None:
    """Draw a pair's cell; the more it explains the darker, and without colour if that may be nothing."""
    paint = shades()(float(np.clip(share.value / _DARKEST, 0.0, 1.0)) if clear else 0.0)
    axes.add_patch(Rectangle((column, row), 1.0, 1.0, facecolor=paint, edgecolor="white", linewidth=2.0))
    letters = "white" if contrast("white", paint[:3]) > contrast("black", paint[:3]) else "black"
    how: dict[str, Any] = {"weight": "bold", "color": letters} if clear else {"color": QUIET}
    axes.text(column + 0.5, row + 0.5, number(100.0 * share.value, "en"), ha="center", va="center_baseline", **how)


@board_style()
def settling_figure(sensitivity: SensitivityResult, lang: str = "en") -> Figure:
    """Draw the total indices with a quarter, half and all of the points.

    Parameters
    ----------
    sensitivity : SensitivityResult
        Of a Saltelli design with at least two sizes to compare.
    lang : {"en", "de"}
    """
    found = _sobol(sensitivity)
    shown = found.order[:CURVES]
    few = _say("few", lang, shown=CURVES, all=len(found.order)) if len(found.order) > CURVES else ""
    title, notes = _say("settled" if found.settled else "open", lang), [settling(found, lang), _say("total", lang), few]
    page = sheet(title, below(sensitivity, lang), notes, _TALL + 0.75)
    labels = [wrap(factor_words(found.factors[k], lang), 2.9) for k in shown]
    gap, room = gap_for(len(shown)), max(width_of(each) for each in labels)
    left, width = MARGIN + 0.6, page.right - room - gap_for(len(shown)) - MARGIN - 0.6
    axes = page.axes(left, page.top - _TALL, width, _TALL)
    ends = [end for stage in found.stages for k in shown for end in stage.total[k].ends]
    numbers = measure("share", ends, lang)
    value_ticks(axes, min(ends), max(ends), numbers, count=5)
    for place, k in enumerate(shown):
        _follow(axes, found, k, place, len(shown))
    axes.set_xticks(range(len(found.stages)), [number(stage.n, lang) for stage in found.stages])
    axes.set_xlim(-0.25, len(found.stages) - 0.75)
    axes.set_xlabel(_say("axis", lang))
    low, high = axes.get_ylim()
    base = page.top - _TALL
    heights = [base + _TALL * (found.total[k].value - low) / (high - low) for k in shown]
    items = [EndLabel(y, text, (), colour(place)) for place, (y, text) in enumerate(zip(heights, labels, strict=True))]
    end_labels(page, items, gap, (left + width + gap,), (base - 0.1, page.top + 0.1))
    return finish(page)


def _follow(axes: Axes, found: SobolIndices, factor: int, place: int, many: int) -> None:
    """Draw one factor's indices, a little aside from the others'."""
    x = np.arange(len(found.stages)) + (place - (many - 1) / 2.0) * 0.05
    estimates = [stage.total[factor] for stage in found.stages]
    paint = colour(place)
    low, high = zip(*(each.ends for each in estimates), strict=True)
    axes.vlines(x, low, high, color=paint, linewidth=1.6, alpha=0.7)
    axes.plot(x, [e.value for e in estimates], "o-", color=paint, markersize=6.0, linewidth=1.6)
