"""Reading files of the user's: regular files of a bounded size only, in encodings that are told apart."""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from ...model.display import shortened
from ...model.errors import InputError
from ...model.phrase import SILENCE, Phrase
from ..ground.addresses import is_address
from .encodings import NO_TEXT, encoding_mark, known_as

MOST_TEXT = 2_000_000
"""Bytes that a file of settings, such as a scenario, may have."""
MOST_TABLE = 200_000_000
"""Bytes that a table or a document of ours may have."""
MOST_EXPORT = 2_000_000_000
"""Bytes that a usage export may have."""
_FOLDER = Phrase("a folder")
_KINDS = (
    (stat.S_ISDIR, _FOLDER), (stat.S_ISFIFO, Phrase("a pipe")), (stat.S_ISCHR, Phrase("a device")),
    (stat.S_ISBLK, Phrase("a device")),
    (stat.S_ISSOCK, Phrase("a socket")),
)  # fmt: skip


def size_in_words(size: int) -> Phrase:
    """Return a number of bytes as people say it."""
    for unit, count in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= count:
            return Phrase("{size:,.3g} {unit}", size=size / count, unit=unit)
    return Phrase("{size} bytes", size=size)


def check_address(reference: str, kind: Phrase) -> None:
    """Refuse an address of the web where a file is meant.

    Raises
    ------
    InputError
        That says what to do instead.
    """
    if is_address(reference):
        problem = "this is an address, and {kind}s are read from this machine only; save the file and give its path."
        raise InputError(problem, file=shortened(str(reference), 200), kind=kind)


def _check(descriptor: int, kind: Phrase, most: int) -> None:
    """Refuse an open file that may not be read whole."""
    found = os.fstat(descriptor)
    for is_kind, name in _KINDS:
        if is_kind(found.st_mode) and name == _FOLDER:
            raise InputError("this is a folder, not a {kind}.", kind=kind)
        if is_kind(found.st_mode):
            problem = "this is {name}, not a {kind}; write what it gives into a file, and name that."
            raise InputError(problem, name=name, kind=kind)
    if found.st_size > most:
        raise _too_large(size_in_words(found.st_size), kind, most)


def _too_large(size: Phrase, kind: Phrase, most: int) -> InputError:
    problem = "this file has {size}; a {kind} may have at most {most}."
    return InputError(problem, size=size, kind=kind, most=size_in_words(most))


def _opened(path: Path, kind: Phrase, most: int) -> int:
    """Return the descriptor of a regular file; opening a pipe does not wait until somebody writes into it.

    Raises
    ------
    FileNotFoundError
        If there is none.
    InputError
        If it may not be read.
    """
    check_address(str(path), kind)
    if not path.parent.is_dir():
        raise FileNotFoundError(path)
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        if path.is_dir():  # where folders cannot be opened
            raise InputError("this is a folder, not a {kind}.", kind=kind) from None
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError("this {kind} cannot be read ({reason}).", kind=kind, reason=reason) from None
    try:
        _check(descriptor, kind, most)
    except InputError:
        os.close(descriptor)
        raise
    return descriptor


def _is_odd(path: Path) -> Phrase:
    """Return what is odd about a path, as far as it explains why nothing is there."""
    if not any(sign in str(path) for sign in "\t\n\r\b\f\x1b"):
        return SILENCE
    return Phrase(' Its name has a tab or a line break: \\ begins a special character in "..."; write paths with /.')


def read_bytes(path: Path, kind: Phrase, most: int = MOST_TABLE) -> bytes:
    """Return what stands in a file.

    Parameters
    ----------
    path : Path
    kind : Phrase
        What it is, for messages, for example ``Phrase("roster")``.
    most : int
        Bytes that it may have.

    Raises
    ------
    InputError
        That says why it cannot be read: it is missing, no regular file, or too large.
    """
    found = read_if_there(path, kind, most)
    if found is None:
        raise InputError("there is no such {kind}.{more}", kind=kind, more=_is_odd(path), file=str(path))
    return found


