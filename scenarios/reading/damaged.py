"""Files of a known form that are damaged: called what they are, with how much of them is there."""

from __future__ import annotations

import json
from pathlib import Path

from ...model.phrase import SILENCE, Phrase

JSON_BEGINNING = b'{\n"format"'
"""How the JSON files begin that are read again."""
_GZIP, _ZIP, _ZIP_END, _PARQUET = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06", b"PAR1"
_ENOUGH = 66_000
"""Bytes within which a zip archive says that it ends."""


def of_json(data: bytes) -> Phrase:
    """Return in words how a JSON file of ours is damaged; empty if it is sound JSON, or never was one of ours."""
    beginning = data[: len(JSON_BEGINNING)]
    if not beginning or not JSON_BEGINNING.startswith(beginning):
        return SILENCE
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(data):
            return _cut(len(data))
        return Phrase("what stands at byte {place:,} is no text", place=error.start)
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        whole = text.rstrip().endswith("\n}")
        return Phrase("line {line} cannot be read", line=error.lineno) if whole else _cut(len(data))
    except (ValueError, RecursionError):
        return Phrase("a number in it is too long")
    return SILENCE


def of_archive(data: bytes) -> Phrase:
    """Return what a file is that is packed, where a text is wanted; empty if it is not packed."""
    if data.startswith(_GZIP):
        return Phrase("this file is packed with gzip; unpack it first (gunzip FILE).")
    if data.startswith(_ZIP):
        return Phrase(
            "this is a zip archive or an Excel workbook, no text; unpack it, or save the sheet as CSV in UTF-8."
        )
    return SILENCE


def of_parquet(path: Path) -> Phrase:
    """Return in words how a Parquet file is damaged; empty if it never was one."""
    begin, end, size = _ends(path)
    return _of_packed(begin, size, _PARQUET, complete=end.endswith(_PARQUET) and size > 2 * len(_PARQUET))


def of_workbook(path: Path) -> Phrase:
    """Return in words how an Excel workbook is damaged; empty if it never was one."""
    begin, end, size = _ends(path)
    return _of_packed(begin, size, _ZIP, complete=_ZIP_END in end)


def _ends(path: Path) -> tuple[bytes, bytes, int]:
    """Return how a file begins, how it ends, and its size; only of files that `check_file` has let pass."""
    size = path.stat().st_size
    with path.open("rb") as file:
        begin = file.read(_ENOUGH)
        file.seek(max(size - _ENOUGH, 0))
        return begin, file.read(_ENOUGH), size


def _of_packed(begin: bytes, size: int, beginning: bytes, *, complete: bool) -> Phrase:
    if not begin.startswith(beginning):
        return SILENCE
    return Phrase("some of it is another thing than was written") if complete else _cut(size)


def _cut(size: int) -> Phrase:
    return Phrase("it breaks off after {size:,} bytes", size=size)
