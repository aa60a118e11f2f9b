"""Ranges of simulated values by their quantiles: the name of a range follows its numbers."""

from __future__ import annotations

from typing import NamedTuple

from ..words.phrases import percent


class Range(NamedTuple):
    """A range that leaves as much out below as above.

    Attributes
    ----------
    low, high : float
        Its quantiles, in [0, 1].
    """

    low: float
    high: float

    def share(self, lang: str) -> str:
        """Return which share of the values lies in it, in words: ``80 %``."""
        return percent(self.high - self.low, lang)


COMPANIES = Range(0.1, 0.9)
"""What is reported of simulated companies: in files, on the screen, on the pages."""
SETS = Range(0.05, 0.95)
"""What is reported of parameter sets: nine in ten."""
