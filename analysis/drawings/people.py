"""The company as people: a square each, by department, filled by how they work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

from ...scenarios.ground.adding import added
from ...scenarios.words.catalogue import Words
from ..words.phrases import number, percent
from .legend import legend
from .svg import LARGE, SIZE, cut, hint, picture, plain, tag, width_of, words, wrap
from .theme import WAYS, Theme, label

LARGEST, SMALLEST = 28.0, 8.0
"""Sides of a person's square, pixels, with the gap to the next."""
TALLEST = 360.0
"""Height the departments together should not exceed while squares can still become smaller; more on a phone."""
MOST_SQUARES = 3000
"""Squares beyond which several people share one."""
LINE, BETWEEN = 21.0, 18.0
NARROW = 760.0
"""Width below which departments' names stand above their people."""
_say = Words("drawings.people")


@dataclass(frozen=True)
class PeopleGroup:
    """The people of a department.

    Attributes
    ----------
    title : str
        Name of the department in words.
    deep, minimum : sequence of float
        Share of each person's relevant features in real use and with the bare minimum, in [0, 1];
        together at most 1, the rest is done with own lists and old tools.
    names : sequence of str
        What each person is called when pointed at; empty for nobody.
    heads : int
        How many people they are where several are one; 0 where they are as many as there are shares.
    """

    title: str
    deep: Sequence[float]
    minimum: Sequence[float]
    names: Sequence[str] = ()
    heads: int = 0

    @property
    def people(self) -> int:
        """Number of people."""
        return self.heads or len(self.deep)

    def shares(self) -> tuple[float, float, float]:
        """Return the mean shares of the three ways of working, in the order of `WAYS`."""
        people = max(len(self.deep), 1)
        deep, minimum = added(self.deep) / people, added(self.minimum) / people
        return deep, minimum, max(1.0 - deep - minimum, 0.0)

    def headcount(self, lang: str) -> str:
        """Return the number of people in words."""
        return _say("person", lang) if self.people == 1 else _say("people", lang, n=number(self.people, lang))


