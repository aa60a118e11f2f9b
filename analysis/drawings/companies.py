"""Companies side by side: the same people under several programmes, each with its caption, on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from .company import departments, keys, spoken
from .legend import legend
from .people import PeopleGroup
from .svg import LARGE, cut, picture, plain, tag, words
from .theme import Theme

LEAST = 160.0
"""Width in pixels from which a company stands beside others."""
GUTTER, CAPTION = 24.0, 30.0


def draw_companies(
    companies: Sequence[tuple[str, Sequence[PeopleGroup]]], *, width: float, theme: Theme, lang: str = "en",
    tallest: float = 380.0, title: str = "",
) -> str:  # fmt: skip
    """Draw several companies side by side, or below each other where there is no room.

    Parameters
    ----------
    companies : sequence of (str, sequence of PeopleGroup)
        What stands above each, and its departments.
    width : float
        Pixels there are.
    theme : Theme
    lang : {"en", "de"}
    tallest : float
        Height in pixels that the people of one company should not exceed.
    title : str
        What the picture shows, for screen readers.

    Returns
    -------
    str
        An SVG; the same data always gives the same text. Each company is a group with ``data-crm="company"`` and
        the offset of its coordinates in ``data-x`` and ``data-y``.
    """
    columns = max(min(len(companies), int((width + GUTTER) // (LEAST + GUTTER))), 1)
    room = (width - GUTTER * (columns - 1)) / columns
    parts, top = legend(keys(theme, lang), 0.0, width, theme)
    y, deepest, said = top + 10.0, 0.0, [f"{title}."] if title else []
    for n, (caption, groups) in enumerate(companies):
        if n and n % columns == 0:
            y, deepest = y + deepest + 14.0, 0.0
        x, head = (n % columns) * (room + GUTTER), CAPTION if caption else 0.0
        people, height = departments(
            groups, room, 0.0, theme, lang, tallest=tallest / (2.4 if len(companies) > 1 else 1.0)
        )
        if caption:
            parts.append(words(x, y + 18.0, cut(caption, room, LARGE), paint=theme.ink, size=LARGE, font_weight="700"))
        place = f"translate({plain(x)} {plain(y + head)})"
        parts.append(tag("g", people, transform=place, data_crm="company", data_x=plain(x), data_y=plain(y + head)))
        said.append(spoken(groups, caption, lang) if caption else spoken(groups, title, lang))
        deepest = max(deepest, head + height)
    return picture(width, y + deepest + 2.0, " ".join(said if len(companies) > 1 else said[-1:]), parts)
