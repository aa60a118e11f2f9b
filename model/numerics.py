"""Elementary functions of +, -, *, / and square root only.

The C library's exponential differs between platforms in the last bit and does not vectorise.
IEEE arithmetic does neither, so results are the same bits wherever the wheels run.
"""

from __future__ import annotations

import numpy as np

from .compiled import rule

single = np.float32


@rule
def exponential(x: float) -> float:
    """Return exp(x) for |x| < 60: Taylor series of x / 64, squared six times.

    Relative error below 1e-9 for |x| < 3; far below that in absolute terms for large negative x.
    """
    y = x / 64.0
    y = 1.0 + y * (1.0 + y * (0.5 + y * (1 / 6 + y * (1 / 24 + y * (1 / 120)))))
    y *= y
    y *= y
    y *= y
    y *= y
    y *= y
    return y * y


@rule
def exponential_single(x: np.float32) -> np.float32:
    """Return exp(x) in single precision, relative error below 1e-5 for |x| < 10."""
    y = x * single(1 / 64)
    y = single(1 / 24) + y * single(1 / 120)
    z = x * single(1 / 64)
    y = single(1) + z * (single(1) + z * (single(0.5) + z * (single(1 / 6) + z * y)))
    y *= y
    y *= y
    y *= y
    y *= y
    y *= y
    return y * y


@rule
def logarithm(x: float) -> float:
    """Return ln(x) for x in [1e-12, 1]: five square roots, then the atanh series.

    Absolute error below 1e-9 from 2e-8 on, below 2e-6 down to 1e-12.
    """
    root = np.sqrt(np.sqrt(np.sqrt(np.sqrt(np.sqrt(x)))))
    t = (root - 1.0) / (root + 1.0)
    q = t * t
    series = 1.0 + q * (1 / 3 + q * (1 / 5 + q * (1 / 7 + q * (1 / 9 + q * (1 / 11 + q * (1 / 13 + q / 15))))))
    return float(64.0 * t * series)


@rule
def normal_quantile(u: float) -> float:
    """Return the standard normal quantile of u in (0, 1).

    Giles, M. (2012). Approximating the erfinv function. GPU Computing Gems Jade, 109-116
    (single-precision polynomial; absolute error below 1e-6 for u in [1e-7, 1 - 1e-7], below .003 beyond).
    """
    x = 2.0 * u - 1.0
    w = -logarithm((1.0 - x) * (1.0 + x))
    if w < 5.0:
        w -= 2.5
        p = 2.81022636e-08
        p = 3.43273939e-07 + p * w
        p = -3.5233877e-06 + p * w
        p = -4.39150654e-06 + p * w
        p = 0.00021858087 + p * w
        p = -0.00125372503 + p * w
        p = -0.00417768164 + p * w
        p = 0.246640727 + p * w
        p = 1.50140941 + p * w
    else:
        w = np.sqrt(w) - 3.0
        p = -0.000200214257
        p = 0.000100950558 + p * w
        p = 0.00134934322 + p * w
        p = -0.00367342844 + p * w
        p = 0.00573950773 + p * w
        p = -0.0076224613 + p * w
        p = 0.00943887047 + p * w
        p = 1.00167406 + p * w
        p = 2.83297682 + p * w
    return float(1.4142135623730951 * p * x)


@rule
def clip(x: float, low: float, high: float) -> float:
    """Return x limited to [low, high]."""
    return low if x < low else (high if x > high else x)


@rule
def count_bits(word: np.uint32) -> np.int32:
    """Return the number of set bits of a 32-bit word."""
    v = np.uint32(word - ((word >> np.uint32(1)) & np.uint32(0x55555555)))
    v = np.uint32((v & np.uint32(0x33333333)) + ((v >> np.uint32(2)) & np.uint32(0x33333333)))
    v = np.uint32((v + (v >> np.uint32(4))) & np.uint32(0x0F0F0F0F))
    return np.int32(np.uint32(v * np.uint32(0x01010101)) >> np.uint32(24))
