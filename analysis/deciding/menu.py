"""What a mix can be made of: which intervention, where, how strongly, when and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ...model.company import Company
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import KINDS, offered
from ...scenarios.programmes.prices import Prices
from ...scenarios.programmes.rollouts import AutonomousAI, StagedRollout

Parameters = dict[str, Any]

EVERYWHERE = "everywhere"
STARTS = (0, 3, 6, 12)
"""Months in which an intervention may begin: later ones would be for the measurement's sake only (judgement)."""
LASTING = (12, 24, 0)
"""Months for which what is paid monthly may last; 0 is to the horizon."""
SPENT = (0.25, 0.5, 0.75, 1.0)
"""Shares of the budget that a mix may spend."""
OFF = 0.5
"""Weights up to this leave an intervention out; the rest of the range is its part of the money."""


@dataclass(frozen=True)
class Offer:
    """A kind of intervention that money is divided over.

    Attributes
    ----------
    kind : str
    local, lasting, choices
        As the kind offers them (`Offered`).
    """

    kind: str
    local: bool
    lasting: bool
    choices: Mapping[str, tuple[Any, ...]]


FIRST = (
    "AlignKPIs", "RewardSharing", "BreakSilos", "ToolingSpend", "Simplify", "DataCleanup", "Training", "Champions",
    "ExecutiveSponsor", "SupervisorCommitment", "Mandate",
)  # fmt: skip
"""The order in which proposals name the kinds: another one would be another search. New kinds follow behind."""
OFFERS = tuple(Offer(kind, each.local, each.lasting, each.choices) for kind, each in offered(FIRST).items())

ROLLOUTS = ("at once", "by feature", "by department")
AI = ("no", "from the start", "after a year")


@dataclass(frozen=True)
class Menu:
    """What can be bought in one company, and how a mix is described by plain values.

    Attributes
    ----------
    departments, features : tuple of str
    ai : bool
        Whether the company has features that can act by themselves.
    months : int
        Horizon.
    prices : Prices
    first : int
        Month in which what is decided can begin: 0, or the months that a fitted company has lived already.
    """

    departments: tuple[str, ...]
    features: tuple[str, ...]
    ai: bool
    months: int
    prices: Prices
    first: int = 0

    @classmethod
    def of(cls, company: Company, months: int, prices: Prices, first: int = 0) -> Menu:
        """Return the menu of a company."""
        features = company.catalogue.features
        names = tuple(each.name for each in features)
        return cls(company.organisation.names, names, any(each.is_ai for each in features), months, prices, first)

    @property
    def places(self) -> tuple[str, ...]:
        """Where an intervention can be: everywhere, in one department, or in all but one."""
        if len(self.departments) < 2:
            return (EVERYWHERE,)
        but = tuple(f"not {name}" for name in self.departments) if len(self.departments) > 2 else ()
        return (EVERYWHERE, *self.departments, *but)

    def choices(self) -> dict[str, tuple[Any, ...] | None]:
        """Return all values that describe a mix: what each may be, or None for a weight from 0 to 1."""
        found: dict[str, tuple[Any, ...] | None] = {"spent": SPENT, "rollout": self._rollouts()}
        if self.ai:
            found["ai"] = AI if self.months > self.first + 12 else AI[:2]
        for each in OFFERS:
            found[each.kind] = None
            found[f"{each.kind}.start"] = self.starts
            if each.local:
                found[f"{each.kind}.where"] = self.places
            if each.lasting:
                found[f"{each.kind}.lasts"] = LASTING
            found |= {f"{each.kind}.{name}": values for name, values in each.choices.items()}
        return found

    @property
    def starts(self) -> tuple[int, ...]:
        """Months in which an intervention may begin within the horizon."""
        return tuple(self.first + month for month in STARTS if self.first + month < self.months)

    def _rollouts(self) -> tuple[str, ...]:
        if self.first:
            return ROLLOUTS[:1]  # the features are live already
        return ROLLOUTS if len(self.departments) > 1 else ROLLOUTS[:2]

    def idle(self) -> Parameters:
        """Return the values of a mix without anything, all of the budget unspent but for what is added."""
        plain: Parameters = {name: 0.0 if values is None else values[0] for name, values in self.choices().items()}
        return plain | {"spent": 1.0}

    def divided(self, parameters: Parameters) -> list[tuple[Offer, float]]:
        """Return what a mix divides its money over, and in which proportion."""
        weights = [(each, max(0.0, parameters[each.kind] - OFF)) for each in OFFERS]
        return [(each, weight) for each, weight in weights if weight > 0.0]

    def bought(self, offer: Offer, parameters: Parameters, euros: float) -> Intervention:
        """Return one intervention of a mix that spends some money."""
        fields: Parameters = {name: parameters[f"{offer.kind}.{name}"] for name in offer.choices}
        fields["start"] = parameters[f"{offer.kind}.start"]
        if offer.local:
            fields["departments"] = self._departments(parameters[f"{offer.kind}.where"])
        lasts = parameters.get(f"{offer.kind}.lasts", 0)
        if lasts and not fields.get("once"):
            fields["lasts"] = lasts
        if offer.kind == "Mandate" and "activity_log" not in self.features:
            fields["features"] = ()
        return KINDS[offer.kind](budget=euros, **fields)

    def _departments(self, where: str) -> tuple[str, ...]:
        if where == EVERYWHERE:
            return ()
        if where in self.departments:
            return (where,)
        return tuple(name for name in self.departments if f"not {name}" != where)

    def fixed(self, parameters: Parameters) -> list[Intervention]:
        """Return what a mix has wholly or not at all, at its full price."""
        found: list[Intervention] = []
        if parameters["rollout"] != ROLLOUTS[0]:
            by: Literal["feature", "department"] = "feature" if parameters["rollout"] == ROLLOUTS[1] else "department"
            found.append(StagedRollout(one_off=self.prices.rollout_start, by=by))
        if parameters.get("ai", AI[0]) != AI[0]:
            p = self.prices
            start = self.first + (0 if parameters["ai"] == AI[1] else 12)
            found.append(AutonomousAI(start=start, one_off=p.autonomous_ai_start, monthly=p.autonomous_ai_month))
        return found
