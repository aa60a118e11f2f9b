"""Damaged files of studies: called what they are, and what is whole in them saved; never a wrong number."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from itertools import accumulate
from pathlib import Path

import pytest
from command_line import call, complaint
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.studies.running import run_study
from crm_adoption.scenarios.studies.store import Store
from crm_adoption.scenarios.studies.store_log import log_in, read_log
from crm_adoption.scenarios.studies.store_opening import is_held
from crm_adoption.scenarios.studies.store_salvage import salvaged
from crm_adoption.scenarios.studies.store_verify import examined
from crm_adoption.scenarios.studies.study import StudyFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_studies import assert_same, study

HERE = Path(__file__).parents[2]
MADE = (8, 4)
RUNS = 2 * 8 * 4
COMMIT = 21
"""Bytes of the entry that ends a block."""
KILLED = """
import os, sys
sys.path.insert(0, sys.argv[2])
from small_studies import study
from crm_adoption.scenarios.studies import running
from crm_adoption.scenarios.studies.store import Store
running.CHUNK_SECONDS = 1e-9
made = study(8, 4)
store = Store.open(sys.argv[1], made)
running.run_study(made, store, workers=1)
os._exit(0)
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a complete study."""
    path, made = tmp_path_factory.mktemp("whole") / "s.duckdb", study(*MADE)
    with Store.open(path, made) as store:
        run_study(made, store, workers=2)
    return path


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a complete study whose process was killed: everything is in its log, in many blocks."""
    path = tmp_path_factory.mktemp("killed") / "s.duckdb"
    subprocess.run([sys.executable, "-c", KILLED, str(path), str(HERE)], check=True)
    assert len(read_log(path.with_name("s.duckdb.wal")).blocks) > 10
    return path


def damaged(source: Path, folder: Path, *, log: bytes | None = None, file: bytes | None = None) -> Path:
    """Return a copy of a study's file and its log with other bytes."""
    for each in folder.glob("d.duckdb*"):
        each.unlink()
    path, beside = folder / "d.duckdb", source.with_name(source.name + ".wal")
    path.write_bytes(source.read_bytes() if file is None else file)
    if log is not None or beside.exists():
        path.with_name("d.duckdb.wal").write_bytes(beside.read_bytes() if log is None else log)
    return path


def flipped(data: bytes, at: int, bit: int = 3) -> bytes:
    return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]


def ends_a_block(log: bytes, at: int) -> bool:
    """Return whether a byte stands in the entry that ends a block: without it, the next one is lost as well."""
    found = log_in(log)
    ends = list(accumulate(map(len, found.blocks), initial=len(found.head)))[1:]
    return any(end - COMMIT <= at < end for end in ends)


def said_of(path: Path) -> str:
    """Return what is said to be wrong with a file; empty if it is sound."""
    try:
        return " ".join(each.said or each.kind for each in examined(StudyFile(path)).problems)
    except InputError as error:
        return str(error)


def only_true_runs(path: Path, whole: Path) -> int:
    """Hold a file to what is in the whole one, run by run, and return how many runs it has."""
    found, true = StudyFile(path), StudyFile(whole)
    assert examined(found).problems == ()
    key = ["scenario", "point", "replicate", "month", "department"]
    rows, all_rows = (each.frame("outcomes").set_index(key) for each in (found, true))
    assert rows.equals(all_rows.loc[rows.index])
    return found.status().done


