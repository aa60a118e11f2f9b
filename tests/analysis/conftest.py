"""One comparison, made once, for all that only look at it."""

from __future__ import annotations

import pytest
from crm_adoption.analysis.telling.comparison import Comparison, compare


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    return compare(["no_programme", "tooling_spend", "aligned_kpis"], replications=8, months=14, seed=1)
