"""Words and numbers in figures."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ...model.outcomes import Outcome
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import explained
from ...scenarios.words.numbers import percent_sign
from ..words.phrases import number

say = Words("figures.words")


def meaning(outcome: Outcome, lang: str) -> str:
    """Return the outcome's definition in one sentence."""
    return explained("outcomes", outcome.name, outcome.meaning, lang)


@dataclass(frozen=True)
class Measure:
    """How an outcome's numbers are shown.

    Attributes
    ----------
    factor : float
        What the model's numbers are multiplied with.
    decimals : int
    suffix : str
        What follows a number, e.g. " %".
    unit : str
        Unit in words for a heading; empty where the suffix says it.
    lang : str
    signed : bool
        Whether differences are shown, with their sign.
    """

    factor: float
    decimals: int
    suffix: str
    unit: str
    lang: str
    signed: bool

    def text(self, value: float) -> str:
        """Return a number of the model as it is printed."""
        return self.plain(value) + self.suffix

    def plain(self, value: float) -> str:
        """Return a number without its suffix."""
        return number(value * self.factor, self.lang, self.decimals, sign=self.signed)

    @property
    def least(self) -> float:
        """The least difference, in the model's numbers, that can be read."""
        return 10.0**-self.decimals / self.factor

    def heading(self, words: str) -> str:
        """Return a heading with the unit."""
        return f"{words}, {self.unit}" if self.unit else words


_SCALES: dict[str, tuple[float, int]] = {
    "share": (100.0, 1),
    "share/month": (100.0, 2),
    "features": (1.0, 2),
    "customers": (1.0, 0),
    "hours/month": (1.0, 0),
    "EUR": (1.0, 0),
    "month": (1.0, 1),
}
"""By unit of the model, what its numbers are multiplied with and their decimal places."""
_UNITS = Words("figures.words.units")
_THOUSANDS_FROM = 20_000.0
_UNSEEN = 0.5e-3
"""What is less than this is zero in three decimal places, and no reason for any."""


def measure(
    unit: str, values: Iterable[float], lang: str, *, difference: bool = False, margin: float = math.inf
) -> Measure:
    """Choose how numbers of a unit are shown: at least two digits for the largest, and one for a margin of error."""
    factor, decimals = _SCALES[unit]
    share = unit.startswith("share")
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    words = "" if share and not difference else _UNITS(unit, lang)
    if unit == "EUR" and largest >= _THOUSANDS_FROM:
        factor, words = 1e-3, say("thousands", lang)
    while decimals < 3 and (
        _UNSEEN <= largest * factor < 10.0 ** (1 - decimals) or _UNSEEN <= margin * factor < 10.0**-decimals
    ):
        decimals += 1
    return Measure(factor, decimals, percent_sign(lang) if share and not difference else "", words, lang, difference)
