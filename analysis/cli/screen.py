"""What commands print: tables on standard output, progress on standard error."""

from __future__ import annotations

import os
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ...model.display import displayable
from ..words.heads import distinct
from .streams import raw

PATIENCE = 2.0
"""Seconds after which progress is shown."""
WIDE = 160
"""Width of what is piped into a file or another program, unless COLUMNS says otherwise."""
ENOUGH = 14
"""Characters in which a column of words can be read, if none of its words is longer."""

Cell = str | Text


class SafeConsole(Console):
    """A console whose texts cannot steer the terminal; its colours are its own."""

    def render_str(self, text: str, **how: Any) -> Text:
        """Return a text as it may be shown."""
        return super().render_str(displayable(text, lines=True), **how)


def console() -> Console:
    """Return the console of standard output; texts are the user's, so brackets in them mean nothing."""
    known = sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit()
    return SafeConsole(file=raw(sys.stdout), width=None if known else WIDE, highlight=False, markup=False, emoji=False)


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.plain if isinstance(cell, Text) else cell for cell in cells]


def widest(cells: Sequence[Cell]) -> int:
    """Return the width of the widest line of some cells."""
    return max((cell_len(line) for text in _texts(cells) for line in text.splitlines()), default=0)


def _least(cells: Sequence[Cell], most: int) -> int:
    """Return the width in which a column of words can be read; beyond ``most``, words are broken."""
    longest = max((cell_len(word) for text in _texts(cells) for word in text.split()), default=0)
    return max(min(widest(cells), ENOUGH), min(longest, most))


def _parts(least: Sequence[int], room: int) -> list[list[int]]:
    """Return the columns of each table, as many as fit; every one begins with the first column."""
    parts = [[0]]
    for column in range(1, len(least)):
        if 1 + sum(least[each] + 3 for each in [*parts[-1], column]) > room and len(parts[-1]) > 1:
            parts.append([0])
        parts[-1].append(column)
    return parts


def _spread(least: Sequence[int], wished: Sequence[int], part: Sequence[int], room: int) -> dict[int, int]:
    """Return the widths of a table's columns: what is left goes to those that have too little."""
    widths = {column: least[column] for column in part}
    for _ in range(room - 1 - sum(width + 3 for width in widths.values())):
        wanting = [column for column in part if widths[column] < wished[column]]
        if wanting:
            widths[min(wanting, key=lambda column: widths[column])] += 1
    return widths


def show_table(
    screen: Console, title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, left: int = 1
) -> None:
    """Print a table whose first ``left`` columns hold words and the others numbers.

    Columns for which there is no room follow in further tables, with the first column repeated.
    """
    columns = distinct(columns)
    bodies = [[row[index] for row in rows] for index in range(len(columns))]
    heads = [
        "\n".join(textwrap.wrap(head, max(ENOUGH, widest(body)), break_long_words=False))
        for head, body in zip(columns, bodies, strict=True)
    ]
    cells = [[head, *body] for head, body in zip(heads, bodies, strict=True)]
    wished = [widest(each) for each in cells]
    most = [screen.width // (3 if index else 2) for index in range(left)]
    least = [*(_least(each, screen.width) for each in cells[:left]), *wished[left:]]
    if 1 + sum(width + 3 for width in least) > screen.width:
        least[:left] = [_least(each, limit) for each, limit in zip(cells, most, strict=False)]
    for number, part in enumerate(_parts(least, screen.width)):
        table = Table(title=None if number else title or None, title_justify="left", title_style="bold")
        for index, width in _spread(least, wished, part, screen.width).items():
            numbers = index >= left
            table.add_column(heads[index], justify="right" if numbers else "left", no_wrap=numbers, width=width)
        for row in rows:
            table.add_row(*(row[index] for index in part))
        screen.print(table)


@contextmanager
def progress(total: int, words: str, *, quiet: bool) -> Iterator[Callable[[int], object] | None]:
    """Yield a function to call with finished runs; a bar appears after two seconds on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=SafeConsole(file=raw(sys.stderr)), transient=True, auto_refresh=False) as bar:
        task, begun = bar.add_task(words, total=total, visible=False), time.monotonic()

        def advance(done: int) -> None:
            bar.update(task, advance=done, visible=time.monotonic() - begun > PATIENCE, refresh=True)

        yield advance
