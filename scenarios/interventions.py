"""Interventions: dated, targeted, costed records that declare modifiers on levers.

An intervention changes nothing itself. It says which lever it moves, how and how far, in which
months and departments; `crm_adoption.scenarios.schedule` combines all of them in one place.
Full amounts are judgement, set so that the bands of the evidence on programmes are met.
"""

from __future__ import annotations

import math
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar

from ..model.errors import InputError, unknown
from ..model.levers import Kind, Modifier
from .prices import Prices

SPENDING_MONTHS = 12
"""Investments are paid in equal parts over this many months (fewer if the horizon is near)."""
DEAREST = 0.95
"""Strengths above this cost as much as this: the last percents cannot be bought."""


@dataclass(frozen=True)
class Reach:
    """Whom an intervention reaches: heads, managers among them, and for how many months."""

    heads: float
    managers: float
    months: int


def _real(value: object, low: float, high: float, field: str) -> float:
    limits = f"{low:g} to {high:g}" if math.isfinite(high) else f"{low:g} or more"
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InputError(f"{value!r} is not a number; allowed is {limits}.", field=field)
    if not low <= value <= high:
        raise InputError(f"{value:g} is out of range; allowed is {limits}.", field=field)
    return float(value)


def _month(value: object, low: int, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < low:
        raise InputError(f"{value!r} is not a month; allowed is a whole number from {low}.", field=field)
    return value


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """What all interventions have in common.

    Parameters
    ----------
    start : int
        Month from which it works; 0 is go-live, so that the first effect shows in month 1.
    end : int, optional
        Month in which it stops working (not included); by default it lasts to the horizon.
    ramp : int
        Months until full strength, rising evenly; 0 is at once.
    departments : tuple of str
        Departments it targets; empty means all.
    strength : float, optional
        Share of the full effect in [0, 1]. Give this or ``budget``; 1 if neither is given.
    budget : float, optional
        EUR spent in total within the horizon; buys strength at the scenario's prices.
    one_off, monthly : float, optional
        EUR at the start and per month; replace the prices' cost of the strength.

    Raises
    ------
    InputError
        For a value outside its range.
    """

    start: int = 0
    end: int | None = None
    ramp: int = 0
    departments: tuple[str, ...] = ()
    strength: float | None = None
    budget: float | None = None
    one_off: float | None = None
    monthly: float | None = None

    effects: ClassVar[tuple[tuple[str, Kind, float], ...]] = ()
    prices: ClassVar[tuple[str, ...]] = ()
    label_en: ClassVar[str] = ""
    label_de: ClassVar[str] = ""

    def __post_init__(self) -> None:
        _month(self.start, 0, "start")
        _month(self.ramp, 0, "ramp")
        if self.end is not None and _month(self.end, 0, "end") <= self.start:
            raise InputError(f"{self.end} is not after the start in month {self.start}.", field="end")
        for name, high in (("strength", 1.0), ("budget", math.inf), ("one_off", math.inf), ("monthly", math.inf)):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, _real(getattr(self, name), 0.0, high, name))
        if self.strength is not None and self.budget is not None:
            raise InputError("give strength or budget, not both: a budget buys its strength.", field="budget")
        if self.budget is not None and (self.one_off is not None or self.monthly is not None):
            raise InputError("give budget, or one_off and monthly, not both.", field="budget")
        if isinstance(self.departments, str) or not all(isinstance(d, str) for d in self.departments):
            raise InputError(f"{self.departments!r} is not a list of department names.", field="departments")
        object.__setattr__(self, "departments", tuple(self.departments))

    def __repr__(self) -> str:
        said = [(f.name, getattr(self, f.name)) for f in fields(self)]
        defaults = {f.name: f.default for f in fields(self) if f.default is not MISSING}
        given = ", ".join(f"{name}={value!r}" for name, value in said if value != defaults.get(name))
        return f"{type(self).__name__}({given})"

    @classmethod
    def label(cls, lang: str) -> str:
        """Return the intervention's name in words."""
        return cls.label_de if lang == "de" else cls.label_en

    def last_month(self, months: int) -> int:
        """Return the month in which it stops within a horizon (not included)."""
        return months if self.end is None else min(self.end, months)

    def ramped(self, t: int) -> float:
        """Return the share of full strength reached in month t, 0 outside its time."""
        if t < self.start or (self.end is not None and t >= self.end):
            return 0.0
        return min(1.0, (t - self.start + 1) / self.ramp) if self.ramp else 1.0

    def modifiers(self, strength: float, t: int) -> list[Modifier]:
        """Return what it does to the levers in month t at a given full strength."""
        now = strength * self.ramped(t)
        return [Modifier(lever, kind, amount * now) for lever, kind, amount in self.effects]

    def gates(self) -> tuple[str, ...]:
        """Return the features whose old way it closes."""
        return ()

    def bought(self, budget: float, prices: Prices, reach: Reach) -> float:
        """Return the strength that a budget buys, in [0, 1]."""
        return min(1.0, budget / self.cost_of_full(prices, reach))

    def cost_of(self, strength: float, prices: Prices, reach: Reach) -> float:
        """Return what a strength costs in total within the reach's months."""
        return strength * self.cost_of_full(prices, reach)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return what full strength costs (for investments: what brings 63 % of it)."""
        raise NotImplementedError

    def spending_months(self, months: int) -> int:
        """Return over how many months the cost is paid."""
        return self.last_month(months) - self.start


class Investment(Intervention):
    """An intervention paid once whose effect lasts, with diminishing returns to money.

    Strength bought by a budget: 1 - exp(-budget / (price per head * heads)), judgement.
    """

    def bought(self, budget: float, prices: Prices, reach: Reach) -> float:
        """Return the strength that a budget buys, in [0, 1)."""
        return 1.0 - math.exp(-budget / self.cost_of_full(prices, reach))

    def cost_of(self, strength: float, prices: Prices, reach: Reach) -> float:
        """Return what a strength costs; beyond `DEAREST` nothing more can be bought."""
        return -math.log(1.0 - min(strength, DEAREST)) * self.cost_of_full(prices, reach)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the spending that brings 63 % of the full effect."""
        return float(getattr(prices, self.prices[0])) * reach.heads

    def spending_months(self, months: int) -> int:
        """Return over how many months the investment is paid."""
        return min(SPENDING_MONTHS, self.last_month(months) - self.start)


