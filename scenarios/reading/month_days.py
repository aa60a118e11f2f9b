"""Months and their days as whole numbers: months as 12 * year + month - 1, days since 1970 began.

NumPy knows the calendar. Months become days here only, and no bare number is added to one of its dates: NumPy 2.5 warns
of that, and a later one will refuse it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_EPOCH = 12 * 1970
Whole = npt.NDArray[np.int64]


def first_days(months: npt.NDArray[np.integer[Any]]) -> Whole:
    """Return the first day of each month."""
    return np.asarray((months.astype(np.int64) - _EPOCH).astype("M8[M]").astype("M8[D]").astype(np.int64))


def lengths(months: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.int32]:
    """Return how many days each month has."""
    return np.asarray((first_days(months.astype(np.int64) + 1) - first_days(months)).astype(np.int32))


def months_of(days: npt.NDArray[np.integer[Any]]) -> Whole:
    """Return the month in which each day lies."""
    return np.asarray(days.astype(np.int64).astype("M8[D]").astype("M8[M]").astype(np.int64) + _EPOCH)
