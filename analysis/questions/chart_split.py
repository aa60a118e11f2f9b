"""The figure of the split: the outcome by the share for technology, and which shares are best, budget by budget."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...scenarios.words.declared import called
from ..figures.colours import GREY, QUIET, ink, shades
from ..figures.parts import LINE, MARGIN, Sheet, finish, sheet, spread, strip, value_ticks, width_of
from ..figures.style import board_style
from ..figures.words import Measure, measure
from ..words.phrases import euro, find, number, percent
from .gain_words import of_shares, silence
from .split_result import TWENTY, SplitResult
from .split_words import headline, say, spent_on, within

UPPER, ROW, AXIS = 3.3, 0.34, 0.62
"""Heights of the curves, of a budget's row below them and of the axis under it, inches."""
MUCH = 0.1
"""Part of the money that buys nothing from which on a curve is dotted."""
_HEAD, _BETWEEN = 0.42, 0.86
_RIGHT, GAP = 0.8, 0.42
"""Widths of the ticks at the right and of the space that leaders cross at the left, inches."""
_DOTTED = (0, (1.2, 1.3))
_BEST: dict[str, Any] = {"markersize": 10.0, "markeredgecolor": "white", "markeredgewidth": 1.4, "zorder": 5}
_REGION: dict[str, Any] = {"alpha": 0.3, "linewidth": 13.0, "solid_capstyle": "butt"}


def _paint(found: SplitResult, n: int) -> Any:
    """Return a budget's colour: the larger the darker, so that their order is seen without telling hues apart."""
    return shades()(1.0 if len(found.budgets) == 1 else 0.32 + 0.68 * n / (len(found.budgets) - 1))


def _curves(axes: Axes, found: SplitResult) -> None:
    for n in range(len(found.budgets)):
        mean, paint = found.mean(n), _paint(found, n)
        for k in range(len(found.shares) - 1):
            idle = min(found.idle[n, k : k + 2]) > MUCH
            axes.plot(found.shares[k : k + 2], mean[k : k + 2], color=paint, linewidth=2.4, zorder=3,
                      linestyle=_DOTTED if idle else "-", solid_capstyle="round")  # fmt: skip
        k = found.shares.index(found.best(n))
        axes.plot([found.shares[k]], [mean[k]], "o", color=paint, clip_on=False, **_BEST)
    axes.axhline(float(found.nothing.mean()), color=GREY, linewidth=1.4, linestyle=(0, (4, 2)), zorder=2.5)


def _span(found: SplitResult) -> tuple[float, float]:
    """Return the lowest and the highest value that is drawn."""
    drawn = np.concatenate([found.mean(n) for n in range(len(found.budgets))] + [[found.nothing.mean()]])
    return float(drawn.min()), float(drawn.max())


def _share_axis(axes: Axes, found: SplitResult, lang: str, *, written: bool) -> None:
    low, high = found.shares[0], found.shares[-1]
    ticks = [each for each in np.linspace(0.0, 1.0, 11 if high - low < 0.5 else 6).tolist() if low <= each <= high]
    axes.set_xticks(ticks, [percent(each, lang) if written else "" for each in ticks])
    axes.set_xlim(low - 0.02 * (high - low), high + 0.02 * (high - low))
    if low <= TWENTY <= high:
        axes.axvline(TWENTY, color=QUIET, linewidth=1.2, linestyle=(0, (4, 2)), zorder=1.5)


def _regions(axes: Axes, found: SplitResult) -> None:
    """Draw a row for each budget: shares as good as the best, where it lies in nine sets of ten, and the best."""
    for n in range(len(found.budgets)):
        y, paint = n + 0.5, _paint(found, n)
        low, high = found.region(n)
        aside = 0.012 * (found.shares[-1] - found.shares[0])
        axes.plot([low - aside, high + aside], [y, y], color=paint, zorder=2, **_REGION)
        low, high = found.by_set(n)
        if not math.isnan(low):
            axes.plot([low, high], [y, y], color="black", linewidth=1.6, zorder=3, solid_capstyle="butt")
            axes.plot([low, high], [y, y], "|", color="black", markersize=9.0, markeredgewidth=1.6, zorder=3)
        axes.plot([found.best(n)], [y], "o", color=paint, clip_on=False, **_BEST)
    axes.set_ylim(0.0, len(found.budgets))
    axes.set_yticks([])
    axes.grid(True, axis="x")


def _key(page: Sheet, y: float, found: SplitResult, lang: str) -> None:
    """Write what the marks of the rows mean."""
    paint, x = _paint(found, len(found.budgets) - 1), MARGIN
    items: list[tuple[str, float, dict[str, Any]]] = [
        (say("key best", lang), 0.0, {"color": paint, "marker": "o", **_BEST}),
        (within(found, lang), 0.36, {"color": paint, **_REGION}),
    ]
    if not math.isnan(found.by_set(0)[0]):
        ends = {"marker": "|", "markersize": 9.0, "markeredgewidth": 1.6}
        items.append((say("key sets", lang), 0.36, {"color": "black", "linewidth": 1.6, **ends}))
    for words, long, how in items:
        xs = [x, x + long] if long else [x + 0.07]
        page.rule(xs, [y + 0.05] * len(xs), **how)
        begin = x + (long or 0.14) + 0.1
        page.write(begin, y, words, va="baseline")
        x = begin + width_of(words) + 0.35


