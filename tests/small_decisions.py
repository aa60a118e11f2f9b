"""How small the decision of the tests is."""

from __future__ import annotations

MONTHS, BUDGET, TRIALS = 14, 120_000.0, 40
