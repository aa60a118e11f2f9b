"""From the checked table of a scenario file to the scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...model.behaviour import Behaviour
from ...model.company import Company
from ...model.declared import Declared
from ...model.errors import InputError, closest, nearest, unknown
from ...model.features import ROLES, STANDARD_FEATURES, Catalogue, Feature
from ...model.levers import Levers
from ...model.market import Market
from ...model.organisation import Department, Organisation, Roster, Ties
from ...model.phrase import SILENCE
from ...model.systems import OwnSystem
from ..core.constraints import ALL, Constraints
from ..core.scenario import Scenario
from ..core.told import first_month
from ..ground.adding import added
from ..programmes.intervention import Intervention
from .calendar_months import numbered, numbered_features, numbered_intervention
from .dated_prices import prices
from .made import make
from .old_crm import old_crm
from .phases import budget_of_all, in_phases
from .roster import FTE, read_roster
from .sites import SITE, Places, at_sites, handovers, placed_at_sites, where
from .ties import read_ties

WORDS = ("title_en", "title_de", "description_en", "description_de")
TOLD = ("go_live", "currency")
"""Fields that say how months and amounts are told."""
EVERYWHERE_ELSE = ""
"""In a table of go-lives, the month of the departments that it does not name."""
_ROUNDING = 0.015
"""Shares may miss one by this much: three thirds are often written .33."""
_KNOWN = {feature.name: feature for feature in STANDARD_FEATURES}


@contextmanager
def _within(field: str) -> Iterator[None]:
    try:
        yield
    except InputError as error:  # what stands in another file, the roster, is not in this field
        raise error.within(field=None if error.file else field) from None


def _given(group: type[Declared], *tables: Mapping[str, Any]) -> dict[str, float]:
    """Return the parameters of a group that the tables give; later tables win."""
    names = group.declarations()
    return {name: value for table in tables for name, value in table.items() if name in names}


def _sizes(table: Mapping[str, Any], departments: Mapping[str, Any]) -> dict[str, int]:
    """Return headcounts: as given, or the total spread by shares (largest remainders)."""
    fixed = {name: each["people"] for name, each in departments.items() if "people" in each}
    shares = {name: each["share"] for name, each in departments.items() if name not in fixed and "share" in each}
    total = _total(table, departments, fixed, shares)
    rest = total - sum(fixed.values())
    wished = {name: rest * share / added(shares.values()) for name, share in shares.items()}
    sizes = {name: int(value) for name, value in wished.items()}
    for name in sorted(wished, key=lambda n: sizes[n] - wished[n])[: rest - sum(sizes.values())]:
        sizes[name] += 1
    for name, size in sizes.items():
        if size < 1:
            problem = "{total} people leave nobody for department {name!r}; give more people or a larger share."
            raise InputError(problem, field=f"departments.{name}.share", total=total, name=name)
    return {name: fixed.get(name, sizes.get(name, 0)) for name in departments}


def _total(
    table: Mapping[str, Any], departments: Mapping[str, Any], fixed: Mapping[str, int], shares: Mapping[str, float]
) -> int:
    """Return the number of people in all, once it agrees with the departments' headcounts and shares."""
    for name in departments:
        if name not in fixed and name not in shares:
            problem = (
                "department {name!r} has no headcount.{near} Give every department people, or a share of "
                "organisation.people; a roster of the scenario it extends no longer counts then."
            )
            others = [*fixed, *shares]
            near = nearest(name, others) if closest(name, others) else SILENCE
            raise InputError(problem, field=f"departments.{name}.people", name=name, near=near)
    together = sum(fixed.values())
    total: int = table.get("people", 0 if shares else together)
    if not total:
        raise InputError("departments with a share need the number of people in all; give it here.", field="people")
    if not shares and total != together:
        problem = "{total} is not what the departments' people add up to ({together}); change one of them."
        raise InputError(problem, field="people", total=total, together=together)
    covered = together / total + added(shares.values())
    if shares and abs(covered - 1.0) > _ROUNDING:
        problem = "shares and headcounts add up to {covered:.0%} of {total} people; make it 100%."
        raise InputError(problem, field="departments", covered=covered, total=total)
    return total


def _labels(tables: Mapping[str, Any]) -> dict[str, list[str]]:
    return {name: [each.get("label_en", name), each.get("label_de", name)] for name, each in tables.items()}


