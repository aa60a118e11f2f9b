"""What all interventions have in common: when, where, how strongly and at what cost."""

from __future__ import annotations

import math
from dataclasses import MISSING, dataclass, fields
from typing import ClassVar

from ..model.errors import InputError
from ..model.levers import Kind, Modifier
from .prices import Prices

SPENDING_MONTHS = 12
"""Investments are paid in equal parts over this many months (fewer if the horizon is near)."""
DEAREST = 0.95
"""Strengths above this cost as much as this: the last percents cannot be bought."""
MOST_EUROS = 1e12


@dataclass(frozen=True)
class Reach:
    """Whom an intervention reaches: heads, managers among them, and for how many months."""

    heads: float
    managers: float
    months: int


def _real(value: object, high: float, field: str) -> float:
    limits = f"allowed is 0 to {high:,.0f}"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InputError(f"{value!r} is not a number; {limits}.", field=field)
    if not 0.0 <= value <= high:
        raise InputError(f"{value!r:.30} is out of range; {limits}.", field=field)
    return abs(float(value))  # there is no minus zero euros


def _month(value: object, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InputError(f"{value!r} is not a month; allowed is a whole number, 0 or more.", field=field)
    return value


def names_in(value: object, field: str) -> tuple[str, ...]:
    """Return the names in a list, or raise InputError if it is none."""
    if not isinstance(value, (list, tuple)) or not all(isinstance(name, str) for name in value):
        raise InputError(f'{value!r} is not a list of names; write it as ["...", "..."].', field=field)
    return tuple(value)


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """What all interventions have in common.

    Parameters
    ----------
    start : int
        Month from which it works; 0 is go-live, so that the first effect shows in month 1.
    end : int, optional
        Month in which it stops working (not included); by default it lasts to the horizon.
    ramp : int
        Months until full strength, rising evenly; 0 is at once.
    departments : tuple of str
        Departments it targets; empty means all.
    strength : float, optional
        Share of the full effect in [0, 1]. Give this or ``budget``; 1 if neither is given.
    budget : float, optional
        EUR spent in total within the horizon; buys strength at the scenario's prices.
    one_off, monthly : float, optional
        EUR at the start and per month; replace the prices' cost of the strength.

    Raises
    ------
    InputError
        For a value outside its range.
    """

    start: int = 0
    end: int | None = None
    ramp: int = 0
    departments: tuple[str, ...] = ()
    strength: float | None = None
    budget: float | None = None
    one_off: float | None = None
    monthly: float | None = None

    effects: ClassVar[tuple[tuple[str, Kind, float], ...]] = ()
    prices: ClassVar[tuple[str, ...]] = ()
    label_en: ClassVar[str] = ""
    label_de: ClassVar[str] = ""

    def __post_init__(self) -> None:
        _month(self.start, "start")
        _month(self.ramp, "ramp")
        if self.end is not None and _month(self.end, "end") <= self.start:
            problem = f"month {self.end} is not after the start in month {self.start}"
            raise InputError(f"{problem}; allowed is {self.start + 1} or more.", field="end")
        limits = {"strength": 1.0, "budget": MOST_EUROS, "one_off": MOST_EUROS, "monthly": MOST_EUROS}
        for name, high in limits.items():
            if getattr(self, name) is not None:
                object.__setattr__(self, name, _real(getattr(self, name), high, name))
        if self.strength is not None and self.budget is not None:
            raise InputError("give strength or budget, not both: a budget buys its strength.", field="budget")
        if self.budget is not None and (self.one_off is not None or self.monthly is not None):
            raise InputError("give budget, or one_off and monthly, not both.", field="budget")
        object.__setattr__(self, "departments", names_in(self.departments, "departments"))

    def __repr__(self) -> str:
        said = [(f.name, getattr(self, f.name)) for f in fields(self)]
        defaults = {f.name: f.default for f in fields(self) if f.default is not MISSING}
        given = ", ".join(f"{name}={value!r}" for name, value in said if value != defaults.get(name))
        return f"{type(self).__name__}({given})"

    @classmethod
    def label(cls, lang: str) -> str:
        """Return the intervention's name in words."""
        return cls.label_de if lang == "de" else cls.label_en

    def last_month(self, months: int) -> int:
        """Return the month in which it stops within a horizon (not included)."""
        return months if self.end is None else min(self.end, months)

    def ramped(self, t: int) -> float:
        """Return the share of full strength reached in month t, 0 outside its time."""
        if t < self.start or (self.end is not None and t >= self.end):
            return 0.0
        return min(1.0, (t - self.start + 1) / self.ramp) if self.ramp else 1.0

    def modifiers(self, strength: float, t: int) -> list[Modifier]:
        """Return what it does to the levers in month t at a given full strength."""
        now = strength * self.ramped(t)
        return [Modifier(lever, kind, amount * now) for lever, kind, amount in self.effects]

    def gates(self) -> tuple[str, ...]:
        """Return the features whose old way it closes."""
        return ()

    def bought(self, budget: float, prices: Prices, reach: Reach) -> float:
        """Return the strength that a budget buys, in [0, 1]."""
        return min(1.0, self._parts(budget, prices, reach))

    def _parts(self, budget: float, prices: Prices, reach: Reach) -> float:
        """Return a budget as a multiple of `cost_of_full`, endless where that is nothing."""
        full = self.cost_of_full(prices, reach)
        return budget / full if full > 0.0 else (math.inf if budget else 0.0)

    def cost_of(self, strength: float, prices: Prices, reach: Reach) -> float:
        """Return what a strength costs in total within the reach's months."""
        return strength * self.cost_of_full(prices, reach)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return what full strength costs (for investments: what brings 63 % of it)."""
        raise NotImplementedError

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return what of the cost of full strength is due at the start."""
        return 0.0

    def spending_months(self, months: int) -> int:
        """Return over how many months the cost is paid."""
        return self.last_month(months) - self.start


class Investment(Intervention):
    """An intervention paid once whose effect lasts, with diminishing returns to money.

    Strength bought by a budget: 1 - exp(-budget / (price per head * heads)), judgement.
    """

    def bought(self, budget: float, prices: Prices, reach: Reach) -> float:
        """Return the strength that a budget buys, in [0, 1)."""
        return -math.expm1(-self._parts(budget, prices, reach))

    def cost_of(self, strength: float, prices: Prices, reach: Reach) -> float:
        """Return what a strength costs; beyond `DEAREST` nothing more can be bought."""
        return -math.log1p(-min(strength, DEAREST)) * self.cost_of_full(prices, reach)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the spending that brings 63 % of the full effect."""
        return float(getattr(prices, self.prices[0])) * reach.heads

    def spending_months(self, months: int) -> int:
        """Return over how many months the investment is paid."""
        return min(SPENDING_MONTHS, self.last_month(months) - self.start)
