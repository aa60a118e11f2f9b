"""Our own elementary functions against the mathematical ones, with the errors they promise."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from crm_adoption.model.numerics import (
    clip,
    count_bits,
    exponential,
    exponential_single,
    logarithm,
    normal_quantile,
)
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

single = np.float32


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


@given(numbers(-3, 3))
@example(3.0)
@example(-3.0)
def test_exponential_near_zero(x: float) -> None:
    assert exponential(x) == pytest.approx(math.exp(x), rel=1e-9)


@given(numbers(-60, 0))
@example(-60.0)
def test_exponential_of_negative_numbers_in_absolute_terms(x: float) -> None:
    assert abs(exponential(x) - math.exp(x)) < 2e-9


def test_exponential_rises_everywhere() -> None:
    values = [exponential(x) for x in np.linspace(-60, 60, 24_001)]
    assert min(values) > 0.0
    assert all(np.diff(values) > 0.0)
    assert exponential(0.0) == 1.0


@given(st.floats(-10, 10, width=32, exclude_min=True, exclude_max=True))
@example(9.999)
@example(-9.999)
def test_exponential_single(x: float) -> None:
    assert float(exponential_single(single(x))) == pytest.approx(math.exp(x), rel=1e-5)


def test_exponential_single_over_its_whole_use() -> None:
    """Choices cut at -40, pulls go from -30 to 30: positive, rising, and right in absolute terms below 0."""
    x = np.linspace(-40, 30, 14_001).astype(single)
    values = np.array([exponential_single(each) for each in x], np.float64)
    assert values.min() > 0.0
    assert np.all(np.diff(values) > 0.0)
    below = x <= 0
    assert np.abs(values[below] - np.exp(x[below].astype(float))).max() < 5e-6
    assert exponential_single(single(0)) == 1.0


@given(numbers(2e-8, 1.0))
@example(1.0)
@example(2e-8)
def test_logarithm(x: float) -> None:
    assert logarithm(x) == pytest.approx(math.log(x), abs=1e-9)


@given(numbers(1e-12, 2e-8))
@example(1e-12)
def test_logarithm_of_the_very_small(x: float) -> None:
    """The truncated series costs up to a millionth here; the quantile it serves errs by more."""
    assert logarithm(x) == pytest.approx(math.log(x), abs=1.1e-6)


@given(numbers(0.001, 0.999))
@example(0.5)
@example(0.001)
@example(0.999)
def test_normal_quantile_in_the_body(u: float) -> None:
    assert normal_quantile(u) == pytest.approx(stats.norm.ppf(u), abs=1e-6)


@given(st.integers(0, 2**32 - 1))
@example(0)
@example(2**32 - 1)
def test_normal_quantile_of_every_draw(bits: int) -> None:
    """The polynomial is made for single precision: beyond its reach (5.3 deviations) it errs by .003."""
    u = (bits + 0.5) / 2**32
    tolerance = 1e-5 if 1e-7 < u < 1 - 1e-7 else 0.003
    assert normal_quantile(u) == pytest.approx(stats.norm.ppf(u), abs=tolerance)


def test_normal_quantile_is_odd_and_rising() -> None:
    """Rising up to the step of one millionth where its two branches meet."""
    u = np.linspace(0, 1, 20_001)[1:-1]
    z = np.array([normal_quantile(each) for each in u])
    assert np.all(np.diff(z) > -1e-6)
    assert np.abs(z + z[::-1]).max() < 1e-9


@given(numbers(-1e9, 1e9), numbers(-10, 0), numbers(0, 10))
def test_clip(x: float, low: float, high: float) -> None:
    assert clip(x, low, high) == min(max(x, low), high)


@given(st.integers(0, 2**32 - 1))
@example(0)
@example(2**32 - 1)
def test_count_bits(word: int) -> None:
    assert count_bits(np.uint32(word)) == word.bit_count()


@pytest.mark.parametrize(
    ("function", "values"),
    [
        (exponential, np.linspace(-40, 3, 501)),
        (exponential_single, np.linspace(-40, 30, 501).astype(single)),
        (logarithm, np.geomspace(1e-12, 1, 501)),
        (normal_quantile, np.linspace(0, 1, 501)[1:-1]),
    ],
)
def test_compiled_and_written_function_agree_to_the_last_bit(function: Any, values: Any) -> None:
    assert [function(x) for x in values] == [function.py_func(x) for x in values]
