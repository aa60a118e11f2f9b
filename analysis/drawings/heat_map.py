"""Who uses what: a table of departments and features, shaded by the share of people in real use."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...scenarios.words.catalogue import Words
from ..words.phrases import percent
from .scale import letters_on, shades_of, step_of
from .svg import cut, hint, picture, tag, width_of, words, wrap
from .theme import Theme

ROW, GAP, SMALL = 26.0, 3.0, 14.0
HIGHEST = 150.0
"""Pixels that a department's name may take upright."""
_say = Words("drawings.heat_map")


def _lines(name: str, room: float) -> list[str]:
    """Break a name into lines; one long word is parted between two consonants where it then fits."""
    if " " in name or width_of(name, SMALL) <= room:
        return wrap(name, room, SMALL)
    for end in range(len(name) - 3, 2, -1):
        first, rest = f"{name[:end].removesuffix('-')}-", name[end:].removeprefix("-")
        between = not {name[end - 1].lower(), name[end].lower()} & set("aeiouäöüy")
        if between and max(width_of(first, SMALL), width_of(rest, SMALL)) <= room:
            return [first, rest]
    return [cut(name, room, SMALL)]


def _heads(columns: Sequence[str], left: float, wide: float, theme: Theme) -> tuple[list[str], float]:
    """Write the departments above their columns, upright where one of them would not fit across."""
    lines = [_lines(name, wide - 2.0) for name in columns]
    if any(line.endswith("…") for broken in lines for line in broken):
        return _upright(columns, left, wide, theme)
    high = 18.0 * max((len(each) for each in lines), default=1)
    parts = []
    for number, broken in enumerate(lines):
        x = left + number * wide + (wide - GAP) / 2.0
        for index, line in enumerate(broken):
            y = high - 18.0 * (len(broken) - 1 - index) - 4.0
            parts.append(words(x, y, line, paint=theme.ink, size=SMALL, text_anchor="middle"))
    return parts, high + 4.0


def _upright(columns: Sequence[str], left: float, wide: float, theme: Theme) -> tuple[list[str], float]:
    names = [cut(name, HIGHEST, SMALL) for name in columns]
    high, parts = max(width_of(name, SMALL) for name in names), []
    for number, name in enumerate(names):
        x = left + number * wide + (wide - GAP) / 2.0 + 5.0
        turned = f"rotate(-90 {x:.1f} {high:.1f})"
        parts.append(words(x, high, name, paint=theme.ink, size=SMALL, transform=turned))
    return parts, high + 6.0


def _cell(
    share: float, x: float, y: float, size: tuple[float, float], place: int, said: str, theme: Theme, lang: str
) -> str:
    """Draw a cell; one that does not matter stays empty."""
    wide, high = size
    field = {"x": x, "y": y, "width": wide - GAP, "height": high - GAP, "rx": 2.0}
    if math.isnan(share):
        return tag("rect", hint(said), **field, fill="none", stroke=theme.rule)
    step = step_of(share)
    box = tag("rect", hint(said), **field, fill=shades_of(theme.name)[step], data_crm="cell", data_place=str(place))
    text = words(
        x + (wide - GAP) / 2.0, y + high / 2.0 + 4.0, percent(share, lang), paint=letters_on(theme.name)[step],
        size=SMALL, text_anchor="middle", pointer_events="none", data_crm="cell-words", data_place=str(place),
    )  # fmt: skip
    return box + text


def draw_heat_map(
    features: Sequence[str], departments: Sequence[str], shares: Sequence[Sequence[float]], *, width: float,
    theme: Theme, lang: str = "en", title: str = "",
) -> str:  # fmt: skip
    """Draw the share of people in real use by feature and department.

    Parameters
    ----------
    features, departments : sequence of str
        Names in words, of rows and columns.
    shares : sequence of sequences of float, [D][F]
        Shares in [0, 1]; not a number where a feature does not matter to a department.
    width : float
        Pixels there are.
    theme : Theme
    lang : {"en", "de"}
    title : str
        What the picture shows, for screen readers.

    Returns
    -------
    str
        An SVG; the same data always gives the same text.
    """
    left = min(max((width_of(name, SMALL) for name in features), default=0.0) + 12.0, 0.42 * width)
    wide = (width - left) / max(len(departments), 1)
    parts, y = _heads(departments, left, wide, theme)
    for f, feature in enumerate(features):
        lines = _lines(feature, left - 10.0)
        high = max(ROW, 17.0 * len(lines) + 6.0)
        first = y + high / 2.0 + 4.0 - 8.5 * (len(lines) - 1)
        parts += [words(0, first + 17.0 * n, line, paint=theme.ink, size=SMALL) for n, line in enumerate(lines)]
        for d, department in enumerate(departments):
            share = float(shares[d][f])
            value = _say("irrelevant", lang) if math.isnan(share) else percent(share, lang)
            said = f"{feature}, {department}: {value}"
            parts.append(_cell(share, left + d * wide, y, (wide, high), d * len(features) + f, said, theme, lang))
        y += high
    return picture(width, y, f"{title or _say('title', lang)}.", parts)
