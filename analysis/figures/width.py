"""How wide figures are: on a screen, or printed on A4 with text that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

WIDTH, PAPER_WIDTH = 11.0, 8.7
"""Inches of a figure; and of one that is printed 7.17 in wide, so that text of 11 points has 9 there."""
_PAPER = ContextVar("paper", default=False)


@contextmanager
def for_paper() -> Iterator[None]:
    """Draw figures that are printed as wide as a page of A4, where their text has 9 points or more."""
    usual = _PAPER.set(True)
    try:
        yield
    finally:
        _PAPER.reset(usual)


def wide(usual: float = WIDTH) -> float:
    """Return how wide a figure is, inches: as usual, or as it is printed (see `for_paper`)."""
    return PAPER_WIDTH if _PAPER.get() else usual
