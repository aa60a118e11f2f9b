"""A whole company on little room: departments as labelled groups of people, managers and champions marked.

The page moves these pictures from month to month by itself. What it needs for that stands in ``data-``
attributes: where each department's squares are, and which paths hold which way of working.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...scenarios.words.catalogue import Words
from ..words.phrases import number, percent
from .legend import SWATCH, Sign, legend
from .people import LINE, PeopleGroup, Squares, stacked
from .scale import depth_of, depths
from .svg import LARGE, cut, hint, picture, plain, tag, width_of, words
from .theme import WAYS, Theme, label

LARGEST, SMALLEST = 26.0, 4.0
GUTTER, BETWEEN = 28.0, 14.0
HEAD = 2.0 * LINE + 4.0
SIGN = 6.0
"""Side of a square from which managers and champions are marked on it."""
TWO_COLUMNS = 400.0
"""Width from which departments stand in two columns."""
_say = Words("drawings.company")


@dataclass(frozen=True)
class Marks:
    """Who stands out in a department: places in its group, from 0."""

    leads: Sequence[int] = ()
    champions: Sequence[int] = ()


@dataclass(frozen=True)
class Cell:
    """The room of one department."""

    left: float
    top: float
    width: float
    squares: Squares


def _columns(width: float, departments: int) -> int:
    return 2 if width >= TWO_COLUMNS and departments > 1 else 1


def laid_out(groups: Sequence[PeopleGroup], width: float, tallest: float, top: float) -> tuple[list[Cell], float]:
    """Return the room of each department with the largest squares that fit, and where the picture ends."""
    columns = _columns(width, len(groups))
    room = (width - GUTTER * (columns - 1)) / columns
    side = LARGEST
    while True:
        cells, y = [], top
        for first in range(0, len(groups), columns):
            line = groups[first : first + columns]
            places = [Squares(k * (room + GUTTER), room, side) for k in range(len(line))]
            cells += [Cell(place.left, y, room, place) for place in places]
            tall = max(place.height(len(each.deep)) for place, each in zip(places, line, strict=True))
            y += HEAD + tall + BETWEEN
        if y - BETWEEN - top <= tallest * (2.0 if columns == 1 else 1.0) or side <= SMALLEST:
            return cells, y - BETWEEN
        side -= 1.0


def _by_depth(group: PeopleGroup, cell: Cell, top: float, theme: Theme) -> list[str]:
    """Draw everybody's square in the shade of their real use, one path per shade."""
    size = cell.squares.square
    paths: list[list[str]] = [[] for _ in depths(theme)]
    for person, share in enumerate(group.deep):
        x, y = cell.squares.corner(person, top)
        paths[depth_of(share)].append(f"M{plain(x)} {plain(y)}h{plain(size)}v{plain(size)}h-{plain(size)}z")
    return [
        tag("path", d="".join(path), fill=paint, data_crm=f"depth-{number_}")
        for number_, (paint, path) in enumerate(zip(depths(theme), paths, strict=True))
    ]


def _by_way(group: PeopleGroup, cell: Cell, top: float, theme: Theme) -> list[str]:
    paths = stacked(group, cell.squares, top)
    return [
        tag("path", d="".join(path), fill=theme.fills[way], data_crm=f"way-{number_}")
        for number_, (way, path) in enumerate(zip(WAYS, paths, strict=True))
    ]


def ring(x: float, y: float, size: float) -> str:
    """Return the outline of a manager's square."""
    return f"M{plain(x)} {plain(y)}h{plain(size)}v{plain(size)}h-{plain(size)}z"


def diamond(x: float, y: float, size: float) -> str:
    """Return the sign of a champion in a square."""
    half, across = size / 2.0, 0.3 * size
    middle = x + half, y + half
    return (
        f"M{plain(middle[0])} {plain(middle[1] - across)}l{plain(across)} {plain(across)}"
        f"l-{plain(across)} {plain(across)}l-{plain(across)} -{plain(across)}z"
    )


def _marked(marks: Marks, cell: Cell, top: float, theme: Theme) -> list[str]:
    size = cell.squares.square
    if size < SIGN:
        marks = Marks()
    rings = "".join(ring(*cell.squares.corner(person, top), size) for person in marks.leads)
    signs = "".join(diamond(*cell.squares.corner(person, top), size) for person in marks.champions)
    thick = 2.0 if size >= 10.0 else 1.0
    return [
        tag("path", d=rings, fill="none", stroke=theme.ink, stroke_width=thick),
        tag("path", d=signs, fill=theme.background, stroke=theme.ink, stroke_width=1.0, data_crm="champions"),
    ]


def _before_share(group: PeopleGroup, room: float, lang: str) -> str:
    """Return what stands before the share of real use: how many people, as fully as there is room."""
    n = number(group.people, lang)
    heads = group.headcount(lang), _say("people short", lang, n=n), n
    said = [f"{head} · {label('deep_use', lang)} " for head in heads]
    return next((each for each in said if width_of(f"{each}100 %") <= room), said[-1])