@dataclass(frozen=True, kw_only=True, repr=False)
class ToolingSpend(Investment):
    """More and better technology: features work better and take less effort."""

    effects = (("technology", "offset", 0.30), ("usability", "raise", 0.30))
    prices = ("tooling_spend",)
    label_en, label_de = "Spending on tooling", "Mehr Technik"


@dataclass(frozen=True, kw_only=True, repr=False)
class AlignKPIs(Investment):
    """Goals and bonuses follow shared customer outcomes (I4, I5; nobody aligns all variable pay)."""

    effects = (("kpi_alignment", "raise", 0.80),)
    prices = ("align_kpis",)
    label_en, label_de = "Aligned KPIs", "Gemeinsame Ziele"


@dataclass(frozen=True, kw_only=True, repr=False)
class RewardSharing(Investment):
    """Sharing information is rewarded instead of punished (D8, D10)."""

    effects = (("sharing_reward", "raise", 0.80),)
    prices = ("reward_sharing",)
    label_en, label_de = "Rewarded sharing", "Belohntes Teilen"


@dataclass(frozen=True, kw_only=True, repr=False)
class BreakSilos(Investment):
    """Silos are torn down: departments see and use each other's work."""

    effects = (("silo_strength", "lower", 0.65),)
    prices = ("break_silos",)
    label_en, label_de = "Silos torn down", "Silos abbauen"


