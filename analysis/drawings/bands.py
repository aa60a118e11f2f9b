"""Lines over the months with their bands, in any unit: scenarios side by side, or what differs between them.

The page moves a line for the month over these pictures; what it needs stands in ``data-`` attributes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...scenarios.words.catalogue import Words
from ...scenarios.words.months import marks_along
from ..words.phrases import NO_NUMBER, number
from .curves import apart
from .legend import legend
from .svg import hint, picture, plain, tag, width_of, words
from .theme import Theme
from .ticks import nice_ticks

SMALL = 14.0
TOP, BOTTOM, GAP = 26.0, 50.0, 8.0
TITLE = 18.0
"""Height of the unit's line where names stand below it."""
ENDS, BESIDE = 1.2, 0.42
"""How much wider bold letters are than `width_of` says, and the share of the width that names may take."""
_LEAST = 5.0
"""An axis spans at least so many times what can be read of its unit: where nothing differs it shows no noise."""
_say = Words("drawings.bands")


@dataclass(frozen=True)
class Line:
    """What is shown of one scenario.

    Attributes
    ----------
    name : str
        Short name, drawn at the end of the line.
    values : sequence of float
        Value at the end of month 1, 2, ...
    paint : str
    low, high : sequence of float
        Limits of the band; empty or not a number for none.
    letters : str
        Colour of the name; by default that of the line.
    """

    name: str
    values: Sequence[float]
    paint: str
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    letters: str = ""

    @property
    def has_band(self) -> bool:
        """Whether there are limits to be drawn."""
        return len(self.low) == len(self.values) and not any(math.isnan(each) for each in self.low)


@dataclass(frozen=True)
class Start:
    """Interventions that begin in a month (0 is go-live): who, what in words, in which colour."""

    month: int
    name: str
    what: str
    paint: str


@dataclass(frozen=True)
class Unit:
    """How values are written: times ``scale``, with so many digits, a sign if wanted, and something behind."""

    scale: float = 100.0
    suffix: str = " %"
    digits: int = 0
    sign: bool = False
    title: str = ""

    def text(self, value: float, lang: str, digits: int | None = None) -> str:
        """Return a value in words."""
        if math.isnan(value):
            return NO_NUMBER
        shown = number(self.scale * value, lang, self.digits if digits is None else digits, sign=self.sign)
        return shown + self.suffix


@dataclass(frozen=True)
class _Frame:
    """The field of the lines: edges in pixels, months across, values from bottom to top."""

    left: float
    right: float
    top: float
    bottom: float
    months: int
    low: float
    high: float
    ticks: tuple[float, ...] = field(default=())

    def x(self, month: float) -> float:
        return self.left + (self.right - self.left) * month / self.months

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)


def _limits(lines: Sequence[Line], zero: bool) -> tuple[float, float]:
    """Return the least and greatest value to be shown."""
    shown = (each for line in lines for each in (line.values, *((line.low, line.high) if line.has_band else ())))
    values = [value for each in shown for value in each if not math.isnan(value)]
    if zero or not values:
        values.append(0.0)
    return min(values), max(values)


