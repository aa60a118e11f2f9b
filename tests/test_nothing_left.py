"""Tests that write results into the project are noticed: a user's folder would lie among the sources."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest


@pytest.mark.parametrize(("where", "code"), [("results/compare", 1), ("results", 1), ("a/b/c", 0)])
def test_results_that_a_test_leaves_in_the_project_fail_the_run(
    where: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    ours: Any = request.config.pluginmanager.get_plugin(str(Path(__file__).with_name("conftest.py")))
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    nobody = SimpleNamespace(get_plugin=lambda name: None)
    before = {ours.BEFORE: ours.results_in(tmp_path)}
    session = SimpleNamespace(
        config=SimpleNamespace(rootpath=tmp_path, stash=before, pluginmanager=nobody), exitstatus=0
    )
    ours.pytest_sessionfinish(session)
    assert session.exitstatus == 0
    (tmp_path / where).mkdir(parents=True)
    (tmp_path / where / "manifest.json").write_text("{}", encoding="utf-8")
    ours.pytest_sessionfinish(session)
    assert session.exitstatus == code
