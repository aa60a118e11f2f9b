"""Figures of scenario discovery: the limits of a box with the points, and coverage against density."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ...scenarios.words.catalogue import Words
from ..figures.colours import FAINT, GREY, PALETTE, QUIET, ink
from ..figures.parts import LINE, MARGIN, Sheet, finish, sheet, spread, width_of, wrap
from ..figures.style import board_style
from ..words.phrases import number, percent
from .boxes import Box, Limit
from .chart_axes import name_axes
from .discovery import FailureResult
from .discovery_words import headline, in_words, place_words
from .study_runs import Axis
from .uncertainty_words import label, plain, written

FAILS, INSIDE = PALETTE[1], PALETTE[0]
Colour = tuple[float, float, float]
_HELD: dict[str, Any] = {"color": INSIDE, "markersize": 9.0, "markerfacecolor": "white", "markeredgewidth": 2.0}
_WIDE, _ROW, _PANEL = 11.0, 0.62, 3.6
_MOST = 6
_say = Words("learning.chart_discovery")


def _below(failure: FailureResult, lang: str) -> str:
    runs = failure.runs
    return _say("below", lang,
        when=in_words(runs, failure.when, lang), month=runs.month, place=place_words(runs, lang), study=runs.study,
        points=number(len(runs.points), lang), runs=number(runs.replications, lang),
    )  # fmt: skip


@board_style()
def box_figure(failure: FailureResult, lang: str = "en") -> Figure:
    """Draw the limits of the first box, and the points over its two most telling uncertainties.

    Parameters
    ----------
    failure : FailureResult
        With at least one box.
    lang : {"en", "de"}
    """
    box, found = failure.found.boxes[0], failure.found
    shares = {"density": box.density, "share": found.share, "coverage": box.coverage}
    inside = _say("inside", lang, **{key: percent(value, lang) for key, value in shares.items()})
    left_out = max(0, len(box.limits) - _MOST)
    more = _say("more", lang, more=left_out) if left_out else ""
    limits = box.limits[:_MOST]
    body = max(_PANEL + 0.75, 0.4 + _ROW * len(limits))
    page = sheet(
        headline(failure, lang), _below(failure, lang), [inside, f"{_say('range', lang)} {more}".rstrip()], body
    )
    half = (page.width - 2.0 * MARGIN - 0.8) / 2.0
    _draw_limits(page, limits, half, lang)
    _draw_points(page, failure, half, lang)
    return finish(page)


def _draw_limits(page: Sheet, limits: tuple[Limit, ...], room: float, lang: str) -> None:
    page.write(MARGIN, page.top - LINE, _say("where", lang), weight="bold", va="baseline")
    for row, each in enumerate(limits):
        top = page.top - 0.4 - row * _ROW
        page.write(MARGIN, top - LINE, wrap(label(each.name, lang), room, lines=1), va="baseline")
        spread_of = each.greatest - each.least
        span = (each.low - each.least) / spread_of, (each.high - each.least) / spread_of
        y, ends = top - LINE - 0.14, (MARGIN, MARGIN + room)
        page.rule(ends, (y, y), color=FAINT, linewidth=5.0, solid_capstyle="butt")
        inside = [MARGIN + share * room for share in span]
        page.rule(inside, (y, y), color=INSIDE, linewidth=5.0, solid_capstyle="butt")
        _write_ends(page, each, y - 0.2, room, inside, lang)


def _write_ends(page: Sheet, each: Limit, y: float, room: float, inside: list[float], lang: str) -> None:
    """Write the ends of the range, and the limits between them."""
    gap = each.greatest - each.least
    items: list[tuple[float, str, str | Colour]] = [(MARGIN, plain(each.name, each.least, lang, gap), QUIET)]
    items += [(inside[0], plain(each.name, each.low, lang, gap), ink(INSIDE))] if each.from_below else []
    items += [(inside[1], plain(each.name, each.high, lang, gap), ink(INSIDE))] if each.from_above else []
    items.append((MARGIN + room, written(each.name, each.greatest, lang, gap), QUIET))
    widths = [width_of(text) + 0.12 for _, text, _ in items]
    middles = [x + (w / 2.0 if x == MARGIN else -w / 2.0 if x == MARGIN + room else 0.0)
               for (x, _, _), w in zip(items, widths, strict=True)]  # fmt: skip
    for centre, (_, text, paint) in zip(
        spread(middles, widths, MARGIN - 0.06, MARGIN + room + 0.06), items, strict=True
    ):
        page.write(centre, y, text, ha="center", va="baseline", color=paint)


def _draw_points(page: Sheet, failure: FailureResult, room: float, lang: str) -> None:
    """Draw all points over the two most telling uncertainties, and the box between its limits."""
    found = failure.found
    box = found.boxes[0]
    left = page.width - MARGIN - room
    page.write(left, page.top - LINE, _say("points", lang), weight="bold", va="baseline")
    x = left + width_of(_say("points", lang), weight="bold") + 0.3
    for text, paint, mark in ((_say("fails", lang), FAILS, "o"), (_say("holds", lang), GREY, "o")):
        page.rule([x], [page.top - LINE + 0.05], marker=mark, color=paint, markersize=6.0, linestyle="")
        page.write(x + 0.12, page.top - LINE, text, color=ink(paint), va="baseline")
        x += width_of(text) + 0.45
    across, up = _shown(box, found.axes)
    axes = page.axes(left + 0.65, page.top - 0.4 - _PANEL + 0.35, room - 0.65, _PANEL - 0.35)
    columns = [found.names.index(each.name) for each in (across, up)]
    size = float(np.clip(1800.0 / len(found.points), 4.0, 26.0))
    for fails, paint, layer in ((False, FAINT, 2.0), (True, FAILS, 3.0)):
        shown = found.points[found.fails == fails][:, columns]
        axes.scatter(shown[:, 0], shown[:, 1], s=size, color=paint, linewidth=0.0, zorder=layer, clip_on=False)
    _frame(axes, box, across, up)
    values = found.points[:, columns].T
    name_axes(axes, (across, values[0]), (up, values[1]), (room, _PANEL), lang)


def _shown(box: Box, axes: tuple[Axis, ...]) -> tuple[Axis, Axis]:
    """Return the two uncertainties to draw: the most telling ones, filled up with others."""
    names = [each.name for each in box.limits]
    order = sorted(axes, key=lambda each: names.index(each.name) if each.name in names else len(names))
    return order[0], order[1] if len(order) > 1 else order[0]


def _frame(axes: Axes, box: Box, across: Axis, up: Axis) -> None:
    by_name = {each.name: each for each in box.limits}
    spans = [
        (by_name[each.name].low, by_name[each.name].high) if each.name in by_name else (each.low, each.high)
        for each in (across, up)
    ]
    (x, right), (y, top) = spans
    axes.add_patch(Rectangle((x, y), right - x, top - y, facecolor=INSIDE, alpha=0.10, zorder=1.0))
    axes.add_patch(Rectangle((x, y), right - x, top - y, fill=False, edgecolor=INSIDE, linewidth=2.0, zorder=4.0,
                             clip_on=False))  # fmt: skip


@board_style()
def trade_off_figure(failure: FailureResult, lang: str = "en") -> Figure:
    """Draw coverage against density of all boxes that no other beats.

    Parameters
    ----------
    failure : FailureResult
        With at least one box.
    lang : {"en", "de"}
    """
    found = failure.found
    page = sheet(_say("trade", lang), _below(failure, lang), [_say("trade note", lang)], 5.0, 9.0)
    axes = page.axes(MARGIN + 0.75, page.bottom + 0.65, page.width - 2.0 * MARGIN - 0.9, page.top - page.bottom - 1.2)
    curve = sorted(found.trade_off, key=lambda each: each.coverage)
    x, y = [each.coverage for each in curve], [each.density for each in curve]
    axes.plot(x, y, "-", color=GREY, linewidth=1.2, zorder=2.0)
    axes.plot(x, y, "o", color=GREY, markersize=5.0, zorder=3.0, clip_on=False)
    box = found.boxes[0]
    axes.plot([box.coverage], [box.density], "o", color=INSIDE, markersize=11.0, zorder=4.0, clip_on=False)
    if box.check is not None and box.check.points:
        axes.plot([box.check.coverage], [box.check.density], "o", zorder=3.5, clip_on=False, **_HELD)
    _key(page, box, lang)
    ticks = np.linspace(0.0, 1.0, 6)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(list(ticks), [percent(float(each), lang) for each in ticks])
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(0.0, 1.0)
    axes.grid(True)
    axes.set_xlabel(_say("coverage", lang))
    axes.set_ylabel(_say("density", lang))
    return finish(page)


def _key(page: Sheet, box: Box, lang: str) -> None:
    """Say above the curve which box is described, and which mark shows how it does on other points."""
    many = _say("limit", lang) if box.restricted == 1 else _say("limits", lang, n=box.restricted)
    x, y = MARGIN + 0.75, page.top - LINE
    marks: list[tuple[str, dict[str, Any]]] = [
        (_say("taken", lang, limits=many), {"color": INSIDE, "markersize": 10.0})
    ]
    marks += [(_say("held", lang), _HELD)] if box.check is not None and box.check.points else []
    for text, how in marks:
        page.rule([x + 0.07], [y + 0.05], marker="o", linestyle="", **how)
        page.write(x + 0.22, y, text, color=ink(INSIDE), va="baseline")
        x += width_of(text) + 0.6
