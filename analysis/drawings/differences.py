"""What each programme changes: a point and its confidence interval, one line each, on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ...scenarios.words.catalogue import Words
from ..words.phrases import number
from .svg import LARGE, cut, hint, picture, tag, width_of, words, wrap
from .theme import Theme

LINE, ABOVE = 23.0, 10.0
SMALL = 14.0
MARKS = 3.0, 32.0
"""Where the field of a mark begins and ends, below the words of its row; lines of the scale stay in these fields."""
_say = Words("drawings.differences")
_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)


@dataclass(frozen=True)
class Difference:
    """A paired difference with its interval.

    Attributes
    ----------
    name : str
        What makes it, in words.
    value, low, high : float
        In the unit shown; the limits may be no numbers.
    paint, letters : str
        Colours of the mark and of the words.
    """

    name: str
    value: float
    low: float
    high: float
    paint: str
    letters: str

    @property
    def ends(self) -> tuple[float, float]:
        """Where its line begins and ends; at the point itself where there is no interval."""
        known = not (math.isnan(self.low) or math.isnan(self.high))
        return (self.low, self.high) if known else (self.value, self.value)

    def figures(self, lang: str, digits: int) -> str:
        """Return the difference and its interval in words."""
        value, low, high = (number(each, lang, digits, sign=True) for each in (self.value, *self.ends))
        return value if math.isnan(self.low) else f"{value} ({_say('from_to', lang, low=low, high=high)})"


@dataclass(frozen=True)
class _Scale:
    """Values across: edges in pixels and the values there."""

    left: float
    right: float
    low: float
    high: float

    def x(self, value: float) -> float:
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low)


def _scaled(differences: Sequence[Difference], left: float, right: float) -> tuple[_Scale, list[float]]:
    """Return a scale with zero on it and its round ticks."""
    ends = [0.0, *(end for each in differences for end in each.ends)]
    span = max(ends) - min(ends) or 1.0
    most = max(int((right - left) // 90.0), 2)
    step = next((each for each in _STEPS if span / each <= most), span)
    low, high = math.floor(min(ends) / step + 1e-9), math.ceil(max(ends) / step - 1e-9)
    ticks = [n * step for n in range(low, max(high, low + 1) + 1)]
    return _Scale(left, right, ticks[0], ticks[-1]), ticks


def _axis(
    scale: _Scale, ticks: Sequence[float], fields: Sequence[tuple[float, float]], theme: Theme, lang: str
) -> list[str]:
    """Draw the lines of the scale in the fields of the marks, and its figures below the last."""
    digits = 0 if all(abs(each - round(each)) < 1e-9 for each in ticks) else 1
    parts = []
    for each in ticks:
        x, strong = scale.x(each), abs(each) < 1e-9
        for top, bottom in fields:
            parts.append(tag("line", x1=x, x2=x, y1=top, y2=bottom, stroke=theme.quiet if strong else theme.rule))
        text = number(each, lang, digits, sign=True)
        parts.append(words(x, fields[-1][1] + 20.0, text, paint=theme.quiet, size=SMALL, text_anchor="middle"))
    return parts


def _row(each: Difference, scale: _Scale, y: float, lines: int, theme: Theme, lang: str, digits: int) -> str:
    """Draw a difference: name and figures in one line or two, and its mark below them."""
    low, high = each.ends
    text, middle, right = each.figures(lang, digits), y + lines * LINE + 16.0, scale.right + 12.0
    name = words(0.0, y + 18.0, cut(each.name, right - 14.0, LARGE), paint=each.letters, size=LARGE, font_weight="600")
    place, anchor = (right, "end") if lines == 1 else (0.0, "start")
    figures = words(place, y + 18.0 + (lines - 1) * LINE, text, paint=theme.ink, size=LARGE, text_anchor=anchor)
    line = tag("line", x1=scale.x(low), x2=scale.x(high), y1=middle, y2=middle, stroke=each.paint, stroke_width=5.0,
               stroke_linecap="round")  # fmt: skip
    point = tag("circle", cx=scale.x(each.value), cy=middle, r=8.0, fill=each.paint)
    return tag("g", [hint(f"{each.name}: {text}"), name, figures, line, point])


def draw_differences(
    title: str, differences: Sequence[Difference], *, unit: str, width: float, theme: Theme, lang: str = "en",
    digits: int = 1,
) -> str:  # fmt: skip
    """Draw differences with their intervals.

    Parameters
    ----------
    title : str
        What the picture shows; said by screen readers, not drawn.
    differences : sequence of Difference
    unit : str
        What stands below the axis, for example "percentage points".
    width : float
        Pixels there are.
    theme : Theme
    lang : {"en", "de"}
    digits : int
        Decimal places of the figures.

    Returns
    -------
    str
        An SVG; the same data always gives the same text.
    """
    texts = [each.figures(lang, digits) for each in differences]
    together = (1.1 * width_of(each.name, LARGE) + width_of(text, LARGE)
                for each, text in zip(differences, texts, strict=True))  # fmt: skip
    lines = 1 if max(together, default=0.0) + 40.0 <= width else 2
    tall = lines * LINE + 46.0
    scale, ticks = _scaled(differences, 14.0, width - 26.0)
    tops = [ABOVE + n * tall for n in range(max(len(differences), 1))]
    fields = [(top + lines * LINE + MARKS[0], top + lines * LINE + MARKS[1]) for top in tops]
    bottom = fields[-1][1]
    parts = _axis(scale, ticks, fields, theme, lang)
    below = wrap(unit, width - 14.0, SMALL, lines=3)
    for n, line in enumerate(below):
        parts.append(words(scale.left, bottom + 44.0 + n * 19.0, line, paint=theme.quiet, size=SMALL))
    for each, top in zip(differences, tops, strict=False):
        parts.append(_row(each, scale, top, lines, theme, lang, digits))
    said = "; ".join(f"{each.name} {text}" for each, text in zip(differences, texts, strict=True))
    return picture(width, bottom + 34.0 + len(below) * 19.0, f"{title}: {said}.", parts)
