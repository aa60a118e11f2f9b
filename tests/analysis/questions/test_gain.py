"""What something changes over an ensemble: intervals that cover sets and companies, and what is not known."""

from __future__ import annotations

import numpy as np
import pytest
from crm_adoption.analysis.base.effects import interval
from crm_adoption.analysis.questions.gain import Gain, crossed_interval

CHANCE = np.random.default_rng(5)


def crossed(sets: int, companies: int, of_set: float, of_company: float, rest: float) -> np.ndarray:
    a, b = CHANCE.normal(0.0, of_set, (sets, 1)), CHANCE.normal(0.0, of_company, (1, companies))
    return a + b + CHANCE.normal(0.0, rest, (sets, companies))


@pytest.mark.parametrize(("of_set", "of_company"), [(1.0, 0.2), (0.2, 1.0), (1.0, 1.0), (0.0, 0.0)])
def test_intervals_hold_the_true_mean_often_enough(of_set: float, of_company: float) -> None:
    """Companies are the same in all sets: an interval from the means by set alone would miss their part."""
    runs = 400
    ends = [crossed_interval(crossed(20, 8, of_set, of_company, 0.5))[1:] for _ in range(runs)]
    assert sum(low <= 0.0 <= high for low, high in ends) / runs >= 0.93


def test_by_set_alone_it_would_be_too_sure() -> None:
    ends = [interval(crossed(20, 8, 0.2, 1.0, 0.5).mean(axis=1))[1:] for _ in range(400)]
    assert sum(low <= 0.0 <= high for low, high in ends) / 400 < 0.5


@pytest.mark.parametrize("shape", [(1, 8), (8, 1), (1, 1)])
def test_one_set_or_one_company_gives_no_interval(shape: tuple[int, int]) -> None:
    gain = Gain.of(np.arange(shape[0] * shape[1], dtype=float).reshape(shape), 1)
    assert np.isnan([gain.ci_low, gain.ci_high, gain.low, gain.high]).all()
    assert gain.decided == 0


def test_what_does_not_vary_has_no_interval() -> None:
    assert np.isnan(crossed_interval(np.full((6, 6), 0.25))[1:]).all()


@pytest.mark.parametrize("direction", [1, -1])
def test_better_follows_the_outcomes_direction(direction: int) -> None:
    values = 1.0 + 0.01 * CHANCE.normal(size=(30, 8))
    gain = Gain.of(values, direction)
    assert gain.better == (30 if direction == 1 else 0)
    assert gain.decided == direction
    assert gain.low < gain.mean < gain.high
    assert gain.ci_low < gain.mean < gain.ci_high
    document = gain.to_dict()
    assert document["better_in_sets"] == gain.better
    assert document["parameter_sets"] == 30


def test_an_interval_around_zero_decides_nothing() -> None:
    assert Gain.of(np.array([[-1.0, 1.1], [1.0, -1.2]]), 1).decided == 0
