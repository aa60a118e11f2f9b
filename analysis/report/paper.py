"""Colours of documents: pictures take them from the style sheet, so that they follow screen and paper."""

from __future__ import annotations

from ..drawings.theme import DARK, LIGHT, Meaning, Theme


def _names(theme: Theme) -> dict[str, str]:
    """Return the colours of a theme by the names they have in the style sheet."""
    plain = {"background": theme.background, "ink": theme.ink, "quiet": theme.quiet, "rule": theme.rule}
    fills = {f"fill-{meaning}": paint for meaning, paint in theme.fills.items()}
    letters = {f"letters-{meaning}": paint for meaning, paint in theme.letters.items()}
    return {**plain, **fills, **letters, **{f"series-{n}": paint for n, paint in enumerate(theme.series)}}


def _variable(name: str) -> str:
    """Return how a picture names a colour of the style sheet; without one it is that of the light theme."""
    return f"var(--{name}, {_names(LIGHT)[name]})"


def _paper() -> Theme:
    fills: dict[Meaning, str] = {meaning: _variable(f"fill-{meaning}") for meaning in LIGHT.fills}
    letters: dict[Meaning, str] = {meaning: _variable(f"letters-{meaning}") for meaning in LIGHT.letters}
    plain = [_variable(name) for name in ("background", "ink", "quiet", "rule")]
    return Theme("paper", *plain, fills, letters, tuple(_variable(f"series-{n}") for n in range(len(LIGHT.series))))


PAPER = _paper()
"""A theme for pictures in documents: light on paper, and as the reader's screen is otherwise."""


def colours() -> str:
    """Return the rules of the style sheet that give the colours their values."""
    light, dark = (";".join(f"--{name}:{paint}" for name, paint in _names(each).items()) for each in (LIGHT, DARK))
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
