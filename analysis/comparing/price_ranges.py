"""How far an answer hangs on assumed prices: the comparison over draws from their ranges."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from ...model.company import Company
from ...model.outcomes import OUTCOME
from ...model.schedule import Schedule
from ...model.simulation import run, worker_count
from ...scenarios.core.scenario import Scenario
from ...scenarios.programmes.prices import Prices
from .break_even import levels, priced

Floats = npt.NDArray[np.float64]
_AT_ONCE = 16
"""Draws whose schedules are held in memory at the same time."""


def price_draws(number: int, seed: int) -> list[Prices]:
    """Draw prices from their plausible ranges, evenly on the logarithm.

    A Latin hypercube: each price is drawn once from every ``number``-th part of its range (McKay, M. D.,
    Beckman, R. J. and Conover, W. J. (1979). A comparison of three methods for selecting values of input
    variables in the analysis of output from a computer code. Technometrics 21, 239-245).
    """
    declared = Prices.declarations()
    random = np.random.default_rng(seed)
    parts = np.column_stack([random.permutation(number) for _ in declared])
    points = (parts + random.random(parts.shape)) / number
    lows = np.log([each.plausible[0] for each in declared.values()])
    highs = np.log([each.plausible[1] for each in declared.values()])
    return [Prices(**dict(zip(declared, row.tolist(), strict=True))) for row in np.exp(lows + points * (highs - lows))]


def over_prices(
    scenarios: Sequence[Scenario], outcome: str, month: int, *, draws: int, replications: int, seed: int,
    workers: int | None,
) -> Floats:  # fmt: skip
    """Return the mean of an outcome by price draw and scenario, [draws, scenarios].

    The same prices and the same people in every scenario; positive is always better.
    """
    table = np.empty((draws, len(scenarios)))
    moving = [n for n, each in enumerate(scenarios) if priced(each)]
    for n, each in enumerate(scenarios):
        if n not in moving:
            table[:, n] = levels(each, outcome, month, replications, seed, 1).mean()

    def mean(task: tuple[Company, Schedule]) -> float:
        done = run(*task, replications=replications, seed=seed, workers=1)
        return float(done.of(outcome)[:, month - 1].mean())

    prices = price_draws(draws, seed)
    _ = [each.company.setting for each in scenarios]  # built once, before threads share them
    with ThreadPoolExecutor(worker_count(workers)) as threads:
        for first in range(0, draws, _AT_ONCE):
            places = [(draw, n) for draw in range(first, min(first + _AT_ONCE, draws)) for n in moving]
            changed = [scenarios[n].with_prices(prices[draw]) for draw, n in places]
            tasks = [(each.company, each.schedule.first(month)) for each in changed]  # threads would only wait here
            for place, value in zip(places, threads.map(mean, tasks), strict=True):
                table[place] = value
    return table * OUTCOME[outcome].direction


def shares_ahead(table: Floats, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return for each scenario the share of price draws in which it is ahead of each other one."""
    return {
        a: {b: float((table[:, i] > table[:, j]).mean()) for j, b in enumerate(names) if j != i}
        for i, a in enumerate(names)
    }