def _beside(found: SplitResult, lang: str) -> list[str]:
    return [say("budget", lang, per_head=euro(each, lang)) for each in found.budgets]


def _notes(found: SplitResult, lang: str) -> list[str]:
    asked = found.asked
    counts = {"sets": number(asked.sets, lang), "n": number(asked.replications, lang), "name": asked.ensemble.name}
    dotted = say("note idle", lang) if bool((found.idle > MUCH).any()) else ""
    return [
        *silence(asked, lang)[:1],
        say("note", lang, **counts),
        dotted,
        say("note put in", lang, kinds=spent_on(found, lang)),
    ]


def _labels(page: Sheet, axes: Axes, found: SplitResult, base: float, left: float, lang: str) -> None:
    """Write the budgets before the beginnings of their curves, and what nothing more comes to."""
    low, high = axes.get_ylim()
    values = [float(found.nothing.mean()), *(float(found.mean(n)[0]) for n in range(len(found.budgets)))]
    paints = [GREY, *(_paint(found, n) for n in range(len(found.budgets)))]
    wanted = [base + UPPER * (value - low) / (high - low) for value in values]
    places = spread(wanted, [LINE + 0.04] * len(wanted), base - 0.1, base + UPPER + 0.1)
    for text, end, y, paint in zip((say("nothing", lang), *_beside(found, lang)), wanted, places, paints, strict=True):
        xs = [left - GAP + 0.06, left - GAP + 0.14, left - 0.1, left - 0.04]
        page.rule(xs, [y, y, end, end], color=paint, linewidth=1.0)
        page.lines(left - GAP, y, text, ha="right", color=ink(paint), gid="end label")


def _measured(found: SplitResult, lang: str) -> Measure:
    return measure(find(found.asked.outcome).unit, list(_span(found)), lang)


@board_style()
def split_figure(found: SplitResult, lang: str = "en") -> Figure:
    """Draw the outcome by the share of a budget for technology, and below it which shares are best at each budget.

    Parameters
    ----------
    found : SplitResult
    lang : {"en", "de"}

    Returns
    -------
    matplotlib.figure.Figure
    """
    asked, shown = found.asked, _measured(found, lang)
    name = called(find(asked.outcome), lang)
    company = asked.scenario.title(lang)
    subtitle = say("subtitle", lang, outcome=name, month=number(asked.month, lang), company=company)
    rows = ROW * len(found.budgets)
    page = sheet(headline(found, lang), subtitle, _notes(found, lang), _HEAD + UPPER + _BETWEEN + rows + AXIS, 12.0)
    texts = _beside(found, lang)
    spans = [of_shares(*found.region(n), lang) for n in range(len(found.budgets))]
    left = MARGIN + max(width_of(text) for text in (*texts, say("nothing", lang))) + GAP
    width, base = page.right - max(_RIGHT, max(map(width_of, spans)) + 0.2) - left, page.top - _HEAD - UPPER
    axes = page.axes(left, base, width, UPPER)
    value_ticks(axes, *_span(found), shown, count=6)
    axes.yaxis.tick_right()
    _share_axis(axes, found, lang, written=False)
    _curves(axes, found)
    _labels(page, axes, found, base, left, lang)
    page.write(MARGIN, page.top - 0.08, shown.heading(name), weight="bold", va="top")
    low, high = axes.get_xlim()
    if low <= TWENTY <= high:
        mark = (left + width * (TWENTY - low) / (high - low), say("rule mark", lang))
        strip(page, base + UPPER + 0.08, left, left + width, [mark])
    _lower(page, found, (left, base - _BETWEEN, width, rows), lang)
    return finish(page)


def _lower(page: Sheet, found: SplitResult, box: tuple[float, float, float, float], lang: str) -> None:
    """Draw the rows of the budgets, the largest on top as above; ``box`` is left, top, width and height."""
    left, top, width, rows = box
    axes = page.axes(left, top - rows, width, rows)
    _regions(axes, found)
    _share_axis(axes, found, lang, written=True)
    axes.set_xlabel(say("axis", lang), labelpad=4)
    page.write(MARGIN, top + 0.2 + LINE * 1.5, say("regions", lang), weight="bold", va="baseline")
    _key(page, top + 0.2, found, lang)
    for n, text in enumerate(_beside(found, lang)):
        y, paint = top - rows + ROW * (n + 0.5), ink(_paint(found, n))
        page.lines(left - GAP, y, text, ha="right", color=paint)
        page.lines(page.right, y, of_shares(*found.region(n), lang), ha="right", color=paint)
