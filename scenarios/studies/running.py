"""Running what a study still lacks: chunks of about a second on any executor, stored by this process alone."""

from __future__ import annotations

import logging
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ...model.errors import InputError
from ...model.simulation import worker_count
from ..core.provenance import engine
from ..ground.by_value import by_value
from .progress import told
from .work import Done, Unit, work

if TYPE_CHECKING:
    from .definition import StudyDefinition
    from .store import Store

CHUNK_SECONDS = 1.0
"""How long a chunk of runs should take."""
FIRST_RUNS, GROWTH = 8, 16
"""Runs in a chunk before it is known how long one takes; no chunk is larger than so many times the one before."""
CHUNK_BYTES = 32 * 2**20
"""Outcomes that one chunk holds at most."""
PATIENCE = 0.2
"""Seconds after which it is looked whether to stop."""

Timed = tuple[float, list[Done]]
Submit = Callable[[list[Unit]], "Future[Timed]"]
log = logging.getLogger("crm_adoption.studies")
_known: dict[int, StudyDefinition] = {}


@by_value
@dataclass(frozen=True)
class Session:
    """What one call of `run_study` did.

    Attributes
    ----------
    runs, failed : int
        Runs stored, and how many of these ended with an error.
    left : int
        Runs still to do.
    seconds : float
        How long it took.
    stopped : bool
        Whether it was asked to stop before the end.
    """

    runs: int
    failed: int
    left: int
    seconds: float
    stopped: bool


def run_study(
    study: StudyDefinition,
    store: Store,
    executor: Executor | None = None,
    *,
    workers: int | None = None,
    progress: Callable[[int, int], object] | None = None,
    stop: threading.Event | None = None,
) -> Session:
    """Run what a store lacks and store it; the numbers depend on nothing that is given here.

    Parameters
    ----------
    study : StudyDefinition
    store : Store
        Open; it is written by this thread only.
    executor : concurrent.futures.Executor, optional
        Where chunks of runs are computed: threads, processes or a cluster (`cluster.connected`); threads by default.
    workers : int, optional
        How many chunks are computed at a time (default: the executor's workers, or one per core).
    progress : callable, optional
        Called with the numbers of runs and of failed ones just stored.
    stop : threading.Event, optional
        Once set, what is in hand is finished and stored, and the call returns. Ctrl-C and SIGTERM set it too; a
        second one ends the call at once, and what is in hand is computed again next time.

    Raises
    ------
    InputError
        If the store cannot be written or the workers are lost; what was stored before is safe.
    """
    begun, before = time.monotonic(), store.left
    ended = threading.Event() if stop is None else stop
    failed = 0
    with _pool(executor, workers) as (pool, lanes), _asked_to_stop(ended), told(store) as tell:
        submit = _submission(study, pool)
        for done in _finished(_Queue(study, store), submit, lanes, ended):
            store.write(done)
            runs, bad = (sum(each.unit.count for each in of) for of in (done, [d for d in done if d.values is None]))
            failed += bad
            _log_failures(study, done)
            log.info("stored %d runs, %d failed, %d left", runs, bad, store.left)
            tell(runs, bad, ended.is_set())
            if progress:
                progress(runs, bad)
    return Session(before - store.left, failed, store.left, time.monotonic() - begun, ended.is_set())


def _log_failures(study: StudyDefinition, done: list[Done]) -> None:
    for each in done:
        if each.error is not None:
            unit = each.unit
            runs = f"{study.scenarios[unit.scenario].name}/{unit.point}/{unit.first}"
            log.warning("failed: %s%s: %s", runs, f" and {unit.count - 1} more" * (unit.count > 1), each.error)


