"""The engine in other workbenches: a plain function, a problem of SALib's, a model of the EMA workbench's, Parquet."""

from __future__ import annotations

import pickle
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crm_adoption import PlainFunction, Uncertainty, load, simulate
from crm_adoption.analysis.learning.sobol_indices import sobol_indices
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.studies.designs import from_array, saltelli
from crm_adoption.scenarios.studies.study import Study
from crm_adoption.scenarios.studies.work import Unit, work
from small_studies import study

WEIGHT, SPONSOR, START = (
    Uncertainty("behaviour.peer_weight"), Uncertainty("levers.sponsorship"), Uncertainty("interventions.1.start", 0, 6)
)  # fmt: skip
OUTCOMES = ("deep_use", "shadow_use")


def function(**parts: Any) -> PlainFunction:
    return PlainFunction("aligned_kpis", (WEIGHT, SPONSOR), **{"month": 3, "replications": 2, "seed": 5, **parts})


def test_it_gives_the_numbers_of_a_study_bit_for_bit() -> None:
    points = np.array([[0.5, 0.3], [1.5, 0.6], [1.9, 0.2]])
    design = from_array(points, (WEIGHT, SPONSOR))
    made = Study("same", ("aligned_kpis",), design.uncertainties, design, 2, 5, OUTCOMES, (3,), ("sales",))
    kept = [done.values for done in work(made, [Unit(0, point, 0, 2) for point in range(3)])]
    means = [np.asarray(each)[:, 0, 0].mean(axis=0) for each in kept]
    for workers in (1, 3):
        found = function(outcomes=OUTCOMES, department="sales", workers=workers).at(points)
        assert np.array_equal(found, means)
    one = function(outcomes=OUTCOMES, department="sales")
    assert list(one(**dict(zip(one.names, points[1], strict=True))).values()) == means[1].tolist()


def test_what_is_left_out_stays_as_it_is_in_the_scenario() -> None:
    use = simulate("aligned_kpis", replications=2, seed=5, months=3).of("deep_use")[:, -1].mean()
    assert function()() == {"deep_use": float(use)}
    assert PlainFunction("aligned_kpis", (), month=3, replications=2, seed=5)() == {"deep_use": float(use)}
    longest = replace(load("aligned_kpis"), months=4)
    assert PlainFunction(longest, (WEIGHT,), replications=2)._study.last_month == 4


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda: PlainFunction("aligned_kpi", (WEIGHT,)), "aligned_kpi"),
        (lambda: function(outcomes=("deep_us",)), "Did you mean 'deep_use'"),
        (lambda: function(month=99), "month"),
        (lambda: function(department="sale"), "Did you mean 'sales'"),
        (lambda: function(replications=0), "replications"),
        (lambda: PlainFunction("aligned_kpis", (WEIGHT, WEIGHT)), "given twice"),
        (lambda: function()(**{"behaviour.peer_weigth": 1.0}), "Did you mean 'behaviour.peer_weight'"),
        (lambda: function()(**{"behaviour.peer_weight": -1.0}), "out of range"),
        (lambda: function().at([[1.0]]), "do not fit 2 uncertainties"),
        (lambda: function().at([1.0, 0.5]), "do not fit 2 uncertainties"),
        (lambda: function().at([[1.0, np.nan]]), "nan"),
        (lambda: function().at_shares([[1.0, 1.5]]), "shares from 0 to 1"),
        (lambda: PlainFunction("aligned_kpis", (START,), month=3).at([[1.5]]), "whole"),
    ],
)
def test_mistakes_are_explained(call: Any, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        call()


def test_no_points_give_no_values() -> None:
    assert function().at(np.empty((0, 2))).shape == (0,)
    assert function(outcomes=OUTCOMES).at(np.empty((0, 2))).shape == (0, 2)


def test_it_travels_to_other_processes() -> None:
    one = function()
    assert pickle.loads(pickle.dumps(one))() == one()


def test_it_is_a_problem_of_salibs() -> None:
    """As in docs/how_to/other_workbenches.md; the indices are those of our own analysis of the same points."""
    salib = pytest.importorskip("SALib")
    use = function()
    problem = salib.ProblemSpec(use.problem)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        problem.sample_sobol(8, seed=1).evaluate(use.at_shares).analyze_sobol(seed=1)
    design = saltelli((WEIGHT, SPONSOR), 8, seed=1)
    assert np.array_equal(problem.samples, design.unit)
    assert np.array_equal(problem.results, use.at(design.points))
    ours = sobol_indices(design, use.at(design.points))
    assert problem.analysis["ST"].tolist() == [each.value for each in ours.total]


def test_it_is_a_model_of_the_ema_workbenchs() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ema = pytest.importorskip("ema_workbench")
        use = function(outcomes=OUTCOMES)
        model = ema.Model("crm", function=use)
        model.uncertainties = [
            ema.RealParameter(each.name.replace(".", "_"), *each.range, variable_name=each.name)
            for each in use.uncertainties
        ]
        model.outcomes = [ema.ScalarOutcome(name) for name in use.outcomes]
        experiments, outcomes = ema.perform_experiments(model, scenarios=5)
    points = experiments[["behaviour_peer_weight", "levers_sponsorship"]].to_numpy(np.float64)
    assert len(points) == 5
    assert np.array_equal(np.column_stack([outcomes[name] for name in OUTCOMES]), use.at(points))


def test_parquet_files_hold_types_that_other_languages_have(tmp_path: Path) -> None:
    """As Arrow reads them, on which R's package of that name is built: texts, numbers, times, yes and no."""
    parquet = pytest.importorskip("pyarrow.parquet")
    stored = study(points=2, replications=2).run(tmp_path / "s.duckdb")
    plain = {"string", "int16", "int32", "int64", "uint64", "double", "bool", "timestamp[us]"}
    for path in stored.export(tmp_path / "out", "parquet"):
        table = parquet.read_table(path)
        assert {str(each.type) for each in table.schema} <= plain, path.name
        assert table.num_rows == len(stored.frame(path.stem))
