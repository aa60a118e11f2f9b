"""The figure of the three walls: each alone added up, and what taking them down together brings."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from ...scenarios.core.purchases import overspent
from ...scenarios.ground.adding import added
from ...scenarios.words.declared import called
from ..figures.colours import FAINT, QUIET, colour, ink
from ..figures.parts import LINE, MARGIN, Sheet, finish, sheet, value_ticks, width_of
from ..figures.style import board_style
from ..figures.words import Measure
from ..words.phrases import euro, find, level, number, percent
from .gain_words import SEEN, silence, with_limits
from .walls_result import DOWN, WALLS, WallsResult
from .walls_words import changes, headline, names, say

SHOWN = DOWN[1:]
PAINTS = dict(zip(WALLS, (colour(0), colour(4), colour(3)), strict=True))
"""Blue, yellow and pink: far apart in lightness too."""
ROW, GAP, BAR = 0.46, 0.2, 0.24
"""Heights of a row, of the space between groups and of a bar, inches."""
THIN, THICK, HALO = 1.2, 3.6, 2.0
"""Widths of the lines for the range and for the interval, and how far white shows around them, points."""
_HEAD, _AXIS = 0.95, 0.55
_DOT = 0.24


def _tops() -> list[float]:
    """Return the middle of every row, inches below the first row's upper edge; groups stand apart."""
    found, y = [], 0.0
    for before, down in zip((SHOWN[0], *SHOWN), SHOWN, strict=False):
        y += GAP if len(before) != len(down) else 0.0
        found.append(y + ROW / 2.0)
        y += ROW
    return found


def _alone(found: WallsResult) -> dict[str, float]:
    return {name: float(found.gains(name).mean()) for name in WALLS}


def _ends(found: WallsResult) -> list[float]:
    """Return all that the axis must hold."""
    alone, ends = _alone(found), []
    for down in SHOWN:
        gain = found.effect(*down)
        sums = np.cumsum([alone[name] for name in down]).tolist()
        ends += [*sums, gain.mean, gain.ci_low, gain.ci_high, gain.low, gain.high]
    return [each for each in ends if math.isfinite(each)]


def _bars(axes: Axes, found: WallsResult, down: Sequence[str], y: float) -> None:
    """Draw what each wall brings alone, one after the other."""
    begin = 0.0
    for name in down:
        size = float(found.gains(name).mean())
        axes.add_patch(
            Rectangle((begin, y - BAR / 2.0), size, BAR, facecolor=PAINTS[name], edgecolor="white", linewidth=1.0)
        )
        begin += size


def _mark(axes: Axes, found: WallsResult, down: Sequence[str], y: float) -> None:
    """Draw what they bring together: the mean, its interval and the range of nine sets in ten."""
    gain = found.effect(*down)
    for low, high, width in ((gain.low, gain.high, THIN), (gain.ci_low, gain.ci_high, THICK)):
        if low < high:
            for paint, extra in (("white", HALO), ("black", 0.0)):
                axes.plot([low, high], [y, y], color=paint, linewidth=width + extra, solid_capstyle="butt", zorder=4)
    axes.plot([gain.mean], [y], "D", color="white", markeredgecolor="black", markeredgewidth=1.6, markersize=7.0,
              zorder=5, clip_on=False)  # fmt: skip


def _dots(page: Sheet, down: Sequence[str], y: float) -> None:
    """Draw which walls are taken down: a square for each, filled or faint."""
    for place, name in enumerate(WALLS):
        fallen = name in down
        page.figure.add_artist(
            Line2D([(MARGIN + 0.1 + place * _DOT) / page.width], [y / page.height], marker="s", markersize=8.5,
                   color=PAINTS[name] if fallen else "white", markeredgecolor=PAINTS[name] if fallen else FAINT)
        )  # fmt: skip


