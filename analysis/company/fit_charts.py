"""Figures of a fit: what is left of each number, and the history beside the fitted companies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...scenarios.usage.months import written
from ...scenarios.words.catalogue import Words
from ..figures.colours import FAINT, PALETTE, QUIET, dashes
from ..figures.parts import MARGIN, Sheet, finish, sheet, width_of, wrap
from ..figures.style import board_style
from ..words.phrases import join, number, percent
from .charts import shares_axis
from .fit_words import TOLD, by_telling, label_of
from .fitting import Fitted

MOST_PLACES = 6
"""Panels of departments beside the company's; the largest are shown."""
say = Words("company.fit_charts")


def fit_figures(found: Fitted, months: Sequence[str], lang: str) -> dict[str, Figure]:
    """Return the figures of a fit by the names of their files."""
    return {"1-what-is-left": what_is_left(found, lang), "2-past-and-forecast": past_and_forecast(found, months, lang)}


@board_style()
def what_is_left(found: Fitted, lang: str) -> Figure:
    """Draw the interval of each number before and after the data, those first of which the data tell most."""
    order = by_telling(found)
    names = [label_of(found.unknowns[i], found.fit.scenario, lang) for i in order]
    told = [name for name, i in zip(names, order, strict=True) if found.explained[i] >= TOLD]
    words = {"k": len(told), "n": len(names), "names": join(told[:2], lang)}
    title = say("told", lang, **words) if told else say("little", lang)
    note = say("note", lang, n=number(found.simulated, lang), m=number(len(found.fit.draws), lang),
               share=percent(TOLD, lang))  # fmt: skip
    row = 0.34
    page = sheet(title, say("below", lang), [note], 0.35 + row * len(order) + 0.1)
    left = MARGIN + max(map(width_of, names)) + 0.75
    right = page.right - width_of(say("explained", lang)) - 0.75
    axes = page.axes(left, page.top - 0.35 - row * len(order), right - left, row * len(order))
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(len(order), 0.0)
    axes.set_axis_off()
    page.write(page.right, page.top - 0.2, say("explained", lang), ha="right", color=QUIET)
    for place, i in enumerate(order):
        _interval(axes, found, i, place)
        unknown, y = found.unknowns[i], page.top - 0.35 - row * (place + 0.5)
        page.lines(MARGIN, y, names[place])
        page.lines(left - 0.1, y, number(unknown.low, lang, 2), ha="right", color=QUIET)
        page.lines(right + 0.1, y, number(unknown.high, lang, 2), color=QUIET)
        page.lines(page.right, y, percent(float(found.explained[i]), lang), ha="right")
    return finish(page)


def _interval(axes: Axes, found: Fitted, i: int, place: int) -> None:
    """Draw one number's bars, on the scale of its range."""
    unknown = found.unknowns[i]
    low, lower, middle, upper, high = (found.quantiles[:, i] - unknown.low) / (unknown.high - unknown.low)
    strong = found.explained[i] >= TOLD
    paint, pale = PALETTE[0], 1.0 if strong else 0.4
    y = place + 0.5
    axes.plot([0.0, 1.0], [y, y], color="#dde1e5", linewidth=9.0, solid_capstyle="butt")
    axes.plot([low, high], [y, y], color=paint, linewidth=2.2, alpha=pale, solid_capstyle="butt")
    axes.plot([lower, upper], [y, y], color=paint, linewidth=6.0, alpha=pale, solid_capstyle="butt")
    axes.plot([middle], [y], "o", color="white", markeredgecolor=paint, markeredgewidth=1.6, markersize=6.0)


@board_style()
def past_and_forecast(found: Fitted, months: Sequence[str], lang: str) -> Figure:
    """Draw real use as the export shows it, the fitted companies over the same months, and the months ahead."""
    departments = found.fit.scenario.company.organisation.departments
    largest = sorted(found.told_of, key=lambda d: -departments[d].people)[:MOST_PLACES]
    known = [1 + d for d in sorted(largest) if np.isfinite(found.shown[:, 1 + d]).any()]
    places = [0, *known]
    labels = [say("company", lang), *(departments[g - 1].label(lang) for g in known)]
    ahead = len(found.forecast.mean) - len(found.shown)
    axis = [*months, *(written(_number(months[-1]) + k + 1) for k in range(ahead))]
    columns = 2 if len(places) > 1 else 1
    rows, height, above = -(-len(places) // columns), 1.75, 0.9
    page = sheet(say("past finding", lang, inside=percent(_inside(found, places), lang)),
                 say("past below", lang, n=ahead), [_people(found, lang)], rows * (height + above) + 0.1)  # fmt: skip
    width = (page.right - MARGIN - 0.62 * columns - 0.3 * (columns - 1)) / columns
    top = _top(found, places)
    for which, (g, label) in enumerate(zip(places, labels, strict=True)):
        left = MARGIN + 0.62 + (which % columns) * (width + 0.92)
        bottom = page.top - (which // columns + 1) * (height + above) + 0.45
        _panel(page, (left, bottom, width, height), found, g, axis, top)
        page.write(left - 0.55, bottom + height + 0.2, wrap(label, width, lines=1, weight="bold"), weight="bold")
    return finish(page)


def _people(found: Fitted, lang: str) -> str:
    people = number(found.fit.scenario.company.organisation.headcount, lang)
    return say("people", lang, people=people, n=number(found.simulated, lang), m=number(len(found.fit.draws), lang))


def _number(month: str) -> int:
    year, part = month.split("-")
    return 12 * int(year) + int(part) - 1


def _inside(found: Fitted, places: Sequence[int]) -> float:
    """Return the share of months and places that lie in the band of the companies simulated anew."""
    low, high, seen = (each[:, places] for each in (found.again.quantiles[0], found.again.quantiles[-1], found.shown))
    known = np.isfinite(seen)
    return float(((low <= seen) & (seen <= high))[known].mean())


def _top(found: Fitted, places: Sequence[int]) -> float:
    drawn = (found.forecast.quantiles[-1], found.again.quantiles[-1], found.shown)
    highest = max(float(np.nanmax(each[:, places])) for each in drawn)
    return next(each for each in (0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0) if highest <= each or each == 1.0)


def _panel(
    page: Sheet, box: tuple[float, float, float, float], found: Fitted, g: int, axis: Sequence[str], top: float
) -> None:
    axes = page.axes(*box)
    shares_axis(axes, axis, box[2], top)
    past, x = len(found.shown), np.arange(len(axis))
    axes.fill_between(x[:past], *found.again.quantiles[[0, -1], :, g], color=PALETTE[0], alpha=0.16, linewidth=0.0)
    axes.plot(x[:past], found.again.quantiles[2, :, g], color=PALETTE[0], linewidth=1.4)
    future = slice(past - 1, len(axis))
    low, middle, high = (found.forecast.quantiles[row, future, g].copy() for row in (0, 2, -1))
    for each in (low, middle, high):
        each[0] = found.forecast.mean[past - 1, g]
    axes.fill_between(x[future], low, high, color=PALETTE[1], alpha=0.2, linewidth=0.0)
    axes.plot(x[future], middle, color=PALETTE[1], linestyle=dashes(1), linewidth=1.6)
    axes.plot(x[:past], found.shown[:, g], "o", color="black", markersize=4.0, zorder=5)
    axes.axvline(past - 1, color=FAINT, linewidth=0.9, linestyle=(0, (2, 2)))
