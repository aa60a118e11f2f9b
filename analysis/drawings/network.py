"""Who works with whom: everybody as a dot in the shade of their real use, with a line for each tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from statistics import fmean
from typing import Any

from ...scenarios.words.catalogue import Words
from ..words.phrases import number, percent
from .company import keys, spoken
from .legend import legend
from .people import LINE, PeopleGroup
from .scale import depth_of, depths
from .svg import LARGE, SIZE, cut, hint, picture, plain, tag, width_of, words, wrap
from .theme import Theme, label

Place = tuple[float, float]
MOST_SHOWN = 2000
"""People beyond which every second, third ... is shown, with the ties among those."""
WIDEST = 760.0
"""Pixels; a larger square would not show more."""
LARGEST, SMALLEST = 7.0, 1.5
"""Radius of a dot."""
CLOSEST = 0.36
"""Radius of a dot as a share of the distance to the nearest other one, so that dots never touch."""
_say = Words("drawings.network")


def _dot(x: float, y: float, radius: float) -> str:
    """Return a circle as a piece of a path."""
    r, across = plain(radius), plain(2.0 * radius)
    return f"M{plain(x - radius)} {plain(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z"


def _lines(ties: Sequence[tuple[int, int]], at: Mapping[int, Place]) -> str:
    """Return ties as one path."""
    return "".join(f"M{plain(at[a][0])} {plain(at[a][1])}L{plain(at[b][0])} {plain(at[b][1])}" for a, b in ties)


def _distance(places: Sequence[Place]) -> float:
    """Return how far apart the first two people of a department are, who are nearest on the spiral."""
    if len(places) < 2:
        return 1.0
    (a, b), (c, d) = places[:2]
    return float(((a - c) ** 2 + (b - d) ** 2) ** 0.5)


def _names(
    groups: Sequence[PeopleGroup], rows: Sequence[range], at: Mapping[int, Place], width: float, theme: Theme, lang: str
) -> list[str]:
    """Write each department's name above its people, within the picture."""
    parts = []
    for group, mine in zip(groups, rows, strict=True):
        known = [at[row] for row in mine if row in at]
        if not known:
            continue
        named = cut(group.title, width, LARGE)
        figures = f"{label('deep_use', lang)} {percent(group.shares()[0], lang)}"
        half = max(width_of(named, LARGE), width_of(figures)) / 2.0
        x = min(max(fmean(x for x, _ in known), half), width - half)
        y = min(y for _, y in known) - 14.0
        halo: dict[str, Any] = {
            "text_anchor": "middle", "paint_order": "stroke", "stroke": theme.background, "stroke_width": "4",
        }  # fmt: skip
        parts.append(words(x, y - LINE, named, paint=theme.ink, size=LARGE, font_weight="600", **halo))
        parts.append(words(x, y, figures, paint=theme.quiet, **halo))
    return parts


def draw_network(
    groups: Sequence[PeopleGroup], places: Sequence[Place], ties: Sequence[tuple[int, int]], *, width: float,
    theme: Theme, lang: str = "en", chosen: int | None = None,
) -> str:  # fmt: skip
    """Draw who is tied to whom, departments apart.

    Parameters
    ----------
    groups : sequence of PeopleGroup
        Departments; their people follow each other in rows.
    places : sequence of tuple of float
        x (to the right) and y (upwards) of everybody, in [-1, 1], by row.
    ties : sequence of tuple of int
        Rows of the two at the ends of each tie.
    width : float
        Pixels there are.
    theme : Theme
    lang : {"en", "de", "fr"}
    chosen : int, optional
        Row of a person to stand out, with the ties of that person.

    Returns
    -------
    str
        An SVG; the same data always gives the same text. A person who can be chosen carries ``data-row``.
    """
    wide, every = min(width, WIDEST), -(-len(places) // MOST_SHOWN)
    parts, top = _intro(every, width, theme, lang)
    edge, high = 12.0, top + 2.0 * LINE + 20.0
    reach = wide / 2.0 - edge
    shown = {row for row in range(len(places)) if row % every == 0 or row == chosen}
    at = {row: (edge + (places[row][0] + 1.0) * reach, high + (1.0 - places[row][1]) * reach) for row in sorted(shown)}
    starts = accumulate((len(each.deep) for each in groups), initial=0)
    rows = [range(first, end) for first, end in pairwise(starts)]
    apart = min((_distance([places[row] for row in mine]) for mine in rows if len(mine)), default=1.0)
    radius = min(max(CLOSEST * apart * reach, SMALLEST), LARGEST)
    among = [each for each in ties if each[0] in shown and each[1] in shown]
    thin = {"stroke": theme.quiet, "stroke_width": "0.6", "stroke_opacity": "0.32", "fill": "none"}
    parts.append(tag("path", d=_lines(among, at), **thin))
    if chosen is not None:
        own = [each for each in among if chosen in each]
        parts.append(tag("path", d=_lines(own, at), stroke=theme.ink, stroke_width=1.5, fill="none"))
    parts += _people(groups, rows, at, radius, theme, lang)
    if chosen is not None:
        x, y = at[chosen]
        parts.append(tag("circle", cx=x, cy=y, r=radius + 3.0, stroke=theme.ink, stroke_width=2.5, fill="none",
                         pointer_events="none"))  # fmt: skip
    parts += _names(groups, rows, at, wide, theme, lang)
    said = f"{spoken(groups, _say('title', lang), lang)} {_say('ties', lang, n=number(len(ties), lang))}"
    return picture(width, high + 2.0 * reach + edge, said, parts)


def _intro(every: int, width: float, theme: Theme, lang: str) -> tuple[list[str], float]:
    """Say what dots and lines are; return the elements and where they end."""
    told = _say("one dot" if every == 1 else "some", lang, n=number(every, lang))
    lines = wrap(told, width, SIZE, lines=3)
    parts = [words(0, 15.0 + index * LINE, line, paint=theme.quiet) for index, line in enumerate(lines)]
    (grey, _), *others = keys(theme, lang, "depth")
    entries, y = legend([(grey, _say("none", lang)), *others], len(lines) * LINE + 4.0, width, theme)
    return [*parts, *entries], y


def _people(
    groups: Sequence[PeopleGroup], rows: Sequence[range], at: Mapping[int, Place], radius: float, theme: Theme,
    lang: str,
) -> list[str]:  # fmt: skip
    """Draw everybody, one path per shade, and over it what says who they are where they have names."""
    paths: list[list[str]] = [[] for _ in depths(theme)]
    over = []
    for group, mine in zip(groups, rows, strict=True):
        for n, row in enumerate(mine):
            if row not in at:
                continue
            paths[depth_of(group.deep[n])].append(_dot(*at[row], radius))
            if group.names:
                told = hint(f"{group.names[n]}: {label('deep_use', lang)} {percent(group.deep[n], lang)}")
                x, y = at[row]
                over.append(tag("circle", told, cx=x, cy=y, r=radius + 3.0, fill="transparent", data_row=str(row)))
    shades = zip(paths, depths(theme), strict=True)
    drawn = [tag("path", d="".join(path), fill=paint, stroke=theme.background) for path, paint in shades if path]
    return [*drawn, *over]
