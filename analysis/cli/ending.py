"""How commands end when they are asked to: SIGTERM, as schedulers and ``kill`` send it, is heard like Ctrl-C."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def ends_when_asked(function: Callable[P, R]) -> Callable[P, R]:
    """Let SIGTERM interrupt a function as Ctrl-C does, so that it tidies up; where it is ignored, it stays so."""

    @wraps(function)
    def listening(*words: P.args, **named: P.kwargs) -> R:
        here = threading.current_thread() is threading.main_thread()
        if not here or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
            return function(*words, **named)
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            return function(*words, **named)
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)

    return listening


def _interrupt(number: int, frame: Any) -> None:
    raise KeyboardInterrupt
