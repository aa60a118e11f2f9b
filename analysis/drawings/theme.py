"""Colours of the pictures, light and dark: the same meaning everywhere, safe for colour-blind people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ...model.outcomes import OUTCOME
from ...scenarios.words.declared import called
from ..figures.colours import PALETTE, QUIET, hexed, ink

Meaning = Literal["deep_use", "compliance_use", "shadow_use", "active_users"]
WAYS: tuple[Meaning, Meaning, Meaning] = ("deep_use", "compliance_use", "shadow_use")
"""The ways to work, as outcomes that measure them, in the order in which they are stacked."""


@dataclass(frozen=True)
class Theme:
    """Colours by what they are for.

    Attributes
    ----------
    name : {"light", "dark"}
    background, ink, quiet, rule : str
        Sheet, text, secondary text, thin lines.
    fills : dict
        Colour of areas and lines by outcome.
    letters : dict
        The same colours, strong enough for text.
    series : tuple of str
        Colours of lines without a meaning of their own, for example departments.
    """

    name: str
    background: str
    ink: str
    quiet: str
    rule: str
    fills: dict[Meaning, str] = field(hash=False)
    letters: dict[Meaning, str] = field(hash=False)
    series: tuple[str, ...]


_LIGHT: dict[Meaning, str] = {
    "deep_use": PALETTE[0], "compliance_use": PALETTE[4], "shadow_use": "#cfd4d9", "active_users": QUIET,
}  # fmt: skip
LIGHT = Theme(
    "light", "#ffffff", "#1c2126", QUIET, "#d9dee3", _LIGHT,
    {**{meaning: hexed(ink(paint)) for meaning, paint in _LIGHT.items()}, "shadow_use": QUIET},
    tuple(hexed(ink(paint)) for paint in PALETTE),
)  # fmt: skip

_DARK: dict[Meaning, str] = {
    "deep_use": "#4fb3f6", "compliance_use": "#f0b429", "shadow_use": "#4d565f", "active_users": "#c8ced4",
}  # fmt: skip
DARK = Theme(
    "dark", "#1e1e1e", "#f0f2f4", "#b4bcc4", "#3a4148", _DARK, {**_DARK, "shadow_use": "#b4bcc4"},
    ("#4fb3f6", "#ff9a57", "#68cf90", "#d99bd0", "#f0b429", "#8fd9ff", "#d1a679", "#c29be8"),
)  # fmt: skip


def label(meaning: Meaning, lang: str) -> str:
    """Return what a colour stands for, in words."""
    return called(OUTCOME[meaning], lang)
