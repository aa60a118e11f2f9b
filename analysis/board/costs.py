"""The figure of cost and gain: what each programme spends, what it brings, and which is beaten by another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ...model.outcomes import OUTCOME
from ...scenarios.words.declared import called
from ..comparing.budget_curve import budget_curves
from ..figures.colours import ASIDE, QUIET, Look, colour, dashes, ink, marker
from ..figures.parts import LINE, MARGIN, Sheet, finish, headed, sheet, value_ticks, width_of, wrap
from ..figures.style import board_style
from ..figures.words import measure, say
from ..words.phrases import number
from .budget_panel import WHOLE, budget_panel
from .forest import ZEBRA

if TYPE_CHECKING:
    from ..comparing.comparison import ComparisonResult
    from ..comparing.ranking import Standing

ROW = 0.16 + 2 * LINE
BAR = 0.2
MOST_CURVES = 7
"""With more programmes than this only those that stand out have a curve."""


@board_style()
def costs_and_gains(comparison: ComparisonResult, finding: str = "", lead: Sequence[str] = ()) -> Figure:
    """Draw spending and gain of each programme, from the greatest gain to the smallest.

    Parameters
    ----------
    comparison : ComparisonResult
        With at least one programme beside the baseline.
    finding : str
        What the figure shows, as its title.
    lead : sequence of str
        Machine names of programmes that stand out in the other figures where there are many.

    Returns
    -------
    matplotlib.figure.Figure
    """
    lang, outcome, base = comparison.lang, comparison.main, comparison.baseline
    rows = [each for each in comparison.standings if each.scenario != base.name]
    below = say(
        "cost and gain below", lang, month=comparison.month, outcome=called(OUTCOME[outcome], lang),
        baseline=base.label(lang),
    )  # fmt: skip
    pairs = min(each.n_pairs for each in comparison.effects if each.outcome == outcome)
    notes = [say("points" if pairs > 1 else "one pair", lang, n=number(pairs, lang))]
    if any(comparison.beaten_by(each.scenario) for each in rows):
        notes.append(say("dominated note", lang))
    names = {each.scenario: _name(comparison, each) for each in rows}
    looks = _looks(comparison, rows, lead)
    curves = budget_curves(comparison, [name for name in looks if name in lead or len(looks) <= MOST_CURVES])
    notes += [say("over budget note", lang)] if curves else []
    heading, axis, panel = 0.62, 0.44, WHOLE if curves else 0.0
    page = sheet(*headed(finding, say("cost and gain", lang), below), notes, heading + ROW * len(rows) + axis + panel)
    left = MARGIN + max(width_of(name) for name in names.values()) + 0.35
    room = page.right - left - 0.5
    top = page.top - heading
    for position, each in enumerate(rows):
        _row(page, names[each.scenario], looks[each.scenario].paint, top - ROW * position, shaded=position % 2 == 0)
    _spending(page, comparison, looks, (left, top, 0.4 * room))
    _gains(page, comparison, looks, (left + 0.4 * room + 0.5, top, 0.6 * room))
    if curves:
        budget_panel(page, comparison, curves, looks, top - ROW * len(rows) - axis)
    return finish(page)


def _looks(comparison: ComparisonResult, rows: Sequence[Standing], lead: Sequence[str]) -> dict[str, Look]:
    """Return how the programmes are drawn, as in the other figures; who is beaten is grey."""
    others = [each.name for each in comparison.programmes if not each.is_baseline]
    unbeaten = [each.scenario for each in rows if not comparison.beaten_by(each.scenario)]
    order = [*lead, *(name for name in unbeaten if name not in lead)] if lead else others
    place = {each.scenario: order.index(each.scenario) for each in rows if each.scenario in order}
    return {
        each.scenario: Look(ASIDE, "-", "o") if comparison.beaten_by(each.scenario)
        else Look(colour(place[each.scenario]), dashes(place[each.scenario]), marker(place[each.scenario]))
        for each in rows
    }  # fmt: skip


def _name(comparison: ComparisonResult, standing: Standing) -> str:
    """Return a programme's name, over the one that beats it."""
    name = wrap(comparison.label(standing.scenario), 3.3, lines=1)
    beaten_by = comparison.beaten_by(standing.scenario)
    if not beaten_by:
        return name
    beaten = say("dominated", comparison.lang, other=comparison.label(beaten_by))
    return f"{name}\n{wrap(beaten, 3.6, lines=1)}"


