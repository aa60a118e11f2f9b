"""A study, run into its file: the one way through, whether a command asks for it or a program."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .running import Session, run_study
from .store import Found, Store
from .store_status import Status

if TYPE_CHECKING:
    from .definition import StudyDefinition

Watch = Callable[[Store], AbstractContextManager[Callable[[int, int], object] | None]]
"""Told what the file held, it returns what is called with the numbers of runs and of failed ones just stored."""


@dataclass(frozen=True)
class Swept:
    """What became of a study.

    Attributes
    ----------
    found : Found
        What its file held before.
    session : Session
        What was done.
    status : Status
        How far it is now.
    """

    found: Found
    session: Session
    status: Status


def swept(
    study: StudyDefinition,
    path: Path | str,
    executor: Executor | None = None,
    *,
    workers: int | None = None,
    extend: bool = False,
    accept_version: bool = False,
    watch: Watch = lambda store: nullcontext(),
) -> Swept:
    """Open a study's file, run what it lacks, and return how far it is.

    Parameters
    ----------
    study : StudyDefinition
    path : Path or str
        The DuckDB file, made if there is none.
    executor : concurrent.futures.Executor, optional
        Where chunks of runs are computed; threads by default.
    workers : int, optional
        How many chunks are computed at a time.
    extend, accept_version : bool
        Whether to add to what the file holds, and to go on after another version (see `Store.open`).
    watch : callable, optional
        What is told of it on the way.

    Raises
    ------
    InputError
        As `Store.open` and `run_study` do; what was stored before is safe.
    """
    with Store.open(path, study, extend=extend, accept_version=accept_version) as store:
        found = store.found
        with watch(store) as progress:
            session = run_study(study, store, executor, workers=workers, progress=progress)
        return Swept(found, session, store.status())
