"""Where claims are looked at: the article's company, typical companies, and everything that may plausibly be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...scenarios.core.scenario import Scenario
from ...scenarios.core.typical import LEVERS, default_company, typical_companies
from ...scenarios.files.catalogue import load
from ...scenarios.files.changes import changed
from ...scenarios.studies.designs import Design, sobol
from ...scenarios.studies.uncertainty import Uncertainty
from ..evidence.ensemble import Ensemble
from .readings import ARTICLE, COLUMNS, TYPICAL, WIDE, row
from .situations import MONTHS, Seen

Floats = npt.NDArray[np.float64]

PEOPLE = (30.0, 500.0)
"""Headcounts of the wide ranges, drawn evenly on the logarithm."""
WIDER = {"silo_strength": (0.3, 0.9), "supervisor_commitment": (0.1, 0.7)}
"""Plausible ranges of levers, stretched so that the article's company lies inside."""
PRICES = ("tooling_spend", "align_kpis", "reward_sharing", "break_silos")
TYPICAL_SEED = 77


@dataclass(frozen=True)
class Effort:
    """How much is simulated.

    Attributes
    ----------
    companies : int
        Typical companies, each at an accepted parameter set of its own.
    points : int
        Points of the wide ranges, a power of two.
    replications, many : int
        Replicates at each point; at the article's company and an accepted set, where chance matters most.
    repeats : int
        Replicates at the default behaviour, for the confidence interval of chance alone.
    base_points : int
        Base points of the Sobol indices at full size (4 N); N and 2 N are parts of them.
    sets : int
        Parameter sets of the ensemble that are used; 0 all of them.
    seed : int
    """

    companies: int = 128
    points: int = 512
    replications: int = 8
    many: int = 16
    repeats: int = 100
    base_points: int = 2048
    sets: int = 0
    seed: int = 0


FULL = Effort()
SHORT = Effort(companies=12, points=64, replications=2, many=2, repeats=6, base_points=64, sets=6)
"""For continuous integration: everything once, nothing to be quoted."""


@cache
def uncertainties() -> tuple[Uncertainty, ...]:
    """Return what varies over the wide ranges: behaviour, organisation, market, prices, size."""
    behaviour = [
        Uncertainty(f"behaviour.{name}")
        for name, each in Behaviour.declarations().items()
        if each.plausible[0] < each.plausible[1]
    ]
    levers = [Uncertainty(f"levers.{name}", *WIDER.get(name, (None, None))) for name in LEVERS]
    rest = ["organisation.completeness", "organisation.territoriality"]
    market = [
        "base_churn", "new_customer_share", "fragmentation_effect", "ai_effect", "rival_preference", "customers",
        "margin", "hours_gained", "platform_cost",
    ]  # fmt: skip
    rest += [*(f"market.{name}" for name in market), *(f"prices.{name}" for name in PRICES)]
    size = Uncertainty("people", *PEOPLE, distribution="loguniform")
    return (*behaviour, *levers, *(Uncertainty(name) for name in rest), size)


def design(points: int) -> Design:
    """Return the points of the wide ranges: scrambled Sobol, the first ones of any larger number."""
    return sobol(uncertainties(), points)


@dataclass(frozen=True)
class Sample:
    """Companies of one kind, in which all claims are read.

    Attributes
    ----------
    name : {"article", "typical", "wide"}
    count, replications, seed : int
    company : callable
        Makes the company of a number from 0.
    """

    name: str
    count: int
    replications: int
    seed: int
    company: Callable[[int], Scenario]

    def rows(self, first: int, count: int) -> Iterator[list[float]]:
        """Yield the readings of some companies, in the order of `COLUMNS`."""
        for number in range(first, min(first + count, self.count)):
            yield row(Seen(self.company(number), self.replications, self.seed + number * (self.name == TYPICAL)))


def article_sample(ensemble: Ensemble, effort: Effort) -> Sample:
    """Return the article's company at every parameter set of an ensemble, with the same people and chance."""
    base = load("no_programme")
    members = ensemble.members[: effort.sets or None]
    return Sample(ARTICLE, len(members), effort.many, effort.seed, lambda k: base.behaving(members[k]))


def typical_sample(ensemble: Ensemble, effort: Effort) -> Sample:
    """Return typical companies, each with people and chance of its own and a set of an ensemble in turn."""
    companies = typical_companies(effort.companies, TYPICAL_SEED, months=MONTHS)
    members = ensemble.members[: effort.sets or None]

    def company(k: int) -> Scenario:
        return companies[k].behaving(members[k % len(members)])

    return Sample(TYPICAL, len(companies), effort.replications, effort.seed, company)


def wide_sample(effort: Effort) -> Sample:
    """Return companies all over the plausible ranges, whether or not they fit the evidence."""
    base = Scenario("company", default_company(), months=MONTHS)
    points, targets = design(effort.points).points, [each.target for each in uncertainties()]

    def company(k: int) -> Scenario:
        return changed(base, list(zip(targets, points[k].tolist(), strict=True)))

    return Sample(WIDE, len(points), effort.replications, effort.seed, company)


def by_chance(effort: Effort) -> Floats:
    """Return the readings of single replicates of the article's company, default behaviour, [repeats, columns]."""
    seen = Seen(load("no_programme"), effort.repeats, effort.seed)
    found = np.array([row(seen.only(k)) for k in range(effort.repeats)])
    return found.reshape(effort.repeats, len(COLUMNS))
