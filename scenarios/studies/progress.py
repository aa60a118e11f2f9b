"""How far a running study is, told to other processes in a small file: the store they cannot open meanwhile."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.errors import InputError
from ...model.phrase import Phrase
from ..reading.file_reading import MOST_TEXT, read_if_there
from ..writing.whole import remove, tidy, write_file

if TYPE_CHECKING:
    from .store import Store

EVERY = 1.0
"""Seconds between two versions of the file, at least."""
FORM = 1
Told = Callable[[int, int, bool], None]


@dataclass(frozen=True)
class Progress:
    """How far a running study is.

    Attributes
    ----------
    study, file : str
        Name of the study, and of its store in the same folder.
    process, host : int, str
        Which process runs it, and where.
    state : str
        ``running``, or ``stopping`` once it was asked to.
    runs, done, failed, left : int
        Runs in all, runs stored, how many of these failed, and runs still to do.
    by_scenario : dict
        Stored runs by scenario.
    runs_per_second, seconds_left : float or None
        As measured since it began; None before that can be said.
    begun, updated : str
        Times (UTC).
    version : str
        Of crm-adoption.
    form : int
        Of this file.
    """

    study: str
    file: str
    process: int
    host: str
    state: str
    runs: int
    done: int
    failed: int
    left: int
    by_scenario: dict[str, int]
    runs_per_second: float | None
    seconds_left: float | None
    begun: str
    updated: str
    version: str
    form: int = FORM


class Pace:
    """How fast runs are stored, as measured after the first chunk, in which the engine warms up.

    Parameters
    ----------
    clock : callable
        Seconds, from anywhere.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self._first = self._later = 0

    def add(self, runs: int) -> None:
        """Count runs that were stored just now."""
        if self._first:
            self._later += runs
        else:
            self._first, self._since = runs, self._clock()

    @property
    def seconds(self) -> float:
        """For how long it has been measured."""
        return self._clock() - self._since if self._later else 0.0

    @property
    def rate(self) -> float | None:
        """Runs per second, None before the second chunk."""
        seconds = self.seconds
        return self._later / seconds if seconds > 0.0 else None

    @property
    def runs(self) -> int:
        """Runs counted so far."""
        return self._first + self._later

    def left(self, runs: int) -> float | None:
        """Return the seconds that further runs will take, None before that can be said."""
        rate = self.rate
        return runs / rate if rate else None


def progress_path(store: Path) -> Path:
    """Return the file in which it stands how far a running study is: STUDY.progress.json."""
    return store.with_name(f"{store.name.removesuffix('.duckdb')}.progress.json")


@contextmanager
def told(store: Store) -> Iterator[Told]:
    """Yield what writes how far a study is, at most once a second; in the end the file goes: the store says it then."""
    path, begun, written = progress_path(store.path), _now(), -EVERY
    pace, failed = Pace(), store.found.failed
    tidy(path, -inf)  # who holds the store is the only one that tells: what others began, they were killed at

    def tell(runs: int, bad: int, stopping: bool) -> None:
        nonlocal written, failed
        failed += bad
        if runs:
            pace.add(runs)
        if time.monotonic() - written < EVERY:
            return
        written = time.monotonic()
        _write(path, asdict(_progress(store, pace, failed, begun, "stopping" if stopping else "running")))

    tell(0, 0, False)
    try:
        yield tell
    finally:
        with suppress(OSError):
            remove(path)


def _progress(store: Store, pace: Pace, failed: int, begun: str, state: str) -> Progress:
    from ... import __version__

    runs, rate, left = store.size, pace.rate, pace.left(store.left)
    return Progress(
        study=store.study.name, file=store.path.name, process=os.getpid(), host=socket.gethostname(), state=state,
        runs=runs, done=runs - store.left, failed=failed, left=store.left, by_scenario=store.done_by_scenario(),
        runs_per_second=None if rate is None else round(rate, 1), seconds_left=None if left is None else round(left, 1),
        begun=begun, updated=_now(), version=__version__,
    )  # fmt: skip


def _write(path: Path, record: dict[str, Any]) -> None:
    """Write the file wholly or not at all; that it cannot be written must not end the study."""
    with suppress(InputError):
        write_file(path, json.dumps(record, indent=2, ensure_ascii=False) + "\n")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def read_progress(store: Path) -> Progress | None:
    """Return how far a study is that another process runs, None if nothing is told.

    Raises
    ------
    InputError
        If the file beside the store cannot be read.
    """
    path = progress_path(store)
    try:
        data = read_if_there(path, Phrase("file"), MOST_TEXT)
        if data is None:
            return None
        record = json.loads(data.decode("utf-8"))
        found = Progress(**{name: record[name] for name in Progress.__dataclass_fields__})
    except (InputError, ValueError, TypeError, KeyError, RecursionError):
        raise InputError("how far the study is cannot be read here; ask again.", file=str(path)) from None
    return found if found.file == store.name and found.form == FORM else None
