"""What all interventions have in common: when, where, how strongly and at what cost."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import ClassVar, Self

from ...model.declared import plain_numbers
from ...model.errors import InputError
from ...model.levers import Kind, Modifier
from ...model.written import hint, said
from ..words.declared import called
from .condition import Condition
from .hooks import Costing, Reach, Touching
from .money import MOST_EUROS, Money, real
from .offered import Offered
from .own import check_declared
from .prices import Prices
from .trigger import Trigger

SPENDING_MONTHS = 12
"""Investments are paid in equal parts over this many months (fewer if the horizon is near)."""
DEAREST = 0.95
"""Strengths above this cost as much as this: the last percents cannot be bought."""


NEW_FOR = 6
"""Months in which a programme is a change to get used to (judgement)."""


def _month(value: object, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        problem = "{value} is not a month; allowed is a whole number, 0 or more.{hint}"
        raise InputError(problem, field=field, value=said(value), hint=hint(value))
    return value


def names_in(value: object, field: str) -> tuple[str, ...]:
    """Return the names in a list, or raise InputError if it is none."""
    if not isinstance(value, (list, tuple)) or not all(isinstance(name, str) for name in value):
        raise InputError('{value!r} is not a list of names; write it as ["...", "..."].', value=value, field=field)
    return tuple(value)


@dataclass(frozen=True, kw_only=True)
class Intervention(Touching, Costing):
    """What all interventions have in common.

    Parameters
    ----------
    start : int
        Month from which it works; 0 is go-live, so that the first effect shows in month 1.
    end : int, optional
        Month in which it stops working (not included); by default it lasts to the horizon.
    lasts : int, optional
        Months it works, from 1; give this or ``end`` (with ``when``, both may be given).
    when : str, Condition or Trigger, optional
        Condition without which it does not begin, for example ``"deep_use < 0.30 in sales"``: it is
        watched from ``start`` on, looking at the month before, and what it starts begins once.
    ramp : int
        Months until full strength, rising evenly; 0 is at once.
    departments : tuple of str
        Departments it targets; empty means all.
    strength : float, optional
        Share of the full effect in [0, 1]. Give this or ``budget``; 1 if neither is given.
    budget : float, optional
        EUR spent in total within the horizon; buys strength at the scenario's prices. With ``when``:
        if it begins as early as it can.
    one_off, monthly : float or Money, optional
        EUR at the start and per month, in total or as ``Money(per_head=..., per_department=...)``;
        replace the prices' cost of the strength.

    Raises
    ------
    InputError
        For a value outside its range.
    """

    start: int = 0
    end: int | None = None
    lasts: int | None = None
    when: str | Condition | Trigger | None = None
    ramp: int = 0
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
        _month(self.start, "start")
        _month(self.ramp, "ramp")
        if self.end is not None and _month(self.end, "end") <= self.start:
            problem = "month {end} is not after the start in month {start}; allowed is {least} or more."
            raise InputError(problem, field="end", end=self.end, start=self.start, least=self.start + 1)
        self._check_duration()
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

    def _check_duration(self) -> None:
        if self.when is not None:
            try:
                condition = Condition.parse(self.when)
            except InputError as error:
                raise error.within(field="when") from None
            object.__setattr__(self, "when", str(condition))
        if self.lasts is None:
            return
        if _month(self.lasts, "lasts") < 1:
            raise InputError("0 months are nothing; allowed is 1 or more.", field="lasts")
        if self.end is not None and self.when is None:
            raise InputError("give lasts or end, not both: the end follows from start and lasts.", field="lasts")

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

    @property
    def trigger(self) -> Condition | None:
        """The condition without which it does not begin, if any."""
        return None if self.when is None else Condition.parse(self.when)

    def begun(self, start: int) -> Self:
        """Return what a triggered intervention is once it has begun: the same with a date instead of a condition.

        Parameters
        ----------
        start : int
            Month in which it begins, from 0.

        Returns
        -------
        Intervention
        """
        ends = [month for month in (self.end, None if self.lasts is None else start + self.lasts) if month is not None]
        return replace(self, when=None, start=start, lasts=None, end=min(ends, default=None))

    def last_month(self, months: int) -> int:
        """Return the month in which it stops within a horizon (not included).

        Parameters
        ----------
        months : int
            The horizon, in months.

        Returns
        -------
        int
            Month, at most the horizon.
        """
        ends = [months, *([] if self.end is None else [self.end])]
        return min([*ends, self.start + self.lasts] if self.lasts is not None else ends)

    def ramped(self, t: int) -> float:
        """Return the share of full strength reached in month t, 0 outside its time.

        Parameters
        ----------
        t : int
            Month, from 0.

        Returns
        -------
        float
            In [0, 1].
        """
        if not self.start <= t < self.last_month(t + 1):
            return 0.0
        return min(1.0, (t - self.start + 1) / self.ramp) if self.ramp else 1.0

    def settles(self) -> int:
        """Return after how many months from its start nothing about it changes any more.

        Returns
        -------
        int
            Months, 0 or more.
        """
        return self.ramp

    def asked_of_people(self, t: int) -> float:
        """Return how much of a change it asks people to get used to in month t: it is new for half a year.

        Parameters
        ----------
        t : int
            Month, from 0.

        Returns
        -------
        float
            In [0, 1].
        """
        return self.ramped(t) if t - self.start < NEW_FOR else 0.0

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

    Strength bought by a budget: 1 - exp(-budget / (price per head * heads)), judgement.
    """

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
