"""What stands in the README and the documentation works as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def blocks(file: str, language: str) -> list[str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def python(*words: str, cwd: Path) -> str:
    done = subprocess.run([sys.executable, *words], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    (code,) = blocks("README.md", "python")
    said = python("-c", code, cwd=tmp_path)
    assert "Limits:" in said


@pytest.mark.parametrize("file", ["README.md", "docs/scenarios.md"])
def test_the_scenario_files_of_the_documents_are_valid(file: str, tmp_path: Path) -> None:
    (text,) = blocks(file, "toml")
    (tmp_path / "my_company.toml").write_text(text, encoding="utf-8")
    said = python("-m", "crm_adoption.analysis.cli.main", "check", "my_company.toml", cwd=tmp_path)
    assert "No problems found." in said


def test_each_command_of_the_readme_is_one_line() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first, tests = (block.strip() for block in blocks("README.md", "sh")[:2])
    assert first.endswith("crm-adoption compare")
    assert first.count("\n") == tests.count("\n") == 0
    assert "<!-- test command -->\n```sh\n" + tests in text


def test_links_in_the_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "benchmarks").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert target.startswith("http") or (page.parent / target).exists(), f"{page.name}: {target}"
