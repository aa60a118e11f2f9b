"""Technology's share: the estimator finds known shares, and they depend on the ranges as they must."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from crm_adoption.analysis.claims.technology_share import GROUPS, WIDTHS, indices, problem, ranges, technology_share
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from SALib.sample import sobol

MEMBERS = load_ensemble("evidence").members[:8]


def test_every_input_is_in_one_of_four_groups() -> None:
    for width in WIDTHS:
        found = problem(width)
        assert tuple(dict.fromkeys(found["groups"])) == GROUPS
        assert len(found["names"]) == len(set(found["names"])) == found["num_vars"] == len(found["groups"])
    assert [ranges(width)["organisation"] for width in WIDTHS] == [ranges("narrow")["organisation"]] * 3


def test_known_shares_are_found_within_their_intervals() -> None:
    """An additive function whose groups explain 10, 50, 30 and 10 % of the variance."""
    plan = problem("declared")
    points = sobol.sample(plan, 1024, calc_second_order=False, seed=3)
    wanted = dict(zip(GROUPS, (0.1, 0.5, 0.3, 0.1), strict=True))
    values = np.zeros(len(points))
    for group, share in wanted.items():
        columns = [k for k, name in enumerate(plan["groups"]) if name == group]
        values += np.sqrt(share / len(columns)) * points[:, columns].sum(axis=1)
    found = indices("declared", values)
    for group, share in wanted.items():
        for kind in ("first", "total"):
            assert found[kind][group]["value"] == pytest.approx(share, abs=0.03)
            assert found[kind][group]["low"] < found[kind][group]["high"]
    ratio = found["technology_against"]["organisation"]
    assert ratio["low"] <= 1 / 6 <= ratio["high"]
    assert found["technology_against"]["organisation and people"]["value"] == pytest.approx(1 / 9, abs=0.02)


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return {width: technology_share(width, MEMBERS, base_points=64, seed=1) for width in WIDTHS}


def test_a_wider_range_of_technology_makes_its_share_larger(found: dict[str, Any]) -> None:
    shares = [
        found[width]["outcomes"][0]["by_base_points"][-1]["technology_against"]["organisation"]["value"]
        for width in ("narrow", "declared", "wide")
    ]
    assert shares[0] < shares[1] < shares[2]


def test_convergence_is_on_parts_of_the_same_points(found: dict[str, Any]) -> None:
    stages = found["wide"]["outcomes"][1]["by_base_points"]
    assert [each["base_points"] for each in stages] == [16, 32, 64]


def test_it_can_be_made_again_with_any_number_of_workers(found: dict[str, Any]) -> None:
    assert technology_share("wide", MEMBERS, base_points=64, seed=1, workers=3) == found["wide"]
