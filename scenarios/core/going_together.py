"""What does not go together in a scenario, though each part of it would be allowed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...model.company import Company
from ...model.errors import InputError
from ...model.market import Market
from ...model.outcomes import OF_A_MARKET
from ..programmes.intervention import Intervention
from ..programmes.prices import Prices
from ..programmes.spending import targets
from . import schedule as scheduling
from .constraints import Constraints


def check_kinds(company: object, prices: object, constraints: object, given: object) -> None:
    """Refuse parts of the wrong kind, which would fail much later or not at all."""
    if not isinstance(company, Company):
        raise InputError(
            "{company!r} is no Company; load one with load(...).company.", company=company, field="company"
        )
    if not isinstance(prices, Prices):
        raise InputError("{prices!r} is not Prices(...).", prices=prices, field="prices")
    if not isinstance(constraints, Constraints):
        raise InputError("{given!r} are not Constraints(...).", given=constraints, field="constraints")
    if not isinstance(given, (tuple, list)) or not all(isinstance(each, Intervention) for each in given):
        raise InputError(
            "{given!r} are not interventions; give them as (Training(), ...).", given=given, field="interventions"
        )


def check_customers(market: Market, interventions: Sequence[Intervention] = ()) -> None:
    """Refuse a churn that what customers feel could raise to more customers than there are, and waiting for nobody."""
    worst = math.exp(2.0 * market.effect_limit)  # a fragmented experience and AI on bad data, both at their limit
    if market.base_churn * worst > 1.0:
        problem = (
            "{churn:g} a month can rise to {most:.2g} at an effect_limit of {limit:g}, more customers than there are; "
            "at most {fits:.2g} fits, or a smaller effect_limit."
        )
        raise InputError(
            problem, field="market.base_churn", churn=market.base_churn, most=market.base_churn * worst,
            limit=market.effect_limit, fits=_rounded_down(1.0 / worst),
        )  # fmt: skip

    for number, each in enumerate(() if market.has_customers else interventions, start=1):
        for field, part in each.read:
            if part.outcome in OF_A_MARKET:
                problem = "{outcome!r} never changes here, since there are no customers (market.customers = 0)."
                raise InputError(problem, field=f"interventions.{number}.{field}", outcome=part.outcome)


def _rounded_down(value: float) -> float:
    """Return the largest number of two digits that is not above a positive value."""
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    return math.floor(value / step) * step


def check_rollouts(interventions: Sequence[Intervention], company: Company) -> None:
    """Refuse two roll-outs of one feature in one department: it goes live once."""
    first: dict[tuple[str, int], int] = {}
    for number, each in enumerate(interventions, start=1):
        if not each.holds_back:
            continue
        begun = each.begun(0)
        for d in targets(each, company):
            for name in begun.withheld(company, company.organisation.names[d], -1):
                if (other := first.setdefault((name, d), number)) != number:
                    where = company.organisation.names[d]
                    problem = "{name!r} is rolled out in {where!r} by intervention {other} already; it goes live once."
                    raise InputError(problem, field=f"interventions.{number}", name=name, where=where, other=other)


def check_champions(interventions: Sequence[Intervention], company: Company) -> None:
    """Refuse two ways of choosing the champions of one department, before anything else is made of the scenario."""
    choosing = [each for each in interventions if "champions" in {lever for lever, _, _ in each.effects}]
    if len(choosing) > 1:
        scheduling.asked_first(company, choosing)


def check_draws(draws: Sequence[Company], company: Company) -> tuple[Company, ...]:
    """Return draws, or refuse those that are not of the scenario's company: what is measured could not be paired."""

    def layout(each: Company) -> tuple[object, ...]:
        return each.organisation.headcount, each.organisation.names, each.catalogue.names

    for number, each in enumerate(draws, start=1):
        if layout(each) != layout(company):
            problem = "it has other people, departments or features than the company; draws are of one layout."
            raise InputError(problem, field=f"draws.{number}")
    return tuple(draws)
