"""What the colours mean, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .svg import SIZE, tag, width_of, words
from .theme import Theme

SWATCH, ROW = 16.0, 26.0
Sign = Callable[[float, float], str]
"""Draws what is explained, `SWATCH` wide and high, with its corner in a place."""


def _swatch(paint: str) -> Sign:
    return lambda x, y: tag("rect", x=x, y=y, width=SWATCH, height=SWATCH, rx=3.0, fill=paint)


def legend(
    entries: Sequence[tuple[str, str]], top: float, width: float, theme: Theme, signs: Sequence[tuple[Sign, str]] = ()
) -> tuple[list[str], float]:
    """Draw pairs of colour (or sign) and words in as many rows as they need; return the elements and where they end."""
    parts: list[str] = []
    x, y = 0.0, top
    for sign, text in (*((_swatch(paint), said) for paint, said in entries), *signs):
        room = SWATCH + 8.0 + width_of(text) + 18.0
        if x and x + room - 18.0 > width:
            x, y = 0.0, y + ROW
        parts.append(sign(x, y + 2.0))
        parts.append(words(x + SWATCH + 8.0, y + 2.0 + SWATCH - 3.0, text, paint=theme.ink, size=SIZE))
        x += room
    return parts, y + ROW
