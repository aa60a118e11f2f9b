"""What people ticked, beside what is made of it: shares of answers, and a number's range before and after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...scenarios.words.catalogue import Words
from ..words.phrases import percent
from .svg import cut, hint, picture, tag, words
from .theme import Theme

NARROW = 620.0
"""Pixels below which parts of a row stand below each other."""
TALL, BAR, GAP = 34.0, 16.0, 18.0
SMALL = 14.0
PALE = 0.45
_say = Words("drawings.opinions")


@dataclass(frozen=True)
class Opinion:
    """One construct in one place.

    Attributes
    ----------
    name : str
        What was asked about.
    shares : tuple of float
        Of the answers from least to most of it; empty where they may not be shown.
    before, after : tuple of float
        Low, middle and high of the number as places in its range, 0 to 1; empty where no number follows.
    taken : str
        The number that follows, in words, with its values.
    """

    name: str
    shares: tuple[float, ...]
    before: tuple[float, ...] = ()
    after: tuple[float, ...] = ()
    taken: str = ""


def opinions(rows: Sequence[Opinion], theme: Theme, lang: str, width: float = 900.0) -> str:
    """Return the picture as SVG.

    Parameters
    ----------
    rows : sequence of Opinion
    theme : Theme
    lang : {"en", "de"}
    width : float
        Pixels.
    """
    narrow = width < NARROW
    tall = 3.0 * 26.0 + 6.0 if narrow else TALL
    left, middle = (0.0, 0.0) if narrow else (0.26 * width, 0.60 * width)
    top = 52.0 if narrow else 32.0
    parts = _heads(theme, lang, narrow, left, middle)
    for k, row in enumerate(rows):
        y = top + k * tall
        bar, line = (width, width) if narrow else (middle - left - GAP, width - middle)
        first, second = (y + 24.0, y + 52.0) if narrow else (y, y)
        parts.append(words(0.0, y + 15.0, cut(row.name, width if narrow else left - 10.0, SMALL),
                           paint=theme.ink, size=SMALL))  # fmt: skip
        parts += _shares(row, theme, lang, left, first, bar)
        parts += _range(row, theme, middle, second, line)
    said = _say("summary", lang, n=len(rows))
    return picture(width, top + len(rows) * tall + 4.0, said, parts)


def _heads(theme: Theme, lang: str, narrow: bool, left: float, middle: float) -> list[str]:
    ticked, taken = _say("ticked", lang), _say("taken", lang)
    where = ((0.0, 16.0), (0.0, 38.0)) if narrow else ((left, 16.0), (middle, 16.0))
    return [
        words(x, y, text, paint=theme.quiet, size=SMALL) for (x, y), text in zip(where, (ticked, taken), strict=True)
    ]


def _paints(theme: Theme, count: int) -> list[tuple[str, float]]:
    """Return colour and strength of each answer, from least to most."""
    against, agree = theme.fills["compliance_use"], theme.fills["deep_use"]
    found = []
    for k in range(count):
        side = 2.0 * k / max(count - 1, 1) - 1.0
        paint = theme.fills["shadow_use"] if abs(side) < 0.25 else agree if side > 0.0 else against
        found.append((paint, 1.0 if abs(side) > 0.75 or abs(side) < 0.25 else PALE))
    return found


def _shares(row: Opinion, theme: Theme, lang: str, x: float, y: float, wide: float) -> list[str]:
    if not row.shares:
        return [words(x, y + 15.0, _say("hidden", lang), paint=theme.quiet, size=SMALL)]
    found = []
    for k, (share, (paint, strength)) in enumerate(zip(row.shares, _paints(theme, len(row.shares)), strict=True)):
        told = hint(_say("share", lang, point=k + 1, share=percent(share, lang)))
        found.append(tag("rect", told, x=x, y=y + 3.0, width=max(wide * share - 1.0, 0.0), height=BAR, fill=paint,
                         fill_opacity=f"{strength:.2f}"))  # fmt: skip
        x += wide * share
    return found


def _range(row: Opinion, theme: Theme, x: float, y: float, wide: float) -> list[str]:
    if not row.after:
        return []
    low, at, high = (x + wide * each for each in row.after)
    first, last = x + wide * row.before[0], x + wide * row.before[-1]
    paint, level = theme.series[0], y + 3.0 + BAR / 2.0
    return [
        tag("line", x1=first, x2=last, y1=level, y2=level, stroke=theme.rule, stroke_width=BAR - 4.0),
        tag("line", hint(row.taken), x1=low, x2=high, y1=level, y2=level, stroke=paint, stroke_width=4.0),
        tag("circle", hint(row.taken), cx=at, cy=level, r=5.0, fill=theme.background, stroke=paint, stroke_width=2.0),
    ]
