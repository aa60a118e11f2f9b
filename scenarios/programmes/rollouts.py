"""Interventions on the features themselves: in which order they come, which go, which act alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...model.company import Company
from ...model.errors import InputError, unknown
from ...model.simulation import whole_number
from .hooks import Reach
from .intervention import Intervention, names_in
from .prices import Prices


@dataclass(frozen=True, kw_only=True, repr=False)
class StagedRollout(Intervention):
    """Features go live in waves, by feature or by department, instead of all at once (T12).

    A big bang dilutes attention; waves concentrate it. What a wave brings cannot be used before.

    Parameters
    ----------
    by : {"feature", "department"}
        What the waves consist of.
    waves : tuple of tuple of str
        Features or departments, wave by wave; what is not named stays as it is. Empty: all
        features in the order of effort plus reach, ``size`` at a time, or the departments one by one.
    every : int
        Months from wave to wave.
    size : int
        Features to a wave where ``waves`` are not given.
    """

    by: Literal["feature", "department"] = "feature"
    waves: tuple[tuple[str, ...], ...] = ()
    every: int = 3
    size: int = 3

    prices = ("rollout_start",)
    label_en, label_de = "Staged roll-out", "Gestaffelte Einführung"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.by not in ("feature", "department"):
            raise unknown("kind of wave", str(self.by), ("feature", "department")).within(field="by")
        whole_number(self.every, 1, 120, "every")
        whole_number(self.size, 1, 31, "size")
        if not isinstance(self.waves, (list, tuple)):
            raise InputError(
                '{waves!r} are no waves; write them as [["...", "..."], ["..."]].', waves=self.waves, field="waves"
            )
        waves = tuple(names_in(wave, f"waves.{k}") for k, wave in enumerate(self.waves, start=1))
        object.__setattr__(self, "waves", waves)
        named = [name for wave in waves for name in wave]
        if repeated := {name for name in named if named.count(name) > 1}:
            raise InputError(
                "{name!r} stands in two waves; it can go live once.", name=sorted(repeated)[0], field="waves"
            )

    def check(self, company: Company) -> None:
        """Refuse features or departments that the company does not have."""
        by_feature = self.by == "feature"
        known = company.catalogue.names if by_feature else company.organisation.names
        for wave in self.waves:
            for name in wave:
                if name not in known:
                    raise unknown("feature" if by_feature else "department", name, known).within(field="waves")

    def plan(self, company: Company) -> tuple[tuple[str, ...], ...]:
        """Return the waves, also where they are not given.

        Parameters
        ----------
        company : Company
            The company in which it works.

        Returns
        -------
        tuple[tuple[str, ...], ...]
            Names of departments or features, wave by wave.
        """
        if self.waves:
            return self.waves
        if self.by == "department":
            return tuple((name,) for name in company.organisation.names)
        easy_first = sorted(company.catalogue.features, key=lambda each: (each.effort + each.reach, each.name))
        names = [each.name for each in easy_first]
        return tuple(tuple(names[k : k + self.size]) for k in range(0, len(names), self.size))

    def withheld(self, company: Company, department: str, t: int) -> tuple[str, ...]:
        """Return the features whose wave has not come yet; none once the roll-out has ended."""
        if t >= self.last_month(max(t + 1, 0)):
            return ()
        late = [wave for k, wave in enumerate(self.plan(company)) if t < self.start + k * self.every]
        if self.by == "department":
            return company.catalogue.names if any(department in wave for wave in late) else ()
        return tuple(name for wave in late for name in wave)

    def settles(self) -> int:
        """Return after how many months from its start nothing about it changes any more."""
        return self.every * max(len(self.waves), 250 if self.by == "department" else 31)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of planning the waves."""
        return prices.rollout_start

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of planning the waves: all of it is due at the start."""
        return prices.rollout_start


@dataclass(frozen=True, kw_only=True, repr=False)
class SwitchOffFeatures(Intervention):
    """Features nobody needs (yet) are switched off, so that attention goes to the others (U1).

    Parameters
    ----------
    features : tuple of str
        Machine names of the features; pairs of people and these features count as not used.
    """

    features: tuple[str, ...] = ()

    free = True
    label_en, label_de = "Features switched off", "Funktionen abschalten"

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "features", names_in(self.features, "features"))
        if not self.features:
            raise InputError('name what is switched off, for example ["lead_scoring"].', field="features")

    def named_features(self) -> tuple[str, ...]:
        """Return the features that its fields name."""
        return self.features

    def withheld(self, company: Company, department: str, t: int) -> tuple[str, ...]:
        """Return the features switched off in month t."""
        return self.features if self.start <= t < self.last_month(t + 1) else ()

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return 0: switching off is a setting (judgement)."""
        return 0.0


@dataclass(frozen=True, kw_only=True, repr=False)
class AutonomousAI(Intervention):
    """AI features act on customers by themselves: good data helps, bad data harms (I11).

    Parameters
    ----------
    features : tuple of str
        Machine names; empty means every AI feature.
    """

    features: tuple[str, ...] = ()

    prices = ("autonomous_ai_start", "autonomous_ai_month")
    label_en, label_de = "Autonomous AI", "Autonome KI"

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "features", names_in(self.features, "features"))

    def named_features(self) -> tuple[str, ...]:
        """Return the features that its fields name."""
        return self.features

    def autonomous(self, company: Company) -> tuple[str, ...]:
        """Return the features that act by themselves."""
        return self.features or tuple(each.name for each in company.catalogue.features if each.is_ai)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of setting it up and running it."""
        return self.setup_cost(prices, reach) + prices.autonomous_ai_month * reach.months

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of setting it up."""
        return prices.autonomous_ai_start
