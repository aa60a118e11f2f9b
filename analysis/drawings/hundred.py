"""A share as so many out of a hundred squares: easier to take in than a percentage."""

from __future__ import annotations

import math

from ..words.phrases import number
from .legend import legend
from .svg import picture, plain, tag
from .theme import Theme

HUNDRED, COLUMNS = 100, 20
LARGEST = 44.0
"""Side of a square with its gap, pixels, at most."""
NARROW = 520.0
"""Width below which the squares stand in ten columns."""


def _filled(share: float, side: float, columns: int, top: float, *, rest: bool) -> str:
    """Return the path of what a share fills of the squares, or of what it leaves; the last may be filled in part."""
    size, steps = side - 4.0, []
    for place in range(HUNDRED):
        row, column = divmod(place, columns)
        part = min(max(HUNDRED * share - place, 0.0), 1.0)
        x, y = column * side, top + row * side
        high = size * part
        if rest:
            high = size - high
        else:
            y += size - high
        if high > 0.05:
            steps.append(f"M{plain(x)} {plain(y)}h{plain(size)}v{plain(high)}h-{plain(size)}z")
    return "".join(steps)


def draw_hundred(
    share: float,
    *,
    filled: str,
    empty: str,
    paint: str,
    width: float,
    theme: Theme,
    lang: str = "en",
    height: float = 0.0,
) -> str:
    """Draw a share as a hundred squares.

    Parameters
    ----------
    share : float
        In [0, 1].
    filled, empty : str
        What a filled and an empty square stand for, in words.
    paint : str
        Colour of the filled ones.
    width : float
        Pixels there are.
    theme : Theme
    lang : {"en", "de"}
    height : float
        Pixels that the squares should not exceed, 0 for any.

    Returns
    -------
    str
        An SVG; the same data always gives the same text.
    """
    share = 0.0 if math.isnan(share) else min(max(share, 0.0), 1.0)
    keys, top = legend([(paint, filled), (theme.fills["shadow_use"], empty)], 0.0, width, theme)
    top += 12.0
    columns = COLUMNS if width >= NARROW else COLUMNS // 2
    side = min(LARGEST, width / columns, height / (HUNDRED // columns) if height else LARGEST)
    parts = [
        tag("path", d=path, fill=colour)
        for colour, path in (
            (theme.fills["shadow_use"], _filled(share, side, columns, top, rest=True)),
            (paint, _filled(share, side, columns, top, rest=False)),
        )
        if path
    ]
    said = f"{filled}: {number(HUNDRED * share, lang, 1)}; {empty}: {number(HUNDRED * (1.0 - share), lang, 1)}"
    return picture(width, top + HUNDRED // columns * side, said, [*keys, *parts])
