"""The tools that keep the house: ruff and mypy (strict) find nothing."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def said_by(tool: str, *words: str) -> str:
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed; it comes with the extra 'dev'")
    done = subprocess.run([sys.executable, "-m", tool, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_ruff_finds_nothing() -> None:
    assert said_by("ruff", "check", "--no-cache", ".") == ""


def test_the_code_is_formatted() -> None:
    assert said_by("ruff", "format", "--no-cache", "--check", ".") == ""


def test_types_are_sound() -> None:
    assert said_by("mypy", "--no-incremental", "-p", "crm_adoption") == ""


def test_modules_stay_small() -> None:
    """No module has more than 300 lines; a newcomer reads one in a sitting."""
    folders = ("model", "scenarios", "analysis")
    sizes = {p: len(p.read_text(encoding="utf-8").splitlines()) for f in folders for p in (ROOT / f).rglob("*.py")}
    assert {str(path): size for path, size in sizes.items() if size > 300} == {}
