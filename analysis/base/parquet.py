"""Results as a Parquet file, written by DuckDB."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...model.phrase import Phrase
from ...scenarios.ground.extras import needed
from ...scenarios.writing.unwritable import refusal
from ...scenarios.writing.whole import new_file

if TYPE_CHECKING:
    import pandas as pd


def check_parquet() -> None:
    """Refuse where DuckDB is not installed."""
    needed("duckdb", what=Phrase("Parquet files"), name="DuckDB", field="parquet")


def write_parquet(frame: pd.DataFrame, path: Path) -> Path:
    """Write a frame as a Parquet file, complete or not at all, and return its path.

    Raises
    ------
    InputError
        If DuckDB is not installed or the file cannot be written.
    """
    check_parquet()
    import duckdb

    with new_file(path, field=None) as part:
        try:
            with duckdb.connect() as database:
                database.register("frame", frame)
                database.execute("COPY frame TO ? (FORMAT parquet, COMPRESSION zstd)", [str(part)])
        except duckdb.Error as error:
            raise refusal(path, error, field=None) from None
    return path
