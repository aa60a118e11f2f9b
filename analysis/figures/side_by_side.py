"""Work done side by side: one share in this process, the others in copies of it, where copies cost nothing.

Figures keep Python's lock while they are drawn, so threads do not help, and a process that starts anew has to
import for longer than it draws. A copy of the process (`fork`) has everything; Linux makes one in a moment.
"""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from typing import Any, TypeVar

from ...model.simulation import worker_count
from ..words.notice import Notice

T = TypeVar("T")


def side_by_side(tasks: Sequence[Callable[[], T]], processes: int | None = None) -> list[T]:
    """Return what tasks return, in their order, whichever process has done them.

    What a copy cannot finish, for whatever reason, is done here, so that an error is raised as it would be anyway.
    Notices of copies are repeated here.

    Parameters
    ----------
    tasks : sequence of callable
        What they return and the notices they give can be pickled.
    processes : int, optional
        As many as there are cores, unless told otherwise; one where a process cannot be copied safely.
    """
    wanted = min(len(tasks), worker_count(processes))
    number = wanted if sys.platform == "linux" and threading.active_count() == 1 else 1
    shares = [tasks[place::number] for place in range(number)]
    copies = [_Copy(share) for share in shares[1:]]
    try:
        done = [[task() for task in shares[0]] if shares else []]
        done += [copy.result() for copy in copies]
    finally:
        for copy in copies:
            copy.end()
    return [done[place % number][place // number] for place in range(len(tasks))]


class _Copy:
    """A copy of this process at work on a share of the tasks."""

    def __init__(self, share: Sequence[Callable[[], Any]]) -> None:
        self._share = share
        context = get_context("fork")
        self._ours, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=self._work, args=(theirs,), daemon=True)
        with warnings.catch_warnings():  # Python warns of threads of libraries, none of which holds a lock now
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        theirs.close()

    def _work(self, theirs: Any) -> None:
        """Send what the tasks return and the notices they gave; if anything fails, nothing."""
        try:
            with warnings.catch_warnings(record=True) as heard:
                warnings.simplefilter("always")
                results = [task() for task in self._share]
            theirs.send((results, [each.message for each in heard if isinstance(each.message, Notice)]))
        finally:
            os._exit(0)  # what this process holds open belongs to the one it was copied from

    def result(self) -> list[Any]:
        """Return what the tasks return."""
        try:
            results, notices = self._ours.recv()
        except (EOFError, OSError):
            return [task() for task in self._share]
        for notice in notices:
            warnings.warn(notice, stacklevel=2)
        return list(results)

    def end(self) -> None:
        """See that nothing is left of the copy."""
        self._process.kill()
        self._process.join()
        self._ours.close()
