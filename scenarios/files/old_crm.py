"""An old CRM in a scenario file: who works in it at the start, with what, and when it is switched off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...model.errors import InputError, unknown
from ...model.features import RELEVANT_FROM, Catalogue
from ...model.organisation import Department
from ...model.systems import OldCRM
from ...model.written import said
from .calendar_months import numbered
from .sites import Places

USE, FEATURES, UNTIL, DEPARTMENTS = "use", "features", "until", "departments"
"""Fields of the table that are no numbers of `OldCRM`."""
USUAL_USE = 0.6
"""Share of the work that is done in an old CRM where nothing is said (judgement)."""


def _features(table: Mapping[str, Any], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the features whose work can be done in the old CRM: those named, or all but AI."""
    named = table.get(FEATURES)
    for name in named or ():
        if name not in catalogue.names:
            raise unknown("feature", name, catalogue.names).within(field=FEATURES)
    return tuple(each.name for each in catalogue.features if (each.name in named if named else not each.is_ai))


def _of(department: Department, given: Any, able: Sequence[str], usual: float, catalogue: Catalogue) -> dict[str, Any]:
    """Return the shares of a department's people by feature."""
    mine = [each.name for each in catalogue.features if each.relevance.get(department.role, 0.0) >= RELEVANT_FROM]
    if not isinstance(given, Mapping):
        share = usual if given is None else given
        return {name: share for name in able if name in mine}
    for name in given:
        if name not in able:
            raise unknown("feature", str(name), able).within(field=f"{DEPARTMENTS}.{department.name}")
    return {name: given.get(name, usual) for name in able if name in mine or name in given}


def old_crm(
    table: Mapping[str, Any], departments: Sequence[Department], catalogue: Catalogue, first: int | None, places: Places
) -> OldCRM:
    """Return an old CRM from its checked table.

    Parameters
    ----------
    table : mapping
        The table ``[organisation.old_crm]``.
    departments : sequence of Department
    catalogue : Catalogue
    first : int or None
        Calendar month of go-live, where it is known.
    places : Places
        What a department's name stands for where there are several sites.

    Raises
    ------
    InputError
        For an unknown department or feature, a share that is none, or a month before go-live.
    """
    names = [each.name for each in departments]
    given = places.spread(table.get(DEPARTMENTS, {}))
    for name in given:
        if name not in names:
            raise unknown("department", name, names).within(field=DEPARTMENTS)
    able, usual = _features(table, catalogue), table.get(USE, USUAL_USE)
    shares: dict[tuple[str, str], Any] = {}
    for each in departments:
        mine = _of(each, given.get(each.name), able, usual, catalogue)
        shares |= {(each.name, name): _share(share, each.name) for name, share in mine.items()}
    numbers = {name: table[name] for name in OldCRM.declarations() if name in table}
    return OldCRM(shares, numbered(table.get(UNTIL), first, UNTIL), **numbers)


def _share(value: Any, department: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.0 <= value <= 1.0:
        problem = "{value} is no share of the work; allowed is 0 to 1, or a table of shares by feature."
        raise InputError(problem, field=f"{DEPARTMENTS}.{department}", value=said(value))
    return float(value)


def old_crm_table(given: OldCRM, numbers: Mapping[str, float]) -> dict[str, Any]:
    """Return the table of a scenario file that describes an old CRM.

    Parameters
    ----------
    given : OldCRM
    numbers : mapping of str to float
        Its declared numbers that are not as usual.
    """
    shares: dict[str, dict[str, float]] = {}
    for (department, feature), share in given.shares.items():
        shares.setdefault(department, {})[feature] = share
    features = list(dict.fromkeys(feature for _, feature in given.shares))
    until = {} if given.until is None else {UNTIL: given.until}
    return {USE: 0.0, **({FEATURES: features} if features else {}), **until, **numbers, DEPARTMENTS: shares}