def _framed(
    lines: Sequence[Line], months: int, room: tuple[float, float, float], unit: Unit, lang: str, zero: bool
) -> _Frame:
    """Return the field of the lines; ``room`` is its top, its right edge and the lower edge of the picture."""
    top, right, height = room
    low, high = (unit.scale * each for each in _limits(lines, zero))
    ticks = nice_ticks(low, high, most=max(int((height - top + TOP) // 48.0), 3), least=_LEAST * 10.0**-unit.digits)
    texts = [_tick(each, unit, ticks, lang) for each in ticks]
    left = max(width_of(text, SMALL) for text in texts) + 12.0
    real = tuple(each / unit.scale for each in ticks)
    return _Frame(left, right, top, height - BOTTOM, months, real[0], real[-1], real)


def _tick(value: float, unit: Unit, ticks: Sequence[float], lang: str) -> str:
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    digits = next((n for n in range(9) if math.isclose(round(step, n), step, rel_tol=1e-6)), 9)
    return number(value, lang, digits, sign=unit.sign) + unit.suffix


def _end(line: Line, unit: Unit, lang: str) -> str:
    return f"{line.name} {unit.text(line.values[-1], lang)}"


def _axes(frame: _Frame, unit: Unit, theme: Theme, lang: str) -> list[str]:
    parts, scaled = [], [each * unit.scale for each in frame.ticks]
    for value, shown in zip(frame.ticks, scaled, strict=True):
        y, strong = frame.y(value), abs(shown) < 1e-9
        parts.append(
            tag("line", x1=frame.left, x2=frame.right, y1=y, y2=y, stroke=theme.quiet if strong else theme.rule)
        )
        text = _tick(shown, unit, scaled, lang)
        parts.append(words(frame.left - GAP, y + 5.0, text, paint=theme.quiet, size=SMALL, text_anchor="end"))
    for month, text in marks_along(frame.months, (frame.right - frame.left) // 44.0, lang):
        x = frame.x(month)
        parts.append(tag("line", x1=x, x2=x, y1=frame.bottom, y2=frame.bottom + 5.0, stroke=theme.quiet))
        parts.append(words(x, frame.bottom + 21.0, text, paint=theme.quiet, size=SMALL, text_anchor="middle"))
    parts.append(words(frame.left, frame.bottom + 43.0, _say("axis", lang), paint=theme.quiet, size=SMALL))
    return parts


def _month_marked(month: int, frame: _Frame, theme: Theme, lang: str) -> list[str]:
    """Draw a light line where a month stands that the words are about, with its name above."""
    x, said = frame.x(month), _say("month", lang, month=month)
    return [
        tag("line", x1=x, x2=x, y1=frame.top - 4.0, y2=frame.bottom, stroke=theme.quiet, stroke_dasharray="3 4"),
        words(x, frame.top - 9.0, said, paint=theme.quiet, size=SMALL, text_anchor="middle"),
    ]


def _points(values: Sequence[float], frame: _Frame) -> list[str]:
    return [f"{plain(frame.x(month))} {plain(frame.y(value))}" for month, value in enumerate(values, start=1)]


def _band(line: Line, frame: _Frame) -> list[str]:
    if not line.has_band:
        return []
    around = "L".join([*_points(line.high, frame), *reversed(_points(line.low, frame))])
    return [tag("path", d=f"M{around}z", fill=line.paint, opacity="0.18")]


def _line(line: Line, frame: _Frame, theme: Theme) -> list[str]:
    """Draw a line, and the point that the page moves along it."""
    if not len(line.values):
        return []
    heights = " ".join(plain(frame.y(value)) for value in line.values)
    return [
        tag("path", d="M" + "L".join(_points(line.values, frame)), fill="none", stroke=line.paint, stroke_width=3.0,
            stroke_linejoin="round"),
        tag("circle", cx=frame.x(len(line.values)), cy=frame.y(line.values[-1]), r=5.0, fill=line.paint,
            stroke=theme.background, stroke_width=1.5, data_crm="dot", data_y=heights),
    ]  # fmt: skip


def _ends(lines: Sequence[Line], frame: _Frame, unit: Unit, theme: Theme, lang: str) -> list[str]:
    """Write each name and last value at the end of its line."""
    shown = [line for line in lines if len(line.values)]
    places = apart([frame.y(line.values[-1]) for line in shown], frame.top, frame.bottom - 4.0)
    return [
        words(frame.right + 10.0, place + 5.0, _end(line, unit, lang), paint=line.letters or line.paint,
              font_weight="600")
        for line, place in zip(shown, places, strict=True)
    ]  # fmt: skip


def _starts(starts: Sequence[Start], frame: _Frame) -> list[str]:
    """Draw where interventions begin, with the scenario's name above."""
    parts, taken = [], dict[int, int]()
    for each in starts:
        if each.month > frame.months:
            continue
        x = frame.x(each.month) + 2.5 * taken.get(each.month, 0)
        shift = 14.0 * taken.get(each.month, 0)
        taken[each.month] = taken.get(each.month, 0) + 1
        line = tag("line", x1=x, x2=x, y1=frame.top - 8.0, y2=frame.bottom, stroke=each.paint, stroke_width=1.5,
                   stroke_dasharray="2 4")  # fmt: skip
        name = words(x + 3.0 + shift, frame.top - 9.0, each.name, paint=each.paint, size=SMALL, font_weight="600")
        parts.append(tag("g", [hint(each.what), line, name]))
    return parts


def _months(lines: Sequence[Line], frame: _Frame, unit: Unit, lang: str) -> list[str]:
    """Lay an invisible column with all figures over each month."""
    wide, parts = frame.x(1) - frame.x(0), []
    for month in range(1, frame.months + 1):
        figures = ", ".join(_of_month(line, month, unit, lang) for line in lines if len(line.values) >= month)
        text = f"{_say('month', lang, month=month)}: {figures}"
        parts.append(tag("rect", hint(text), x=frame.x(month) - wide / 2.0, y=frame.top, width=wide,
                         height=frame.bottom - frame.top, fill="transparent"))  # fmt: skip
    return parts


def _of_month(line: Line, month: int, unit: Unit, lang: str) -> str:
    digits = unit.digits + (1 if unit.suffix else 0)
    middle = f"{line.name} {unit.text(line.values[month - 1], lang, digits)}"
    if not line.has_band:
        return middle
    low, high = (unit.text(limit[month - 1], lang, digits) for limit in (line.low, line.high))
    return f"{middle} ({low} … {high})"


def draw_bands(
    title: str, lines: Sequence[Line], *, months: int, width: float, theme: Theme, lang: str = "en",
    height: float = 250.0, unit: Unit | None = None, starts: Sequence[Start] = (), zero: bool = True,
    cursor: bool = True, marked: int = 0,
) -> str:  # fmt: skip
    """Draw lines over the months with their bands.

    Parameters
    ----------
    title : str
        What the picture shows; said by screen readers, not drawn.
    lines : sequence of Line
    months : int
        Horizon, 1 or more.
    width, height : float
        Pixels there are; where names and values are too long to stand beside the lines they stand above, which
        adds height.
    theme : Theme
    lang : {"en", "de"}
    unit : Unit, optional
        How values are written; percent by default.
    starts : sequence of Start
        Where interventions begin.
    zero : bool
        Whether zero is always shown.
    cursor : bool
        Whether there is a line that the page moves to the month.
    marked : int
        Month that is named in the picture, 0 for none; names above the lines then stand without their last value.

    Returns
    -------
    str
        An SVG; the same data always gives the same text.
    """
    unit = unit or Unit()
    widest = max((ENDS * width_of(_end(line, unit, lang)) for line in lines if len(line.values)), default=0.0)
    beside, parts, top = widest <= BESIDE * width, list[str](), 0.0
    if not beside:
        named = [(line.paint, line.name if marked else _end(line, unit, lang)) for line in lines if len(line.values)]
        parts, top = legend(named, 0.0, width, theme)
    right = width - (widest + 16.0 if beside else 14.0)
    if unit.title:
        parts.append(words(0, top + 14.0, unit.title, paint=theme.quiet, size=SMALL))
    head = TOP + (TITLE if unit.title and (starts or marked) else 0.0)
    frame = _framed(lines, months, (top + head, right, top + height), unit, lang, zero)
    parts += _axes(frame, unit, theme, lang)
    parts += _month_marked(marked, frame, theme, lang) if marked else []
    for line in lines:
        parts += _band(line, frame)
    parts += _starts(starts, frame)
    for line in lines:
        parts += _line(line, frame, theme)
    parts += _ends(lines, frame, unit, theme, lang) if beside else []
    if cursor:
        parts.append(tag("line", x1=frame.right, x2=frame.right, y1=frame.top, y2=frame.bottom, stroke=theme.ink,
                         stroke_width=1.5, data_crm="cursor", data_left=f"{frame.left:.4f}",
                         data_right=f"{frame.right:.4f}", data_months=str(months)))  # fmt: skip
    parts += _months(lines, frame, unit, lang)
    said = ", ".join(_of_month(line, len(line.values), unit, lang) for line in lines if len(line.values))
    return picture(width, top + height, f"{title}. {_say('month', lang, month=months)}: {said}.", parts)