class _Queue:
    """What is to do, in chunks whose size follows the pace."""

    def __init__(self, study: StudyDefinition, store: Store) -> None:
        self._units: Iterator[Unit] = store.missing()
        self._rest: Unit | None = None
        self._left = store.left
        self._may_split = study.keep != "means"  # the mean of a block is the block's, however it was computed
        per_run = 8 * len(study.months) * len(study.departments) * len(study.outcomes)
        self._most = max(1, CHUNK_BYTES // per_run)
        self._size = min(FIRST_RUNS, self._most)

    def learn(self, runs: int, seconds: float) -> None:
        """Take the time that a chunk took as the measure of the next ones."""
        pace = int(runs * CHUNK_SECONDS / max(seconds, 1e-6))
        self._size = max(1, min(pace, self._size * GROWTH, self._most))

    def take(self, lanes: int) -> list[Unit]:
        """Return the next chunk, empty at the end; the last ones are spread over all lanes."""
        wanted = min(self._size, max(FIRST_RUNS, -(-self._left // lanes)))
        chunk: list[Unit] = []
        while wanted > 0 and (unit := self._rest or next(self._units, None)):
            self._rest = None
            if unit.count > wanted and self._may_split:
                self._rest = replace(unit, first=unit.first + wanted, count=unit.count - wanted)
                unit = replace(unit, count=wanted)
            chunk.append(unit)
            wanted -= unit.count
            self._left -= unit.count
        return chunk


def _finished(queue: _Queue, submit: Submit, lanes: int, ended: threading.Event) -> Iterator[list[Done]]:
    """Yield finished work as it comes; a bounded number of chunks is under way, and none is begun after the end."""
    under_way: set[Future[Timed]] = set()
    lost: Exception | None = None
    told = False
    while True:
        while lost is None and not ended.is_set() and len(under_way) < 2 * lanes and (chunk := queue.take(lanes)):
            try:
                under_way.add(submit(chunk))
            except (RuntimeError, OSError) as error:  # an executor that is broken or was shut down
                lost = error
        if ended.is_set() and not told:
            log.info("asked to stop: finishing what is in hand")
            told = True
        if ended.is_set() or lost:
            under_way = {each for each in under_way if not each.cancel()}
        if not under_way:
            break
        ready, under_way = wait(under_way, PATIENCE, FIRST_COMPLETED)
        done: list[Done] = []
        for future in ready:
            try:
                seconds, found = future.result()
            except (Exception, CancelledError) as error:
                lost = lost or error
                continue
            queue.learn(sum(each.unit.count for each in found), seconds)
            done += found
        if done:
            yield done
    if lost:
        raise _explained(lost)


def _explained(error: BaseException) -> BaseException:
    """Return what to tell of an error in the executor; errors in runs never come here."""
    kinds = {f"{each.__module__}.{each.__name__}" for each in type(error).__mro__}
    foreign = any(kind.startswith(("distributed.", "concurrent.futures.", "asyncio.")) for kind in kinds)
    if not (foreign or isinstance(error, OSError)):
        return error
    said = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return InputError(
        "the workers were lost ({said:.200}). What was stored before is safe, and the same command goes on from there.",
        said=said,
    )


def check_executor(executor: object) -> None:
    """Refuse what is no executor.

    Raises
    ------
    InputError
        With what is one.
    """
    if executor is not None and not callable(getattr(executor, "submit", None)):
        problem = "{executor!r} is no executor; give one of concurrent.futures or a Dask client's get_executor()."
        raise InputError(problem, field="executor", executor=executor)


@contextmanager
def _pool(executor: Executor | None, workers: int | None) -> Iterator[tuple[Executor, int]]:
    """Yield the executor and how many chunks it computes at a time; our own threads end with the block."""
    if executor is not None:
        check_executor(executor)
        yield executor, worker_count(workers or getattr(executor, "_max_workers", None))
        return
    threads = worker_count(workers)
    own = ThreadPoolExecutor(threads)
    try:
        yield own, threads
    finally:
        own.shutdown(cancel_futures=True)


@contextmanager
def _asked_to_stop(ended: threading.Event) -> Iterator[None]:
    """Let Ctrl-C or SIGTERM set the event, and a second one interrupt; only the main thread can hear them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def heard(number: int, frame: Any) -> None:
        if ended.is_set():
            raise KeyboardInterrupt
        ended.set()  # nothing is logged here: the signal may have come while the log was being written

    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _submission(study: StudyDefinition, pool: Executor) -> Submit:
    """Return how a chunk is handed to an executor: with the study itself, or to another process as bytes."""
    if isinstance(pool, ThreadPoolExecutor):
        return lambda units: pool.submit(_timed, study, units)
    parcel = pickle.dumps(study)
    key = hash(parcel)
    return lambda units: pool.submit(_elsewhere, key, parcel, engine(), units)


def _timed(study: StudyDefinition, units: list[Unit]) -> Timed:
    begun = time.perf_counter()
    done = work(study, units)
    return time.perf_counter() - begun, done


def _elsewhere(key: int, parcel: bytes, sources: str, units: list[Unit]) -> Timed:
    """Run units in another process, which unpacks a study once only."""
    if sources != engine():
        raise InputError(
            "a worker has another version of crm-adoption, which may give other numbers; install the same there."
        )
    study = _known.get(key)
    if study is None:
        study = pickle.loads(parcel)
        _known.clear()
        _known[key] = study
    return _timed(study, units)
