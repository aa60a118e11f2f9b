"""A scenario: a company, what is done to it, and for how long."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..model.company import Company
from ..model.errors import InputError, unknown
from ..model.schedule import Schedule
from ..model.simulation import MOST_MONTHS, whole_number
from . import schedule as scheduling
from .intervention import Intervention
from .prices import Prices


def _check_kinds(scenario: Scenario) -> None:
    """Refuse parts of the wrong kind, which would fail much later or not at all."""
    if not isinstance(scenario.company, Company):
        raise InputError(f"{scenario.company!r} is no Company; load one with load(...).company.", field="company")
    if not isinstance(scenario.prices, Prices):
        raise InputError(f"{scenario.prices!r} is not Prices(...).", field="prices")
    given = scenario.interventions
    if not isinstance(given, (tuple, list)) or not all(isinstance(each, Intervention) for each in given):
        raise InputError(f"{given!r} are not interventions; give them as (Training(), ...).", field="interventions")


@dataclass(frozen=True)
class Scenario:
    """Organisation, interventions and horizon: all that a run needs but its seed.

    Parameters
    ----------
    name : str
        Machine name, for example ``aligned_kpis``.
    company : Company
        Who works there, what was bought, how people behave.
    interventions : tuple of Intervention
        What is done; their order never matters.
    months : int
        Horizon, 1 to 1,200 months.
    prices : Prices
        What programmes cost.
    title_en, title_de, description_en, description_de : str
        Words for people.

    Raises
    ------
    InputError
        If an intervention names an unknown department or feature or starts outside the horizon.
    """

    name: str
    company: Company
    interventions: tuple[Intervention, ...] = ()
    months: int = 36
    prices: Prices = field(default_factory=Prices)
    title_en: str = ""
    title_de: str = ""
    description_en: str = ""
    description_de: str = ""

    def __post_init__(self) -> None:
        whole_number(self.months, 1, MOST_MONTHS, "months")
        _check_kinds(self)
        object.__setattr__(self, "interventions", tuple(self.interventions))
        for number, each in enumerate(self.interventions, start=1):
            try:
                scheduling.reach(each, self.company, self.months)
                self._check_gates(each)
            except InputError as error:
                raise error.within(field=f"interventions.{number}") from None

    def _check_gates(self, intervention: Intervention) -> None:
        for name in intervention.gates():
            if name not in self.company.catalogue.names:
                raise unknown("feature", name, self.company.catalogue.names).within(field="features")

    def title(self, lang: str) -> str:
        """Return the scenario's name in words, in the other language where it has none in this."""
        words = (self.title_de or self.title_en) if lang == "de" else (self.title_en or self.title_de)
        return words or self.name.replace("_", " ").capitalize()

    def description(self, lang: str) -> str:
        """Return what the scenario is about."""
        both = (self.description_de, self.description_en)
        return both[0] or both[1] if lang == "de" else both[1] or both[0]

    @cached_property
    def schedule(self) -> Schedule:
        """Lever levels, gates, go-lives and spending of the whole horizon."""
        return scheduling.build(self.company, self.interventions, self.months, self.prices)

    @cached_property
    def ledger(self) -> dict[str, npt.NDArray[np.float64]]:
        """Cost in EUR by intervention, at the start (entry 0) and in each month, [months + 1]."""
        kinds = [type(each).__name__ for each in self.interventions]
        names = [kind if kinds.count(kind) == 1 else f"{kind} {n}" for n, kind in enumerate(kinds, start=1)]
        costs = (scheduling.spending(each, self.company, self.prices, self.months) for each in self.interventions)
        return dict(zip(names, costs, strict=True))

    @property
    def total_cost(self) -> float:
        """Programme spending within the horizon, in EUR (without the platform)."""
        return float(self.schedule.cost.sum())

    def strengths(self) -> tuple[float, ...]:
        """Return how strongly each intervention works, in [0, 1]."""
        return tuple(
            scheduling.strength(each, self.prices, scheduling.reach(each, self.company, self.months))
            for each in self.interventions
        )

    def with_prices(self, prices: Prices) -> Scenario:
        """Return the scenario at other prices and the same spending.

        Programmes given by their strength are first turned into what that strength costs today, so
        that dearer programmes buy less instead of costing more. Programmes whose prices stay the same
        stay as they are.
        """
        held = []
        for each, full in zip(self.interventions, self.strengths(), strict=True):
            whom = scheduling.reach(each, self.company, self.months)
            spent, same = each.cost_of(full, self.prices, whom), each.cost_of(full, prices, whom)
            given = each.budget is not None or each.one_off is not None or each.monthly is not None
            held.append(each if given or spent == same else replace(each, strength=None, budget=spent))
        return replace(self, interventions=tuple(held), prices=prices)
