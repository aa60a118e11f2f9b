"""A study's file as it is opened for reading: for one statement, or for several that belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from .store_opening import connected, explained

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Readable(Protocol):
    """What has a file that can stay open."""

    def together(self) -> AbstractContextManager[None]:
        """Return a context in which the file stays open."""


S = TypeVar("S", bound=Readable)
P = ParamSpec("P")
R = TypeVar("R")


def at_once(read: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Let a function that reads several things of a study open its file once for all of them."""

    @wraps(read)
    def opened_once(stored: S, /, *words: P.args, **named: P.kwargs) -> R:
        with stored.together():
            return read(stored, *words, **named)

    return opened_once


class Opening:
    """Opens a file whenever something is read, and keeps it open while several things are.

    DuckDB takes thirty milliseconds to begin with a file, many times what a small statement takes; but while it is
    open, nobody can go on with the study.

    Parameters
    ----------
    path : Path
        The DuckDB file.
    given : duckdb connection, optional
        One that is open already, and stays so.
    """

    def __init__(self, path: Path, given: DuckDBPyConnection | None = None) -> None:
        self._path, self._given = path, given
        self._staying = False
        self._kept: DuckDBPyConnection | None = None

    @contextmanager
    def opened(self) -> Iterator[DuckDBPyConnection]:
        """Yield a connection; mistakes of DuckDB's become sentences."""
        if self._given is not None:
            with explained(self._path):
                yield self._given
            return
        connection = self._kept or connected(self._path, read_only=True)
        self._kept = connection
        read = False
        try:
            with explained(self._path):
                yield connection
            read = True
        finally:  # behind a block that cannot be read, DuckDB may refuse all others
            if not (self._staying and read):
                self._let_go()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep the file open from the first thing that is read to the end of the block."""
        before, self._staying = self._staying, True
        try:
            yield
        finally:
            self._staying = before
            if not before:
                self._let_go()

    def _let_go(self) -> None:
        connection, self._kept = self._kept, None
        if connection is not None:
            connection.close()
