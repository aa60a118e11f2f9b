"""The situations in which bands are read: each company is built once, only the behaviour is exchanged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.company import Company, Setting
from ...model.features import STANDARD_FEATURES, Catalogue
from ...model.levers import INDEX
from ...model.outcomes import OUTCOME_NAMES, column
from ...model.schedule import Schedule, undisturbed
from ...model.simulation import replicates
from ...scenarios.core.typical import default_company, typical_companies
from ...scenarios.files.catalogue import load

Floats = npt.NDArray[np.float64]

TYPICAL_SEED = 2026
"""Seed of the population of typical companies, the same for every parameter set."""

FULL_PROGRAMME: Mapping[str, float] = {
    "kpi_alignment": 0.7, "sharing_reward": 0.7, "silo_strength": 0.2, "sponsorship": 0.9,
    "supervisor_commitment": 0.8, "champions": 0.15, "training": 1.0, "usability": 0.2,
}  # fmt: skip
WAVE_FEATURES, WAVE_MONTHS = 3, 3
YEAR = 12
ESTABLISHED = 0.7
"""Share of what matters that is in real use where a way of working is established."""


@dataclass(frozen=True, eq=False)
class Case:
    """One company under one schedule, ready for the kernel."""

    setting: Setting
    schedule: Schedule
    seats: float

    @property
    def people(self) -> int:
        """Number of people."""
        return len(self.setting.place.manager)

    def run(self, behaviour: Behaviour, replications: int, seed: int, first: int = 0) -> Observed:
        """Run the case at a behaviour; replicate k is the same people and chance at every behaviour."""
        setting = self.setting._replace(behaviour=behaviour.as_record())
        departments, features = setting.relevance.shape[1:]
        months = self.schedule.months
        out = np.empty((replications, months, 1 + departments, len(OUTCOME_NAMES)))
        use = np.empty((replications, months, departments, features, 2), np.int32)
        replicates(setting, self.schedule, self.seats, seed, first, out, use)
        return Observed(out, use, setting)


@dataclass(frozen=True, eq=False)
class Observed:
    """What was seen in one situation.

    Attributes
    ----------
    values : float64 array [replications, months, 1 + D, outcomes]
    use : int32 array [replications, months, D, F, 2]
        Pairs in deep use and in compliance.
    setting : Setting
    """

    values: Floats
    use: npt.NDArray[np.int32]
    setting: Setting

    def of(self, outcome: str, month: int, place: int = 0) -> Floats:
        """Return an outcome in a month (from 1) by replicate."""
        return self.values[:, month - 1, place, column(outcome)]

    def path(self, outcome: str) -> Floats:
        """Return an outcome of the company by replicate and month, [replications, months]."""
        return self.values[:, :, 0, column(outcome)]


def company_case(company: Company, months: int, levers: Mapping[str, float] | None = None) -> Case:
    """Return a company without programme, some levers elsewhere from the start."""
    schedule = undisturbed(company, months)
    for name, level in (levers or {}).items():
        schedule.levers[:, :, INDEX[name]] = level
    return Case(company.setting, schedule, company.seats)


def _changed(months: int, **levers: float) -> Callable[[], Case]:
    """Return the maker of the default organisation with some levers elsewhere from the start."""
    return lambda: company_case(default_company(), months, levers)


def _seed_company() -> Case:
    return company_case(load("seed_company").company, 12)


def _gate() -> Case:
    one = company_case(default_company(), 12)
    one.schedule.gate[:, :, [each.name for each in STANDARD_FEATURES].index("activity_log")] = 1.0
    return one


def _staged() -> Case:
    """Return the full programme, its features live in waves in the order of effort and reach."""
    order = sorted(STANDARD_FEATURES, key=lambda each: each.effort + each.reach)
    month = {each.name: WAVE_MONTHS * (place // WAVE_FEATURES) for place, each in enumerate(order)}
    features = tuple(replace(each, go_live=month[each.name]) for each in STANDARD_FEATURES)
    return company_case(replace(default_company(), catalogue=Catalogue(features)), 36, FULL_PROGRAMME)


def _for_a_year(**levers: float) -> Callable[[], Case]:
    """Return the maker of the default organisation with some levers elsewhere for the first of three years."""

    def make() -> Case:
        one = company_case(default_company(), 36)
        for name, level in levers.items():
            one.schedule.levers[:YEAR, :, INDEX[name]] = level
        return one

    return make


def _established() -> Case:
    """Return the default organisation in which most is in use, by habit, before the first month."""
    company = default_company()
    return company_case(replace(company, organisation=replace(company.organisation, starting_use=ESTABLISHED)), 36)


def _no_use() -> Case:
    one = company_case(default_company(), 48)
    one.schedule.live[:] = 0
    return one


def _ai(completeness: float, accuracy: float, autonomy: float) -> Callable[[], Case]:
    """Return the maker of a company with AI on data of a known quality, all else the same."""

    def make() -> Case:
        company = default_company()
        data = replace(company.organisation, completeness=completeness, accuracy=accuracy)
        one = company_case(replace(company, organisation=data), 1, {"silo_strength": 0.1})
        one.schedule.autonomy[:, :, [each.is_ai for each in STANDARD_FEATURES]] = autonomy
        return one

    return make


BAD_DATA, GOOD_DATA = (0.20, 0.60), (0.95, 0.95)

MAKERS: Mapping[str, Callable[[], Case]] = {
    "default": _changed(36),
    "seed_company": _seed_company,
    "monitoring_doubled": _changed(12, monitoring=1.0),
    "gate": _gate,
    "full_programme": _staged,
    "champions": _changed(12, champions=0.15),
    "training": _changed(12, training=1.0),
    "kpi": _changed(12, kpi_alignment=0.8),
    "kpi_sharing_silos": _changed(12, kpi_alignment=0.8, sharing_reward=0.8, silo_strength=0.2),
    "tooling": _changed(24, technology=1.3, usability=0.3),
    "peers_for_a_year": _for_a_year(meetings=1.0, champions=0.15),
    "pay_for_a_year": _for_a_year(kpi_alignment=0.8),
    "half_incentive": _changed(24, kpi_alignment=0.45),
    "established": _established,
    "no_use": _no_use,
    "bad_data": _ai(*BAD_DATA, 0.0),
    "ai_on_bad_data": _ai(*BAD_DATA, 1.0),
    "good_data": _ai(*GOOD_DATA, 0.0),
    "ai_on_good_data": _ai(*GOOD_DATA, 1.0),
}
"""The situations with one company, by name; all changes hold from month 0."""


@cache
def case(name: str) -> Case:
    """Return a situation, built when first asked for."""
    return MAKERS[name]()


@cache
def typical_cases(count: int) -> tuple[Case, ...]:
    """Return a population of typical companies, without programme for a year."""
    return tuple(company_case(each.company, 12) for each in typical_companies(count, TYPICAL_SEED))
