"""What a mix can be made of: which intervention, where, how strongly, when and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ...model.company import Company
from ...scenarios.core.constraints import ALL, NO_CONSTRAINTS, Constraints
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
    constraints : Constraints
        What must not be on the menu.
    """

    departments: tuple[str, ...]
    features: tuple[str, ...]
    ai: bool
    months: int
    prices: Prices
    first: int = 0
    constraints: Constraints = NO_CONSTRAINTS

    @classmethod
    def of(
        cls, company: Company, months: int, prices: Prices, first: int = 0, constraints: Constraints = NO_CONSTRAINTS
    ) -> Menu:
        """Return the menu of a company."""
        features = company.catalogue.features
        names = tuple(each.name for each in features)
        ai = any(each.is_ai for each in features)
        return cls(company.organisation.names, names, ai, months, prices, first, constraints)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What money can be divided over: all that the constraints leave within the horizon."""
        return tuple(each for each in OFFERS if self._possible(each.kind))

    def _possible(self, kind: str) -> bool:
        return self.constraints.allows(kind) and self.constraints.start(kind, self.first) < self.months

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
        if self.ai and self._possible("AutonomousAI"):
            found["ai"] = AI[: 1 + len(self._ai_starts())]
        for each in self.offers:
            found[each.kind] = None
            found[f"{each.kind}.start"] = self.starts(each.kind)
            if each.local:
                found[f"{each.kind}.where"] = self.places
            if each.lasting:
                found[f"{each.kind}.lasts"] = LASTING
            found |= {f"{each.kind}.{name}": values for name, values in each.choices.items()}
        return found

    def starts(self, kind: str = ALL) -> tuple[int, ...]:
        """Return the months in which an intervention may begin within the horizon."""
        earliest = self.constraints.start(kind, self.first)
        months = dict.fromkeys(max(earliest, self.first + month) for month in STARTS)
        return tuple(month for month in months if month < self.months)

    def _ai_starts(self) -> tuple[int, ...]:
        months = dict.fromkeys(self.constraints.start("AutonomousAI", self.first + month) for month in (0, 12))
        return tuple(month for month in months if month < self.months)

    def _rollouts(self) -> tuple[str, ...]:
        if self.constraints.start("StagedRollout", self.first) or not self._possible("StagedRollout"):
            return ROLLOUTS[:1]  # the features are live by then, or no waves may be planned
        return ROLLOUTS if len(self.departments) > 1 else ROLLOUTS[:2]

    def idle(self) -> Parameters:
        """Return the values of a mix without anything, all of the budget unspent but for what is added."""
        plain: Parameters = {name: 0.0 if values is None else values[0] for name, values in self.choices().items()}
        return plain | {"spent": 1.0}

    def divided(self, parameters: Parameters) -> list[tuple[Offer, float]]:
        """Return what a mix divides its money over, and in which proportion."""
        weights = [(each, max(0.0, parameters[each.kind] - OFF)) for each in self.offers]
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
            start = self._ai_starts()[AI.index(parameters["ai"]) - 1]
            found.append(AutonomousAI(start=start, one_off=p.autonomous_ai_start, monthly=p.autonomous_ai_month))
        return found
