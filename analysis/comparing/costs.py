"""Money: what programmes cost, what a gain costs, and when they pay back."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...scenarios.ground.by_value import by_value
from ..base.intervals import ratio_interval
from ..base.least_sizes import known
from ..base.programme import Programme
from .break_even import DEAREST_FACTOR, BreakEven, break_even, break_evens_of, levels, priced
from .price_ranges import over_prices, price_draws, shares_ahead

Floats = npt.NDArray[np.float64]


@by_value
@dataclass(frozen=True)
class Cost:
    """What a programme costs and brings in money.

    Attributes
    ----------
    scenario : str
    total : float
        Programme spending within the horizon, EUR (without the platform); the mean over replicates
        where interventions wait for a condition.
    until_month : float
        Spending until the month compared, EUR.
    by_intervention : dict of str to float
        Spending by intervention, EUR; for one that waits for a condition if it begins as early as it can.
    per_point : float
        EUR (until the month) per additional percentage point of deep use; NaN if there is no clear gain.
    per_customer : float
        EUR (until the month) per additional customer; NaN if there is no clear gain.
    payback_month : float
        Median month in which net value has caught up with the baseline's; NaN if fewer than half
        of the pairs do within the horizon.
    payback_share : float
        Share of pairs that pay back within the horizon; NaN without spending and with fewer than 6 pairs.
    per_point_low, per_point_high, per_customer_low, per_customer_high : float
        95 % bootstrap limits over pairs; NaN if there is no clear gain.
    break_even_margin, break_even_margin_low, break_even_margin_high : float
        EUR per customer and month from which net value has caught up with the baseline's at the end of the horizon,
        with 95 % bootstrap limits; 0 or less if it has at any margin. NaN if it is not clear that customers are gained,
        if margins differ, or without a market.
    """

    scenario: str
    total: float
    until_month: float
    by_intervention: dict[str, float]
    per_point: float
    per_customer: float
    payback_month: float
    payback_share: float
    per_point_low: float = math.nan
    per_point_high: float = math.nan
    per_customer_low: float = math.nan
    per_customer_high: float = math.nan
    break_even_margin: float = math.nan
    break_even_margin_low: float = math.nan
    break_even_margin_high: float = math.nan


def payback(programme: Programme, baseline: Programme) -> Floats:
    """Return by pair the first month whose cumulative net value is no lower than the baseline's.

    The month counts from the first spending on; infinity if there is none within the horizon.
    """
    gain = programme.path("net_value") - baseline.path("net_value")
    spent = programme.path("cost") > baseline.path("cost")
    back = (gain >= 0.0) & spent
    first = back.argmax(axis=1) + 1.0
    return np.where(back.any(axis=1), first, math.inf)


def _price_of(programme: Programme, baseline: Programme, outcome: str, unit: float, month: int) -> list[float]:
    """Return EUR per ``unit`` of an outcome gained until a month, with limits; NaN if there is no clear gain."""
    spent = programme.at("cost", month)
    if not spent.mean() > 0.0:
        return [math.nan] * 3
    gained = programme.at(outcome, month) - baseline.at(outcome, month)
    return list(ratio_interval(spent, gained / unit, programme.sets))


def break_even_margin(programme: Programme, baseline: Programme) -> tuple[float, float, float]:
    """Return the margin per customer and month with which a programme draws level, with its limits.

    Net value is straight in the margin: what it lacks apart from customers, per month that a customer is kept longer.
    """
    market, margin = programme.scenario.company.market, baseline.scenario.company.market.margin
    if not programme.spending().mean() > 0.0 or margin != market.margin or not market.has_customers:
        return math.nan, math.nan, math.nan
    kept = (programme.path("customers") - baseline.path("customers")).sum(axis=1)
    gained = programme.path("net_value")[:, -1] - baseline.path("net_value")[:, -1]
    return ratio_interval(margin * kept - gained, kept, programme.sets)


def cost_of(programme: Programme, baseline: Programme, month: int) -> Cost:
    """Return a programme's costs and what they bring until a month."""
    total = float(programme.spending().mean())
    months = payback(programme, baseline)
    share = known("share", len(months), float(np.isfinite(months).mean())) if total > 0.0 else math.nan
    point = _price_of(programme, baseline, "deep_use", 0.01, month)
    customer = _price_of(programme, baseline, "customers", 1.0, month)
    level = break_even_margin(programme, baseline)
    return Cost(
        scenario=programme.name,
        total=total,
        until_month=float(programme.at("cost", month).mean()),
        by_intervention={name: float(cost.sum()) for name, cost in programme.scenario.ledger.items()},
        per_point=point[0],
        per_customer=customer[0],
        payback_month=float(np.median(months)) if share > 0.5 else math.nan,
        payback_share=share,
        per_point_low=point[1],
        per_point_high=point[2],
        per_customer_low=customer[1],
        per_customer_high=customer[2],
        break_even_margin=level[0],
        break_even_margin_low=level[1],
        break_even_margin_high=level[2],
    )


__all__ = [
    "DEAREST_FACTOR", "BreakEven", "Cost", "break_even", "break_evens_of", "cost_of", "levels", "over_prices",
    "payback", "price_draws", "priced", "shares_ahead",
]  # fmt: skip
