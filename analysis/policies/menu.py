"""What a policy can be made of: all that a mix can, and for each part the rule by which it comes and goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ...model.run import Run
from ...scenarios.ground.by_value import by_value
from ...scenarios.programmes.intervention import Intervention, Investment
from ..base.ranges import COMPANIES
from ..deciding.menu import Menu, Offer, Parameters

ALWAYS, LOW, HIGH = "always", "low", "high"
"""A part is at work always, or where what is looked at is low, or high."""
SEEN = ("deep_use", "active_users", "compliance_use", "usable_data")
"""What a board can see: real use, who logs in, what is entered for the boss only, and how good the records are."""
LEVELS = (COMPANIES.low, 0.25, 0.5, 0.75, COMPANIES.high)
"""Quantiles over companies and months of what is seen without a programme: the thresholds that are tried."""
SPENT = (0.5, 0.75, 1.0, 1.5, 2.0)
"""What the parts may cost together if none ever stops, in budgets: money that moves is counted where it can be."""
QUARTER = 3


@by_value
@dataclass(frozen=True)
class RuleMenu(Menu):
    """A menu of rules in one company.

    Attributes
    ----------
    thresholds : mapping of str to tuple of float
        By what is seen, the level of each of `LEVELS`.
    """

    thresholds: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def choices(self) -> dict[str, tuple[Any, ...] | None]:
        """Return all values that describe a policy: those of a mix, and for each part its rule."""
        found = super().choices() | {"spent": SPENT}
        for each in self.offers:
            found |= {f"{each.kind}.rule": (ALWAYS, LOW, HIGH), f"{each.kind}.sees": SEEN, f"{each.kind}.level": LEVELS}
        return found

    def bought(self, offer: Offer, parameters: Parameters, euros: float) -> Intervention:
        """Return one part of a policy that spends some money if it never stops."""
        part = super().bought(offer, parameters, euros)
        rule = parameters.get(f"{offer.kind}.rule", ALWAYS)
        if rule == ALWAYS:
            return part
        seen = parameters[f"{offer.kind}.sees"]
        threshold = self.thresholds[seen][LEVELS.index(parameters[f"{offer.kind}.level"])]
        condition = f"{seen} {'<' if rule == LOW else '>'} {threshold:g}"
        if isinstance(part, Investment) or part.lasts is not None or getattr(part, "once", False):
            return replace(part, when=condition, review=QUARTER)  # bought once: it waits, and then stays
        return replace(part, as_long_as=condition, review=QUARTER)


def thresholds(plain: Run) -> dict[str, tuple[float, ...]]:
    """Return the levels of what is seen over companies and months, to two digits of a percent.

    Parameters
    ----------
    plain : Run
        Of companies without a programme.
    """
    return {name: tuple(float(round(each, 3)) for each in np.quantile(plain.of(name), LEVELS)) for name in SEEN}


def without_rules(menu: RuleMenu, parameters: Parameters) -> Parameters:
    """Return the values of a mix as those of a policy none of whose parts has a rule."""
    plain = {name: values[0] if values else 0.0 for name, values in menu.choices().items()}
    return {**plain, **{name: value for name, value in parameters.items() if name in plain}}
