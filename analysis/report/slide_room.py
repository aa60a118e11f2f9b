"""How much room texts take on a slide: an estimate on the wide side, for every program has other fonts."""

from __future__ import annotations

from collections.abc import Sequence

from ...scenarios.ground.adding import added
from ..drawings.svg import width_of as on_screen

POINT = 12_700
"""Units of PowerPoint to a point."""
WIDER = 1.13
"""Times as wide as on a screen: what programs take for a font that is not there is wide."""
LEADING, AFTER = 1.2, 0.6
"""Height of a line, and what is left below a paragraph, in sizes of the letters."""
ASIDE, ABOVE = 182_880, 91_440
"""What a cell of a table keeps free to the left and right, and above and below."""
WIDEST, WHOLE = 40, 14
"""Letters of a column that are given room before its lines are broken; those of an amount or a name that never is."""
BOLD = 1.28
"""Times as wide are headings."""


def width_of(text: str, size: int) -> float:
    """Return the width of a text on one line."""
    return WIDER * on_screen(text, size) * POINT


def lines_of(text: str, width: float, size: int) -> int:
    """Return how many lines a text is broken into."""
    return int(added(_broken(line, max(width, 1.0), size) for line in text.split("\n")))


def _broken(line: str, width: float, size: int) -> int:
    """Return how many lines one becomes; a word that is too long is broken too."""
    found, filled = 1, 0.0
    for word in line.split(" "):
        wide = width_of(word, size)
        if filled and filled + width_of(" ", size) + wide > width:
            found, filled = found + 1, 0.0
        filled += wide + (width_of(" ", size) if filled else 0.0)
        found, filled = found + int(filled // width), filled % width
    return found


def height_of(paragraphs: Sequence[str], width: float, size: int) -> float:
    """Return the height of paragraphs."""
    return size * POINT * added(lines_of(each, width, size) * LEADING + AFTER for each in paragraphs)


def largest(paragraphs: Sequence[str], room: tuple[float, float], sizes: Sequence[int]) -> int:
    """Return the largest size at which paragraphs go into a width and a height; the last one where none does."""
    return next((each for each in sizes if height_of(paragraphs, room[0], each) <= room[1]), sizes[-1])


def columns(rows: Sequence[Sequence[str]], room: int, size: int) -> list[int]:
    """Share a width out among columns: what must not be broken first, then the longest line up to `WIDEST` letters."""
    cells = [[str(row[n]) for row in rows] for n in range(len(rows[0]))]
    least = [ASIDE + max((width_of(part, size) for part in _whole(each)), default=0.0) for each in cells]
    heads = [ASIDE + BOLD * max(width_of(word, size) for word in str(head).split() or [""]) for head in rows[0]]
    least = [max(each) for each in zip(least, heads, strict=True)]
    longest = [max(len(line) for cell in each for line in cell.split("\n")) for each in cells]
    wanted = [
        max(small, ASIDE + width_of("x" * min(WIDEST, long), size)) for small, long in zip(least, longest, strict=True)
    ]
    if added(wanted) <= room:
        return [int(room * each / added(wanted)) for each in wanted]
    if added(least) >= room:
        return [int(room * each / added(least)) for each in least]
    share = (room - added(least)) / (added(wanted) - added(least))
    return [int(small + share * (more - small)) for small, more in zip(least, wanted, strict=True)]


def _whole(cells: Sequence[str]) -> list[str]:
    """Return what is not broken in a column, its heading aside: short cells, and the words of the others."""
    return [part for cell in cells[1:] for part in ([cell] if len(cell) <= WHOLE else cell.split())]


def heights(rows: Sequence[Sequence[str]], widths: Sequence[int], size: int) -> list[int]:
    """Return the height of each row of a table."""
    return [
        int(
            ABOVE
            + LEADING * size * POINT
            * max(lines_of(str(cell), wide - ASIDE, size) for cell, wide in zip(row, widths, strict=True))
        )
        for row in rows
    ]  # fmt: skip
