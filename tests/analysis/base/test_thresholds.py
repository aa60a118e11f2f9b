"""When a programme passes a threshold: months of pairs, and what is said where most never do."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from crm_adoption.analysis.base.programme import Programme
from crm_adoption.analysis.base.thresholds import checked, passing, passings
from crm_adoption.model.errors import InputError
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.simulation import Run
from crm_adoption.scenarios.files.catalogue import load


def made(paths: list[list[float]]) -> Programme:
    values = np.zeros((len(paths), len(paths[0]), 5, len(OUTCOME_NAMES)))
    values[:, :, 0, OUTCOME_NAMES.index("deep_use")] = paths
    return Programme(load("no_programme"), Run(values, None, 0, np.empty((len(paths), 0), np.int32)))


def test_the_month_is_the_median_of_the_first_months_at_or_above() -> None:
    paths = [[0.1, 0.25, 0.2], [0.3, 0.1, 0.1], [0.1, 0.2, 0.24]] * 2
    assert math.isnan(passing(made(paths[:5]), 0.1).month)
    found = passing(made(paths), 0.25)
    assert (found.month, found.share) == (2.0, pytest.approx(2 / 3))
    assert passing(made(paths), 0.1).month == 1.0


def test_half_is_not_most() -> None:
    found = passing(made([[0.3, 0.3], [0.1, 0.1]] * 3), 0.25)
    assert math.isnan(found.month)
    assert found.share == 0.5
    assert passing(made([[0.0, 0.0]] * 6), 0.25).share == 0.0


def test_a_higher_threshold_is_never_passed_earlier() -> None:
    random = np.random.default_rng(1)
    programme = made((np.cumsum(random.random((9, 20)), axis=1) / 20.0).tolist())
    found = passings([programme], [0.1, 0.2, 0.3, 0.4])
    assert [each.threshold for each in found] == [0.1, 0.2, 0.3, 0.4]
    for lower, higher in pairwise(found):
        assert lower.share >= higher.share
        assert math.isnan(higher.month) or lower.month <= higher.month


def test_thresholds_are_sorted_and_unique() -> None:
    assert checked([0.5, 0.25, 0.5]) == (0.25, 0.5)
    assert checked(0.3) == (0.3,)


@pytest.mark.parametrize("wrong", [0.0, -0.1, 1.01, 25, math.nan, "half", True])
def test_what_is_no_share_is_refused(wrong: Any) -> None:
    with pytest.raises(InputError, match=r"thresholds: .* is not a share of real use"):
        checked([wrong])
