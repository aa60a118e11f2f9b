"""Compiled code on the disk: damaged code is made again, and where none can be kept that is said once."""

from __future__ import annotations

import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import call
from crm_adoption.model import code_cache, compiled
from crm_adoption.model.code_cache import tell_uncached, usable
from crm_adoption.model.errors import UncachedWarning

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "last byte missing": lambda data: data[:-1],
    "other bytes": lambda data: bytes(255 - each for each in data),
    "one bit in the middle": lambda data: flipped(data, len(data) // 2),
    "one bit near the end": lambda data: flipped(data, len(data) - 40),
    "text": lambda data: b"not compiled code",
}


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]


@pytest.fixture(autouse=True)
def _nothing_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_cache, "_told", False)


def plus_three(x: int) -> int:
    return x + 3


def compiled_in(folder: Path | None, monkeypatch: pytest.MonkeyPatch, why: str = "") -> Any:
    """Return a small kernel whose compiled code is kept in a folder."""
    monkeypatch.setattr(compiled, "CACHE_FOLDER", None if folder is None else str(folder))
    monkeypatch.setattr(compiled, "NO_CACHE", why)
    return compiled.kernel(plus_three)


def hits(kernel: Any) -> int:
    return sum(kernel.stats.cache_hits.values())


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("ending", ["nbi", "nbc"])
def test_damaged_code_is_made_again(ending: str, damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first, second = compiled_in(tmp_path, monkeypatch), compiled_in(tmp_path, monkeypatch)
        assert [first(4), second(4)] == [7, 7]
        assert [hits(first), hits(second)] == [0, 1]
        for path in tmp_path.rglob(f"*.{ending}"):
            path.write_bytes(DAMAGES[damage](path.read_bytes()))
        mended, after = compiled_in(tmp_path, monkeypatch), compiled_in(tmp_path, monkeypatch)
        assert [mended(4), after(4)] == [7, 7]
        assert hits(after) == 1  # it was mended on the disk too
        assert not list(tmp_path.rglob("*.tmp.*"))


def test_machine_code_with_a_bit_changed_never_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiled_in(tmp_path, monkeypatch)(4) == 7
    (file,) = tmp_path.rglob("*.nbc")
    whole = file.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 25)):
        file.write_bytes(flipped(whole, at))
        kernel = compiled_in(tmp_path, monkeypatch)
        assert kernel(4) == 7
        assert hits(kernel) == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk on which a folder can be made, but hardly a file."""
    folder = tmp_path / "disk"
    folder.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", "size=4k", "none", str(folder)]
    if shutil.which("mount") is None or subprocess.run(line, capture_output=True, check=False).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="no file system may be mounted here")
def test_a_full_disk_is_no_reason_to_fail(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = compiled_in(small_disk, monkeypatch)
    with pytest.warns(UncachedWarning, match="No space left on device") as found:
        assert kernel(4) == 7
    assert str(small_disk) in str(found[0].message)
    assert not [path for path in small_disk.rglob("*") if ".tmp." in path.name]


def test_where_no_folder_can_be_written_that_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    why = "/somewhere cannot be written (Read-only file system)"
    kernels = [compiled_in(None, monkeypatch, why) for _ in range(2)]
    with pytest.warns(UncachedWarning) as found:
        assert [each(4) for each in kernels] == [7, 7]
    (one,) = found
    assert why in str(one.message)
    assert str(one.message).endswith("; set CRM_ADOPTION_CACHE to a folder that can be written.")


def test_nothing_is_said_before_something_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compiled_in(None, monkeypatch, "why")


def test_the_reason_names_the_folder_that_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CRM_ADOPTION_CACHE", str(tmp_path / "file" / "cache"))
    assert usable("key") == (None, f"{tmp_path / 'file' / 'cache'} cannot be written (Not a directory)")


@pytest.mark.parametrize("quiet", [False, True])
def test_the_command_says_it_on_standard_error(quiet: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one paragraph, without a source line, and not with --quiet."""

    def loaded(*_: object, **__: object) -> None:
        for _each in range(3):
            tell_uncached("/opt/cache cannot be written (Read-only file system)")
        raise KeyboardInterrupt

    monkeypatch.setattr("crm_adoption.analysis.comparing.loaded.all_loaded_in", loaded)
    answer = call("run", "training", *(["--quiet"] if quiet else []))
    said = " ".join(answer.err.split())
    assert said.count("Hint: the engine is compiled anew at every start") == (not quiet)
    assert ("/opt/cache" in said) == (not quiet)
    assert "code_cache.py" not in said
    assert answer.out == ""
