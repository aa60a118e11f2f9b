"""What each programme changes: a point and its confidence interval, one line each, on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..words import number
from .svg import SIZE, cut, hint, picture, tag, width_of, words
from .theme import Theme

ROW, BELOW, ABOVE = 62.0, 54.0, 10.0
SMALL = 14.0
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
        shown = [number(each, lang, digits, sign=True) for each in (self.value, *self.ends)]
        return shown[0] if math.isnan(self.low) else f"{shown[0]} ({shown[1]} … {shown[2]})"


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


def _axis(scale: _Scale, ticks: Sequence[float], bottom: float, theme: Theme, lang: str, unit: str) -> list[str]:
    digits = 0 if all(abs(each - round(each)) < 1e-9 for each in ticks) else 1
    parts = []
    for each in ticks:
        x, strong = scale.x(each), abs(each) < 1e-9
        parts.append(tag("line", x1=x, x2=x, y1=ABOVE, y2=bottom, stroke=theme.quiet if strong else theme.rule))
        text = number(each, lang, digits, sign=True)
        parts.append(words(x, bottom + 20.0, text, paint=theme.quiet, size=SMALL, text_anchor="middle"))
    parts.append(words(scale.left, bottom + 44.0, unit, paint=theme.quiet, size=SMALL))
    return parts


def _row(each: Difference, scale: _Scale, y: float, theme: Theme, text: str, room: float) -> str:
    low, high = each.ends
    middle = y + 40.0
    name = words(0.0, y + 18.0, cut(each.name, room), paint=each.letters, font_weight="600")
    figures = words(room + 12.0, y + 18.0, text, paint=theme.ink)
    line = tag("line", x1=scale.x(low), x2=scale.x(high), y1=middle, y2=middle, stroke=each.paint, stroke_width=4.0,
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
    widest = max((width_of(text, SIZE) for text in texts), default=0.0)
    named = max((1.08 * width_of(each.name, SIZE) for each in differences), default=0.0)
    room = max(min(named, width - widest - 20.0), 80.0)
    scale, ticks = _scaled(differences, 14.0, width - 26.0)
    bottom = ABOVE + ROW * len(differences) + 6.0
    parts = _axis(scale, ticks, bottom, theme, lang, unit)
    for n, (each, text) in enumerate(zip(differences, texts, strict=True)):
        parts.append(_row(each, scale, ABOVE + n * ROW, theme, text, room))
    said = "; ".join(f"{each.name} {text}" for each, text in zip(differences, texts, strict=True))
    return picture(width, bottom + BELOW, f"{title}: {said}.", parts)
