"""The figure of the two uncertainties: chance at one behaviour, and the behaviour itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...model.plural import counted
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.months import told
from ..figures.colours import QUIET, colour, ink
from ..figures.parts import LINE, MARGIN, finish, sheet, value_ticks, width_of, wrap
from ..figures.style import board_style
from ..figures.words import Measure, measure
from ..words.phrases import find, number, percent

if TYPE_CHECKING:
    from ..comparing.comparison import ComparisonResult
    from ..comparing.robustness import Robustness

_ROW = 0.62
_say = Words("board.uncertainty")


def _row(axes: Axes, y: float, paint: str, comparison: ComparisonResult, found: Robustness, name: str) -> None:
    """Draw one programme: the sets as dots and a thin line, chance as a thick bar below."""
    base, effect = found.names[0], comparison.effect(name, found.outcome)
    dots = found.differences(name, base)
    heights = [y - 0.20 + 0.14 * ((k * 0.618034) % 1.0) for k in range(len(dots))]  # spread evenly, not by chance
    _, low, high = found.limits(name, base)
    axes.scatter(dots, heights, s=9.0, color=paint, alpha=0.45, linewidths=0.0, zorder=3, clip_on=False)
    axes.plot([low, high], [y - 0.01, y - 0.01], color=paint, linewidth=1.6, zorder=4, clip_on=False)
    if effect.n_pairs > 1:
        ends = [effect.ci_low, effect.ci_high]
        axes.plot(ends, [y + 0.14] * 2, color=paint, linewidth=7.0, solid_capstyle="butt", zorder=4, clip_on=False)
    axes.plot([effect.difference], [y + 0.14], "o", color="white", markeredgecolor=paint, markersize=6.0, zorder=5)


def _scale(comparison: ComparisonResult, found: Robustness) -> tuple[Measure, float, float]:
    base = found.names[0]
    ends = [float(value) for name in found.names[1:] for value in found.differences(name, base)]
    ends += [comparison.effect(name, found.outcome).difference for name in found.names[1:]]
    unit = find(found.outcome).unit
    return measure(unit, ends, comparison.lang, difference=True), min([*ends, 0.0]), max([*ends, 0.0])


@board_style()
def uncertainty(comparison: ComparisonResult) -> Figure:
    """Draw for each programme what chance and what behaviour leave open about its effect.

    Parameters
    ----------
    comparison : ComparisonResult
        Made with an ensemble.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the comparison was made without an ensemble.
    """
    found, lang = comparison.robustness, comparison.lang
    if found is None:
        raise ValueError("the comparison was made without an ensemble")
    words, label = _say.several("words", lang), called(find(found.outcome), lang)
    texts = [
        told(counted(each.format(
            outcome=label, month=found.month, baseline=comparison.baseline.label(lang), name=found.ensemble,
            n=number(comparison.baseline.replications, lang), sets=number(found.sets, lang), share="{share}",
        )), lang)
        for each in words
    ]  # fmt: skip
    names = found.names[1:]
    height = _ROW * len(names)
    page = sheet(texts[0], texts[1], texts[2:4], height + 1.0)
    labels = [wrap(comparison.label(name), 2.35) for name in names]
    shares = [counted(texts[4].format(share=percent(found.ahead(name, found.names[0]), lang))) for name in names]
    left = MARGIN + max(width_of(each) for each in labels) + 0.3
    width = page.right - left - max(width_of(each) for each in shares) - 0.25
    top = page.top - 0.25
    axes = page.axes(left, top - height, width, height)
    axes.patch.set_visible(False)
    numbers, low, high = _scale(comparison, found)
    value_ticks(axes, low, high, numbers, count=max(2, int(width / 0.9)), across=True)
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    axes.axvline(0.0, color=QUIET, linewidth=1.2, zorder=2)
    for position, name in enumerate(names):
        middle = _ROW * (position + 0.5)
        _row(axes, middle, colour(position), comparison, found, name)
        page.lines(MARGIN, top - middle, labels[position], color=ink(colour(position)))
        page.lines(page.right, top - middle, shares[position], ha="right")
    page.write(left, top - height - 0.44 - LINE / 2, numbers.unit, color=QUIET)
    return finish(page)