def _row(page: Sheet, name: str, paint: str, top: float, *, shaded: bool) -> None:
    if shaded:
        corner, size = ((MARGIN - 0.1) / page.width, (top - ROW) / page.height), (page.right - MARGIN + 0.2, ROW)
        page.figure.add_artist(
            Rectangle(corner, size[0] / page.width, size[1] / page.height, color=ZEBRA, zorder=-1,
                      transform=page.figure.transFigure)
        )  # fmt: skip
    first, _, beaten = name.partition("\n")
    page.lines(MARGIN, top - ROW / 2.0 + (LINE / 2.0 if beaten else 0.0), first, color=ink(paint))
    if beaten:
        page.lines(MARGIN, top - ROW / 2.0 - LINE / 2.0, beaten, color=QUIET)


def _axes(page: Sheet, box: tuple[float, float, float], rows: int, numbers: float) -> Axes:
    left, top, width = box
    axes = page.axes(left, top - ROW * rows, width - numbers - 0.25, ROW * rows)
    axes.patch.set_visible(False)
    return axes


def _spending(
    page: Sheet, comparison: ComparisonResult, looks: Mapping[str, Look], box: tuple[float, float, float]
) -> None:  # fmt: skip
    costs = [each.cost for each in comparison.standings if each.scenario in looks]
    shown = measure("EUR", costs, comparison.lang)
    texts = [shown.text(cost) for cost in costs]
    axes = _axes(page, box, len(costs), max(width_of(text) for text in texts))
    value_ticks(axes, 0.0, max(costs), shown, count=_ticks(page, axes), across=True)
    _finish_axes(axes, len(costs))
    for position, (cost, look, text) in enumerate(zip(costs, looks.values(), texts, strict=True)):
        axes.barh(ROW * (position + 0.5), cost, BAR, color=look.paint, zorder=3)
        page.lines(box[0] + box[2], box[1] - ROW * (position + 0.5), text, ha="right")
    _headings(page, box, say("spending", comparison.lang), shown.unit)


def _gains(
    page: Sheet, comparison: ComparisonResult, looks: Mapping[str, Look], box: tuple[float, float, float]
) -> None:
    outcome, lang = comparison.main, comparison.lang
    effects = [comparison.effect(name, outcome) for name in looks]
    limits = [v for each in effects for v in (each.difference, each.ci_low, each.ci_high) if math.isfinite(v)]
    shown = measure(OUTCOME[outcome].unit, [each.difference for each in effects], lang, difference=True)
    texts = [
        say("interval", lang, mean=shown.plain(e.difference), low=shown.plain(e.ci_low), high=shown.plain(e.ci_high))
        if math.isfinite(e.ci_low) else shown.plain(e.difference)
        for e in effects
    ]  # fmt: skip
    axes = _axes(page, box, len(effects), max(width_of(text) for text in texts))
    low, high = min(limits, default=0.0), max(limits, default=0.0)
    value_ticks(axes, low, high, shown, count=_ticks(page, axes), across=True)
    _finish_axes(axes, len(effects))
    for position, (look, each, text) in enumerate(zip(looks.values(), effects, texts, strict=True)):
        y = ROW * (position + 0.5)
        if math.isfinite(each.ci_low):
            axes.plot([each.ci_low, each.ci_high], [y, y], color=look.paint, linewidth=2.4, zorder=3)
        axes.plot([each.difference], [y], look.marker, color=look.paint, markersize=8.0, zorder=4, clip_on=False)
        page.lines(box[0] + box[2], box[1] - y, text, ha="right")
    _headings(page, box, say("gain", lang), shown.unit)


def _ticks(page: Sheet, axes: Axes) -> int:
    """Return how many steps of an axis have room for their numbers."""
    return max(1, int(axes.get_position().width * page.width / 0.8))


def _finish_axes(axes: Axes, rows: int) -> None:
    axes.set_ylim(ROW * rows, 0.0)
    axes.set_yticks([])
    axes.axvline(0.0, color=QUIET, linewidth=1.2, zorder=2)


def _headings(page: Sheet, box: tuple[float, float, float], title: str, unit: str) -> None:
    page.write(box[0], box[1] + 0.12 + LINE, title, weight="bold")
    page.write(box[0], box[1] + 0.12, unit, color=QUIET)
