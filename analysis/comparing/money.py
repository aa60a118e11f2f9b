"""Does it pay? Gain and spending over the same months: until the month compared, and until the end of the horizon."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.market import Market
from ...scenarios.ground.by_value import by_value
from ..base.effects import interval
from ..base.programme import Programme
from .costs import Cost

PAYS, COSTS, OPEN = "pays", "costs", "open"


@by_value
@dataclass(frozen=True)
class Money:
    """What a programme spends and brings against the baseline.

    Attributes
    ----------
    scenario : str
    month : int
        Month compared, from 1.
    spent : float
        Programme spending until then.
    gain, ci_low, ci_high : float
        Net value until then against the baseline, with 95 % limits.
    kind : {"pays", "costs", "open"}
        Whether the limits are above zero, below it or on both sides.
    horizon : int
        Last month.
    spent_later : float
        Programme spending after the month compared.
    gain_at_end, low_at_end, high_at_end : float
        Net value against the baseline at the end of the horizon.
    kind_at_end : {"pays", "costs", "open"}
    margin : float
        Assumed margin per customer and month.
    least_margin : float
        Margin from which on it has paid back at the end; NaN if unknown.
    """

    scenario: str
    month: int
    spent: float
    gain: float
    ci_low: float
    ci_high: float
    kind: str
    horizon: int
    spent_later: float
    gain_at_end: float
    low_at_end: float
    high_at_end: float
    kind_at_end: str
    margin: float
    least_margin: float

    @property
    def depends_on_margin(self) -> bool:
        """Whether the margin from which on it pays lies within the plausible range around the assumed one."""
        declared = Market.declarations()["margin"]
        low, high = (self.margin * limit / declared.default for limit in declared.plausible)
        return low <= self.least_margin <= high


def _kind(low: float, high: float) -> str:
    return PAYS if low > 0.0 else COSTS if high < 0.0 else OPEN


def money_of(programme: Programme, baseline: Programme, month: int, cost: Cost) -> Money:
    """Return what a programme spends and brings against the baseline, until a month and until the end.

    Parameters
    ----------
    programme, baseline : Programme
    month : int
        From 1.
    cost : Cost
        Of the programme.
    """
    until, whole = (
        interval(programme.at("net_value", at) - baseline.at("net_value", at), programme.sets)
        for at in (month, programme.months)
    )
    return Money(
        programme.name, month, cost.until_month, *until, _kind(*until[1:]), programme.months,
        cost.total - cost.until_month, *whole, _kind(*whole[1:]), programme.scenario.company.market.margin,
        cost.break_even_margin,
    )  # fmt: skip
