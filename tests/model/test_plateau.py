"""Months to half of the plateau: the plateau is the mean of the last three months."""

from __future__ import annotations

import numpy as np
import pytest
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.simulation import Run


def run_of(*months: float) -> Run:
    values = np.zeros((1, len(months), 2, len(OUTCOME_NAMES)))
    values[0, :, 0, OUTCOME_NAMES.index("deep_use")] = months
    return Run(values, None, 0, np.empty((1, 0), np.int32))


@pytest.mark.parametrize(
    ("months", "found"),
    [
        ((0.1, 0.25, 0.3, 0.4, 0.4, 0.4), 2),
        ((0.1, 0.1, 0.1, 0.2, 0.6, 0.6, 0.6), 5),  # over six months half of the plateau would be reached in month 4
        ((0.6, 0.1, 0.1, 0.1), 1),
        ((0.0, 0.0, 0.0, 0.3), 4),  # a third of the last month is the plateau
    ],
)
def test_the_first_month_with_half_of_the_last_three(months: tuple[float, ...], found: int) -> None:
    assert run_of(*months).months_to_half_plateau().tolist() == [found]
