"""What happens to a company: shocks, which cost nothing by themselves and are paid for in use."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.company import Company
from ...model.errors import InputError
from ...model.levers import Modifier
from .hooks import Reach
from .intervention import Intervention, names_in
from .prices import Prices


class Shock(Intervention):
    """Something that happens to the company: it costs nothing unless ``one_off`` or ``monthly`` say so."""

    free = True

    def asked_of_people(self, t: int) -> float:
        """Return 0: what happens to people is no programme that asks them to change."""
        return 0.0

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return 0: nobody pays for a shock."""
        return 0.0


@dataclass(frozen=True, kw_only=True, repr=False)
class SponsorLeaves(Shock):
    """The executive who stood behind the CRM goes: sponsorship falls by four fifths (S6, I2; size: judgement)."""

    effects = (("sponsorship", "lower", 0.80),)
    label_en, label_de = "The sponsor leaves", "Sponsor geht"


@dataclass(frozen=True, kw_only=True, repr=False)
class TurnoverWave(Shock):
    """People leave in numbers: three times the usual turnover at full strength (O6; size: judgement)."""

    effects = (("turnover", "factor", 3.0),)
    label_en, label_de = "A wave of departures", "Kündigungswelle"


@dataclass(frozen=True, kw_only=True, repr=False)
class NewFeatureWave(Shock):
    """The vendor brings features, all on one day and without training for what goes live then.

    Parameters
    ----------
    features : tuple of str
        Machine names; nobody can use them before the start.
    """

    features: tuple[str, ...] = ()

    effects = (("go_live_training", "lower", 1.0),)
    label_en, label_de = "A wave of new features", "Welle neuer Funktionen"

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "features", names_in(self.features, "features"))
        if not self.features:
            raise InputError('name the features that come, for example ["lead_scoring"].', field="features")

    def named_features(self) -> tuple[str, ...]:
        """Return the features that its fields name."""
        return self.features

    def modifiers(self, strength: float, t: int) -> list[Modifier]:
        """Return what it does to the levers: nobody is trained in the month in which the features come."""
        return super().modifiers(strength, t) if t == self.start else []

    def settles(self) -> int:
        """Return after how many months from its start nothing about it changes any more."""
        return 1

    def withheld(self, company: Company, department: str, t: int) -> tuple[str, ...]:
        """Return the features that have not come yet."""
        return self.features if t < self.start else ()
