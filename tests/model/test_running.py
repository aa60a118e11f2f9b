"""Runs as they are asked for: month by month, in threads, with what is recorded, with triggers or without."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from crm_adoption.model.company import Company
from crm_adoption.model.schedule import NEVER, first_months, undisturbed
from crm_adoption.model.simulation import by_month, run, worker_count
from crm_adoption.model.state import IN_DEEP
from crm_adoption.model.triggers import NO_TRIGGERS
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import Training

Make = Callable[..., Company]


def waiting(when: str | None) -> Scenario:
    """Return a scenario of few people whose training waits for a condition, if any."""
    small = load("no_programme", settings={"organisation.people": 24, "months": 4})
    return replace(small, interventions=(Training(strength=1.0, when=when),))


@pytest.mark.parametrize("when", ["active_users > 0", None])
def test_month_by_month_is_what_whole_runs_are_with_triggers_too(when: str | None) -> None:
    scenario = waiting(when)
    company, schedule = scenario.company, scenario.schedule
    whole = run(company, schedule, replications=2, seed=3, workers=1)
    relevant = company.setting.relevant
    start = company.setting.place.start
    states = by_month(company.setting, schedule, company.seats, 3, 1)
    next(states)
    for month, state in enumerate(states):
        for d, mask in enumerate(relevant):
            bits = state.masks[IN_DEEP, start[d] : start[d + 1]] & mask
            used = sum(int(each).bit_count() for each in bits) / (int(mask).bit_count() * len(bits))
            assert used == pytest.approx(whole.of("deep_use", d + 1)[1, month])


def test_without_triggers_there_are_tables_of_the_same_shape_and_kind() -> None:
    built = waiting("active_users > 0").schedule.triggers
    for name in NO_TRIGGERS._fields:
        empty, full = getattr(NO_TRIGGERS, name), getattr(built, name)
        assert (empty.ndim, empty.dtype.kind) == (full.ndim, full.dtype.kind), name


def test_progress_is_told_of_every_replicate_in_threads_and_without(make_company: Make) -> None:
    company = make_company(4)
    for workers in (1, 2):
        told: list[int] = []
        found = run(company, undisturbed(company, 1), replications=12, workers=workers, progress=told.append)
        assert sum(told) == 12
        assert found.use is None


def test_what_is_in_use_is_recorded_where_it_is_asked_for(make_company: Make) -> None:
    company = make_company(24)
    found = run(company, undisturbed(company, 2), replications=2, record_features=True)
    assert found.use is not None
    assert found.use.shape == (2, 2, *company.relevance.shape, 2)
    assert run(company, undisturbed(company, 1), replications=1).use is None


def test_as_many_threads_as_were_asked_for_or_cores_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worker_count(3) == 3
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3, 4}, raising=False)
    assert worker_count(None) == 5
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert worker_count(None) == 7


def test_a_feature_goes_live_in_its_first_month_and_never_where_it_does_not() -> None:
    live = np.array([[0b00], [0b00], [0b10], [0b10]], np.uint32)
    assert first_months(live, 2).tolist() == [[NEVER, 2]]
