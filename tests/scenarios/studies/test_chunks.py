"""Chunks of a study: their sizes follow the pace within limits, nothing is lost or done twice, and the log counts."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from crm_adoption.scenarios.studies import running
from crm_adoption.scenarios.studies.running import CHUNK_BYTES, CHUNK_SECONDS, FIRST_RUNS, GROWTH, _log_failures, _Queue
from crm_adoption.scenarios.studies.work import Done, Unit
from hypothesis import given
from hypothesis import strategies as st
from small_studies import study


@dataclass
class Left:
    """Stands for a store: some runs that are missing."""

    units: list[Unit]

    @property
    def left(self) -> int:
        return sum(each.count for each in self.units)

    def missing(self) -> Iterator[Unit]:
        return iter(self.units)


def queue_of(counts: list[int], **parts: Any) -> _Queue:
    return _Queue(study(**parts), Left([Unit(0, n, 0, count) for n, count in enumerate(counts)]))  # type: ignore[arg-type]


def size(chunk: list[Unit]) -> int:
    return sum(each.count for each in chunk)


@given(st.lists(st.integers(1, 5_000), min_size=1, max_size=20), st.integers(1, 8), st.floats(1e-9, 1e3))
def test_every_run_is_in_one_chunk_in_order(counts: list[int], lanes: int, seconds: float) -> None:
    queue, seen = queue_of(counts), [0] * len(counts)
    while chunk := queue.take(lanes):
        queue.learn(size(chunk), seconds)
        for unit in chunk:
            assert unit.first == seen[unit.point]
            seen[unit.point] += unit.count
    assert seen == counts


def test_the_first_chunk_is_small_and_later_ones_take_about_a_second() -> None:
    queue = queue_of([10**6] * 4)
    assert size(queue.take(1)) == FIRST_RUNS
    queue.learn(FIRST_RUNS, CHUNK_SECONDS / 3)  # three times as many would take a second
    assert size(queue.take(1)) == 3 * FIRST_RUNS
    queue.learn(3 * FIRST_RUNS, 3 * CHUNK_SECONDS)
    assert size(queue.take(1)) == FIRST_RUNS


def test_a_chunk_grows_by_no_more_than_the_limit_and_never_vanishes() -> None:
    queue = queue_of([10**6] * 4)
    queue.learn(FIRST_RUNS, 1e-9)
    assert size(queue.take(1)) == GROWTH * FIRST_RUNS
    queue.learn(1, 1e9)
    assert size(queue.take(1)) == 1


def test_a_chunk_holds_no_more_than_the_memory_allows() -> None:
    queue, defined = queue_of([10**9]), study()
    most = CHUNK_BYTES // (8 * len(defined.months) * len(defined.departments) * len(defined.outcomes))
    for _ in range(40):
        queue.learn(10**9, 1e-6)
    assert size(queue.take(1)) == most


def test_the_last_chunks_are_spread_over_all_lanes() -> None:
    queue = queue_of([1_000])
    for _ in range(8):
        queue.learn(10**6, CHUNK_SECONDS)
    assert [size(queue.take(4)) for _ in range(2)] == [250, 188]


def test_means_are_never_split() -> None:
    queue = queue_of([FIRST_RUNS * 3, 5], keep="means")
    assert [each.count for each in queue.take(1)] == [FIRST_RUNS * 3]


def test_failed_runs_are_logged_by_name_with_how_many_more(caplog: pytest.LogCaptureFixture) -> None:
    failed = [Done(Unit(0, 2, 5, count), None, "it broke", "") for count in (1, 4)]
    with caplog.at_level(logging.WARNING, logger=running.log.name):
        _log_failures(study(), failed)
    name = study().scenarios[0].name
    assert [each.getMessage() for each in caplog.records] == [
        f"failed: {name}/2/5: it broke", f"failed: {name}/2/5 and 3 more: it broke",
    ]  # fmt: skip
