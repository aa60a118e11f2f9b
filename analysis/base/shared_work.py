"""Work that several ask for at once is done once, and what came of it is kept within a budget of bytes."""

from __future__ import annotations

import os
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from .sizes import size_of

T = TypeVar("T")
Report = Callable[[float], object]
Work = Callable[[Report], T]
LOOKS = 0.1
"""Seconds after which whoever waits is told again how far the work is, and may leave."""


class Abandoned(Exception):  # noqa: N818 - nothing is wrong: nobody waits any more
    """Raised in work that nobody waits for."""


class _Job(Generic[T]):
    """Work under way, and what came of it."""

    def __init__(self, work: Work[T]) -> None:
        self.work = work
        self.waiting, self.share = 0, 0.0
        self.finished = threading.Event()
        self.value: T | None = None
        self.error: BaseException | None = None


class _Workers:
    """A fixed number of threads that end with the program, however much of the work is left."""

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self._left: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._missing, self._lock = threads, threading.Lock()

    def do(self, task: Callable[[], None]) -> None:
        """Do a task as soon as a thread is free."""
        with self._lock:
            if self._missing:
                self._missing -= 1
                thread = threading.Thread(target=self._work, name="shared-work", daemon=True)
                thread.current_context = None  # type: ignore[attr-defined]  # Solara: it belongs to no session
                thread.start()
        self._left.put(task)

    def _work(self) -> None:
        while True:
            self._left.get()()


WORKERS = _Workers(max(2, os.cpu_count() or 1))
"""Each run uses all cores by itself; what is asked for beyond waits, so that memory does not grow with the sessions."""


class Shared(Generic[T]):
    """Results by what was asked for: made once for all who ask, kept until there is no room.

    Parameters
    ----------
    most_bytes : int
        Bytes that are kept at most; one result that is larger is handed out and not kept.
    size : callable
        Bytes of a result.
    """

    def __init__(self, most_bytes: int, *, size: Callable[[T], int] = size_of) -> None:
        self.most_bytes, self._size = most_bytes, size
        self._lock = threading.Lock()
        self._jobs: dict[Hashable, _Job[T]] = {}
        self._kept: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._bytes = 0

    def known(self, key: Hashable) -> T | None:
        """Return a result that is kept, and remember that it was wanted."""
        with self._lock:
            return self._known(key)

    def get(self, key: Hashable, work: Work[T], progress: Report | None = None) -> T:
        """Return a result, made by ``work`` unless it is kept or being made already.

        Parameters
        ----------
        key : hashable
            What the result depends on.
        work : callable
            Makes the result in a thread of its own; it is given what reports the share that is done.
        progress : callable, optional
            Called in the thread of the caller with the share that is done, in [0, 1]. An exception that it
            raises ends the waiting, and the work if nobody else waits for it.
        """
        with self._lock:
            if (found := self._known(key)) is not None:
                return found
            job = self._joined(key, work)
        try:
            while not job.finished.wait(LOOKS):
                if progress:
                    progress(job.share)
        finally:
            with self._lock:
                job.waiting -= 1
        if job.error is not None:
            raise job.error
        if progress:
            progress(1.0)
        return job.value  # type: ignore[return-value]

    def begin(self, key: Hashable, work: Work[T]) -> None:
        """Have a result made for whoever will ask."""
        with self._lock:
            if self._known(key) is None:
                self._joined(key, work)  # and never left

    @property
    def kept_bytes(self) -> int:
        """Bytes of what is kept."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._kept)

    def _known(self, key: Hashable) -> T | None:
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def _joined(self, key: Hashable, work: Work[T]) -> _Job[T]:
        """Return the job that makes a result, with one more who waits for it."""
        job = self._jobs.get(key)
        if job is None:
            job = self._jobs[key] = _Job(work)
            WORKERS.do(lambda job=job: self._do(key, job))  # type: ignore[misc]
        job.waiting += 1
        return job

    def _do(self, key: Hashable, job: _Job[T]) -> None:
        def report(share: float) -> None:
            job.share = share
            self._leave_if_alone(key, job)

        try:
            self._leave_if_alone(key, job)
            value = job.work(report)
            job.value = value
            self._keep(key, value)
        except BaseException as error:  # told to all who wait
            job.error = error
        finally:
            with self._lock:
                self._leave(key, job)
            job.finished.set()
            del job.work

    def _leave_if_alone(self, key: Hashable, job: _Job[T]) -> None:
        with self._lock:
            if job.waiting == 0:
                self._leave(key, job)  # who asks from now on begins anew
                raise Abandoned

    def _leave(self, key: Hashable, job: _Job[T]) -> None:
        if self._jobs.get(key) is job:
            del self._jobs[key]

    def _keep(self, key: Hashable, value: T) -> None:
        size = self._size(value)
        with self._lock:
            if size > self.most_bytes:
                return
            self._bytes += size - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = value, size
            while self._bytes > self.most_bytes:
                self._bytes -= self._kept.popitem(last=False)[1][1]


def part_of(report: Report, begins: float, ends: float, of: int) -> Callable[[int], Any]:
    """Return what counts pieces of one part of the work, and reports the share of the whole.

    Parameters
    ----------
    report : callable
        Takes the share of the whole.
    begins, ends : float
        Shares of the whole at which the part begins and ends.
    of : int
        Pieces of the part.
    """
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        report(begins + (ends - begins) * min(done / of, 1.0))

    return count
