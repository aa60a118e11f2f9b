"""Months and their days as whole numbers are those of Python's own calendar."""

from __future__ import annotations

import calendar
import re
from datetime import date
from pathlib import Path

import crm_adoption
import numpy as np
from crm_adoption.scenarios.reading.month_days import first_days, lengths, months_of
from hypothesis import given
from hypothesis import strategies as st

SINCE = date(1970, 1, 1).toordinal()
DATES = re.compile(r"[\"'](M8|datetime64|m8|timedelta64)|np\.(datetime|timedelta)64")
FOLDERS = ("model", "scenarios", "analysis")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_days_and_months_are_those_of_the_calendar(day: date) -> None:
    month, days = np.array([12 * day.year + day.month - 1]), np.array([day.toordinal() - SINCE], np.int32)
    assert months_of(days).tolist() == month.tolist()
    assert first_days(month).tolist() == [day.replace(day=1).toordinal() - SINCE]
    assert lengths(month.astype(np.int32)).tolist() == [calendar.monthrange(day.year, day.month)[1]]


def test_months_become_days_in_one_place() -> None:
    """NumPy's dates are handled in one module, which adds no bare number to one: newer NumPys refuse that."""
    root = Path(crm_adoption.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for folder in FOLDERS for path in (root / folder).rglob("*.py")
        if DATES.search(path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert found == {"scenarios/reading/month_days.py"}
