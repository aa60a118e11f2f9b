"""Pareto sets, regret and robustness, against plain loops, textbook problems and the EMA workbench."""

from __future__ import annotations

import inspect
import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crm_adoption.analysis.deciding.worlds import of_ensemble
from crm_adoption.analysis.policies.finding import Finder
from crm_adoption.analysis.policies.fronts import nondominated, regrets, robustness, searched, spread
from crm_adoption.analysis.policies.record import Aims
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.coaching import Training
from few_sets import few_sets
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

points = arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(1, 4)), elements=st.integers(0, 4).map(float))


def beats(one: Any, other: Any) -> bool:
    return all(a >= b for a, b in zip(one, other, strict=True)) and any(a > b for a, b in zip(one, other, strict=True))


@given(points)
def test_what_no_other_beats_is_on_the_front(found: np.ndarray) -> None:
    expected = [not any(beats(other, each) for other in found.tolist()) for each in found.tolist()]
    assert nondominated(found).tolist() == expected
    assert any(expected)


@given(points, st.integers(1, 6))
def test_few_of_a_front_keep_the_best_by_every_objective(found: np.ndarray, most: int) -> None:
    kept = spread(found, most)
    assert len(kept) <= most
    assert kept == sorted(set(kept))
    if most >= found.shape[1]:
        assert (found[kept].max(axis=0) == found.max(axis=0)).all()


@given(points, st.floats(0.0, 4.0))
def test_regret_and_robustness_are_what_they_are_called(values: np.ndarray, enough: float) -> None:
    behind = regrets(values)
    for option, worlds in enumerate(values.tolist()):
        for world, value in enumerate(worlds):
            assert behind[option, world] == max(each[world] for each in values.tolist()) - value
    for one, worlds, far in zip(robustness(values, enough), values.tolist(), behind.tolist(), strict=True):
        assert one.satisficing == pytest.approx(sum(value >= enough for value in worlds) / len(worlds))
        assert one.regret_most == max(far)
        assert one.regret_90 == pytest.approx(np.percentile(far, 90))


SPACE: dict[str, Any] = {"dose": None, "threshold": None}


def schaffer(values: dict[str, Any]) -> tuple[float, float]:
    """Return two objectives, the larger the better, whose front is known: threshold 0, any dose."""
    dose, threshold = float(values["dose"]), float(values["threshold"])
    return -(dose**2) - threshold, -((dose - 1.0) ** 2) - threshold


def dominated_area(front: np.ndarray, reference: tuple[float, float]) -> float:
    """Return the area that a front of two objectives dominates above a reference point."""
    area, top = 0.0, reference[1]
    for x, y in sorted(front[nondominated(front)].tolist(), reverse=True):
        if y > top and x > reference[0]:
            area += (x - reference[0]) * (y - top)
            top = y
    return area


def test_what_violates_is_not_in_what_was_tried_and_the_seed_decides_all() -> None:
    def judge(values: dict[str, Any]) -> tuple[tuple[float, float], float] | None:
        if values["dose"] > 0.9:
            return None
        return schaffer(values), values["threshold"] - 0.5

    one, other = (searched(SPACE, judge, 2, 60, seed=3) for _ in range(2))
    assert one.values == other.values
    assert max(each["threshold"] for each in one.values) <= 0.5
    assert max(each["dose"] for each in one.values) <= 0.9
    assert one.points.tolist() == [list(schaffer(each)) for each in one.values]


@pytest.fixture(scope="module")
def problem() -> Any:
    """Return how much of real use and net value a dose of training brings that is given while real use is low."""
    base = load("no_programme", settings={"organisation.people": 40, "months": 9})
    worlds = of_ensemble(base, few_sets(4), seed=1, workers=1)
    finder = Finder(base, Aims(1e6, ("deep_use", "net_value"), 9, 0.0), worlds)

    def brings(dose: float, threshold: float) -> tuple[float, float]:
        rule = Training(strength=round(dose, 2), as_long_as=f"deep_use < {0.3 * threshold:.2f}", start=1, review=2)
        use, value = finder.measured(replace(base, interventions=(rule,)), 0, 1)[0].mean(axis=(1, 2)).tolist()
        return use, value

    return cache(brings)


def test_the_ema_workbench_finds_the_same_front(problem: Any, tmp_path: Path) -> None:
    """Both dominate nearly the area that a grid over all policies does, and differ by less than seeds do."""
    pytest.importorskip("platypus", reason="the extra discovery")
    ema = pytest.importorskip("ema_workbench", reason="the extra discovery")
    grid = np.array([problem(a, b) for a in np.linspace(0.0, 1.0, 6) for b in np.linspace(0.0, 1.0, 6)])
    low, span = grid.min(axis=0), np.ptp(grid, axis=0)

    def area(points: np.ndarray) -> float:
        return dominated_area((points - low) / span, (-0.05, -0.05))

    ours = [
        area(searched(SPACE, lambda v: (problem(v["dose"], v["threshold"]), 0.0), 2, 72, seed=seed).points)
        for seed in (1, 2)
    ]
    model = ema.Model("policies", function=lambda luck=0.0, **v: dict(zip(("use", "value"), problem(**v), strict=True)))
    model.uncertainties = [ema.RealParameter("luck", 0.0, 1.0)]  # without any, 3.0.0 takes levers for such
    model.levers = [ema.RealParameter(name, 0.0, 1.0) for name in SPACE]
    model.outcomes = [ema.ScalarOutcome(name, kind=ema.ScalarOutcome.MAXIMIZE) for name in ("use", "value")]
    np.random.seed(1)
    random.seed(1)
    with ema.SequentialEvaluator(model) as evaluator:
        how: dict[str, Any] = {"nfe": 200, "searchover": "levers", "epsilons": [1e-3 * span[0], 1e-3 * span[1]]}
        if "directory" in inspect.signature(evaluator.optimize).parameters:  # from 3.0 on, which gives two tables back
            how |= {"directory": str(tmp_path), "filename": "archive.tar.gz", "rng": 1}
            how["reference"] = ema.Sample("reference", luck=0.5)
        found = evaluator.optimize(**how)
        found = found[0] if isinstance(found, tuple) else found
    found = found[0] if isinstance(found, tuple) else found
    theirs = area(found[["use", "value"]].to_numpy())
    noise = max(0.05, 2.0 * abs(ours[0] - ours[1]) / area(grid))
    assert abs(theirs - np.mean(ours)) / area(grid) < noise
    assert min(theirs, *ours) > 0.9 * area(grid)
