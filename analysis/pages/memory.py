"""Memory that closed sessions leave behind goes back to the system, so that a server that runs for days levels off."""

from __future__ import annotations

import ctypes
import sys
import threading
import time

AFTER = 3.0
"""Seconds from the end of a session until then: Solara has collected what it held, and others may have ended too."""
_pending, _lock = False, threading.Lock()


def give_back() -> bool:
    """Give free memory back to the system, and return whether this system's allocator (glibc's) can be asked to."""
    if not sys.platform.startswith("linux"):
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is None:
        return False
    trim(0)
    return True


def give_back_later() -> None:
    """Do so in a while, once for all sessions that end until then."""
    global _pending
    with _lock:
        if _pending:
            return
        _pending = True
    thread = threading.Thread(target=_wait_and_give_back, name="give-back", daemon=True)
    thread.current_context = None  # type: ignore[attr-defined]  # Solara: it belongs to no session
    thread.start()


def _wait_and_give_back() -> None:
    global _pending
    time.sleep(AFTER)
    with _lock:
        _pending = False
    give_back()
