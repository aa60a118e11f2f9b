"""Figures and tables written into a folder, all of them or none."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from ..model.errors import InputError
from .figures import save

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = (".png", ".svg")


def check_files(folder: Path, names: Iterable[str], *, replace: bool) -> None:
    """Refuse to write over files that are there already.

    Raises
    ------
    InputError
        With their names, unless they may be replaced.
    """
    if replace or not (there := [name for name in names if (folder / name).exists()]):
        return
    problem = f"the folder holds {', '.join(there)} already; choose another folder, or add --replace."
    raise InputError(problem, field="--out", file=str(folder))


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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as part:
            made = [path for name, figure in figures.items() for path in save(figure, Path(part), name)]
            for name, table in tables.items():
                table.to_csv(Path(part) / f"{name}.csv", index=False)
                made.append(Path(part) / f"{name}.csv")
            return [path.replace(folder / path.name) for path in made]
    except OSError as error:
        problem = f"the folder cannot be written ({error.strerror}); choose another."
        raise InputError(problem, field="--out", file=str(folder)) from None
