"""Tables written as text, however long: read row by row, so that memory holds only what differs."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from itertools import chain, islice
from typing import Any

from ...model.display import displayable
from ...model.errors import InputError
from ...model.phrase import Phrase
from ...model.uncollected import uncollected
from .dialects import LINES, dialect_of
from .encodings import encodings_of
from .framing import Frame
from .heading_rows import LOOKED_AT
from .how import How
from .tables import Origin, Table
from .unpacking import Piece

CHUNK = 1 << 12
"""Rows that are taken up at once."""


def read_text_table(piece: Piece, kind: Phrase, how: How, known: Collection[str]) -> Table:
    """Read a table that is written as text.

    Raises
    ------
    InputError
        If it is empty, no text in a known encoding, or cannot be parted into fields.
    """
    encodings = encodings_of(piece.begins, how.encoding)
    for number, encoding in enumerate(encodings):
        with piece.open() as stream:
            lines = io.TextIOWrapper(stream, encoding, newline="")
            try:
                return _read(lines, piece, kind, encoding, known)
            except UnicodeDecodeError as error:
                if _is_begun(piece.begins, encoding):
                    raise _put_together(error) from None
                if number == len(encodings) - 1:
                    raise _unknown(kind) from None
    raise _unknown(kind)


def _is_begun(begins: bytes, encoding: str) -> bool:
    """Return whether a text began in UTF-8, with letters that only UTF-8 has so, before it stopped being that."""
    if encoding != "utf-8":
        return False
    try:
        begins[: -4 if len(begins) > 4 else None].decode("utf-8")
    except UnicodeDecodeError as first:
        return not begins[: first.start].isascii()
    return not begins.isascii()


def _put_together(error: UnicodeDecodeError) -> InputError:
    odd = error.object[error.start : error.start + 1].hex()
    problem = (
        "this text begins in {encoding}, but the sign 0x{odd} further down is none of it: two files of different "
        'encodings seem to be put together. Save it as UTF-8, or say [reading] encoding = "..." in a mapping.'
    )
    return InputError(problem, encoding="UTF-8", odd=odd)


def _unknown(kind: Phrase) -> InputError:
    problem = "this is no text in UTF-8, UTF-16 or Windows-1252, so it cannot be a {kind}; save it as UTF-8."
    return InputError(problem, kind=kind)


def _read(lines: io.TextIOWrapper, piece: Piece, kind: Phrase, encoding: str, known: Collection[str]) -> Table:
    begins = list(islice(lines, LINES))
    if not any(line.strip("\ufeff \t\r\n\x1a") for line in begins):
        raise InputError("this {kind} is empty.", kind=kind)
    dialect = dialect_of("".join(begins))
    skipped = 1 if dialect.named else 0
    if begins and not skipped:
        begins[0] = begins[0].removeprefix("\ufeff")
    reader = dialect.reader(chain(begins[skipped:], lines))
    origin = Origin(piece.file, piece.part, "", 1, dialect.separator, encoding)
    try:
        return _framed(reader, origin, kind, known, skipped)
    except csv.Error as error:
        raise InputError("row {line}: {said}.", line=reader.line_num + skipped, said=error) from None


def _framed(reader: Any, origin: Origin, kind: Phrase, known: Collection[str], skipped: int) -> Table:
    first = [[displayable(cell).strip() for cell in row] for row in islice(reader, LOOKED_AT)]
    frame = Frame(origin, kind, known, first, skipped)
    with uncollected():  # rows have no circles; looking for them was a fifth of the time
        while chunk := list(islice(reader, CHUNK)):
            frame.add(chunk)
    return frame.table()
