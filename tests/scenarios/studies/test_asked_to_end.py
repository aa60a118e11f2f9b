"""A sweep seen from outside while it runs, and ended from outside: SIGTERM is heard like Ctrl-C, and nothing stays."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from command_line import call, process
from crm_adoption.scenarios.studies import progress
from crm_adoption.scenarios.studies.progress import Pace, progress_path, read_progress
from crm_adoption.scenarios.studies.running import run_study
from crm_adoption.scenarios.studies.store import Store
from crm_adoption.scenarios.studies.study import StudyFile
from small_studies import assert_same, study, study_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")
N, REPLICATIONS, RUNS = 256, 64, 2 * 256 * 64


def begun(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "crm_adoption.analysis.cli.main", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def until(condition: object, process: subprocess.Popen[str], seconds: float = 90.0) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)


def running_sweep(folder: Path) -> tuple[subprocess.Popen[str], Path]:
    out = folder / "s.duckdb"
    path = study_file(folder, n=N, replications=REPLICATIONS, month=36)
    going = begun("sweep", path, "--out", out, "--workers", "1")

    def stored() -> bool:
        found = read_progress(out)
        return found is not None and found.done > 0

    until(stored, going)
    return going, out


def test_a_running_sweep_is_seen_refused_to_others_and_ended(tmp_path: Path) -> None:
    going, out = running_sweep(tmp_path)
    seen = process("study", "status", out)
    assert seen.code == 0, seen
    assert f"is running (process {going.pid} on" in seen.out
    record = json.loads(process("study", "status", out, "--json").out)
    assert record["running"] is True
    assert (record["runs"], record["process"], record["name"]) == (RUNS, going.pid, "small")
    assert 0 < record["done"] == record["runs"] - record["missing"] == sum(record["by_scenario"].values())
    second = process("sweep", tmp_path / "small.toml", "--out", out)
    assert second.code == 2
    assert f"(PID {going.pid}) is at work on this study" in " ".join(second.err.split())
    going.send_signal(signal.SIGTERM)
    _, said = going.communicate(timeout=60)
    assert going.returncode == 130
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
    assert sorted(each.name for each in tmp_path.iterdir()) == ["s.duckdb", "small.toml"]
    done = StudyFile(out).status().done
    assert record["done"] <= done < RUNS
    assert f"{done:,} of {RUNS:,} runs" in said


def test_after_a_kill_the_next_start_tidies_up(tmp_path: Path) -> None:
    going, out = running_sweep(tmp_path)
    going.kill()
    going.communicate()
    assert progress_path(out).exists()
    (tmp_path / ".unfinished-s.progress.json-0b642ec6a09c").touch()  # killed while it wrote that file
    assert json.loads(process("study", "status", out, "--json").out)["running"] is False
    again = begun("sweep", tmp_path / "small.toml", "--out", out, "--workers", "1")
    until(lambda: (found := read_progress(out)) is not None and found.process == again.pid, again)
    again.send_signal(signal.SIGINT)
    again.communicate(timeout=60)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["s.duckdb", "small.toml"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_no_unfinished_folder_stays_when_a_study_is_ended_while_its_file_is_made(tmp_path: Path, number: int) -> None:
    code = (
        "import signal, sys, time\n"
        "from crm_adoption.scenarios.studies import store\n"
        "from crm_adoption.analysis.cli.main import main\n"
        "fill = store.fill\n"
        f"store.fill = lambda *words: (fill(*words), signal.raise_signal({int(number)}), time.sleep(5))\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # what a shell starts behind itself ignores it
        "sys.argv = ['crm-adoption', 'sweep', *sys.argv[1:]]\n"
        "main()\n"
    )
    path = study_file(tmp_path)
    words = [sys.executable, "-c", code, str(path), "--out", str(tmp_path / "s.duckdb")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 130, done.stderr
    assert done.stderr == "Stopped.\n"
    assert [each.name for each in tmp_path.iterdir()] == ["small.toml"]


def test_what_a_killed_process_left_is_taken_away_at_once(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from crm_adoption.scenarios.studies.unfinished import unfinished\n"
        "from pathlib import Path\n"
        "with unfinished(Path(sys.argv[1])): os._exit(9)\n"
    )
    path, made = tmp_path / "s.duckdb", study(1, 1)
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 9
    assert len(list(tmp_path.glob(".unfinished-s.duckdb-*"))) == 1
    Store.open(path, made).close()
    assert [each.name for each in tmp_path.iterdir()] == ["s.duckdb"]


def test_other_commands_end_like_ctrl_c_too(tmp_path: Path) -> None:
    out = tmp_path / "out"
    going = begun("compare", "--replications", 20000, "--out", out)
    time.sleep(6.0)
    assert going.poll() is None
    going.send_signal(signal.SIGTERM)
    _, said = going.communicate(timeout=120)
    assert going.returncode == 130
    assert said.endswith("Stopped.\n")
    assert "Traceback" not in said
    assert not out.exists() or not list(out.iterdir())


def test_an_ignored_sigterm_stays_ignored_and_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    try:
        for handler in (signal.SIG_IGN, signal.SIG_DFL):
            signal.signal(signal.SIGTERM, handler)
            call("--version")
            assert signal.getsignal(signal.SIGTERM) is handler
    finally:
        signal.signal(signal.SIGTERM, before)


# Progress and time left


def test_progress_is_written_at_most_once_a_second_whole_and_gone_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[float] = []
    write = progress._write

    def counted(path: Path, record: dict[str, object]) -> None:
        writes.append(time.monotonic())
        write(path, record)
        assert json.loads(path.read_text(encoding="utf-8")) == record

    monkeypatch.setattr(progress, "_write", counted)
    made, out = study(64, 30), tmp_path / "peers.duckdb"
    with Store.open(out, made) as store:
        run_study(made, store, workers=1, progress=lambda *_: time.sleep(0.25))
    assert progress_path(out).name == "peers.progress.json"
    assert all(later - earlier >= progress.EVERY for earlier, later in pairwise(writes))
    assert writes
    assert [each.name for each in tmp_path.iterdir()] == ["peers.duckdb"]


def test_a_progress_that_cannot_be_written_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    made = study(2, 2)
    with Store.open(tmp_path / "s.duckdb", made) as store:
        monkeypatch.setattr(os, "replace", full)
        assert run_study(made, store).left == 0


def test_the_time_left_is_measured_after_the_first_chunk() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    now[0] = 30.0  # compiling
    pace.add(8)
    assert pace.left(1000) is None
    now[0] = 32.0
    pace.add(200)
    assert pace.rate == pytest.approx(100.0)
    assert pace.left(1000) == pytest.approx(10.0)


def test_the_beginning_tells_no_time_from_constants(tmp_path: Path) -> None:
    said = call("sweep", study_file(tmp_path), "--out", tmp_path / "s.duckdb").out.splitlines()[0]
    assert "4 points, 24 runs, about 0.1 MB." in said
    assert "second" not in said


# Names and fields


def test_a_field_that_nobody_wrote_is_not_named(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    text = 'scenarios = ["no_programme"]\nseed = {}\nreplications = 1\nmonths = [2]\n'
    text += 'design = {{ kind = "sobol", n = 2{} }}\nuncertainties = {{ "behaviour.peer_weight" = {{}} }}\n'
    for first, then, field in (((1, ""), (2, ""), "seed"), ((1, ", seed = 1"), (1, ", seed = 2"), "design.seed")):
        out = tmp_path / f"{field}.duckdb"
        path.write_text(text.format(*first))
        assert call("sweep", path, "--out", out, "--quiet").code == 0
        path.write_text(text.format(*then))
        said = call("sweep", path, "--out", out)
        assert said.code == 2
        assert f"{out.name}: {field}: the file holds a study with 1 here, and this one has 2" in " ".join(
            said.err.split()
        )
        assert "options" not in said.err


def test_numbers_of_scenarios_are_named_as_their_files_name_them(tmp_path: Path) -> None:
    plan, path, out = tmp_path / "plan.toml", tmp_path / "s.toml", tmp_path / "s.duckdb"
    path.write_text('scenarios = ["plan.toml"]\nreplications = 1\nmonths = [2]\n')
    for resistance in (0.3, 0.4):
        plan.write_text(f'extends = "no_programme"\norganisation.departments.sales.resistance = {resistance}\n')
        said = call("sweep", path, "--out", out, "--quiet")
    assert "scenarios.plan.organisation.departments.sales.resistance: the file holds" in " ".join(said.err.split())


def test_a_changed_name_is_told(tmp_path: Path) -> None:
    path, out = study_file(tmp_path), tmp_path / "s.duckdb"
    assert call("sweep", path, "--out", out, "--quiet").code == 0
    path.write_text(path.read_text().replace('name = "small"', 'name = "large"'))
    assert "The file calls this study “small”" in call("sweep", path, "--out", out).out
    assert "heißt diese Studie „small“" in call("sweep", path, "--out", out, "--lang", "de").out
    assert_same(out, out)
