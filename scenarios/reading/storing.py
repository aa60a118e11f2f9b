"""Cells gathered chunk by chunk: numbered where many are alike, packed closely where hardly any are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...model.display import displayable
from .tables import Cell, Coded, Numbers, Stored

MANY = 1 << 16
"""Different values from which a column of texts is packed, if that is more than half of its cells."""
_END = "\x00"
BLANK = b"\x00\x00"
"""By which a packed empty text is known."""


class _Numbering(dict[Any, int]):
    """Values by number; a new one gets the next."""

    def __missing__(self, value: Hashable) -> int:
        self[value] = number = len(self)
        return number


@dataclass(frozen=True, eq=False)
class Packed:
    """Texts of which hardly any two are alike, a chunk in one piece."""

    pieces: tuple[bytes, ...]
    count: int

    def __len__(self) -> int:
        return self.count

    @property
    def closely(self) -> bool:
        """Whether hardly any two are alike."""
        return True

    def chunks(self) -> Iterator[Sequence[Cell]]:
        """Yield the texts in order, some thousands at a time."""
        for piece in self.pieces:
            yield piece.decode("utf-8", "surrogatepass").split(_END)

    def numbered(self) -> tuple[Numbers, Sequence[Cell]]:
        """Return for each text its number, and the texts that differ."""
        return numbered(self.chunks())

    def places(self, marks: Sequence[bytes], wanted: Callable[[str], bool]) -> Iterator[int]:
        """Yield the places of the texts of a kind, one of whose marks, in small letters, each of them holds."""
        first = 0
        for piece in self.pieces:
            texts = piece.decode("utf-8", "surrogatepass").split(_END)
            whole = b"".join((_END.encode(), piece.lower(), _END.encode()))
            if any(mark in whole for mark in marks):
                yield from (first + number for number, text in enumerate(texts) if wanted(text))
            first += len(texts)


def numbered(chunks: Iterator[Sequence[Cell]]) -> tuple[Numbers, Sequence[Cell]]:
    """Return for each cell the number of its value, and the values that differ."""
    numbering = _Numbering()
    codes = [np.fromiter(map(numbering.__getitem__, chunk), np.int32, len(chunk)) for chunk in chunks]
    return np.concatenate(codes) if codes else np.zeros(0, np.int32), list(numbering)


class Gathering:
    """A column that is being read."""

    def __init__(self) -> None:
        self._typed = False
        self._numbering = _Numbering()
        self._codes: list[Numbers] = []
        self._pieces: list[bytes] | None = None
        self._count = 0

    def add(self, texts: Sequence[str]) -> None:
        """Take the next cells, all of them texts."""
        self._count += len(texts)
        if self._pieces is not None:
            self._pieces.append(_packed(texts))
            return
        self._codes.append(np.fromiter(map(self._numbering.__getitem__, texts), np.int32, len(texts)))
        if len(self._numbering) > max(MANY, self._count // 2):
            self._pack()

    def add_typed(self, cells: Sequence[Cell]) -> None:
        """Take the next cells, which may be of any type; a column that holds some is numbered by type and value."""
        if not self._typed and all(type(each) is str for each in cells):
            self.add(cells)  # type: ignore[arg-type]
            return
        self._count += len(cells)
        if not self._typed:
            if self._pieces is not None:
                codes, values = Packed(tuple(self._pieces), self._count - len(cells)).numbered()
                self._codes, self._pieces = [codes], None
            else:
                values = list(self._numbering)
            self._numbering, self._typed = _Numbering(), True
            for each in values:
                self._numbering[str, each]
        pairs = zip(map(type, cells), cells, strict=True)
        self._codes.append(np.fromiter((self._numbering[pair] for pair in pairs), np.int32, len(cells)))

    def _pack(self) -> None:
        values = list(self._numbering)
        self._pieces = [_packed([values[code] for code in codes.tolist()]) for codes in self._codes]
        self._numbering, self._codes = _Numbering(), []

    def stored(self) -> Stored:
        """Return what was taken; texts without blanks around them and without signs that no screen shows."""
        if self._pieces is not None:
            return Packed(tuple(self._pieces), self._count)
        codes = np.concatenate(self._codes) if self._codes else np.zeros(0, np.int32)
        if self._typed:
            return merged(codes, [_clean(value) for _, value in self._numbering])
        written = list(self._numbering)
        clean = [_clean(each) for each in written]
        return Coded(codes, clean) if clean == written else merged(codes, clean)


def merged(codes: Numbers, values: Sequence[Cell]) -> Coded:
    """Return cells in which values that have become alike have one number; 1, 1.0 and true stay apart."""
    again = _Numbering()
    place = np.fromiter((again[type(each), each] for each in values), np.int32, len(values))
    return Coded(codes if len(again) == len(values) else place[codes], [value for _, value in again])


def _clean(cell: Cell) -> Cell:
    return displayable(cell).strip() if isinstance(cell, str) else cell


def _packed(texts: Sequence[str]) -> bytes:
    joined = _END.join(map(str.strip, texts))
    if not joined.replace(_END, "").isprintable() or joined.count(_END) >= len(texts):
        joined = _END.join(displayable(each).strip() for each in texts)
    return joined.encode("utf-8", "surrogatepass")
