"""Interventions: dated, targeted, costed records that declare modifiers on levers.

An intervention changes nothing itself. It says which lever it moves, how and how far, in which
months and departments; `crm_adoption.scenarios.core.schedule` combines all of them in one place.
Full amounts are judgement, set so that the bands of the evidence on programmes are met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .coaching import Champions, Training
from .hooks import Reach
from .intervention import Intervention, Investment, names_in
from .offered import Offered
from .own_systems import ConnectOwnSystem, RetireOwnSystem
from .prices import Prices
from .rollouts import AutonomousAI, StagedRollout, SwitchOffFeatures
from .shocks import NewFeatureWave, SponsorLeaves, TurnoverWave


@dataclass(frozen=True, kw_only=True, repr=False)
class ToolingSpend(Investment):
    """More and better technology: features work better and take less effort."""

    effects = (("technology", "offset", 0.30), ("usability", "raise", 0.30))
    prices = ("tooling_spend",)
    offered = Offered(rescue={})
    label_en, label_de = "Spending on tooling", "Mehr Technik"


@dataclass(frozen=True, kw_only=True, repr=False)
class AlignKPIs(Investment):
    """Goals and bonuses follow shared customer outcomes (I4, I5; nobody aligns all variable pay)."""

    effects = (("kpi_alignment", "raise", 0.80),)
    prices = ("align_kpis",)
    offered = Offered(rescue={})
    label_en, label_de = "Aligned KPIs", "Gemeinsame Ziele"


@dataclass(frozen=True, kw_only=True, repr=False)
class RewardSharing(Investment):
    """Sharing information is rewarded instead of punished (D8, D10)."""

    effects = (("sharing_reward", "raise", 0.80),)
    prices = ("reward_sharing",)
    offered = Offered(rescue={})
    label_en, label_de = "Rewarded sharing", "Belohntes Teilen"


@dataclass(frozen=True, kw_only=True, repr=False)
class BreakSilos(Investment):
    """Silos are torn down: departments see and use each other's work."""

    effects = (("silo_strength", "lower", 0.65),)
    prices = ("break_silos",)
    offered = Offered(rescue={})
    label_en, label_de = "Silos torn down", "Silos abbauen"


@dataclass(frozen=True, kw_only=True, repr=False)
class Simplify(Investment):
    """Fewer fields, simpler screens: features take less effort (S1: effort weighs little; size: judgement)."""

    effects = (("usability", "raise", 0.40),)
    prices = ("simplify",)
    offered = Offered(rescue={})
    label_en, label_de = "Simpler screens", "Einfachere Masken"


@dataclass(frozen=True, kw_only=True, repr=False)
class DataCleanup(Intervention):
    """Somebody repairs the customer record: at full strength a fifth of its gaps and errors a month (D1, D4).

    The effect is judgement: that a clean-up helps, and that it is undone where nobody keeps the record up, is not.
    """

    effects = (("data_cleanup", "raise", 0.20),)
    prices = ("data_cleanup_start", "data_cleanup_month")
    offered = Offered(local=False, lasting=True)
    label_en, label_de = "Data clean-up", "Daten bereinigen"

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of setting it up and of the people who do it."""
        return self.setup_cost(prices, reach) + prices.data_cleanup_month * reach.months

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of setting it up."""
        return prices.data_cleanup_start


@dataclass(frozen=True, kw_only=True, repr=False)
class ExecutiveSponsor(Intervention):
    """Top management stands visibly behind the CRM (S6, I2)."""

    effects = (("sponsorship", "raise", 0.85),)
    prices = ("executive_sponsor",)
    offered = Offered(local=False, lasting=True, rescue={"lasts": 12})
    label_en, label_de = "Executive sponsor", "Sponsor in der Geschäftsführung"

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of the sponsor's time."""
        return prices.executive_sponsor * reach.months


@dataclass(frozen=True, kw_only=True, repr=False)
class SupervisorCommitment(Intervention):
    """Line managers ask for real use and show it themselves (S5, S6)."""

    effects = (("supervisor_commitment", "raise", 0.80),)
    prices = ("supervisor_commitment",)
    offered = Offered(lasting=True, rescue={"lasts": 12})
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
    offered = Offered(lasting=True)
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


@dataclass(frozen=True, kw_only=True, repr=False)
class PeerMeetings(Intervention):
    """Peers meet, show each other how they work and coach each other: what they do becomes the way it is done here.

    Sandvik et al. (2020): structured meetings between peers raised sales by 24 % while they lasted and by 18 % later.
    """

    effects = (("meetings", "raise", 1.0),)
    prices = ("peer_meetings",)
    offered = Offered(lasting=True)
    label_en, label_de = "Meetings between peers", "Treffen unter Kollegen"

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of the people's time."""
        return prices.peer_meetings * reach.heads * reach.months


@dataclass(frozen=True, kw_only=True, repr=False)
class ActivityTargets(Intervention):
    """People are measured by activity - calls, entries, lines in the pipeline - and get what is measured (D2)."""

    effects = (("activity_targets", "raise", 1.0),)
    prices = ("activity_targets", "activity_targets_month")
    label_en, label_de = "Targets on activity", "Aktivitätsziele"

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of setting the targets up and following them."""
        return self.setup_cost(prices, reach) + prices.activity_targets_month * reach.heads * reach.months

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of setting the targets up."""
        return prices.activity_targets


KINDS: dict[str, type[Intervention]] = {
    kind.__name__: kind
    for kind in (
        ToolingSpend, AlignKPIs, RewardSharing, BreakSilos, Simplify, DataCleanup, Training, Champions,
        ExecutiveSponsor, SupervisorCommitment, Mandate, PeerMeetings, ActivityTargets, RetireOwnSystem,
        ConnectOwnSystem, StagedRollout, SwitchOffFeatures, AutonomousAI,
        SponsorLeaves, TurnoverWave, NewFeatureWave,
    )
}  # fmt: skip


def offered(first: Sequence[str] = ()) -> dict[str, Offered]:
    """Return what money can be put into, by kind: those of ``first`` in their order, then all others."""
    kinds = {name: each.offered for name, each in KINDS.items() if each.offered is not None}
    return {name: kinds[name] for name in dict.fromkeys([*first, *kinds]) if name in kinds}
