"""What a shipped scenario does, placed in another company: its departments and its money a head."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...model.errors import InputError
from ...model.organisation import Organisation
from .layers import Table


def _department(name: str, organisation: Organisation) -> str:
    """Return the company's department of a name, or the first with that role."""
    if name in organisation.names:
        return name
    for each in organisation.departments:
        if each.role == name:
            return each.name
    problem = (
        "the question is about department {name!r}, but the company has {names}; give the one that is meant "
        "role = {name!r}."
    )
    raise InputError(problem, field="organisation.departments", name=name, names=", ".join(organisation.names))


def placed(table: Mapping[str, Any], organisation: Organisation, times: float) -> Table:
    """Return a table of a shipped scenario for another company.

    Parameters
    ----------
    table : mapping
    organisation : Organisation
        Departments are found by name or role.
    times : float
        Budgets become so many times larger: the same money a head.

    Raises
    ------
    InputError
        For a department that the company does not have.
    """
    found = dict(table)
    named = table.get("organisation", {}).get("departments", {})
    if named:
        departments = {_department(name, organisation): each for name, each in named.items()}
        found["organisation"] = {**table["organisation"], "departments": departments}
    if "interventions" in table:
        found["interventions"] = [_intervention(each, organisation, times) for each in table["interventions"]]
    return found


def _intervention(record: Mapping[str, Any], organisation: Organisation, times: float) -> dict[str, Any]:
    found = dict(record)
    if "departments" in record:
        found["departments"] = [_department(name, organisation) for name in record["departments"]]
    if "budget" in record:
        found["budget"] = round(record["budget"] * times, 2)
    if found.get("by") == "department" and "waves" in found:
        found["waves"] = [[_department(name, organisation) for name in wave] for wave in found["waves"]]
    return found
