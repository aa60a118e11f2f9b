"""From which level a forecast goes out: what clicks say, and what simulated companies with the same history do."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from crm_adoption.analysis.company.forecasting import NEAR, SIMULATED, Level
from crm_adoption.analysis.evidence.fit_draws import FAR

READ, REALLY = np.array([0.10, 0.20, np.nan, 0.0]), np.array([0.20, 0.10, np.nan, 0.3])


def level(distance: float, read: Any = READ, really: Any = REALLY) -> Level:
    months = SimpleNamespace(mean=np.stack([really, really + 0.4]))  # the last month of the export, and one ahead
    known: Any = SimpleNamespace(real=np.stack([read, read]), by_mechanism=lambda ahead, really: months)
    return Level.of(known, distance)


def test_where_simulated_companies_are_like_it_they_count_as_much_as_the_clicks() -> None:
    found = level(NEAR)
    assert found.times[:2] * READ[:2] == pytest.approx([0.15, 0.15])
    assert found.narrower == pytest.approx(np.hypot(0.5, 0.5 * SIMULATED))


def test_where_none_is_like_it_the_clicks_count_alone() -> None:
    found = level(FAR)
    assert found.times.tolist() == [1.0] * 4
    assert found.narrower == 1.0


def test_between_them_the_less_the_farther() -> None:
    first, second = (level(d).times[0] for d in (NEAR + 0.1, NEAR + 0.2))
    assert 1.0 < second < first < 1.5


def test_nothing_is_made_of_nothing_and_no_level_runs_away() -> None:
    assert level(1.0).times[2:].tolist() == [1.0, 1.0]
    assert level(1.0, np.array([0.01]), np.array([0.9])).times[0] == pytest.approx(2.0)
