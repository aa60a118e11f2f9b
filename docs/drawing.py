"""A few shapes for the pictures of the documentation, as SVG text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

INK, QUIET, LINE, PAPER = "#1b1f24", "#4d545c", "#b8bec6", "#ffffff"
BLUE, ORANGE, GREY, GREEN = "#075794", "#BF5000", "#6D6E6F", "#22744a"
PALE = {BLUE: "#e6f0f8", ORANGE: "#fdeee2", GREY: "#f0f1f2", GREEN: "#e6f4ec"}
"""The colours of the charts (analysis/figures/colours.py), told apart by colour-blind people."""
FONT = "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, 'DejaVu Sans', sans-serif"


def words(
    x: float, y: float, said: str, size: int = 18, *, colour: str = INK, weight: int = 400, at: str = "start"
) -> str:
    """Return a line of text whose baseline is at y."""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}" font-weight="{weight}" '
        f'text-anchor="{at}">{escape(said)}</text>'
    )


def lines(
    x: float, y: float, said: Iterable[str], size: int = 18, *, colour: str = INK, at: str = "start"
) -> list[str]:
    """Return lines of text below each other."""
    return [words(x, y + n * size * 1.42, each, size, colour=colour, at=at) for n, each in enumerate(said)]


def box(x: float, y: float, width: float, height: float, colour: str, *, fill: str = "", thick: float = 2) -> str:
    """Return a rounded rectangle with a pale filling of its colour."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="12" '
        f'fill="{fill or PALE.get(colour, PAPER)}" stroke="{colour}" stroke-width="{thick:g}"/>'
    )


def arrow(path: str, colour: str = QUIET, *, dashed: bool = False, thick: float = 3) -> str:
    """Return an arrow along a path such as ``M 0 0 L 10 0``."""
    dashes = ' stroke-dasharray="9 7"' if dashed else ""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{thick:g}"{dashes} stroke-linejoin="round" '
        f'marker-end="url(#head-{colour[1:]})"/>'
    )


def _head(colour: str) -> str:
    return (
        f'<marker id="head-{colour[1:]}" viewBox="0 0 10 10" refX="8.5" refY="5" markerWidth="5.5" markerHeight="5.5" '
        f'orient="auto-start-reverse"><path d="M 0 0 L 10 5 L 0 10 z" fill="{colour}"/></marker>'
    )


def page(width: int, height: int, title: str, description: str, parts: Iterable[str]) -> str:
    """Return a picture on its own white paper, so that it can be read in dark viewers too."""
    heads = "".join(_head(colour) for colour in (INK, QUIET, BLUE, ORANGE, GREY, GREEN))
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="title description" font-family="{FONT}">\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="description">{escape(description)}</desc>\n'
        f"<defs>{heads}</defs>\n"
        f'<rect x="1" y="1" width="{width - 2}" height="{height - 2}" rx="18" fill="{PAPER}" stroke="{LINE}"/>\n'
        f"{body}\n</svg>\n"
    )
