"""What is wrong with a database that DuckDB cannot read: how much of it is there, and what can be done."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...model.errors import InputError
from ...model.phrase import SILENCE, Phrase
from ..reading.file_reading import beginning

BEGINNING = 3 * 4096
"""Bytes before the first block: what the file is, and two headers of which the newer one counts."""
_MAGIC, _PLACE = b"DUCK", 8
_BLOCKS = [2**power for power in range(13, 19)]
"""Sizes that blocks can have."""
_BROKE_OFF = re.compile(r"not a valid DuckDB|Could not read enough bytes.*?read (\d+) bytes from location (\d+)")
_FACTOR = np.uint64(0xBF58476D1CE4E5B9)
_REST, _REST_SEED, _MASK = 0xC6A4A7935BD1E995, 0xE17A1465, 2**64 - 1


@dataclass(frozen=True)
class Extent:
    """How much of a database file there is.

    Attributes
    ----------
    there, whole : int
        Bytes that are there, and that there should be; 0 if that cannot be told. Blocks at the end that hold nothing
        may be missing in a sound file.
    """

    there: int
    whole: int


def checksum(data: bytes) -> int:
    """Return the checksum that DuckDB gives to these bytes."""
    even = len(data) // 8 * 8
    words = np.frombuffer(data[:even], "<u8")
    found = 5381 ^ (int(np.bitwise_xor.reduce(words * _FACTOR)) if even else 0)
    rest = data[even:]
    if not rest:
        return found
    mixed = (_REST_SEED ^ (len(rest) * _REST)) & _MASK
    mixed = ((mixed ^ int.from_bytes(rest, "little")) * _REST) & _MASK
    mixed = ((mixed ^ (mixed >> 47)) * _REST) & _MASK
    return found ^ mixed ^ (mixed >> 47)


def extent(path: Path) -> Extent | None:
    """Return how much of a database there is; None if the file never was one of DuckDB's.

    Not to be called while this process has the file open in DuckDB: on POSIX, closing a file in a process lets go of
    every lock that the process holds on it, and another process could write into it too.
    """
    try:
        head, there = beginning(path, BEGINNING), path.stat().st_size
    except (InputError, OSError):
        return None
    mark = head[_PLACE : _PLACE + len(_MAGIC)]
    if not mark or not _MAGIC.startswith(mark):
        return None
    return Extent(there, max((_whole(head[start : start + 4096]) for start in (4096, 8192)), default=(0, 0))[1])


def _whole(header: bytes) -> tuple[int, int]:
    """Return the age of a header and the size of the file that it stands in; zeros if it is damaged."""
    if len(header) < 4096 or struct.unpack_from("<Q", header)[0] != checksum(header[8:]):
        return 0, 0
    age, _, _, blocks, size = struct.unpack_from("<QQQQQ", header, 8)
    return (age + 1, BEGINNING + blocks * size) if size in _BLOCKS else (age + 1, 0)


def truncation(path: Path, found: Extent) -> Phrase:
    """Return in a sentence that a file has been cut off, how much of it is there and what can be done."""
    if not found.whole:
        problem = (
            "the file is damaged: it has been cut off, only its first {there:,} bytes are there, which hold no runs; "
            "start again under another name, or bring it back from a copy."
        )
        return Phrase(problem, there=found.there)
    problem = "the file is damaged: it has been cut off, {there:,} of {whole:,} bytes are there ({share} %); {salvage}"
    share = 100 * found.there // found.whole
    return Phrase(problem, there=found.there, whole=found.whole, share=share, salvage=salvage(path))


def salvage(path: Path) -> Phrase:
    """Return what can be done about a damaged file."""
    return Phrase("“crm-adoption study salvage {path}” keeps every run that is whole and says what is gone.", path=path)


def log_of(path: Path) -> Path:
    """Return the log beside a study's file, in which DuckDB keeps what it has not yet written into the file itself."""
    return path.with_name(path.name + ".wal")


def sentence(problem: str, path: Path, *, opening: bool = False) -> Phrase:
    """Return what DuckDB says of a file in a sentence that says what to do.

    Only while it is being ``opening`` may the file be looked at, see `extent`.
    """
    known: tuple[tuple[str, Phrase], ...] = (
        ("different configuration", Phrase("this study is open already; close it first.")),
        ("could not set lock|conflicting lock", _at_work(problem)),
        ("WAL (file|of version)|WAL does not match", of_log(log_of(path), path, problem)),
        ("ermission denied|Read-only", Phrase(
            "the file cannot be opened for want of permission; change its permissions or give another name.")),
        ("(?<!WAL of )(version number|storage version|newer version)",
         Phrase("the file was written by a newer DuckDB; update it with: pip install --upgrade duckdb.")),
        ("could not write|no space left|file too large", Phrase(
            "the file cannot be written ({said}); make room, or give a name in another folder with --out.",
            said=_last(problem))),
    )  # fmt: skip
    for pattern, said in known:
        if re.search(pattern, problem, re.IGNORECASE):
            return said
    found = extent(path) if opening else None
    if found is not None and found.there < max(found.whole, BEGINNING) and _BROKE_OFF.search(problem):
        return truncation(path, found)
    return _of_contents(problem, path, foreign=opening and found is None)


def _of_contents(problem: str, path: Path, *, foreign: bool) -> Phrase:
    if (end := _BROKE_OFF.search(problem)) and end[1] and not foreign:
        return truncation(path, Extent(path.stat().st_size, int(end[1]) + int(end[2])))
    if foreign and re.search("not a valid DuckDB|Is a directory|Could not read enough", problem):
        empty = Phrase(": it is empty") if path.is_file() and not path.stat().st_size else SILENCE
        return Phrase(
            "this is not a study's file{empty}; give one that crm-adoption sweep has written, or another name.",
            empty=empty,
        )
    if re.search("corrupt|checksum|Could not read enough|not a valid DuckDB", problem, re.IGNORECASE):
        said = problem.removeprefix("Corrupt database file: ").rstrip(".")
        return Phrase("the file is damaged ({said}); {salvage}", said=said, salvage=salvage(path))
    return Phrase(
        "the file cannot be read ({said}); if it is damaged: {salvage}", said=problem.rstrip("."), salvage=salvage(path)
    )


def _at_work(problem: str) -> Phrase:
    found = re.search(r"PID (\d+)", problem)
    who = Phrase("another process (PID {number})", number=found[1]) if found else Phrase("another process")
    return Phrase("{who} is at work on this study; wait until it has finished, or stop it.", who=who)


def of_log(log: Path, path: Path, problem: str = "") -> Phrase:
    """Return that the log beside a file cannot be read, and what can be done."""
    other = Phrase("belongs to another state of the file")
    why = other if "WAL does not match" in problem else Phrase("is damaged")
    problem = "the log beside it ({name}), which holds the runs stored last, {why}; {salvage}"
    return Phrase(problem, name=log.name, why=why, salvage=salvage(path))


def _last(problem: str) -> str:
    return problem.split(": ")[-1].rstrip(".")
