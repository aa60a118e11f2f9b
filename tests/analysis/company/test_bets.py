"""Four companies of the larger check (verification/bets.py): two by other makers, two of our own engine."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[3] / "verification"))
import bets


def test_the_forecast_misses_no_more_than_trends_do_and_its_intervals_hold() -> None:
    rows = [bets.checked(kind, number, simulated=500) for kind in bets.KINDS for number in (1, 2)]
    missed = {name: np.mean([row["missed"][name] for row in rows]) for name in rows[0]["missed"]}
    assert missed["forecast"] <= 1.25 * min(missed[name] for name in bets.BASELINES)
    assert np.mean([row["inside"] for row in rows]) >= 0.7
    text = bets.report(rows)
    assert all(kind in text for kind in bets.KINDS)
