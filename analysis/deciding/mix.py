"""A mix of interventions that spends at most a budget: built, measured, told apart from another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...model.errors import InputError
from ...scenarios.core.budget import at_budget
from ...scenarios.core.keeping import broken_in
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.adding import added
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.money import MOST_EUROS
from ...scenarios.programmes.shocks import Shock
from .menu import Menu, Parameters

LEAST = 0.05
"""Interventions weaker than this are left out of a mix: nobody would call that a programme (judgement)."""
FULL = 0.995
"""Strength from which it is called full: percent are rounded."""
DIFFERENT = 0.3
"""Two mixes are really different if at least this share of the budget goes elsewhere (judgement)."""
_SEED_MONEY = 1e-3
"""Share of the budget with which parts begin, before `at_budget` scales them by its rules."""


@dataclass(frozen=True, eq=False)
class Mix:
    """Interventions in one company that spend at most a budget.

    Attributes
    ----------
    scenario : Scenario
        The company with the mix, named and titled.
    parameters : dict or None
        The values that describe it on the menu; None for shipped programmes as they are.
    """

    scenario: Scenario
    parameters: Parameters | None = None

    @property
    def name(self) -> str:
        """Machine name."""
        return self.scenario.name

    @property
    def cost(self) -> float:
        """Spending within the horizon, EUR to the cent (months of a budget need not add up to its last bit)."""
        return round(self.scenario.total_cost, 2)

    def spending(self) -> dict[str, float]:
        """Return spending by kind of intervention, EUR, without what costs nothing."""
        found: dict[str, float] = {}
        for each, cost in zip(self.scenario.interventions, self.scenario.ledger.values(), strict=True):
            if cost.sum() > 0.0 and not isinstance(each, Shock):
                kind = type(each).__name__
                found[kind] = found.get(kind, 0.0) + float(cost.sum())
        return found

    @property
    def at_full(self) -> tuple[str, ...]:
        """Kinds that money is divided over and of which no part can take more, in their order."""
        parts = zip(self.scenario.interventions, self.scenario.strengths(), strict=True)
        strong = [
            (type(each).__name__, full >= FULL)
            for each, full in parts if not isinstance(each, Shock) and each.one_off is None and each.monthly is None
        ]  # fmt: skip
        kinds = dict.fromkeys(kind for kind, _ in strong)
        return tuple(kind for kind in kinds if all(full for other, full in strong if other == kind))

    def programme(self) -> tuple[Intervention, ...]:
        """Return the interventions that were chosen: all but what happens to the company anyway."""
        return tuple(each for each in self.scenario.interventions if not isinstance(each, Shock))


def checked_budget(budget: float) -> float:
    """Return a budget in EUR, or refuse what is none."""
    real = isinstance(budget, (int, float)) and not isinstance(budget, bool) and math.isfinite(budget)
    if not real or not 0.0 < budget <= MOST_EUROS:
        problem = "{budget!r} is not a budget; give EUR above 0, at most {most:,.0f}, for example 200000."
        raise InputError(problem, field="--budget", budget=budget, most=MOST_EUROS)
    return float(budget)


def distance(one: Mix, other: Mix, budget: float) -> float:
    """Return the share of a budget that goes elsewhere, 0 (the same) to 1; money not spent is a place too."""
    a, b = one.spending(), other.spending()
    a, b = a | {"": max(0.0, budget - added(a.values()))}, b | {"": max(0.0, budget - added(b.values()))}
    return 0.5 * added(abs(a.get(kind, 0.0) - b.get(kind, 0.0)) for kind in sorted({*a, *b})) / budget


def background(scenario: Scenario) -> Scenario:
    """Return the company as it is without any programme; what happens to it stays."""
    kept = tuple(each for each in scenario.interventions if isinstance(each, Shock))
    return replace(
        scenario, name="nothing", interventions=kept, title_en="Do nothing", title_de="Nichts tun",
        description_en="", description_de="",
    )  # fmt: skip


def titled(base: Scenario, name: str, words: tuple[str, str], interventions: Sequence[Intervention]) -> Scenario:
    """Return the company with other interventions beside what happens to it anyway."""
    everything = (*base.interventions, *interventions)
    return replace(base, name=name, title_en=words[0], title_de=words[1], interventions=everything)


def _strong(scenario: Scenario, fixed: int, kept: int) -> list[int]:
    """Return which of the divided parts are strong enough to count."""
    strengths = scenario.strengths()[kept : len(scenario.interventions) - fixed]
    return [n for n, full in enumerate(strengths) if full >= LEAST]


def build(base: Scenario, menu: Menu, parameters: Parameters, budget: float, name: str = "mix") -> Mix | None:
    """Return the mix that values on the menu describe, or None if it cannot be had for the budget.

    The money is divided by `scenarios.budget.at_budget`; parts that come out weaker than `LEAST` are
    left out, and their money goes to the others. What does not keep to the company's constraints cannot be had.

    Parameters
    ----------
    base : Scenario
        The company without any programme.
    budget : float
        EUR; the mix spends ``parameters["spent"]`` of it at most.
    """
    total = budget * parameters["spent"]
    fixed, parts = menu.fixed(parameters), menu.divided(parameters)
    whole = added(weight for _, weight in parts)
    rough = [menu.bought(offer, parameters, _SEED_MONEY * total * weight / whole) for offer, weight in parts]
    for _ in range(len(rough) + 1):
        scenario = _scaled(titled(base, name, ("", ""), [*rough, *fixed]), total, rough=bool(rough))
        if scenario is None:
            return None
        strong = _strong(scenario, len(fixed), len(base.interventions))
        if len(strong) == len(rough):
            return _kept(Mix(scenario, parameters)) if rough or fixed else None
        rough = [rough[n] for n in strong]
    return None


def _kept(mix: Mix) -> Mix | None:
    """Return a mix, or None if it does not keep to the constraints of its company."""
    return None if broken_in(mix.scenario) else mix


def _scaled(scenario: Scenario, total: float, *, rough: bool) -> Scenario | None:
    """Return a scenario at a total, or None where what has a fixed price alone exceeds it."""
    fixed = added(
        float(cost.sum())
        for each, cost in zip(scenario.interventions, scenario.ledger.values(), strict=True)
        if each.one_off is not None or each.monthly is not None
    )
    if fixed > total:
        return None
    return at_budget(scenario, total) if rough else scenario


def scaled(mix: Mix, budget: float) -> Mix | None:
    """Return a mix with its spending brought to another budget, or None if that does not fit."""
    try:
        scenario = _scaled(mix.scenario, budget, rough=True)
    except InputError:
        return None
    return None if scenario is None else _kept(Mix(scenario, mix.parameters))