def _department(
    group: PeopleGroup, marks: Marks, cell: Cell, first: int, theme: Theme, lang: str, colour: str, filled: bool
) -> str:
    """Draw a department: name, figures, people."""
    top = cell.top + HEAD
    said, share = _before_share(group, cell.width, lang), percent(group.shares()[0], lang)
    parts = [
        words(cell.left, cell.top + 16.0, cut(group.title, cell.width, LARGE), paint=theme.ink, size=LARGE,
              font_weight="600"),
        words(cell.left, cell.top + 16.0 + LINE, said + share, paint=theme.quiet, data_crm="share", data_words=said),
    ]  # fmt: skip
    if filled:
        parts += (_by_depth if colour == "depth" else _by_way)(group, cell, top, theme)
    parts += _marked(marks, cell, top, theme)
    squares = cell.squares
    return tag(
        "g", parts, data_crm="department", data_left=f"{cell.left:.4f}", data_top=f"{top:.4f}",
        data_columns=str(squares.columns), data_side=f"{squares.side:.4f}", data_size=f"{squares.square:.4f}",
        data_first=str(first), data_people=str(len(group.deep)),
    )  # fmt: skip


def keys(theme: Theme, lang: str, colour: str = "way") -> list[tuple[str, str]]:
    """Return what the colours of people mean, as pairs of colour and words."""
    if colour != "depth":
        return [(theme.fills[way], label(way, lang)) for way in WAYS]
    said = [
        _say("none really used", lang),
        *(_say("up to", lang, high=percent(step / 5.0, lang)) for step in range(1, 6)),
    ]
    return list(zip(depths(theme), said, strict=True))


def marks_in_words(lang: str) -> tuple[str, str]:
    """Return what an outlined square and a diamond mean."""
    return _say("manager", lang), _say("champion", lang)


def _signs(theme: Theme, lang: str) -> list[tuple[Sign, str]]:
    """Return the marks as they are drawn on people, with their meaning."""

    def sign(path: Callable[[float, float, float], str], fill: str, thick: float) -> Sign:
        return lambda x, y: (
            tag("rect", x=x, y=y, width=SWATCH, height=SWATCH, fill=theme.fills["shadow_use"])
            + tag("path", d=path(x, y, SWATCH), fill=fill, stroke=theme.ink, stroke_width=thick)
        )

    leads, champions = marks_in_words(lang)
    return [(sign(ring, "none", 2.0), leads), (sign(diamond, theme.background, 1.0), champions)]


def draw_company(
    groups: Sequence[PeopleGroup], *, width: float, theme: Theme, lang: str = "en", marks: Sequence[Marks] = (),
    colour: str = "way", tallest: float = 330.0, key: bool = True, title: str = "", filled: bool = True,
) -> str:  # fmt: skip
    """Draw the people of a company in labelled groups.

    Parameters
    ----------
    groups : sequence of PeopleGroup
        Departments in the order in which they are drawn.
    width : float
        Pixels there are; from 400 on departments stand in two columns.
    theme : Theme
    lang : {"en", "de"}
    marks : sequence of Marks
        Managers and champions of each department.
    colour : {"way", "depth"}
        Whether a square is filled by the ways of working, or in the shade of the person's real use.
    tallest : float
        Height in pixels that people should not exceed as long as squares can become smaller; twice that in one column.
    key : bool
        Whether colours, and marks if there are any, are explained in the picture.
    title : str
        What the picture shows, for screen readers.
    filled : bool
        Whether people's squares are drawn, or left for whoever paints them on a canvas below.

    Returns
    -------
    str
        An SVG; the same data always gives the same text.
    """
    signs = _signs(theme, lang) if marks else []
    parts, top = legend(keys(theme, lang, colour), 0.0, width, theme, signs) if key else ([], 0.0)
    top += 8.0 if key else 0.0
    people, bottom = departments(
        groups, width, top, theme, lang, marks=marks, colour=colour, tallest=tallest, filled=filled
    )
    said = spoken(groups, title or _say("title", lang), lang)
    return picture(width, bottom + 2.0, said, [*parts, *people])


def departments(
    groups: Sequence[PeopleGroup], width: float, top: float, theme: Theme, lang: str, *, marks: Sequence[Marks] = (),
    colour: str = "way", tallest: float = 330.0, filled: bool = True,
) -> tuple[list[str], float]:  # fmt: skip
    """Return the departments of a company as elements of a picture, and where they end (see `draw_company`)."""
    cells, bottom = laid_out(groups, width, tallest, top)
    parts, first = [], 0
    for number_, (group, cell) in enumerate(zip(groups, cells, strict=True)):
        mark = marks[number_] if marks else Marks()
        parts.append(_department(group, mark, cell, first, theme, lang, colour, filled))
        first += len(group.deep)
    parts.append(tag("g", hint(""), data_crm="ties", stroke=theme.ink, fill="none"))
    return parts, bottom


def spoken(groups: Sequence[PeopleGroup], title: str, lang: str) -> str:
    """Return what is said of a company to whoever does not see it."""
    said = " ".join(f"{each.title}: {label('deep_use', lang)} {percent(each.shares()[0], lang)}." for each in groups)
    return f"{title}. {said}"
