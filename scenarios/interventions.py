"""Interventions: dated, targeted, costed records that declare modifiers on levers.

An intervention changes nothing itself. It says which lever it moves, how and how far, in which
months and departments; `crm_adoption.scenarios.schedule` combines all of them in one place.
Full amounts are judgement, set so that the bands of the evidence on programmes are met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from ..model.company import Company
from ..model.errors import InputError, unknown
from ..model.levers import Modifier
from ..model.organisation import personnel_ids
from ..model.simulation import whole_number
from .intervention import Intervention, Investment, Reach, names_in
from .prices import Prices
from .rollouts import AutonomousAI, StagedRollout, SwitchOffFeatures
from .shocks import NewFeatureWave, SponsorLeaves, TurnoverWave

TRAINEES = 25
"""People whom one trainer keeps in training in a month (judgement: a day a week for groups of six)."""


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
class Simplify(Investment):
    """Fewer fields, simpler screens: features take less effort (S1: effort weighs little; size: judgement)."""

    effects = (("usability", "raise", 0.40),)
    prices = ("simplify",)
    label_en, label_de = "Simpler screens", "Einfachere Masken"


@dataclass(frozen=True, kw_only=True, repr=False)
class DataCleanup(Intervention):
    """Somebody repairs the customer record: at full strength a fifth of its gaps and errors a month (D1, D4).

    The effect is judgement: that a clean-up helps, and that it is undone where nobody keeps the record up, is not.
    """

    effects = (("data_cleanup", "raise", 0.20),)
    prices = ("data_cleanup_start", "data_cleanup_month")
    label_en, label_de = "Data clean-up", "Daten bereinigen"

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of setting it up and of the people who do it."""
        return self.setup_cost(prices, reach) + prices.data_cleanup_month * reach.months

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of setting it up."""
        return prices.data_cleanup_start


@dataclass(frozen=True, kw_only=True, repr=False)
class Training(Intervention):
    """Training, month after month or as one course (I8).

    Parameters
    ----------
    once : bool
        One course of two days in the first month instead: at full strength it teaches everybody half
        of what is missing (judgement).
    trainers : int, optional
        Trainers there are; each keeps `TRAINEES` people in training, so fewer people are trained
        than the strength asks for when trainers are short.
    """

    once: bool = False
    trainers: int | None = None

    effects = (("training", "raise", 1.0),)
    prices = ("training", "course")
    label_en, label_de = "Training", "Schulung"

    def __post_init__(self) -> None:
        super().__post_init__()
        _flag(self.once, "once")
        if self.trainers is not None:
            whole_number(self.trainers, 1, 1_000_000, "trainers")

    def modifiers(self, strength: float, t: int) -> list[Modifier]:
        """Return what it does to the levers in month t at a given full strength."""
        if self.once:
            return [Modifier("course", "raise", 0.5 * strength)] if t == self.start else []
        return super().modifiers(strength, t)

    def settles(self) -> int:
        """Return after how many months from its start nothing about it changes any more."""
        return max(1, self.ramp)

    def limit(self, reach: Reach) -> float:
        """Return the share of the people reached for whom there are trainers."""
        return 1.0 if self.trainers is None else min(1.0, self.trainers * TRAINEES / reach.heads)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of training everybody reached, in one course or every month."""
        return prices.course * reach.heads if self.once else prices.training * reach.heads * reach.months

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of the course."""
        return prices.course * reach.heads if self.once else 0.0


@dataclass(frozen=True, kw_only=True, repr=False)
class Champions(Intervention):
    """Respected colleagues who go ahead: full strength is 15 % of the people (S9).

    Parameters
    ----------
    choose : {"random", "ties", "level", "list"}
        Who is asked first in each department: anybody, those with most ties, the most senior, or
        just the people named.
    people : tuple of str
        Personnel ids, with ``choose="list"``; all of them are champions at full strength.
    most : int, optional
        More champions than this cannot be spared.
    """

    choose: Literal["random", "ties", "level", "list"] = "random"
    people: tuple[str, ...] = ()
    most: int | None = None

    effects = (("champions", "raise", 0.15),)
    prices = ("champion_month", "champion_start")
    label_en, label_de = "Champions", "Key User"

    def __post_init__(self) -> None:
        super().__post_init__()
        ways = ("random", "ties", "level", "list")
        if self.choose not in ways:
            raise unknown("way of choosing champions", str(self.choose), ways).within(field="choose")
        object.__setattr__(self, "people", tuple(dict.fromkeys(names_in(self.people, "people"))))
        if bool(self.people) != (self.choose == "list"):
            raise InputError(
                'choose = "list" and a list of people belong together; give both or neither.', field="people"
            )
        if self.most is not None:
            whole_number(self.most, 1, 1_000_000, "most")

    def check(self, company: Company) -> None:
        """Refuse people whom the company does not have, or who are not in the departments reached."""
        known = (
            dict(zip(personnel_ids(company.organisation), _departments_of(company), strict=True)) if self.people else {}
        )
        for name in self.people:
            if name not in known:
                raise unknown("person", name, known).within(field="people")
            if self.departments and known[name] not in self.departments:
                problem = f"{name!r} is in department {known[name]!r}, which this does not reach."
                raise InputError(problem, field="people")

    def asked_first(self, company: Company) -> Sequence[int] | None:
        """Return how early each person (in row order) is asked to be a champion."""
        if self.choose == "list":
            named = set(self.people)
            return [int(name in named) for name in personnel_ids(company.organisation)]
        if self.choose == "level":
            return [int(level) for level in company.setting.place.level]
        return [-1] * company.organisation.headcount if self.choose == "ties" else None

    def share_in(self, company: Company, d: int) -> float:
        """Return the department's share of champions relative to full strength: as many as are named there."""
        if self.choose != "list":
            return 1.0
        department = company.organisation.departments[d]
        named = set(self.people)
        ids = zip(personnel_ids(company.organisation), _departments_of(company), strict=True)
        return sum(name in named and where == department.name for name, where in ids) / department.people / 0.15

    def limit(self, reach: Reach) -> float:
        """Return how many of the champions wished for can be spared, as a share."""
        return 1.0 if self.most is None else min(1.0, self.most / self._champions(reach))

    def _champions(self, reach: Reach) -> float:
        return float(len(self.people)) if self.people else 0.15 * reach.heads

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of the champions: preparation and time."""
        return self.setup_cost(prices, reach) + self._champions(reach) * prices.champion_month * reach.months

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of preparing the champions."""
        return self._champions(reach) * prices.champion_start


