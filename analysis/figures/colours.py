"""Colours of the figures: distinct for colour-blind people, legible as text, even in their steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...scenarios.ground.adding import added

if TYPE_CHECKING:
    from matplotlib.colors import ListedColormap

QUIET, FAINT = "#4d545c", "#8b929a"
WHITE = "#ffffff"
GREY = "#6D6E6F"
"""The baseline's colour."""
PALETTE = ("#075794", "#BF5000", "#369D60", "#BA6EAE", "#E09A00", "#18ABEA", "#6A3C10", "#3A0A57")
"""After Okabe and Ito, moved apart in lightness until colour-blind people can tell them from each other and grey."""
DASHES: tuple[Any, ...] = ("-", (0, (5, 1.6)), (0, (1.5, 1.5)), (0, (6, 1.5, 1.5, 1.5)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
"""Dashes and markers tell lines apart where colours do not: to colour-blind people, and printed in black and white."""


ASIDE = "#9aa1a8"
"""Colour of programmes that others stand out from, where there are many."""


class Look(NamedTuple):
    """How a programme is drawn: colour, line style and marker; no marker for one that others stand out from."""

    paint: str
    dash: Any
    marker: str


def painted(position: int, name: str, lead: Sequence[str]) -> Look:
    """Return how a programme is drawn: by its place among those that lead, else by its position."""
    if lead and name not in lead:
        return Look(ASIDE, "-", "")
    place = lead.index(name) if lead else position
    return Look(colour(place), dashes(place), marker(place))


def colour(position: int) -> str:
    """Return the colour of the programme at a position after the baseline."""
    return PALETTE[position % len(PALETTE)]


def dashes(position: int) -> Any:
    """Return the line style of the programme at a position after the baseline."""
    return DASHES[position % len(DASHES)]


def marker(position: int) -> str:
    """Return the marker of the programme at a position after the baseline."""
    return MARKERS[position % len(MARKERS)]


def rgb(paint: Any) -> tuple[float, float, float]:
    """Return red, green and blue of a colour, 0 to 1; those of ``"#rrggbb"`` without importing matplotlib for it."""
    if isinstance(paint, str) and len(paint) == 7 and paint.startswith("#"):
        red, green, blue = (int(paint[at : at + 2], 16) / 255.0 for at in (1, 3, 5))
        return red, green, blue
    if isinstance(paint, tuple):
        red, green, blue = paint[:3]
        return red, green, blue
    from matplotlib.colors import to_rgb

    return to_rgb(paint)


def hexed(paint: Any) -> str:
    """Return a colour as ``"#rrggbb"``."""
    return "#" + "".join(f"{round(255.0 * part):02x}" for part in rgb(paint))


def luminance(paint: Any) -> float:
    """Return the relative luminance of a colour (WCAG 2)."""
    parts = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(paint))
    return added(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: Any, other: Any) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink(paint: Any) -> tuple[float, float, float]:
    """Return a colour darkened until text in it can be read on white."""
    red, green, blue = rgb(paint)
    while contrast((red, green, blue), WHITE) < 4.6:
        red, green, blue = 0.95 * red, 0.95 * green, 0.95 * blue
    return red, green, blue


@cache
def shades() -> ListedColormap:
    """Return one hue from light to dark in steps that look even (OKLab, Ottosson 2020)."""
    t = np.linspace(0.0, 1.0, 101)
    lightness, hue = 0.975 - 0.62 * t, math.radians(252.0)
    chroma = 0.008 + 0.36 * t * (1.0 - t) + 0.085 * t
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    lms = np.array(
        [
            lightness + 0.3963377774 * a + 0.2158037573 * b,
            lightness - 0.1055613458 * a - 0.0638541728 * b,
            lightness - 0.0894841775 * a - 1.2914855480 * b,
        ]
    )
    to_linear = np.array(
        [
            [4.0767416621, -3.3077115913, 0.2309699292],
            [-1.2684380046, 2.6097574011, -0.3413193965],
            [-0.0041960863, -0.7034186147, 1.7076147010],
        ]
    )
    linear = np.clip(to_linear @ lms**3, 0.0, 1.0)
    srgb = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1.0 / 2.4) - 0.055)
    from matplotlib.colors import ListedColormap

    return ListedColormap(srgb.T, name="use")