@dataclass(frozen=True)
class Squares:
    """Where people's squares go: left edge and width of the field, side of a square with its gap."""

    left: float
    room: float
    side: float

    @property
    def columns(self) -> int:
        """How many squares stand in a row."""
        return max(int((self.room + 2.0) // self.side), 1)

    def height(self, people: int) -> float:
        """Return the height of so many people."""
        return -(-people // self.columns) * self.side

    def corner(self, person: int, top: float) -> tuple[float, float]:
        """Return the upper left corner of a person's square."""
        row, column = divmod(person, self.columns)
        return self.left + column * self.side, top + row * self.side

    @property
    def square(self) -> float:
        """Side of a square without its gap."""
        return self.side - (3.0 if self.side >= 16.0 else 2.0 if self.side >= 11.0 else 1.0)


def _band(group: PeopleGroup, place: Squares, lines: int) -> float:
    """Return the height of a department."""
    beside = lines * LINE if place.left else 0.0
    above = 0.0 if place.left else lines * LINE + 6.0
    return above + max(place.height(len(group.deep)), beside)


def _placed(groups: Sequence[PeopleGroup], left: float, width: float, lines: int) -> Squares:
    """Return the largest squares with which the departments stay together."""
    side, tallest = LARGEST, TALLEST if left else 1.6 * TALLEST
    while side > SMALLEST:
        place = Squares(left, width - left, side)
        if sum(_band(each, place, lines) + BETWEEN for each in groups) <= tallest:
            return place
        side -= 1.0
    return Squares(left, width - left, SMALLEST)


def stacked(group: PeopleGroup, place: Squares, top: float) -> list[list[str]]:
    """Return everybody's square as pieces of one path per way of working, stacked from the bottom."""
    size = place.square
    paths: list[list[str]] = [[], [], []]
    for person, (deep, minimum) in enumerate(zip(group.deep, group.minimum, strict=True)):
        x, y = place.corner(person, top)
        bottom = y + size
        for path, share in zip(paths[:2], (deep, minimum), strict=True):
            if share > 0.0:
                high = size * min(max(share, 0.0), 1.0)
                bottom -= high
                path.append(f"M{plain(x)} {plain(bottom)}h{plain(size)}v{plain(high)}h-{plain(size)}z")
        if bottom - y > 0.05:
            paths[2].append(f"M{plain(x)} {plain(y)}h{plain(size)}v{plain(bottom - y)}h-{plain(size)}z")
    return paths


def _painted(paths: Sequence[Sequence[str]], theme: Theme) -> list[str]:
    return [tag("path", d="".join(path), fill=theme.fills[way]) for way, path in zip(WAYS, paths, strict=True) if path]


def _sentence(shares: Sequence[float], lang: str) -> str:
    return ", ".join(f"{label(way, lang)} {percent(share, lang)}" for way, share in zip(WAYS, shares, strict=True))


def _hints(group: PeopleGroup, place: Squares, top: float, lang: str) -> list[str]:
    """Lay an invisible square with the person's figures over each of them."""
    size, found = place.square, []
    for person, name in enumerate(group.names):
        x, y = place.corner(person, top)
        deep, minimum = group.deep[person], group.minimum[person]
        text = f"{name}: {_sentence((deep, minimum, max(1.0 - deep - minimum, 0.0)), lang)}"
        found.append(tag("rect", hint(text), x=x, y=y, width=size, height=size, fill="transparent"))
    return found


def _department(
    group: PeopleGroup, shown: PeopleGroup, place: Squares, y: float, heads: Sequence[str], theme: Theme, lang: str
) -> tuple[str, float]:
    """Draw a department with its top at y; return it and its height."""
    deep = group.shares()[0]
    figures = f"{group.headcount(lang)} · {label('deep_use', lang)} {percent(deep, lang)}"
    parts = [hint(f"{group.title}, {group.headcount(lang)}: {_sentence(group.shares(), lang)}")]
    for index, head in enumerate(heads):
        parts.append(words(0, y + 15.0 + index * LINE, head, paint=theme.ink, size=LARGE, font_weight="600"))
    room = (place.left or place.room) - 16.0
    parts.append(words(0, y + 15.0 + len(heads) * LINE, cut(figures, room), paint=theme.quiet))
    lines = len(heads) + 1
    top = y if place.left else y + lines * LINE + 6.0
    parts += _painted(stacked(shown, place, top), theme) + _hints(shown, place, top, lang)
    return tag("g", parts), _band(shown, place, lines)


def _summary(groups: Sequence[PeopleGroup], lang: str) -> str:
    return f"{_say('title', lang)}. " + " ".join(f"{each.title}: {_sentence(each.shares(), lang)}." for each in groups)


def together(groups: Sequence[PeopleGroup]) -> int:
    """Return how many people share a square: one, or in large companies 2, 5, 10, 20, ..."""
    people = sum(len(each.deep) for each in groups)
    n, steps = 1, cycle((2.0, 2.5, 2.0))
    while people > n * MOST_SQUARES:
        n = int(n * next(steps))
    return n


def gathered(group: PeopleGroup, n: int) -> PeopleGroup:
    """Return a department with n people who follow each other as one, by their mean; nobody has a name then."""
    if n == 1:
        return group
    starts = range(0, len(group.deep), n)
    deep, minimum = (
        [added(part) / len(part) for part in (values[start : start + n] for start in starts)]
        for values in (group.deep, group.minimum)
    )
    return PeopleGroup(group.title, deep, minimum, heads=len(group.deep))


def _intro(n: int, width: float, theme: Theme, lang: str) -> tuple[list[str], float]:
    """Say what a square is and what its colours mean; return the elements and where they end."""
    lines = wrap(_say("one square" if n == 1 else "several a square", lang, n=number(n, lang)), width, SIZE, lines=3)
    parts = [words(0, 15.0 + index * LINE, line, paint=theme.quiet) for index, line in enumerate(lines)]
    entries = [(theme.fills[way], label(way, lang)) for way in WAYS]
    keys, y = legend(entries, len(lines) * LINE + 4.0, width, theme)
    return [*parts, *keys], y + 10.0


def draw_people(groups: Sequence[PeopleGroup], *, width: float, theme: Theme, lang: str = "en") -> str:
    """Draw the people of each department as squares filled by how they work.

    Parameters
    ----------
    groups : sequence of PeopleGroup
        Departments in the order in which they are drawn.
    width : float
        Pixels there are; below 760 the names stand above the people.
    theme : Theme
    lang : {"en", "de"}

    Returns
    -------
    str
        An SVG; the same data always gives the same text.
    """
    most = max((len(each.deep) for each in groups), default=0)
    people = _say("people", lang, n=number(max(most, 100), lang))
    figures = f"{people} · {label('deep_use', lang)} 100 %"
    left = 0.0 if width < NARROW else min(width_of(figures), 0.33 * width) + 16.0
    heads = [wrap(each.title, (left or width) - 16.0, LARGE) or [""] for each in groups]
    n = together(groups)
    shown = [gathered(each, n) for each in groups]
    parts, y = _intro(n, width, theme, lang)
    place = _placed(shown, left, width, max((len(each) for each in heads), default=0) + 1)
    for group, squares, head in zip(groups, shown, heads, strict=True):
        drawn, height = _department(group, squares, place, y, head, theme, lang)
        parts.append(drawn)
        y += height + BETWEEN
    return picture(width, y, _summary(groups, lang), parts)
