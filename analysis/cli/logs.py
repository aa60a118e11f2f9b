"""The log of a long run: a file that grows line by line; one that cannot be written is said once."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


class LogFile(logging.FileHandler):
    """A log that ends, with a sentence, where it cannot be written any more; the study goes on."""

    failed = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Say once why nothing more is logged."""
        from ...model.phrase import Phrase
        from ...scenarios.writing.unwritable import reason
        from .streams import WARNING, complain

        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            super().handleError(record)
        elif not self.failed:
            self.failed = True
            problem = "{file}: --log: the file cannot be written ({why})."
            complain(Phrase(problem, file=self.baseFilename, why=reason(error)), WARNING)


@contextmanager
def logged(path: Path | None) -> Iterator[None]:
    """Append what happens to a file.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    from ...scenarios.studies.running import log
    from ...scenarios.writing.unwritable import explained

    if path is None:
        yield
        return
    with explained(path, field="--log"):
        handler = LogFile(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
        with suppress(OSError):  # what is held back cannot be written either; it has been told
            handler.close()
