"""Runs as they are asked for: month by month, in threads, with what is recorded, with triggers or without."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from crm_adoption.model.company import Company
from crm_adoption.model.errors import InputError
from crm_adoption.model.schedule import NEVER, first_months, undisturbed
from crm_adoption.model.simulation import by_month, run, worker_count
from crm_adoption.model.state import IN_DEEP
from crm_adoption.model.triggers import NO_TRIGGERS, _empty
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
        empty, full = _empty(name), getattr(built, name)
        assert getattr(NO_TRIGGERS, name).shape == empty.shape
        assert (empty.ndim, empty.dtype.kind) == (full.ndim, full.dtype.kind), name


def test_what_has_not_begun_has_no_month() -> None:
    scenario = waiting("active_users > 0.999")
    found = run(scenario.company, scenario.schedule, replications=3, seed=3, workers=1)
    assert found.fired.tolist() == [[-1]] * 3


def test_replicates_take_what_the_company_could_be_in_turn(make_company: Make) -> None:
    """Nine replicates in parts of more than one: each is that of its own turn alone."""
    each = [make_company({"sales": 4}, behaviour={"starting_skill": skill}) for skill in (0.1, 0.5, 0.9)]
    turns = [(one, undisturbed(one, 2)) for one in each]
    found = run(*turns[0], replications=9, seed=5, first_replicate=1, workers=1, turns=turns)
    for k, values in enumerate(found.values, start=1):
        alone = run(*turns[k % 3], replications=1, seed=5, first_replicate=k, workers=1)
        np.testing.assert_array_equal(values, alone.values[0])


def test_numbers_of_replicates_end_where_the_engine_counts_them(make_company: Make) -> None:
    company = make_company({"sales": 2})
    last = run(company, undisturbed(company, 1), replications=1, first_replicate=2**31 - 1)
    assert last.first == 2**31 - 1
    with pytest.raises(InputError, match="first_replicate"):
        run(company, undisturbed(company, 1), replications=1, first_replicate=2**31)


def test_threads_of_our_own_end_with_the_run_and_those_of_others_do_not(make_company: Make) -> None:
    company = make_company({"sales": 2})
    before = threading.active_count()
    run(company, undisturbed(company, 1), replications=12, workers=2)
    assert threading.active_count() == before
    with ThreadPoolExecutor(2) as theirs:
        run(company, undisturbed(company, 1), replications=12, executor=theirs)
        assert theirs.submit(lambda: 7).result() == 7


def test_places_have_their_names_or_numbers(make_company: Make) -> None:
    company = make_company({"sales": 2, "service": 2})
    found = run(company, undisturbed(company, 1), replications=1)
    assert found.places == ("company", "1", "2")
    assert replace(found, departments=("sales", "service")).places == ("company", "sales", "service")


def test_use_by_feature_has_names_for_every_direction(make_company: Make) -> None:
    pytest.importorskip("xarray", reason="the extra analysis")
    company = make_company({"sales": 2, "service": 2})
    found = run(company, undisturbed(company, 2), replications=1, record_features=True)
    data = found.to_xarray()
    assert data["feature"].values.tolist() == list(range(len(company.catalogue.features)))
    assert data["use"].shape == (1, 2, 2, len(company.catalogue.features), 2)


def test_progress_is_told_of_every_replicate_in_threads_and_without(make_company: Make) -> None:
    company = make_company({"sales": 2})
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
