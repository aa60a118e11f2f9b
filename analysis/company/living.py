"""How long a system has been live when an export begins."""

from __future__ import annotations

from ...model.errors import InputError
from ...scenarios.usage.months import month_of
from ...scenarios.usage.usage import Usage

LONGEST = 24
"""Months before the export that are simulated at most: what a company was earlier says little more (judgement)."""


def months_lived(usage: Usage, live_since: str | None) -> int:
    """Return for how many months before the export the system has been live, at most `LONGEST`.

    Raises
    ------
    InputError
        For a month that is none, or after the first of the export.
    """
    if live_since is None:
        return 0
    month = month_of(live_since)
    if month < 0:
        raise InputError("{month!r} is no month; write it as 2025-01.", month=live_since, field="--live-since")
    if month > usage.months[0]:
        problem = "the export begins in {first}, before the system went live ({month})."
        raise InputError(problem, first=usage.labels[0], month=live_since, field="--live-since")
    return min(usage.months[0] - month, LONGEST)
