"""Whether a company's money fits: what its customers bring and its people cost in a year, and what programmes cost."""

from __future__ import annotations

from dataclasses import dataclass

from .scenario import Scenario

HOURS_A_YEAR = 1_350.0
"""Hours that a person really works in a year; an hour's cost has to pay for all others too (judgement)."""


@dataclass(frozen=True)
class Account:
    """A company's money in a year, and its programmes beside it.

    Attributes
    ----------
    people : int
    customers : float
    margin : float
        What all customers bring in a year after variable costs, EUR.
    pay : float
        What all people cost in a year, EUR: the hours they work at the cost of an hour.
    programmes : float
        What the programmes cost within the horizon, EUR.
    """

    people: int
    customers: float
    margin: float
    pay: float
    programmes: float

    @property
    def unpaid(self) -> bool:
        """Whether the people cost more than the customers bring; never without a market, where others pay for them."""
        return self.customers > 0.0 and self.pay > self.margin

    @property
    def dear(self) -> bool:
        """Whether the programmes cost more than the customers bring in a year; never without a market."""
        return self.customers > 0.0 and self.programmes > self.margin

    @property
    def fitting_margin(self) -> float:
        """The least margin with which the customers pay the people, EUR per customer and month; needs a market."""
        return self.pay / (12.0 * self.customers)


def account(scenario: Scenario) -> Account:
    """Return a scenario's company in money."""
    market, organisation = scenario.company.market, scenario.company.organisation
    full_time = organisation.full_time(range(len(organisation.departments)))
    return Account(
        organisation.headcount, market.customers, 12.0 * market.customers * market.margin,
        full_time * HOURS_A_YEAR * market.hour_cost,
        scenario.total_cost,
    )  # fmt: skip
