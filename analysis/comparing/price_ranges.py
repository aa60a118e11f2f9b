"""How far an answer hangs on assumed prices: the comparison over draws from their ranges."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import product

import numpy as np
import numpy.typing as npt

from ...model.company import Company
from ...model.schedule import Schedule
from ...model.simulation import run, worker_count
from ...scenarios.core.scenario import Scenario
from ...scenarios.programmes.prices import Prices
from .break_even import priced

Floats = npt.NDArray[np.float64]
_AT_ONCE = 64
"""Runs whose schedules are held in memory at the same time."""


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
    """Return the mean of an outcome by price draw and scenario, in the outcome's unit, [draws, scenarios].

    Draw i has prices of its own and, where the scenarios' company is uncertain, its draw i modulo their number; the
    same people and chance in every scenario.
    """
    prices = price_draws(draws, seed)
    _ = [each.turns or each.company.setting for each in scenarios]  # built once, before threads share them

    def mean(task: tuple[int, Company, Schedule]) -> float:
        draw, company, schedule = task
        first = draw * replications
        done = run(company, schedule, replications=replications, seed=seed, first_replicate=first, workers=1)
        return float(done.of(outcome)[:, month - 1].mean())

    def task(draw: int, each: Scenario) -> tuple[int, Company, Schedule]:
        one = each.drawn(draw)
        changed = one.with_prices(prices[draw]) if priced(one) else one
        return draw, changed.company, changed.schedule.first(month)

    means: list[float] = []
    at_work: deque[Future[float]] = deque()
    with ThreadPoolExecutor(worker_count(workers)) as threads:
        for draw, each in product(range(draws), scenarios):
            if len(at_work) == _AT_ONCE:
                means.append(at_work.popleft().result())
            at_work.append(threads.submit(mean, task(draw, each)))  # prepared here: threads would only wait
        means += [each.result() for each in at_work]
    return np.reshape(means, (draws, len(scenarios)))


def shares_ahead(table: Floats, names: Sequence[str], direction: int) -> dict[str, dict[str, float]]:
    """Return for each scenario the share of price draws in which it is ahead of each other one."""
    better = table * direction
    return {
        a: {b: float((better[:, i] > better[:, j]).mean()) for j, b in enumerate(names) if j != i}
        for i, a in enumerate(names)
    }
