"""From paths to the files that hold tables: folders, archives and packed files are gone through, with bounds."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from ...model.errors import InputError
from ...model.phrase import Phrase
from .file_reading import MOST_EXPORT, beginning, opened, size_in_words

GZIP, ZIP, PARQUET, OLD_OFFICE = b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"
LOOKED_AT = 1 << 18
"""Bytes at the beginning of a file that tell what it is."""
MOST_MEMBERS = 100_000
DEEPEST = 3
"""How far archives may stand in archives."""
BOMB, HARMLESS = 300, 100_000_000
"""How many times larger a packed file may become, and bytes up to which it does not matter."""
_WORKBOOK, _DOCUMENT = "xl/workbook.xml", "mimetype"
ANY_SIZE = 1 << 62


@dataclass(frozen=True)
class Piece:
    """One file that may hold a table.

    Attributes
    ----------
    file, part : str
        Path, and the member of an archive.
    begins : bytes
        Its first bytes, unpacked.
    open : callable
        Opens it, unpacked, to be read from its beginning.
    alone : bool
        Whether it was named by itself, and not found in a folder or an archive.
    """

    file: str
    part: str
    begins: bytes
    open: Callable[[], IO[bytes]]
    alone: bool

    @property
    def name(self) -> str:
        """Path or member's name, by which its kind is told."""
        return self.part or self.file

    @property
    def where(self) -> str:
        """What is said of where it stands."""
        return f"{self.file} / {self.part}" if self.part else self.file


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than a bound, whatever an archive says of its size."""

    def __init__(self, stream: IO[bytes], most: int, packed: int, where: str) -> None:
        self._stream, self._most, self._packed, self._where, self._given = stream, most, packed, where, 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        try:
            found = self._stream.read(len(buffer))
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile, NotImplementedError) as error:
            raise InputError("this packed file is damaged: {said}.", said=error, file=self._where) from None
        self._given += len(found)
        check_unpacked(self._given, self._packed, self._where, self._most)
        buffer[: len(found)] = found
        return len(found)


def check_unpacked(unpacked: int, packed: int, where: str, most: int = MOST_EXPORT) -> None:
    """Refuse what unpacks to more than a table may have, or to so much that it can only be meant to do harm.

    Raises
    ------
    InputError
        With the size.
    """
    if packed and unpacked > max(HARMLESS, BOMB * packed):
        problem = "this packed file of {packed} unpacks to {size} or more: no table does; it is not read."
        raise InputError(problem, packed=size_in_words(packed), size=size_in_words(unpacked), file=where)
    if unpacked > most:
        problem = "this table has {size} or more; at most {most} are read. Give it as Parquet, or month by month."
        raise InputError(problem, size=size_in_words(unpacked), most=size_in_words(most), file=where)


def pieces_of(paths: Sequence[Path], kind: Phrase) -> Iterator[Piece]:
    """Yield all files at, in and packed in some paths, in the order of their names.

    Raises
    ------
    InputError
        If one cannot be read, is too large, protected by a password or no archive that is known.
    """
    for path in paths:
        if path.is_dir():
            for inner in sorted(each for each in path.rglob("*") if each.is_file() and not _is_hidden(each, path)):
                yield from _in_file(inner, kind, alone=False)
        else:
            yield from _in_file(path, kind, alone=len(paths) == 1)


def _is_hidden(path: Path, below: Path) -> bool:
    return any(each.startswith((".", "__MACOSX", "~$")) for each in path.relative_to(below).parts)


def _in_file(path: Path, kind: Phrase, *, alone: bool) -> Iterator[Piece]:
    opened(path, kind, ANY_SIZE).close()
    begins, size = beginning(path, LOOKED_AT), path.stat().st_size
    if not begins.startswith(PARQUET):
        check_unpacked(size, 0, str(path))
    yield from _unpacked(Piece(str(path), "", begins, partial(opened, path, kind, ANY_SIZE), alone), size, 0)


def _unpacked(piece: Piece, size: int, depth: int) -> Iterator[Piece]:
    """Yield a file, or what is packed in it."""
    if depth > DEEPEST:
        raise InputError("archives stand in archives more than {most} deep.", most=DEEPEST, file=piece.where)
    if piece.begins.startswith(GZIP):
        open_it = partial(_of_gzip, piece, size)
        yield from _unpacked(Piece(piece.file, piece.part, _begins(open_it), open_it, piece.alone), ANY_SIZE, depth + 1)
    elif piece.begins.startswith(ZIP) and (archive := _archive(piece)) is not None:
        yield from _members(piece, archive, depth)
    else:
        yield piece


def _of_gzip(piece: Piece, size: int) -> IO[bytes]:
    packed = gzip.GzipFile(fileobj=piece.open())
    return io.BufferedReader(_Bounded(packed, MOST_EXPORT, size, piece.where), 1 << 18)  # type: ignore[arg-type]


def _begins(open_it: Callable[[], IO[bytes]]) -> bytes:
    with open_it() as stream:
        return stream.read(LOOKED_AT)


def _archive(piece: Piece) -> zipfile.ZipFile | None:
    """Return an archive; None for a workbook, which is one file to those who use it."""
    try:
        archive = zipfile.ZipFile(piece.open())
    except (zipfile.BadZipFile, NotImplementedError):
        return None  # what reads workbooks says how it is damaged
    names = archive.namelist()
    if _WORKBOOK in names:
        check_unpacked(sum(each.file_size for each in archive.infolist()),
                       sum(each.compress_size for each in archive.infolist()), piece.where)  # fmt: skip
        return None
    if _DOCUMENT in names and archive.read(_DOCUMENT).startswith(b"application/vnd.oasis"):
        raise InputError("this is a document of LibreOffice; save it as .xlsx or CSV.", file=piece.where)
    return archive


def _members(piece: Piece, archive: zipfile.ZipFile, depth: int) -> Iterator[Piece]:
    members = [each for each in archive.infolist() if not each.is_dir() and not _is_hidden(Path(each.filename), Path())]
    if len(members) > MOST_MEMBERS:
        raise InputError("this archive has {count:,} members; it is not read.", count=len(members), file=piece.where)
    for each in sorted(members, key=lambda member: member.filename):
        where = f"{piece.part} / {each.filename}" if piece.part else each.filename
        if each.flag_bits & 1:
            problem = "this archive is protected by a password; unpack it first."
            raise InputError(problem, file=piece.where)
        check_unpacked(each.file_size, each.compress_size, f"{piece.file} / {where}")
        open_it = partial(_of_zip, piece, archive, each, where)
        inner = Piece(piece.file, where, _begins(open_it), open_it, piece.alone and len(members) == 1)
        yield from _unpacked(inner, each.compress_size, depth + 1)


def _of_zip(piece: Piece, archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> IO[bytes]:
    try:
        stream = archive.open(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputError("this packed file is damaged: {said}.", said=error, file=piece.where) from None
    bounded = _Bounded(stream, MOST_EXPORT, member.compress_size, f"{piece.file} / {where}")
    return io.BufferedReader(bounded, 1 << 18)
