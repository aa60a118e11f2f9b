"""Outcomes over the months, with the name and last value at the end of each line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ...scenarios.words.catalogue import Words
from ...scenarios.words.months import marks_along
from ..words.phrases import percent
from .legend import legend
from .svg import cut, hint, picture, plain, tag, width_of, words
from .theme import Theme

SMALL = 14.0
LEFT, TOP, BOTTOM = 54.0, 12.0, 50.0
APART = 21.0
"""Least distance of two labels at lines' ends, pixels."""
NARROW = 560.0
"""Width below which names stand above the lines."""
_say = Words("drawings.curves")


@dataclass(frozen=True)
class Curve:
    """A share over the months so far.

    Attributes
    ----------
    name : str
        What is shown, in words.
    values : sequence of float
        Share in [0, 1] at the end of month 1, 2, ...; not a number where it is not known.
    fill, letters : str
        Colours of the line and of its name.
    dashed : bool
    """

    name: str
    values: Sequence[float]
    fill: str
    letters: str
    dashed: bool = False

    def label(self, lang: str, month: int = 0) -> str:
        """Return the name and the value of a month, or of the last one."""
        value = self.values[month - 1] if len(self.values) >= max(month, 1) else math.nan
        return self.name if math.isnan(value) else f"{self.name} {percent(value, lang)}"


@dataclass(frozen=True)
class _Frame:
    """The field in which lines are drawn: its edges in pixels, and its horizon."""

    right: float
    top: float
    bottom: float
    months: int

    def x(self, month: float) -> float:
        return LEFT + (self.right - LEFT) * month / self.months

    def y(self, share: float) -> float:
        return self.bottom - (self.bottom - self.top) * min(max(share, 0.0), 1.0)


def _axes(frame: _Frame, theme: Theme, lang: str) -> list[str]:
    parts = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = frame.y(share)
        rule = theme.quiet if share == 0.0 else theme.rule
        parts.append(tag("line", x1=LEFT, x2=frame.right, y1=y, y2=y, stroke=rule))
        text = percent(share, lang)
        parts.append(words(LEFT - 8.0, y + 5.0, text, paint=theme.quiet, size=SMALL, text_anchor="end"))
    for month, text in marks_along(frame.months, (frame.right - LEFT) // 48.0, lang):
        x = frame.x(month)
        parts.append(tag("line", x1=x, x2=x, y1=frame.bottom, y2=frame.bottom + 5.0, stroke=theme.quiet))
        parts.append(words(x, frame.bottom + 21.0, text, paint=theme.quiet, size=SMALL, text_anchor="middle"))
    parts.append(words(LEFT, frame.bottom + 43.0, _say("axis", lang), paint=theme.quiet, size=SMALL))
    return parts


def _line(curve: Curve, frame: _Frame) -> list[str]:
    """Draw a line through the known months, with a point at its end."""
    steps, known = [], False
    for month, value in enumerate(curve.values[: frame.months], start=1):
        if math.isnan(value):
            known = False
            continue
        steps.append(f"{'L' if known else 'M'}{plain(frame.x(month))} {plain(frame.y(value))}")
        known = True
    if not steps:
        return []
    dashes = {"stroke_dasharray": "7 5"} if curve.dashed else {}
    path = tag(
        "path", d="".join(steps), fill="none", stroke=curve.fill, stroke_width=3.0, stroke_linejoin="round", **dashes
    )
    x, y = steps[-1][1:].split(" ")
    return [path, tag("circle", cx=x, cy=y, r=4.5, fill=curve.fill)]


def apart(wished: Sequence[float], low: float, high: float) -> list[float]:
    """Return places near the wished ones, in the same order, at least `APART` from each other.

    They stay between ``low`` and ``high`` as long as there is room for all of them.
    """
    order = sorted(range(len(wished)), key=lambda i: (wished[i], i))
    places: list[float] = []
    for index in order:
        places.append(max(wished[index], places[-1] + APART if places else low))
    limit = max(high, low + APART * (len(places) - 1))
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], limit)
        limit = places[index] - APART
    found = [0.0] * len(wished)
    for index, place in zip(order, places, strict=True):
        found[index] = place
    return found


def _ends(curves: Sequence[Curve], frame: _Frame, room: float, theme: Theme, lang: str) -> list[str]:
    """Write each name at the end of its line."""
    shown = [(each, value) for each in curves if each.values and not math.isnan(value := each.values[-1])]
    places = apart([frame.y(value) for _, value in shown], frame.top + 4.0, frame.bottom - 12.0)
    parts = []
    for (curve, _), place in zip(shown, places, strict=True):
        x = frame.x(min(len(curve.values), frame.months)) + 12.0
        text = cut(curve.label(lang), room - 14.0)
        parts.append(words(
            x, place + 5.0, text, paint=curve.letters, font_weight="600", stroke=theme.background, stroke_width=4.0,
            stroke_linejoin="round", paint_order="stroke",
        ))  # fmt: skip
    return parts


def _months(curves: Sequence[Curve], frame: _Frame, lang: str) -> list[str]:
    """Lay an invisible column with all figures over each month that has passed."""
    wide = frame.x(1) - frame.x(0)
    parts = []
    for month in range(1, min(max((len(each.values) for each in curves), default=0), frame.months) + 1):
        text = f"{_say('month', lang, month=month)}: " + ", ".join(each.label(lang, month) for each in curves)
        parts.append(tag(
            "rect", hint(text), x=frame.x(month) - wide / 2.0, y=frame.top, width=wide,
            height=frame.bottom - frame.top, fill="transparent",
        ))  # fmt: skip
    return parts


def _summary(title: str, curves: Sequence[Curve], lang: str) -> str:
    month = max((len(each.values) for each in curves), default=0)
    until = _say("until", lang, month=month) if month else _say("no month yet", lang)
    return f"{title}, {until}: " + ", ".join(each.label(lang) for each in curves) + "."


def draw_curves(
    title: str, curves: Sequence[Curve], *, months: int, width: float, theme: Theme, lang: str = "en",
    height: float = 300.0,
) -> str:  # fmt: skip
    """Draw shares over the months.

    Parameters
    ----------
    title : str
        What the picture shows; said by screen readers, not drawn.
    curves : sequence of Curve
    months : int
        Horizon, 1 or more.
    width, height : float
        Pixels there are; below a width of 560 the names stand above the lines, which adds height.
    theme : Theme
    lang : {"en", "de"}

    Returns
    -------
    str
        An SVG; the same data always gives the same text.
    """
    beside = width >= NARROW
    room = min(max((width_of(f"{each.name} 100 %") for each in curves), default=0.0) + 26.0, 0.4 * width)
    parts: list[str] = []
    top = TOP
    if not beside:
        parts, top = legend([(each.fill, cut(each.label(lang), width - 30.0)) for each in curves], 0.0, width, theme)
    frame = _Frame(width - (room if beside else 14.0), top + 6.0, top + height - BOTTOM, months)
    parts += _axes(frame, theme, lang)
    for each in curves:
        parts += _line(each, frame)
    if beside:
        parts += _ends(curves, frame, room, theme, lang)
    parts += _months(curves, frame, lang)
    return picture(width, top + height, _summary(title, curves, lang), parts)
