"""Figures whose PNG is not drawn, for tests that look at something else: it takes longest of what a command does.

The SVG beside it is drawn. Tests that look at PNG files are marked `drawn`, those of `tests/analysis/board` for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from matplotlib.figure import Figure

_savefig = Figure.savefig


def _without_pixels(figure: Figure, target: Any, **options: Any) -> None:
    if options.get("format") != "png":
        _savefig(figure, target, **options)


@contextmanager
def undrawn() -> Iterator[None]:
    """Leave PNG files empty for a while."""
    with patch.object(Figure, "savefig", _without_pixels):
        yield
