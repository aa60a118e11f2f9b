"""Draws the rooms by floor, as the imports in the sources have them: each stands above all that it imports."""

from __future__ import annotations

from drawing import BLUE, GREEN, INK, ORANGE, PAPER, QUIET, box, page, words
from rooms import floors, modules, room

COLOURS = {"model": BLUE, "scenarios": GREEN, "analysis": ORANGE}
WIDTH, EDGE, TOP, TALL, GAP = 1440, 32, 96, 62, 12
LABEL = 92


def _rooms() -> list[list[str]]:
    """Return the rooms by floor from the ground up, without the faces of packages."""
    files = {each: [name for name in modules() if room(name) == each and name != each] for each in map(room, modules())}
    found = [[each for each in names if files[each] or each.count(".") == 1] for names in floors()]
    return [[each for each in names if each not in ("analysis", "scenarios")] for names in found]


def _many(name: str) -> str:
    """Return how many modules a room has, in words."""
    count = sum(1 for each, path in modules().items() if room(each) == name and path.name != "__init__.py")
    return "data" if count == 0 else f"{count} module{'s' if count > 1 else ''}"


def _row(names: list[str], y: float, number: int) -> list[str]:
    """Return one floor: its number, and a box for each room."""
    parts = [words(EDGE + 8, y + 38, f"{number}", 20, colour=QUIET)]
    wide = (WIDTH - 2 * EDGE - LABEL + GAP) / max(len(names), 6) - GAP
    for place, name in enumerate(names):
        x = EDGE + LABEL + place * (wide + GAP)
        top, *rest = name.split(".")
        parts += [
            box(x, y, wide, TALL, COLOURS[top], fill=PAPER if number % 2 else ""),
            words(x + 14, y + 27, rest[0] if rest else top, 18, weight=700, colour=COLOURS[top]),
            words(x + 14, y + 49, _many(name), 14, colour=QUIET),
        ]
    return parts


def picture() -> str:
    """Return the picture as SVG text."""
    found = [names for names in _rooms() if names]
    height = TOP + len(found) * (TALL + GAP) + 58
    parts = [words(EDGE + 8, 52, "Rooms by floor", 28, weight=700, colour=INK)]
    x = EDGE + 300
    for name, colour in reversed(COLOURS.items()):
        parts += [box(x, 33, 22, 22, colour), words(x + 32, 51, f"{name}/", 18, colour=INK)]
        x += 170
    for number, names in enumerate(found, start=1):
        parts += _row(names, TOP + (len(found) - number) * (TALL + GAP), number)
    foot = "Each room imports only from floors below its own. Read off the sources by docs/rooms.py."
    parts.append(words(EDGE + 8, height - 24, foot, 16, colour=QUIET))
    said = "; ".join(f"floor {n}: {', '.join(names)}" for n, names in enumerate(found, start=1))
    return page(WIDTH, height, "The rooms of the house by floor", said, parts)
