"""The panel of gain over budget: what each programme would bring for less and for more money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...model.outcomes import OUTCOME
from ..figures.colours import QUIET, Look
from ..figures.parts import LINE, MARGIN, EndLabel, Sheet, end_labels, gap_for, value_ticks, width_of, wrap
from ..figures.words import measure, say

if TYPE_CHECKING:
    from ..comparing.budget_curve import BudgetCurve
    from ..comparing.comparison import ComparisonResult

HEIGHT = 3.0
HEAD, AXIS = 0.95, 0.75
TICKS = 0.75
"""Heights of the panel, of the headings above and the axis below it, and the width of its ticks, inches."""
WHOLE = HEAD + HEIGHT + AXIS


def budget_panel(
    page: Sheet, comparison: ComparisonResult, curves: Sequence[BudgetCurve], looks: Mapping[str, Look], top: float
) -> None:
    """Draw the gain of programmes over what they spend, with the points that were compared.

    Parameters
    ----------
    page : Sheet
    comparison : ComparisonResult
    curves : sequence of BudgetCurve
        At least one.
    looks : mapping of str to Look
        By machine name.
    top : float
        Where it begins, inches.
    """
    lang = comparison.lang
    spent, gains = [x for each in curves for x in each.spent], [y for each in curves for y in each.gain]
    money = measure("EUR", spent, lang)
    gained = measure(OUTCOME[comparison.main].unit, gains, lang, difference=True)
    names = {each.scenario: wrap(comparison.label(each.scenario), 3.0, lines=1) for each in curves}
    gap, left, bottom = gap_for(len(curves)), MARGIN + TICKS, top - HEAD - HEIGHT
    width = page.right - left - gap - max(map(width_of, names.values()))
    axes = page.axes(left, bottom, width, HEIGHT)
    value_ticks(axes, 0.0, max(spent), money, count=max(1, int(width)), across=True)
    value_ticks(axes, min(gains), max(gains), gained, count=5)
    axes.grid(True, axis="x")
    axes.set_xlim(0.0, max(spent))
    axes.axhline(0.0, color=QUIET, linewidth=1.2, zorder=2)
    for n, each in enumerate(curves):
        look, layer = looks[each.scenario], 3.0 + n / 100.0
        axes.plot(
            each.spent, each.gain, color=look.paint, linestyle=look.dash, linewidth=2.0, clip_on=False, zorder=layer
        )
        axes.plot(
            [each.spent[each.own]], [each.gain[each.own]], look.marker or "o", color=look.paint, markersize=9.0,
            markeredgecolor="white", markeredgewidth=1.2, clip_on=False, zorder=layer + 1.0,
        )  # fmt: skip
    low, high = axes.get_ylim()
    scale = HEIGHT / (high - low)
    labels = [
        EndLabel(bottom + scale * (each.gain[-1] - low), names[each.scenario], (), looks[each.scenario].paint)
        for each in curves
    ]
    end_labels(page, labels, gap, (left + width + gap,), (bottom - LINE / 2.0, bottom + HEIGHT + 0.02))
    page.write(MARGIN, top - 0.32, say("over budget", lang), weight="bold")
    page.write(MARGIN, top - 0.32 - LINE, gained.unit, color=QUIET)
    axes.set_xlabel(f"{say('spending', lang)}, {money.unit}", labelpad=4)
