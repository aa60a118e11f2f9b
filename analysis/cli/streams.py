"""Standard output and error: full, closed or without a reader, told once and never in the way of the work.

What the user's texts hold cannot steer the terminal.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, TextIO, cast

from ...model.display import displayable
from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.writing.unwritable import is_full, reason
from ..words.mistakes import in_words
from .asked import language_asked


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
        """Write a text as it may be shown; return its length."""
        if not isinstance(text, str):
            raise TypeError(f"text is written here, not {type(text).__name__}")
        self.put(displayable(text, lines=True))
        return len(text)

    def put(self, text: str) -> int:
        """Write a text as it is; return its length."""
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


class _Raw:
    """A stream to which texts go as they are: for what colours its output and makes the texts in it safe itself."""

    def __init__(self, stream: Stream) -> None:
        self.write = stream.put
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def raw(stream: TextIO) -> TextIO:
    """Return a stream that takes texts as they are (see `screen`)."""
    return cast(TextIO, _Raw(stream)) if isinstance(stream, Stream) else stream


def _is_gone(error: Exception) -> bool:
    """Return whether the reader has gone, as ``head`` does: there is nobody to tell."""
    gone = (errno.EPIPE, errno.ECONNRESET, *([errno.EINVAL] if sys.platform == "win32" else []))
    return isinstance(error, OSError) and error.errno in gone


ERROR, HINT, WARNING = Phrase("Error"), Phrase("Hint"), Phrase("Warning")
"""What a complaint is."""


def complain(problem: InputError | str, kind: Phrase = ERROR) -> None:
    """Print a mistake in the input as one paragraph on standard error, in the language that was asked for."""
    lang = language_asked()
    begin = f"{in_words(kind, lang)}: "
    text = textwrap.fill(
        in_words(problem, lang), 100, initial_indent=begin, break_on_hyphens=False, break_long_words=False
    )
    print(text, file=sys.stderr)


def _tell(error: Exception) -> None:
    why = reason(error) if isinstance(error, OSError) else Phrase("it is closed")
    todo = Phrase("make room, or send it elsewhere")
    todo = todo if is_full(error) else Phrase("send it elsewhere, or add --quiet")
    problem = "standard output cannot be written ({why}); {todo}. What was to be printed is lost."
    complain(Phrase(problem, why=why, todo=todo))


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
