"""What all interventions have in common: when, where, how strongly and at what cost."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import ClassVar

from ...model.declared import plain_numbers
from ...model.errors import InputError
from ...model.levers import Kind, Modifier
from ..words.declared import called
from .hooks import Costing, Reach, Touching
from .money import MOST_EUROS, Money, real
from .offered import Offered
from .own import check_declared
from .prices import Prices
from .timed import Timed

SPENDING_MONTHS = 12
"""Investments are paid in equal parts over this many months (fewer if the horizon is near)."""
DEAREST = 0.95
"""Strengths above this cost as much as this: the last percents cannot be bought."""


def names_in(value: object, field: str) -> tuple[str, ...]:
    """Return the names in a list, or raise InputError if it is none."""
    if not isinstance(value, (list, tuple)) or not all(isinstance(name, str) for name in value):
        raise InputError('{value!r} is not a list of names; write it as ["...", "..."].', value=value, field=field)
    return tuple(value)


@dataclass(frozen=True, kw_only=True)
class Intervention(Timed, Touching, Costing):
    """What all interventions have in common.

    Parameters
    ----------
    start, end, lasts, when, ramp, until, as_long_as, review
        From when to when it works (`Timed`).
    departments : tuple of str
        Departments it targets; empty means all.
    strength : float, optional
        Share of the full effect in [0, 1]. Give this or ``budget``; 1 if neither is given.
    budget : float, optional
        EUR spent in total within the horizon; buys strength at the scenario's prices. With rules:
        if it begins as early as it can and never stops.
    one_off, monthly : float or Money, optional
        EUR at the start and per month, in total or as ``Money(per_head=..., per_department=...)``;
        replace the prices' cost of the strength.

    Raises
    ------
    InputError
        For a value outside its range.
    """

    departments: tuple[str, ...] = ()
    strength: float | None = None
    budget: float | None = None
    one_off: float | Money | None = None
    monthly: float | Money | None = None

    effects: ClassVar[tuple[tuple[str, Kind, float], ...]] = ()
    prices: ClassVar[tuple[str, ...]] = ()
    free: ClassVar[bool] = False
    offered: ClassVar[Offered | None] = None
    label_en: ClassVar[str] = ""
    label_de: ClassVar[str] = ""

    def __init_subclass__(cls, **rest: object) -> None:
        super().__init_subclass__(**rest)
        check_declared(cls)

    def __post_init__(self) -> None:
        plain_numbers(self)
        self._check_timing()
        for name, high in {"strength": 1.0, "budget": MOST_EUROS}.items():
            if getattr(self, name) is not None:
                object.__setattr__(self, name, real(getattr(self, name), high, name))
        for name in ("one_off", "monthly"):
            if (given := getattr(self, name)) is not None:
                amount = Money.given(given, name)
                object.__setattr__(self, name, amount if isinstance(given, (Money, Mapping)) else amount.total)
        if self.strength is not None and self.budget is not None:
            raise InputError("give strength or budget, not both: a budget buys its strength.", field="budget")
        if self.budget is not None and self.free:
            raise InputError("this costs nothing, so no budget buys it; give strength.", field="budget")
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
        """Return the intervention's name in words.

        Parameters
        ----------
        lang : {"en", "de"}

        Returns
        -------
        str
            The name, as tables and figures show it.
        """
        return called(cls, lang)

    def modifiers(self, strength: float, t: int) -> list[Modifier]:
        """Return what it does to the levers in month t at a given full strength.

        Parameters
        ----------
        strength : float
            In [0, 1].
        t : int
            Month, from 0.

        Returns
        -------
        list[Modifier]
            One for each lever that it moves.
        """
        now = strength * self.ramped(t)
        return [
            Modifier(lever, kind, 1.0 + (amount - 1.0) * now if kind == "factor" else amount * now)
            for lever, kind, amount in self.effects
        ]

    def spending_months(self, months: int) -> int:
        """Return over how many months the cost is paid.

        Parameters
        ----------
        months : int
            The horizon, in months.

        Returns
        -------
        int
            Months, 1 or more.
        """
        return self.last_month(months) - self.start


class Investment(Intervention):
    """An intervention paid once whose effect lasts, with diminishing returns to money.

    Strength bought by a budget: 1 - exp(-budget / (price per head * heads)), judgement. What a rule stops early is
    paid for all the same, so it cannot come and go (``as_long_as``).
    """

    def _check_rules(self) -> None:
        super()._check_rules()
        if self.as_long_as is not None:
            problem = "this is bought once, so it cannot come and go; give when, until, or what is paid by the month."
            raise InputError(problem, field="as_long_as")

    def bought(self, budget: float, prices: Prices, reach: Reach) -> float:
        """Return the strength that a budget buys, in [0, 1)."""
        return -math.expm1(-self._parts(budget, prices, reach))

    def cost_of(self, strength: float, prices: Prices, reach: Reach) -> float:
        """Return what a strength costs; beyond `DEAREST` nothing more can be bought."""
        return -math.log1p(-min(strength, DEAREST)) * self.full_price(prices, reach)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the spending that brings 63 % of the full effect."""
        if not self.prices:
            return super().cost_of_full(prices, reach)
        return float(getattr(prices, self.prices[0])) * reach.heads

    def spending_months(self, months: int) -> int:
        """Return over how many months the investment is paid."""
        return min(SPENDING_MONTHS, self.last_month(months) - self.start)
