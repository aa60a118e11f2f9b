"""Warnings of libraries and our own: a command says them in a sentence, or keeps them to itself."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ...model.errors import UncachedWarning
from ..words.notice import Gathered, Notice
from .asked import asked
from .streams import HINT, complain

OURS = "crm_adoption"


def _only_ours(record: logging.LogRecord) -> bool:
    return record.name.split(".")[0] == OURS


@contextmanager
def notices(arguments: Sequence[str]) -> Iterator[None]:
    """Say our notices once, as sentences on standard error, and none with --quiet; libraries' warnings go to the log.

    What is gathered (`Gathered`) is said at the end, in one sentence each.

    Whoever starts Python with -W, or sets PYTHONWARNINGS, sees warnings as Python shows them.
    """
    quiet, lang = asked(arguments)
    said: set[str] = set()
    gathered: dict[str, Gathered] = {}
    log = logging.getLogger("py.warnings")

    def show(message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: Any, **__: Any) -> None:
        if isinstance(message, UncachedWarning):
            if not quiet:
                complain(message.args[0], HINT)
        elif not isinstance(message, Notice):
            log.debug("%s:%d: %s: %s", filename, lineno, category.__name__, message)
        elif isinstance(message, Gathered):
            about = message.key
            gathered[about] = gathered[about].with_those_of(message) if about in gathered else message
        elif not quiet and (sentence := message.in_words(lang)) not in said:
            said.add(sentence)
            print(sentence, file=sys.stderr)

    last = logging.lastResort
    if sys.warnoptions or last is None:
        yield
        return
    last.addFilter(_only_ours)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", Notice)
            warnings.showwarning = show
            yield
    finally:
        last.removeFilter(_only_ours)
        for each in () if quiet else gathered.values():
            print(each.in_words(lang), file=sys.stderr)