def _key(page: Sheet, y: float, found: WallsResult, lang: str) -> None:
    """Write what squares, bars and marks mean, in two rows."""
    x = MARGIN
    for name in WALLS:
        words = names((name,), lang)
        page.figure.add_artist(
            Line2D([(x + 0.07) / page.width], [(y + 0.05) / page.height], marker="s", markersize=8.5,
                   color=PAINTS[name])
        )  # fmt: skip
        page.write(x + 0.22, y, words, color=ink(PAINTS[name]), va="baseline", weight="bold")
        x += 0.22 + width_of(words, weight="bold") + 0.22
    page.write(x, y, say("alone added up", lang), color=QUIET, va="baseline")
    below = y - LINE * 1.3
    page.rule([MARGIN, MARGIN + 0.42], [below + 0.05] * 2, color="black", linewidth=THICK, solid_capstyle="butt")
    page.rule([MARGIN + 0.21], [below + 0.05], marker="D", color="white", markeredgecolor="black",
              markeredgewidth=1.6, markersize=7.0)  # fmt: skip
    words = say("together", lang)
    page.write(MARGIN + 0.52, below, words, va="baseline")
    x = MARGIN + 0.52 + width_of(words) + 0.35
    if found.effect(*WALLS).low < found.effect(*WALLS).high:
        page.rule([x, x + 0.42], [below + 0.05] * 2, color="black", linewidth=THIN)
        page.write(x + 0.52, below, say("sets", lang), va="baseline")


def _numbers(found: WallsResult, shown: Measure, lang: str) -> list[tuple[str, str]]:
    """Return by row the change and what is beyond the sum, as printed at the right."""
    return [
        (
            with_limits(found.effect(*down), shown, lang),
            with_limits(found.interplay(*down), shown, lang) if len(down) > 1 else "",
        )
        for down in SHOWN
    ]


def _notes(found: WallsResult, lang: str) -> list[str]:
    asked = found.asked
    counts = {"sets": number(asked.sets, lang), "n": number(asked.replications, lang), "name": asked.ensemble.name}
    standing = level(found.level(), asked.outcome, lang)
    idle = added(each.idle for each in overspent(found.plans[-1])) / (found.budget * len(WALLS))
    told = say("note idle", lang, share=percent(idle, lang)) if idle >= SEEN else ""
    judged = " ".join(each for each in (say("note put in", lang), told) if each)
    return [*silence(asked, lang)[:1], say("note", lang, level=standing, **counts), judged]


@board_style()
def walls_figure(found: WallsResult, lang: str = "en") -> Figure:
    """Draw what each wall brings alone, added up, and what taking them down together brings.

    Parameters
    ----------
    found : WallsResult
    lang : {"en", "de"}

    Returns
    -------
    matplotlib.figure.Figure
    """
    asked, shown = found.asked, changes(found, lang)
    subtitle = say(
        "subtitle", lang, outcome=called(find(asked.outcome), lang), month=number(asked.month, lang),
        per_head=euro(found.per_head, lang), company=asked.scenario.title(lang),
    )  # fmt: skip
    middles = _tops()
    height = middles[-1] + ROW / 2.0
    page = sheet(headline(found, lang), subtitle, _notes(found, lang), _HEAD + height + _AXIS, width=12.0)
    printed, heads = _numbers(found, shown, lang), (say("change", lang), say("beyond", lang))
    wide = [max(map(width_of, column)) for column in zip(heads, *printed, strict=True)]
    left = MARGIN + 3 * _DOT + 0.1 + max(width_of(names(down, lang)) for down in SHOWN) + 0.25
    first, second = page.right - wide[1] - 0.3, page.right
    top = page.top - _HEAD
    axes = page.axes(left, top - height, first - wide[0] - 0.3 - left, height)
    ends = _ends(found)
    value_ticks(axes, min(ends), max(ends), shown, count=6, across=True)
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    axes.axvline(0.0, color=QUIET, linewidth=1.2, zorder=2)
    axes.set_xlabel(shown.unit, labelpad=4)
    _key(page, page.top - 0.16, found, lang)
    for x, head in ((first, heads[0]), (second, heads[1])):
        page.write(x, top + 0.1, head, ha="right", color=QUIET, va="baseline")
    for down, y, (change, beyond) in zip(SHOWN, middles, printed, strict=True):
        _bars(axes, found, down, y)
        _mark(axes, found, down, y)
        _dots(page, down, top - y)
        page.lines(MARGIN + 3 * _DOT + 0.1, top - y, names(down, lang))
        page.lines(first, top - y, change, ha="right")
        page.lines(second, top - y, beyond, ha="right")
    return finish(page)
