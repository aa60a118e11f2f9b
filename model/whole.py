"""Whole numbers that users give, checked."""

from __future__ import annotations

import numpy as np

from .errors import InputError
from .written import hint, said


def whole_number(value: object, low: int, high: int, field: str) -> int:
    """Return ``value`` as an int in [low, high], or raise InputError."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not low <= int(value) <= high:
        problem = "{value} is not allowed; give a whole number from {low:,} to {high:,}.{hint}"
        raise InputError(problem, field=field, value=said(value), low=low, high=high, hint=hint(value))
    return int(value)
