"""Several sites in a scenario file: departments spread over them, and what a department's name then means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from ...model.errors import InputError, unknown
from ...model.organisation import Organisation, Roster
from ...model.sites import Site
from .starter import machine_name

SITE, SITES, PEOPLE = "site", "sites", "people"
"""Fields of a department: the site at which it stands, or its people by site; and of the organisation."""
_WORDS = ("label_en", "label_de")
Departments = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Places:
    """The departments of a company by what they are called in its files.

    Attributes
    ----------
    departments : dict of str to table
        By machine name, those of one site together.
    sites : tuple of Site
        Empty where there is only one.
    roster : Roster or None
        With the departments of the sites.
    meant : mapping of str to tuple of str
        Departments that the name of one that is spread over sites stands for, or that of a site.
    """

    departments: Departments
    sites: tuple[Site, ...] = ()
    roster: Roster | None = None
    meant: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[str, ...]:
        """Return the departments that a name stands for; itself where it is no department spread over sites."""
        return self.meant.get(name, (name,))

    def spread(self, table: Mapping[str, Any]) -> dict[str, Any]:
        """Return a table by department with one entry for each that a name stands for; what is named by itself wins."""
        found = {one: value for name, value in table.items() if name in self.meant for one in self.of(name)}
        return {**found, **{name: value for name, value in table.items() if name not in self.meant}}

    def named(self, names: Sequence[str]) -> list[str]:
        """Return departments for names that may stand for several, each once."""
        return list(dict.fromkeys(one for name in names for one in self.of(name)))


def _where(name: str, table: Mapping[str, Any], roster: Roster | None) -> list[str]:
    """Return the sites of a department: those of a roster, of its table, or the one that it names."""
    if roster is not None and roster.sites:
        there = set(zip(roster.departments, roster.sites, strict=True))
        return sorted(site for department, site in there if department == name)
    if SITES in table:
        return list(table[SITES])
    return [table[SITE]] if SITE in table else []


def _sites(given: Mapping[str, Any], used: Sequence[str]) -> tuple[Site, ...]:
    """Return the sites in the order of their tables, or of their use where there are none."""
    for name in used:
        if given and name not in given:
            raise unknown("site", name, given).within(field=SITES)
    for name in given:
        if name not in used:
            raise InputError("nobody is at site {name!r}.", name=name, field=f"{SITES}.{name}")
    tables = {name: given.get(name, {}) for name in given or used}
    usual = {name: table.get("label_en", name.replace("_", " ").capitalize()) for name, table in tables.items()}
    return tuple(Site(name, usual[name], table.get("label_de", usual[name])) for name, table in tables.items())


def _at(name: str, table: Mapping[str, Any], site: Site, levers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table of a department at a site: what is said of the site, and more closely of the department."""
    if SITE in table:
        return {**levers, **table}
    english = table.get("label_en", name.replace("_", " ").capitalize())
    german = table.get("label_de", english)
    labels = {"label_en": f"{english} ({site.label_en})", "label_de": f"{german} ({site.label_de})"}
    rest = {key: value for key, value in table.items() if key != SITES}
    counted = {PEOPLE: table[SITES][site.name]} if SITES in table else {}
    return {"role": name, **levers, **rest, **labels, **counted, SITE: site.name}


def _roster_at(roster: Roster | None, names: Mapping[tuple[str, str], str]) -> Roster | None:
    """Return a roster whose departments are those of the sites."""
    if roster is None or not roster.sites:
        return roster
    pairs = zip(roster.departments, roster.sites, strict=True)
    return replace(roster, departments=tuple(names[pair] for pair in pairs), sites=())


def _check_said(where: Mapping[str, Sequence[str]], sites: Sequence[Site]) -> None:
    """Refuse a department of which it is not said where it is, and a name of a department and a site."""
    for name, each in where.items():
        if not each:
            problem = "department {name!r} stands at no site; say where, for example sites = {{ {site} = 20 }}."
            raise InputError(problem, field=f"departments.{name}", name=name, site=sites[0].name)
    for site in sites:
        if site.name in where:
            problem = "{name!r} is a site and a department; give one of them another name."
            raise InputError(problem, name=site.name, field=SITES)


def placed_at_sites(table: Mapping[str, Any], roster: Roster | None) -> Places:
    """Return the departments of an organisation's table, spread over its sites.

    Parameters
    ----------
    table : mapping
        The table of the organisation.
    roster : Roster, optional
        Its list of people, which may say where each of them is.

    Raises
    ------
    InputError
        For an unknown site, one at which nobody is, or a department of which it is not said where it is.
    """
    departments, given = table.get("departments", {}), table.get(SITES, {})
    where = {name: _where(name, each, roster) for name, each in departments.items()}
    used = list(dict.fromkeys(site for each in where.values() for site in each))
    if not used and not given:
        return Places(dict(departments), (), roster)
    sites = _sites(given, used)
    _check_said(where, sites)
    names = {
        (name, site): name if SITE in departments[name] else machine_name(f"{name} {site}")
        for name, each in where.items()
        for site in each
    }
    found: Departments = {}
    for site in sites:
        levers = {key: value for key, value in given.get(site.name, {}).items() if key not in _WORDS}
        here = [name for name, each in where.items() if site.name in each]
        found |= {names[name, site.name]: _at(name, departments[name], site, levers) for name in here}
    return Places(found, sites, _roster_at(roster, names), _meant(names))


def _meant(names: Mapping[tuple[str, str], str]) -> dict[str, tuple[str, ...]]:
    """Return the departments for which the names of sites stand, and of departments spread over them."""
    found: dict[str, tuple[str, ...]] = {}
    for (name, site), full in names.items():
        for each in (site, name):
            if each != full:
                found[each] = (*found.get(each, ()), full)
    return found


def handovers(given: Mapping[str, Any], places: Places, table: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    """Return how often matters go from department to department; over sites, as much less as they are apart.

    Parameters
    ----------
    given : mapping
        Weights by the giving and the taking department.
    places : Places
    table : mapping
        The table of the organisation.
    """
    between = table.get("between_sites", Organisation.declarations()["between_sites"].default)
    found = {}
    for giver, taker, weight in ((giver, taker, to[taker]) for giver, to in given.items() for taker in to):
        spread = giver in places.meant and taker in places.meant
        for one, other in product(places.of(giver), places.of(taker)):
            apart = spread and _site(places, one) != _site(places, other)
            found[one, other] = weight * between if apart else weight
    return found


def _site(places: Places, name: str) -> str:
    return str(places.departments[name][SITE])


def at_sites(features: Mapping[str, Any], places: Places) -> dict[str, Any]:
    """Return the tables of features with a go-live for each department of a name that stands for several."""
    found = dict(features)
    for name, table in features.items():
        if isinstance(table.get("go_live"), Mapping):
            found[name] = {**table, "go_live": places.spread(table["go_live"])}
    return found


def where(record: Mapping[str, Any], places: Places) -> dict[str, Any]:
    """Return an intervention's record that names each department for which the name of a site or of several stands."""
    names = record.get("departments")
    if not places.meant or not isinstance(names, list) or not all(isinstance(each, str) for each in names):
        return dict(record)
    return {**record, "departments": places.named(names)}
