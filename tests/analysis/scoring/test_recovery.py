"""A small version of `verification/survey_recovery.py`: intervals hold the truth, medians come nearer to it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "verification"))

import survey_page
import survey_recovery

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    base = survey_recovery.base_scenario()
    return [asdict(each) for number in range(200, 206) for each in survey_recovery.recovered(base, number, 80)]


def test_intervals_hold_the_truth_and_medians_go_with_it(rows: Rows) -> None:
    assert len(rows) == 300
    assert 0.80 <= survey_page.coverage(rows) <= 0.97
    assert survey_page.skill(rows) > 0.1
    assert survey_page.correlation(rows) > 0.3
    assert survey_page.narrowed(rows) < 0.95


def test_intervals_that_are_too_narrow_would_be_found(rows: Rows) -> None:
    narrow = [{**r, "low": r["middle"] - 0.2 * (r["middle"] - r["low"]),
               "high": r["middle"] + 0.2 * (r["high"] - r["middle"])} for r in rows]  # fmt: skip
    assert survey_page.coverage(narrow) < 0.6


def test_usefulness_and_habit_come_before_ease_in_a_published_survey() -> None:
    found = survey_recovery.structure()
    if found is None:
        pytest.skip("the moments of the published survey are not on this machine")
    betas = found["betas"]
    assert min(betas["PE"], betas["HAB"]) > betas["EE"] + 0.2
    assert min(found["pull"].values()) > 0.5
    assert found["between"] < 0.4 < found["ease"]


def test_the_page_tells_what_was_measured(rows: Rows) -> None:
    decided = [
        {"company": k, "answers": n, "outcome": outcome, "regret": float(np.round(0.02 * (3 - n / 40), 3)),
         "gain": 0.1, "chosen": "a", "best": "b"}
        for k in range(3) for n in (0, 80) for outcome in survey_recovery.OUTCOMES
    ]  # fmt: skip
    done = {"recovered 0 80": rows, "decided 0": decided}
    text = survey_page.report(done, ["a", "b"], None, 6, 3)
    assert "| no survey | 6.00 (± 0.00)" in text
    assert "| 80 answers | 2.00 (± 0.00)" in text
    assert "Skipped" in text
