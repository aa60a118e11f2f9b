"""Figures written as files, and with tables into a folder: all of them or none."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from ...scenarios.writing.result_folder import ResultFolder
from ...scenarios.writing.result_folder import check_files as check_files
from ...scenarios.writing.whole import write_file
from ..words.heads import csv_of
from .style import board_style, own_style

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = (".png", ".svg")


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

    Raises
    ------
    InputError
        If they cannot be written.
    """
    png, svg, title = io.BytesIO(), io.BytesIO(), str(figure.get_label())
    metadata = {"Software": None, "Title": title}
    figure.savefig(png, format="png", metadata=metadata, pil_kwargs={"compress_level": 3})
    figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None, "Title": title})
    return (
        write_file(folder / f"{name}.png", png.getvalue(), parents=True),
        write_file(folder / f"{name}.svg", svg.getvalue(), parents=True),
    )


def made(charts: Mapping[str, Callable[[], Figure | None]]) -> dict[str, Figure]:
    """Return the figures that have something to show, by name."""
    drawn = {name: draw() for name, draw in charts.items()}
    return {name: figure for name, figure in drawn.items() if figure is not None}


def drawing(figures: Callable[[], Mapping[str, Figure]], style: Path | None = None) -> Callable[[Path], None]:
    """Return what draws figures, in a style of the user's if one is given, and saves them by name in a folder."""

    def draw(folder: Path) -> None:
        with own_style(style):
            for name, figure in figures().items():
                save(figure, folder, name)

    return draw


def write_all(
    folder: Path, figures: Mapping[str, Figure], tables: Mapping[str, pd.DataFrame], *, replace: bool = False
) -> list[Path]:
    """Write figures as PNG and SVG and tables as CSV, all or none, and return the files.

    Parameters
    ----------
    folder : Path
        Made if it is missing.
    figures, tables : mapping
        By the names of their files, without extension.
    replace : bool
        Whether files of these names may be written over.

    Raises
    ------
    InputError
        For files that are there already, or a folder that cannot be written.
    """
    names = [f"{name}{ending}" for name in figures for ending in ENDINGS] + [f"{name}.csv" for name in tables]
    check_files(folder, names, replace=replace)
    with ResultFolder(folder) as target:
        for name, figure in figures.items():
            save(figure, target.path, name)
        for name, table in tables.items():
            write_file(target.path / f"{name}.csv", csv_of(table))
    return [folder / name for name in names]
