"""What a usage export says about a company: by department and feature, and beside typical companies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.features import RELEVANT_FROM
from ...scenarios.core.scenario import Scenario
from ...scenarios.usage.company import OwnCompany
from ...scenarios.usage.mapping import Naming
from ...scenarios.usage.usage import Usage
from ...scenarios.words.declared import called
from .observed import departments_of
from .rule import Rule, rule_of_usage
from .rule_check import RuleCheck, check_rule
from .typical_use import TypicalUse, typical_use

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

SMALLEST_GROUP = 5
"""Nothing is reported of fewer people than this."""
RECENT = 3
"""Months that count as the present."""


@dataclass(frozen=True)
class Place:
    """The company, a department, or the departments too small to be shown, taken together.

    Attributes
    ----------
    name, label_en, label_de : str
    people : int
    departments : tuple of int
        Numbers of the departments in it.
    """

    name: str
    label_en: str
    label_de: str
    people: int
    departments: tuple[int, ...]

    def label(self, lang: str) -> str:
        """Return its name in words."""
        return called(self, lang)


@dataclass(frozen=True, eq=False)
class Group:
    """Use of one group of people over some months, as shares of their relevant pairs of person and feature.

    Attributes
    ----------
    people : int
    deep, least, outside, never, active, breadth : float
        Real use by the rule; only the bare minimum; no use (work outside the CRM, at most); never used in the
        months of the export; share of people in the system at all; features used per person and month.
        NaN where the export does not say.
    """

    people: int
    deep: float
    least: float
    outside: float
    never: float
    active: float
    breadth: float


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """A company as its export shows it (T months, G places, F features in the export).

    Attributes
    ----------
    company : OwnCompany
    usage : Usage
    rule : Rule
    check : RuleCheck
    places : tuple of Place
        The company first; departments of at least `SMALLEST_GROUP` people, then the small ones together.
    present : tuple of Group
        By place, over the last `RECENT` months with data.
    monthly : dict of str to float64 array [T, G]
        ``deep``, ``touched``, ``active`` by month and place.
    cells : dict of str to float64 array [G - 1, F]
        ``deep``, ``least`` by department and feature over the last months; NaN where not relevant.
    newcomers, incumbents : Group or None
        None where the roster has no tenures or one of them is too small.
    typical : TypicalUse or None
        None where the export has no counts, or gives last uses only.
    """

    company: OwnCompany
    usage: Usage
    rule: Rule
    check: RuleCheck
    places: tuple[Place, ...]
    present: tuple[Group, ...]
    monthly: dict[str, Floats]
    cells: dict[str, Floats]
    newcomers: Group | None
    incumbents: Group | None
    typical: TypicalUse | None


def diagnose(company: OwnCompany, usage: Usage, naming: Naming | None = None) -> Diagnosis:
    """Return what an export says.

    Parameters
    ----------
    company : OwnCompany
    usage : Usage
        As `crm_adoption.scenarios.usage.reading.read_company` gives them.
    naming : Naming, optional
        Its rule tells real use from the bare minimum.

    Raises
    ------
    InputError
        For a company of fewer than `SMALLEST_GROUP` people, or a rule that cannot be.
    """
    if len(usage.people) < SMALLEST_GROUP:
        problem = "{count} people are too few: nothing is reported of fewer than {least}."
        raise InputError(problem, count=len(usage.people), least=SMALLEST_GROUP)
    given = dict(naming.rule) if naming else {}
    rule = rule_of_usage(usage, given)
    check = check_rule(given)
    scenario = company.scenario
    look = _Look(scenario, usage, rule)
    places = places_of(scenario)
    everybody = np.ones(len(usage.people), bool)
    ways = [np.isin(look.department, each.departments) for each in places]
    groups = None if usage.newcomer is None else (usage.newcomer, everybody & ~usage.newcomer)
    shown = [look.group(each) if each.sum() >= SMALLEST_GROUP else None for each in groups or ()]
    newcomers, incumbents = shown if len(shown) == 2 and all(shown) else (None, None)
    typical = None if usage.only_last or not usage.has_counts else typical_use(len(usage.months), check)
    return Diagnosis(
        company, usage, rule, check, places, tuple(look.group(each) for each in ways), look.monthly(ways),
        look.cells(ways[1:]), newcomers, incumbents, typical,
    )  # fmt: skip


def places_of(scenario: Scenario) -> tuple[Place, ...]:
    """Return the company, its departments, and the small ones together.

    Where even these are too few, the smallest of the others joins them: the rest must not follow by subtraction.
    """
    departments = scenario.company.organisation.departments
    by_size = sorted(range(len(departments)), key=lambda d: departments[d].people)
    small = [d for d in by_size if departments[d].people < SMALLEST_GROUP]
    together = sum(departments[d].people for d in small)
    if 0 < together < SMALLEST_GROUP and len(by_size) > len(small):
        small.append(by_size[len(small)])
        together += departments[small[-1]].people
    everybody = scenario.company.organisation.headcount
    found = [Place("", "Company", "Unternehmen", everybody, tuple(range(len(departments))))]
    found += [
        Place(each.name, each.label_en, each.label_de, each.people, (d,))
        for d, each in enumerate(departments) if d not in small
    ]  # fmt: skip
    if small:
        label = ("Small departments together", "Kleine Abteilungen zusammen")
        found.append(Place("small", *label, together, tuple(small)))
    return tuple(found)


def shown_departments(scenario: Scenario) -> list[int]:
    """Return the numbers of the departments that are large enough to be shown alone."""
    return [each.departments[0] for each in places_of(scenario) if each.name not in ("", "small")]


class _Look:
    """Ways of working by person, month and feature, where the export can show them."""

    def __init__(self, scenario: Scenario, usage: Usage, rule: Rule) -> None:
        self.usage, self.department = usage, departments_of(scenario)
        names = scenario.company.catalogue.names
        place = [names.index(each) for each in usage.features]
        self.relevant = (scenario.company.relevance >= RELEVANT_FROM)[:, place]
        pairs = self.relevant[self.department][:, None, :] & usage.present[:, :, None] & usage.seen[None, :, None]
        self.known = pairs
        self.touched, self.deep = rule.touched(usage.counts) & pairs, rule.deep(usage.counts) & pairs
        with_data = np.flatnonzero(usage.seen)
        self.recent = with_data[-1:] if usage.only_last else with_data[-RECENT:]

    def group(self, who: Mask) -> Group:
        """Return the present of some people."""
        months = self.recent
        known, touched, deep = (each[who][:, months] for each in (self.known, self.touched, self.deep))
        there = (self.usage.present[who] & self.usage.seen[None])[:, months]
        pairs = max(int(known.sum()), 1)
        share = deep.sum() / pairs if self.usage.has_counts else np.nan
        ever, possible = self.touched[who].any(axis=1), self.known[who].any(axis=1)
        return Group(
            people=int(who.sum()),
            deep=float(share),
            least=float(touched.sum() / pairs - share),
            outside=float(1.0 - touched.sum() / pairs),
            never=float((possible & ~ever).sum() / max(int(possible.sum()), 1)),
            active=float((self.usage.active[who][:, months] & there).sum() / max(int(there.sum()), 1)),
            breadth=float(touched.sum() / max(int(there.sum()), 1)),
        )

    def monthly(self, groups: list[Mask]) -> dict[str, Floats]:
        """Return use by month and place."""
        found: dict[str, Floats] = {}
        for name, values in (("deep", self.deep), ("touched", self.touched)):
            columns = [_ratio(values[who].sum(axis=(0, 2)), self.known[who].sum(axis=(0, 2))) for who in groups]
            found[name] = np.column_stack(columns)
        there = self.usage.present & self.usage.seen[None]
        active = self.usage.active & there
        found["active"] = np.column_stack([_ratio(active[who].sum(axis=0), there[who].sum(axis=0)) for who in groups])
        if not self.usage.has_counts:
            found["deep"] = np.full_like(found["deep"], np.nan)
        return found

    def cells(self, groups: list[Mask]) -> dict[str, Floats]:
        """Return use by department and feature over the last months."""
        months, found = self.recent, {}
        for name, values in (("deep", self.deep), ("touched", self.touched)):
            rows = [
                _ratio(values[who][:, months].sum(axis=(0, 1)), self.known[who][:, months].sum(axis=(0, 1)))
                for who in groups
            ]
            found[name] = np.array(rows).reshape(len(groups), len(self.usage.features))
        found["least"] = found["touched"] - found["deep"]
        return found


def _ratio(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64]) -> Floats:
    return np.asarray(np.where(whole > 0, part / np.maximum(whole, 1), np.nan))


def corrected(deep: float, touched: float, check: RuleCheck) -> float:
    """Return real use freed from the rule's usual errors: what it misses, and what it takes for real and is not."""
    recall, false = float(check.recall.mean()), float(check.false_share.mean())
    return float(np.clip((deep - false * touched) / max(recall - false, 1e-6), 0.0, touched))
