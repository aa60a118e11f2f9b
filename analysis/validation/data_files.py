"""The folders of data, as their publishers laid them out: found, read and checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ...model.errors import InputError, nearest
from ...model.phrase import Phrase
from ...scenarios.reading.file_reading import check_address, check_file

FOLDERS = (
    "openstack_nova", "brazilian_farmers", "coleman_medical_innovation", "lazega_lawfirm",
    "krackhardt_hightech_managers", "manufacturing_email",
)  # fmt: skip
FILES = {
    "openstack_nova": ("person_month.csv",),
    "brazilian_farmers": ("nodes.csv", "edges.csv", "practices_long.csv"),
    "coleman_medical_innovation": ("nodes.csv", "edges.csv"),
    "lazega_lawfirm": ("nodes.csv", "edges.csv"),
    "krackhardt_hightech_managers": ("nodes.csv", "edges.csv"),
    "manufacturing_email": ("nodes.csv", "edges.csv"),
}


def lacking(data: Path, folders: Sequence[str]) -> list[str]:
    """Return the files that are missing below a data folder, as folder/file; other files there do not matter."""
    return [f"{folder}/{file}" for folder in folders for file in FILES[folder] if not (data / folder / file).is_file()]


def check_data(data: Path) -> None:
    """Raise InputError if a data folder is a file, or holds none of the folders that are read.

    A folder that does not exist is no mistake: what needs it is left out, with the reason.
    """
    check_address(str(data), Phrase("data folder"))
    if not data.exists():
        return
    if not data.is_dir():
        raise InputError("this is a file, not a folder of data.", field="--data", file=str(data))
    if not any((data / folder).is_dir() for folder in FOLDERS):
        there = sorted(each.name for each in data.iterdir())
        if not there:
            problem = "none of the folders with data is here; it is empty. Allowed: {names}."
            raise InputError(problem, field="--data", file=str(data), names=", ".join(FOLDERS))
        found = ", ".join([*there[:5], *["..."][: len(there) - 5]])
        problem = "none of the folders with data is here; it holds {found}.{near}"
        raise InputError(problem, field="--data", file=str(data), found=found, near=nearest(there[0], FOLDERS))


def exactly() -> dict[str, Any]:
    """Return what makes pandas read numbers with every bit: from 3 on it always does, and must not be asked to."""
    return {} if int(pd.__version__.partition(".")[0]) >= 3 else {"float_precision": "round_trip"}


def read_csv(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Read a table that must have some columns.

    Raises
    ------
    InputError
        If it cannot be read, is empty or lacks a column.
    """
    try:
        check_file(path, Phrase("table"))
        table: pd.DataFrame = pd.read_csv(path, **exactly())
    except InputError:
        raise
    except (OSError, ValueError, pd.errors.ParserError) as error:
        said = " ".join(str(error).split())
        raise InputError(
            "this is no table of comma-separated values ({said:.120}).", said=said, file=str(path)
        ) from None
    for name in columns:
        if name not in table.columns:
            names = [str(each) for each in table.columns]
            raise InputError("column {name!r} is missing.{near}", name=name, near=nearest(name, names), file=str(path))
    if table.empty:
        raise InputError("the table has no rows.", file=str(path))
    return table
