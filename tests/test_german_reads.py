"""German as a reader expects it: no machine names, thousands parted by points, decimals behind commas."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import call

FEW = ("--replications", 12)
COMMANDS = {
    "compare": ("compare", *FEW, "--out", "OUT"),
    "compare in detail": ("compare", *FEW, "--out", "OUT", "--details", "--by-department", "--no-figures"),
    "compare plans": (
        "compare", "no_programme", "rescue", "mandate", *FEW, "--out", "OUT", "--details", "--no-figures"
    ),
    "run": ("run", "full_programme", *FEW, "--out", "OUT"),
    "run in detail": ("run", "seed_company", *FEW, "--details"),
    "what-if": ("what-if", "sponsor-leaves", *FEW, "--details"),
    "duel": ("duel", *FEW, "--details"),
    "walls": ("walls", "--replications", 2, "--month", 6, "--details"),
    "split": ("split", "--replications", 2, "--month", 6, "--budgets", 1250, "--shares", 0, "--shares", 50),
    "plan": ("plan", "--replications", 12, "--months", 12),
    "check": ("check", "full_programme"),
    "survey new": ("survey", "new", "--out", "OUT"),
}  # fmt: skip
TYPED = re.compile(
    r"`[^`]*`|--[\w-]+(?:[ =][\w.=:/-]+)?|\S*[/\\]\S*|\w+\.(?:toml|json|csv|pdf|xlsx|html)|crm-adoption .*"
)
"""What is there to be typed or opened: it is called as the command calls it."""
MACHINE = re.compile(r"\b[a-zA-Z]+(?:_[a-z0-9]+)+\b|\b[A-Z][a-z]+[A-Z]\w+\b|\bdept_?\d+\b")
UNPARTED = re.compile(r"(?<![\w.,:-])\d{4,}(?![\w-])")
POINT = re.compile(r"(?<![\w.])\d+\.(?:\d{1,2}|\d{4,})(?![\d.])\b")


def faults(text: str) -> list[str]:
    """Return what in a German text is not German."""
    plain = TYPED.sub(" ", text)
    return [found.group() for each in (MACHINE, UNPARTED, POINT) for found in each.finditer(plain)]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_speaks_german(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    answer = call(*COMMANDS[name], "--lang", "de")
    assert answer.code == 0, answer.err
    assert len(answer.out) > 50
    assert faults(answer.out) == []


def test_faults_are_found() -> None:
    assert faults("Mit aligned_kpis, AlignKPIs und dept_0 kostet es 2500 EUR, 0.93 je Kopf.") == [
        "aligned_kpis", "AlignKPIs", "dept_0", "2500", "0.93",
    ]  # fmt: skip
    assert faults("93 % von 2.500 in Monat 2028-03 (`silo_strength`, --set silo_strength=1, out/a_b.csv)") == []
