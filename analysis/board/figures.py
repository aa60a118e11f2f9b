"""The figures for a board: curves, forest plot, map of use, customers and money, cost and gain.

All functions return a `matplotlib.figure.Figure` that belongs to no window; `save` writes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from ..figures.folder import save
from ..figures.style import own_style
from . import findings
from .costs import costs_and_gains
from .forest import Effect, forest
from .months import curves, customers_and_money
from .uncertainty import uncertainty
from .use_map import heat_map

if TYPE_CHECKING:
    from ..comparing.comparison import ComparisonResult

__all__ = [
    "Effect", "costs_and_gains", "curves", "customers_and_money", "drawn", "figures_of", "forest", "heat_map", "save",
    "uncertainty",
]  # fmt: skip


MANY = 7
"""With more programmes than this beside the baseline, only the best stand out."""
STANDING_OUT = 3


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
        return [path for name, figure in drawn(comparison).items() for path in save(figure, folder, name)]


def drawn(comparison: ComparisonResult) -> dict[str, Figure]:
    """Return the figures of a comparison by the names of their files."""
    lang, month, lead = comparison.lang, comparison.month, standing_out(comparison)
    shown = comparison.best if comparison.best != comparison.baseline.name else comparison.programmes[-1].name
    place = {each.scenario: each.rank for each in comparison.standings}
    effects = sorted(comparison.effects, key=lambda each: place[each.scenario]) if lead else comparison.effects
    found = {
        "1-main-outcome": curves(
            comparison.programmes, comparison.main, month, lang, finding=findings.ahead(comparison), lead=lead
        ),
        "2-effects": forest(effects, month, lang, finding=findings.changed(comparison), lead=lead),
        "3-who-uses-what": heat_map(
            comparison.programme(shown), month, lang, comparison.baseline, finding=findings.used(comparison, shown)
        ),
        "4-customers-and-money": customers_and_money(
            comparison.programmes,
            lang,
            finding=findings.paid_back(comparison),
            lead=most_valuable(comparison, len(lead)),
        ),
    }
    if comparison.standings:  # else there is no better and no worse
        found["5-cost-and-gain"] = costs_and_gains(comparison, findings.worth_it(comparison), lead)
    if comparison.robustness:
        found["6-chance-and-behaviour"] = uncertainty(comparison)
    return found


def most_valuable(comparison: ComparisonResult, number: int) -> tuple[str, ...]:
    """Return the programmes with the greatest net value at the end."""
    others = [each for each in comparison.programmes if not each.is_baseline]
    others.sort(key=lambda each: -float(each.at("net_value", each.months).mean()))
    return tuple(each.name for each in others[:number])


def standing_out(comparison: ComparisonResult) -> tuple[str, ...]:
    """Return the programmes that stand out where there are many: the best ones; none where there are few."""
    others = [each.scenario for each in comparison.standings if each.scenario != comparison.baseline.name]
    return tuple(others[:STANDING_OUT]) if len(others) > MANY else ()
