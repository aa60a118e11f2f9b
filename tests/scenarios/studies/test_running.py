"""Running a study: the same bits on any executor, in any chunks; stopped, lost and failing work."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.studies import running
from crm_adoption.scenarios.studies import work as working
from crm_adoption.scenarios.studies.running import Session, run_study
from crm_adoption.scenarios.studies.store import Store
from crm_adoption.scenarios.studies.study import StudyFile
from crm_adoption.scenarios.studies.work import Done, work
from small_studies import assert_same, plain_study, study


def ran(path: Path, made: Any, executor: Executor | None = None, **how: Any) -> Session:
    with Store.open(path, made) as store:
        return run_study(made, store, executor, **how)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of a study that one thread has run."""
    path = tmp_path_factory.mktemp("alone") / "s.duckdb"
    assert ran(path, study(), workers=1).left == 0
    return path


@pytest.mark.parametrize("workers", [2, 5])
def test_any_number_of_threads_gives_the_same_bits(tmp_path: Path, alone: Path, workers: int) -> None:
    ran(tmp_path / "s.duckdb", study(), workers=workers)
    assert_same(tmp_path / "s.duckdb", alone)


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_any_size_of_chunks_gives_the_same_bits(
    tmp_path: Path, alone: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "FIRST_RUNS", size)
    monkeypatch.setattr(running, "CHUNK_SECONDS", 1e-9 if size < 7 else 1e9)
    ran(tmp_path / "s.duckdb", study(), workers=2)
    assert_same(tmp_path / "s.duckdb", alone)


def test_processes_give_the_same_bits(tmp_path: Path, alone: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        ran(tmp_path / "s.duckdb", study(), pool)
    assert_same(tmp_path / "s.duckdb", alone)


class Backwards(Executor):
    """An executor that does nothing until it is full, and then the last thing first."""

    def __init__(self, room: int) -> None:
        self.room, self.waiting = room, []  # type: ignore[var-annotated]

    def submit(self, function: Any, /, *words: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, function, words))
        if len(self.waiting) == self.room:
            for each, todo, of in reversed(self.waiting):
                each.set_result(todo(*of))
            self.waiting = []
        return future


def test_any_order_gives_the_same_bits(tmp_path: Path, alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "FIRST_RUNS", 3)
    monkeypatch.setattr(running, "CHUNK_SECONDS", 1e-9)
    monkeypatch.setattr(running, "GROWTH", 1)
    made = study()
    with Store.open(tmp_path / "s.duckdb", made) as store:
        stop = threading.Event()
        run_study(made, store, Backwards(8), workers=4, progress=lambda runs, _: stop.set(), stop=stop)
        run_study(made, store, workers=1)
    assert_same(tmp_path / "s.duckdb", alone)


def test_means_are_those_of_the_single_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "FIRST_RUNS", 2)
    one, all_of_them = study(2, 5, keep="means"), study(2, 5)
    for name, made in (("means", one), ("runs", all_of_them)):
        ran(tmp_path / f"{name}.duckdb", made, workers=2)
    keys = ["scenario", "point", "month", "department"]
    means = StudyFile(tmp_path / "means.duckdb").frame("outcomes").set_index(keys)
    assert set(means["replicates"]) == {5}
    single = StudyFile(tmp_path / "runs.duckdb").frame("outcomes").groupby(keys)["deep_use"].mean()
    assert means["deep_use"].to_numpy() == pytest.approx(single.loc[means.index].to_numpy(), rel=1e-14)