@dataclass(frozen=True, kw_only=True, repr=False)
class Training(Intervention):
    """Recurring training, month after month (I8)."""

    effects = (("training", "raise", 1.0),)
    prices = ("training",)
    label_en, label_de = "Training", "Schulung"

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of training everybody reached, every month."""
        return prices.training * reach.heads * reach.months


@dataclass(frozen=True, kw_only=True, repr=False)
class Champions(Intervention):
    """Respected colleagues who go ahead: full strength is 15 % of the people (S9).

    They are chosen at random, by ranking a number drawn for each person.
    """

    effects = (("champions", "raise", 0.15),)
    prices = ("champion_month", "champion_start")
    label_en, label_de = "Champions", "Key User"

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of champions among everybody reached: preparation and time."""
        return 0.15 * reach.heads * (prices.champion_start + prices.champion_month * reach.months)


@dataclass(frozen=True, kw_only=True, repr=False)
class ExecutiveSponsor(Intervention):
    """Top management stands visibly behind the CRM (S6, I2)."""

    effects = (("sponsorship", "raise", 0.85),)
    prices = ("executive_sponsor",)
    label_en, label_de = "Executive sponsor", "Sponsor in der Geschäftsführung"

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of the sponsor's time."""
        return prices.executive_sponsor * reach.months


@dataclass(frozen=True, kw_only=True, repr=False)
class SupervisorCommitment(Intervention):
    """Line managers ask for real use and show it themselves (S5, S6)."""

    effects = (("supervisor_commitment", "raise", 0.80),)
    prices = ("supervisor_commitment",)
    label_en, label_de = "Committed line managers", "Vorgesetzte ziehen mit"

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of the managers' time."""
        return prices.supervisor_commitment * reach.managers * reach.months


@dataclass(frozen=True, kw_only=True, repr=False)
class Mandate(Intervention):
    """Use is ordered and watched; where the tool allows, the old way is closed (T5, T6).

    Parameters
    ----------
    features : tuple of str
        Features whose old way is closed; empty means orders and monitoring only.
    """

    features: tuple[str, ...] = ("activity_log",)

    effects = (("monitoring", "raise", 0.85),)
    prices = ("mandate_start", "mandate_month")
    label_en, label_de = "Mandate", "Anordnung"

    def __post_init__(self) -> None:
        super().__post_init__()
        if isinstance(self.features, str) or not all(isinstance(f, str) for f in self.features):
            raise InputError(f"{self.features!r} is not a list of feature names.", field="features")
        object.__setattr__(self, "features", tuple(self.features))

    def gates(self) -> tuple[str, ...]:
        """Return the features whose old way it closes."""
        return self.features

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of setting it up and checking it."""
        return prices.mandate_start + prices.mandate_month * reach.heads * reach.months


KINDS: dict[str, type[Intervention]] = {
    kind.__name__: kind
    for kind in (
        ToolingSpend, AlignKPIs, RewardSharing, BreakSilos, Training, Champions, ExecutiveSponsor,
        SupervisorCommitment, Mandate,
    )
}  # fmt: skip


def make(record: dict[str, Any]) -> Intervention:
    """Return the intervention that a file's table describes.

    Raises
    ------
    InputError
        For an unknown kind or field, with the nearest that exists, or a value out of range.
    """
    rest = dict(record)
    kind = rest.pop("kind", None)
    if not isinstance(kind, str):
        raise InputError(f"an intervention needs kind = one of {', '.join(KINDS)}.", field="kind")
    if kind not in KINDS:
        raise unknown("intervention", kind, KINDS).within(field="kind")
    allowed = [f.name for f in fields(KINDS[kind])]
    for name in rest:
        if name not in allowed:
            raise unknown(f"field of {kind}", name, allowed).within(field=name)
    for name in ("departments", "features"):
        if isinstance(rest.get(name), list):
            rest[name] = tuple(rest[name])
    return KINDS[kind](**rest)
