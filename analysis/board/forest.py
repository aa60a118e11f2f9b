"""The forest plot: what each programme changes, with confidence intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..figures.colours import QUIET, Look, ink, painted
from ..figures.parts import LINE, MARGIN, Sheet, finish, headed, sheet, value_ticks, width_of, wrap
from ..figures.style import board_style
from ..figures.width import WIDTH, wide
from ..figures.words import Measure, measure, say
from ..words.phrases import find, number

ZEBRA = "#f4f6f8"
LEVEL_OF_TESTS = 0.05


class Effect(Protocol):
    """What the forest plot needs to know about a paired effect."""

    @property
    def scenario(self) -> str:
        """Machine name of the programme."""

    @property
    def label(self) -> str:
        """Name of the programme in words."""

    @property
    def outcome(self) -> str:
        """Machine name of the outcome."""

    @property
    def difference(self) -> float:
        """Mean difference in the outcome's unit."""

    @property
    def ci_low(self) -> float:
        """Lower confidence limit, NaN for one pair."""

    @property
    def ci_high(self) -> float:
        """Upper confidence limit, NaN for one pair."""

    @property
    def n_pairs(self) -> int:
        """Number of pairs."""

    @property
    def p_adjusted(self) -> float:
        """Adjusted p value, for the number of comparisons."""


def _excludes_zero(effect: Effect) -> bool:
    return effect.ci_low > 0.0 or effect.ci_high < 0.0


def _doubtful(effect: Effect) -> bool:
    """Return whether the interval excludes zero but the adjusted test does not."""
    return _excludes_zero(effect) and effect.p_adjusted >= LEVEL_OF_TESTS


def _printed(effect: Effect, measure: Measure, lang: str) -> str:
    if not math.isfinite(effect.difference):
        return say("not reached", lang)
    mean = measure.plain(effect.difference)
    if not math.isfinite(effect.ci_low):
        return mean
    low, high = measure.plain(effect.ci_low), measure.plain(effect.ci_high)
    return say("interval", lang, mean=mean, low=low, high=high) + (" †" if _doubtful(effect) else "")


@dataclass(frozen=True)
class _Forest:
    """The effects in a grid of outcomes and programmes, and the sizes of what is drawn."""

    found: dict[tuple[str, str], Effect]
    outcomes: tuple[str, ...]
    scenarios: tuple[str, ...]
    lang: str
    lead: tuple[str, ...]

    def look(self, position: int) -> Look:
        """Return how the programme in a row is drawn."""
        return painted(position, self.scenarios[position], self.lead)

    @property
    def names(self) -> dict[str, str]:
        """Programmes in words."""
        labels = {each.scenario: each.label for each in self.found.values()}
        return {name: wrap(labels[name], 2.35) for name in self.scenarios}

    @property
    def edges(self) -> list[float]:
        """Where rows begin and end, inches below the first."""
        names = self.names
        heights = [0.12 + LINE * (1 + names[name].count("\n")) for name in self.scenarios]
        return [0.0, *np.cumsum(heights).tolist()]

    def middle(self, position: int) -> float:
        """Return the middle of a row, inches below the first row's upper edge."""
        return (self.edges[position] + self.edges[position + 1]) / 2.0

    @property
    def columns(self) -> int:
        """Number of panels side by side."""
        few = len(self.outcomes) * len(self.scenarios) <= 9 or wide() < WIDTH
        return 1 if len(self.outcomes) == 1 or few else 2

    def of(self, outcome: str) -> list[tuple[int, Effect]]:
        """Return the effects on an outcome with their programme's position."""
        keys = enumerate((outcome, name) for name in self.scenarios)
        return [(position, self.found[key]) for position, key in keys if key in self.found]

    def measure(self, outcome: str) -> Measure:
        """Choose how an outcome's differences are shown."""
        effects = [each for _, each in self.of(outcome)]
        margins = [(each.ci_high - each.ci_low) / 2.0 for each in effects if each.ci_high > each.ci_low]
        shown, margin = [each.difference for each in effects], max(margins, default=math.inf)
        return measure(find(outcome).unit, shown, self.lang, difference=True, margin=margin)

    def printed(self, outcome: str) -> list[str]:
        """Return what is printed at the right."""
        numbers = self.measure(outcome)
        return [_printed(each, numbers, self.lang) for _, each in self.of(outcome)]

    def notes(self) -> list[str]:
        """Return the notes below."""
        pairs = max(each.n_pairs for each in self.found.values())
        notes = [say("points" if pairs > 1 else "one pair", self.lang, n=number(pairs, self.lang))]
        if pairs > 1 and not all(_excludes_zero(each) for each in self.found.values()):
            notes.append(say("hollow", self.lang))
        if any(_doubtful(each) for each in self.found.values()):
            notes.append(say("not after adjusting", self.lang))
        return notes


