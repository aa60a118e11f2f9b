"""Money: cost per gain, payback, and how far the answer hangs on assumed prices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from ..model.outcomes import OUTCOME
from ..model.schedule import Schedule
from ..model.simulation import run, worker_count
from ..scenarios.prices import Prices
from ..scenarios.scenario import Scenario
from .effects import effect, interval
from .programme import Programme

Floats = npt.NDArray[np.float64]

DEAREST_FACTOR = 64.0
"""Break-even is sought up to this many times the assumed price."""


@dataclass(frozen=True)
class Cost:
    """What a programme costs and brings in money.

    Attributes
    ----------
    scenario : str
    total : float
        Programme spending within the horizon, EUR (without the platform).
    until_month : float
        Spending until the month compared, EUR.
    by_intervention : dict of str to float
        Spending by intervention, EUR.
    per_point : float
        EUR (until the month) per additional percentage point of deep use; NaN if there is no clear gain.
    per_customer : float
        EUR (until the month) per additional customer; NaN if there is no clear gain.
    payback_month : float
        Median month in which net value has caught up with the baseline's; NaN if fewer than half
        of the pairs do within the horizon.
    payback_share : float
        Share of pairs that pay back within the horizon; NaN without spending.
    """

    scenario: str
    total: float
    until_month: float
    by_intervention: dict[str, float]
    per_point: float
    per_customer: float
    payback_month: float
    payback_share: float


@dataclass(frozen=True)
class BreakEven:
    """How much dearer a programme may be before a rival at the same spending overtakes it.

    Attributes
    ----------
    scenario, rival : str
    ratio : float
        Times the assumed prices of the programme's interventions; NaN if none was found.
    ci_low, ci_high : float
        95 % limits of the ratio, for chance between companies only.
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


def payback(programme: Programme, baseline: Programme) -> Floats:
    """Return by pair the first month whose cumulative net value is no lower than the baseline's.

    The month counts from the first spending on; infinity if there is none within the horizon.
    """
    gain = programme.path("net_value") - baseline.path("net_value")
    spent = programme.path("cost") > baseline.path("cost")
    back = (gain >= 0.0) & spent
    first = back.argmax(axis=1) + 1.0
    return np.where(back.any(axis=1), first, math.inf)


def cost_of(programme: Programme, baseline: Programme, month: int) -> Cost:
    """Return a programme's costs and what they bring until a month."""
    until = float(programme.at("cost", month).mean())
    months = payback(programme, baseline)
    share = float(np.isfinite(months).mean()) if programme.scenario.total_cost > 0.0 else math.nan
    points = effect(programme, baseline, "deep_use", month, "en")
    kept = effect(programme, baseline, "customers", month, "en")
    return Cost(
        scenario=programme.name,
        total=programme.scenario.total_cost,
        until_month=until,
        by_intervention={name: float(cost.sum()) for name, cost in programme.scenario.ledger.items()},
        per_point=until / (100.0 * points.difference) if points.ci_low > 0.0 and until > 0.0 else math.nan,
        per_customer=until / kept.difference if kept.ci_low > 0.0 and until > 0.0 else math.nan,
        payback_month=float(np.median(months)) if share > 0.5 else math.nan,
        payback_share=share,
    )


def _first(schedule: Schedule, months: int) -> Schedule:
    """Return the first months of a schedule: nothing in them depends on later ones."""
    return schedule._replace(
        levers=schedule.levers[:months],
        live=schedule.live[:months],
        gate=schedule.gate[:months],
        autonomy=schedule.autonomy[:months],
        cost=schedule.cost[: months + 1],
    )


