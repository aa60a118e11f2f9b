"""Figures over the months: an outcome with its difference to the baseline, customers and money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...model.simulation import whole_number
from ...scenarios.ground.adding import added
from ...scenarios.words.declared import called
from ..base.markets import any_market
from ..base.programme import Programme
from ..figures.colours import QUIET
from ..figures.parts import MARGIN, Sheet, finish, gap_for, headed, sheet, width_of, wrap
from ..figures.style import board_style
from ..figures.width import WIDTH, wide
from ..figures.words import Measure, meaning, say
from ..words.phrases import find
from .curves import ABOVE, Comparison, Curve, Panel, companies_apart, room_for, shown_as

TICKS = 0.62
"""Space for the numbers beside an axis, inches."""
BETWEEN = 0.25
"""Space between columns of values, inches."""
AXIS = 0.62
"""Space for months and their title below a panel, inches."""


def beside(
    curves: Sequence[Curve], months: Sequence[int], measure: Measure, lang: str, room: float = 2.35
) -> list[tuple[str, ...]]:
    """Return name and values of each curve: of the month compared, and of the month in which the curves end."""
    return [
        (wrap(each.programme.label(lang), room), *(each.printed(month, measure) for month in months)) for each in curves
    ]


def value_columns(page: Sheet, headers: Sequence[str], rows: Sequence[tuple[str, ...]]) -> list[float]:
    """Return the right edges of the columns of values; the last one ends at the margin."""
    widths = [max(map(width_of, column)) for column in zip(headers, *(values for _, *values in rows), strict=True)]
    ends = [page.right]
    for width in reversed(widths[1:]):
        ends.insert(0, ends[0] - width - BETWEEN)
    return [ends[0] - widths[0], *ends]


@board_style()
def curves(
    programmes: Sequence[Programme], outcome: str, month: int, lang: str = "en", *, finding: str = "",
    lead: Sequence[str] = (),
) -> Figure:  # fmt: skip
    """Draw an outcome over the months, and below it the paired differences to the baseline.

    Parameters
    ----------
    programmes : sequence of Programme
        With the baseline; alone, it is drawn without differences.
    outcome : str
        Machine name of the outcome.
    month : int
        Month whose values are printed, from 1.
    lang : {"en", "de", "fr"}
    finding : str
        What the figure shows, as its title; by default the title says what is measured.
    lead : sequence of str
        Machine names of programmes that stand out where there are many; the rest is grey.

    Returns
    -------
    matplotlib.figure.Figure
    """
    comparison, declared = Comparison.of(programmes, lead), find(outcome)
    whole_number(month, 1, comparison.months, "month")
    levels, differences = comparison.levels(outcome), comparison.differences(outcome)
    level = shown_as(levels, outcome, month, lang, difference=False)
    difference = shown_as(differences, outcome, month, lang, difference=True)
    printed = list(dict.fromkeys((month, comparison.months)))
    above, below = beside(levels, printed, level, lang), beside(differences, printed, difference, lang)
    headers = [say("month", lang, month=each) for each in printed]

    upper = max(2.4 if differences else 4.0, room_for(above))
    lower = max(1.5, room_for(below)) if differences else 0.0
    heading, gap = 0.56, 0.7
    body = heading + upper + (gap + lower if differences else 0.0) + AXIS
    title = say("over time", lang, outcome=called(declared, lang))
    notes = [*comparison.notes(lang), *companies_apart(levels, month, lang)]
    page = sheet(*headed(finding, title, meaning(declared, lang)), notes, body)
    names = max(width_of(name) for name, *_ in above)
    begin, *rights = value_columns(page, headers, above + below)
    left = MARGIN + TICKS
    leaders = gap_for(len(levels))
    width = begin - 0.2 - names - leaders - left

    top = Panel(page, left, page.top - heading - upper, width, upper, leaders, comparison, month, lang)
    axes = top.draw(levels, level, companies=True)
    top.labels(axes, levels, above, rights)
    top.strip(compared=bool(differences))
    page.write(MARGIN, page.top, level.heading(say("level", lang)), weight="bold", va="top")
    for right, header in zip(rights, headers, strict=True):
        page.write(right, page.top - heading + ABOVE, header, ha="right", color=QUIET)
    if differences:
        axes.tick_params(labelbottom=False, bottom=False)
        base = top.bottom - gap
        bottom = Panel(page, left, base - lower, width, lower, leaders, comparison, month, lang)
        axes = bottom.draw(differences, difference)
        bottom.labels(axes, differences, below, rights)
        words = difference.heading(say("difference", lang, baseline=comparison.baseline.label(lang)))
        page.write(MARGIN, base + 0.25, wrap(words, page.right - MARGIN, lines=1, weight="bold"), weight="bold")
    axes.set_xlabel(say("months", lang), labelpad=4)
    return finish(page)


@dataclass(frozen=True)
class Payback:
    """Where the mean difference in net value reaches zero: the month, and the point on the curve."""

    month: int
    point: float


def payback(curve: Curve, baseline: Programme) -> Payback | None:
    """Return the first month whose mean net value is no lower than the baseline's, once there is spending."""
    common = len(curve.mean)
    spent = curve.programme.path("cost")[:, :common].mean(axis=0) > baseline.path("cost")[:, :common].mean(axis=0)
    back = np.flatnonzero((curve.mean >= 0.0) & spent)
    if not len(back):
        return None
    first = int(back[0])
    if first == 0 or curve.mean[first - 1] >= 0.0:
        return Payback(first + 1, first + 1.0)
    before, after = float(curve.mean[first - 1]), float(curve.mean[first])
    return Payback(first + 1, first + before / (before - after))


