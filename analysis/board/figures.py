"""The figures for a board: curves, forest plot, map of use, customers and money, cost and gain.

All functions return a `matplotlib.figure.Figure` that belongs to no window; `save` writes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from ..figures.folder import made, save
from ..figures.side_by_side import side_by_side
from ..figures.style import own_style
from ..figures.width import for_paper
from . import findings
from .costs import costs_and_gains
from .forest import Effect, forest
from .months import curves, customers_and_money
from .uncertainty import uncertainty
from .use_map import heat_map

if TYPE_CHECKING:
    from ..comparing.comparison import ComparisonResult

__all__ = [
    "CHARTS", "Effect", "costs_and_gains", "curves", "customers_and_money", "drawn", "figures_of", "forest",
    "heat_map", "save", "tasks_of", "uncertainty",
]  # fmt: skip


PRINTED = ("main-outcome", "effects", "customers-and-money", "chance-and-behaviour")
"""Charts that stand in a printed report."""
MANY = 7
"""With more programmes than this beside the baseline, only the best stand out."""
STANDING_OUT = 3


def _main_outcome(found: ComparisonResult) -> Figure:
    return curves(
        found.programmes, found.main, found.month, found.lang, finding=findings.ahead(found), lead=standing_out(found)
    )


def _effects(found: ComparisonResult) -> Figure:
    place, lead = {each.scenario: each.rank for each in found.standings}, standing_out(found)
    effects = sorted(found.effects, key=lambda each: place[each.scenario]) if lead else found.effects
    return forest(effects, found.month, found.lang, finding=findings.changed(found), lead=lead)


def _who_uses_what(found: ComparisonResult) -> Figure:
    shown = found.best if found.best != found.baseline.name else found.programmes[-1].name
    finding = findings.used(found, shown)
    return heat_map(found.programme(shown), found.month, found.lang, found.baseline, finding=finding)


def _customers_and_money(found: ComparisonResult) -> Figure:
    lead = most_valuable(found, len(standing_out(found)))
    return customers_and_money(found.programmes, found.lang, finding=findings.paid_back(found), lead=lead)


def _cost_and_gain(found: ComparisonResult) -> Figure | None:
    if not found.standings:  # then there is no better and no worse
        return None
    return costs_and_gains(found, findings.worth_it(found), standing_out(found))


def _chance_and_behaviour(found: ComparisonResult) -> Figure | None:
    return uncertainty(found) if found.robustness else None


Chart = Callable[["ComparisonResult"], Figure | None]
CHARTS: dict[str, Chart] = {
    "main-outcome": _main_outcome,
    "effects": _effects,
    "who-uses-what": _who_uses_what,
    "customers-and-money": _customers_and_money,
    "cost-and-gain": _cost_and_gain,
    "chance-and-behaviour": _chance_and_behaviour,
}
"""The charts of a comparison in the order in which they tell the story, each drawn where it has something to show.

One that is added here is written by `compare`, numbered behind the others, and stands in the report.
"""


def figures_of(comparison: ComparisonResult, folder: Path, style: Path | None = None) -> list[Path]:
    """Write the figures of a comparison, each under a title that says what it shows.

    Curves, effects, map of use, customers and money, cost and gain; over an ensemble also what chance
    and what behaviour leave open.

    Parameters
    ----------
    comparison : ComparisonResult
    folder : Path
    style : Path, optional
        A matplotlib style file of one's own, laid over ours (fonts, colours of text and axes, resolution).

    Returns
    -------
    list of Path
        PNG and SVG files in the order in which they tell the story.

    Raises
    ------
    InputError
        If the style file cannot be read or is none.
    """
    with own_style(style):
        written = side_by_side(tasks_of(comparison, folder))
    return [path for paths in written for path in paths]


def tasks_of(comparison: ComparisonResult, folder: Path) -> list[Callable[[], tuple[Path, ...]]]:
    """Return what writes each figure of a comparison into a folder, to be done in any order and process."""
    return [partial(_written, comparison, name, folder) for name in CHARTS]


def _written(comparison: ComparisonResult, name: str, folder: Path) -> tuple[Path, ...]:
    figure = CHARTS[name](comparison)
    return () if figure is None else save(figure, folder, _file_of(name))


def _file_of(name: str) -> str:
    """Return the name of a chart's files, numbered as the charts tell the story."""
    return f"{list(CHARTS).index(name) + 1}-{name}"


def drawn(comparison: ComparisonResult) -> dict[str, Figure]:
    """Return the figures of a comparison by the names of their files."""
    return made({_file_of(name): partial(draw, comparison) for name, draw in CHARTS.items()})


def for_print(comparison: ComparisonResult) -> dict[str, Figure]:
    """Return the figures of a comparison as they are printed on A4, by the names of their charts.

    Curves and what chance and behaviour leave open; the effects on what a board asks first; net value.
    """
    asked = {comparison.main, "customers", "net_value"}
    first = replace(comparison, effects=tuple(each for each in comparison.effects if each.outcome in asked))
    charts = {name: partial(CHARTS[name], first if name == "effects" else comparison) for name in PRINTED}
    with for_paper():
        return made(charts)


def most_valuable(comparison: ComparisonResult, number: int) -> tuple[str, ...]:
    """Return the programmes with the greatest net value at the end."""
    others = [each for each in comparison.programmes if not each.is_baseline]
    others.sort(key=lambda each: -float(each.at("net_value", each.months).mean()))
    return tuple(each.name for each in others[:number])


def standing_out(comparison: ComparisonResult) -> tuple[str, ...]:
    """Return the programmes that stand out where there are many: the best ones; none where there are few."""
    others = [each.scenario for each in comparison.standings if each.scenario != comparison.baseline.name]
    return tuple(others[:STANDING_OUT]) if len(others) > MANY else ()
