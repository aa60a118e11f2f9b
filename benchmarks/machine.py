"""How far the engine is from what the machine can do: memory, exponentials, random numbers.

Per employee, feature and month the engine needs one block of the random number generator (two
words), five exponentials in single precision (one for the pull, three for the choice; the fifth
stands for the divisions), and reads and writes about 36 bytes (skill, two habits: three floats
in and out; the share of the masks, colleagues' words and outcomes).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from crm_adoption.model.compiled import _njit
from crm_adoption.model.draws import threefry
from crm_adoption.model.numerics import exponential_single
from measure import Row, company, nanoseconds, seconds, simulated

N = 1 << 22
EXPONENTIALS, BYTES = 5, 36


@_njit(nogil=True, error_model="numpy")
def _own_exponentials(x: npt.NDArray[np.float32], out: npt.NDArray[np.float32]) -> None:
    for i in range(len(x)):
        out[i] = exponential_single(x[i])


@_njit(nogil=True, error_model="numpy")
def _own_words(ids: npt.NDArray[np.uint32], out: npt.NDArray[np.uint32]) -> None:
    for i in range(len(ids)):
        a, b = threefry(np.uint32(1), np.uint32(2), ids[i], np.uint32(3))
        out[i] = a ^ b


def rows(repeats: int, n: int = N) -> list[Row]:
    x, out = np.linspace(-9.0, 0.0, n, dtype=np.float32), np.empty(n, np.float32)
    ids, words = np.arange(n, dtype=np.uint32), np.empty(n, np.uint32)
    small, little = x[: 1 << 14].copy(), np.empty(1 << 14, np.float32)
    generator, philox = np.random.default_rng(1), np.random.Generator(np.random.Philox(1))
    _own_exponentials(x, out)
    _own_words(ids, words)

    def per(action: object, size: int = n) -> float:
        return seconds(action, repeats) / size * 1e9  # type: ignore[arg-type]

    copied = per(lambda: np.copyto(out, x))
    own, theirs = per(lambda: _own_exponentials(x, out)), per(lambda: np.exp(x, out=out))
    cached = per(lambda: [np.exp(small, out=little) for _ in range(64)], 64 << 14)
    block = per(lambda: _own_words(ids, words))
    pcg = per(lambda: generator.integers(0, 2**32, n, dtype=np.uint32))
    counter = per(lambda: philox.integers(0, 2**32, n, dtype=np.uint32))
    reached = nanoseconds(seconds(simulated(company(1_000), 10, 1), repeats), 1_000, 10)
    floor = block + EXPONENTIALS * own + BYTES * copied / 8
    return [
        ("memory: copying, read and written", f"{8 / copied:.1f} GB/s", ""),
        ("exponential, single precision: NumPy's (in cache) and ours", f"{cached:.2f} and {own:.2f} ns", ""),
        ("exponential, single precision: NumPy's from memory", f"{theirs:.2f} ns", ""),
        ("random words: PCG64 and Philox of NumPy, one word", f"{pcg:.2f} and {counter:.2f} ns", ""),
        ("random words: our Threefry, two words", f"{block:.2f} ns", ""),
        ("floor per employee, feature and month: random words + exponentials + memory", f"{floor:.1f} ns", ""),
        ("reached (1,000 people, one thread)", f"{reached:.1f} ns, {reached / floor:.1f} times the floor", ""),
    ]
