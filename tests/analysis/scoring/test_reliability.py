"""Alpha and omega against other ways to compute them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from crm_adoption.analysis.scoring.reliability import alpha_limits, alpha_of, loadings_of, omega_of, reliability


def _answers(n: int, loadings: tuple[float, ...], seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    place = chance.standard_normal(n)
    lean = np.array(loadings)
    latent = np.outer(place, lean) + chance.standard_normal((n, len(lean))) * np.sqrt(1.0 - lean**2)
    return np.clip(np.round(3.0 + 1.1 * latent), 1, 5)


def test_alpha_is_the_mean_of_all_split_halves() -> None:
    """Cronbach (1951): alpha is the mean over all ways to halve a test of Guttman's lambda 4."""
    values = _answers(80, (0.8, 0.7, 0.6, 0.5), 1)
    whole = values.sum(axis=1).var(ddof=1)
    halves = [((0, 1), (2, 3)), ((0, 2), (1, 3)), ((0, 3), (1, 2))]
    lambdas = [
        2.0 * (1.0 - (values[:, a].sum(axis=1).var(ddof=1) + values[:, b].sum(axis=1).var(ddof=1)) / whole)
        for a, b in halves
    ]
    assert alpha_of(values) == pytest.approx(float(np.mean(lambdas)), abs=1e-12)


def test_alpha_follows_from_an_analysis_of_variance() -> None:
    """Hoyt (1941): 1 - mean square of people by items / mean square of people."""
    values = _answers(60, (0.7, 0.7, 0.6), 2)
    n, k = values.shape
    people, items, grand = values.mean(axis=1), values.mean(axis=0), values.mean()
    between = k * ((people - grand) ** 2).sum() / (n - 1)
    rest = ((values - people[:, None] - items + grand) ** 2).sum() / ((n - 1) * (k - 1))
    assert alpha_of(values) == pytest.approx(1.0 - rest / between, abs=1e-12)


def test_limits_of_alpha_hold_the_truth_as_often_as_they_say() -> None:
    loadings = (0.7, 0.7, 0.7)
    chance = np.random.default_rng(3)
    truth, held = 3 * 0.49 / (1 + 2 * 0.49), 0
    for _ in range(400):
        place = chance.standard_normal(40)
        values = np.outer(place, loadings) + chance.standard_normal((40, 3)) * math.sqrt(0.51)
        low, high = alpha_limits(alpha_of(values), 40, 3)
        held += low <= truth <= high
    assert 0.92 <= held / 400 <= 0.98


def test_loadings_agree_with_another_factor_analysis() -> None:
    factor = pytest.importorskip("statsmodels.multivariate.factor")
    values = _answers(500, (0.8, 0.7, 0.6, 0.5), 4)
    correlations = np.corrcoef(values, rowvar=False)
    theirs = np.abs(factor.Factor(corr=correlations, n_factor=1, method="ml", nobs=500).fit().loadings[:, 0])
    assert loadings_of(correlations) == pytest.approx(theirs, abs=0.02)


def test_omega_of_two_statements_is_spearman_and_brown() -> None:
    values = _answers(100, (0.8, 0.7), 5)
    r = float(np.corrcoef(values, rowvar=False)[0, 1])
    assert omega_of(values) == pytest.approx(2.0 * r / (1.0 + r))


def test_few_answers_and_single_statements_have_no_reliability() -> None:
    few, single = reliability("a", _answers(9, (0.8, 0.7), 6)), reliability("a", _answers(50, (0.8,), 6))
    assert math.isnan(few.alpha[0])
    assert math.isnan(single.omega[0])
    same = reliability("a", np.full((20, 2), 3.0))
    assert math.isnan(same.alpha[0])
    assert (
        reliability("a", _answers(50, (0.8, 0.7), 6)).alpha[1] < reliability("a", _answers(50, (0.8, 0.7), 6)).alpha[0]
    )