def levels(scenario: Scenario, outcome: str, month: int, replications: int, seed: int, workers: int | None) -> Floats:
    """Return an outcome in a month by replicate, simulating no longer than needed."""
    part = _first(scenario.schedule, month)
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
class _Duel:
    """Two scenarios at prices multiplied for the first one's interventions."""

    scenario: Scenario
    rival: Scenario
    outcome: str
    month: int
    replications: int
    seed: int
    workers: int | None

    @cache  # noqa: B019 - a duel lives as long as one search
    def _levels(self, first: bool, factor: float) -> Floats:
        scenario = self.scenario if first else self.rival
        changed = scenario.with_prices(scenario.prices.times(dict.fromkeys(priced(self.scenario), factor)))
        return levels(changed, self.outcome, self.month, self.replications, self.seed, self.workers)

    def lead(self, factor: float) -> Floats:
        """Return by pair how far the first is ahead, positive being better."""
        touched = set(priced(self.scenario)) & set(priced(self.rival))
        theirs = self._levels(False, factor if touched else 1.0)
        return (self._levels(True, factor) - theirs) * OUTCOME[self.outcome].direction

    def mean_lead(self, log_factor: float) -> float:
        """Return the mean lead at exp(log_factor) times the prices."""
        return float(self.lead(math.exp(log_factor)).mean())


def break_even(
    scenario: Scenario, rival: Scenario, outcome: str, month: int, *, replications: int, seed: int, workers: int | None
) -> BreakEven:
    """Find how many times dearer a programme's interventions may be until a rival draws level.

    Both spend what they spend now; the dearer interventions buy less strength, in the rival too
    where it uses them. Brent's method on the logarithm of the factor, to 1 %, under common random
    numbers; the limits follow from the interval of the lead there and its slope (delta method).
    """
    from scipy.optimize import brentq

    duel = _Duel(scenario, rival, outcome, month, replications, seed, workers)
    now = duel.mean_lead(0.0)
    if now == 0.0:
        return BreakEven(scenario.name, rival.name, math.nan, math.nan, math.nan, "same")
    step = math.log(2.0) if now > 0.0 else -math.log(2.0)
    near, far = 0.0, step
    while (duel.mean_lead(far) > 0.0) == (now > 0.0):
        near, far = far, far + step
        if abs(far) > math.log(DEAREST_FACTOR) + 1e-9:
            return BreakEven(scenario.name, rival.name, math.nan, math.nan, math.nan, "ahead" if now > 0 else "behind")
    middle = float(brentq(duel.mean_lead, near, far, xtol=0.01))
    slope = (duel.mean_lead(middle + 0.1) - duel.mean_lead(middle - 0.1)) / 0.2
    _, low, high = interval(duel.lead(math.exp(middle)))
    half = (high - low) / 2.0 / abs(slope) if slope != 0.0 else math.nan
    ratio, low, high = (math.exp(middle + shift) for shift in (0.0, -half, half))
    return BreakEven(scenario.name, rival.name, ratio, low, high, "")


def price_draws(number: int, seed: int) -> list[Prices]:
    """Draw prices from their plausible ranges, evenly on the logarithm (scrambled Sobol points)."""
    from scipy.stats import qmc

    declared = Prices.declarations()
    points = qmc.Sobol(len(declared), scramble=True, seed=np.random.default_rng(seed)).random(number)
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
    idle = {each.name: each for each in scenarios if not priced(each)}
    known = {name: levels(each, outcome, month, replications, seed, 1).mean() for name, each in idle.items()}

    def row(prices: Prices) -> list[float]:
        return [
            known[each.name] if each.name in known
            else levels(each.with_prices(prices), outcome, month, replications, seed, 1).mean()
            for each in scenarios
        ]  # fmt: skip

    with ThreadPoolExecutor(worker_count(workers)) as threads:
        table = np.array(list(threads.map(row, price_draws(draws, seed))))
    return table * OUTCOME[outcome].direction


def shares_ahead(table: Floats, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return for each scenario the share of price draws in which it is ahead of each other one."""
    return {
        a: {b: float((table[:, i] > table[:, j]).mean()) for j, b in enumerate(names) if j != i}
        for i, a in enumerate(names)
    }


__all__ = ["BreakEven", "Cost", "break_even", "cost_of", "over_prices", "payback", "priced", "shares_ahead"]
