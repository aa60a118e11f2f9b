"""Interventions that are handed to a company while it runs: they begin now or later, never before."""

from __future__ import annotations

from dataclasses import replace

from ...model.errors import InputError
from .intervention import Intervention


def from_now(given: object, month: int) -> Intervention:
    """Return an intervention that begins in ``month`` if its start is 0; refuse an earlier one, or what is none."""
    if not isinstance(given, Intervention):
        problem = "{given!r} is not allowed; give interventions like Training(), one after the other."
        raise InputError(problem, field="interventions", given=given)
    if 0 < given.start < month:
        problem = "month {start} is over; allowed is {month} or more, or 0 for now."
        raise InputError(problem, field="start", start=given.start, month=month)
    return replace(given, start=given.start or month)