def _roster(path: Path, departments: Mapping[str, Any], sites: Mapping[str, Any]) -> Roster:
    roster = read_roster(path, tuple(departments), _labels(departments), sites=_labels(sites))
    for name in departments:
        if name not in roster.departments:
            there = nearest(name, dict.fromkeys(roster.departments))
            problem = "nobody in the roster {roster} is in department {name!r}.{near}"
            raise InputError(problem, field=f"departments.{name}", roster=path.name, name=name, near=there)
    return roster


def _ties(path: Path, roster: Roster | None) -> Ties:
    """Return who works with whom."""
    if roster is None:
        raise InputError("ties name people one by one, so they need a roster; add roster = ...", field="ties")
    return read_ties(path, roster)


def _places(table: Mapping[str, Any]) -> Places:
    departments = table.get("departments", {})
    if not departments:
        raise InputError("the organisation has no departments; give at least one.", field="departments")
    roster = _roster(table["roster"], departments, table.get("sites", {})) if "roster" in table else None
    return placed_at_sites(table, roster)


def _organisation(table: Mapping[str, Any], places: Places) -> Organisation:
    departments, roster = places.departments, places.roster
    ties = _ties(table["ties"], roster) if "ties" in table else None
    sizes = {name: roster.departments.count(name) for name in departments} if roster else _sizes(table, departments)
    return Organisation(
        name=table.get("name", "The company"),
        departments=tuple(
            _department(name, {**_working_time(roster, name), **each}, table, sizes[name])
            for name, each in departments.items()
        ),
        roster=roster,
        seats=table.get("seats"),
        ties=ties,
        handovers=handovers(table.get("handovers", {}), places, table),
        old_crm=None,
        sites=places.sites,
        **_given(Organisation, table),
    )


def _working_time(roster: Roster | None, department: str) -> dict[str, float]:
    """Return the working time of a department's people on average, where a roster says it."""
    if roster is None or not roster.ftes:
        return {}
    there = [fte for fte, where in zip(roster.ftes, roster.departments, strict=True) if where == department]
    return {FTE: added(there) / len(there)}


def _department(name: str, table: Mapping[str, Any], organisation: Mapping[str, Any], people: int) -> Department:
    label = table.get("label_en", name.replace("_", " ").capitalize())
    return Department(
        name=name,
        label_en=label,
        label_de=table.get("label_de", label),
        role=table.get("role", name),
        people=people,
        site=table.get(SITE, ""),
        levers=Levers(**_given(Levers, organisation, table)),
        own_systems={feature: OwnSystem(**each) for feature, each in table.get("own_systems", {}).items()},
        **_given(Department, table),
    )


def _check_roles(organisation: Organisation, features: Mapping[str, Any]) -> None:
    """Refuse a role that no feature knows, and a relevance for a role that nobody has."""
    roles = {department.name: department.role for department in organisation.departments}
    relevances = {name: list(table.get("relevance", {})) for name, table in features.items()}
    known = dict.fromkeys([*ROLES, *(role for each in relevances.values() for role in each)])
    for name, role in roles.items():
        if role not in known:
            problem = "no feature is relevant to the role {role!r}.{near} Or give features a relevance for it."
            field = f"organisation.departments.{name}.role"
            raise InputError(problem, field=field, role=role, near=nearest(role, known))
    for name, each in relevances.items():
        for role in each:
            if role not in ROLES and role not in roles.values():
                allowed = dict.fromkeys([*ROLES, *roles.values()])
                raise unknown("department role", role, allowed).within(field=f"features.{name}.relevance.{role}")


def _feature(name: str, table: Mapping[str, Any]) -> Feature:
    """Return a standard feature with the table's changes, or a new one."""
    known = _KNOWN.get(name)
    values = {key: getattr(known, key) for key in Feature.__dataclass_fields__} if known else {}
    if not known and "relevance" not in table:
        problem = "unknown feature {name!r}.{near} A new feature needs a relevance for at least one department role."
        raise InputError(problem, name=name, near=nearest(name, _KNOWN))
    values |= {"name": name, **{key: value for key, value in table.items() if key != "go_live"}}
    values.setdefault("label_en", name.replace("_", " ").capitalize())
    values.setdefault("label_de", values["label_en"])
    if known and "relevance" in table:
        values["relevance"] = {**known.relevance, **table["relevance"]}
    if "go_live" in table:
        months = table["go_live"] if isinstance(table["go_live"], dict) else {EVERYWHERE_ELSE: table["go_live"]}
        values["go_live"] = months.get(EVERYWHERE_ELSE, 0)
        values["go_live_in"] = {place: month for place, month in months.items() if place != EVERYWHERE_ELSE}
    return Feature(**values)


