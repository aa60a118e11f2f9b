"""Curves over the months: what is compared, and the panel that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from ...scenarios.ground.adding import added
from ...scenarios.words.months import start as start_told
from ..base.effects import intervals
from ..base.least_sizes import enough
from ..base.programme import Programme
from ..base.ranges import COMPANIES
from ..figures.colours import ASIDE, FAINT, GREY, QUIET, Look, painted
from ..figures.parts import (
    LINE,
    EndLabel,
    Sheet,
    end_labels,
    label_height,
    month_ticks,
    strip,
    value_ticks,
)
from ..figures.words import Measure, measure, say
from ..words.phrases import find, number

Floats = npt.NDArray[np.float64]

MARKED = 6
"""About how many markers a curve carries."""
ABOVE = 0.12
"""How far the words over a panel stand above its edge, inches."""


@dataclass(frozen=True)
class Curve:
    """A mean over companies by month (1, 2, ...), with confidence limits (NaN for one company).

    ``apart`` are the limits between which 80 % of the companies lie, [2, months]; None where that is not known.
    """

    programme: Programme
    look: Look
    mean: Floats
    low: Floats
    high: Floats
    apart: Floats | None = None

    @property
    def paint(self) -> str:
        """Its colour."""
        return self.look.paint

    def companies(self, month: int) -> list[float]:
        """Return the limits between which 80 % of the companies lie in a month; none where that is not known."""
        return [] if self.apart is None or len(self.mean) < month else self.apart[:, month - 1].tolist()

    def printed(self, month: int, measure: Measure) -> str:
        """Return the mean in a month, a dash beyond the curve's end."""
        return measure.text(float(self.mean[month - 1])) if len(self.mean) >= month else "–"


def _curve(programme: Programme, values: Floats, position: int, lead: Sequence[str]) -> Curve:
    mean, low, high = intervals(values, programme.sets)
    look = Look(GREY, "-", "") if position < 0 else painted(position, programme.name, lead)
    apart = np.quantile(values, COMPANIES, axis=0) if enough("decile", len(values)) else None
    return Curve(programme, look, mean, low, high, apart)


@dataclass(frozen=True)
class Comparison:
    """The baseline (the first programme if none is marked) and the others, in order.

    Where ``lead`` names some of the others, these are coloured and the rest stand back in grey.
    """

    baseline: Programme
    others: tuple[Programme, ...]
    lead: tuple[str, ...] = ()

    @classmethod
    def of(cls, programmes: Sequence[Programme], lead: Sequence[str] = ()) -> Comparison:
        """Tell the baseline from the others."""
        baseline = next((each for each in programmes if each.is_baseline), programmes[0])
        return cls(baseline, tuple(each for each in programmes if each is not baseline), tuple(lead))

    @property
    def everybody(self) -> tuple[Programme, ...]:
        """All programmes, the baseline first."""
        return (self.baseline, *self.others)

    @property
    def months(self) -> int:
        """The longest horizon."""
        return max(each.months for each in self.everybody)

    def levels(self, outcome: str) -> list[Curve]:
        """Return the curves of all, the baseline's first."""
        return [_curve(each, each.path(outcome), i, self.lead) for i, each in enumerate(self.everybody, start=-1)]

    def differences(self, outcome: str) -> list[Curve]:
        """Return the curves of the paired differences to the baseline."""
        base, curves = self.baseline.path(outcome), []
        for position, each in enumerate(self.others):
            common = min(each.months, self.baseline.months)
            curves.append(_curve(each, each.path(outcome)[:, :common] - base[:, :common], position, self.lead))
        return curves

    def starts(self, lang: str) -> dict[int, list[str]]:
        """Return by point in time whose interventions start there, in words."""
        found: dict[int, list[str]] = {}
        for each in self.everybody:
            for start in each.starts:
                found.setdefault(start, []).append(each.label(lang))
        return dict(sorted(found.items()))

    def notes(self, lang: str) -> list[str]:
        """Return the notes on the bands, and on the lines of starts where one word above them is not enough."""
        n, starts = self.baseline.replications, self.starts(lang)
        notes = [say("bands", lang, n=number(n, lang)) if n > 1 else say("one company", lang)]
        if self.lead:
            return [*notes, say("aside", lang)]
        if len(starts) > 1:
            every = sum(1 for each in self.everybody if each.starts)
            everybody = [say("all", lang)]
            who = {start: everybody if 1 < len(names) == every else names for start, names in starts.items()}
            dates = ", ".join(f"{start_told(start, lang)} ({', '.join(names)})" for start, names in who.items())
            notes.append(say("dotted", lang, starts=dates))
        return notes


def shown_as(curves: Sequence[Curve], outcome: str, month: int, lang: str, *, difference: bool) -> Measure:
    """Choose how the values of curves are printed."""
    values = [float(each.mean[month - 1]) for each in curves if len(each.mean) >= month]
    return measure(find(outcome).unit, values, lang, difference=difference)


def companies_apart(curves: Sequence[Curve], month: int, lang: str) -> list[str]:
    """Return the note on the whiskers that show how far companies lie apart, where there are any."""
    known = any(each.companies(month) for each in curves)
    return [say("apart", lang, month=month, share=COMPANIES.share(lang))] if known else []


