"""From a scenario back to its file: what was changed in a program or on a page, to be run again and passed on."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from ...model.declared import Declared
from ...model.features import STANDARD_FEATURES, Feature
from ...model.market import Market
from ...model.organisation import UNKNOWN_TENURE, Department, Organisation, Roster, Ties
from ..core.constraints import Constraints
from ..core.scenario import Scenario
from ..programmes.intervention import Intervention
from ..programmes.money import Money
from ..programmes.plugins import is_found, name_of
from ..programmes.prices import Prices
from ..reading.toml_text import document
from ..words.manner import EURO
from .build import EVERYWHERE_ELSE, WORDS
from .catalogue import load
from .old_crm import old_crm_table
from .roster import COLUMNS, FTE

SHIPPED = "seed_company"
"""The shipped scenario whose list of people a file can refer to by name."""
_KNOWN = {feature.name: feature for feature in STANDARD_FEATURES}
_FLAGS = ("label_en", "label_de", "writes", "shared_record", "is_ai", "autonomous")


def _numbers(given: Declared, usual: Declared | None = None) -> dict[str, float]:
    """Return the declared numbers that are not as usual: those of another group, by default the defaults."""
    found = {name: float(getattr(given, name)) for name in given.declarations()}
    expected = {name: getattr(usual, name) if usual else each.default for name, each in given.declarations().items()}
    return {name: value for name, value in found.items() if value != expected[name]}


def _prices(given: Prices) -> dict[str, Any]:
    """Return the prices that are not as usual, those with a date as lists."""
    found: dict[str, Any] = dict(_numbers(given))
    for name in {name: None for _, changes in given.later for name, _ in changes}:
        steps = [(month, dict(changes)[name]) for month, changes in given.later if name in dict(changes)]
        dated = [{"from": month + 1, "amount": amount} for month, amount in steps]
        found[name] = [{"amount": getattr(given, name)}, *dated]
    return found


def _department(each: Department, usual: Department | None, *, headcount: bool) -> dict[str, Any]:
    """Return what of a department differs from the one it refers to; words and role in full where there is none."""
    names = {name: getattr(each, name) for name in ("label_en", "label_de", "role")}
    names = {name: word for name, word in names.items() if usual is None or word != getattr(usual, name)}
    people: dict[str, Any] = {"people": each.people} if headcount else {}
    people |= {"site": each.site} if each.site and (usual is None or each.site != usual.site) else {}
    numbers = {**_numbers(each.levers, usual.levers if usual else None), **_numbers(each, usual)}
    own = {name: _numbers(system) for name, system in each.own_systems.items()}
    known = {name: _numbers(system) for name, system in usual.own_systems.items()} if usual else {}
    return {**names, **people, **numbers, **({"own_systems": own} if own != known else {})}


def _departments(given: Organisation, usual: Organisation | None, *, headcount: bool) -> dict[str, dict[str, Any]]:
    known = {each.name: each for each in usual.departments} if usual else {}
    found = {each.name: _department(each, known.get(each.name), headcount=headcount) for each in given.departments}
    return {name: table for name, table in found.items() if table or not known}


def _organisation(
    given: Organisation, usual: Organisation | None, roster: str | None, ties: str | None
) -> dict[str, Any]:
    """Return the table of an organisation; its people are those it refers to, in files, or headcounts."""
    departments = _departments(given, usual, headcount=not (roster or usual))
    by_person = {name: file for name, file in (("roster", roster), ("ties", ties)) if file}
    return {
        **({"name": given.name} if usual is None or given.name != usual.name else {}),
        **({"seats": given.seats} if given.seats is not None else {}),
        **by_person,
        **_numbers(given, usual),
        **(
            {"handovers": _handovers(given)}
            if given.handovers and given.handovers != getattr(usual, "handovers", {})
            else {}
        ),
        **({"departments": departments} if departments else {}),
        **({"sites": _sites(given)} if given.sites and given.sites != getattr(usual, "sites", ()) else {}),
        **({"old_crm": old_crm_table(given.old_crm, _numbers(given.old_crm))} if given.old_crm else {}),
    }


def _sites(given: Organisation) -> dict[str, dict[str, str]]:
    return {each.name: {"label_en": each.label_en, "label_de": each.label_de} for each in given.sites}


def _handovers(given: Organisation) -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = {}
    for (giver, taker), weight in given.handovers.items():
        tables.setdefault(giver, {})[taker] = weight
    return tables


def _feature(each: Feature, *, in_full: bool) -> dict[str, Any]:
    """Return what of a feature differs from the standard one of its name; all of it where there is none."""
    known = None if in_full else _KNOWN.get(each.name)
    found: dict[str, Any] = _numbers(each, known)
    found |= {name: getattr(each, name) for name in _FLAGS if not known or getattr(each, name) != getattr(known, name)}
    if not known or each.relevance != known.relevance:
        # what a file says of a standard feature is laid over it, so what is not relevant must be named
        found["relevance"] = {**dict.fromkeys(known.relevance if known else (), 0.0), **each.relevance}
    months = {**({EVERYWHERE_ELSE: each.go_live} if each.go_live else {}), **each.go_live_in}
    if months:
        found["go_live"] = months if each.go_live_in else each.go_live
    return found


def _features(features: Sequence[Feature]) -> tuple[bool, dict[str, dict[str, Any]]]:
    """Return whether all standard features are there in their order, and the tables of those that differ."""
    names = [each.name for each in features]
    standard = names[: len(_KNOWN)] == list(_KNOWN)
    tables = {each.name: _feature(each, in_full=each.name not in _KNOWN) for each in features}
    return standard, {name: table for name, table in tables.items() if table or not standard}


def _plain(value: Any) -> Any:
    """Return a field of an intervention as files have it."""
    if isinstance(value, Money):
        return {name: amount for name, amount in asdict(value).items() if amount}
    return list(value) if isinstance(value, tuple) else value


def intervention_table(each: Intervention) -> dict[str, Any]:
    """Return the record of a scenario file that describes an intervention: its kind, and what is not as usual."""
    said = ((field.name, getattr(each, field.name), field.default) for field in fields(each))
    kind = name_of(type(each))
    return {"kind": kind, **{name: _plain(value) for name, value, usual in said if value != usual}}


def constraints_table(given: Constraints) -> dict[str, Any]:
    """Return the table of a scenario file that says what a search must keep to."""
    groups: dict[str, Any] = {"without": list(given.without), "at_most": dict(given.at_most)}
    groups |= {"not_before": dict(given.not_before)}
    groups["budget"] = [{"from": first, "to": last, "amount": amount} for first, last, amount in given.budget]
    return {name: value for name, value in groups.items() if value}


def _table(scenario: Scenario, roster: str | None, ties: str | None) -> dict[str, Any]:
    company = scenario.company
    shipped = roster is None and company.organisation.roster is not None
    usual = load(SHIPPED).company if shipped else None
    standard, features = _features(company.catalogue.features)
    groups: Mapping[str, Mapping[str, Any]] = {
        "organisation": _organisation(company.organisation, usual.organisation if usual else None, roster, ties),
        "behaviour": _numbers(company.behaviour),
        "market": _numbers(company.market, Market.for_people(company.organisation.headcount)),
        "prices": _prices(scenario.prices),
        "features": features,
    }
    return {
        **({"extends": SHIPPED} if shipped else {}),
        **{name: getattr(scenario, name) for name in WORDS if getattr(scenario, name)},
        "months": scenario.months,
        **({"go_live": scenario.go_live} if scenario.go_live else {}),
        **({"currency": scenario.currency} if scenario.currency != EURO else {}),
        **({"pull_shape": company.pull_shape} if company.pull_shape != "threshold" else {}),
        **({} if standard else {"standard_features": False}),
        **{name: table for name, table in groups.items() if table},
        **({"interventions": [intervention_table(each) for each in scenario.interventions]}
           if scenario.interventions else {}),
        **({"constraints": constraints_table(scenario.constraints)} if scenario.constraints else {}),
    }  # fmt: skip


def _csv(rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _roster(given: Roster) -> str:
    tenures = ("" if tenure == UNKNOWN_TENURE else repr(tenure) for tenure in given.tenures)
    columns = [given.ids, given.departments, given.managers, given.levels, tenures]
    heads = [*COLUMNS, *([FTE] if given.ftes else [])]
    return _csv([heads, *zip(*columns, *([map(repr, given.ftes)] if given.ftes else []), strict=True)])


def _ties(given: Ties) -> str:
    pairs = zip(given.pairs, given.weights, strict=True)
    return _csv([("person", "colleague", "weight"), *((*pair, repr(weight)) for pair, weight in pairs)])


def scenario_files(scenario: Scenario) -> dict[str, str]:
    """Return the files that describe a scenario, by name: its TOML first, then its roster and ties if it has any.

    `load` makes the same scenario of them again, whatever changed it. A company with the people of the
    shipped one refers to these, and one without a list of people gives headcounts: then the TOML is the only file.
    Interventions that are not ours are named by module and class, so their files are loaded with ``allow_plugins``.

    Raises
    ------
    ValueError
        If an intervention is of a kind that no file can name: made inside a function, or typed in at the prompt.
    """
    for each in scenario.interventions:
        if not is_found(type(each)):
            raise ValueError(f"{type(each).__name__} is no kind that scenario files know")
    organisation = scenario.company.organisation
    own = organisation.roster is not None and organisation.roster != load(SHIPPED).company.organisation.roster
    own = own or organisation.ties is not None
    roster = f"{scenario.name}_roster.csv" if own else None
    ties = f"{scenario.name}_ties.csv" if organisation.ties else None
    found = {f"{scenario.name}.toml": document(_table(scenario, roster, ties))}
    if roster and organisation.roster:
        found[roster] = _roster(organisation.roster)
    if ties and organisation.ties:
        found[ties] = _ties(organisation.ties)
    return found
