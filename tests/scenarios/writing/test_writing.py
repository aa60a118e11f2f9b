"""Files and folders appear wholly or not at all, on disks that are full, read-only or pulled away in the midst."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from crm_adoption import InputError
from crm_adoption.scenarios.writing import result_folder
from crm_adoption.scenarios.writing import whole as writing
from crm_adoption.scenarios.writing.result_folder import MANIFEST, ResultFolder, check_folder
from crm_adoption.scenarios.writing.unwritable import reason
from crm_adoption.scenarios.writing.whole import check_writable, make_folder, new_file, scratch, write_file

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no such thing on Windows")


def snapshot(folder: Path) -> dict[str, str]:
    """Return all files in a folder with their contents, folders with a slash."""
    return {
        path.relative_to(folder).as_posix() + ("/" if path.is_dir() else ""): "" if path.is_dir() else path.read_text()
        for path in sorted(folder.rglob("*"))
    }


# Files


def test_a_file_is_written_and_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert write_file(path, "one\nzwei ä\n") == path
    assert path.read_bytes() == "one\nzwei ä\n".encode()  # the same on every system
    write_file(path, b"three")
    assert snapshot(tmp_path) == {"a.txt": "three"}


def test_missing_folders_are_made_on_request_only(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"the file cannot be written \(there is no such folder\); choose another"):
        write_file(tmp_path / "new" / "folder" / "a.txt", "x")
    assert snapshot(tmp_path) == {}
    write_file(tmp_path / "new" / "folder" / "a.txt", "x", parents=True)
    assert snapshot(tmp_path) == {"new/": "", "new/folder/": "", "new/folder/a.txt": "x"}


def test_what_breaks_off_leaves_nothing_not_even_folders(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), new_file(tmp_path / "new" / "a.txt", parents=True) as part:  # noqa: PT012
        part.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
    assert snapshot(tmp_path) == {}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EFBIG])
def test_a_disk_that_fails_leaves_the_old_file(code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if it tells only when the file is brought to the disk."""
    write_file(tmp_path / "a.txt", "old")

    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError) as error:
        write_file(tmp_path / "a.txt", "x" * 5_300)
    assert error.value.file == str(tmp_path / "a.txt")
    if code == errno.ENOSPC:
        assert "(the disk is full: 5.3 KB needed, " in str(error.value)
        assert str(error.value).endswith(" free); make room, or choose another.")
    assert snapshot(tmp_path) == {"a.txt": "old"}


def test_a_drive_that_cannot_synchronise_is_no_reason_to_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", fail)
    write_file(tmp_path / "a.txt", "x")
    assert snapshot(tmp_path) == {"a.txt": "x"}


@POSIX
def test_a_link_is_followed_and_permissions_stay(tmp_path: Path) -> None:
    write_file(tmp_path / "real.txt", "old")
    (tmp_path / "real.txt").chmod(0o640)
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_file(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "new"
    assert (tmp_path / "real.txt").stat().st_mode & 0o777 == 0o640


@POSIX
def test_only_files_are_written_over(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, why in (("folder", "there is a folder of this name"), ("pipe", "this is a device or a pipe, not a file")):
        with pytest.raises(InputError) as error:
            write_file(tmp_path / name, "x")
        assert f"the file cannot be written ({why})" in str(error.value)
    with pytest.raises(InputError, match="this is a device or a pipe"):
        write_file(Path(os.devnull), "x")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("n" * 300, "the name is too long"), ("a\0b", "null"), ("file/a.txt", "part of the path is a file"),
    ],
)  # fmt: skip
@POSIX
def test_names_that_cannot_be(name: str, why: str, tmp_path: Path) -> None:
    write_file(tmp_path / "file", "x")
    with pytest.raises(InputError) as error:
        write_file(tmp_path / name, "x")
    assert why in str(error.value)
    assert snapshot(tmp_path) == {"file": "x"}
    with pytest.raises(InputError), ResultFolder(tmp_path / name):
        pass
    with pytest.raises(InputError) as error:
        check_folder(tmp_path / name, "", replace=False)
    assert "the folder cannot be written (" in str(error.value)
    assert snapshot(tmp_path) == {"file": "x"}


@POSIX
def test_the_longest_name_is_no_obstacle(tmp_path: Path) -> None:
    name = "ä" * 125 + ".txt"  # 254 bytes
    write_file(tmp_path / name, "x")
    with ResultFolder(tmp_path / "ü") as target:
        write_file(target.path / name, "x")
    assert snapshot(tmp_path / "ü") == {name: "x"}


