"""Break-even prices: how much dearer a programme may become before a rival draws level, and how surely."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.outcomes import OUTCOME
from ...scenarios.core.running import run_scenario
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ..base.effects import half_width, spread_and_size
from ..base.least_sizes import enough

Floats = npt.NDArray[np.float64]
Range = tuple[float, float]

NOTHING: Mapping[str, Floats] = MappingProxyType({})

DEAREST_FACTOR = 8.0
"""Break-even is sought up to so many times the assumed price, and down to this part of it: beyond, it says nothing."""
_OCTAVE = 4
"""Prices are tried on a grid of at most so many steps to a doubling; in between, leads are taken as straight."""
_FINE = 8
"""Parts of a step down to which its ends are interpolated, pair by pair, where the lead or a limit changes its sign."""
_LAST = round(_OCTAVE * math.log2(DEAREST_FACTOR))


@by_value
@dataclass(frozen=True)
class BreakEven:
    """How much dearer a programme may be before a rival at the same spending overtakes it.

    Attributes
    ----------
    scenario, rival : str
    ratio : float
        Times the assumed prices of the programme's interventions, the one closest to them; NaN if none was found.
    ranges : tuple of (float, float)
        All ratios that cannot be excluded, at 95 % confidence: none, one range or several. An end that lies beyond all
        prices tried (1 / `DEAREST_FACTOR` to `DEAREST_FACTOR`) is NaN.
    always : str
        "ahead" or "behind" if the order is surely the same at all prices tried, "same" if there is no difference at
        all, else "".
    """

    scenario: str
    rival: str
    ratio: float
    ranges: tuple[Range, ...]
    always: str

    @property
    def ci_low(self) -> float:
        """The lower end of all ranges; NaN where there is none."""
        return self.ranges[0][0] if self.ranges else math.nan

    @property
    def ci_high(self) -> float:
        """The upper end of all ranges; NaN where there is none."""
        return self.ranges[-1][1] if self.ranges else math.nan


def levels(scenario: Scenario, outcome: str, month: int, replications: int, seed: int, workers: int | None) -> Floats:
    """Return an outcome in a month by replicate, simulating no longer than needed."""
    done = run_scenario(scenario, month, replications=replications, seed=seed, workers=workers)
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


@by_value
@dataclass(frozen=True)
class Curve:
    """A lead by price: its mean and the limits of its mean, at rising prices.

    Attributes
    ----------
    steps : tuple of float
        Logarithm of the ratio to the assumed price.
    mean, low, high : tuple of float
        The lead and its 95 % limits (Student's t).
    """

    steps: tuple[float, ...]
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def roots(self) -> tuple[float, ...]:
        """Return where the mean lead is zero, taken as straight between two prices."""
        return tuple(
            s + (t - s) * (0.0 if a == b else a / (a - b))
            for (s, t), (a, b) in zip(pairwise(self.steps), pairwise(self.mean), strict=True)
            if (a > 0.0) != (b > 0.0)
        )

    def undecided(self) -> tuple[Range, ...]:
        """Return the prices at which a lead of zero is within the limits; NaN where that goes on beyond all tried.

        What a t-test at one price does not reject is a confidence set for the price with no lead: of the true one it
        is rejected with five per cent (Fieller, E. C. (1954). Some problems in interval estimation. Journal of the
        Royal Statistical Society B 16, 175-185). So it may be open, empty or in parts.
        """
        found: list[Range] = []
        for (s, t), lows, highs in zip(pairwise(self.steps), pairwise(self.low), pairwise(self.high), strict=True):
            below, above = _where(s, t, *lows, up=False), _where(s, t, *highs, up=True)
            if below is None or above is None:
                continue
            start, end = max(below[0], above[0]), min(below[1], above[1])
            if start > end:
                continue
            if found and found[-1][1] == start:
                start = found.pop()[0]
            found.append((start, end))
        first, last = self.steps[0], self.steps[-1]
        return tuple((math.nan if a == first else a, math.nan if b == last else b) for a, b in found)


def _where(s: float, t: float, a: float, b: float, *, up: bool) -> Range | None:
    """Return the part of [s, t] in which a straight line from a to b is not below (``up``) or not above zero."""
    if not up:
        a, b = -a, -b
    if a >= 0.0 and b >= 0.0:
        return s, t
    if a < 0.0 and b < 0.0:
        return None
    turn = s + (t - s) * a / (a - b)
    return (s, turn) if a >= 0.0 else (turn, t)


def curve(lead: Callable[[int], Floats], sets: int = 0) -> Curve:
    """Return a lead by price: at every doubling, and finer where it, or a limit of it, changes its sign.

    Between two steps of the grid the lead of every pair is taken as straight, so that its limits there are known too.

    Parameters
    ----------
    lead : callable
        Takes a step on the grid of prices and returns the lead by pair.
    sets : int
        Draws that the pairs take in turn, 0 where the company is certain.
    """
    seen: dict[int, tuple[float, float, float]] = {}

    def at(place: int) -> tuple[float, float, float]:
        if place not in seen:
            step, rest = divmod(place, _FINE)
            values = lead(step)
            if rest:
                values = values + rest / _FINE * (lead(step + 1) - values)
            mean, (spread, n) = float(values.mean()), spread_and_size(values, sets)
            half = half_width(spread, n) if enough("interval", n) else math.nan
            seen[place] = mean, mean - half, mean + half
        return seen[place]

    def turns(a: int, b: int) -> bool:
        return any((x > 0.0) != (y > 0.0) for x, y in zip(at(a), at(b), strict=True))

    doubling = _OCTAVE * _FINE
    open_ones = list(pairwise(range(-_LAST * _FINE, _LAST * _FINE + 1, doubling)))
    while open_ones:
        a, b = open_ones.pop()
        if turns(a, b) and b - a > 1:
            open_ones += [(a, (a + b) // 2), ((a + b) // 2, b)]
    places = sorted(seen)
    means, lows, highs = zip(*(seen[place] for place in places), strict=True)
    return Curve(tuple(place * math.log(2.0) / doubling for place in places), means, lows, highs)


def between(names: tuple[str, str], found: Curve) -> BreakEven:
    """Return the break-even of a scenario and its rival from the lead by price."""
    if not any(found.mean):
        return BreakEven(*names, math.nan, (), "same")
    roots = found.roots()
    ratio = math.exp(min(roots, key=abs)) if roots else math.nan
    if any(math.isnan(each) for each in found.low):  # too few pairs for limits: nothing is sure
        return BreakEven(*names, ratio, ((math.nan, math.nan),), "")
    ranges = tuple((math.exp(a), math.exp(b)) for a, b in found.undecided())
    always = "" if ranges or roots else "ahead" if found.mean[0] > 0.0 else "behind"
    return BreakEven(*names, ratio, ranges, always)


def break_evens(
    scenario: Scenario, rivals: Sequence[Scenario], outcome: str, month: int, *, replications: int, seed: int,
    workers: int | None, known: Mapping[str, Floats] = NOTHING,
) -> tuple[BreakEven, ...]:  # fmt: skip
    """Find how many times dearer a programme's interventions may be until each rival draws level.

    All spend what they spend now; the dearer interventions buy less strength, in a rival too where it uses them. The
    lead is looked at on a grid of prices under common random numbers; what chance and behaviour leave open is the set
    of prices at which its t-test does not reject a tie (`Curve.undecided`). What is ``known`` are outcomes by replicate
    at the assumed prices, by scenario: they need not be simulated again.
    """
    there = {(name, 0): values[:replications] for name, values in known.items()}
    market = _Market(priced(scenario), outcome, month, replications, seed, workers, there)
    sets = len(scenario.draws)

    def lead(rival: Scenario) -> Callable[[int], Floats]:
        return lambda step: market.lead(scenario, rival, step)

    return tuple(between((scenario.name, rival.name), curve(lead(rival), sets)) for rival in rivals)


def break_evens_of(
    best: str, scenarios: Sequence[Scenario], outcome: str, month: int, *, replications: int, seed: int,
    workers: int | None, known: Mapping[str, Floats] = NOTHING,
) -> tuple[BreakEven, ...]:  # fmt: skip
    """Return the best programme's break-even prices against each other one that costs something.

    Nothing if it has no prices, or if the outcome has no good direction; ``known`` as in `break_evens`.
    """
    winner = next(each for each in scenarios if each.name == best)
    if not priced(winner) or not OUTCOME[outcome].direction:
        return ()
    rivals = [each for each in scenarios if each is not winner and each.total_cost > 0.0]
    how: dict[str, Any] = {"replications": replications, "seed": seed, "workers": workers, "known": known}
    return break_evens(winner, rivals, outcome, month, **how)


def break_even(
    scenario: Scenario, rival: Scenario, outcome: str, month: int, *, replications: int, seed: int, workers: int | None
) -> BreakEven:
    """Return `break_evens` against a single rival."""
    (found,) = break_evens(
        scenario, [rival], outcome, month, replications=replications, seed=seed, workers=workers
    )  # fmt: skip
    return found
