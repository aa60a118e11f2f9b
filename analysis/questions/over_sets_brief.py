"""An answer over an ensemble on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ...scenarios.core.scenario import Scenario
from ..base.purchase_words import warnings
from ..report.brief import Brief
from ..report.parts import Table
from .gain_words import heading
from .over_sets import Asked


class OverSets(Protocol):
    """A result over the parameter sets of an ensemble."""

    @property
    def asked(self) -> Asked:
        """What was asked."""

    @property
    def plans(self) -> Sequence[Scenario]:
        """What was run."""


def brief(found: OverSets, said: Sequence[str], small: Table, lang: str) -> Brief:
    """Return an answer as it fits on one screen; money that buys nothing is spoken of whatever room there is."""
    first, *others = said
    idle = [each for each in warnings(found.plans[-1:], lang) if each in others]
    return Brief(heading(found.asked, lang), [[first]], small, idle, [each for each in others if each not in idle])