def _mark(axes: Axes, curves: Sequence[Curve], paybacks: Sequence[Payback | None]) -> None:
    for each, payback in zip(curves, paybacks, strict=True):
        if payback is not None:
            axes.plot(
                [payback.point], [0.0], "D", color="white", markersize=7.0, markeredgecolor=each.paint,
                markeredgewidth=2.0, clip_on=False, zorder=6.0,
            )  # fmt: skip


@dataclass(frozen=True)
class _Half:
    """One of two panels side by side: its curves, how they are printed, what stands beside and above them."""

    curves: list[Curve]
    measure: Measure
    title: str
    months: int
    lang: str
    paybacks: list[Payback | None]

    @property
    def texts(self) -> list[tuple[str, ...]]:
        """Names over values, with the month of payback."""
        values = []
        for each, payback in zip(self.curves, self.paybacks, strict=True):
            paid = "" if payback is None else ", " + say("payback", self.lang, month=payback.month)
            values.append(each.printed(self.months, self.measure) + paid)
        room = max(1.9, *(width_of(value) for value in values), 0.0)
        names = [wrap(each.programme.label(self.lang), room) for each in self.curves]
        return [(f"{name}\n{value}",) for name, value in zip(names, values, strict=True)]

    @property
    def gap(self) -> float:
        """Width of the leaders."""
        return gap_for(len(self.curves))

    @property
    def beside(self) -> float:
        """Width of all but the panel."""
        return TICKS + self.gap + max(width_of(text) for text, *_ in self.texts)

    def draw(self, page: Sheet, left: float, box: tuple[float, float], comparison: Comparison) -> None:
        """Draw the panel (``box`` is its width and height) with all that belongs to it."""
        panel = Panel(page, left + TICKS, page.bottom + AXIS, *box, self.gap, comparison, self.months, self.lang)
        axes = panel.draw(self.curves, self.measure)
        axes.set_xlabel(say("months", self.lang), labelpad=4)
        panel.labels(axes, self.curves, self.texts, ())
        panel.strip(compared=False)
        _mark(axes, self.curves, self.paybacks)
        edge = panel.bottom + panel.height
        page.write(left, edge + 0.42, self.title, weight="bold", va="bottom", linespacing=1.25)
        header = say("month", self.lang, month=self.months)
        page.write(panel.left + panel.width + self.gap, edge + ABOVE, header, color=QUIET)


def _customers(comparison: Comparison, lang: str) -> _Half:
    curves, months = comparison.levels("customers"), comparison.months
    measure = shown_as(curves, "customers", months, lang, difference=False)
    return _Half(curves, measure, say("customers", lang), months, lang, [None] * len(curves))


def _money(comparison: Comparison, lang: str) -> _Half:
    """Return the differences in net value, or its level where there is nothing to compare it with."""
    several, months = bool(comparison.others), comparison.months
    curves = comparison.differences("net_value") if several else comparison.levels("net_value")
    measure = shown_as(curves, "net_value", months, lang, difference=several)
    name = wrap(comparison.baseline.label(lang), 3.0, lines=1, weight="bold")
    title = say("net value difference" if several else "net value", lang, unit=measure.unit, baseline=name)
    paybacks = [payback(each, comparison.baseline) for each in curves]
    return _Half(curves, measure, title, months, lang, paybacks)


def _words(lang: str, *, market: bool, both: bool) -> tuple[str, str]:
    """Return title and subtitle of what is drawn of customers and money."""
    title = "customers and money" if both else "money alone"
    return say(title, lang), say("customers and money below" if market else "money alone below", lang)


@board_style()
def customers_and_money(
    programmes: Sequence[Programme], lang: str = "en", *, finding: str = "", lead: Sequence[str] = ()
) -> Figure:
    """Draw customers over the months, where there are any, beside the difference in net value to the baseline.

    Parameters
    ----------
    programmes : sequence of Programme
        With the baseline; alone, its net value is drawn instead of a difference.
    lang : {"en", "de", "fr"}
    finding : str
        What the figure shows, as its title.
    lead : sequence of str
        Machine names of programmes that stand out where there are many; the rest is grey.

    Returns
    -------
    matplotlib.figure.Figure
    """
    comparison = Comparison.of(programmes, lead)
    market = any_market([comparison.baseline.scenario])
    both = market and wide() >= WIDTH  # on paper there is no room for two panels, and the effects name the customers
    halves = (*([_customers(comparison, lang)] if both else []), _money(comparison, lang))
    notes = comparison.notes(lang)
    kind = "payback note" if any(halves[-1].paybacks) else "no payback note"
    if comparison.others and not (finding and kind == "no payback note"):  # the title says so
        notes.append(say(kind, lang, baseline=comparison.baseline.label(lang)))
    heading = 0.86
    height = max(3.6 if both else 3.0, *(room_for(half.texts) for half in halves))
    body = heading + height + AXIS
    words = headed(finding, *_words(lang, market=market, both=both))
    page = sheet(*words, notes, body, wide(12.5))
    gap = 0.25
    width = (page.right - MARGIN - gap * (len(halves) - 1) - added(half.beside for half in halves)) / len(halves)
    left = MARGIN
    for half in halves:
        half.draw(page, left, (width, height), comparison)
        left += half.beside + width + gap
    return finish(page)
