"""Standard output and standard error of the command: what the user's texts hold cannot steer a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from ...model.display import displayable


class SafeStream:
    """A stream that writes every text as it may be shown; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write a text as it may be shown."""
        self.stream.write(displayable(text, lines=True))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts as they may be shown."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def raw(stream: TextIO) -> TextIO:
    """Return the stream itself, for what colours its own output and makes the texts in it safe (see `screen`)."""
    return stream.stream if isinstance(stream, SafeStream) else stream


@contextmanager
def safe_streams() -> Iterator[None]:
    """Let nothing steer the terminal by what is printed inside."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, SafeStream(raw(each))) for each in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
