"""The figures of a decision: the options, the frontier over budgets, and the early sign."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...model.outcomes import OUTCOME
from ...scenarios.ground.by_value import by_value
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.ranges import COMPANIES
from ..figures.colours import ASIDE, GREY, PALETTE, QUIET, Look, colour, dashes, ink, marker
from ..figures.parts import LINE, MARGIN, Sheet, finish, month_ticks, sheet, value_ticks, width_of, wrap
from ..figures.style import board_style
from ..figures.words import Measure, measure
from ..words.phrases import euro, number, percent
from ..words.phrases import level as plain_level
from .answer import threshold_text
from .decision import DecisionResult
from .options import NOTHING
from .phrases import change, criterion_label, unit
from .worlds import FINAL

say = Words("deciding.chart")
word = Words("deciding.words")

Floats = npt.NDArray[np.float64]
_ROW = 0.36
_BEST, _OTHER = (Look(colour(n), dashes(n), marker(n)) for n in range(2))
_SHIPPED = Look(ASIDE, "-", "^")


@by_value
@dataclass(frozen=True)
class _Gain:
    """A gain over doing nothing, as it is drawn."""

    label: str
    mean: float
    low: float
    high: float
    look: Look

    @property
    def ends(self) -> tuple[float, float]:
        """The limits, the mean twice where there are none."""
        return (self.mean, self.mean) if math.isnan(self.low) else (self.low, self.high)

    def text(self, shown: Measure) -> str:
        """Return the gain with its limits, as far as there are any."""
        limits = "" if math.isnan(self.low) else f" ({shown.plain(self.low)} … {shown.plain(self.high)})"
        return f"{shown.plain(self.mean)}{limits}"


def charts(decision: DecisionResult, lang: str) -> dict[str, Callable[[], Figure]]:
    """Return what draws the figures of a decision, by name, in the order in which they tell it."""
    found: dict[str, Callable[[], Figure]] = {"options": lambda: options(decision, lang)}
    if decision.frontier:
        found["budgets"] = lambda: budgets(decision, lang)
    if decision.warnings.check is not None:
        found["early-sign"] = lambda: early_sign(decision, lang)
    return found


def drawn(decision: DecisionResult, lang: str) -> dict[str, Figure]:
    """Return the figures of a decision by the names of their files."""
    return {f"{n}-{name}": draw() for n, (name, draw) in enumerate(charts(decision, lang).items(), start=1)}


def _unit(decision: DecisionResult) -> str:
    o = decision.question.objective
    return "share" if o.risk == "target" else OUTCOME[o.outcome].unit


def _gains(decision: DecisionResult, lang: str) -> list[_Gain]:
    """Return the options and the shipped programmes that are none of them, the best first."""
    rows = [
        _Gain(each.label(lang), each.gain, each.gain_low, each.gain_high, _BEST if each is decision.best else _OTHER)
        for each in decision.options
        if each.name != NOTHING
    ]
    shown = {repr(each.mix.programme()) for each in decision.options}
    rows += [
        _Gain(each.mix.scenario.title(lang), each.gain, each.gain_low, each.gain_high, _SHIPPED)
        for each in decision.rivals
        if repr(each.mix.programme()) not in shown
    ]
    return sorted(rows, key=lambda each: -each.mean)


def _notes(decision: DecisionResult, lang: str) -> list[str]:
    worlds = decision.question.worlds
    kind = word("fitted" if worlds.fitted else "sets", lang)
    return [say("interval", lang, worlds=number(len(worlds), lang), kind=kind, n=number(FINAL, lang))]


@board_style()
def options(decision: DecisionResult, lang: str) -> Figure:
    """Draw what each option and each shipped programme gains over doing nothing."""
    o, rows = decision.question.objective, _gains(decision, lang)
    title = say(
        "options", lang, gain=change(decision.best.gain, o, lang), unit=unit(o, lang),
        rival=change(max(each.gain for each in decision.options[1:]), o, lang),
    )  # fmt: skip
    below = say("options below", lang, criterion=criterion_label(o, lang), month=number(o.month, lang),
                budget=euro(decision.question.budget, lang))  # fmt: skip
    page = sheet(title, below, [*_notes(decision, lang), say("colours", lang)], _ROW * len(rows) + 0.75)
    shown = measure(_unit(decision), [each.mean for each in rows], lang, difference=True)
    texts = [each.text(shown) for each in rows]
    left = MARGIN + max(width_of(wrap(each.label, 3.4, lines=1)) for each in rows) + 0.3
    wide = page.right - left - max(width_of(text) for text in texts) - 0.3
    axes = page.axes(left, page.top - _ROW * len(rows) - 0.1, wide, _ROW * len(rows))
    ends = [value for each in rows for value in each.ends]
    value_ticks(axes, min(ends), max(ends), shown, count=6, across=True)
    axes.set_ylim(len(rows), 0.0)
    axes.set_yticks([])
    axes.set_xlabel(shown.unit)
    axes.axvline(0.0, color=QUIET, linewidth=1.2, zorder=2)
    for place, (each, text) in enumerate(zip(rows, texts, strict=True)):
        _one_gain(page, axes, each, text, place, page.top - 0.1 - _ROW * (place + 0.5))
    return finish(page)


def _one_gain(page: Sheet, axes: Axes, each: _Gain, text: str, place: int, height: float) -> None:
    paint, _, shape = each.look
    axes.plot(each.ends, [place + 0.5] * 2, color=paint, linewidth=2.4, zorder=3)
    axes.plot([each.mean], [place + 0.5], shape, color=paint, markersize=8.0, zorder=4, clip_on=False)
    words = QUIET if each.look == _SHIPPED else ink(paint)
    page.lines(MARGIN, height, wrap(each.label, 3.4, lines=1), color=words)
    page.lines(page.right, height, text, ha="right", color=words)


def _budgets_title(decision: DecisionResult, lang: str) -> str:
    o, m = decision.question.objective, decision.marginal
    double = next((p for p in decision.frontier if p.budget == 2.0 * decision.question.budget and p.mix), None)
    if not m.euros or double is None:
        return say("frontier plain", lang)
    return say(
        "frontier", lang, euros=euro(m.euros, lang), gain=change(m.gain, o, lang), unit=unit(o, lang),
        double=change(double.gain - decision.best.gain, o, lang),
    )  # fmt: skip


@board_style()
def budgets(decision: DecisionResult, lang: str) -> Figure:
    """Draw the frontier: what the best mix known brings at each budget, with the shipped programmes beside it."""
    o, q = decision.question.objective, decision.question
    points = [each for each in decision.frontier if each.mix is not None or each.budget == 0.0]
    below = say("frontier below", lang, criterion=criterion_label(o, lang), month=number(o.month, lang))
    notes = [say("frontier note", lang, budget=euro(q.budget, lang)), say("grey", lang)]
    page = sheet(_budgets_title(decision, lang), below, notes, 4.3)
    money = measure("EUR", [each.budget for each in points], lang)
    levels = [each.level for each in points]
    base = levels[0]
    low, high = ([base + o.direction * each for each in ends] for ends in
                 ([p.gain if math.isnan(p.low) else p.low for p in points],
                  [p.gain if math.isnan(p.high) else p.high for p in points]))  # fmt: skip
    shown = measure(_unit(decision), levels, lang)
    room = max(width_of(shown.text(value)) for value in [*low, *high]) + 0.25
    axes = page.axes(MARGIN + room, page.bottom + 0.62, page.right - MARGIN - room - 0.2, 3.55)
    x = [each.budget for each in points]
    value_ticks(axes, min([*low, *levels]), max([*high, *levels]), shown, count=6)
    _fit_values(axes, [*low, *high, *levels], shown)
    value_ticks(axes, 0.0, max(x), money, count=8, across=True)
    axes.set_xlabel(money.heading(say("budget", lang)))
    axes.fill_between(x, low, high, color=PALETTE[0], alpha=0.18, linewidth=0.0, zorder=2)
    axes.plot(x, levels, "o-", color=PALETTE[0], linewidth=2.4, markersize=6.5, zorder=4, clip_on=False)
    costs, shipped = ([r.mix.cost for r in decision.rivals], [r.level for r in decision.rivals])
    axes.plot(costs, shipped, _SHIPPED.marker, color=ASIDE, markersize=6.0, zorder=3, clip_on=False)
    axes.axvline(q.budget, color=QUIET, linewidth=1.2, linestyle=(0, (2, 2)), zorder=1)
    axes.annotate(say("decided", lang), (q.budget, 0.02), xycoords=("data", "axes fraction"), xytext=(6, 0),
                  textcoords="offset points", color=QUIET)  # fmt: skip
    return finish(page)


def _fit_values(axes: Axes, values: Sequence[float], shown: Measure) -> None:
    """Leave zero out of an axis of values that are all far from it, such as customers."""
    low, high = min(values), max(values)
    if high - low < shown.least:
        return
    if (low > 0.0 and low > 0.5 * high) or (high < 0.0 and high < 0.5 * low):
        from matplotlib.ticker import MaxNLocator

        pad = 0.08 * (high - low)
        axes.set_ylim(low - pad, high + pad)
        ticks = [t for t in MaxNLocator(6).tick_values(low, high) if low - pad <= t <= high + pad]
        axes.set_yticks(ticks, [shown.text(float(tick)) for tick in ticks])


@board_style()
def early_sign(decision: DecisionResult, lang: str) -> Figure:
    """Draw the indicator over the months in companies that fail and in the others, and where the alarm sounds."""
    w, o, sign = decision.warnings, decision.question.objective, decision.warnings.check
    if sign is None:
        raise ValueError("there is no early sign to draw")
    run, name = decision.field.runs[0], called(OUTCOME[sign.outcome], lang)
    threshold = threshold_text(sign.threshold, sign.outcome, lang)
    title = say("signs", lang, month=number(sign.month, lang), outcome=name, threshold=threshold,
                side=word("below" if sign.below else "above", lang))  # fmt: skip
    note = say(
        "signs note", lang, n=number(len(run.values), lang), failing=percent(w.failing, lang),
        failure=plain_level(w.failure, o.outcome, lang), final=called(OUTCOME[o.outcome], lang),
        missed=percent(sign.missed, lang), false=percent(sign.false_alarms, lang),
    )  # fmt: skip
    page = sheet(title, say("signs below", lang, outcome=name), [note], 4.3)
    fails = o.direction * run.of(o.outcome)[:, o.month - 1] < o.direction * w.failure
    values = run.of(sign.outcome)
    bands = {key: np.quantile(values[who], [COMPANIES.low, 0.5, COMPANIES.high], axis=0) for key, who in
             (("others", ~fails), ("fail", fails))}  # fmt: skip
    _draw_bands(page, bands, OUTCOME[sign.outcome].unit, lang, (sign.month, sign.threshold, threshold))
    return finish(page)


def _draw_bands(
    page: Sheet, bands: dict[str, Floats], of: str, lang: str, alarm: tuple[int, float, str]
) -> None:  # fmt: skip
    """Draw the two groups with their names at the ends, and the threshold as a mark."""
    ends = [float(v) for band in bands.values() for v in band.ravel()]
    shown = measure(of, ends, lang)
    room = max(width_of(shown.text(value)) for value in ends[:: max(1, len(ends) // 20)]) + 0.25
    labels = {key: f"{say(key, lang)} {shown.text(float(band[1, -1]))}" for key, band in bands.items()}
    names = max(map(width_of, labels.values())) + 0.3
    axes = page.axes(MARGIN + room, page.bottom + 0.62, page.right - MARGIN - room - names, 3.55)
    value_ticks(axes, min(ends), max(ends), shown, count=6)
    months = next(iter(bands.values())).shape[1]
    month_ticks(axes, months, page.right - MARGIN - room - names, lang)
    axes.set_xlabel(say("months", lang))
    for key, (paint, dash, _) in (("others", _BEST), ("fail", _OTHER)):
        low, middle, high = bands[key]
        x = np.arange(1, months + 1)
        axes.fill_between(x, low, high, color=paint, alpha=0.18, linewidth=0.0, zorder=2)
        axes.plot(x, middle, color=paint, linestyle=dash, linewidth=2.4, zorder=4)
        axes.annotate(labels[key], (months, middle[-1]), xytext=(8, 0), textcoords="offset points", va="center",
                      color=ink(paint), annotation_clip=False)  # fmt: skip
    month, value, text = alarm
    axes.axvline(month, color=QUIET, linewidth=1.2, linestyle=(0, (2, 2)), zorder=1)
    axes.plot([month - 0.9, month + 0.9], [value, value], color=GREY, linewidth=3.0, zorder=5)
    axes.annotate(text, (month + 0.9, value), xytext=(6, LINE), textcoords="offset points", va="center", color=QUIET,
                  zorder=6)  # fmt: skip
