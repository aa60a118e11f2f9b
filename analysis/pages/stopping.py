"""A server that was asked to stop stops, whatever a session that was just opening or closing still waits for."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

LONGEST = 6.0
"""Seconds that a server may take to stop; it usually takes one, for open pages."""
LOOKS = 0.2


class Stoppable(Protocol):
    """A server that is told by an attribute to stop, as uvicorn's is."""

    should_exit: bool


@contextmanager
def stops(server: Stoppable, longest: float = LONGEST) -> Iterator[None]:
    """End the process if a server that was asked to stop within the block does not leave it in time.

    When it stops, Solara closes its sessions one by one and waits for each without a limit; Ctrl-C goes unheard then.
    Nothing is lost: what a page writes, a workshop's file, is on the disk before it is answered.
    """
    left = threading.Event()

    def watch() -> None:
        while not server.should_exit:
            if left.wait(LOOKS):
                return
        if not left.wait(longest):
            sys.stdout.flush()
            os._exit(0)  # as Ctrl-C ends a page

    threading.Thread(target=watch, name="stops", daemon=True).start()
    try:
        yield
    finally:
        left.set()
