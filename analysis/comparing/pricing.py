"""Price: what the programmes cost, what a gain costs, and at which prices the order turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...scenarios.ground.by_value import by_value
from ..base.programme import direction_of
from .break_even import BreakEven, break_evens_of
from .costs import Cost, cost_of
from .pairs import Paired
from .price_ranges import over_prices, shares_ahead
from .question import Question

Floats = npt.NDArray[np.float64]

DRAWS, EACH = 64, 4
"""Draws of prices from their ranges, one to each parameter set of the usual ensemble, and companies at each."""
PAIRS = 128
"""Break-even prices are sought with no more pairs than these where behaviour is certain, else with one to a set."""


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
    over_prices : float64 array [draws, scenarios]
        Mean of the main outcome by draw of prices (and of behaviour, where that is uncertain).
    """

    costs: tuple[Cost, ...]
    break_even: tuple[BreakEven, ...]
    ahead_over_prices: dict[str, dict[str, float]]
    over_prices: Floats


def price(asked: Question, runs: Paired, best: str, *, workers: int | None = None) -> Pricing:
    """Return the costs, and how far the order hangs on the prices assumed; ``best`` names the best programme."""
    first, *others = runs.programmes
    at: dict[str, Any] = {"seed": asked.seed, "workers": workers}
    costs = tuple(cost_of(each, first, asked.month) for each in others)
    pairs = min(runs.pairs, first.sets or PAIRS)
    levels = {each.name: each.at(asked.main, asked.month) for each in runs.programmes}
    turns = break_evens_of(best, asked.scenarios, asked.main, asked.month, replications=pairs, known=levels, **at)
    table = over_prices(asked.scenarios, asked.main, asked.month, draws=DRAWS, replications=EACH, **at)
    shares = shares_ahead(table, [each.name for each in asked.scenarios], direction_of(asked.main))
    return Pricing(costs, turns, shares, table)
