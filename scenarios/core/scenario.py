"""A scenario: a company, what is done to it, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.company import Company
from ...model.errors import InputError, unknown
from ...model.in_brief import in_brief
from ...model.schedule import Schedule
from ...model.simulation import MOST_MONTHS, whole_number
from ...model.texts import MOST_DESCRIPTION, MOST_NAME, MOST_TITLE, keep_words
from ..ground.adding import added
from ..programmes.intervention import Intervention
from ..programmes.prices import Prices
from ..programmes.spending import reach, spending, strength
from ..words.declared import own_text
from ..words.manner import EURO, Manner
from . import schedule as scheduling
from .constraints import NO_CONSTRAINTS, Constraints
from .going_together import check_champions, check_customers, check_draws, check_kinds, check_rollouts
from .scenario_card import scenario_card
from .told import check_currency, first_month

WORDS = {
    "name": MOST_NAME, "title_en": MOST_TITLE, "title_de": MOST_TITLE,
    "description_en": MOST_DESCRIPTION, "description_de": MOST_DESCRIPTION,
}  # fmt: skip
"""Words of a scenario, with the characters that each may have."""


@in_brief
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
    draws : tuple of Company
        What is not known for certain of the company, its people's behaviour above all: companies of the same layout
        that this one could be. Replicate k is of draw k modulo their number, in every scenario; without draws, all
        replicates are of `company`.
    go_live : str
        Calendar month of go-live, such as ``2027-04``; empty where months are only numbered.
    currency : str
        ISO code of what all amounts are in. Nothing is converted: a price of 55 is 55 of these.
    constraints : Constraints
        What a search for a programme in this company must keep to; what is done in it already need not.

    Raises
    ------
    InputError
        If an intervention names an unknown department or feature or starts outside the horizon, if two do not go
        together (a feature rolled out twice in a department, champions chosen twice), or all customers could leave.
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
    draws: tuple[Company, ...] = field(default=(), metadata={"beside": True})
    go_live: str = ""
    currency: str = EURO
    constraints: Constraints = NO_CONSTRAINTS

    def __post_init__(self) -> None:
        keep_words(self, WORDS)
        first_month(self.go_live)
        check_currency(self.currency)
        object.__setattr__(self, "months", whole_number(self.months, 1, MOST_MONTHS, "months"))
        check_kinds(self.company, self.prices, self.constraints, self.interventions)
        object.__setattr__(self, "draws", check_draws(self.draws, self.company))
        object.__setattr__(self, "interventions", tuple(self.interventions))
        check_customers(self.company.market, self.interventions)
        for number, each in enumerate(self.interventions, start=1):
            try:
                reach(each, self.company, self.months)
                self._check(each)
            except InputError as error:
                raise error.within(field=f"interventions.{number}") from None
        check_rollouts(self.interventions, self.company)
        check_champions(self.interventions, self.company)

    def _check(self, intervention: Intervention) -> None:
        """Refuse names that the company does not have."""
        features, departments = self.company.catalogue.names, self.company.organisation.names
        for name in intervention.named_features():
            if name not in features:
                raise unknown("feature", name, features).within(field="features")
        for field_read, part in intervention.read:
            if part.department is not None and part.department not in departments:
                raise unknown("department", part.department, departments).within(field=field_read)
        intervention.check(self.company)

    def _repr_html_(self) -> str:
        return scenario_card(self)

    def manner(self, lang: str) -> str:
        """Return a language with this scenario's currency and calendar, as all that tells of it takes it.

        Parameters
        ----------
        lang : {"en", "de", "fr"}

        Returns
        -------
        str
            The language, which knows how months and amounts are told (see `manner.Manner`).
        """
        return Manner(lang, self.currency, first_month(self.go_live))

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

    @cached_property
    def turns(self) -> tuple[tuple[Company, Schedule], ...]:
        """The draws with what is done in each: replicates take them in turn."""
        builder = scheduling.Builder(self.interventions, self.months, self.prices)
        return tuple((each, self._schedule_in(each, builder)) for each in self.draws)

    def _schedule_in(self, draw: Company, builder: scheduling.Builder) -> Schedule:
        """Return the schedule in a draw; it does not depend on behaviour."""
        ours = self.company
        if draw.organisation is ours.organisation and draw.catalogue is ours.catalogue and draw.market is ours.market:
            return self.schedule
        return builder.build(draw)

    def drawn(self, replicate: int) -> Scenario:
        """Return the scenario as it is in one replicate.

        Parameters
        ----------
        replicate : int
            From 0.

        Returns
        -------
        Scenario
            Without draws.
        """
        if not self.draws:
            return self
        company, schedule = self.turns[replicate % len(self.draws)]
        found = replace(self, company=company, draws=())
        found.__dict__["schedule"] = schedule
        return found

    def behaving(self, behaviour: Behaviour) -> Scenario:
        """Return the scenario with people who behave differently, for certain; its schedule is not built anew.

        Parameters
        ----------
        behaviour : Behaviour

        Returns
        -------
        Scenario
            Without draws.
        """
        found = replace(self, company=self.company.behaving(behaviour), draws=())
        found.__dict__["schedule"] = self.schedule
        return found

    def with_draws(self, draws: Sequence[Company]) -> Scenario:
        """Return the scenario with other draws; its schedule is not built anew.

        Parameters
        ----------
        draws : sequence of Company
            Of the same departments and features as the scenario's company.

        Returns
        -------
        Scenario
        """
        found = replace(self, draws=tuple(draws))
        found.__dict__["schedule"] = self.schedule
        return found

    @property
    def triggered(self) -> tuple[Intervention, ...]:
        """Interventions that begin or stop by a rule, in the order of `Run.fired`."""
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

        What begins or stops by a rule is counted as if it began as early as it can and never stopped; what was
        really spent in a run is its outcome ``cost``.
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

        Programmes given by their strength are first turned into what that strength costs today, so that dearer ones
        buy less instead of costing more; those whose prices stay the same stay as they are.

        Parameters
        ----------
        prices : Prices
            The prices.

        Returns
        -------
        Scenario
        """
        held = tuple(self._held(each, prices) for each in self.interventions)
        return replace(self, interventions=held, prices=prices)

    def _held(self, each: Intervention, prices: Prices) -> Intervention:
        """Return an intervention with the money that it costs today, unless its money is given or costs the same."""
        if each.budget is not None or each.one_off is not None or each.monthly is not None:
            return each
        whom = reach(each, self.company, self.months)
        full = strength(each, self.prices, whom)
        spent, same = each.cost_of(full, self.prices, whom), each.cost_of(full, prices, whom)
        return each if spent == same else replace(each, strength=None, budget=spent)
