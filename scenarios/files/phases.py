"""A budget by phase or by year in a scenario file: one intervention for each, with its own time and money."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from ...model.errors import InputError, unknown
from ...model.written import said
from ..core.told import month_meant
from ..programmes.intervention import Investment
from ..programmes.money import euros
from ..programmes.plugins import kind_named
from ..words.months import month_read, month_written
from .calendar_months import numbered_by_itself
from .made import make

YEARS = "budget_by_year"
"""Field of an intervention's record: amounts for the first, second, ... twelve months with the CRM."""
_FIELDS = ("from", "to", "amount")
_SET_BY_PHASES = ("start", "end", "lasts", "when", "until", "as_long_as", "review", "strength", "one_off", "monthly")
"""What the phases say themselves, or what does not go with them."""

Record = Mapping[str, Any]


def _month(phase: Record, name: str, go_live: str) -> int:
    if name not in phase:
        raise InputError("a phase needs from, to and amount; {name} is missing.", name=name)
    month = month_meant(phase[name], go_live, name)
    if isinstance(month, bool) or not isinstance(month, int) or month < 1:
        problem = "{value} is not a month with the CRM; the first is 1, or write a calendar month such as {example}."
        raise InputError(problem, field=name, value=said(phase[name]), example='"2027-04"')
    return month


def _phase(phase: Any, go_live: str) -> tuple[int, int, Any]:
    """Return the first and last month of a phase, from 1, and its amount."""
    if not isinstance(phase, Mapping):
        problem = "{value} is no phase; write {{ from = 1, to = 6, amount = 40000 }}."
        raise InputError(problem, value=said(phase))
    for name in phase:
        if name not in _FIELDS:
            raise unknown("field of a phase", str(name), _FIELDS)
    first, last = (_month(phase, name, go_live) for name in ("from", "to"))
    if last < first:
        problem = "it ends in month {last}, before it begins in month {first}."
        raise InputError(problem, field="to", last=last, first=first)
    if "amount" not in phase:
        raise InputError("a phase needs from, to and amount; {name} is missing.", name="amount")
    return first, last, phase["amount"]


def _phases(record: Record, go_live: str) -> list[tuple[int, int, Any]]:
    years = record.get(YEARS)
    if years is None:
        found = []
        for number, phase in enumerate(record["budget"], start=1):
            try:
                found.append(_phase(phase, go_live))
            except InputError as error:
                raise error.within(field=f"budget.{number}") from None
    elif isinstance(years, list):
        found = [(12 * k + 1, 12 * k + 12, amount) for k, amount in enumerate(years) if amount != 0]
    else:
        raise InputError("{value} is no list of amounts, one a year.", field=YEARS, value=said(years))
    ordered = sorted(found, key=lambda phase: phase[:2])
    for (_, before, _), (after, _, _) in pairwise(ordered):
        if after <= before:
            raise InputError("two phases have month {month} in common.", field="budget", month=after)
    return found


def budget_of_all(table: Record, go_live: str) -> tuple[tuple[int, int, float], ...]:
    """Return what may be spent on everything by phase or by year: first and last month, from 1, and the amount.

    Raises
    ------
    InputError
        For phases that overlap or are none, amounts that are none, or both kinds at once.
    """
    if YEARS in table and "budget" in table:
        raise InputError("give budget or budget_by_year, not both.", field=YEARS)
    years = table.get(YEARS)
    if isinstance(years, list):
        return tuple((12 * k + 1, 12 * k + 12, euros(amount, YEARS)) for k, amount in enumerate(years))
    if years is None and not isinstance(table.get("budget", []), list):
        problem = "{value} is no phase; write {{ from = 1, to = 6, amount = 40000 }}."
        raise InputError(problem, field="budget", value=said(table["budget"]))
    found = _phases({"budget": [], **table}, go_live)
    return tuple((first, last, euros(amount, "budget")) for first, last, amount in found)


def in_phases(record: Record, go_live: str, *, allow_plugins: bool = False) -> list[dict[str, Any]]:
    """Return the records of an intervention whose budget is given by phase or year, one for each; else it alone.

    Raises
    ------
    InputError
        For phases that overlap or are none, beside a start, a strength or costs, and of what is bought once for good.
    """
    if not isinstance(record.get("budget"), list) and YEARS not in record:
        return [dict(record)]
    if YEARS in record and "budget" in record:
        raise InputError("give budget or budget_by_year, not both.", field=YEARS)
    for name in _SET_BY_PHASES:
        if name in record:
            raise InputError("a budget by phase says when and how strongly; leave {name} out.", field=name, name=name)
    kind = record.get("kind")
    if isinstance(kind, str) and issubclass(kind_named(kind, allow_plugins=allow_plugins), Investment):
        problem = "{kind} is bought once and lasts, so it has one budget; give one, or the intervention several times."
        raise InputError(problem, field="budget", kind=kind)
    rest = {name: value for name, value in record.items() if name not in ("budget", YEARS)}
    phases = _phases(record, go_live)
    return [{**rest, "start": first - 1, "end": last, "budget": amount} for first, last, amount in phases]


def check_by_itself(record: Record, *, allow_plugins: bool = False) -> None:
    """Refuse an intervention's record that could be none in any company, before it is known when its own goes live.

    Raises
    ------
    InputError
        For an unknown kind or field, or a value that is not allowed.
    """
    phases = record.get("budget")
    given = [each.get("from") for each in phases if isinstance(each, Mapping)] if isinstance(phases, list) else []
    earliest = min((month for each in given if (month := month_read(each)) is not None), default=None)
    go_live = "" if earliest is None else month_written(earliest)
    for part in in_phases(record, go_live, allow_plugins=allow_plugins):
        make(numbered_by_itself(part), allow_plugins=allow_plugins)
