"""Break-even prices: how much dearer a programme may become before a rival draws level."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ...model.outcomes import OUTCOME
from ...model.simulation import run
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ..base.effects import interval

Floats = npt.NDArray[np.float64]

DEAREST_FACTOR = 64.0
"""Break-even is sought up to this many times the assumed price."""
_OCTAVE = 16
"""Prices are tried on a grid of so many steps to a doubling (4 % each); all rivals share what is run there."""
_LAST = round(_OCTAVE * math.log2(DEAREST_FACTOR))
_ROUGH_PAIRS = 24
"""Pairs with which the price is searched for before all of them are used."""
_WIDE = 2
"""Steps to either side over which the slope at the break-even is taken."""


Lead = Callable[[int], float]


@by_value
@dataclass(frozen=True)
class BreakEven:
    """How much dearer a programme may be before a rival at the same spending overtakes it.

    Attributes
    ----------
    scenario, rival : str
    ratio : float
        Times the assumed prices of the programme's interventions; NaN if none was found.
    ci_low, ci_high : float
        95 % limits of the ratio, for chance between companies only; NaN where the lead hardly depends on the price
        there, so that they would lie beyond all prices tried, or with too few pairs.
    always : str
        "ahead" or "behind" if no ratio up to `DEAREST_FACTOR` turns the order, "same" if there is no
        difference at all, else "".
    """

    scenario: str
    rival: str
    ratio: float
    ci_low: float
    ci_high: float
    always: str


def levels(scenario: Scenario, outcome: str, month: int, replications: int, seed: int, workers: int | None) -> Floats:
    """Return an outcome in a month by replicate, simulating no longer than needed."""
    part = scenario.schedule.first(month)
    done = run(scenario.company, part, replications=replications, seed=seed, workers=workers)
    return done.of(outcome)[:, month - 1]


def priced(scenario: Scenario) -> tuple[str, ...]:
    """Return the prices on which a scenario's programmes depend."""
    names = {
        price
        for each in scenario.interventions
        if each.one_off is None and each.monthly is None
        for price in each.prices
    }
    return tuple(sorted(names))


@dataclass(frozen=True, eq=False)
class _Market:
    """Levels of scenarios with some prices multiplied; each is simulated once, whoever asks."""

    dearer: tuple[str, ...]
    outcome: str
    month: int
    replications: int
    seed: int
    workers: int | None
    known: dict[tuple[str, int], Floats] = field(default_factory=dict)

    def levels(self, scenario: Scenario, step: int) -> Floats:
        """Return a scenario's outcome by replicate, at prices 2 ** (step / `_OCTAVE`) times as high."""
        if not set(self.dearer) & set(priced(scenario)):
            step = 0
        if (scenario.name, step) not in self.known:
            factors = dict.fromkeys(self.dearer, 2.0 ** (step / _OCTAVE))
            changed = scenario.with_prices(scenario.prices.times(factors)) if step else scenario
            self.known[scenario.name, step] = levels(
                changed, self.outcome, self.month, self.replications, self.seed, self.workers
            )
        return self.known[scenario.name, step]

    def lead(self, scenario: Scenario, rival: Scenario, step: int) -> Floats:
        """Return by pair how far the scenario is ahead of its rival, positive being better."""
        return (self.levels(scenario, step) - self.levels(rival, step)) * OUTCOME[self.outcome].direction


def _turned(lead: Lead, ahead: bool) -> int | None:
    """Return the last step from zero at which the order is still as it is now, None if it never turns.

    Doubles (or halves) the prices until the order turns, then bisects the last doubling.
    """
    away = 1 if ahead else -1
    near, far = 0, away * _OCTAVE
    while (lead(far) > 0.0) == ahead:
        near, far = far, far + away * _OCTAVE
        if abs(far) > _LAST:
            return None
    while abs(far - near) > 1:
        middle = (near + far) // 2
        near, far = (middle, far) if (lead(middle) > 0.0) == ahead else (near, middle)
    return near


def _turn(rough: Lead, lead: Lead) -> int | None:
    """Return what `_turned` does, for all pairs, by way of a rough search with few of them."""
    ahead = lead(0) > 0.0
    away = 1 if ahead else -1
    near = _turned(rough, ahead)
    if near is None:
        return None if (lead(away * _LAST) > 0.0) == ahead else _turned(lead, ahead)
    while near != 0 and (lead(near) > 0.0) != ahead:
        near -= away
    while abs(near) < _LAST and (lead(near + away) > 0.0) == ahead:
        near += away
    return near if abs(near) < _LAST else None


