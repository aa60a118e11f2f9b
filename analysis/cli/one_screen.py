"""One screen: the question, the answer, one small table, and where the rest is, in 25 lines of 80 characters."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from ...model.display import displayable
from ...scenarios.words.catalogue import Words
from ..report.brief import Brief
from ..report.parts import Table
from ..words.phrases import tied
from .screen import Cell, console, show_table, widest

WIDTH = 80
LINES = 25
"""Characters across, and most lines, of a screen; where it is narrower, nothing is left out."""
READABLE = 16
"""Characters that names get before headings take more than two lines."""
LONG = 24
"""Words longer than this many characters are broken where there is no room."""
LEAST = 8
"""Lines that a table gets in any case, its headings included."""
_TIE = "\u00a0"
Line = Text | str
GAP = 2
"""Spaces between the columns of a small table."""
_say = Words("report.brief")


def show(brief: Brief, lang: str, *, folder: Path | None = None, more: Sequence[str] = ()) -> None:
    """Print an answer on one screen.

    Parameters
    ----------
    brief : Brief
    lang : {"en", "de", "fr"}
    folder : Path, optional
        Where figures and files are.
    more : sequence of str, optional
        What else is said at the end.
    """
    screen = console()
    where = _say("details", lang) if folder is None else _say("with files", lang, folder=folder)
    rest = [line for each in (where, *more) for line in wrapped(each, screen.width)]
    if brief.table is not None and brief.table.rows:
        table = _fitting(brief.table, screen.width)
        if table is None:
            _narrow(screen, brief, rest)
            return
        brief = replace(brief, table=table)
    for each in composed(brief, rest, screen, lang):
        screen.print(each, no_wrap=True, crop=False)


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text; numbers stay on the line of their unit."""
    found: list[str] = []
    for line in textwrap.wrap(tied(displayable(text)), width, break_on_hyphens=False):
        narrow = [line] if cell_len(line) <= width else [str(each) for each in Text(line).wrap(Console(), width)]
        found += [each.replace(_TIE, " ").rstrip() for each in narrow]
    return found


def composed(brief: Brief, rest: Sequence[str], screen: Console, lang: str) -> list[Line]:
    """Return the lines of a screen: what must be said, and then as much more as there is room for."""
    question = wrapped(brief.question, screen.width)
    end = [*(line for each in brief.below for line in wrapped(each, screen.width)), *rest]
    room = LINES - len(question) - len(end) - 2  # a blank line after the question, and one before the end
    whole = sum(len(wrapped(" ".join(each), screen.width)) for each in brief.answer)
    body: list[Line] = []
    if brief.table is not None and brief.table.rows:
        body = ["", *_rows(brief.table, screen, room - 1 - whole, lang)]
    said = _shortened(brief.answer, room - len(body), screen.width)
    complete = len(said) == whole
    for each in (wrapped(text, screen.width) for text in brief.also):
        said += each if complete and len(said) + len(each) <= room - len(body) else []
    return [*(Text(each, "bold") for each in question), "", *said, *body, "", *end]


def _shortened(answer: Sequence[Sequence[str]], room: int, width: int) -> list[str]:
    """Return the lines of paragraphs: where there is no room, the longest ones lose their last sentences."""
    kept = [list(each) for each in answer]
    while True:
        lines = [line for each in kept for line in wrapped(" ".join(each), width)]
        if len(lines) <= room or sum(map(len, kept)) <= 1:
            return lines
        longest = max(reversed(range(len(kept))), key=lambda n: len(kept[n]))
        kept[longest].pop()
        kept = [each for each in kept if each]


def _rows(table: Table, screen: Console, room: int, lang: str) -> list[Line]:
    """Return the lines of the table; of many rows the first, and how many more there are."""
    every = table.rows
    for shown in range(min(len(every), LINES), 0, -1):
        part = _small(replace(table, rows=every[:shown], strong=[n for n in table.strong if n < shown]), screen.width)
        lines = _rendered(part, screen) if part is not None else []
        left: list[Line] = [_say("more rows", lang, n=len(every) - shown)] if shown < len(every) else []
        if len(lines) + len(left) <= max(room, LEAST) or shown == 1:
            return [*lines, *left]
    return []


def _rendered(table: RichTable, screen: Console) -> list[Line]:
    found: list[Line] = []
    for line in screen.render_lines(table, pad=False):
        text = Text()
        for segment in line:
            text.append(segment.text, segment.style)
        text.rstrip()
        found.append(text)
    return found


def _fitting(table: Table, width: int) -> Table | None:
    """Return a table with as many of its columns, the first ones, as go into a width side by side.

    None where that is less than the width of a screen, or two columns do not fit: then nothing is left out.
    """
    for kept in range(len(table.columns), 1 if width >= WIDTH else len(table.columns) - 1, -1):
        part = replace(table, columns=table.columns[:kept], rows=[row[:kept] for row in table.rows])
        if _small(part, width) is not None:
            return part
    return None


def _small(table: Table, width: int) -> RichTable | None:
    """Return a table without lines between columns, None if it does not go into a width as one."""
    cells = [[tied(heading), *(row[n] for row in table.rows)] for n, heading in enumerate(table.columns)]
    least = [_longest_word(each) for each in cells[: table.words]]
    wished = [widest(each) for each in cells[: table.words]]
    numbers = [max(widest(each[1:]), _two_lines(each[0])) for each in cells[table.words :]]
    room = width - GAP * (len(cells) - 1)
    if sum(min(each, READABLE) for each in wished) + sum(numbers) > room:
        numbers = [max(widest(each[1:]), _longest_word(each[:1])) for each in cells[table.words :]]
    words = _shared(wished, least, room - sum(numbers))
    if words is None:
        return None
    found = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for n, wide in enumerate((*words, *numbers)):
        number = n >= table.words
        heading = "\n".join(textwrap.wrap(cells[n][0], wide)).replace(_TIE, " ")
        found.add_column(heading, justify="right" if number else "left", no_wrap=number, width=wide)
    for n, row in enumerate(table.rows):
        found.add_row(*row, style="bold" if n in table.strong else "")
    return found


def _two_lines(heading: str) -> int:
    """Return the least width in which a heading takes no more than two lines."""
    least = _longest_word([heading])
    return next(n for n in range(least, len(heading) + 1) if len(textwrap.wrap(heading, n)) <= 2) if heading else 0


def _longest_word(cells: Sequence[str]) -> int:
    return max((cell_len(word) for text in cells for word in text.split(" ")), default=0)


def _shared(wished: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """Return the widths of columns of words: as wished, or the widest ones narrowed; None if words would break."""
    widths = list(wished)
    while sum(widths) > room:
        spare = [n for n, width in enumerate(widths) if width > min(least[n], LONG)]
        if not spare:
            return None
        widths[max(spare, key=lambda n: widths[n])] -= 1
    return widths


def _narrow(screen: Console, brief: Brief, rest: Sequence[str]) -> None:
    """Print where the table does not fit as one: everything, the table in parts."""
    table = brief.table
    assert table is not None
    screen.print(brief.question, style="bold")
    for each in brief.answer:
        screen.print(" ".join(each))
    rows: Sequence[Sequence[Cell]] = table.rows
    show_table(screen, "", table.columns, rows, left=table.words)
    for each in (*brief.below, *rest):
        screen.print(each)
