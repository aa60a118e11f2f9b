"""Round values along an axis."""

from __future__ import annotations

import math

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def nice_ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Return values in round steps that reach from at or below ``low`` to at or above ``high``."""
    span = high - low if high > low else max(abs(high), 1e-9)
    rough = span / max(most - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in _STEPS if each * power >= rough * (1.0 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(each * step for each in range(first, max(last, first + 1) + 1))
