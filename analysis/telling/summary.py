"""The page for the meeting: verdict, main figure, small table, what it hangs on, on one sheet of A4."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.numbers import titled
from ...scenarios.writing.whole import write_file
from ..base.causes import causes
from ..board import findings
from ..board.curves import ABOVE, Comparison, Panel, companies_apart, shown_as
from ..board.figures import standing_out
from ..board.months import AXIS, TICKS, beside, value_columns
from ..comparing.comparison import ComparisonResult
from ..comparing.ladder import Reach
from ..comparing.verdict import BEST, EQUAL
from ..figures.colours import FAINT, QUIET
from ..figures.parts import MARGIN, Sheet, finish, gap_for, width_of, wrap
from ..figures.style import board_style
from ..figures.words import say as of_figures
from ..report.brief import say as of_brief
from ..report.parts import Table
from .brief import question, table, what_it_takes
from .verdict_words import customers, find_out, money, uncertainty, use

A4 = (8.27, 11.69)
SIZE, SMALL, TITLE = 10.0, 9.0, 15.0
ROWS = 8
"""Most programmes in the table."""
say = Words("telling.summary")


@dataclass(eq=False)
class _Cursor:
    """Where the next line of the page is written, inches from below."""

    page: Sheet
    y: float

    def write(self, text: str, *, size: float = SIZE, after: float = 0.0, lines: int = 6, **how: str) -> None:
        """Write a paragraph and go on below it."""
        weight = how.get("weight", "normal")
        told = wrap(text, self.page.right - MARGIN, lines=lines, size=size, weight=weight)
        self.page.write(MARGIN, self.y, told, size=size, va="top", linespacing=1.25, **how)
        self.y -= (1 + told.count("\n")) * size * 1.32 / 72.0 + after


@board_style()
def summary(found: ComparisonResult, lang: str, reached: Reach | None = None) -> Figure:
    """Draw the page for the meeting.

    Parameters
    ----------
    found : ComparisonResult
    lang : {"en", "de", "fr"}
    reached : Reach, optional
        What it would take, if that was found out.

    Returns
    -------
    matplotlib.figure.Figure
        A sheet of A4, upright.
    """
    figure = Figure(figsize=A4)
    FigureCanvasAgg(figure)
    figure.set_label(findings.ahead(found))
    page = Sheet(figure, *A4, A4[1] - MARGIN, MARGIN)
    cursor = _Cursor(page, page.top)
    cursor.write(question(found, lang), size=SMALL, after=0.08, color=QUIET)
    cursor.write(findings.ahead(found), size=TITLE, after=0.12, lines=3, weight="bold")
    for paragraph in (use(found, lang), [*money(found, lang), *customers(found, lang)]):
        if paragraph:
            cursor.write(" ".join(paragraph), after=0.07)
    hangs = _hangs(found, lang, reached)
    at = _Cursor(page, _foot(page, lang) + _height(hangs, page))
    below = _table(page, table(found, lang), at.y + 0.1, lang)
    _curves(page, found, lang, (below + 0.1, cursor.y - 0.1))
    for heading, text in hangs:
        at.write(heading, weight="bold")
        at.write(text, after=0.08)
    return finish(page)


def _hangs(found: ComparisonResult, lang: str, reached: Reach | None) -> list[tuple[str, str]]:
    """Return what the verdict hangs on, what to find out first and what it would take, each under its heading."""
    what, firm = causes(found.verdict.depends_on, lang), found.verdict.kind in (BEST, EQUAL)
    hangs = [say("hangs", lang, what=what)] if what else [say("firm", lang)] if firm else []
    parts = {
        say("hangs head", lang): [*hangs, *uncertainty(found, lang)],
        say("first head", lang): find_out(found, lang),
        say("takes head", lang): [] if reached is None else [what_it_takes(reached, lang)],
    }
    return [(heading, " ".join(sentences)) for heading, sentences in parts.items() if sentences]


def _height(parts: Sequence[tuple[str, str]], page: Sheet) -> float:
    lines = sum(2 + wrap(text, page.right - MARGIN, lines=6, size=SIZE).count("\n") for _, text in parts)
    return lines * SIZE * 1.32 / 72.0 + 0.08 * len(parts)


def _foot(page: Sheet, lang: str) -> float:
    """Write the limits at the foot of the page, and return where they begin."""
    text = wrap(say("limits", lang), page.right - MARGIN, lines=4, size=SMALL)
    page.write(MARGIN, MARGIN, text, size=SMALL, va="bottom", color=QUIET, linespacing=1.25)
    return MARGIN + (1 + text.count("\n")) * SMALL * 1.32 / 72.0 + 0.1


def _table(page: Sheet, table: Table, bottom: float, lang: str) -> float:
    """Write the table above a height, and return where it begins."""
    rows = list(table.rows[:ROWS])
    more = len(table.rows) - len(rows)
    line, numbers = SIZE * 1.4 / 72.0, range(1, len(table.columns))
    heads = [wrap(each, 1.05 if n else 2.0, lines=3, size=SMALL) for n, each in enumerate(table.columns)]
    widths = {n: max([width_of(heads[n], SMALL), *(width_of(row[n], SIZE) for row in rows)]) for n in numbers}
    ends, right = {}, page.right
    for n in reversed(numbers):
        ends[n], right = right, right - widths[n] - 0.16
    names = [wrap(row[0], right - MARGIN, lines=2, size=SIZE) for row in rows]
    y = bottom + line * (sum(1 + name.count("\n") for name in names) + (1 if more else 0)) + 0.06
    top = y
    page.rule([MARGIN, page.right], [y, y], color=FAINT, linewidth=0.8)
    for n, row in enumerate(rows):
        how = {"size": SIZE, "weight": "bold" if n in table.strong else "normal", "va": "baseline"}
        for column in numbers:
            page.write(ends[column], y - line, row[column], ha="right", **how)
        for part in names[n].split("\n"):
            y -= line
            page.write(MARGIN, y, part, **how)
    if more:
        page.write(MARGIN, y - 0.06, of_brief("more rows", lang, n=more), size=SIZE, va="top", color=QUIET)
    for n, head in enumerate(heads):
        aside = {"ha": "right"} if n else {}
        page.write(
            ends.get(n, MARGIN), top + 0.05, head, size=SMALL, va="bottom", color=QUIET, linespacing=1.2, **aside
        )
    return top + 0.1 + max(1 + head.count("\n") for head in heads) * SMALL * 1.3 / 72.0


def _curves(page: Sheet, found: ComparisonResult, lang: str, limits: tuple[float, float]) -> None:
    """Draw the main outcome over the months between two heights, with its notes below."""
    lead, month = standing_out(found), found.month
    shown = [found.baseline, *map(found.programme, lead)] if lead else found.programmes  # for more there is no room
    comparison = Comparison.of(shown)
    curves = comparison.levels(found.main)
    measure = shown_as(curves, found.main, month, lang, difference=False)
    printed = list(dict.fromkeys((month, comparison.months)))
    headers = [of_figures("month", lang, month=each) for each in printed]
    labels = beside(curves, printed, measure, lang, 1.6)
    begin, *rights = value_columns(page, headers, labels)
    left, leaders = MARGIN + TICKS, gap_for(len(curves))
    width = begin - 0.2 - max(width_of(name) for name, *_ in labels) - leaders - left
    notes = [*comparison.notes(lang), *companies_apart(curves, month, lang)]
    foot = "\n".join(wrap(note, page.right - MARGIN, lines=2, size=SMALL) for note in notes)
    low = limits[0] + (1 + foot.count("\n")) * SMALL * 1.32 / 72.0 + AXIS
    height = limits[1] - low - 0.5
    panel = Panel(page, left, low, width, height, leaders, comparison, month, lang)
    axes = panel.draw(curves, measure, companies=True)
    axes.set_xlabel(of_figures("months", lang), labelpad=4)
    panel.labels(axes, curves, labels, rights)
    panel.strip(compared=True)
    for right, header in zip(rights, headers, strict=True):
        page.write(right, low + height + ABOVE, header, ha="right", color=QUIET)
    title = titled(called(OUTCOME[found.main], lang), of_figures("level", lang), lang)
    page.write(MARGIN, limits[1], measure.heading(title), weight="bold", va="top", size=SIZE)
    page.write(MARGIN, limits[0], foot, size=SMALL, va="bottom", color=QUIET, linespacing=1.25)


def write_summary(found: ComparisonResult, path: Path, reached: Reach | None = None) -> Path:
    """Write the page for the meeting as a PDF; the same comparison always gives the same bytes.

    Parameters
    ----------
    found : ComparisonResult
    path : Path
    reached : Reach, optional
        What it would take, if that was found out.

    Returns
    -------
    Path

    Raises
    ------
    InputError
        If it cannot be written.
    """
    return write_file(path, summary_pdf(found, reached))


def summary_pdf(found: ComparisonResult, reached: Reach | None = None) -> bytes:
    """Return the page for the meeting as a PDF (see `write_summary`)."""
    figure, drawn = summary(found, found.lang, reached), io.BytesIO()
    with board_style():
        metadata = {"Title": str(figure.get_label()), "CreationDate": None, "Creator": None, "Producer": None}
        figure.savefig(drawn, format="pdf", metadata=metadata)
    return drawn.getvalue()
