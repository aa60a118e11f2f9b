"""Sums of amounts that are the same bits on every Python."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from functools import reduce


def added(amounts: Iterable[float]) -> float:
    """Return the sum of some amounts, added one after the other.

    Python's own ``sum`` does this up to 3.11 and carries the rounding errors along from 3.12 on; what must be
    the same bits everywhere is added here.

    Examples
    --------
    >>> added([0.1] * 10)
    0.9999999999999999
    """
    return reduce(operator.add, amounts, 0.0)
