"""What commands print: tables on standard output, progress on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.table import Table

PATIENCE = 2.0
"""Seconds after which progress is shown."""


def console() -> Console:
    """Return the console of standard output; wide enough for tables when piped."""
    return Console(width=None if sys.stdout.isatty() else 160, highlight=False, soft_wrap=False)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> Table:
    """Return a table whose first ``left`` columns hold words and the others numbers."""
    built = Table(title=title, title_justify="left", title_style="bold", header_style="bold", expand=False)
    for index, column in enumerate(columns):
        built.add_column(column, justify="left" if index < left else "right", no_wrap=index >= left)
    for row in rows:
        built.add_row(*row)
    return built


@contextmanager
def progress(total: int, words: str, *, quiet: bool) -> Iterator[Callable[[int], object] | None]:
    """Yield a function to call with finished runs; a bar appears after two seconds on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task, begun = bar.add_task(words, total=total, visible=False), time.monotonic()

        def advance(done: int) -> None:
            bar.update(task, advance=done, visible=time.monotonic() - begun > PATIENCE, refresh=True)

        yield advance
