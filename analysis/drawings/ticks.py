"""Round values along an axis."""

from __future__ import annotations

import math

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def nice_ticks(low: float, high: float, most: int = 6, least: float = 1e-9) -> tuple[float, ...]:
    """Return values in round steps that reach from at or below ``low`` to at or above ``high``.

    Where they are closer to each other than ``least``, which nobody would read, the axis spans that much.
    """
    if high - low < least:
        high, low = (high, high - least) if high <= 0.0 and low < 0.0 else (low + least, low)
    span = high - low
    rough = span / max(most - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in _STEPS if each * power >= rough * (1.0 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(each * step for each in range(first, max(last, first + 1) + 1))
