"""The figures for a board: curves, forest plot, map of use, customers and money.

All functions return a `matplotlib.figure.Figure` that belongs to no window; `save` writes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from .chart_forest import Effect, forest
from .chart_map import heat_map
from .chart_months import curves, customers_and_money
from .chart_parts import board_style
from .chart_uncertainty import uncertainty

if TYPE_CHECKING:
    from .comparison import Comparison

__all__ = ["Effect", "curves", "customers_and_money", "figures_of", "forest", "heat_map", "save", "uncertainty"]


@board_style()
def save(figure: Figure, folder: Path, name: str) -> tuple[Path, Path]:
    """Write a figure as PNG (200 dpi) and SVG; the same figure always gives the same bytes.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    folder : Path
        Made if it is missing.
    name : str
        Name of the files, without extension.

    Returns
    -------
    tuple of Path
        The PNG and the SVG file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    png, svg = folder / f"{name}.png", folder / f"{name}.svg"
    title = str(figure.get_label())
    figure.savefig(png, metadata={"Software": None, "Title": title}, pil_kwargs={"compress_level": 3})
    figure.savefig(svg, metadata={"Date": None, "Creator": None, "Title": title})
    return png, svg


def figures_of(comparison: Comparison, folder: Path) -> list[Path]:
    """Write the figures of a comparison: curves, effects, map of use, customers and money.

    Parameters
    ----------
    comparison : Comparison
    folder : Path

    Returns
    -------
    list of Path
        PNG and SVG files in the order in which they tell the story.
    """
    lang, month = comparison.lang, comparison.month
    shown = comparison.best if comparison.best != comparison.baseline.name else comparison.programmes[-1].name
    drawn = {
        f"1-{comparison.main}": curves(comparison.programmes, comparison.main, month, lang),
        "2-effects": forest(comparison.effects, month, lang),
        "3-who-uses-what": heat_map(comparison.programme(shown), month, lang, baseline=comparison.baseline),
        "4-customers-and-money": customers_and_money(comparison.programmes, lang),
    }
    if comparison.robustness:
        drawn["5-chance-and-behaviour"] = uncertainty(comparison)
    return [path for name, figure in drawn.items() for path in save(figure, folder, name)]
