"""What is left after answers, against weighing draws one by one."""

from __future__ import annotations

import numpy as np
import pytest
from crm_adoption.analysis.scoring.conditioning import Row, conditioned, log_density
from crm_adoption.analysis.scoring.link import Seen, gains, normal_of, value_of
from scipy.stats import multivariate_normal


def test_moved_draws_agree_with_weighed_ones() -> None:
    """Importance sampling over numbers and gains is the slow way to the same posterior."""
    chance = np.random.default_rng(1)
    covariance = np.array([[1.0, 0.5], [0.5, 1.0]])
    seen = Seen("a", np.array([0.7, -0.1]), np.array([[0.15, 0.05], [0.05, 0.20]]), (0, 1))
    row = Row(seen, np.eye(2), np.zeros(2))
    draws = chance.standard_normal((4000, 2)) @ np.linalg.cholesky(covariance).T
    after = conditioned(draws, [row], np.zeros(2), covariance, chance)

    many = chance.standard_normal((200_000, 2)) @ np.linalg.cholesky(covariance).T
    gain = chance.choice(gains(), len(many))
    weight = multivariate_normal(cov=seen.noise).pdf(seen.places - gain[:, None] * many)
    weight /= weight.sum()
    mean = weight @ many
    spread = np.sqrt(weight @ (many - mean) ** 2)
    assert after.mean(axis=0) == pytest.approx(mean, abs=0.06)
    assert after.std(axis=0) == pytest.approx(spread, abs=0.05)


def test_without_rows_draws_stay_bit_for_bit() -> None:
    draws = np.random.default_rng(0).standard_normal((5, 2))
    assert np.array_equal(conditioned(draws, [], np.zeros(2), np.eye(2), np.random.default_rng(0)), draws)


def test_density_is_the_normal_one() -> None:
    covariance = np.array([[0.5, 0.2], [0.2, 0.4]])
    at = np.array([0.3, -0.6])
    assert log_density(at, covariance) == pytest.approx(float(multivariate_normal(cov=covariance).logpdf(at)))


def test_scores_and_values_go_back_and_forth() -> None:
    low, high = np.array([0.2, -0.5]), np.array([0.7, 0.5])
    values = np.array([[0.3, 0.0], [0.65, 0.4]])
    assert value_of(normal_of(values, low, high), low, high) == pytest.approx(values)
