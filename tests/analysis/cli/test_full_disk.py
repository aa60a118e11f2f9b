"""Disks that are full, read-only or too small: every command that writes says so and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from command_line import call, complaint
from crm_adoption import load
from crm_adoption.scenarios.usage.example import example, short, write_example
from few_sets import written
from small_studies import study_file

FEW = ("--replications", "2", "--months", "3")
PAIR = ("no_programme", "training")
CALLS: dict[str, tuple[str, ...]] = {
    "run": ("training", *FEW, "--out", "OUT"),
    "compare": (*PAIR, *FEW, "--month", "3", "--xlsx", "--parquet", "--out", "OUT"),
    "report": (*PAIR, *FEW, "--month", "3", "--out", "OUT"),
    "what-if": ("turnover", "--replications", "2", "--out", "OUT"),
    "duel": (*FEW, "--out", "OUT"),
    "walls": ("--ensemble", "few.json", "--replications", "1", "--month", "2", "--out", "OUT"),
    "diagnose": ("roster.csv", "usage.csv", "--out", "OUT"),
    "example-export": ("OUT", "--months", "3"),
    "study export": ("small.duckdb", "--out", "OUT"),
    "study figures": ("small.duckdb", "--out", "OUT"),
    "sweep": ("small.toml", "--out", "OUT/s.duckdb"),
}
"""Every way of writing that there is; decide, fit, validate and the figures of a study take the same ones."""

pytestmark = pytest.mark.drawn  # the files must be as large as they are


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the commands read."""
    folder = tmp_path_factory.mktemp("place")
    written(folder, 2)
    write_example(example(short(load("seed_company"), 9), seed=3), folder)
    assert call("sweep", study_file(folder), "--out", folder / "small.duckdb", "--quiet").code == 0
    return folder


def words(name: str, place: Path, out: Path) -> list[str]:
    """Return a command with its files and its folder in their place."""
    given = [each.replace("OUT", str(out)) for each in CALLS[name]]
    return [*name.split(), *(str(place / each) if (place / each).is_file() else each for each in given)]


def mounted(folder: Path, options: str) -> bool:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    line = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    return subprocess.run(line, capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of 8 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mounted(folder, "size=8k"):
        pytest.skip("no file system may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("below", ["", "new"])
@pytest.mark.parametrize("name", CALLS)
def test_a_full_disk_is_told_and_left_as_it_was(name: str, below: str, place: Path, disk: Path) -> None:
    """Whether the folder is there already or is to be made."""
    (disk / "mine.txt").write_text("mine", encoding="utf-8")
    out = disk / below if below else disk / "there"
    if not below:
        out.mkdir()
    message = complaint(call(*words(name, place, out)))
    assert "the disk is full" in message or "No space left on device" in message
    assert "make room" in message
    assert str(disk) in message
    assert "unfinished" not in message
    assert sorted(each.name for each in disk.iterdir()) == sorted(["mine.txt", *([] if below else ["there"])])
    assert not list((disk / "there").iterdir()) if not below else True


def test_results_that_are_there_outlive_a_full_disk(place: Path, disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=100k", str(disk)], check=True)
    assert call("run", "training", *FEW, "--out", disk, "--quiet").code == 0
    before = {each.name: each.read_bytes() for each in disk.iterdir()}
    message = complaint(call("run", "training", *FEW, "--seed", "3", "--out", disk))
    assert " needed, " in message
    assert {each.name: each.read_bytes() for each in disk.iterdir()} == before


@pytest.mark.parametrize("name", CALLS)
def test_a_read_only_disk_is_refused(name: str, place: Path, disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    message = complaint(call(*words(name, place, disk / "out")))
    assert "the disk is read-only" in message or "Read-only" in message or "permission" in message


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Let this process write no larger files for a while."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.parametrize("name", [*CALLS, "new"])
def test_a_file_larger_than_is_allowed(name: str, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    line = ["new", "mine.toml", "--yes"] if name == "new" else words(name, place, tmp_path / "out")
    with files_up_to(700):
        done = call(*line)
    assert done.code == 2, done.err
    assert "Traceback" not in done.err
    said = " ".join(done.err.split())
    assert "larger than is allowed here" in said or "File too large" in said
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, signal, sys
from crm_adoption.analysis.board import figures
from crm_adoption.analysis.cli.main import main
saved, save = 0, figures.save

def killing(*words):
    global saved
    saved += 1
    if saved == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return save(*words)

figures.save = killing
sys.argv[0] = "crm-adoption"
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed so suddenly")
def test_a_comparison_killed_while_it_writes_leaves_no_half_folder(place: Path, tmp_path: Path) -> None:
    line = words("compare", place, tmp_path / "out")
    done = subprocess.run([sys.executable, "-c", KILLED, *line], capture_output=True, check=False)
    assert done.returncode == -9
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".unfinished-out-")
    assert call(*line, "--quiet").code == 0
    assert "manifest.json" in {each.name for each in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize("name", CALLS)
def test_a_file_in_the_place_of_the_folder_stays(name: str, place: Path, tmp_path: Path) -> None:
    if name == "report":
        pytest.skip("it writes a file")
    file = tmp_path / "out"
    file.write_text("mine", encoding="utf-8")
    complaint(call(*words(name, place, file)))
    assert file.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [file]
