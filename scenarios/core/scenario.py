"""A scenario: a company, what is done to it, and for how long."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ...model.company import Company
from ...model.errors import InputError, unknown
from ...model.market import Market
from ...model.schedule import Schedule
from ...model.simulation import MOST_MONTHS, whole_number
from ...model.texts import MOST_DESCRIPTION, MOST_NAME, MOST_TITLE, keep_words
from ..ground.adding import added
from ..programmes.intervention import Intervention
from ..programmes.prices import Prices
from ..programmes.spending import reach, spending, strength, targets
from ..words.declared import own_text
from . import schedule as scheduling

WORDS = {
    "name": MOST_NAME, "title_en": MOST_TITLE, "title_de": MOST_TITLE,
    "description_en": MOST_DESCRIPTION, "description_de": MOST_DESCRIPTION,
}  # fmt: skip
"""Words of a scenario, with the characters that each may have."""


def _check_kinds(scenario: Scenario) -> None:
    """Refuse parts of the wrong kind, which would fail much later or not at all."""
    if not isinstance(scenario.company, Company):
        raise InputError(
            "{company!r} is no Company; load one with load(...).company.", company=scenario.company, field="company"
        )
    if not isinstance(scenario.prices, Prices):
        raise InputError("{prices!r} is not Prices(...).", prices=scenario.prices, field="prices")
    given = scenario.interventions
    if not isinstance(given, (tuple, list)) or not all(isinstance(each, Intervention) for each in given):
        raise InputError(
            "{given!r} are not interventions; give them as (Training(), ...).", given=given, field="interventions"
        )


def _check_customers(market: Market) -> None:
    """Refuse a churn that what customers feel could raise to more customers than there are."""
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


def _rounded_down(value: float) -> float:
    """Return the largest number of two digits that is not above a positive value."""
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    return math.floor(value / step) * step


def _check_rollouts(interventions: Sequence[Intervention], company: Company) -> None:
    """Refuse two roll-outs of one feature in one department: it goes live once."""
    first: dict[tuple[str, int], int] = {}
    for number, each in enumerate(interventions, start=1):
        for d in targets(each, company):
            for name in each.begun(0).withheld(company, company.organisation.names[d], -1):
                if (other := first.setdefault((name, d), number)) != number:
                    where = company.organisation.names[d]
                    problem = "{name!r} is rolled out in {where!r} by intervention {other} already; it goes live once."
                    raise InputError(problem, field=f"interventions.{number}", name=name, where=where, other=other)


def _check_champions(interventions: Sequence[Intervention], company: Company) -> None:
    """Refuse two ways of choosing the champions of one department, before anything else is made of the scenario."""
    choosing = [each for each in interventions if "champions" in {lever for lever, _, _ in each.effects}]
    if len(choosing) > 1:
        scheduling.asked_first(company, choosing)


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
        If an intervention names an unknown department or feature or starts outside the horizon, or if two do not go
        together: a feature rolled out twice in one department, a department's champions chosen in two ways. For a
        churn that could rise to more customers than there are.
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
        keep_words(self, WORDS)
        object.__setattr__(self, "months", whole_number(self.months, 1, MOST_MONTHS, "months"))
        _check_kinds(self)
        _check_customers(self.company.market)
        object.__setattr__(self, "interventions", tuple(self.interventions))
        for number, each in enumerate(self.interventions, start=1):
            try:
                reach(each, self.company, self.months)
                self._check(each)
            except InputError as error:
                raise error.within(field=f"interventions.{number}") from None
        _check_rollouts(self.interventions, self.company)
        _check_champions(self.interventions, self.company)

    def _check(self, intervention: Intervention) -> None:
        """Refuse names that the company does not have."""
        features, departments = self.company.catalogue.names, self.company.organisation.names
        for name in intervention.named_features():
            if name not in features:
                raise unknown("feature", name, features).within(field="features")
        condition = intervention.trigger
        if condition and condition.department is not None and condition.department not in departments:
            raise unknown("department", condition.department, departments).within(field="when")
        intervention.check(self.company)

    def title(self, lang: str) -> str:
        """Return the scenario's name in words, in the other language where it has none in this.

        Parameters
        ----------
        lang : {"en", "de"}

        Returns
        -------
        str
        """
        return own_text(self, "title", lang) or self.name.replace("_", " ").capitalize()

    def description(self, lang: str) -> str:
        """Return what the scenario is about.

        Parameters
        ----------
        lang : {"en", "de"}

        Returns
        -------
        str
            Empty if there is none.
        """
        return own_text(self, "description", lang)

    @cached_property
    def schedule(self) -> Schedule:
        """Lever levels, gates, go-lives and spending of the whole horizon."""
        return scheduling.build(self.company, self.interventions, self.months, self.prices)

    @property
    def triggered(self) -> tuple[Intervention, ...]:
        """Interventions that wait for a condition, in the order of `Run.fired`."""
        return scheduling.in_order(self.interventions)

    @cached_property
    def ledger(self) -> dict[str, npt.NDArray[np.float64]]:
        """Cost in EUR by intervention, at the start (entry 0) and in each month, [months + 1]."""
        kinds = [type(each).__name__ for each in self.interventions]
        names = [kind if kinds.count(kind) == 1 else f"{kind} {n}" for n, kind in enumerate(kinds, start=1)]
        costs = (spending(each, self.company, self.prices, self.months) for each in self.interventions)
        return dict(zip(names, costs, strict=True))

    @property
    def total_cost(self) -> float:
        """Programme spending within the horizon, in EUR (without the platform), at most.

        What waits for a condition is counted as if it began as early as it can; what was really spent in
        a run is its outcome ``cost``.
        """
        return float(self.schedule.cost.sum()) + added(float(cost.sum()) for cost in self._waiting_costs())

    def _waiting_costs(self) -> list[npt.NDArray[np.float64]]:
        return [spending(each, self.company, self.prices, self.months) for each in self.triggered]

    def strengths(self) -> tuple[float, ...]:
        """Return how strongly each intervention works, in [0, 1].

        Returns
        -------
        tuple[float, ...]
            In [0, 1], in the order of the interventions.
        """
        return tuple(strength(each, self.prices, reach(each, self.company, self.months)) for each in self.interventions)

    def with_prices(self, prices: Prices) -> Scenario:
        """Return the scenario at other prices and the same spending.

        Programmes given by their strength are first turned into what that strength costs today, so
        that dearer programmes buy less instead of costing more. Programmes whose prices stay the same
        stay as they are.

        Parameters
        ----------
        prices : Prices
            The prices.

        Returns
        -------
        Scenario
        """
        held = []
        for each, full in zip(self.interventions, self.strengths(), strict=True):
            whom = reach(each, self.company, self.months)
            spent, same = each.cost_of(full, self.prices, whom), each.cost_of(full, prices, whom)
            given = each.budget is not None or each.one_off is not None or each.monthly is not None
            held.append(each if given or spent == same else replace(each, strength=None, budget=spent))
        return replace(self, interventions=tuple(held), prices=prices)
