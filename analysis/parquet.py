"""Results as a Parquet file, written by DuckDB."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.errors import InputError
from ..scenarios.extras import needed

if TYPE_CHECKING:
    import pandas as pd


def check_parquet() -> None:
    """Refuse where DuckDB is not installed."""
    needed("duckdb", what="Parquet files", name="DuckDB", field="parquet")


def write_parquet(frame: pd.DataFrame, path: Path) -> Path:
    """Write a frame as a Parquet file, complete or not at all, and return its path.

    Raises
    ------
    InputError
        If DuckDB is not installed or the file cannot be written.
    """
    check_parquet()
    import duckdb

    part = path.with_name(f".unfinished-{path.name}")
    try:
        with duckdb.connect() as database:
            database.register("frame", frame)
            database.execute("COPY frame TO ? (FORMAT parquet, COMPRESSION zstd)", [str(part)])
        os.replace(part, path)
    except (OSError, duckdb.Error) as error:
        part.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise InputError(f"the file cannot be written ({reason}).", file=str(path)) from None
    return path
