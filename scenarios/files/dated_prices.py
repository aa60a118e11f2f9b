"""Prices with a date in a scenario file: ``training = [{ amount = 250 }, { from = "2027-04", amount = 300 }]``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...model.errors import InputError, unknown
from ...model.written import said
from ..core.told import month_meant
from ..programmes.prices import Prices

_FIELDS = ("from", "amount")
_FIRST = 1
"""Month from which a price holds that names none."""


def _step(step: Any, go_live: str) -> tuple[int, Any]:
    """Return the month from which a price holds, from 1, and the price."""
    if not isinstance(step, Mapping):
        problem = "{value} is no price with a date; write {{ from = {example}, amount = 300 }}."
        raise InputError(problem, value=said(step), example='"2027-04"')
    for name in step:
        if name not in _FIELDS:
            raise unknown("field of a price", str(name), _FIELDS)
    if "amount" not in step:
        raise InputError("a price with a date needs an amount.")
    month = month_meant(step.get("from", _FIRST), go_live, "from")
    if isinstance(month, bool) or not isinstance(month, int) or month < _FIRST:
        problem = "{value} is not a month with the CRM; the first is 1, or write a calendar month such as {example}."
        raise InputError(problem, field="from", value=said(step["from"]), example='"2027-04"')
    return month, step["amount"]


def _checked(name: str, value: Any) -> float:
    """Return a price, or refuse what is none, or would make its budget meaningless."""
    price = Prices.declarations()[name].check(value)
    if price == 0.0:
        problem = (
            "a price of 0 makes it free and its budget meaningless; give what it costs you, or one_off = 0 and "
            "monthly = 0 in the intervention that costs nothing more."
        )
        raise InputError(problem, field=name)
    return price


def _steps(name: str, given: list[Any], go_live: str) -> dict[int, float]:
    """Return a price by the month from which it holds, from 1."""
    found: dict[int, float] = {}
    for number, step in enumerate(given, start=1):
        try:
            month, amount = _step(step, go_live)
        except InputError as error:
            raise error.within(field=f"{name}.{number}") from None
        if month in found:
            raise InputError("two prices hold from month {month} on.", field=name, month=month)
        found[month] = _checked(name, amount)
    return found


def prices(table: Mapping[str, Any], go_live: str) -> Prices:
    """Return what programmes cost, and from when on.

    Parameters
    ----------
    table : mapping
        The table of a scenario file: a price each, or a list of prices with the month from which they hold.
    go_live : str
        Calendar month of go-live, empty where it is not said.

    Raises
    ------
    InputError
        For what is no price or no month, two prices from one month on, or a price of nothing.
    """
    now: dict[str, Any] = {}
    later: dict[int, dict[str, float]] = {}
    for name, given in table.items():
        try:
            steps = _steps(name, given, go_live) if isinstance(given, list) else {_FIRST: _checked(name, given)}
        except InputError as error:
            raise error.within(field="prices") from None
        for month, price in steps.items():
            if month == _FIRST:
                now[name] = price
            else:
                later.setdefault(month - 1, {})[name] = price
    changes = tuple((month, tuple(sorted(later[month].items()))) for month in sorted(later))
    return replace(Prices(**now), later=changes)
