"""The figure of the benchmark: what was observed against what was foretold, one point each."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..figures.colours import FAINT, colour
from ..figures.parts import MARGIN, Sheet, finish, sheet, width_of, wrap
from ..figures.style import board_style
from .document import Document, main_set, only_signs, rows
from .page import hit_rate
from .words import say, set_name

_ROW, _NAMES = 0.46, 4.4
"""Height of an experiment, and the width of their names, inches."""
_BELOW, _KEY = 0.62, 0.5
"""Heights of the axis below the rows and of the key above them, inches."""


def _sized(document: Document) -> list[tuple[Document, Document]]:
    found = rows(document, main_set(document))
    return [(entry, each) for entry, each in found if not only_signs(entry)]


def _limits(found: list[tuple[Document, Document]]) -> tuple[float, float]:
    values = [0.0]
    for entry, each in found:
        values += [each["low"], each["high"], entry["observed"], *(entry["interval"] or ())]
    low, high = min(values), max(values)
    room = 0.06 * (high - low or 1.0)
    return low - room, high + room


def _rows(axes: Axes, found: list[tuple[Document, Document]]) -> None:
    """Draw what is foretold as a bar with its middle, what was observed as a diamond with its interval."""
    for place, (entry, each) in enumerate(found):
        ink = colour(0 if each["inside"] else 1)
        axes.plot([each["low"], each["high"]], [place + 0.13] * 2, color=ink, linewidth=6.0, solid_capstyle="butt")
        axes.plot([each["median"]], [place + 0.13], marker="o", color="white", markeredgecolor=ink, markersize=7.0)
        if entry["interval"]:
            axes.plot(entry["interval"], [place - 0.17] * 2, color="black", linewidth=1.6)
        axes.plot([entry["observed"]], [place - 0.17], marker="D", color="black", markersize=6.5)


def _key(page: Sheet, left: float, top: float, lang: str) -> None:
    """Write what the marks mean, each in its own colour."""
    marks = (("key observed", "black"), ("key foretold inside", colour(0)), ("key foretold outside", colour(1)))
    for name, ink in marks:
        words = say(name, lang)
        page.write(left, top, words, color=ink, weight="bold", va="top")
        left += width_of(words, weight="bold") + 0.35


@board_style()
def foretold_and_found(document: Document, lang: str = "en") -> Figure:
    """Draw the sizes observed beside the sizes foretold, one row for each experiment, the largest first.

    Parameters
    ----------
    document : mapping
        As `crm_adoption.analysis.benchmarking.document.run_benchmark` returns it.
    lang : {"en", "de"}

    Returns
    -------
    matplotlib.figure.Figure
    """
    found = sorted(_sized(document), key=lambda pair: -pair[0]["observed"])
    notes = [say("figure note", lang, set=set_name(main_set(document), lang)), hit_rate(document, lang)]
    height = _ROW * len(found)
    page = sheet(say("figure", lang), say("figure below", lang), notes, _KEY + height + _BELOW)
    _key(page, MARGIN, page.top, lang)
    top, left = page.top - _KEY, MARGIN + _NAMES + 0.2
    axes = page.axes(left, top - height, page.right - left, height)
    axes.axvline(0.0, color=FAINT, linewidth=1.0)
    axes.grid(visible=True, axis="x")
    axes.set_xlim(*_limits(found))
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_yticks([])
    axes.set_xlabel(say("axis", lang))
    _rows(axes, found)
    for place, (entry, _) in enumerate(found):
        words = wrap(entry["title"][lang], _NAMES, lines=2)
        page.write(MARGIN, top - _ROW * (place + 0.5), words, va="center", linespacing=1.0)
    return finish(page)
