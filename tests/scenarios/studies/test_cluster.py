"""Dask: the same bits from worker processes, one of them killed; schedulers that are not there."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from pathlib import Path

import pytest
from command_line import call, complaint
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.studies import cluster
from crm_adoption.scenarios.studies.running import run_study
from crm_adoption.scenarios.studies.store import Store
from small_studies import assert_same, study, study_file

pytest.importorskip("distributed")


def worker_processes() -> list[int]:
    """Return the processes below this one that are Dask workers."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = place.read_text(encoding="utf-8")
            words = (place.parent / "cmdline").read_text(encoding="utf-8")
        except OSError:
            continue
        if int(text.rsplit(")", 1)[1].split()[1]) == os.getpid() and "spawn_main" in words:
            found.append(int(place.parent.name))
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
def test_a_worker_killed_in_mid_study_changes_nothing(tmp_path: Path) -> None:
    made, killed = study(64, 8, months=(1, 12)), []

    def heard(runs: int, failed: int) -> None:
        if not killed:
            killed.append(worker_processes()[0])
            os.kill(killed[0], signal.SIGKILL)

    with cluster.started(2) as (executor, lanes), Store.open(tmp_path / "dask.duckdb", made) as store:
        assert lanes == 2
        session = run_study(made, store, executor, workers=lanes, progress=heard)
    assert killed
    assert (session.left, session.failed) == (0, 0)
    with Store.open(tmp_path / "threads.duckdb", made) as store:
        run_study(made, store)
    assert_same(tmp_path / "dask.duckdb", tmp_path / "threads.duckdb")


@pytest.mark.parametrize("text", ["", "local", "local:", "local:0", "local:x", "local:-1", "local:9999", "slurm:4"])
def test_other_clusters_are_refused(tmp_path: Path, text: str) -> None:
    path = study_file(tmp_path)
    said = complaint(call("sweep", path, "--cluster", text, "--out", tmp_path / "s.duckdb"))
    assert "--cluster" in said
    assert not (tmp_path / "s.duckdb").exists()


def test_a_scheduler_that_is_not_there_is_refused_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "REACHED", 1.0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        begun = time.monotonic()
        answer = call("sweep", study_file(tmp_path), "--scheduler", address, "--out", tmp_path / "s.duckdb")
    assert "no Dask scheduler answers at" in complaint(answer)
    assert time.monotonic() - begun < 4 * cluster.REACHED
    assert not (tmp_path / "s.duckdb").exists()


def test_what_listens_but_is_no_scheduler_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "REACHED", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(InputError, match="no Dask scheduler answers"), cluster.connected(address):
            pass


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "tcp://", "http://127.0.0.1:1", "tcp://127.0.0.1:99999", "tcp://no.such.host.invalid:8786"],
)
def test_addresses_that_are_none_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "REACHED", 1.0)
    with pytest.raises(InputError, match="no Dask scheduler answers"), cluster.connected(address):
        pass


def test_scheduler_and_cluster_exclude_each_other(tmp_path: Path) -> None:
    answer = call("sweep", study_file(tmp_path), "--scheduler", "tcp://a:1", "--cluster", "local:2")
    assert "not both" in complaint(answer)


def test_a_running_scheduler_is_used(tmp_path: Path) -> None:
    from distributed import LocalCluster

    path, out = study_file(tmp_path), tmp_path / "s.duckdb"
    with LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=":0", protocol="tcp"
    ) as here:
        answer = call("sweep", path, "--scheduler", here.scheduler_address, "--out", out, "--quiet")
    assert answer.code == 0, answer
    assert call("sweep", path, "--out", tmp_path / "threads.duckdb", "--quiet").code == 0
    assert_same(out, tmp_path / "threads.duckdb")


def test_a_scheduler_without_workers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(cluster, "REACHED", 1.0)
    with (
        LocalCluster(n_workers=0, processes=False, dashboard_address=":0", protocol="tcp") as here,
        pytest.raises(InputError, match="has no workers"),
        cluster.connected(here.scheduler_address),
    ):
        pass
