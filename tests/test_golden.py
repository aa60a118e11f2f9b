"""Golden results: the numbers of this release, bit for bit.

A change of the model changes them. Look at the difference, then renew them with

    python tests/test_golden.py

and say in the commit why they changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.scenarios.files.catalogue import catalogue
from crm_adoption.scenarios.files.sources import other_companies
from crm_adoption.scenarios.simulate import simulate

FILE = Path(__file__).parent / "golden" / "outcomes.json"
MONTHS = (1, 6, 24)


def outcomes(scenario: str) -> dict[str, Any]:
    """Return exact values (hexadecimal) of two replicates in some months, and rounded means to read."""
    done = simulate(scenario, replications=2, seed=2026, months=24)
    return {
        "exact": {
            name: [[float(v).hex() for v in done.of(name)[k, [m - 1 for m in MONTHS]]] for k in range(2)]
            for name in OUTCOME_NAMES
        },
        "deep_use": [round(float(v), 4) for v in done.of("deep_use").mean(axis=0)],
    }


@pytest.mark.parametrize("scenario", [*catalogue(), *other_companies()])
def test_numbers_are_those_of_the_release(scenario: str) -> None:
    golden = json.loads(FILE.read_text(encoding="utf-8"))
    found = outcomes(scenario)
    np.testing.assert_allclose(found["deep_use"], golden[scenario]["deep_use"], atol=1e-9)
    assert found == golden[scenario]


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(
        json.dumps({name: outcomes(name) for name in (*catalogue(), *other_companies())}, indent=1) + "\n",
        encoding="utf-8",
    )
