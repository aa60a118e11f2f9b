"""Figures whose files are not drawn, for tests that look at something else: it takes longest of what a command does.

The figures themselves are made. A PNG is left empty, an SVG has nothing but its title. Tests that look at the files are
marked `drawn`, those of `tests/analysis/board` for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any
from unittest.mock import patch

from matplotlib.figure import Figure

_savefig = Figure.savefig


def _without_lines(figure: Figure, target: Any, **options: Any) -> None:
    kind = options.get("format")
    if kind == "svg":
        title = escape(str(options.get("metadata", {}).get("Title", "")))
        target.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"><title>{title}</title></svg>'.encode())
    elif kind != "png":
        _savefig(figure, target, **options)


@contextmanager
def undrawn() -> Iterator[None]:
    """Leave the files of figures empty for a while."""
    with patch.object(Figure, "savefig", _without_lines):
        yield