def room_for(texts: Sequence[tuple[str, ...]]) -> float:
    """Return the height that end labels need, inches."""
    return added(label_height(text) for text, *_ in texts)


def _extent(curves: Sequence[Curve]) -> tuple[float, float]:
    lows = [float(np.fmin(each.low, each.mean).min()) for each in curves]
    highs = [float(np.fmax(each.high, each.mean).max()) for each in curves]
    return min(lows), max(highs)


def _with_companies(curves: Sequence[Curve], month: int, extent: tuple[float, float]) -> tuple[float, float]:
    """Return an extent that holds how far companies lie apart in a month, too."""
    ends = [limit for each in curves for limit in each.companies(month)]
    return min([extent[0], *ends]), max([extent[1], *ends])


@dataclass(frozen=True)
class Panel:
    """Where a panel of curves stands on its sheet, in inches, and what it is about.

    ``gap`` is the width of the leaders from the curves to their labels.
    """

    page: Sheet
    left: float
    bottom: float
    width: float
    height: float
    gap: float
    comparison: Comparison
    month: int
    lang: str

    def draw(self, curves: Sequence[Curve], measure: Measure, *, zero: bool = False, companies: bool = False) -> Axes:
        """Draw curves with bands, the starts of interventions, the month compared; from 0 on with ``zero``.

        With ``companies`` whiskers show in that month how far companies lie apart.
        """
        axes = self.page.axes(self.left, self.bottom, self.width, self.height)
        low, high = _extent(curves)
        low = min(low, 0.0) if zero else low
        if companies:
            low, high = _with_companies(curves, self.month, (low, high))
        value_ticks(axes, low, high, measure, count=max(4, min(6, round(self.height / 0.45))))
        month_ticks(axes, self.comparison.months, self.width, self.lang)
        axes.axhline(0.0, color=QUIET if low < 0.0 else FAINT, linewidth=1.0, zorder=2)
        axes.spines["bottom"].set_visible(False)
        for start in self.comparison.starts(self.lang):
            axes.axvline(start, color=QUIET, linewidth=1.0, linestyle=(0, (1, 2)), clip_on=False, zorder=1.5)
        axes.axvline(self.month, color=FAINT, linewidth=0.8, clip_on=False, zorder=1.5)
        for order, each in enumerate(curves):
            self._draw_one(axes, each, (2.6 if each.paint == ASIDE else 3.0) + order / 100.0)
        if companies:
            self._draw_companies(axes, [each for each in curves if each.paint != ASIDE])
        return axes

    def _draw_companies(self, axes: Axes, curves: Sequence[Curve]) -> None:
        """Draw side by side, in the month compared, between which limits 80 % of the companies lie."""
        step = min(0.09, 0.45 / len(curves)) * self.comparison.months / self.width
        for order, each in enumerate(curves):
            if ends := each.companies(self.month):
                x = self.month + step * (order - (len(curves) - 1) / 2.0)
                axes.plot([x, x], ends, "_-", color=each.paint, linewidth=0.9, markersize=5.0, zorder=2.8)

    def _draw_one(self, axes: Axes, curve: Curve, layer: float) -> None:
        x = np.arange(1, len(curve.mean) + 1)
        if np.isfinite(curve.low).all():
            axes.fill_between(x, curve.low, curve.high, color=curve.paint, alpha=0.17, linewidth=0.0, zorder=2.5)
        aside, every = curve.paint == ASIDE, max(1, self.comparison.months // MARKED)
        (line,) = axes.plot(
            x, curve.mean, color=curve.paint, linestyle=curve.look.dash, zorder=layer, clip_on=False,
            marker=curve.look.marker, markevery=(every - 1, every), markersize=5.0, markerfacecolor="white",
        )  # fmt: skip
        if aside:
            line.set_linewidth(1.1)
        if len(curve.mean) >= self.month:
            axes.plot(
                [self.month], [curve.mean[self.month - 1]], curve.look.marker or "o", color=curve.paint,
                markersize=3.5 if aside else 6.5,
                markeredgecolor="white", markeredgewidth=1.0, clip_on=False, zorder=layer + 1.0,
            )  # fmt: skip

    def labels(
        self, axes: Axes, curves: Sequence[Curve], texts: Sequence[tuple[str, ...]], rights: Sequence[float]
    ) -> None:
        """Label the ends of the curves with words and values, which end at the given places."""
        low, high = axes.get_ylim()
        scale = self.height / (high - low)
        marks = [
            EndLabel(self.bottom + scale * (float(each.mean[-1]) - low), text, tuple(values), each.paint)
            for each, (text, *values) in zip(curves, texts, strict=True)
        ]
        left = self.left + self.width + self.gap
        limits = (self.bottom - LINE / 2.0, self.bottom + self.height + 0.02)
        end_labels(self.page, marks, self.gap, (left, *rights), limits)

    def strip(self, *, compared: bool) -> None:
        """Label the lines of starts and of the month compared, above the panel."""
        each, starts = self.width / self.comparison.months, self.comparison.starts(self.lang)
        items = [(self.left + each * start, say("starts", self.lang)) for start in list(starts)[:1]]
        if compared:
            items.append((self.left + each * self.month, say("compared", self.lang, month=self.month)))
        strip(self.page, self.bottom + self.height + ABOVE, self.left, self.left + self.width, items)
