"""Figures of a sensitivity analysis: bars with intervals, and the tornado of what moves one at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...scenarios.ground.adding import added
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..figures.colours import PALETTE, QUIET, ink
from ..figures.parts import LINE, MARGIN, Sheet, finish, sheet, value_ticks, width_of, wrap
from ..figures.style import board_style
from ..figures.words import Measure, measure
from ..words.phrases import find, join, percent
from .elementary_effects import ElementaryEffects
from .factors import Estimate, Factor
from .sensitivity import SensitivityResult
from .sensitivity_sentences import below, headline, in_units, settling
from .sensitivity_words import factor_words
from .sobol_indices import SobolIndices
from .swings import Level, Swing, Swings
from .uncertainty_words import label, plain, written

ALONE, TOGETHER = PALETTE[0], "#9dbedb"
LOWER, HIGHER = PALETTE[1], PALETTE[0]
MOST = 20
"""Factors that a figure shows; a table has all of them."""
_ROW, _NAMES, _HEAD = 0.5, 3.3, 0.42
_say = Words("learning.chart_sensitivity")


def _room(names: Sequence[str]) -> float:
    """Return the width of the column of names."""
    return min(_NAMES, max(width_of(name) for name in names) + 0.3)


def _bars(page: Sheet, names: Sequence[str], right: float) -> Axes:
    """Return axes with a row per factor, its name at the left, between the names and ``right``."""
    height, left = _ROW * len(names), MARGIN + _room(names)
    axes = page.axes(left, page.top - _HEAD - height, right - left, height)
    axes.set_ylim(len(names), 0.0)
    axes.set_yticks([])
    for row, name in enumerate(names):
        page.lines(MARGIN, page.top - _HEAD - (row + 0.5) * _ROW, wrap(name, _NAMES - 0.3))
    return axes


def _column(page: Sheet, right: float, head: str, cells: Sequence[str], paint: object = None) -> None:
    """Write a column of words beside the bars, flush right."""
    page.write(right, page.top - _HEAD + 0.1, head, ha="right", va="baseline", color=paint or QUIET)
    for row, cell in enumerate(cells):
        page.lines(right, page.top - _HEAD - (row + 0.5) * _ROW, cell, ha="right", color=paint or "black")


def _whisker(axes: Axes, y: float, estimate: Estimate, paint: str) -> None:
    if math.isfinite(estimate.low):
        for wide, colour in ((3.6, "white"), (1.8, paint)):
            axes.plot([estimate.low, estimate.high], [y, y], color=colour, linewidth=wide, zorder=4)


def _groups(factors: Sequence[Factor], lang: str) -> list[str]:
    """Return which uncertainties each group holds."""
    return [
        _say("group", lang, name=factor_words(each, lang), members=join([label(m, lang) for m in each.members], lang))
        for each in factors
        if each.members != (each.name,)
    ]


def _more(count: int, lang: str) -> str:
    return _say("more", lang, shown=MOST, all=count) if count > MOST else ""


@board_style()
def indices_figure(sensitivity: SensitivityResult, lang: str = "en") -> Figure:
    """Draw Sobol indices: what each factor explains alone and together with others.

    Parameters
    ----------
    sensitivity : SensitivityResult
        Of a Saltelli design.
    lang : {"en", "de"}
    """
    found = sensitivity.found
    assert isinstance(found, SobolIndices)
    shown = found.order[:MOST]
    factors = [found.factors[k] for k in shown]
    notes = [_say("bars", lang, settling=settling(found, lang))]
    if found.chance:
        share = percent(found.chance.share.value, lang)
        notes.append(_say("chance", lang, runs=found.chance.replications, share=share))
    notes += [*_groups(factors, lang), _more(len(found.order), lang)]
    body = _HEAD + _ROW * len(shown) + 0.62
    page = sheet(headline(sensitivity, lang), below(sensitivity, lang), notes, body)
    heads = [_say("alone", lang), _say("together", lang)]
    widths = [max(width_of(head), 0.7) + 0.25 for head in heads]
    axes = _bars(page, [factor_words(each, lang) for each in factors], page.right - added(widths) - 0.15)
    for row, k in enumerate(shown):
        _index(axes, row + 0.34, found.first[k], ALONE)
        _index(axes, row + 0.66, found.total[k], TOGETHER)
    ends = [end for of in (found.first, found.total) for k in shown for end in of[k].ends]
    value_ticks(axes, min(ends), max(ends), measure("share", ends, lang), count=6, across=True)
    axes.axvline(0.0, color=QUIET, linewidth=1.0, zorder=5)
    axes.set_xlabel(_label(sensitivity, "shares", lang))
    for head, of, right, paint in (
        (heads[0], found.first, page.right - widths[1], ink(ALONE)),
        (heads[1], found.total, page.right, ink(TOGETHER)),
    ):
        _column(page, right, head, [percent(of[k].value, lang) for k in shown], paint)
    return finish(page)


def _index(axes: Axes, y: float, estimate: Estimate, paint: str) -> None:
    axes.barh(y, max(estimate.value, 0.0), 0.28, color=paint, zorder=3)
    _whisker(axes, y, estimate, QUIET)


def _label(sensitivity: SensitivityResult, key: str, lang: str) -> str:
    return _say(key, lang, outcome=called(find(sensitivity.runs.outcome), lang))


@board_style()
def effects_figure(sensitivity: SensitivityResult, lang: str = "en") -> Figure:
    """Draw the strength of elementary effects, with their direction and evenness in words.

    Parameters
    ----------
    sensitivity : SensitivityResult
        Of a Morris design.
    lang : {"en", "de"}
    """
    found = sensitivity.found
    assert isinstance(found, ElementaryEffects)
    shown = found.order[:MOST]
    effects = [found.effects[k] for k in shown]
    numbers = in_units(sensitivity, [each.strength.value for each in effects], lang)
    notes = [_say("effects", lang, n=found.n), *_groups([found.factors[k] for k in shown], lang)]
    notes.append(_more(len(found.order), lang))
    page = sheet(headline(sensitivity, lang), below(sensitivity, lang), notes, _HEAD + _ROW * len(shown) + 0.62)
    ways = [_say.raw("up" if e.direction > 0 else "down" if e.direction < 0 else "both", lang) for e in effects]
    evenness = [_say("even" if each.even else "uneven", lang) for each in effects]
    ways, evenness = (
        ["–" if found.factors[k].grouped else word for k, word in zip(shown, of, strict=True)]
        for of in (ways, evenness)
    )
    right = page.right - max(width_of(each) for each in [*evenness, _say("evenness", lang)]) - 0.2
    left = right - max(width_of(each) for each in [*ways, _say("direction", lang)]) - 0.3
    axes = _bars(page, [factor_words(found.factors[k], lang) for k in shown], left)
    for row, each in enumerate(effects):
        axes.barh(row + 0.5, each.strength.value, 0.46, color=TOGETHER, zorder=3)
        _whisker(axes, row + 0.5, each.strength, QUIET)
    value_ticks(axes, 0.0, max(each.strength.most for each in effects), _unsigned(numbers), count=5, across=True)
    axes.set_xlabel(_say("effect", lang, unit=numbers.unit))
    _column(page, right, _say("direction", lang), ways)
    _column(page, page.right, _say("evenness", lang), evenness)
    return finish(page)


def _unsigned(numbers: Measure) -> Measure:
    return replace(numbers, signed=False)


@board_style()
def tornado_figure(sensitivity: SensitivityResult, lang: str = "en") -> Figure:
    """Draw how far the outcome moves from the base when one uncertainty goes to the ends of its range.

    Parameters
    ----------
    sensitivity : SensitivityResult
        Of a one-at-a-time design.
    lang : {"en", "de"}
    """
    found = sensitivity.found
    assert isinstance(found, Swings)
    shown = [found.swings[k] for k in found.order[:MOST]]
    ends = [end for each in shown for level in each.levels for end in _reach(level)]
    numbers = in_units(sensitivity, ends, lang)
    base = _base(sensitivity, found, lang)
    notes = [_say("pairs", lang, n=found.replications)] if found.replications > 1 else []
    notes += [_say("dots", lang)] if any(len(each.levels) > 2 for each in shown) else []
    notes += [_say("ends", lang, base=base), _more(len(found.swings), lang)]
    page = sheet(headline(sensitivity, lang), below(sensitivity, lang), notes, _HEAD + _ROW * len(shown) + 0.62)
    axes = _bars(page, [label(each.name, lang) for each in shown], page.right)
    room = 0.16 * (max(ends) - min(ends))
    value_ticks(axes, min(*ends, 0.0) - room, max(*ends, 0.0) + room, numbers, count=6, across=True)
    for row, each in enumerate(shown):
        _swing(axes, row + 0.5, each, lang)
    axes.axvline(0.0, color=QUIET, linewidth=1.2, zorder=5)
    axes.set_xlabel(_say("tornado", lang, unit=numbers.unit))
    x = MARGIN + _room([label(each.name, lang) for each in shown])
    for key, paint in (("at low", LOWER), ("at high", HIGHER)):
        page.write(x, page.top - LINE, _say.raw(key, lang), color=ink(paint), weight="bold", va="baseline")
        x += width_of(_say.raw(key, lang), weight="bold") + 0.35
    return finish(page)


def _base(sensitivity: SensitivityResult, found: Swings, lang: str) -> str:
    unit = find(sensitivity.runs.outcome).unit
    words = measure(unit, [found.base.value], lang, difference=bool(sensitivity.runs.against))
    return f"{words.text(found.base.value)} {words.unit}".rstrip()


def _reach(level: Level) -> tuple[float, float]:
    """Return how far a bar and its line go."""
    change = level.change
    return change.ends


def _swing(axes: Axes, y: float, swing: Swing, lang: str) -> None:
    """Draw one uncertainty's bars, with its values at their ends, and dots for those in between."""
    gap = swing.levels[-1].value - swing.levels[0].value
    ends = (swing.levels[0], LOWER), (swing.levels[-1], HIGHER)
    both = [level.change.value for level, _ in ends]
    same_side = both[0] * both[1] > 0.0
    for level in swing.levels[1:-1]:
        axes.plot([level.change.value], [y], "o", color="white", markeredgecolor=QUIET, markersize=5.0, zorder=5)
    for place, (level, paint) in enumerate(ends):
        shift = (-0.13, 0.13)[place] if same_side else 0.0
        axes.barh(y + shift, level.change.value, 0.24 if same_side else 0.5, color=paint, zorder=3)
        _whisker(axes, y + shift, level.change, QUIET)
        right = level.change.value > 0.0 or (level.change.value == 0.0 and place == 1)
        axes.annotate(
            (written if place else plain)(swing.name, level.value, lang, gap), (_reach(level)[right], y + shift),
            xytext=(5 if right else -5, 0), textcoords="offset points", ha="left" if right else "right",
            va="center_baseline", color=ink(paint), size=9.0 if same_side else None,
        )  # fmt: skip
