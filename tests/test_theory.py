"""The checks against theory in their short version (larger sizes: verification/theory.py), and their report."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "verification"))
import theory
from legible import check_boxes


@pytest.fixture(scope="module")
def findings() -> list[theory.Finding]:
    return [check(theory.SHORT) for check in theory.CHECKS]


def test_theory_holds(findings: list[theory.Finding]) -> None:
    assert [each.name for each in findings if not each.holds] == []


def test_the_report_says_what_was_found(findings: list[theory.Finding]) -> None:
    text = theory.report(findings, theory.SHORT)
    assert "5 of 5 hold" in text
    wrong = [replace(findings[0], holds=False), *findings[1:]]
    assert "| Bass limit | **does not hold** |" in theory.report(wrong, theory.SHORT)
    check_boxes(theory.picture(findings))


def test_a_wrong_theory_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A recursion without the rule's slope, and a hazard that is a tenth higher, do not pass."""
    right = theory.limits.logistic
    monkeypatch.setattr(theory.limits, "logistic", lambda z: 1.1 * right(z))
    assert not theory.bass_limit(theory.SHORT).holds
    assert not theory.waiting_times(theory.SHORT).holds


def test_the_last_report_is_of_full_size_and_holds() -> None:
    text = (Path(theory.ROOT) / "verification" / "THEORY.md").read_text(encoding="utf-8")
    assert "`python verification/theory.py --save`" in text
    assert "5 of 5 hold" in text
