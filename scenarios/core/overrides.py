"""A scenario with single numbers changed, by the names under which they are declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ...model.behaviour import Behaviour
from ...model.company import Company
from ...model.declared import Declared, plain_number
from ...model.errors import InputError, unknown
from ...model.levers import Levers
from ...model.market import Market
from ...model.organisation import Department, Organisation
from ..programmes.prices import Prices
from .scenario import Scenario

GROUPS: tuple[type[Declared], ...] = (Levers, Department, Organisation, Behaviour, Market, Prices)
"""Where a bare name is looked for, in this order; ``prices.training`` says which one is meant."""
WORDS = ("people", "seats", "pull_shape")


def names() -> list[str]:
    """Return all names that can be changed: bare ones and, where two groups share one, ``group.name``."""
    found: dict[str, None] = dict.fromkeys(WORDS)
    for group in GROUPS:
        for name in group.declarations():
            found[name if name not in found else f"{group.__name__.lower()}.{name}"] = None
    return list(found)


def _group_of(name: str) -> tuple[type[Declared], str]:
    wanted, _, bare = name.rpartition(".")
    for group in GROUPS:
        if bare in group.declarations() and wanted in ("", group.__name__.lower()):
            return group, bare
    raise unknown("parameter", name, names())


def resized(organisation: Organisation, people: object) -> Organisation:
    """Return the organisation with another headcount and the same shares of departments.

    A roster and ties name people one by one, so another headcount replaces them by a regular
    hierarchy and the usual network; licences follow the headcount.

    Raises
    ------
    InputError
        If it is no whole number of people, or leaves a department without anybody.
    """
    fewest = len(organisation.departments)
    if isinstance(people, bool) or not isinstance(people, int) or people < max(fewest, 2):
        problem = "{people!r} is not a headcount for {fewest} departments; allowed is {least} or more."
        raise InputError(problem, field="people", people=people, fewest=fewest, least=max(fewest, 2))
    if people == organisation.headcount:
        return organisation
    heads = np.array([each.people for each in organisation.departments])
    wished = heads * (people / heads.sum())
    sizes = np.maximum(wished.astype(int), 1)
    while (short := people - int(sizes.sum())) != 0:  # largest remainders, and never an empty department
        left = np.where((sizes > 1) | (short > 0), (wished - sizes) * np.sign(short), -np.inf)
        sizes[int(np.argmax(left))] += int(np.sign(short))
    departments = tuple(
        replace(each, people=int(size)) for each, size in zip(organisation.departments, sizes, strict=True)
    )
    return replace(organisation, departments=departments, roster=None, ties=None, seats=None)


def _in_departments(organisation: Organisation, group: type[Declared], changes: Mapping[str, Any]) -> Organisation:
    departments = tuple(
        replace(each, levers=replace(each.levers, **changes)) if group is Levers else replace(each, **changes)
        for each in organisation.departments
    )
    return replace(organisation, departments=departments)


def _organisation(organisation: Organisation, changes: Mapping[type[Declared], dict[str, Any]]) -> Organisation:
    for group in (Levers, Department):
        if group in changes:
            organisation = _in_departments(organisation, group, changes[group])
    return replace(organisation, **changes[Organisation]) if Organisation in changes else organisation


def overridden(scenario: Scenario, overrides: Mapping[str, Any]) -> Scenario:
    """Return the scenario with single numbers changed.

    Parameters
    ----------
    overrides : mapping
        By declared name (see ``crm-adoption parameters``): a lever, where it stands in all
        departments without any intervention; a behavioural, market or organisational number; a price
        (``prices.training`` where a lever has the same name); or ``people``, ``seats``, ``pull_shape``.
        NumPy scalars are taken as plain numbers.

    Raises
    ------
    InputError
        For an unknown name, with the nearest that exists, or a value out of range.

    Examples
    --------
    >>> from crm_adoption import load
    >>> overridden(load("no_programme"), {"people": 60, "attention": 0.5}).company.organisation.headcount
    60
    """
    changes: dict[type[Declared], dict[str, Any]] = {}
    words: dict[str, Any] = {}
    for name, given in overrides.items():
        value = plain_number(given)
        if name in WORDS:
            words[name] = value
        else:
            group, bare = _group_of(name)
            changes.setdefault(group, {})[bare] = value
    if not changes and not words:
        return scenario
    return replace(
        scenario,
        company=_company(scenario.company, changes, words),
        draws=tuple(_company(each, changes, words) for each in scenario.draws),
        prices=replace(scenario.prices, **changes.get(Prices, {})),
    )


def _company(company: Company, changes: Mapping[type[Declared], dict[str, Any]], words: Mapping[str, Any]) -> Company:
    organisation, market = company.organisation, company.market
    if "people" in words:
        organisation = resized(organisation, words["people"])
        if organisation.headcount != company.organisation.headcount:
            market = market.resized(organisation.headcount / company.organisation.headcount)
    if "seats" in words:
        organisation = replace(organisation, seats=words["seats"])
    return Company(
        _organisation(organisation, changes),
        company.catalogue,
        replace(company.behaviour, **changes.get(Behaviour, {})),
        replace(market, **changes.get(Market, {})),
        words.get("pull_shape", company.pull_shape),
    )
