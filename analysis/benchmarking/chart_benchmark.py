"""The figure of the benchmark: what was observed against what was foretold, one point each."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..figures.colours import FAINT, colour
from ..figures.parts import MARGIN, Sheet, finish, sheet
from ..figures.style import board_style
from .document import Document, main_set, only_signs, rows
from .page import hit_rate
from .words import say, set_name

_HEIGHT = 5.4
_LIST = 4.3
"""Width of the list of experiments beside the points, inches."""
_LINE = 0.29


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


def _points(axes: Axes, found: list[tuple[Document, Document]]) -> None:
    """Draw each experiment with both intervals, and its number beside it."""
    for place, (entry, each) in enumerate(found):
        ink = colour(0 if each["inside"] else 1)
        x, y = each["median"], entry["observed"]
        axes.plot([each["low"], each["high"]], [y, y], color=ink, linewidth=1.4, alpha=0.7)
        if entry["interval"]:
            axes.plot([x, x], entry["interval"], color=ink, linewidth=1.4, alpha=0.7)
        axes.plot([x], [y], marker="o", color=ink, markersize=7.0)
        axes.annotate(str(place + 1), (x, y), xytext=(5, 5), textcoords="offset points", color=ink)


def _list(page: Sheet, found: list[tuple[Document, Document]], left: float, lang: str) -> None:
    from ..figures.parts import wrap

    for place, (entry, each) in enumerate(found):
        words = wrap(f"{place + 1}  {entry['title'][lang]}", _LIST - 0.2, lines=1)
        y = page.top - 0.2 - _LINE * place
        page.write(left, y, words, color=colour(0 if each["inside"] else 1), va="baseline")


@board_style()
def foretold_and_found(document: Document, lang: str = "en") -> Figure:
    """Draw the sizes observed against the sizes foretold.

    Parameters
    ----------
    document : mapping
        As `crm_adoption.analysis.benchmarking.document.run_benchmark` returns it.
    lang : {"en", "de"}

    Returns
    -------
    matplotlib.figure.Figure
    """
    found = _sized(document)
    name = set_name(main_set(document), lang)
    notes = [say("figure note", lang, set=name), hit_rate(document, lang)]
    page = sheet(say("figure", lang), say("figure below", lang), notes, _HEIGHT)
    width = page.right - MARGIN - 0.75 - _LIST
    axes = page.axes(MARGIN + 0.55, page.top - _HEIGHT + 0.65, width, _HEIGHT - 0.75)
    low, high = _limits(found)
    axes.plot([low, high], [low, high], color=FAINT, linewidth=1.0)
    axes.axhline(0.0, color=FAINT, linewidth=0.6)
    axes.axvline(0.0, color=FAINT, linewidth=0.6)
    axes.set_xlim(low, high)
    axes.set_ylim(low, high)
    axes.set_xlabel(say("axis foretold", lang))
    axes.set_ylabel(say("axis observed", lang))
    _points(axes, found)
    _list(page, found, MARGIN + 0.55 + width + 0.3, lang)
    return finish(page)