def _departments_of(company: Company) -> list[str]:
    """Return the department of each person in row order."""
    return [each.name for each in company.organisation.departments for _ in range(each.people)]


def _flag(value: object, field: str) -> None:
    if not isinstance(value, bool):
        raise InputError(f"{value!r} is not allowed; give true or false.", field=field)


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
        object.__setattr__(self, "features", names_in(self.features, "features"))

    def gates(self) -> tuple[str, ...]:
        """Return the features whose old way it closes."""
        return self.features

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of setting it up and checking it."""
        return self.setup_cost(prices, reach) + prices.mandate_month * reach.heads * reach.months

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of setting the mandate up."""
        return prices.mandate_start


KINDS: dict[str, type[Intervention]] = {
    kind.__name__: kind
    for kind in (
        ToolingSpend, AlignKPIs, RewardSharing, BreakSilos, Simplify, DataCleanup, Training, Champions,
        ExecutiveSponsor, SupervisorCommitment, Mandate, StagedRollout, SwitchOffFeatures, AutonomousAI,
        SponsorLeaves, TurnoverWave, NewFeatureWave,
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
        raise InputError(f"every intervention needs a kind, one of {', '.join(KINDS)}.", field="kind")
    if kind not in KINDS:
        raise unknown("intervention", kind, KINDS).within(field="kind")
    allowed = [f.name for f in fields(KINDS[kind])]
    for name in rest:
        if name not in allowed:
            raise unknown(f"field of {kind}", name, allowed).within(field=name)
    return KINDS[kind](**rest)
