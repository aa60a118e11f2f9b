"""What each intervention of a scenario is given and what that buys: strength, price, and money that buys nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ..programmes.intervention import Intervention
from ..programmes.spending import reach
from .scenario import Scenario

_SLACK = 1e-9
"""Share of an amount below which a difference is rounding."""


@dataclass(frozen=True)
class Purchase:
    """Label, strength and price of one intervention in one company: one value in three forms.

    Attributes
    ----------
    number : int
        Place among the scenario's interventions, from 1.
    what : Intervention
    given : {"budget", "strength", "costs", "nothing"}
        Which form was given and stays when the company changes: money, a strength, costs of its own, or
        nothing, because it costs nothing.
    strength : float
        How strongly it works, in [0, 1].
    cost : float
        What is spent on it within the horizon, EUR.
    full_cost : float
        What full strength costs here at the scenario's prices, EUR: more money buys nothing more.
    """

    number: int
    what: Intervention
    given: Literal["budget", "strength", "costs", "nothing"]
    strength: float
    cost: float
    full_cost: float

    @property
    def kind(self) -> str:
        """Name of the kind of intervention."""
        return type(self.what).__name__

    @property
    def asked(self) -> float:
        """The budget given, or what is spent where none is."""
        return self.what.budget if self.what.budget is not None else self.cost

    @property
    def idle(self) -> float:
        """EUR of its budget beyond what full strength costs; 0 without a budget."""
        beyond = self.asked - self.full_cost if self.given == "budget" else 0.0
        return beyond if beyond > _SLACK * self.asked else 0.0

    @property
    def wasted(self) -> float:
        """EUR that are spent and buy nothing; the rest of `idle` is not spent, since nobody is there to be paid."""
        beyond = min(self.cost - self.full_cost, self.idle)
        return beyond if beyond > _SLACK * self.asked else 0.0


def _given(each: Intervention) -> Literal["budget", "strength", "costs", "nothing"]:
    if each.one_off is not None or each.monthly is not None:
        return "costs"
    if each.free:
        return "nothing"
    return "strength" if each.budget is None else "budget"


def full_cost(each: Intervention, scenario: Scenario) -> float:
    """Return what the greatest strength that an intervention can have costs in a scenario's company, EUR.

    Investments never quite reach full strength for money; the last percents cost nothing more.
    """
    whom = reach(each, scenario.company, scenario.months)
    return each.cost_of(each.limit(whom), scenario.prices, whom)


def within_full(each: Intervention, scenario: Scenario) -> Intervention:
    """Return an intervention with no more of its budget than full strength costs in a scenario's company."""
    most = full_cost(each, scenario)
    return each if each.budget is None or each.budget <= most else replace(each, budget=most)


def purchases(scenario: Scenario) -> tuple[Purchase, ...]:
    """Return what each intervention is given and buys, in the scenario's order."""
    rows = zip(scenario.interventions, scenario.strengths(), scenario.ledger.values(), strict=True)
    return tuple(
        Purchase(number, each, _given(each), strength, float(cost.sum()), full_cost(each, scenario))
        for number, (each, strength, cost) in enumerate(rows, start=1)
    )


def overspent(scenario: Scenario) -> tuple[Purchase, ...]:
    """Return the interventions that are given more money than full strength costs."""
    return tuple(each for each in purchases(scenario) if each.idle > 0.0)
