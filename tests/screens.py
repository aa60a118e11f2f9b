"""What is expected of an answer on one screen of 80 characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from crm_adoption.analysis.cli.one_screen import LINES, show
from crm_adoption.analysis.report.brief import Brief
from rich.cells import cell_len

WIDTH = 80


def check(text: str) -> list[str]:
    """Check that a text fits on one screen, and return its lines."""
    lines = text.rstrip("\n").split("\n")
    assert len(lines) <= LINES, "\n".join(lines)
    assert max(map(cell_len, lines)) <= WIDTH, max(lines, key=cell_len)
    assert "--details" in "\n".join(lines[-3:])
    return lines


def shown(brief: Brief, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the lines of an answer on one screen, checked."""
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    capsys.readouterr()
    show(brief, lang, folder=Path("crm-adoption-results"))
    return check(capsys.readouterr().out)