def test_what_another_program_holds_open_is_said_on_windows() -> None:
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    assert reason(error) == "another program has it open"


def test_leftovers_of_a_killed_process_go_after_an_hour(tmp_path: Path) -> None:
    old, fresh, other = (tmp_path / f".unfinished-{name}" for name in ("a.txt-1", "a.txt-2", "b.txt-1"))
    for each in (old, fresh, other):
        each.touch()
    for each in (old, other):
        os.utime(each, (time.time() - 2 * writing.ABANDONED,) * 2)
    write_file(tmp_path / "a.txt", "x")
    assert sorted(snapshot(tmp_path)) == sorted([fresh.name, other.name, "a.txt"])


def test_a_folder_for_the_moment_says_when_it_is_full() -> None:
    with pytest.raises(InputError, match=r"the folder cannot be written \(the disk is full"), scratch() as folder:
        raise OSError(errno.ENOSPC, "No space left on device", str(folder / "x"))
    assert not folder.exists()


# Folders of results


def fill(folder: Path, *names: str, text: str = "new") -> None:
    with ResultFolder(folder) as target:
        for name in names:
            write_file(target.path / name, text)
        target.finish({"fingerprint": "f"})


def test_a_new_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "results"
    with pytest.raises(ZeroDivisionError), ResultFolder(folder) as target:  # noqa: PT012
        write_file(target.path / "a.csv", "half")
        assert not folder.exists()
        raise ZeroDivisionError
    assert snapshot(tmp_path) == {}
    fill(folder, "a.csv", "b.png")
    assert sorted(snapshot(folder)) == ["a.csv", "b.png", MANIFEST]
    assert json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"] == ["a.csv", "b.png", MANIFEST]
    assert [each.name for each in tmp_path.iterdir()] == ["deep"]
    assert [each.name for each in folder.parent.iterdir()] == ["results"]


@POSIX
def test_a_new_folder_is_as_open_as_any_other(tmp_path: Path) -> None:
    fill(tmp_path / "results", "a.csv")
    (tmp_path / "usual").mkdir()
    assert (tmp_path / "results").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_older_results_go_and_the_users_own_files_stay(tmp_path: Path) -> None:
    fill(tmp_path, "a.csv", "gone.png", text="old")
    for name in ("mine.txt", ".hidden"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    fill(tmp_path, "a.csv", "b.csv")
    after = snapshot(tmp_path)
    assert {**after, MANIFEST: ""} == {
        ".hidden": "mine", "mine.txt": "mine", "a.csv": "new", "b.csv": "new", "sub/": "", MANIFEST: ""
    }  # fmt: skip


@pytest.mark.parametrize(
    "listed", ['["../mine.txt", "..", ".", ".hidden", "sub", 3, "sub/x", "/etc/passwd"]', '"ab"', "3"]
)
def test_a_manifest_cannot_name_what_is_not_ours(listed: str, tmp_path: Path) -> None:
    folder = tmp_path / "results"
    (folder / "sub").mkdir(parents=True)
    for path in (tmp_path / "mine.txt", folder / ".hidden", folder / "sub" / "x"):
        path.write_text("mine", encoding="utf-8")
    (folder / MANIFEST).write_text(f'{{"files": {listed}}}', encoding="utf-8")
    fill(folder, "a.csv")
    after = snapshot(tmp_path)
    assert {after[name] for name in ("mine.txt", "results/.hidden", "results/sub/x")} == {"mine"}


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    (tmp_path / "a.csv" / "mine.txt").write_text("mine", encoding="utf-8")
    before = snapshot(tmp_path)
    with pytest.raises(InputError, match="there is a folder of this name"):
        fill(tmp_path, "a.csv", "b.csv")
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("at", range(1, 8))
def test_earlier_results_are_put_back_if_new_ones_cannot_come_in(
    at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where another program holds a file open on Windows: at whichever move it fails, all is as it was."""
    fill(tmp_path, "a.csv", "gone.png", text="old")
    before, calls, move = snapshot(tmp_path), 0, os.replace

    def failing(source: Path, target: Path) -> None:
        nonlocal calls
        calls += not Path(target).parent.name.startswith(".unfinished-") or Path(target).parent.name == "old"
        if calls == at:
            calls += 100
            raise PermissionError(errno.EACCES, "Permission denied", str(source))
        move(source, target)

    with monkeypatch.context() as patched, ResultFolder(tmp_path) as target, suppress(InputError):
        for name in ("a.csv", "b.csv"):
            write_file(target.path / name, "new")
        target.finish({"fingerprint": "f"})
        patched.setattr(result_folder.os, "replace", failing)
        if at <= 6:
            with pytest.raises(InputError, match="permission denied"):
                target.__exit__(None, None, None)
            assert snapshot(tmp_path) == before
        else:
            target.__exit__(None, None, None)
            assert "gone.png" not in snapshot(tmp_path)
        target.path.mkdir()  # for the end of the block
        patched.undo()


KILLED = """
import os, signal, sys
from pathlib import Path
from crm_adoption.scenarios.writing import result_folder
from crm_adoption.scenarios.writing.result_folder import ResultFolder
from crm_adoption.scenarios.writing.whole import write_file
folder, moves, move = Path(sys.argv[1]), int(sys.argv[2]), os.replace

def killing(source, target):
    global moves
    moves -= 1
    if moves < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    move(source, target)

with ResultFolder(folder) as target:
    for name in ("a.csv", "b.csv"):
        write_file(target.path / name, "new")
    target.finish({"fingerprint": "f"})
    result_folder.os.replace = killing
    if moves < 0:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(folder: Path, moves: int) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(moves)], capture_output=True, check=False)
    assert done.returncode in (-signal.SIGKILL, 0), done.stderr


