"""Amounts of money a head, checked."""

from __future__ import annotations

import numpy as np

from ...model.errors import InputError
from ...model.written import said

MOST = 1e9
"""EUR a head beyond which an amount is a slip of the pen."""


def check_per_head(value: object, field: str) -> float:
    """Return an amount in EUR a head, or say what is wrong with it."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.number)) or not 0.0 < float(value) <= MOST:
        problem = "{value} is no amount a head; give EUR above 0, at most {most:,.0f}, for example 2500."
        raise InputError(problem, field=field, value=said(value), most=MOST)
    return float(value)