@pytest.mark.parametrize("sizes", [(100,), (2, 96)])
def test_arrays_of_means_weigh_blocks_by_their_replicates(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    for keep in ("means", "summaries"):
        for size in sizes:
            study(2, size, keep=keep, months=(2,)).run(tmp_path / f"{keep}.duckdb", extend=True, workers=2)
    means, runs = (StudyFile(tmp_path / f"{keep}.duckdb") for keep in ("means", "summaries"))
    assert len(means.frame("outcomes")) > 2 * 2 * 2, "several blocks at each point"
    for outcome, place in (("deep_use", "company"), ("net_value", "company"), ("deep_use", "sales")):
        found = means.values(outcome, 2, place)
        assert found.shape == (2, 2, 1)
        assert found[:, :, 0] == pytest.approx(runs.values(outcome, 2, place).mean(axis=2), rel=1e-12)
    assert np.isnan(means.values("net_value", 2, "sales")).all()


def test_a_mean_without_all_its_replicates_is_a_hole(tmp_path: Path) -> None:
    path, made = tmp_path / "s.duckdb", study(2, 70, keep="means", months=(2,))
    with Store.open(path, made) as store:
        *units, last = store.missing()
        store.write(work(made, units))
        assert np.argwhere(np.isnan(store.read.values("deep_use"))).tolist() == [[last.scenario, last.point, 0]]
        store.write([Done(last, None, "it broke", "Traceback ...")])
    assert np.argwhere(np.isnan(StudyFile(path).values("deep_use"))).tolist() == [[last.scenario, last.point, 0]]


def test_chunks_last_about_a_second(tmp_path: Path) -> None:
    made = study(64, 20, months=(1,))
    with Store.open(tmp_path / "s.duckdb", made) as store:
        queue, sizes = running._Queue(made, store), []
        while chunk := queue.take(2):
            sizes.append(sum(unit.count for unit in chunk))
            queue.learn(sizes[-1], sizes[-1] / 300.0)  # 300 runs per second
        assert sum(sizes) == made.runs
        assert sizes[0] == running.FIRST_RUNS
        assert 250 <= max(sizes) <= 320
        assert len(sizes) < 25


def test_stopping_stores_what_is_in_hand(tmp_path: Path) -> None:
    made, stop, told = study(16, 4), threading.Event(), []

    def heard(runs: int, failed: int) -> None:
        told.append(runs)
        stop.set()

    with Store.open(tmp_path / "s.duckdb", made) as store:
        session = run_study(made, store, workers=2, progress=heard, stop=stop)
        assert session.stopped
        assert 0 < session.runs == sum(told) == made.runs - store.left < made.runs
        rest = run_study(made, store, workers=2)
        assert (rest.runs, rest.left, rest.stopped) == (made.runs - session.runs, 0, False)
    ran(tmp_path / "whole.duckdb", made)
    assert_same(tmp_path / "s.duckdb", tmp_path / "whole.duckdb")


def test_failing_runs_do_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made, engine = study(4, 3), working.engine

    def fragile(scenario: Any, schedule: Any, seed: int, first: int, count: int) -> Any:
        if scenario.name == "aligned_kpis" and first <= 1 < first + count:
            raise ArithmeticError("the company went bankrupt")
        return engine(scenario, schedule, seed, first, count)

    monkeypatch.setattr(working, "engine", fragile)
    with caplog.at_level(logging.INFO, "crm_adoption.studies"), Store.open(tmp_path / "s.duckdb", made) as store:
        session = run_study(made, store, workers=1)
        errors, outcomes = store.frame("errors"), store.frame("outcomes")
    assert session.left == 0
    assert session.failed == len(errors) > 0
    assert set(errors["scenario"]) == {"aligned_kpis"}
    assert set(errors["error"]) == {"the company went bankrupt"}
    assert errors["traceback"].str.contains("fragile").all()
    assert set(errors["seed"]) == {5}
    assert (outcomes["scenario"] == "no_programme").sum() == 4 * 3 * 2 * 2
    assert "the company went bankrupt" in caplog.text


def test_lost_workers_are_explained_and_what_was_stored_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "GROWTH", 1)

    class Breaking(ThreadPoolExecutor):
        calls = 0

        def submit(self, *words: Any, **named: Any) -> Future[Any]:
            self.calls += 1
            if self.calls < 4:
                return super().submit(*words, **named)
            future: Future[Any] = Future()
            future.set_exception(BrokenProcessPool("a process was killed"))
            return future

    made = study(16, 4)
    with Store.open(tmp_path / "s.duckdb", made) as store, Breaking(1) as pool:
        with pytest.raises(InputError, match="workers were lost"):
            run_study(made, store, pool)
        assert 0 < store.left < made.runs
        run_study(made, store)
    ran(tmp_path / "whole.duckdb", made)
    assert_same(tmp_path / "s.duckdb", tmp_path / "whole.duckdb")


def test_a_worker_with_other_sources_is_refused() -> None:
    import pickle

    made = plain_study()
    with pytest.raises(InputError, match="another version"):
        running._elsewhere(1, pickle.dumps(made), "0" * 64, [])


def test_a_half_done_study_of_100000_runs_goes_on_at_once(tmp_path: Path) -> None:
    """Work must start within three seconds; measured in benchmarks, here with room for a busy machine."""
    import numpy as np
    from crm_adoption.scenarios.studies.work import Done

    made, path = replace(study(8192, 7, months=(1,), departments=("company",), outcomes=("deep_use",))), tmp_path / "s"
    with Store.open(path, made) as store:
        units = list(store.missing())
        half = units[: len(units) // 2]
        for k in range(0, len(half), 1000):
            store.write([Done(each, np.zeros((each.count, 1, 1, 1))) for each in half[k : k + 1000]])
    begun = time.monotonic()
    with Store.open(path, made) as store:
        assert next(store.missing()) == units[len(half)]
        assert store.left == made.runs - sum(each.count for each in half)
    assert time.monotonic() - begun < 9.0
