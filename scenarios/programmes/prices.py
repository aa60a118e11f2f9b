"""What programmes cost: the prices that turn euros into strength.

They decide the headline, so each has a range that comparisons sample like any uncertainty.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from ...model.declared import Declared, number
from ...model.errors import unknown
from ...model.in_brief import in_brief
from ...model.simulation import MOST_MONTHS, whole_number

Later = tuple[tuple[int, tuple[tuple[str, float], ...]], ...]


@in_brief
@dataclass(frozen=True)
class Prices(Declared):
    """Prices of the programmes, in EUR (judgement unless marked; ranges are sampled).

    Attributes
    ----------
    later : tuple of (int, tuple of (str, float))
        Prices that hold from a month on (from 0), by name; empty where prices stay as they are.
    """

    tooling_spend: float = number(
        1000.0, (500.0, 2500.0), "Tooling: spending per head that brings 63 % of what tooling can do.",
        unit="EUR/head", source="I13", grade="B",
    )  # fmt: skip
    align_kpis: float = number(
        800.0, (300.0, 3000.0), "Aligned KPIs: spending per head that brings 63 % of what new goals can do.",
        unit="EUR/head", source="I12", grade="C",
    )  # fmt: skip
    reward_sharing: float = number(
        400.0, (200.0, 1500.0), "Rewarded sharing: spending per head that brings 63 % of the effect.", unit="EUR/head"
    )
    break_silos: float = number(
        1000.0,
        (400.0, 3500.0),
        "Tearing down silos: spending per head that brings 63 % of the effect.",
        unit="EUR/head",
    )
    training: float = number(
        250.0, (120.0, 500.0), "Recurring training.", unit="EUR/trainee/month", source="I12", grade="C"
    )
    course: float = number(
        1180.0,
        (600.0, 2400.0),
        "A course: 16 hours of a trainee's time and a share of the trainer.",
        unit="EUR/trainee",
    )
    champion_month: float = number(
        330.0, (150.0, 660.0), "A champion's time: six hours a month.", unit="EUR/champion/month"
    )
    champion_start: float = number(1200.0, (500.0, 3000.0), "Preparing a champion.", unit="EUR/champion")
    executive_sponsor: float = number(2600.0, (1000.0, 6000.0), "Time of the executive sponsor.", unit="EUR/month")
    supervisor_commitment: float = number(
        330.0, (150.0, 660.0), "Line managers' time for asking and showing: six hours a month.",
        unit="EUR/manager/month",
    )  # fmt: skip
    mandate_start: float = number(20_000.0, (10_000.0, 50_000.0), "Setting up a mandate.", unit="EUR")
    mandate_month: float = number(5.0, (2.0, 15.0), "Checking that the mandate is kept.", unit="EUR/head/month")

    simplify: float = number(
        600.0, (300.0, 1500.0), "Simpler screens: spending per head that brings 63 % of the effect.", unit="EUR/head"
    )
    data_cleanup_start: float = number(25_000.0, (10_000.0, 60_000.0), "Setting up a data clean-up.", unit="EUR")
    data_cleanup_month: float = number(2_000.0, (1_000.0, 6_000.0), "Keeping a data clean-up going.", unit="EUR/month")
    peer_meetings: float = number(
        90.0, (40.0, 180.0), "Meetings between peers and coaching: an hour and a half of a person's time a month.",
        unit="EUR/head/month",
    )  # fmt: skip
    activity_targets: float = number(
        8_000.0, (3_000.0, 25_000.0), "Setting up targets on activity and their reports.", unit="EUR"
    )
    activity_targets_month: float = number(4.0, (2.0, 12.0), "Following targets on activity.", unit="EUR/head/month")
    retire_own_system: float = number(
        40_000.0, (15_000.0, 120_000.0), "Retiring a department's own system: moving data and habits.",
        unit="EUR/system",
    )  # fmt: skip
    connect_own_system: float = number(
        30_000.0, (10_000.0, 100_000.0), "Connecting a department's own system to the record.", unit="EUR/system"
    )
    connection_month: float = number(800.0, (300.0, 3_000.0), "Keeping a connection going.", unit="EUR/system/month")
    rollout_start: float = number(10_000.0, (3_000.0, 30_000.0), "Planning a roll-out in waves.", unit="EUR")
    autonomous_ai_start: float = number(
        20_000.0, (5_000.0, 80_000.0), "Letting AI features act by themselves: set-up and approval.", unit="EUR"
    )
    autonomous_ai_month: float = number(
        1_500.0, (500.0, 6_000.0), "Running AI features that act by themselves.", unit="EUR/month"
    )

    later: Later = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        for month, changes in self.later:
            whole_number(month, 1, MOST_MONTHS, "later")
            for name, value in changes:
                if name not in self.declarations():
                    raise unknown("price", name, self.declarations())
                self.declarations()[name].check(value)

    def at(self, month: int) -> Prices:
        """Return the prices that hold in a month, without a date.

        Parameters
        ----------
        month : int
            Month, from 0.

        Returns
        -------
        Prices
            These themselves where none has a date.
        """
        if not self.later:
            return self
        changed: dict[str, Any] = {}
        for first, changes in sorted(self.later):
            changed |= dict(changes) if first <= month else {}
        return replace(self, later=(), **changed)

    def holding(self, first: int, months: int) -> Prices:
        """Return what an intervention pays that begins in a month and works for some, without a date.

        Parameters
        ----------
        first : int
            Month in which it begins, from 0.
        months : int
            Months, 1 or more.

        Returns
        -------
        Prices
            What is paid by the month at its mean over these months, all else as it is when it begins.
        """
        if not self.later:
            return self
        begun, over = self.at(first), [self.at(month) for month in range(first, first + max(months, 1))]
        monthly = [name for name, each in self.declarations().items() if each.unit.endswith("/month")]
        means: dict[str, Any] = {name: math.fsum(getattr(each, name) for each in over) / len(over) for name in monthly}
        return replace(begun, **means)

    def times(self, factors: dict[str, float]) -> Prices:
        """Return the prices with some multiplied by a factor.

        Parameters
        ----------
        factors : dict[str, float]
            Factor by name of the price, 0 or more.

        Returns
        -------
        Prices
            The others stay as they are.
        """
        for name in factors:
            if name not in self.declarations():
                raise unknown("price", name, self.declarations())
        values = {name: getattr(self, name) * factors.get(name, 1.0) for name in self.declarations()}
        later = tuple(
            (month, tuple((name, value * factors.get(name, 1.0)) for name, value in changes))
            for month, changes in self.later
        )
        return Prices(**values, later=later)
