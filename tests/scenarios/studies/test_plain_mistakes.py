"""Plain mistakes are told in a sentence, and NumPy's numbers are numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crm_adoption import PlainFunction, StudyFile, compare, duel
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.facts import load_evidence
from crm_adoption.analysis.learning.chart_study import _panels, over_points
from crm_adoption.analysis.learning.sensitivity import sensitivity
from crm_adoption.analysis.learning.told_discovery import discover_in
from crm_adoption.analysis.learning.told_map import phase_map
from crm_adoption.analysis.learning.told_sensitivity import sensitivity_in
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.studies import designs
from crm_adoption.scenarios.studies.files import load_study
from crm_adoption.scenarios.studies.study import Study
from crm_adoption.scenarios.studies.work import Unit, work
from small_studies import SPONSOR, WEIGHT, study

BOTH = (WEIGHT, SPONSOR)
SALTELLI = designs.saltelli(BOTH, 8, seed=1)


def of_one(**parts: Any) -> Study:
    return Study("one", ("aligned_kpis",), BOTH, SALTELLI, **{"replications": 2, "months": (2,), **parts})


def at(points: Any) -> object:
    return PlainFunction("aligned_kpis", BOTH, month=1, replications=1).at(points)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StudyFile:
    return of_one().run(tmp_path_factory.mktemp("plain") / "one.duckdb", workers=2)


@pytest.mark.parametrize(
    ("call", "given", "problem"),
    [
        (lambda given: Study("a", ("no_programme",), design=given), None, "None is no design"),
        (lambda given: Study("a", ("no_programme",), BOTH, given), "sobol", "'sobol' is no design"),
        *((make, given, problem)
          for make in (designs.grid, designs.one_at_a_time)
          for given, problem in ((WEIGHT, "is not a list"), ("x", "is not a list"), (["x"], "'x' is no Uncert"))),
        *((lambda given, make=make: make(given, 4), given, "is not a list")
          for make in (designs.sobol, designs.lhs, designs.morris, designs.saltelli) for given in (WEIGHT, "x")),
        (lambda given: designs.from_array([[1.0]], given), WEIGHT, "is not a list"),
        (lambda given: designs.from_array(given, BOTH), "x", "design.points: these are no numbers"),
        (lambda given: PlainFunction("aligned_kpis", given), WEIGHT, "is not a list"),
        (at, "x", "points: these are no numbers"),
        (at, [[1.0, 0.5], [1.0]], "rows of the same length"),
        (lambda given: sensitivity(SALTELLI, given), "abc", "values: these are no numbers"),
        (lambda given: sensitivity(SALTELLI, given), np.ones(24) * 1j, "values: these are no numbers"),
        (lambda given: sensitivity_in(given, "deep_use"), 3, "3 is no study"),
        (lambda given: discover_in(given, "deep_use < 1"), None, "None is no study"),
        (lambda given: phase_map(given, "a", "b"), 3, "3 is no study"),
        (lambda given: compare(behaviour=given), 3, "3 is no ensemble"),
        (lambda given: duel(behaviour=given), 3, "3 is no ensemble"),
        (load_ensemble, 3, "3 is no ensemble"),
        (load_study, 3, "3 is no study file"),
        (load_evidence, 3, "3 is no evidence file"),
        (load_evidence, "none.csv", "none.csv: there is no such"),
    ],
)  # fmt: skip
def test_mistakes_are_told(call: Any, given: Any, problem: str) -> None:
    with pytest.raises(InputError) as told:
        call(given)
    assert problem in str(told.value)


@pytest.mark.parametrize("sql", ["", "  ", "-- nothing"])
def test_an_empty_question_is_refused(stored: StudyFile, sql: str) -> None:
    with pytest.raises(InputError, match="there is no SQL"):
        stored.query(sql)


def test_what_is_no_executor_is_refused_before_there_is_a_file(tmp_path: Path) -> None:
    name: Any = "dask"
    with pytest.raises(InputError, match="'dask' is no executor"):
        of_one().run(tmp_path / "s.duckdb", executor=name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("scenario", "point"), [(5, 0), (-1, 0), (0, 99), (0, -1)])
def test_a_scenario_or_point_that_is_not_there_is_refused(scenario: int, point: int) -> None:
    with pytest.raises(InputError, match="give a whole number from 0 to"):
        of_one().applied(scenario, point)


@pytest.mark.parametrize("unit", [Unit(0, 0, -3, 1), Unit(0, 0, 0, 0), Unit(-1, 0, 0, 1)])
def test_a_unit_that_cannot_be_fails(unit: Unit) -> None:
    (done,) = work(of_one(), [unit])
    assert done.values is None
    assert "give a whole number" in (done.error or "")


def test_a_studys_path_does_as_well_as_its_file(stored: StudyFile) -> None:
    found = [sensitivity_in(each, "deep_use").runs.values for each in (stored, stored.path, str(stored.path))]
    assert np.array_equal(found[0], found[1])
    assert np.array_equal(found[0], found[2])


def test_numpys_numbers_are_numbers(tmp_path: Path, stored: StudyFile) -> None:
    numbers: Any = {"replications": np.int64(2), "seed": np.int64(0), "months": np.int64(2)}
    made = of_one(**numbers)
    assert made.fingerprint() == of_one().fingerprint()
    found = made.run(tmp_path / "s.duckdb", workers=2).values("deep_use")
    assert np.array_equal(found, stored.values("deep_use"))


def test_results_of_numpys_numbers_are_written_as_json() -> None:
    seed, few, pair = np.int64(3), np.int64(2), ("no_programme", "aligned_kpis")
    for found in (
        compare(pair, replications=few, seed=seed, months=3),
        duel(*pair, replications=few, seed=seed, months=3),
    ):
        assert json.loads(json.dumps(found.to_dict()))["provenance"]["seed"] == 3


def test_a_figure_of_means_shows_the_means_over_all_replicates(tmp_path: Path) -> None:
    for keep in ("means", "summaries"):
        for size in (2, 70):
            study(4, size, keep=keep, months=(2,)).run(tmp_path / f"{keep}.duckdb", extend=True, workers=2)
    means, runs = (StudyFile(tmp_path / f"{keep}.duckdb") for keep in ("means", "summaries"))
    shown, expected = (
        {panel.label: panel for panel in _panels(each, "deep_use", None, "company", "en")} for each in (means, runs)
    )
    assert shown.keys() == expected.keys()
    for label, panel in shown.items():
        assert panel.mean == pytest.approx(expected[label].mean, rel=1e-12)
        assert panel.low == pytest.approx(panel.mean), "one mean at each point"
    over_points(means, "deep_use")
