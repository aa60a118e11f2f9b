"""Workbooks of Excel: the sheets that hold tables, with the cells of the types that the workbook gives them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from ...model.errors import InputError, nearest
from ...model.phrase import Phrase
from ..ground.extras import needed
from .damaged import of_workbook
from .framing import Frame
from .heading_rows import LOOKED_AT
from .how import How
from .keys import plain
from .tables import Origin, Table
from .unpacking import OLD_OFFICE, Piece

CHUNK = 1 << 14
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def refuse_old(piece: Piece) -> None:
    """Refuse a workbook of the old form, and one that a password protects: both are packed alike.

    Raises
    ------
    InputError
        That says what to do.
    """
    if piece.begins.startswith(OLD_OFFICE):
        with piece.open() as stream:
            protected = _ENCRYPTED in stream.read()
        if protected:
            raise InputError("this workbook is protected by a password; save it without one, or the sheet as CSV.")
        raise InputError("the old Excel format is not read; save it as .xlsx or CSV.")


def read_workbook(piece: Piece, kind: Phrase, how: How, known: Collection[str]) -> tuple[list[Table], list[Phrase]]:
    """Read the sheets of a workbook that hold tables: the first that does, and those with the same headings.

    Returns
    -------
    tables : list of Table
    notes : list of Phrase
        Which sheets were read, where there are several.

    Raises
    ------
    InputError
        If it cannot be read, or no sheet holds a table.
    """
    data = _bytes(piece)
    names, tables = _sheets(piece, data, kind, how.sheet, known)
    read = [table.origin.sheet for table in tables]
    others = [name for name in names if name not in read]
    if not others:
        return tables, []
    return tables, [Phrase("of {workbook} the sheet {read} is read, and not {others}", workbook=Path(piece.name).name,
                           read=", ".join(map(repr, read)), others=", ".join(map(repr, others)))]  # fmt: skip


def _bytes(piece: Piece) -> bytes:
    with piece.open() as stream:
        return stream.read()


def _sheets(piece: Piece, data: bytes, kind: Phrase, wanted: str, known: Collection[str]) -> tuple[Any, list[Table]]:
    openpyxl = needed("openpyxl", what=Phrase("workbooks"))
    formulas = _has_formulas(data)
    book = _opened(openpyxl, piece, data, values=True)
    written = _opened(openpyxl, piece, data, values=False) if formulas else None
    if wanted and wanted not in book.sheetnames:
        problem = "there is no sheet {sheet!r}.{near}"
        raise InputError(problem, field="reading.sheet", sheet=wanted, near=nearest(wanted, book.sheetnames))
    tables: list[Table] = []
    for name in [wanted] if wanted else [sheet.title for sheet in book.worksheets]:
        origin = Origin(piece.file, piece.part, name)
        try:
            found = _table(_rows(book[name]), origin, kind, known)
        except InputError:
            raise
        except Exception as error:  # a sheet is unpacked only when its rows are read
            raise _no_workbook(piece, error) from None
        if found is not None:
            tables.append(_noted(found, written[name] if written else None))
    if not tables:
        raise InputError("this {kind} is empty.", kind=kind)
    first = max(tables, key=lambda each: _promise(each, known))
    return book.sheetnames, [each for each in tables if each.headings == first.headings]


def _promise(table: Table, known: Collection[str]) -> int:
    """Return how much a sheet promises to be the table that is meant; the first of those alike is taken."""
    told = sum(plain(each) in known for each in table.headings)
    return 2 if told > 1 else 1 if len(table.headings) > 1 else 0


def _table(rows: Iterator[Sequence[Any]], origin: Origin, kind: Phrase, known: Collection[str]) -> Table | None:
    """Return the table of a sheet; None if hardly anything stands there."""
    first = list(islice(rows, LOOKED_AT))
    if max((sum(cell != "" for cell in row) for row in first), default=0) < 1:
        return None
    frame = Frame(origin, kind, known, first)
    while chunk := list(islice(rows, CHUNK)):
        frame.add(chunk)
    found = frame.table()
    return found if len(found) or found.faulty else None


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    """Yield the rows of a sheet, all of one width."""
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # what a sheet says of its size is wrong in files of some programs
    width = 0
    for row in sheet.iter_rows(values_only=True):
        cells = [_cell(each) for each in row]
        while cells and cells[-1] == "":
            cells.pop()
        width = max(width, len(cells))
        yield cells + [""] * (width - len(cells))


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, timedelta):
        return str(value)
    return value


def _opened(openpyxl: Any, piece: Piece, data: bytes, *, values: bool) -> Any:
    """Return a workbook, its cells as values or with formulas as they are written."""
    try:
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values)
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise _no_workbook(piece, error) from None


def _has_formulas(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = [each for each in archive.namelist() if each.startswith("xl/worksheets/")]
            return any(b"<f>" in text or b"<f " in text for text in map(archive.read, sheets))
    except Exception:  # what is wrong with it is said where it is opened
        return False


def _noted(table: Table, written: Any) -> Table:
    from dataclasses import replace

    if written is None:
        return table
    rows = written.iter_rows(values_only=True)
    count = sum(isinstance(cell, str) and cell.startswith("=") for row in rows for cell in row)
    return replace(table, formulas=count)


def _no_workbook(piece: Piece, error: Exception) -> InputError:
    if not piece.part and (how := of_workbook(Path(piece.file))):
        return InputError("this Excel workbook is damaged: {how}; save it again.", how=how)
    return InputError("this is no Excel workbook that can be read ({said}).", said=error)