def _mark(axes: Axes, y: float, look: Look, effect: Effect) -> None:
    """Draw an effect in its row; hollow where the interval includes zero or cannot be had."""
    if not math.isfinite(effect.difference):
        return
    if math.isfinite(effect.ci_low):
        axes.plot([effect.ci_low, effect.ci_high], [y, y], color=look.paint, linewidth=2.4, zorder=3, clip_on=False)
    axes.plot(
        [effect.difference], [y], look.marker or "o", markersize=8.0, markeredgewidth=2.0, zorder=4, clip_on=False,
        color=look.paint if _excludes_zero(effect) else "white", markeredgecolor=look.paint,
    )  # fmt: skip


def _forest_panel(page: Sheet, forest: _Forest, outcome: str, box: tuple[float, float, float, float]) -> None:
    """Draw one outcome's panel; ``box`` is left, top and width of the axis, and the right edge of the numbers."""
    left, top, width, right = box
    height = forest.edges[-1]
    axes = page.axes(left, top - height, width, height)
    axes.patch.set_visible(False)
    numbers, effects = forest.measure(outcome), forest.of(outcome)
    limits = [
        value for _, each in effects for value in (each.difference, each.ci_low, each.ci_high) if math.isfinite(value)
    ]
    value_ticks(
        axes, min(limits, default=0.0), max(limits, default=0.0), numbers, count=max(2, int(width / 0.6)), across=True
    )
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    axes.axvline(0.0, color=QUIET, linewidth=1.2, zorder=2)
    for (position, each), text in zip(effects, forest.printed(outcome), strict=True):
        _mark(axes, forest.middle(position), forest.look(position), each)
        page.lines(right, top - forest.middle(position), text, ha="right")
    declared = find(outcome)
    better = {1: "right is better", -1: "left is better"}.get(declared.direction)
    below = numbers.unit + (f" · {say(better, forest.lang)}" if better else "")
    page.write(
        left, top + 0.12 + LINE, wrap(declared.label(forest.lang), right - left, weight="bold", lines=1), weight="bold"
    )
    page.write(left, top + 0.12, wrap(below, right - left, lines=1), color=QUIET)


def _rows(page: Sheet, forest: _Forest, top: float, right: float) -> None:
    """Write the programmes' names and shade every other row."""
    for position, name in enumerate(forest.scenarios):
        begin, end = forest.edges[position : position + 2]
        if position % 2 == 0:
            corner = ((MARGIN - 0.1) / page.width, (top - end) / page.height)
            size = ((right - MARGIN + 0.2) / page.width, (end - begin) / page.height)
            page.figure.add_artist(Rectangle(corner, *size, color=ZEBRA, zorder=-1, transform=page.figure.transFigure))
        page.lines(MARGIN, top - forest.middle(position), forest.names[name], color=ink(forest.look(position).paint))


@board_style()
def forest(
    effects: Sequence[Effect], month: int, lang: str = "en", *, finding: str = "", lead: Sequence[str] = ()
) -> Figure:
    """Draw the paired differences of programmes to the baseline with their confidence intervals.

    Parameters
    ----------
    effects : sequence of Effect
        In the order of programmes; one panel for each outcome.
    month : int
        Month of the effects, from 1.
    lang : {"en", "de", "fr"}
    finding : str
        What the figure shows, as its title.
    lead : sequence of str
        Machine names of programmes that stand out where there are many; the rest is grey.

    Returns
    -------
    matplotlib.figure.Figure
    """
    title, subtitle = headed(finding, say("changes", lang, month=month), say("paired", lang))
    if not effects:
        page = sheet(title, subtitle, [say("no pairs", lang)], 1.0)
        page.write(MARGIN, page.top - 0.5, say("nothing to compare", lang))
        return finish(page)
    outcomes, scenarios = (
        tuple(dict.fromkeys(names)) for names in ((e.outcome for e in effects), (e.scenario for e in effects))
    )
    grid = _Forest({(e.outcome, e.scenario): e for e in effects}, outcomes, scenarios, lang, tuple(lead))
    columns, heading, axis = grid.columns, 0.62, 0.44
    panel = heading + grid.edges[-1] + axis
    page = sheet(title, subtitle, grid.notes(), panel * math.ceil(len(outcomes) / columns))
    names = max(width_of(name) for name in grid.names.values())
    first, gap = MARGIN + names + 0.3, 0.4
    room = (page.right - first - gap * (columns - 1)) / columns
    for column in range(columns):
        mine = outcomes[column::columns]
        numbers = max(width_of(text) for outcome in mine for text in grid.printed(outcome))
        left = first + column * (room + gap)
        for row, outcome in enumerate(mine):
            top = page.top - row * panel - heading
            if column == 0:
                beside = min(columns, len(outcomes) - row * columns)
                _rows(page, grid, top, left + beside * (room + gap) - gap)
            _forest_panel(page, grid, outcome, (left, top, room - numbers - 0.25, left + room))
    return finish(page)
