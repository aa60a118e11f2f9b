"""Typical companies: a population drawn from organisational ranges, for questions about companies in general."""

from __future__ import annotations

import math

import numpy as np

from ...model.behaviour import Behaviour
from ...model.company import Company
from ...model.features import ROLES
from ...model.levers import Levers
from ...model.market import Market
from ...model.organisation import Department, Organisation
from ...model.simulation import MOST_MONTHS, whole_number
from ..ground.adding import added
from ..words.catalogue import Words
from .scenario import Scenario

MOST_COMPANIES = 100_000
SIZES = (30, 2000)
"""People in a typical company, drawn evenly on the logarithm."""

SHARES: dict[str, float] = {"sales": 0.42, "marketing": 0.16, "customer_success": 0.20, "service": 0.22}
"""Share of the people by department in the default organisation (judgement)."""

MIX = (0.5, 1.5)
"""Factor on each department's usual share before the shares are made to add up to one (judgement)."""

LEVERS: tuple[str, ...] = (
    "kpi_alignment", "sharing_reward", "silo_strength", "sponsorship", "supervisor_commitment", "monitoring",
    "technology", "go_live_training", "training", "change_capacity",
)  # fmt: skip
"""Levers whose starting levels differ between typical companies, each over its plausible range."""

_say = Words("core.typical")
LABELS = {
    "sales": ("Sales", "Vertrieb"),
    "marketing": ("Marketing", "Marketing"),
    "customer_success": ("Customer Success", "Kundenbetreuung"),
    "service": ("Service", "Service"),
}
"""Names of the usual departments in English and German."""
LEAVING = {"sales": 0.030}
"""Share of people who leave per month where it differs from the default, by role (O6)."""


def headcounts(people: int, shares: dict[str, float]) -> dict[str, int]:
    """Spread people over departments by shares (largest remainders), at least one person each."""
    total = added(shares.values())
    wished = {name: people * share / total for name, share in shares.items()}
    counts = {name: max(1, int(value)) for name, value in wished.items()}
    for name in sorted(wished, key=lambda each: counts[each] - wished[each]):
        if sum(counts.values()) < people:
            counts[name] += 1
    while sum(counts.values()) > people:
        counts[max(counts, key=lambda each: counts[each])] -= 1
    return counts


def _departments(counts: dict[str, int], levers: Levers, territoriality: float) -> tuple[Department, ...]:
    return tuple(
        Department(
            name, *LABELS[name], name, people, levers,
            leaving=LEAVING.get(name, 0.010), territoriality=territoriality,
        )
        for name, people in counts.items()
    )  # fmt: skip


def default_company(people: int = 120, behaviour: Behaviour | None = None) -> Company:
    """Return the default organisation: usual department mix, every lever at its default.

    Parameters
    ----------
    people : int
        Headcount, 4 or more.
    behaviour : Behaviour, optional
        How its people behave, by default the default set.

    Raises
    ------
    InputError
        For fewer than four people: one in each department.
    """
    people = whole_number(people, len(ROLES), 5_000_000, "people")
    departments = _departments(headcounts(people, SHARES), Levers(), 0.5)
    organisation, market = Organisation("Default organisation", departments), Market.for_people(people)
    return Company(organisation, behaviour=behaviour or Behaviour(), market=market)


def _typical(number: int, chance: np.random.Generator, months: int, behaviour: Behaviour) -> Scenario:
    """Return one company; all its draws come from its own stream, in this order."""

    def between(limits: tuple[float, float]) -> float:
        return float(chance.uniform(*limits))

    people = round(math.exp(between((math.log(SIZES[0]), math.log(SIZES[1])))))
    shares = {name: usual * between(MIX) for name, usual in SHARES.items()}
    declared = Levers.declarations()
    levers = Levers(**{name: between(declared[name].plausible) for name in LEVERS})
    territoriality = between(Department.declarations()["territoriality"].plausible)
    departments = _departments(headcounts(people, shares), levers, territoriality)
    completeness = between(Organisation.declarations()["completeness"].plausible)
    organisation = Organisation(f"Typical company {number}", departments, completeness=completeness)
    return Scenario(
        f"typical_{number}",
        Company(organisation, behaviour=behaviour, market=Market.for_people(people)),
        months=months,
        title_en=_say("title", "en", number=number),
        title_de=_say("title", "de", number=number),
    )


def typical_companies(
    count: int, seed: int = 0, *, months: int = 36, behaviour: Behaviour | None = None
) -> tuple[Scenario, ...]:
    """Draw a population of companies that differ in their organisation only.

    Company k is the same for every ``count``: its draws are those of stream k of the seed.

    - Size 30 to 2,000 people, evenly on the logarithm: companies are many small and few large ones
      (Axtell 2001, Science 293:1818), and with even draws three in four would have more than 500 people.
    - Department mix: each usual share times a factor of .5 to 1.5, then made to add up (judgement).
    - Starting levers of `LEVERS`, mean territoriality and completeness of the record evenly over their
      plausible ranges (``crm-adoption parameters`` names ranges and sources).

    Parameters
    ----------
    count : int
        Number of companies, 1 to 100,000.
    seed : int
        Root seed of the draws, 0 to 2**64 - 1.
    months : int
        Horizon of the scenarios, 1 to 1,200 months.
    behaviour : Behaviour, optional
        How people behave, the same in all companies; by default the default set.

    Returns
    -------
    tuple of Scenario
        Companies without any programme, named ``typical_0``, ``typical_1``, ...

    Raises
    ------
    InputError
        For a number outside its range.

    Examples
    --------
    >>> [each.company.organisation.headcount for each in typical_companies(3, seed=1)]
    [257, 121, 197]
    """
    count = whole_number(count, 1, MOST_COMPANIES, "count")
    seed = whole_number(seed, 0, 2**64 - 1, "seed")
    months = whole_number(months, 1, MOST_MONTHS, "months")
    shared = behaviour or Behaviour()
    streams = (np.random.default_rng([seed, number]) for number in range(count))
    return tuple(_typical(number, chance, months, shared) for number, chance in enumerate(streams))
