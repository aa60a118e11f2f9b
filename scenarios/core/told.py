"""What a scenario says about how it is told: the calendar month of go-live, and the currency of its amounts."""

from __future__ import annotations

from ...model.errors import InputError
from ...model.written import said
from ..words.manner import is_currency
from ..words.months import month_read


def first_month(go_live: str) -> int | None:
    """Return the calendar month of go-live as 12 * year + month - 1, None where it is not said.

    Raises
    ------
    InputError
        For what is no calendar month.
    """
    found = month_read(go_live)
    if found is None and go_live != "":
        problem = "{value} is no calendar month; write year and month, for example {example}."
        raise InputError(problem, field="go_live", value=said(go_live), example="2027-04")
    return found


def check_currency(code: str) -> None:
    """Refuse a currency that is no code.

    Raises
    ------
    InputError
        For anything but three capital letters.
    """
    if not is_currency(code):
        problem = "{value} is no currency; give its code of three capital letters, for example CHF."
        raise InputError(problem, field="currency", value=said(code))


def month_meant(month: object, go_live: str, field: str = "month") -> object:
    """Return a calendar month (2028-03) as the number of the month with the CRM, from 1; anything else as it is.

    Raises
    ------
    InputError
        For a calendar month before go-live, or where go-live is not known.
    """
    found = month_read(month)
    if found is None:
        return month
    first = month_read(go_live)
    if first is None:
        problem = "{value} is a calendar month, so the month of go-live must be known; give --go-live."
        raise InputError(problem, field=field, value=month)
    if found < first:
        problem = "{value} lies before go-live, which is in {live}; give {live} or later."
        raise InputError(problem, field=field, value=month, live=go_live)
    return found - first + 1
