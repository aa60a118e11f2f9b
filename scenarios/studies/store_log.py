"""The log beside a study's file, read block by block: which transactions in it are whole, which are damaged."""

from __future__ import annotations

import re
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...model.phrase import Phrase
from ..core.provenance import needed
from ..reading.file_reading import MOST_EXPORT, read_if_there
from .store_damage import checksum, log_of

_ENTRY = b"\x64\x00"
"""How every entry begins, after its length and its checksum."""
_PREFIX = 16
_COMMIT = b"\x64\x00\x64\xff\xff"
"""The entry that ends a transaction."""
_NUMBER = rb"[\x80-\xff]*[\x00-\x7f]"
_HEAD = re.compile(
    rb"\x64\x00\x62\x65\x00[\x01-\x03](?:\x66\x00\x10(?:%b){16})?(?:\x67\x00%b)?\xff\xff" % (_NUMBER, _NUMBER),
    re.DOTALL,
)
"""How a log begins: the version of its form, of which file it is, and of which of its states."""
MOST_WRONG = 2
"""Bytes in which a log's head may differ from the right one and still be damaged, not another file's."""


@dataclass(frozen=True)
class Log:
    """What a log holds.

    Attributes
    ----------
    head : bytes
        What stands before the first entry: of which file, and of which state of it, this is the log.
    blocks : tuple of bytes
        Whole transactions; a chunk of runs each.
    broken : int
        Damaged transactions (at least so many).
    """

    head: bytes
    blocks: tuple[bytes, ...]
    broken: int

    def belongs_to(self, head: bytes) -> bool:
        """Return whether it is the log of the file whose logs begin like this, perhaps damaged."""
        wrong = sum(one != other for one, other in zip(self.head, head, strict=False))
        return abs(len(self.head) - len(head)) + wrong <= MOST_WRONG


def read_log(path: Path) -> Log:
    """Return what a log holds; empty if there is none."""
    data = read_if_there(path, Phrase("log of a study"), MOST_EXPORT)
    return Log(b"", (), 0) if data is None else log_in(data)


def log_in(data: bytes) -> Log:
    """Return what the bytes of a log hold."""
    blocks: list[bytes] = []
    known = _HEAD.match(data)
    begun = at = known.end() if known else -1
    broken, spoiled = 0, False
    head = data[: max(at, 0)]
    for start, end in _entries(data, max(at, 0)):
        if at < 0:
            head, begun = data[:start], start
        spoiled |= at not in (-1, start)
        at = end
        if data[start + _PREFIX : end] == _COMMIT:
            if spoiled:
                broken += 1
            else:
                blocks.append(data[begun:end])
            begun, spoiled = end, False
    return Log(head, tuple(blocks), broken + (spoiled or _spoiled_end(data, at)))


def has_lost_its_head(log: Log) -> bool:
    """Return whether a log is one that DuckDB passes over in silence, though it holds whole transactions."""
    return bool(log.blocks) and not _HEAD.fullmatch(log.head) and _HEAD.match(_fresh()) is not None


def _fresh() -> bytes:
    """Return how a log begins that this DuckDB has just written."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.duckdb"
        with needed("duckdb").connect(str(path)) as connection:
            connection.execute("CREATE TABLE one (a INTEGER)")
            log = log_of(path)
            return log.read_bytes() if log.exists() else b""


def _spoiled_end(data: bytes, at: int) -> bool:
    """Return whether behind the last whole entry another one stands in full length, but damaged."""
    end = _end(data, at) if at >= 0 else 0
    return 0 < end <= len(data)


def _end(data: bytes, at: int) -> int:
    """Return where the entry would end that begins here by its length; 0 if none can."""
    if at + _PREFIX + len(_ENTRY) > len(data):
        return 0
    (size,) = struct.unpack_from("<Q", data, at)
    return at + _PREFIX + int(size) if size >= len(_ENTRY) else 0


def _entry(data: bytes, at: int) -> int:
    """Return the end of the whole entry that begins here, 0 if there is none."""
    end = _end(data, at)
    if not at < end <= len(data) or not data.startswith(_ENTRY, at + _PREFIX):
        return 0
    return end if struct.unpack_from("<Q", data, at + 8)[0] == checksum(data[at + _PREFIX : end]) else 0


def _entries(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield beginning and end of every whole entry; where one is damaged, the next whole one is looked for."""
    while at < len(data):
        if end := _entry(data, at):
            yield at, end
            at = end
            continue
        mark = data.find(_ENTRY, at + _PREFIX + 1)
        at = mark - _PREFIX if mark >= 0 else len(data)
