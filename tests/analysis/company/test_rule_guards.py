"""The guards of the rule of real use: each test fails when its guard is taken away."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.analysis.company.rule import APART, DEEP_FROM, FEWEST, TOUCHED_FROM, _cut, rule_of, rule_of_usage
from crm_adoption.scenarios.usage.usage import Usage

Counts = npt.NDArray[Any]


def two_groups(few: int, many: int, low: float = 3.0, high: float = 40.0) -> Counts:
    random = np.random.default_rng(1)
    return np.rint(np.exp(np.concatenate([
        random.normal(np.log(low), 0.2, few), random.normal(np.log(high), 0.25, many),
    ])))  # fmt: skip


def as_counts(flat: Counts) -> Counts:
    """Return counts as people, months, one feature."""
    return flat.reshape(-1, 1, 1)


def test_two_groups_are_parted_between_them() -> None:
    cut = _cut(two_groups(200, 200))
    assert cut is not None
    assert 5.0 < cut < 25.0


def test_a_count_below_the_lower_group_is_never_real_use() -> None:
    """A narrow lower and a wide upper group: far below both, the wide one is likelier again; that is no real use."""
    random = np.random.default_rng(2)
    low = np.full(300, 8.0) + random.integers(-1, 2, 300)
    high = np.exp(random.normal(np.log(60.0), 0.9, 300))
    cut = _cut(np.maximum(np.rint(np.concatenate([[2.0, 2.0, 2.0], low, high])), 2.0))
    assert cut is not None
    assert cut > 9.0


def test_a_group_of_hardly_anybody_is_no_group() -> None:
    assert _cut(two_groups(500, 4, high=400.0)) is None
    assert _cut(two_groups(500, 100, high=400.0)) is not None


def test_groups_that_lie_close_together_are_one() -> None:
    assert _cut(two_groups(200, 200, low=10.0, high=10.0 * APART * 0.7)) is None


def test_fewer_counts_than_the_least_are_not_parted() -> None:
    few = two_groups(FEWEST // 2, FEWEST // 2)
    assert _cut(few) is not None
    assert _cut(few[1:]) is None


def test_a_cut_never_lies_below_what_counts_as_touched() -> None:
    found = rule_of(as_counts(two_groups(100, 100)), ["pipeline"], {"touched_from": 30.0, "pipeline": 5.0})
    assert found.deep_from == (30.0,)
    assert found.origin == ("given",)


def test_what_is_not_touched_is_left_out_before_parting() -> None:
    """Many single looks would be the group of few uses."""
    looks = np.ones(2_000)
    real = np.rint(np.exp(np.random.default_rng(3).normal(np.log(30.0), 0.3, 300)))
    assert rule_of(as_counts(np.concatenate([looks, real])), ["pipeline"]).origin == ("usual",)
    assert rule_of(as_counts(real), ["pipeline"]).deep_from == (DEEP_FROM,)
    assert TOUCHED_FROM > 1.0


def usage_of(counts: Counts, seen: Counts) -> Usage:
    """Return an export of one feature; months that were not seen hold what must not be looked at."""
    from unittest.mock import MagicMock

    made = MagicMock(spec=Usage)
    made.has_counts, made.counts, made.features = True, counts, ("pipeline",)
    made.present, made.seen = np.ones(counts.shape[:2], bool), seen
    return made


def test_months_that_were_not_seen_do_not_count() -> None:
    counts = as_counts(two_groups(200, 200)).reshape(100, 4, 1)
    spoilt, seen = counts.copy(), np.array([True, True, False, True])
    spoilt[:, 2] = 500
    found = rule_of_usage(usage_of(spoilt, seen))
    assert found.deep_from == rule_of(counts[:, seen], ["pipeline"]).deep_from
    assert found.deep_from != rule_of(spoilt, ["pipeline"]).deep_from


@pytest.mark.parametrize("name", ["touched_from", "pipeline"])
def test_numbers_below_one_are_refused(name: str) -> None:
    from crm_adoption import InputError

    with pytest.raises(InputError, match="give 1 use a month or more"):
        rule_of(as_counts(two_groups(50, 50)), ["pipeline"], {name: 0.5})
