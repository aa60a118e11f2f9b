"""The tools that keep the house: ruff and mypy (strict) find nothing."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def said_by(tool: str, *words: str, **environment: str) -> str:
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed; it comes with the extra 'dev'")
    done = subprocess.run(
        [sys.executable, "-m", tool, *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_ruff_finds_nothing() -> None:
    assert said_by("ruff", "check", "--no-cache", ".") == ""


def test_the_code_is_formatted() -> None:
    assert said_by("ruff", "format", "--no-cache", "--check", ".") == ""


def test_types_are_sound(tmp_path: Path) -> None:
    """The sources are checked under the name they are imported by, installed or not."""
    (tmp_path / "crm_adoption").symlink_to(ROOT)
    floors = [word for floor in ("model", "scenarios", "analysis") for word in ("-p", f"crm_adoption.{floor}")]
    here = "{}.{}".format(*sys.version_info)  # the stubs of the libraries installed are written for it
    config = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", os.devnull]
    config += ["--python-version", here]
    assert said_by("mypy", *config, *floors, MYPYPATH=str(tmp_path)) == ""


def test_modules_stay_small() -> None:
    """No module has more than 300 lines; a newcomer reads one in a sitting."""
    folders = ("model", "scenarios", "analysis")
    sizes = {p: len(p.read_text(encoding="utf-8").splitlines()) for f in folders for p in (ROOT / f).rglob("*.py")}
    assert {str(path): size for path, size in sizes.items() if size > 300} == {}
