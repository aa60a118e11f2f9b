"""The figures of the ledger: in which share of companies each claim holds, and technology's share by its range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..figures.colours import FAINT, QUIET, colour, ink
from ..figures.parts import MARGIN, Sheet, finish, sheet, width_of, wrap
from ..figures.style import board_style
from ..words.phrases import number, percent
from .readings import ARTICLE, TYPICAL, WIDE
from .technology_pages import explained, width_words
from .words import said, say

PLACES = (ARTICLE, TYPICAL, WIDE)
MARKS = {ARTICLE: "o", TYPICAL: "s", WIDE: "D"}
_ROW = 0.62
_STATEMENT = 4.6
"""Width of the statements, inches."""


def _axis(page: Sheet, left: float, top: float, width: float, height: float, lang: str) -> Axes:
    axes = page.axes(left, top - height, width, height)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    axes.set_xticks([0.0, 0.25, 0.5, 0.75, 1.0], [percent(share, lang) for share in (0.0, 0.25, 0.5, 0.75, 1.0)])
    axes.grid(True, axis="x")
    axes.patch.set_visible(False)
    return axes


def _legend(page: Sheet, left: float, y: float, lang: str) -> None:
    """Write which mark is which place, in a row above the axis."""
    for k, place in enumerate(PLACES):
        words = say(place, lang)
        page.figure.add_artist(_mark(page, left + 0.07, y + 0.06, k))
        page.write(left + 0.22, y, words, color=ink(colour(k)), va="baseline")
        left += 0.22 + width_of(words) + 0.35


def _mark(page: Sheet, x: float, y: float, k: int) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([x / page.width], [y / page.height], marker=MARKS[PLACES[k]], color=colour(k), markersize=8.0)


@board_style()
def claims_held(document: Mapping[str, Any], lang: str = "en") -> Figure:
    """Draw in which share of companies or points each claim of a ledger holds, with 95 % intervals.

    Parameters
    ----------
    document : mapping
        As `crm_adoption.analysis.claims.ledger.run_ledger` returns it.
    lang : {"en", "de"}

    Returns
    -------
    matplotlib.figure.Figure
    """
    found = {name: each for name, each in document["claims"].items() if each["rests_on"] != "ranges"}
    height = _ROW * len(found)
    title, below = say("figure", lang), say("figure below", lang)
    notes = [
        say("figure note", lang, points=number(document["effort"]["points"], lang)),
        say("figure put in", lang),
    ]
    page = sheet(title, below, notes, height + 0.95)
    left = MARGIN + _STATEMENT + 0.25
    width = page.right - left - 0.15
    top = page.top - 0.42
    axes = _axis(page, left, top, width, height, lang)
    _legend(page, MARGIN, page.top - 0.18, lang)
    for row, (name, each) in enumerate(found.items()):
        middle = _ROW * (row + 0.5)
        statement = wrap(said(name, "statement", lang), _STATEMENT, lines=2)
        page.lines(MARGIN, top - middle, statement, color=QUIET if each["rests_on"] == "fitted" else "black")
        axes.axhline(_ROW * row, color=FAINT, linewidth=0.5, zorder=1)
        for k, place in enumerate(PLACES):
            y = middle + (k - 1) * 0.15
            axes.plot([each[place]["low"], each[place]["high"]], [y, y], color=colour(k), linewidth=2.0, zorder=3)
            axes.plot([each[place]["holds"]], [y], MARKS[place], color=colour(k), markersize=7.0, zorder=4,
                      markeredgecolor="white", clip_on=False)  # fmt: skip
    return finish(page)


@board_style()
def technology_shares(document: Mapping[str, Any], lang: str = "en") -> Figure:
    """Draw technology's share against organisation's, by the width of the range in which technology varies."""
    entry = document["claims"]["twenty_eighty"]
    rows = [
        (width_words(name, width, lang), explained(outcome, lang), outcome["by_base_points"][-1])
        for name, width in entry["widths"].items()
        for outcome in width["outcomes"]
    ]
    height = _ROW * len(rows)
    note = say("technology figure note", lang, base=number(rows[0][2]["base_points"], lang))
    page = sheet(say("technology figure", lang), say("technology figure below", lang), [note], height + 0.7)
    left = MARGIN + _STATEMENT + 0.25
    top = page.top - 0.2
    axes = _axis(page, left, top, page.right - left - 0.15, height, lang)
    axes.axvline(0.2, color=QUIET, linewidth=1.2, linestyle=(0, (4, 2)), zorder=2)
    for row, (width, outcome, found) in enumerate(rows):
        middle, share = _ROW * (row + 0.5), found["technology_against"]["organisation"]
        page.lines(MARGIN, top - middle, f"{wrap(outcome, _STATEMENT, lines=1)}\n{wrap(width, _STATEMENT, lines=1)}")
        axes.axhline(_ROW * row, color=FAINT, linewidth=0.5, zorder=1)
        axes.plot([share["low"], share["high"]], [middle] * 2, color=colour(0), linewidth=5.0, zorder=3)
        axes.plot([share["value"]], [middle], "o", color="white", markeredgecolor=colour(0), markersize=6.5, zorder=4)
    return finish(page)
