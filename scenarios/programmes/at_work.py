"""An intervention at work in one company: how strongly, where, and what it moves there in a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from ...model.company import Company
from ...model.levers import Modifier, combine
from .hooks import Reach
from .intervention import Intervention

CONNECTED_AT_MOST = 0.9
"""Share of what is entered in an own system that a full connection passes on (judgement; D7)."""


@dataclass(frozen=True, eq=False)
class AtWork:
    """An intervention with the strength it has in a company and the departments it reaches.

    Attributes
    ----------
    what : Intervention
    company : Company
    whom : Reach
    strength : float
        Full strength, in [0, 1].
    where : frozenset of int
        Numbers of the departments.
    """

    what: Intervention
    company: Company
    whom: Reach
    strength: float
    where: frozenset[int]

    @cached_property
    def shares(self) -> dict[int, float]:
        """How much of its effect each department that it reaches feels."""
        return {d: self.what.share_in(self.company, d) for d in sorted(self.where)}

    @property
    def felt(self) -> tuple[object, ...]:
        """All by which what it does in one company can differ from what it does in another, but for `withheld`."""
        hooks = (self.what.autonomous, self.what.retires, self.what.connects)
        touched = tuple(tuple(hook(self.company)) for hook in hooks)
        return (self.whom, self.strength, tuple(self.shares.items()), touched)

    def modifiers(self, t: int, d: int) -> list[Modifier]:
        """Return what it does to the levers of a department in a month."""
        return self.what.modifiers(min(1.0, self.strength) * self.shares[d], t) if d in self.where else []

    def withheld(self, d: int, t: int) -> np.uint32:
        """Return the features that a department cannot use in a month because of it, one bit per feature."""
        if self.strength <= 0.0 or d not in self.where:
            return np.uint32(0)
        names = self.company.catalogue.names
        gone = self.what.withheld(self.company, self.company.organisation.names[d], t)
        return np.uint32(sum(1 << names.index(name) for name in gone))


def by_lever(interventions: Sequence[AtWork], t: int, d: int) -> dict[str, list[Modifier]]:
    """Return what all of them do to each lever of a department in a month."""
    found: dict[str, list[Modifier]] = {}
    for each in interventions:
        for modifier in each.modifiers(t, d):
            found.setdefault(modifier.lever, []).append(modifier)
    return found


def by_feature(
    interventions: Sequence[AtWork], t: int, d: int, what: Literal["gates", "autonomous", "retires", "connects"]
) -> dict[int, list[float]]:
    """Return how far each of them closes a feature's old way, lets it act, or takes or connects own systems."""
    found: dict[int, list[float]] = {}
    for each in interventions:
        names = each.what.gates() if what == "gates" else getattr(each.what, what)(each.company)
        for name in names if d in each.where else ():
            amount = each.strength * each.what.ramped(t)
            found.setdefault(each.company.catalogue.names.index(name), []).append(amount)
    return found


def changes(interventions: Sequence[AtWork], t: int, d: int) -> float:
    """Return how many changes at the same time ask a department's people to get used to them."""
    total = 0.0
    for amount in sorted(each.strength * each.what.asked_of_people(t) for each in interventions if d in each.where):
        total += amount  # from the smallest on, so that the order in which they are named cannot matter
    return total


def united(amounts: Sequence[float]) -> float:
    """Return shares united like probabilities."""
    return combine(0.0, [Modifier("", "raise", amount) for amount in amounts], (0.0, 1.0))
