"""Dask clusters as executors: one that runs somewhere, or worker processes on this machine."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

from ...model.errors import InputError
from ...model.phrase import Phrase
from ...model.simulation import whole_number
from ..core.provenance import needed

REACHED = 5.0
"""Seconds within which a scheduler must answer, and then have a worker."""
STARTED = 60.0
"""Seconds within which processes on this machine must have started."""
LOCAL = "local"


def local_workers(text: str) -> int:
    """Return the number of worker processes that ``local:N`` asks for.

    Raises
    ------
    InputError
        For anything else, or a number outside 1 to 256.
    """
    kind, _, number = text.partition(":")
    if kind != LOCAL or not number.isdecimal():
        problem = "{text!r} is no cluster we can start; write local:N, such as local:4, or use --scheduler ADDRESS."
        raise InputError(problem, field="--cluster", text=text)
    return whole_number(int(number), 1, 256, "--cluster")


@contextmanager
def connected(address: str) -> Iterator[tuple[Executor, int]]:
    """Yield the executor of a Dask scheduler that runs already, and how many runs it computes at a time.

    Parameters
    ----------
    address : str
        Such as ``tcp://10.0.0.1:8786``; crm-adoption must be installed on its workers, in the same version.

    Raises
    ------
    InputError
        If no scheduler answers there within `REACHED` seconds, or it has no workers.
    """
    distributed = needed("distributed", "cluster")
    try:
        _greet(address)
        client = distributed.Client(address, timeout=REACHED, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        said = " ".join(str(error).split()).rstrip(".") or Phrase("no answer")
        problem = "no Dask scheduler answers at {address!r} ({said:.150}); start it with: dask scheduler."
        raise InputError(problem, field="--scheduler", address=address, said=said) from None
    with client:
        yield _executor(client, REACHED, Phrase("the scheduler at {address}", address=address), "--scheduler")


def _greet(address: str) -> None:
    """Raise OSError if nothing there greets as Dask does; a client itself would go on trying."""
    core, security = needed("distributed.core", "cluster"), needed("distributed", "cluster").Security()

    async def greeted() -> None:
        connection = core.connect(address, timeout=REACHED, **security.get_connection_args("client"))
        await (await asyncio.wait_for(connection, REACHED)).close()

    with ThreadPoolExecutor(1) as aside:  # a notebook has an event loop of its own in this thread
        aside.submit(lambda: asyncio.run(greeted())).result()


@contextmanager
def started(workers: int) -> Iterator[tuple[Executor, int]]:
    """Yield the executor of worker processes on this machine, one thread each; a lost one is replaced.

    Raises
    ------
    InputError
        If they do not start within `STARTED` seconds.
    """
    distributed = needed("distributed", "cluster")
    silent = {"n_workers": workers, "threads_per_worker": 1, "processes": True, "dashboard_address": ":0"}
    with _deaf():
        cluster = distributed.LocalCluster(**silent, silence_logs=60)
    with cluster, distributed.Client(cluster, set_as_default=False) as client:
        yield _executor(client, STARTED, Phrase("the cluster on this machine"), "--cluster", workers)


@contextmanager
def _deaf() -> Iterator[None]:
    """Let processes that are started now ignore Ctrl-C, which is for this one: it has them finish what is in hand."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _executor(client: Any, patience: float, who: Phrase, field: str, workers: int = 1) -> tuple[Executor, int]:
    with suppress(TimeoutError):
        client.wait_for_workers(workers, timeout=patience)
    lanes = sum(client.nthreads().values())
    if not lanes:
        raise InputError("{who} has no workers; start one with: dask worker ADDRESS.", who=who, field=field)
    return client.get_executor(pure=False), int(lanes)
