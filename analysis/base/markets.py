"""Organisations without a market, such as public offices: what is said of customers is left out there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...model.errors import InputError
from ...model.outcomes import OF_A_MARKET
from ...scenarios.core.scenario import Scenario


def any_market(scenarios: Iterable[Scenario]) -> bool:
    """Return whether any of some scenarios is of a company with customers to keep."""
    return any(each.company.market.has_customers for each in scenarios)


def left_in(outcomes: Sequence[str], scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """Return outcomes in their order, without those of a market where there is none."""
    there = any_market(scenarios)
    return tuple(each for each in outcomes if there or each not in OF_A_MARKET)


def check_market(outcomes: Iterable[str], scenarios: Iterable[Scenario], field: str = "outcomes") -> None:
    """Refuse an outcome of a market where there is none.

    Parameters
    ----------
    outcomes : iterable of str
        Names of outcomes that somebody asked for.
    scenarios : iterable of Scenario
        That they are asked of.
    field : str
        Where they were asked for.

    Raises
    ------
    InputError
        If no scenario has customers.
    """
    wanted = [each for each in outcomes if each in OF_A_MARKET]
    if wanted and not any_market(scenarios):
        problem = "{name!r} is of a market, and there are no customers here (market.customers = 0)."
        raise InputError(problem, field=field, name=wanted[0])
