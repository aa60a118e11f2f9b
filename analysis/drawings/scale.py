"""Shares as shades: one hue in even steps, light on dark where the page is dark."""

from __future__ import annotations

from functools import cache

from ..figures.colours import contrast, hexed, rgb, shades
from .theme import DARK, Theme

STEPS = 11
"""Shades from 0 to 100 %, one for every tenth."""
_DARKEST, _BRIGHTEST = "#263541", "#7fcdff"
_DARK_DEPTHS = ("#3a6b8f", "#4f8fbd", "#6db2e2", "#95cff5", "#c8e8ff")


@cache
def shades_of(name: str) -> tuple[str, ...]:
    """Return the shades of a theme, by its name, from nobody to everybody."""
    if name != DARK.name:
        return tuple(hexed(shades()(step / (STEPS - 1))) for step in range(STEPS))
    low, high = rgb(_DARKEST), rgb(_BRIGHTEST)
    mixed = ([a + (b - a) * step / (STEPS - 1) for a, b in zip(low, high, strict=True)] for step in range(STEPS))
    return tuple(hexed((red, green, blue)) for red, green, blue in mixed)


@cache
def letters_on(name: str) -> tuple[str, ...]:
    """Return for each shade of a theme the colour in which text on it is read best."""
    return tuple(max(("#ffffff", "#000000"), key=lambda ink: contrast(ink, shade)) for shade in shades_of(name))


def step_of(share: float) -> int:
    """Return the number of the shade for a share in [0, 1]."""
    return min(max(int(share * (STEPS - 1) + 0.5), 0), STEPS - 1)


def shade(share: float, theme: Theme) -> str:
    """Return the colour for a share in [0, 1]."""
    return shades_of(theme.name)[step_of(share)]


def depths(theme: Theme) -> tuple[str, ...]:
    """Return the colours of depths of use: nothing, up to a fifth, two, three, four fifths, more."""
    if theme.name == DARK.name:
        return (theme.fills["shadow_use"], *_DARK_DEPTHS)
    return (theme.fills["shadow_use"], *(shades_of(theme.name)[step] for step in (2, 4, 6, 8, 10)))


def depth_of(share: float) -> int:
    """Return the number of the depth for a person's share of features in real use."""
    return 0 if share <= 0.0 else min(int(share * 5.0 - 1e-9), 4) + 1