def read_if_there(path: Path, kind: Phrase, most: int = MOST_TABLE) -> bytes | None:
    """Return what stands in a file as `read_bytes` does, None if there is no such file."""
    try:
        with open(_opened(path, kind, most), "rb", buffering=0) as file:
            found = _up_to(file, most + 1)
    except InputError as error:
        raise InputError(error.phrase, file=error.file or str(path)) from None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(
            "this {kind} cannot be read ({reason}).", kind=kind, reason=error.strerror, file=str(path)
        ) from None
    if len(found) > most:
        raise _too_large(Phrase("more than {size}", size=size_in_words(most)), kind, most).within(file=str(path))
    return found


def opened(path: Path, kind: Phrase, most: int = MOST_TABLE) -> BinaryIO:
    """Return a regular file, open to be read in parts; raises InputError as `read_bytes` does."""
    try:
        return open(_opened(path, kind, most), "rb")
    except InputError as error:
        raise error.within(file=str(path)) from None
    except FileNotFoundError:
        raise InputError("there is no such {kind}.{more}", kind=kind, more=_is_odd(path), file=str(path)) from None


def _up_to(file: io.FileIO, most: int) -> bytes:
    parts: list[bytes] = []
    left = most
    while left and (part := file.read(min(left, 1 << 24))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def beginning(path: Path, count: int) -> bytes:
    """Return the first bytes of a regular file; raises InputError as `read_bytes` does."""
    try:
        with open(_opened(path, Phrase("file"), sys.maxsize), "rb", buffering=0) as file:
            return _up_to(file, count)
    except FileNotFoundError:
        raise InputError("there is no such file.") from None


def check_file(path: Path, kind: Phrase, most: int = MOST_TABLE) -> None:
    """Refuse what `read_bytes` would refuse, for files that a library opens by their path.

    Raises
    ------
    InputError
        If the file is missing, no regular file, too large or cannot be opened.
    """
    try:
        os.close(_opened(path, kind, most))
    except FileNotFoundError:
        raise InputError("there is no such {kind}.", kind=kind, file=str(path)) from None
    except InputError as error:
        raise error.within(file=str(path)) from None


def check_there(path: Path) -> None:
    """Refuse a path where nothing is, for files that are opened elsewhere.

    Raises
    ------
    InputError
        If nothing is there; an address of the web is told apart.
    """
    check_address(str(path), Phrase("file"))
    if not path.exists():
        raise InputError("there is no such file.", file=str(path))


def read_text(path: Path, kind: Phrase, most: int = MOST_TEXT) -> str:
    """Return the text of a file in UTF-8, or raise InputError that says what is wrong with the file.

    Raises
    ------
    InputError
        If it cannot be read, is empty, or is in another encoding: with the line, and how to save it.
    """
    data = read_bytes(path, kind, most)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(_other_encoding(data, error.start, kind), file=str(path)) from None
    if "\x00" in text:
        problem = "this is {found}, so it cannot be a {kind}; save it in UTF-8."
        raise InputError(problem, file=str(path), found=known_as(data) or NO_TEXT, kind=kind)
    if not text.strip():
        raise InputError("this {kind} is empty.", kind=kind, file=str(path))
    return text


def _other_encoding(data: bytes, at: int, kind: Phrase) -> Phrase:
    """Return what is wrong with a file that is not in UTF-8, and what to do."""
    how = Phrase("save it as UTF-8 (in the editor: Save as, Encoding: UTF-8)")
    named = known_as(data)
    if marked := encoding_mark(data).upper().removesuffix("-SIG"):
        return Phrase("this is not a text file in UTF-8 but in {encoding}; {how}.", encoding=marked, how=how)
    if named or b"\x00" in data[:4000]:
        problem = "this is {found}, not a text file in UTF-8, so it cannot be a {kind}."
        return Phrase(problem, found=named or Phrase("binary"), kind=kind)
    start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
    line = data.count(b"\n", 0, at) + 1
    shown = shortened(data[start : start + 200].decode("cp1252", "replace").splitlines()[0].strip(), 80)
    problem = "this is not a text file in UTF-8: line {line} reads as Windows-1252 ({text}); {how}."
    return Phrase(problem, line=line, text=shown, how=how)


__all__ = [
    "MOST_EXPORT", "MOST_TABLE", "MOST_TEXT", "beginning", "check_address", "check_file", "check_there",
    "opened", "read_bytes", "read_if_there", "read_text", "size_in_words",
]  # fmt: skip
