"""Counter-based random numbers: every draw is a pure function of who, when and what for.

Threefry-2x32 with 20 rounds (Salmon, J. K. et al. (2011). Parallel random numbers: as easy as
1, 2, 3. SC11), checked against the published known answers. The key is (root seed, replicate),
the counter (employee id, month and purpose). Hence common random numbers by construction: the
same person in the same month draws the same number in every scenario.
"""

from __future__ import annotations

import numpy as np

from .compiled import rule

word = np.uint32

# Unsigned words rather than Python integers: numba would compile every rule anew for each literal.
# What a draw is for: the low 12 bits of the counter's second word; 0 to 31 are the features.
TURNOVER = word(64)
TRAITS = word(65)
SKILL_AND_TENURE = word(66)
CHAMPION = word(67)
CULTURE = word(68)
DEPARTMENT = word(69)
HEAD = word(70)
TIES = word(128)
TIES_ACROSS = word(2048)

R13, R15, R26, R6, R17, R29, R16, R24 = (word(by) for by in (13, 15, 26, 6, 17, 29, 16, 24))


@rule
def _rotate(x: np.uint32, by: np.uint32) -> np.uint32:
    return word((x << by) | (x >> word(word(32) - by)))


@rule
def _four_rounds(
    x0: np.uint32, x1: np.uint32, a: np.uint32, b: np.uint32, c: np.uint32, d: np.uint32
) -> tuple[np.uint32, np.uint32]:
    x0 = word(x0 + x1)
    x1 = word(_rotate(x1, a) ^ x0)
    x0 = word(x0 + x1)
    x1 = word(_rotate(x1, b) ^ x0)
    x0 = word(x0 + x1)
    x1 = word(_rotate(x1, c) ^ x0)
    x0 = word(x0 + x1)
    x1 = word(_rotate(x1, d) ^ x0)
    return x0, x1


@rule
def threefry(key0: np.uint32, key1: np.uint32, counter0: np.uint32, counter1: np.uint32) -> tuple[np.uint32, np.uint32]:
    """Return two independent 32-bit words for a 64-bit key and a 64-bit counter."""
    key2 = word(key0 ^ key1 ^ word(0x1BD11BDA))
    x0, x1 = word(counter0 + key0), word(counter1 + key1)
    x0, x1 = _four_rounds(x0, x1, R13, R15, R26, R6)
    x0, x1 = word(x0 + key1), word(x1 + key2 + word(1))
    x0, x1 = _four_rounds(x0, x1, R17, R29, R16, R24)
    x0, x1 = word(x0 + key2), word(x1 + key0 + word(2))
    x0, x1 = _four_rounds(x0, x1, R13, R15, R26, R6)
    x0, x1 = word(x0 + key0), word(x1 + key1 + word(3))
    x0, x1 = _four_rounds(x0, x1, R17, R29, R16, R24)
    x0, x1 = word(x0 + key1), word(x1 + key2 + word(4))
    x0, x1 = _four_rounds(x0, x1, R13, R15, R26, R6)
    return word(x0 + key2), word(x1 + key0 + word(5))


@rule
def replicate_key(seed: np.uint64, replicate: int) -> tuple[np.uint32, np.uint32]:
    """Return the key of one replicate; seed 0 is a seed like any other."""
    low, high = word(seed & np.uint64(0xFFFFFFFF)), word(seed >> np.uint64(32))
    return threefry(low, high, word(replicate), word(0))


@rule
def purpose(month: int | np.int64, what: np.uint32) -> np.uint32:
    """Return the counter's second word for a month (0 is the founding) and a purpose."""
    return word(word(word(month) << word(12)) | what)


@rule
def uniform(bits: np.uint32) -> np.float32:
    """Return a uniform in [0, 1) with 24 bits, exact in single precision."""
    return np.float32(np.int32(bits >> word(8))) * np.float32(2.0**-24)


@rule
def open_uniform(bits: np.uint32) -> float:
    """Return a uniform strictly inside (0, 1) with 32 bits, for quantile functions."""
    return (float(bits) + 0.5) * 2.0**-32


@rule
def below(bits: np.uint32, n: int) -> np.int64:
    """Return an integer in [0, n): the high word of bits times n."""
    return np.int64((np.uint64(bits) * np.uint64(n)) >> np.uint64(32))
