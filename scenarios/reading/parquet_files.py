"""Parquet files: columns with their own types, read part by part."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...model.errors import InputError
from ...model.phrase import Phrase
from ..ground.extras import needed
from .damaged import of_parquet
from .storing import Gathering
from .tables import Column, Origin, Table
from .unpacking import Piece

CHUNK = 1 << 16


def read_parquet(piece: Piece, kind: Phrase) -> Table:
    """Read a Parquet file.

    Raises
    ------
    InputError
        If it is damaged or cannot be read.
    """
    needed("pyarrow", what=Phrase("Parquet files"))
    import pyarrow
    from pyarrow import parquet

    try:
        source: Any = Path(piece.file) if not piece.part else io.BytesIO(piece.open().read())
        with parquet.ParquetFile(source) as file:
            headings = [str(each) for each in file.schema_arrow.names]
            columns = [Gathering() for _ in headings]
            count = 0
            for batch in file.iter_batches(CHUNK):
                count += batch.num_rows
                for column, cells in zip(columns, batch.columns, strict=True):
                    column.add_typed(_cells(pyarrow, cells))
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise _no_parquet(piece, error) from None
    stored = (Column(heading, each.stored()) for heading, each in zip(headings, columns, strict=True))
    return Table(Origin(piece.file, piece.part), tuple(stored), np.arange(1, count + 1, dtype=np.int32))


def _cells(pyarrow: Any, cells: Any) -> Sequence[Any]:
    """Return a part of a column; points in time as texts of the standard form, what is missing as ""."""
    types, compute = pyarrow.types, __import__("pyarrow.compute").compute
    if types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    if types.is_timestamp(cells.type):
        zone = "Z" if cells.type.tz else ""
        cells = compute.strftime(cells.cast(pyarrow.timestamp(cells.type.unit)), format=f"%Y-%m-%dT%H:%M:%S{zone}")
    if types.is_nested(cells.type) or types.is_decimal(cells.type) or types.is_binary(cells.type):
        return ["" if each is None else str(each) for each in cells.to_pylist()]
    return ["" if each is None or each != each else each for each in cells.to_pylist()]


def _no_parquet(piece: Piece, error: Exception) -> InputError:
    if not piece.part and (how := of_parquet(Path(piece.file))):
        return InputError("this Parquet file is damaged: {how}; export it again.", how=how)
    said = " ".join(str(error).split())
    return InputError("this is no Parquet file that can be read ({said:.200}).", said=said)