def _check_months(feature: Feature, departments: tuple[str, ...], months: int) -> None:
    """Refuse go-lives in unknown departments or beyond the horizon."""
    for name in feature.go_live_in:
        if name not in departments:
            raise unknown("department", name, departments).within(field=f"go_live.{name}")
    inside = {f"go_live.{name}": month for name, month in feature.go_live_in.items()}
    for field, month in {"go_live": feature.go_live, **inside}.items():
        if month >= months:
            problem = "month {month} is outside the horizon of {months} months; allowed is 0 to {last}."
            raise InputError(problem, field=field, month=month, months=months, last=months - 1)


def _catalogue(
    tables: Mapping[str, Any], departments: tuple[str, ...], months: int, *, standard: bool = True
) -> Catalogue:
    changed = {}
    for name, table in tables.items():
        with _within(f"features.{name}"):
            changed[name] = _feature(name, table)
            _check_months(changed[name], departments, months)
    return Catalogue(tuple(((_KNOWN if standard else {}) | changed).values()))


def _interventions(
    records: Sequence[Mapping[str, Any]], go_live: str, places: Places, *, allow_plugins: bool
) -> tuple[Intervention, ...]:
    found: list[Intervention] = []
    first = first_month(go_live)
    for number, record in enumerate(records, start=1):
        with _within(f"interventions.{number}"):
            each = in_phases(where(record, places), go_live, allow_plugins=allow_plugins)
            found += (make(numbered_intervention(part, first), allow_plugins=allow_plugins) for part in each)
    return tuple(found)


def _constraints(table: Mapping[str, Any], go_live: str) -> Constraints:
    """Return what a search must keep to; a month by itself holds for every kind."""
    first, not_before = first_month(go_live), table.get("not_before", {})
    with _within("constraints"):
        given = not_before if isinstance(not_before, dict) else {ALL: not_before}
        months = {kind: numbered(month, first, "not_before") for kind, month in given.items()}
        phases = budget_of_all(table, go_live)
        return Constraints(tuple(table.get("without", ())), table.get("at_most", {}), months, phases)


def build(name: str, table: Mapping[str, Any], *, allow_plugins: bool = False) -> Scenario:
    """Return the scenario that a checked table (with all that it extends) describes.

    Raises
    ------
    InputError
        For what can only be seen in the whole: names and months that do not fit together.
    """
    if "organisation" not in table:
        raise InputError(
            'there is no organisation; add extends = "seed_company" or an [organisation] table.', field="organisation"
        )
    months, first = table.get("months", 36), first_month(table.get("go_live", ""))
    with _within("organisation"):
        places = _places(table["organisation"])
        organisation = _organisation(table["organisation"], places)
    features = at_sites(numbered_features(table.get("features", {}), first), places)
    _check_roles(organisation, features)
    catalogue = _catalogue(features, organisation.names, months, standard=table.get("standard_features", True))
    if "old_crm" in table["organisation"]:
        with _within("organisation.old_crm"):
            old = old_crm(table["organisation"]["old_crm"], organisation.departments, catalogue, first, places)
            organisation = replace(organisation, old_crm=old)
    with _within("organisation"):
        company = Company(
            organisation,
            catalogue,
            Behaviour(**table.get("behaviour", {})),
            Market.for_people(organisation.headcount, **table.get("market", {})),
            table.get("pull_shape", "threshold"),
        )
    return Scenario(
        name=name,
        company=company,
        interventions=_interventions(
            table.get("interventions", []), table.get("go_live", ""), places, allow_plugins=allow_plugins
        ),
        months=months,
        prices=prices(table.get("prices", {}), table.get("go_live", "")),
        constraints=_constraints(table.get("constraints", {}), table.get("go_live", "")),
        **{key: table[key] for key in (*WORDS, *TOLD) if key in table},
    )
