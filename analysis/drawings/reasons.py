"""What speaks for and against each way of working, as a person weighs it: bars to the right and to the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...scenarios.ground.adding import added
from ...scenarios.words.catalogue import Words
from ..words.phrases import number, percent
from .svg import LARGE, SIZE, hint, picture, tag, width_of, words, wrap
from .theme import Meaning, Theme, label

LINE, BAR, BETWEEN = 19.0, 14.0, 16.0
LEAST = 0.05
"""Terms are written with one digit; those that would be 0.0 are left out."""
WIDEST = 760.0
_say = Words("drawings.reasons")


@dataclass(frozen=True)
class Side:
    """One way of working.

    Attributes
    ----------
    way : {"deep_use", "compliance_use", "shadow_use"}
        The outcome that measures it.
    chance : float
        Chance that it is chosen, in [0, 1].
    terms : sequence of tuple of str and float
        What speaks for it (positive) and against it (negative), in words and in logits.
    """

    way: Meaning
    chance: float
    terms: Sequence[tuple[str, float]]

    def shown(self) -> list[tuple[str, float]]:
        """Return the terms that can be seen, the weightiest first."""
        return sorted((each for each in self.terms if abs(each[1]) >= LEAST), key=lambda each: -abs(each[1]))


def _chances(sides: Sequence[Side], width: float, y: float, theme: Theme) -> str:
    """Draw the chances of the ways of working as one bar."""
    x, parts = 0.0, []
    for side in sides:
        wide = width * side.chance
        parts.append(tag("rect", x=x, y=y, width=max(wide - 1.0, 0.0), height=BAR, fill=theme.fills[side.way]))
        x += wide
    return "".join(parts)


def _term(
    named: str, size: float, lines: Sequence[str], y: float, scale: tuple[float, float], paint: str, theme: Theme,
    lang: str,
) -> str:  # fmt: skip
    """Draw one term: its name, its bar, its weight at the bar's end."""
    zero, unit = scale
    wide, weight = abs(size) * unit, number(size, lang, 1, sign=True)
    parts = [hint(f"{named}: {weight}")]
    parts += [words(0.0, y + 14.0 + n * LINE, line, paint=theme.ink) for n, line in enumerate(lines)]
    middle = y + LINE * len(lines) / 2.0
    parts.append(
        tag("rect", x=zero if size > 0.0 else zero - wide, y=middle - BAR / 2.0, width=wide, height=BAR, fill=paint)
    )
    right = size > 0.0
    end = zero + (wide + 6.0 if right else -wide - 6.0)
    parts.append(words(end, middle + 5.0, weight, paint=theme.quiet, text_anchor="start" if right else "end"))
    return tag("g", parts)


def _head(side: Side, y: float, theme: Theme, lang: str) -> list[str]:
    said = _say("chance", lang, way=label(side.way, lang), chance=percent(side.chance, lang))
    total = _say("sum", lang, total=number(added(term for _, term in side.terms), lang, 1, sign=True))
    return [
        tag("rect", x=0.0, y=y + 3.0, width=BAR, height=BAR, rx=3.0, fill=theme.fills[side.way]),
        words(BAR + 8.0, y + 16.0, said, paint=theme.ink, size=LARGE, font_weight="600"),
        words(BAR + 8.0, y + 16.0 + LINE, total, paint=theme.quiet),
    ]


def draw_reasons(sides: Sequence[Side], *, width: float, theme: Theme, lang: str = "en", title: str = "") -> str:
    """Draw what a person weighs, way by way.

    Parameters
    ----------
    sides : sequence of Side
    width : float
        Pixels there are.
    theme : Theme
    lang : {"en", "de", "fr"}
    title : str
        Whose reasons they are, and about what, for screen readers.

    Returns
    -------
    str
        An SVG; the same data always gives the same text.
    """
    wide = min(width, WIDEST)
    left, room = 0.46 * wide, width_of("+10.0") + 10.0
    sizes = [term for side in sides for _, term in side.shown()]
    low, high = min([*sizes, 0.0]), max([*sizes, 0.0])
    unit = (wide - left - 2.0 * room) / max(high - low, 1.0)
    zero = left + room - low * unit
    parts, y = [_chances(sides, wide, 0.0, theme)], BAR + BETWEEN
    for side in sides:
        parts += _head(side, y, theme, lang)
        y += 2.0 * LINE + 8.0
        top = y
        for named, size in side.shown():
            lines = wrap(named[:1].upper() + named[1:], left - 10.0, SIZE, lines=3)
            parts.append(_term(named, size, lines, y, (zero, unit), theme.fills[side.way], theme, lang))
            y += LINE * len(lines) + 5.0
        if y > top:
            parts.append(tag("line", x1=zero, x2=zero, y1=top - 2.0, y2=y - 3.0, stroke=theme.ink, stroke_width=1.0))
        y += BETWEEN
    said = " ".join(_spoken(side, lang) for side in sides)
    return picture(wide, y - BETWEEN + 2.0, f"{title or _say('title', lang)}. {said}", parts)


def _spoken(side: Side, lang: str) -> str:
    named = ", ".join(f"{each} {number(size, lang, 1, sign=True)}" for each, size in side.shown())
    return f"{_say('chance', lang, way=label(side.way, lang), chance=percent(side.chance, lang))}: {named}."
