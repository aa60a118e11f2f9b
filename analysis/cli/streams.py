"""Standard output and error that may be full, closed or without a reader: told once, never in the way of the work."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import textwrap
import warnings
from collections.abc import Callable, Iterator
from typing import Any, TextIO, cast

from ...model.errors import UncachedWarning
from ...scenarios.unwritable import is_full, reason


class _Closed:
    """A stream that was closed before we began."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def write(self, text: str) -> int:
        if text:
            raise OSError(errno.EBADF, "Bad file descriptor")
        return 0

    def flush(self) -> None:
        """Do nothing: there is nothing held back."""

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        raise OSError(errno.EBADF, "Bad file descriptor")


class Stream:
    """A stream that goes on taking text, and throws it away, when it cannot be written any more.

    So a command does its work to the end, whatever happens to what it prints.

    Parameters
    ----------
    inner : text stream or None
        None for one that is closed.
    lost : callable, optional
        Called once with the error when the stream cannot be written; not where its reader has only gone.
    """

    def __init__(self, inner: TextIO | None, lost: Callable[[Exception], None] | None = None) -> None:
        self.error: Exception | None = None
        self._inner: Any = _Closed() if inner is None else inner
        self._lost = lost

    def write(self, text: str) -> int:
        """Write a text; return its length."""
        if not isinstance(text, str):
            raise TypeError(f"text is written here, not {type(text).__name__}")
        if self.error is None:
            try:
                self._inner.write(text)
            except (OSError, ValueError) as error:  # ValueError: closed meanwhile
                self._give_up(error)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write some texts."""
        for each in lines:
            self.write(each)

    def flush(self) -> None:
        """Write what is held back."""
        if self.error is None:
            try:
                self._inner.flush()
            except (OSError, ValueError) as error:
                self._give_up(error)

    @property
    def failed(self) -> bool:
        """Whether something was lost that somebody was there to read."""
        return self.error is not None and not _is_gone(self.error)

    def _give_up(self, error: Exception) -> None:
        self.error = error
        with contextlib.suppress(OSError, ValueError):  # else Python complains itself when it ends
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._inner.fileno())
            os.close(nowhere)
        if self._lost is not None and self.failed:
            self._lost(error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def _is_gone(error: Exception) -> bool:
    """Return whether the reader has gone, as ``head`` does: there is nobody to tell."""
    gone = (errno.EPIPE, errno.ECONNRESET, *([errno.EINVAL] if sys.platform == "win32" else []))
    return isinstance(error, OSError) and error.errno in gone


def complain(problem: str, kind: str = "Error") -> None:
    """Print a mistake in the input as one paragraph on standard error."""
    text = textwrap.fill(problem, 100, initial_indent=f"{kind}: ", break_on_hyphens=False, break_long_words=False)
    print(text, file=sys.stderr)


def _tell(error: Exception) -> None:
    why = reason(error) if isinstance(error, OSError) else "it is closed"
    todo = "make room, or send it elsewhere" if is_full(error) else "send it elsewhere, or add --quiet"
    complain(f"standard output cannot be written ({why}); {todo}. What was to be printed is lost.")


@contextlib.contextmanager
def standard_streams() -> Iterator[Stream]:
    """Put streams that hold in the place of standard output and error; yield that of standard output."""
    _occupy()
    before = sys.stdin, sys.stdout, sys.stderr
    for stream in before[1:]:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # arguments may be no text
    out, err = Stream(before[1], _tell), Stream(before[2])
    nothing = None
    if before[0] is None:
        nothing = sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - closed below
    sys.stdout, sys.stderr = cast(TextIO, out), cast(TextIO, err)
    try:
        with _hints():
            yield out
    finally:
        err.flush()
        sys.stdin, sys.stdout, sys.stderr = before
        if nothing is not None:
            nothing.close()


def _occupy() -> None:
    """Keep a file that is opened later from becoming the standard output that was closed."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # it takes the lowest number that is free


@contextlib.contextmanager
def _hints() -> Iterator[None]:
    """Print hints of ours as sentences, and none with ``--quiet``."""
    with warnings.catch_warnings():
        before = warnings.showwarning

        def show(message: Any, category: type[Warning], *rest: Any, **more: Any) -> None:
            if not issubclass(category, UncachedWarning):
                before(message, category, *rest, **more)
            elif "--quiet" not in sys.argv:
                complain(str(message), "Hint")

        warnings.showwarning = show
        yield