def test_a_file_cut_in_half_is_damaged_not_foreign(tmp_path: Path, whole: Path) -> None:
    data = whole.read_bytes()
    path = damaged(whole, tmp_path, file=data[: len(data) // 2])
    for words in (("study", "status", path), ("study", "sql", path, "SELECT 1"), ("replay", path, "no_programme/0/0")):
        said = complaint(call(*words))
        assert "not a study's file" not in said
        assert f"cut off, {len(data) // 2:,} of {len(data):,} bytes are there (50 %)" in said
        assert "crm-adoption study salvage" in said
    assert call("study", "verify", path).code == 1


@given(share=st.floats(0.0, 1.0, exclude_max=True))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wherever_a_file_is_cut_off_it_is_called_cut_off(tmp_path: Path, whole: Path, share: float) -> None:
    data = whole.read_bytes()
    path = damaged(whole, tmp_path, file=data[: int(share * len(data))])
    found = said_of(path)
    words = "not a study's file" if path.stat().st_size < 9 else "the file is damaged: it has been cut off"
    assert words in found
    out = tmp_path / "new.duckdb"
    out.unlink(missing_ok=True)
    with contextlib.suppress(InputError):  # where nothing is left to save, it says so
        assert only_true_runs(salvaged(path, out).path, whole) <= RUNS
    assert not list(tmp_path.glob(".unfinished*"))


@given(at=st.integers(0), bit=st.integers(0, 7))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_bit_is_found_and_the_rest_is_saved(tmp_path: Path, whole: Path, at: int, bit: int) -> None:
    data = whole.read_bytes()
    path, out = damaged(whole, tmp_path, file=flipped(data, at % len(data), bit)), tmp_path / "new.duckdb"
    out.unlink(missing_ok=True)
    said = said_of(path)
    sound = not said
    assert sound or any(each in said for each in ("damaged", "newer", "not a study's"))
    kept, why = -1, ""
    try:
        kept = only_true_runs(salvaged(path, out).path, whole)
    except InputError as error:
        why = str(error)
    assert kept == RUNS or not sound
    assert kept >= 0 or any(each in why for each in ("nothing can be saved", "not a study's file", "cut off"))
    if sound:  # the bit stands where nothing is kept
        assert_same(path, whole)


def test_every_byte_of_a_block_is_worth_its_rows_only(tmp_path: Path, whole: Path) -> None:
    """What is damaged of the outcomes costs the runs in that block; the sweep goes on and ends the same."""
    data, tried = whole.read_bytes(), 0
    for block in range((len(data) - 12_288) // 32_768):
        path, out = damaged(whole, tmp_path, file=flipped(data, 12_288 + block * 32_768 + 999)), tmp_path / "new.duckdb"
        out.unlink(missing_ok=True)
        try:
            found = salvaged(path, out)
        except InputError:
            continue
        if found.lost_rows:
            tried += 1
            if tried > 2:
                break
            made = study(*MADE)
            with Store.open(out, made, accept_version=True) as store:
                run_study(made, store, workers=2)
            assert only_true_runs(out, whole) == RUNS
    assert tried


@given(at=st.integers(0), bit=st.integers(0, 7))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_log_loses_its_damaged_blocks_only(
    tmp_path: Path, killed: Path, whole: Path, at: int, bit: int
) -> None:
    log = killed.with_name("s.duckdb.wal").read_bytes()
    at %= len(log) - COMMIT  # the last entry, if its length is damaged, looks like one that was being written
    path, out = damaged(killed, tmp_path, log=flipped(log, at, bit)), tmp_path / "new.duckdb"
    out.unlink(missing_ok=True)
    with pytest.raises(InputError, match=r"the log beside it \(d\.duckdb\.wal\)"):
        StudyFile(path)
    assert "study salvage" in complaint(call("study", "status", path))
    before, found = path.read_bytes(), salvaged(path, out)
    assert path.read_bytes() == before
    missing = len(log_in(log).blocks) - found.log_blocks
    assert found.lost_log_blocks <= 1
    assert missing == found.lost_log_blocks + (missing > 0 and ends_a_block(log, at))
    assert only_true_runs(out, whole) == found.kept
    assert found.kept >= RUNS - 16, "a block holds a few runs"


@given(share=st.floats(0.0, 1.0))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_log_that_breaks_off_ends_with_its_last_whole_block(
    tmp_path: Path, killed: Path, whole: Path, share: float
) -> None:
    """As a process leaves it that is killed while it writes: nothing is wrong, the study just goes on."""
    log = killed.with_name("s.duckdb.wal").read_bytes()
    path = damaged(killed, tmp_path, log=log[: int(share * len(log))])
    only_true_runs(path, whole)
    made = study(*MADE)
    with Store.open(path, made) as store:
        run_study(made, store, workers=2)
    assert_same(path, whole)


def test_a_missing_log_is_work_to_do_again(tmp_path: Path, killed: Path, whole: Path) -> None:
    path, made = tmp_path / "s.duckdb", study(*MADE)
    shutil.copyfile(killed, path)
    assert StudyFile(path).status().done == 0
    with Store.open(path, made) as store:
        run_study(made, store, workers=2)
    assert_same(path, whole)


def test_the_log_of_another_file_is_refused_and_left_out(tmp_path: Path, killed: Path, whole: Path) -> None:
    log = killed.with_name("s.duckdb.wal").read_bytes()
    path = damaged(whole, tmp_path, log=log)
    with pytest.raises(InputError, match="belongs to another state of the file"):
        StudyFile(path)
    found = salvaged(path, tmp_path / "new.duckdb")
    assert found.foreign_log
    assert_same(tmp_path / "new.duckdb", whole)
    path.unlink()
    with pytest.raises(InputError, match="a log of one"):
        Store.open(path, study(*MADE))
    assert not path.exists()


def test_salvage_says_what_is_gone_and_how_to_go_on(
    tmp_path: Path, killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log = killed.with_name("s.duckdb.wal").read_bytes()
    path = damaged(killed, tmp_path, log=flipped(log, len(log) // 2))
    answer = call("study", "salvage", path)
    assert answer.code == 0, answer
    assert "1 damaged blocks of the log beside it are gone" in answer.out
    assert "crm-adoption sweep STUDY.toml --out d-salvaged.duckdb" in answer.out
    assert "there already" in complaint(call("study", "salvage", path))
    german = call("study", "salvage", path, "--out", tmp_path / "de.duckdb", "--lang", "de")
    assert "beschädigte Blöcke" in german.out
    assert "not a study's file" in complaint(call("study", "salvage", __file__, "--out", tmp_path / "no.duckdb"))
    assert "there is no such file" in complaint(call("study", "salvage", tmp_path / "gone.duckdb"))


def test_looking_at_a_file_never_lets_go_of_its_lock(tmp_path: Path) -> None:
    """On POSIX a process that closes a file loses all its locks on it: whoever writes must not look beside DuckDB."""
    path, made = tmp_path / "s.duckdb", study(2, 2)
    code = "import sys; from pathlib import Path; from crm_adoption.scenarios.studies.store_opening import is_held; "
    code += f"sys.exit(is_held(Path({str(path)!r})))"
    with Store.open(path, made) as store:
        run_study(made, store)
        store.status()
        with contextlib.suppress(InputError):
            StudyFile(path)
        assert is_held(path)
        with pytest.raises(InputError, match="at work on this study"):
            salvaged(path, tmp_path / "new.duckdb")
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 1
    assert not is_held(path)


@pytest.mark.skipif(not hasattr(os, "fork") or os.geteuid() != 0, reason="a small disk can only be mounted by root")
def test_a_full_disk_ends_in_a_sentence_and_leaves_nothing_unfinished(tmp_path: Path) -> None:
    from small_studies import study_file

    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", disk], check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        path = study_file(tmp_path, n=256, replications=16, month=36)
        answer = call("sweep", path, "--out", disk / "s.duckdb", "--quiet")
        assert answer.code == 2, answer
        assert "the same command goes on from there" in " ".join(answer.err.split())
        assert sorted(each.name for each in disk.iterdir()) in (["s.duckdb"], ["s.duckdb", "s.duckdb.wal"])
        assert 0 < StudyFile(disk / "s.duckdb").status().done < 2 * 256 * 16
    finally:
        subprocess.run(["umount", disk], check=False)
