"""Guarantees that hold to the last bit."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.model import simulation
from crm_adoption.model.chunks import chunks
from crm_adoption.model.company import Company
from crm_adoption.model.errors import InputError
from crm_adoption.model.levers import INDEX, LEVERS, Levers, Modifier, combine
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.schedule import Schedule, first_months, undisturbed
from crm_adoption.model.simulation import Run, run, step_month
from crm_adoption.model.state import CHAMPION_RANK, COLLEAGUE, State
from hypothesis import given
from hypothesis import strategies as st

Make = Callable[..., Company]
Found = Callable[..., State]
Steps = Callable[..., Iterator[tuple[State, npt.NDArray[np.float64]]]]

MONTHS = 10


def bits(values: npt.NDArray[Any]) -> bytes:
    return np.ascontiguousarray(values).tobytes()


@pytest.fixture(scope="module")
def company(make_company: Make) -> Company:
    return make_company(150, levers={"champions": 0.1, "training": 0.2})


@pytest.fixture(scope="module")
def batch(company: Company) -> Run:
    return run(company, undisturbed(company, MONTHS), replications=25, seed=11, workers=1)


# --- how the work is cut -------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2, 8, None])
def test_workers_change_no_bit(company: Company, batch: Run, workers: int | None) -> None:
    again = run(company, undisturbed(company, MONTHS), replications=25, seed=11, workers=workers)
    assert bits(again.values) == bits(batch.values)


@pytest.mark.parametrize("size", [1, 2, 7, 24, 25, 100])
@pytest.mark.parametrize("workers", [1, 2])
def test_chunks_change_no_bit(
    company: Company, batch: Run, monkeypatch: pytest.MonkeyPatch, size: int, workers: int
) -> None:
    def cut(replications: int, workers: int, largest: int = 64) -> list[tuple[int, int]]:
        parts = [(k, min(size, replications - k)) for k in range(0, replications, size)]
        return parts[::-1]

    monkeypatch.setattr(simulation, "chunks", cut)
    again = run(company, undisturbed(company, MONTHS), replications=25, seed=11, workers=workers)
    assert bits(again.values) == bits(batch.values)


def test_another_executor_changes_no_bit(company: Company, batch: Run) -> None:
    with ThreadPoolExecutor(3) as executor:
        again = run(company, undisturbed(company, MONTHS), replications=25, seed=11, executor=executor)
        assert executor.submit(int, "1").result() == 1  # it is left open
    assert bits(again.values) == bits(batch.values)


@given(st.integers(1, 5000), st.integers(1, 64))
def test_chunks_cover_every_replicate_once(replications: int, workers: int) -> None:
    parts = chunks(replications, workers)
    assert [k for first, count in parts for k in range(first, first + count)] == list(range(replications))
    assert min(count for _, count in parts) >= 1


@given(st.integers(1, 5000), st.integers(1, 64))
def test_chunks_keep_every_worker_busy_to_the_end(replications: int, workers: int) -> None:
    counts = [count for _, count in chunks(replications, workers)]
    assert len(counts) % workers == 0 or counts == [1] * replications
    assert max(counts) - min(counts) <= 1
    assert max(counts) <= 64


@pytest.mark.parametrize("k", [0, 1, 13, 24])
def test_a_replicate_is_the_same_alone(company: Company, batch: Run, k: int) -> None:
    alone = run(company, undisturbed(company, MONTHS), replications=1, seed=11, first_replicate=k)
    assert alone.first == k
    assert bits(alone.values[0]) == bits(batch.values[k])


def test_replicates_and_seeds_differ(company: Company, batch: Run) -> None:
    assert len({bits(each) for each in batch.values}) == 25
    for seed in (0, 12, 11 + 2**32):
        other = run(company, undisturbed(company, MONTHS), replications=25, seed=seed)
        assert not {bits(each) for each in other.values} & {bits(each) for each in batch.values}


def test_the_last_replicate_and_the_largest_seed(company: Company) -> None:
    last = run(company, undisturbed(company, 2), seed=2**64 - 1, replications=1, first_replicate=2**31 - 1)
    assert np.isfinite(last.of("deep_use")).all()
    for wrong in ({"seed": 2**64}, {"seed": -1}, {"replications": 0}, {"first_replicate": -1}, {"workers": 0}):
        with pytest.raises(InputError):
            run(company, undisturbed(company, 2), **{"replications": 1, **wrong})  # type: ignore[arg-type]


def test_progress_counts_every_replicate(company: Company) -> None:
    for workers in (1, 2):
        done: list[int] = []
        run(company, undisturbed(company, 1), replications=25, workers=workers, progress=done.append)
        assert sum(done) == 25


# --- what is looked at -----------------------------------------------------------------------------


def test_recording_changes_no_bit_and_agrees_with_the_outcomes(company: Company, batch: Run) -> None:
    recorded = run(company, undisturbed(company, MONTHS), replications=25, seed=11, record_features=True)
    assert bits(recorded.values) == bits(batch.values)
    assert batch.use is None
    assert recorded.use is not None
    pairs = sum(d.people * int(m).bit_count() for d, m in zip(
        company.organisation.departments, company.setting.relevant, strict=True))  # fmt: skip
    shares = recorded.use.sum(axis=(2, 3)) / pairs
    assert shares[..., 0] == pytest.approx(recorded.of("deep_use"), abs=1e-12)
    assert shares[..., 1] == pytest.approx(recorded.of("compliance_use"), abs=1e-12)


@pytest.mark.parametrize("k", [0, 3])
def test_month_by_month_is_the_same_as_at_once(company: Company, batch: Run, step_through: Steps, k: int) -> None:
    months = [out for _, out in step_through(company, undisturbed(company, MONTHS), 11, k)]
    assert bits(np.array(months)) == bits(batch.values[k])


def test_outcomes_are_written_in_their_order(company: Company, batch: Run) -> None:
    assert batch.values.shape == (25, MONTHS, 5, len(OUTCOME_NAMES))
    assert bits(batch.of("adaptability", 2)) == bits(batch.values[:, :, 2, OUTCOME_NAMES.index("adaptability")])
    with pytest.raises(InputError, match="deep_use"):
        batch.of("deep_usage")


# --- schedules ---------------------------------------------------------------------------------------


def with_lever(schedule: Schedule, month: int, lever: str, level: float) -> Schedule:
    levers = schedule.levers.copy()
    levers[month:, :, INDEX[lever]] = level
    return schedule._replace(levers=levers)


def with_gate(schedule: Schedule, level: float, month: int) -> Schedule:
    gate = schedule.gate.copy()
    gate[month:, :, 1] = level
    return schedule._replace(gate=gate)


def with_cost(schedule: Schedule, month: int) -> Schedule:
    cost = schedule.cost.copy()
    cost[month + 1] += 1.0
    return schedule._replace(cost=cost)


def with_late_feature(schedule: Schedule, month: int) -> Schedule:
    """Take the first feature away from ``month`` on."""
    live = schedule.live.copy()
    live[month:] &= ~np.uint32(1)
    return schedule._replace(live=live, go_live=first_months(live, 12))


LEVELS = {"technology": 1.3, "turnover": 20.0, "resistance": -1.0, "champions": 0.4, "change_capacity": 0.3}
CHANGES: dict[str, Callable[[Schedule, int], Schedule]] = {
    **{
        lever: partial(with_lever, lever=lever, level=LEVELS.get(lever, 0.9))
        for lever in LEVERS
        if lever != "go_live_training"
    },
    "gate": lambda schedule, month: with_gate(schedule, 1.0, month),
    "cost": with_cost,
    "feature": with_late_feature,
}


@pytest.mark.parametrize("month", [0, 4])
@pytest.mark.parametrize("change", CHANGES)
def test_runs_are_identical_until_the_schedules_differ(company: Company, batch: Run, change: str, month: int) -> None:
    """And differ in that very month, in every replicate."""
    schedule = CHANGES[change](undisturbed(company, MONTHS), month)
    changed = run(company, schedule, replications=25, seed=11, workers=1)
    assert bits(changed.values[:, :month]) == bits(batch.values[:, :month])
    for one, other in zip(changed.values, batch.values, strict=True):
        assert bits(one[month]) != bits(other[month])


def test_training_at_go_live_counts_in_that_month_only(company: Company, batch: Run) -> None:
    """All features go live in month 0: a level from month 1 on is nothing at all."""
    from_start = run(
        company, with_lever(undisturbed(company, MONTHS), 0, "go_live_training", 0.9), replications=25, seed=11
    )
    later = run(company, with_lever(undisturbed(company, MONTHS), 1, "go_live_training", 0.9), replications=25, seed=11)
    assert bits(later.values) == bits(batch.values)
    assert bits(from_start.values) != bits(batch.values)


@pytest.mark.parametrize("months", [1, 3, 24])
def test_the_horizon_changes_no_month(company: Company, batch: Run, months: int) -> None:
    other = run(company, undisturbed(company, months), replications=25, seed=11)
    common = min(months, MONTHS)
    assert bits(other.values[:, :common]) == bits(batch.values[:, :common])


def test_nothing_added_to_any_lever_changes_no_bit(company: Company, batch: Run) -> None:
    schedule = undisturbed(company, MONTHS)
    levers = schedule.levers.copy()
    for name, declaration in Levers.declarations().items():
        nothing = [Modifier(name, "offset", 0.0), Modifier(name, "factor", 1.0), Modifier(name, "raise", 0.0)]
        level = levers[:, :, INDEX[name]]
        level[:] = [[combine(float(each), nothing, declaration.allowed) for each in month] for month in level]
    assert bits(levers) == bits(schedule.levers)
    again = run(company, schedule._replace(levers=levers + 0.0), replications=25, seed=11)
    assert bits(again.values) == bits(batch.values)


def test_common_random_numbers_keep_scenarios_together(company: Company, batch: Run) -> None:
    """Differences between schedules vary far less than between unrelated runs."""
    schedule = with_lever(undisturbed(company, MONTHS), 0, "kpi_alignment", 0.3)
    changed = run(company, schedule, replications=25, seed=11).of("deep_use")[:, -1]
    unrelated = run(company, schedule, replications=25, seed=99).of("deep_use")[:, -1]
    base = batch.of("deep_use")[:, -1]
    assert (changed - base).std() < 0.6 * (unrelated - base).std()


# --- the order of people ---------------------------------------------------------------------------------


def permuted(company: Company, state: State, order: npt.NDArray[np.int64]) -> tuple[Any, State]:
    """Return setting and state with row i holding what row ``order[i]`` held."""
    people = len(order)
    place, new_row = company.setting.place, np.argsort(order)
    manager = place.manager[order]
    moved = place._replace(
        ids=np.concatenate([place.ids[order], place.ids[people:]]),
        manager=np.where(manager >= 0, new_row[manager], -1).astype(np.int32),
        level=place.level[order],
        tenure=place.tenure[order],
        leads=place.leads[order],
    )
    padded = np.concatenate([order, np.arange(people, state.masks.shape[1])])
    side = np.stack([2 * order, 2 * order + 1], axis=1).ravel()
    blocks = [state.ties[state.tie_start[each] : state.tie_start[each + 1]][::-1].copy() for each in side]
    ties = np.concatenate(blocks)
    ties[:, COLLEAGUE] = new_row[ties[:, COLLEAGUE]]
    starts = np.cumsum([0, *(len(block) for block in blocks)])
    after = state._replace(
        pairs=np.ascontiguousarray(state.pairs[:, :, padded]),
        masks=np.ascontiguousarray(state.masks[:, padded]),
        traits=np.ascontiguousarray(state.traits[:, padded]),
        slots=np.ascontiguousarray(state.slots[:, order]),
        visible=np.ascontiguousarray(state.visible[order]),
        tie_start=starts,
        ties=ties,
    )
    return company.setting._replace(place=moved), after


@pytest.mark.parametrize("seed", [0, 1])
def test_order_of_people_in_a_department_changes_no_bit(
    make_company: Make, found: Found, step_through: Steps, seed: int
) -> None:
    """Same people, same network, other rows: every outcome of every month is the same."""
    company = make_company(150, levers={"champions": 0.1}, behaviour={"peer_weight": 2.0, "leadership_weight": 1.6})
    schedule = undisturbed(company, 8)
    rng, start = np.random.default_rng(seed), company.setting.place.start
    order = np.concatenate([lo + rng.permutation(hi - lo) for lo, hi in itertools.pairwise(start)])
    setting, state = permuted(company, found(company, seed), order)
    out = np.empty((5, len(OUTCOME_NAMES)))
    for t, (usual, expected) in enumerate(step_through(company, schedule, seed)):
        step_month(setting, schedule, state, 150.0, np.uint64(seed), 0, t, out)
        assert bits(out) == bits(expected)
        assert bits(state.masks[:, :150]) == bits(usual.masks[:, order])
        assert bits(state.pairs[:, :, :150]) == bits(usual.pairs[:, :, order])
    assert not np.array_equal(state.masks[:, :150], usual.masks[:, :150])
    assert bits(state.slots[CHAMPION_RANK]) == bits(usual.slots[CHAMPION_RANK, order])


def test_order_of_departments_changes_nothing_in_the_mean(make_company: Make) -> None:
    """People's ids depend on their department's place, so only means over replicates can be compared."""
    one, two = make_company({"sales": 60, "service": 60}), make_company({"service": 60, "sales": 60})
    means = []
    for company, place in ((one, 1), (two, 2)):
        values = run(company, undisturbed(company, 6), replications=200, seed=1)
        means.append((values.of("deep_use", place)[:, -1], values.of("deep_use")[:, -1]))
    for first, second in zip(*means, strict=True):
        error = np.sqrt(first.var() / 200 + second.var() / 200)
        assert abs(first.mean() - second.mean()) < 4 * error
