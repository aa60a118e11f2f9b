"""Bootstrap intervals of what a gain costs: they cover the known ratio, and say nothing where there is no gain."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.analysis.base.intervals import RESAMPLES, ratio_interval, resampled_means
from scipy import stats

Floats = npt.NDArray[np.float64]
REPEATS = 400
"""Standard error of a coverage of 95 %: 1.1 points; a true coverage of 88 % would be found in 98 of 100 cases."""


def skewed(random: np.random.Generator, n: int) -> Floats:
    """Gains with mean 0.05 that are far from normal."""
    return 0.05 + 0.03 * (random.exponential(1.0, n) - 1.0)


def normal(random: np.random.Generator, n: int) -> Floats:
    return random.normal(0.05, 0.03, n)


@pytest.mark.parametrize(("draw", "n", "least"), [(normal, 40, 0.915), (skewed, 40, 0.88), (skewed, 100, 0.915)])
def test_the_interval_covers_the_known_ratio(draw: object, n: int, least: float) -> None:
    """With a few skewed gains it covers somewhat less than it says (known of all bootstraps)."""
    random = np.random.default_rng(n)
    hits = 0
    for _ in range(REPEATS):
        gains = draw(random, n)  # type: ignore[operator]
        spent = 1000.0 + 50.0 * random.standard_normal(n)
        _, low, high = ratio_interval(spent, gains)
        hits += low <= 1000.0 / 0.05 <= high
    assert least <= hits / REPEATS <= 0.98


def test_the_limits_are_those_of_scipy_s_bca() -> None:
    random = np.random.default_rng(5)
    gains, spent = skewed(random, 60), random.normal(1000.0, 30.0, 60)
    whole, low, high = ratio_interval(spent, gains)
    known = stats.bootstrap(
        (spent, gains), lambda a, b, axis: a.mean(axis=axis) / b.mean(axis=axis), paired=True, vectorized=True,
        n_resamples=20_000, method="BCa", rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip
    assert whole == pytest.approx(spent.mean() / gains.mean())
    assert (low, high) == pytest.approx((known.low, known.high), rel=0.02)


def test_a_constant_cost_is_divided_by_the_gain_s_limits() -> None:
    gains = np.random.default_rng(2).normal(0.05, 0.02, 80)
    whole, low, high = ratio_interval(np.full(80, 500.0), gains)
    half = 1.99 * gains.std(ddof=1) / math.sqrt(80)
    assert low < whole < high
    assert (500.0 / low, 500.0 / high) == pytest.approx((gains.mean() + half, gains.mean() - half), rel=0.03)


def test_only_a_clear_gain_has_a_price() -> None:
    random = np.random.default_rng(3)
    for gains in (random.normal(0.0, 1.0, 50), random.normal(-1.0, 0.1, 50), np.zeros(50), np.ones(1)):
        assert all(math.isnan(each) for each in ratio_interval(np.ones(len(gains)), gains))


def test_the_same_pairs_give_the_same_interval_and_pairs_stay_pairs() -> None:
    gains = np.random.default_rng(4).normal(0.05, 0.02, 30)
    assert ratio_interval(gains * 7.0, gains) == pytest.approx((7.0, 7.0, 7.0))
    assert ratio_interval(np.ones(30), gains) == ratio_interval(np.ones(30), gains)
    means = resampled_means(np.column_stack([gains, 2.0 * gains]))
    assert means.shape == (RESAMPLES, 2)
    np.testing.assert_allclose(means[:, 1], 2.0 * means[:, 0])
    assert means[:, 0].std() == pytest.approx(gains.std() / math.sqrt(30), rel=0.1)
