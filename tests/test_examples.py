"""The examples run as they are, small, from any folder, and draw what they promise."""

from __future__ import annotations

import ast
import runpy
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.drawn
EXAMPLES = Path(__file__).parent.parent / "examples"
SMALL = {"who_is_stuck.py": "2"}
"""The number after the script's name, where it is not one of pairs or replicates."""
FIGURES = {
    "compare_programmes.py": ["figures/1-main-outcome.png", "figures/2-effects.svg", "outcomes.csv"],
    "sweep_a_parameter.py": ["sweep.png"],
    "where_a_programme_fails.py": ["where_it_fails.png"],
    "where_the_start_decides.py": ["where_the_start_decides.png"],
    "who_is_stuck.py": ["who_is_stuck.png"],
}
SCRIPTS = sorted(path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.py"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_example_runs(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [script, SMALL.get(script, "3")])
    runpy.run_path(str(EXAMPLES / script), run_name="__main__")
    assert len(capsys.readouterr().out.splitlines()) > 3
    for name in FIGURES.get(script, []):
        assert (tmp_path / name).stat().st_size > 1000


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_example_says_what_it_shows_how_long_it_takes_and_how_to_call_it(script: str) -> None:
    text = ast.get_docstring(ast.parse((EXAMPLES / script).read_text(encoding="utf-8"))) or ""
    assert "Shows: " in text
    assert "Takes about " in text
    assert f"python examples/{script}" in text


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_example_stands_in_the_list(script: str) -> None:
    assert f"]({script})" in (EXAMPLES / "README.md").read_text(encoding="utf-8") or "own_company/" in script
