"""Customers and money: what adoption is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .declared import Declared, number
from .in_brief import in_brief

PEOPLE, CUSTOMERS, PLATFORM = 120, 2000, 500_000
"""People, customers and EUR for the platform of the article's company; others have as many per head."""


@in_brief
@dataclass(frozen=True)
class Market(Declared):
    """The company's customers, margins, hours and platform (all judgement unless marked)."""

    customers: float = number(
        2000.0, (500.0, 20000.0), "Customers at the start; 0 where there is no market, as in a public office.",
        unit="customers", symbol="N_0", allowed=(0.0, 1e9),
    )  # fmt: skip
    margin: float = number(
        600.0, (500.0, 750.0), "Margin per customer after variable costs.", unit="EUR/customer/month", symbol="m"
    )
    new_customer_share: float = number(
        0.010, (0.005, 0.02), "New customers per month as a share of the starting customers.", symbol="n"
    )
    base_churn: float = number(
        0.010, (0.005, 0.02), "Share of customers lost per month as the company is at go-live.",
        unit="share/month", symbol="c0", allowed=(0.0, 0.5),
    )  # fmt: skip
    fragmentation_effect: float = number(
        1.0, (0.5, 2.5), "How strongly a fragmented experience drives customers away and keeps new ones out.",
        unit="logit", symbol="beta", source="O3, O4", grade="B",
    )  # fmt: skip
    ai_effect: float = number(
        1.5, (0.0, 4.0), "How strongly autonomous AI helps on good data and harms on bad data.",
        unit="logit", symbol="b_ai", source="I11",
    )  # fmt: skip
    effect_limit: float = number(
        0.7, (0.5, 1.0), "What the effect of fragmentation or AI on churn approaches (exponent).",
        unit="logit", symbol="cap", allowed=(0.0, 3.0), source="O3", grade="B",
    )  # fmt: skip
    hour_cost: float = number(55.0, (35.0, 90.0), "Cost of an hour of work.", unit="EUR/hour", symbol="w")
    hours_gained: float = number(
        1.5, (0.5, 3.0), "Hours a fully useful feature in real use saves a person.",
        unit="hours/month", symbol="g", source="I10", grade="A",
    )  # fmt: skip
    compliance_hours: float = number(
        0.5, (0.2, 1.0), "Hours lost on entries made for the boss.", unit="hours/month/feature", symbol="l_c"
    )
    learning_hours: float = number(
        1.0, (0.5, 2.0), "Hours lost by a beginner while skill is below one half.",
        unit="hours/month/feature", symbol="l_s", source="T13",
    )  # fmt: skip
    platform_cost: float = number(
        500_000.0, (50_000.0, 2_000_000.0), "Price of the platform, paid at go-live in every scenario.",
        unit="EUR", symbol="K",
    )  # fmt: skip
    rival_preference: float = number(
        12.0, (6.0, 24.0), "How strongly customers who leave prefer the company with the less fragmented experience.",
        unit="logit", symbol="b_rival",
    )  # fmt: skip

    @property
    def has_customers(self) -> bool:
        """Whether there are customers to keep; a public office has none, and no margin on them."""
        return self.customers > 0.0

    @classmethod
    def for_people(cls, people: int, **given: float) -> Market:
        """Return the market of a company of some size: customers and platform grow with its people unless given.

        Parameters
        ----------
        people : int
            Headcount, 1 or more.
        **given : float
            Numbers that do not follow the headcount, by name.

        Returns
        -------
        Market
        """
        numbers = {"customers": CUSTOMERS, "platform_cost": PLATFORM}
        scaled = {name: float(max(round(number * people / PEOPLE), 1)) for name, number in numbers.items()}
        return cls(**{**scaled, **given})

    def resized(self, factor: float) -> Market:
        """Return the market of the company that has ``factor`` times the people.

        Parameters
        ----------
        factor : float
            Above 0.

        Returns
        -------
        Market
            Customers and platform in proportion, all else the same.
        """
        return replace(self, customers=self.customers * factor, platform_cost=self.platform_cost * factor)