@POSIX
def test_a_process_that_is_killed_leaves_no_half_folder(tmp_path: Path) -> None:
    folder = tmp_path / "results"
    killed(folder, -1)
    assert not folder.exists()
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".unfinished-results-")
    os.utime(left, (time.time() - 2 * writing.ABANDONED,) * 2)
    fill(folder, "a.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["results"]


@POSIX
@pytest.mark.parametrize("moves", range(6))
def test_a_process_killed_while_files_move_is_told_and_mended_by_the_next(moves: int, tmp_path: Path) -> None:
    """Between two moves a folder has no manifest: it is not taken for finished results, nor for somebody else's."""
    fill(tmp_path, "a.csv", "gone.png", text="old")
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    killed(tmp_path, moves)
    assert (tmp_path / MANIFEST).exists() == (moves == 0)
    check_folder(tmp_path, "f", replace=False)
    fill(tmp_path, "a.csv", text="newest")
    shown = {name: text for name, text in snapshot(tmp_path).items() if not name.startswith(".")}
    assert {**shown, MANIFEST: ""} == {"a.csv": "newest", "mine.txt": "mine", MANIFEST: ""}


def test_a_message_never_names_the_hidden_folder(tmp_path: Path) -> None:
    for error in (
        InputError("cannot.", file="HIDDEN/x.xlsx"),
        PermissionError(errno.EACCES, "Permission denied", "HIDDEN/x.xlsx"),
    ):
        with pytest.raises(InputError) as raised, ResultFolder(tmp_path / "out") as target:  # noqa: PT012
            if isinstance(error, InputError):
                error.file = str(target.path / "x.xlsx")
            else:
                error.filename = str(target.path / "x.xlsx")
            raise error
        assert "unfinished" not in str(raised.value)
        assert str(raised.value).startswith(str(tmp_path / "out"))
    assert snapshot(tmp_path) == {}


@POSIX
def test_a_link_to_a_folder_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    for name, to in (("link", "real"), ("hanging", "later")):
        (tmp_path / name).symlink_to(to)
        fill(tmp_path / name, "a.csv")
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / to / "a.csv").exists()


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        for folder in (tmp_path, tmp_path / "out"):
            with pytest.raises(InputError, match=r"\(permission denied\)"):
                fill(folder, "a.csv")
        with pytest.raises(PermissionError):
            check_writable(tmp_path)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("address", ["https://example.org/out", "HTTP://example.org/a.html", "file:///results/out"])
@pytest.mark.parametrize("write", [make_folder, lambda path: write_file(path, "", parents=True)])
def test_an_address_is_no_place_to_write_to(
    address: str, write: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="results are written on this machine only"):
        write(Path(address))
    with pytest.raises(InputError, match="this is an address"):
        check_folder(Path(address), "", replace=True)
    assert list(tmp_path.iterdir()) == []
