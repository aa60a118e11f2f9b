"""Where a programme fails: planted boxes are found, counts are right, chance is called chance, bad input is refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption import load
from crm_adoption.analysis.learning.boxes import Box
from crm_adoption.analysis.learning.chart_discovery import box_figure, trade_off_figure
from crm_adoption.analysis.learning.discovery import discover
from crm_adoption.analysis.learning.failing import condition, verdict
from crm_adoption.analysis.learning.study_runs import Axis, runs_of
from crm_adoption.analysis.learning.told_discovery import Failure, discover_in
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.studies.designs import one_at_a_time, sobol
from crm_adoption.scenarios.studies.running import run_study
from crm_adoption.scenarios.studies.store import Store
from crm_adoption.scenarios.studies.study import Study, StudyFile
from crm_adoption.scenarios.studies.uncertainty import Uncertainty

sys.path.insert(0, str(Path(__file__).parents[2]))
from command_line import call, complaint
from legible import check_boxes, words

METHODS = ["prim", "cart"]
Floats = npt.NDArray[np.float64]


def points(count: int, uncertainties: int, seed: int = 0) -> Floats:
    return np.random.default_rng(seed).random((count, uncertainties))


def counted(box: Box, values: Floats, fails: npt.NDArray[np.bool_], names: list[str]) -> tuple[int, int]:
    """Count the points in a box, and the failing ones, one by one from its limits."""
    inside = failing = 0
    for row, bad in zip(values.tolist(), fails.tolist(), strict=True):
        if all(each.low <= row[names.index(each.name)] <= each.high for each in box.limits):
            inside += 1
            failing += bad
    return inside, failing


@pytest.mark.parametrize("method", METHODS)
def test_a_planted_box_is_found(method: str) -> None:
    """Limits to 3 hundredths of the range, no limit on what does not matter, next to nothing missed."""
    values, names = points(600, 4), ["a", "b", "c", "d"]
    found = discover(values, (values[:, 0] < 0.4) & (values[:, 2] > 0.55), names, method=method)
    assert found.state == "found"
    limits = {each.name: each for each in found.boxes[0].limits}
    assert set(limits) == {"a", "c"}
    assert (limits["a"].high, limits["c"].low) == pytest.approx((0.4, 0.55), abs=0.03)
    assert limits["a"].from_above
    assert not limits["a"].from_below
    assert found.boxes[0].coverage > 0.9
    assert found.boxes[0].density > 0.9
    check = found.boxes[0].check
    assert check is not None
    assert min(check.coverage, check.density) > 0.8


def test_a_second_box_lies_outside_the_first() -> None:
    values = points(800, 3, 5)
    fails = ((values[:, 0] < 0.3) & (values[:, 1] < 0.5)) | (values[:, 2] > 0.8)
    found = discover(values, fails, ["a", "b", "c"], method="cart")
    assert len(found.boxes) >= 2
    first, second = (each.holds(values, found.names) for each in found.boxes[:2])
    assert int((second & ~first).sum()) == found.boxes[1].points
    held = sum(box.failing for box in found.boxes)
    assert held == int((fails & np.any([box.holds(values, found.names) for box in found.boxes], axis=0)).sum())
    assert held / fails.sum() > 0.9


def test_a_further_box_in_which_less_fails_than_on_average_is_not_told() -> None:
    """Outside the planted box a fifth fails where b is large, less than the third that fails over all."""
    random, values = np.random.default_rng(7), points(1500, 3, 7)
    inside = (values[:, 0] < 0.5) & (values[:, 2] > 0.4)
    fails = inside | (random.random(1500) < 0.2 * (values[:, 1] > 0.6))
    found = discover(values, fails, ["a", "b", "c"], method="cart")
    assert found.share > 0.3
    assert len(found.boxes) == 1


@pytest.mark.parametrize("method", METHODS)
def test_coverage_and_density_are_what_one_counts(method: str) -> None:
    values, names = points(300, 3, 2), ["a", "b", "c"]
    fails = (values.sum(axis=1) + np.random.default_rng(3).normal(0.0, 0.2, 300)) < 1.2
    found = discover(values, fails, names, method=method)
    for box in (found.boxes[0], *found.trade_off):
        inside, failing = counted(box, values, fails, names)
        assert (box.points, box.failing) == (inside, failing)
        assert box.coverage == failing / fails.sum()
        assert box.density == failing / inside
        assert box.mass == inside / 300


@pytest.mark.parametrize("method", METHODS)
def test_no_box_of_the_trade_off_beats_another(method: str) -> None:
    values = points(300, 3, 2)
    curve = discover(values, values.sum(axis=1) < 1.2, ["a", "b", "c"], method=method).trade_off
    coverage, density = [each.coverage for each in curve], [each.density for each in curve]
    assert len(curve) > 2
    assert coverage == sorted(coverage)
    assert density == sorted(density, reverse=True)
    assert len(set(zip(coverage, density, strict=True))) == len(curve)
    assert coverage[-1] == 1.0


def test_the_density_asked_for_is_reached_with_most_coverage() -> None:
    values = points(300, 3, 2)
    found = discover(values, values.sum(axis=1) < 1.2, ["a", "b", "c"], density=0.8, most=1)
    dense = [each for each in found.trade_off if each.density >= 0.8]
    assert found.boxes[0].density >= 0.8
    assert found.boxes[0].coverage == max(each.coverage for each in dense)


def test_chance_is_called_chance() -> None:
    """Verdicts by the lot: at level .05, more than 4 of 20 are called found with probability .003."""
    called = []
    for seed in range(20):
        random = np.random.default_rng(100 + seed)
        called.append(discover(random.random((120, 4)), random.random(120) < 0.4, list("abcd"), method="cart").state)
    assert called.count("found") <= 4
    assert called.count("chance") >= 10


def test_steps_are_limits_at_values_that_occur() -> None:
    random = np.random.default_rng(4)
    values = np.column_stack([random.integers(0, 7, 400), random.random(400)]).astype(np.float64)
    axes = [Axis("months", 0.0, 6.0, stepped=True), Axis("share", 0.0, 1.0)]
    found = discover(values, values[:, 0] >= 4, axes)
    (limit,) = found.boxes[0].limits
    assert (limit.name, limit.low, limit.high) == ("months", 4.0, 6.0)
    assert found.boxes[0].coverage == found.boxes[0].density == 1.0


@pytest.mark.parametrize(("failing", "state"), [(0, "none fails"), (60, "all fail"), (9, "too few"), (51, "too few")])
def test_where_there_is_nothing_to_describe_nothing_is(failing: int, state: str) -> None:
    found = discover(points(60, 2), np.arange(60) < failing, ["a", "b"])
    assert (found.state, found.boxes, found.trade_off) == (state, (), ())
    assert found.failing == failing


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"points": points(39, 2), "fails": np.arange(39) < 20}, "39 points are too few"),
        ({"fails": np.arange(50) < 20}, "do not go with"),
        ({"axes": ["a"]}, "do not go with"),
        ({"points": np.where(points(60, 2) > 0.5, np.nan, 0.0)}, "without a value"),
        ({"fails": np.zeros(60)}, "true or false"),
        ({"density": 1.2}, "no share"),
        ({"method": "pirm"}, "prim"),
        ({"most": 0}, "whole number"),
    ],
)
def test_bad_input_is_refused(change: dict[str, Any], problem: str) -> None:
    given = {"points": points(60, 2), "fails": np.arange(60) < 30, "axes": ["a", "b"]} | change
    with pytest.raises(InputError, match=problem):
        discover(given.pop("points"), given.pop("fails"), given.pop("axes"), **given)


def test_conditions_are_read() -> None:
    assert str(condition("deep_use < 30 %")) == "deep_use < 0.3"
    assert str(condition("deep_use<=0,3")) == "deep_use <= 0.3"
    assert str(condition("> 1.5", "customers")) == "customers > 1.5"
    assert condition("net_value >= -2e5".replace("e5", "00000")).level == -200_000.0
    assert condition("deep_use < 0.3").met_by(np.array([0.2, 0.3])).tolist() == [True, False]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("deep_use = 0.3", "is no condition"), ("deep_use < 30", "no share"), ("deepuse < 0.3", "deep_use"),
        ("< 0.3", "which outcome"), ("customers < 30 %", "not in percent"), ("deep_use < 0.3.1", "not a number"),
    ],
)  # fmt: skip
def test_conditions_that_cannot_be_read_are_refused(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        condition(text)


# --- of a study ---------------------------------------------------------------------------------------------------

UNCERTAIN = (
    Uncertainty("behaviour.usefulness_weight"), Uncertainty("behaviour.habit_bonus"), Uncertainty("levers.training")
)  # fmt: skip


def stored(path: Path, **parts: Any) -> Path:
    how: dict[str, Any] = {
        "design": sobol(UNCERTAIN, 64, 1), "replications": 2, "seed": 3, "months": (3,), "outcomes": ("deep_use",)
    } | parts  # fmt: skip
    scenarios = (load("no_programme"), load("aligned_kpis"))
    made = Study("where", scenarios, UNCERTAIN, how.pop("design"), how.pop("replications"), **how)
    with Store.open(path, made) as store:
        run_study(made, store, workers=2)
    return path


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("study") / "where.duckdb")


@pytest.fixture(scope="module")
def level(study: Path) -> float:
    """Return what half of the points stay below."""
    return float(np.median(StudyFile(study).values("deep_use")[1].mean(axis=1)))


@pytest.fixture(scope="module")
def failure(study: Path, level: float) -> Failure:
    return discover_in(StudyFile(study), f"deep_use < {level}", scenario="aligned_kpis", method="cart")


def test_a_study_tells_where_a_scenario_fails(study: Path, level: float, failure: Failure) -> None:
    """In the first months it fails where habits hold, for the old way is the habit then; verdicts are of the means."""
    found = failure.found
    means = StudyFile(study).values("deep_use")[1].mean(axis=1)
    assert found.fails.tolist() == (means < level).tolist()
    assert found.state == "found"
    habit = {each.name: each for each in found.boxes[0].limits}["behaviour.habit_bonus"]
    assert habit.from_below
    assert failure.runs.replications == 2


def test_against_another_scenario_pairs_count(study: Path) -> None:
    """The condition is on the mean difference, replicate by replicate."""
    values = StudyFile(study).values("deep_use")
    gain = (values[1] - values[0]).mean(axis=1)
    limit = round(float(np.quantile(gain, 0.4)), 6)
    failure = discover_in(StudyFile(study), f"deep_use < {limit}", against="no_programme")
    assert failure.runs.scenario == "aligned_kpis"
    assert failure.found.fails.tolist() == (gain < limit).tolist()


def test_undecided_points_are_those_whose_interval_holds_the_level(study: Path, level: float) -> None:
    from scipy import stats

    runs = runs_of(StudyFile(study), "deep_use", scenario="aligned_kpis")
    open_points = 0
    for values in runs.values:
        reach = stats.t.ppf(0.975, 1) * stats.sem(values)
        open_points += abs(values.mean() - level) < reach
    assert verdict(runs, condition(f"deep_use < {level}")).undecided == open_points > 0


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_figures_can_be_read(failure: Failure, lang: str) -> None:
    for figure in (box_figure(failure, lang), trade_off_figure(failure, lang)):
        check_boxes(figure)
    text = words(box_figure(failure, lang))
    assert ("Halt der Gewohnheit" if lang == "de" else "Habit bonus") in text
    assert "habit_bonus" not in text


def test_the_command_says_the_same_as_the_library(
    study: Path, level: float, failure: Failure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = ["--scenario", "aligned_kpis", "--fails-when", f"deep_use < {level}", "--method", "cart"]
    told = json.loads(call("study", "discover", study, *options, "--json").out)
    assert list(tmp_path.iterdir()) == []
    box = failure.found.boxes[0]
    assert told["state"] == "found"
    assert (told["boxes"][0]["coverage"], told["boxes"][0]["density"]) == (box.coverage, box.density)
    shown = call("study", "discover", study, *options, "--lang", "de")
    assert shown.code == 0
    assert "Abdeckung" in shown.out
    made = {path.name for path in (tmp_path / "where-discovery").iterdir()}
    assert made == {"1-where.png", "1-where.svg", "2-trade-off.png", "2-trade-off.svg", "boxes.csv", "trade_off.csv"}
    assert "--replace" in complaint(call("study", "discover", study, *options))


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--fails-when", "deep_use < 0.3"], "choose one of"),
        (["--scenario", "aligned_kpi", "--fails-when", "deep_use < 0.3"], "aligned_kpis"),
        (["--scenario", "aligned_kpis", "--fails-when", "deep_use"], "is no condition"),
        (["--scenario", "aligned_kpis", "--fails-when", "net_value < 0"], "net_value"),
        (["--scenario", "aligned_kpis", "--fails-when", "deep_use < 0.3", "--method", "tree"], "cart"),
        (["--scenario", "aligned_kpis", "--fails-when", "deep_use < 0.2", "--density", "2"], "share"),
    ],
)
def test_bad_options_are_refused(study: Path, options: list[str], problem: str) -> None:
    assert problem in complaint(call("study", "discover", study, *options, "--json"))


def test_a_study_with_runs_missing_is_refused(tmp_path: Path) -> None:
    made = Study("open", (load("aligned_kpis"),), UNCERTAIN, sobol(UNCERTAIN, 64, 1), 1, outcomes=("deep_use",))
    with Store.open(tmp_path / "open.duckdb", made):
        pass
    assert "64 of 64 runs are missing" in complaint(
        call("study", "discover", tmp_path / "open.duckdb", "--fails-when", "deep_use < 0.3")
    )


def test_a_design_that_does_not_fill_the_space_is_refused(tmp_path: Path) -> None:
    path = stored(tmp_path / "one.duckdb", design=one_at_a_time(UNCERTAIN), months=(1,))
    with pytest.raises(InputError, match="one uncertainty at a time"):
        discover_in(StudyFile(path), "deep_use < 0.3", scenario="aligned_kpis")


def test_without_the_workbench_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ema_workbench.analysis.prim", None)
    with pytest.raises(InputError, match=r"need ema_workbench; install it, .*'\.\[discovery\]'.*cart"):
        discover(points(60, 2), points(60, 2)[:, 0] < 0.5, ["a", "b"])
