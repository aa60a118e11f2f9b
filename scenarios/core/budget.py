"""Equal budgets: a scenario whose programmes spend a given total, each in its proportion."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ...model.errors import InputError
from ..ground.adding import added
from ..programmes.intervention import Intervention
from ..programmes.money import MOST_EUROS, Money
from ..programmes.shocks import Shock
from ..programmes.spending import reach
from .purchases import purchases
from .scenario import Scenario


@dataclass(frozen=True)
class _Purse:
    """What an intervention spends within the horizon, the most that it can, and whether it is given more than that."""

    intervention: Intervention
    spent: float
    most: float
    idle: bool

    @property
    def explicit(self) -> bool:
        """Whether its costs are given instead of following from prices."""
        return self.intervention.one_off is not None or self.intervention.monthly is not None


def _checked(total: object) -> float:
    real = isinstance(total, (int, float)) and not isinstance(total, bool)
    if not real or not 0.0 < total <= MOST_EUROS:  # type: ignore[operator]
        problem = "{total!r} is not a budget; give EUR above 0, at most {most:,.0f}, for example 200000."
        raise InputError(problem, field="budget", total=total, most=MOST_EUROS)
    return float(total)  # type: ignore[arg-type]


def _purses(scenario: Scenario) -> list[_Purse]:
    """Return what each intervention spends and can spend, within what its kind may (`Constraints.at_most`)."""
    found = []
    for each in purchases(scenario):
        if isinstance(each.what, Shock) or each.cost == 0.0:
            most = each.cost
        elif each.given == "costs":
            whom = reach(each.what, scenario.company, scenario.months)
            most = each.cost * _most_times(each.strength, each.what.limit(whom))
        else:
            most = each.full_cost
        found.append(_Purse(each.what, each.cost, most, each.idle > 0.0))
    return [_held(each, found, scenario.constraints.at_most) for each in found]


def _held(purse: _Purse, purses: Sequence[_Purse], at_most: Mapping[str, float]) -> _Purse:
    """Return a purse that can spend its part of what its kind may."""
    kind = type(purse.intervention)
    if kind.__name__ not in at_most or purse.spent == 0.0:
        return purse
    together = added(each.spent for each in purses if type(each.intervention) is kind)
    return replace(purse, most=min(purse.most, at_most[kind.__name__] * purse.spent / together))


def _most_times(strength: float, limit: float) -> float:
    """Return how many times its own costs an intervention with given costs can spend."""
    return limit / strength if 0.0 < strength < limit else 1.0


def _filled(purses: Sequence[_Purse], amount: float) -> list[float]:
    """Return an amount shared out in proportion to today's spending, nobody getting more than it can spend."""
    shares = [0.0] * len(purses)
    waiting = [n for n, each in enumerate(purses) if each.spent > 0.0]
    while waiting and amount > 0.0:
        factor = amount / added(purses[n].spent for n in waiting)
        full = [n for n in waiting if purses[n].most <= factor * purses[n].spent]
        for n in full or waiting:
            shares[n] = purses[n].most if full else factor * purses[n].spent
        amount -= added(shares[n] for n in full or waiting)
        waiting = [n for n in waiting if n not in full] if full else []
    return shares


def _shared_out(purses: Sequence[_Purse], total: float, name: str) -> list[float]:
    """Return what each may spend: priced programmes first, costs that are given only if nothing else can move."""
    fixed = added(each.spent for each in purses if isinstance(each.intervention, Shock))
    if fixed and fixed >= total:
        problem = "EUR {total:,.0f} is less than what the shocks of {name!r} cost, EUR {fixed:,.0f}; give more."
        raise InputError(problem, field="budget", total=total, name=name, fixed=fixed)
    moving = [n for n, each in enumerate(purses) if not isinstance(each.intervention, Shock)]
    given = [n for n in moving if purses[n].explicit]
    priced = [n for n in moving if not purses[n].explicit]
    rest = total - fixed
    left = rest - added(purses[n].spent for n in given)
    shares = [each.spent for each in purses]

    def fill(numbers: list[int], amount: float) -> float:
        for n, share in zip(numbers, _filled([purses[n] for n in numbers], amount), strict=True):
            shares[n] = share
        return amount - added(shares[n] for n in numbers)

    if left <= 0.0:  # the costs that are given alone exceed the budget: all shrink alike
        fill(moving, rest)
    elif (over := fill(priced, left)) > 1e-9 * total and given:
        fill(given, over + added(purses[n].spent for n in given))
    return shares


def _spending(purse: _Purse, strength: float, amount: float) -> Intervention:
    """Return an intervention that spends another amount."""
    each = purse.intervention
    if math.isclose(amount, purse.spent, rel_tol=1e-12, abs_tol=0.0):
        return each if not purse.idle else replace(each, budget=amount)
    if not purse.explicit:
        if purse.most == 0.0:  # nobody there has to be paid, for whatever strength
            return replace(each, strength=strength, budget=None)
        return replace(each, strength=None, budget=amount)
    factor = amount / purse.spent
    return replace(
        each, one_off=_times(each.one_off, factor), monthly=_times(each.monthly, factor),
        strength=min(1.0, strength * factor),
    )  # fmt: skip


def _times(cost: float | Money | None, factor: float) -> float | Money | None:
    if cost is None:
        return None
    return cost.times(factor) if isinstance(cost, Money) else cost * factor


def at_budget(scenario: Scenario, total: float) -> Scenario:
    """Return the scenario with all programme spending scaled to a total.

    Every intervention keeps its share of the spending; its strength is what the money then buys.
    What one cannot spend (more than full strength costs buys nothing: `purchases.full_cost`) goes to the
    others in proportion, and stays unspent if none can: see `most_spent`. Costs given by ``one_off`` and
    ``monthly`` stay while programmes with a price can be scaled; scaled, they buy strength in
    proportion, up to 1 (judgement). Shocks stay, and so does a scenario that spends nothing. An
    investment beyond strength 0.95, which costs as much as 0.95, becomes what its money buys. No kind gets
    more than the scenario's constraints allow it.

    Parameters
    ----------
    total : float
        EUR within the horizon, above 0. Interventions that wait for a condition count with what they
        would spend if they began as early as they can.

    Raises
    ------
    InputError
        For a total that is not above 0, or less than what the scenario's shocks cost.

    Examples
    --------
    >>> from crm_adoption import load
    >>> round(at_budget(load("aligned_kpis"), 200_000).total_cost)
    200000
    >>> round(at_budget(load("mandate"), 200_000).total_cost)
    41600
    """
    total = _checked(total)
    purses = _purses(scenario)
    spent = added(each.spent for each in purses)
    settled = not any(each.idle or each.spent > each.most * (1.0 + 1e-12) for each in purses)
    if spent == 0.0 or (settled and math.isclose(spent, total, rel_tol=1e-12)):
        return scenario
    shares = _shared_out(purses, total, scenario.name)
    interventions = tuple(
        _spending(purse, full, share) for purse, full, share in zip(purses, scenario.strengths(), shares, strict=True)
    )
    return replace(scenario, interventions=interventions)


def most_spent(scenario: Scenario) -> float:
    """Return the most that a scenario's programmes can spend within the horizon, in EUR: full strength of all."""
    return added(each.most for each in _purses(scenario))
