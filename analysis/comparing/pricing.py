"""Price: what the programmes cost, what a gain costs, and at which prices the order turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...scenarios.ground.by_value import by_value
from .break_even import BreakEven, break_evens_of
from .costs import Cost, cost_of
from .pairs import Paired
from .price_ranges import over_prices, shares_ahead
from .question import Question

DRAWS, REPLICATIONS = 128, 4
"""Draws of prices from their ranges, and the most replicates at each."""
PAIRS = 400
"""Break-even prices are sought with no more pairs than these."""


@by_value
@dataclass(frozen=True)
class Pricing:
    """The comparison in money.

    Attributes
    ----------
    costs : tuple of Cost
        Of all programmes but the baseline.
    break_even : tuple of BreakEven
        The best programme against each other one that costs something.
    ahead_over_prices : dict
        Share of price draws in which a programme is ahead of another one.
    """

    costs: tuple[Cost, ...]
    break_even: tuple[BreakEven, ...]
    ahead_over_prices: dict[str, dict[str, float]]


def price(asked: Question, runs: Paired, best: str, *, workers: int | None = None) -> Pricing:
    """Return the costs, and how far the order hangs on the prices assumed; ``best`` names the best programme."""
    first, *others = runs.programmes
    at: dict[str, Any] = {"seed": asked.seed, "workers": workers}
    costs = tuple(cost_of(each, first, asked.month) for each in others)
    turns = break_evens_of(
        best, asked.scenarios, asked.main, asked.month, replications=min(runs.pairs, PAIRS), **at
    )  # fmt: skip
    few = min(runs.pairs, REPLICATIONS)
    table = over_prices(asked.scenarios, asked.main, asked.month, draws=DRAWS, replications=few, **at)
    return Pricing(costs, turns, shares_ahead(table, [each.name for each in asked.scenarios]))
