"""Killed at any moment, several times: the sorted tables are those of a study that nobody interrupted."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import call
from crm_adoption.scenarios.studies.study import StudyFile
from small_studies import assert_same, study_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and signals as on POSIX")
N, REPLICATIONS, RUNS = 64, 12, 2 * 64 * 12


def begun(path: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    """Start a sweep as a process of its own."""
    words = [sys.executable, "-m", "crm_adoption.analysis.cli.main", "sweep", str(path), "--out", str(out), *more]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def written(out: Path) -> tuple[int, ...]:
    """Return what changes whenever something is written to the store."""
    files = [each.stat() for each in (out, out.with_name(out.name + ".wal")) if each.exists()]
    return tuple(part for each in files for part in (each.st_mtime_ns, each.st_size))


def until(process: subprocess.Popen[str], out: Path, seconds: float) -> None:
    """Wait until the process writes to the store, and then some more; at most until it ends."""
    before = written(out)
    while process.poll() is None and written(out) == before:
        time.sleep(0.005)
    with_patience = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < with_patience:
        time.sleep(0.005)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of the study, run without interruption."""
    folder = tmp_path_factory.mktemp("whole")
    path = study_file(folder, n=N, replications=REPLICATIONS, month=36)
    assert call("sweep", path, "--out", folder / "s.duckdb", "--quiet").code == 0
    return folder / "s.duckdb"


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_random_moments(tmp_path: Path, whole: Path, seed: int) -> None:
    path = study_file(tmp_path, n=N, replications=REPLICATIONS, month=36)
    out, chance, stored = tmp_path / "s.duckdb", random.Random(seed), [0]
    for kills in range(25):
        if kills >= 3 and stored[-1] > 0:
            break
        process = begun(path, out, "--workers", "1", "--quiet")
        until(process, out, chance.uniform(0.0, 0.25) * (1 + kills // 3))
        process.kill()
        process.communicate()
        if out.exists():
            stored.append(StudyFile(out).status().done)
    assert stored == sorted(stored)
    assert stored[-1] > 0
    assert call("sweep", path, "--out", out, "--quiet").code == 0
    assert_same(out, whole)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["s.duckdb", "small.toml"]


@pytest.mark.parametrize("lang", ["en", "de"])
def test_ctrl_c_stores_what_is_in_hand_and_says_how_to_go_on(tmp_path: Path, whole: Path, lang: str) -> None:
    path = study_file(tmp_path, n=N, replications=REPLICATIONS, month=36)
    out, done = tmp_path / "s.duckdb", 0
    for attempt in range(10):  # until the moment lies between the first chunk and the last one
        log = tmp_path / f"{attempt}.log"
        process = begun(path, out, "--workers", "1", "--lang", lang, "--log", str(log))
        while process.poll() is None and not (log.exists() and "stored" in log.read_text(encoding="utf-8")):
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        _, complained = process.communicate()
        assert "Traceback" not in complained
        if process.returncode == 130 and 0 < (done := StudyFile(out).status().done) < RUNS:
            break
        out.unlink(missing_ok=True)
    assert 0 < done < RUNS
    count = f"{done:,}".replace(",", "." if lang == "de" else ",")
    assert f"{count} {'von' if lang == 'de' else 'of'} 1" in complained
    assert ("derselbe Befehl" if lang == "de" else "the same command goes on") in complained
    again = call("sweep", path, "--out", out, "--lang", lang)
    assert again.code == 0
    assert f"{count} {'von' if lang == 'de' else 'of'} 1" in again.out
    assert_same(out, whole)