def _between(scenario: Scenario, rival: Scenario, market: _Market, few: _Market) -> BreakEven:
    """Return the break-even of one pair of scenarios."""

    def lead(step: int) -> Floats:
        return market.lead(scenario, rival, step)

    def rough(step: int) -> float:
        return float(few.lead(scenario, rival, step).mean())

    def none(always: str) -> BreakEven:
        return BreakEven(scenario.name, rival.name, math.nan, math.nan, math.nan, always)

    now = float(lead(0).mean())
    if now == 0.0 or math.isnan(now):
        return none("same")
    near = _turn(rough, lambda step: float(lead(step).mean()))
    if near is None:
        return none("ahead" if now > 0.0 else "behind")
    far = near + (1 if now > 0.0 else -1)
    here, there = lead(near), lead(far)
    part = min(1.0, float(here.mean() / (here.mean() - there.mean())))
    step = math.log(2.0) / _OCTAVE
    middle = (near + part * (far - near)) * step
    low, high = min(near, far) - _WIDE, max(near, far) + _WIDE
    slope = float(lead(high).mean() - lead(low).mean()) / ((high - low) * step)
    _, bottom, top = interval(here + part * (there - here))
    return BreakEven(scenario.name, rival.name, *with_limits(middle, top - bottom, slope), "")


def with_limits(logarithm: float, width: float, slope: float) -> tuple[float, float, float]:
    """Return a ratio with its limits, from its logarithm and the lead's interval and slope there (delta method).

    Parameters
    ----------
    logarithm : float
        Of the ratio.
    width : float
        Of the 95 % interval of the lead at the break-even; NaN if there is none.
    slope : float
        Of the lead over the logarithm of the price. If the interval of the ratio reached further than all prices
        tried, to `DEAREST_FACTOR` times and to as little, it would say nothing: its limits are NaN.
    """
    ratio, reach = math.exp(logarithm), math.log(DEAREST_FACTOR)
    half = width / 2.0
    if not 0.0 < half <= reach * abs(slope):  # multiplied, since a flat slope cannot be divided by; False for NaN
        return ratio, math.nan, math.nan
    half /= abs(slope)
    return ratio, math.exp(logarithm - half), math.exp(logarithm + half)


def break_evens(
    scenario: Scenario, rivals: Sequence[Scenario], outcome: str, month: int, *, replications: int, seed: int,
    workers: int | None,
) -> tuple[BreakEven, ...]:  # fmt: skip
    """Find how many times dearer a programme's interventions may be until each rival draws level.

    All spend what they spend now; the dearer interventions buy less strength, in a rival too where
    it uses them. The lead is looked at on a grid of prices, 16 steps to a doubling, under common
    random numbers, and taken as straight between two steps; the limits follow from the interval of
    the lead there and its slope (delta method).
    """
    market = _Market(priced(scenario), outcome, month, replications, seed, workers)
    few = market if replications <= _ROUGH_PAIRS else replace(market, replications=_ROUGH_PAIRS, known={})
    return tuple(_between(scenario, rival, market, few) for rival in rivals)


def break_evens_of(
    best: str, scenarios: Sequence[Scenario], outcome: str, month: int, *, replications: int, seed: int,
    workers: int | None,
) -> tuple[BreakEven, ...]:  # fmt: skip
    """Return the best programme's break-even prices against each other one that costs something.

    Nothing if it has no prices, or if the outcome has no good direction.
    """
    winner = next(each for each in scenarios if each.name == best)
    if not priced(winner) or not OUTCOME[outcome].direction:
        return ()
    rivals = [each for each in scenarios if each is not winner and each.total_cost > 0.0]
    return break_evens(winner, rivals, outcome, month, replications=replications, seed=seed, workers=workers)


def break_even(
    scenario: Scenario, rival: Scenario, outcome: str, month: int, *, replications: int, seed: int, workers: int | None
) -> BreakEven:
    """Return `break_evens` against a single rival."""
    (found,) = break_evens(
        scenario, [rival], outcome, month, replications=replications, seed=seed, workers=workers
    )  # fmt: skip
    return found
