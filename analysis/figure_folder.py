"""Figures and tables written into a folder, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from ..scenarios.result_folder import ResultFolder
from ..scenarios.result_folder import check_files as check_files
from ..scenarios.writing import write_file
from .figures import save
from .frames import csv_of

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = (".png", ".svg")


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
