"""Sensitivity: known indices are found, chance is told apart, what does not fit is refused, all can be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from math import pi, prod
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.analysis.learning.chance import chance_of
from crm_adoption.analysis.learning.chart_interplay import interplay_figure, settling_figure
from crm_adoption.analysis.learning.chart_sensitivity import effects_figure, indices_figure, tornado_figure
from crm_adoption.analysis.learning.elementary_effects import ElementaryEffects, elementary_effects
from crm_adoption.analysis.learning.factors import factors_of
from crm_adoption.analysis.learning.sensitivity import sensitivity
from crm_adoption.analysis.learning.sensitivity_sentences import headline, sentences
from crm_adoption.analysis.learning.sensitivity_tables import frames_of
from crm_adoption.analysis.learning.sobol_indices import SobolIndices, sobol_indices
from crm_adoption.analysis.learning.study_runs import Axis, StudyRuns
from crm_adoption.analysis.learning.swings import Swings, swings
from crm_adoption.analysis.learning.told_sensitivity import Sensitivity, sensitivity_in
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.studies.designs import Design, from_array, morris, one_at_a_time, saltelli, sobol
from crm_adoption.scenarios.studies.store import Store
from crm_adoption.scenarios.studies.study import Study, StudyFile
from crm_adoption.scenarios.studies.uncertainty import Uncertainty
from matplotlib.figure import Figure
from scipy import stats

sys.path.insert(0, str(Path(__file__).parents[2]))
from command_line import call, complaint
from legible import check_boxes, words

Floats = npt.NDArray[np.float64]
NAMES = (
    "behaviour.peer_weight", "behaviour.kpi_weight", "behaviour.effort_weight", "behaviour.usefulness_weight",
    "levers.sponsorship", "levers.silo_strength", "behaviour.learning", "behaviour.forgetting",
)  # fmt: skip
LARGE = 8192


def uncertain(count: int, groups: tuple[str, ...] = ()) -> list[Uncertainty]:
    return [Uncertainty(name, group=group) for name, group in zip(NAMES, groups or ("",) * count, strict=False)]


def ishigami(shares: Floats) -> Floats:
    """Ishigami, T., Homma, T. (1990), with a = 7 and b = 0.1, on [-pi, pi]."""
    x = -pi + 2.0 * pi * shares
    return np.asarray(np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))


V1, V2, V13 = 0.5 * (1.0 + 0.1 * pi**4 / 5.0) ** 2, 7.0**2 / 8.0, 0.1**2 * pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
"""Its partial variances, exactly."""


def close(found: list[float], true: list[float]) -> None:
    """Hold indices to 2 % of the variance, and those of a hundredth or more to 2 % of themselves."""
    for one, other in zip(found, true, strict=True):
        assert one == pytest.approx(other, rel=0.02 if other >= 0.01 else None, abs=None if other >= 0.01 else 0.02)


def test_the_function_of_ishigami_is_reproduced() -> None:
    design = saltelli(uncertain(3), LARGE, seed=1)
    found, variance = sobol_indices(design, ishigami(design.unit)), V1 + V2 + V13
    close([each.value for each in found.first], [V1 / variance, V2 / variance, 0.0])
    close([each.value for each in found.total], [(V1 + V13) / variance, V2 / variance, V13 / variance])
    close([found.second[pair].value for pair in ((0, 1), (0, 2), (1, 2))], [0.0, V13 / variance, 0.0])
    assert found.variance == pytest.approx(variance, rel=0.02)
    assert [found.stands_out(pair) for pair in found.second] == [False, True, False]
    assert found.settled


def test_the_g_function_of_sobol_is_reproduced() -> None:
    """With a = 0, 1, 4.5, 9, 99, 99, 99, 99 (Saltelli, A., Sobol', I. M. (1995))."""
    a, design = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0]), saltelli(uncertain(8), LARGE, seed=1)
    found = sobol_indices(design, np.prod((np.abs(4.0 * design.unit - 2.0) + a) / (1.0 + a), axis=1), resamples=20)
    parts = (1.0 / (3.0 * (1.0 + a) ** 2)).tolist()
    variance = prod(1.0 + each for each in parts) - 1.0
    close([each.value for each in found.first], [each / variance for each in parts])
    totals = [part * prod(1.0 + other for j, other in enumerate(parts) if j != k) for k, part in enumerate(parts)]
    close([each.value for each in found.total], [each / variance for each in totals])
    pairs = list(combinations(range(8), 2))
    close([found.second[pair].value for pair in pairs], [parts[i] * parts[j] / variance for i, j in pairs])


@pytest.mark.parametrize("second_order", [True, False])
def test_a_group_is_one_factor(second_order: bool) -> None:
    design = saltelli(uncertain(3, ("people", "technology", "people")), 1024, second_order, seed=1)
    found, variance = sobol_indices(design, ishigami(design.unit)), V1 + V2 + V13
    assert [(each.name, len(each.members)) for each in found.factors] == [("people", 2), ("technology", 1)]
    for of in (found.first, found.total):
        assert [each.value for each in of] == pytest.approx([(V1 + V13) / variance, V2 / variance], abs=0.02)
    assert list(found.second) == ([(0, 1)] if second_order else [])


def test_intervals_hold_the_truth() -> None:
    """Of 120 intervals 95 % and more hold it; fewer than 108 would have probability .02 at 95 % if independent."""
    true = np.array([0.6, 0.3, 0.1])
    held = 0
    for seed in range(20):
        design = saltelli(uncertain(3), 64, second_order=False, seed=seed)
        found = sobol_indices(design, design.unit @ np.sqrt(true), resamples=100)
        for of in (found.first, found.total):
            held += sum(each.low <= share <= each.high for each, share in zip(of, true, strict=True))
    assert held >= 108


def test_the_stages_are_the_smaller_designs() -> None:
    large, small = (saltelli(uncertain(3), n, seed=3) for n in (64, 16))
    first, *_, last = sobol_indices(large, ishigami(large.unit)).stages
    alone = sobol_indices(small, ishigami(small.unit))
    assert (first.n, last.n) == (16, 64)
    assert [each.value for each in first.total] == [each.value for each in alone.total]
    effects = elementary_effects(many := morris(uncertain(3), 16, seed=1), ishigami(many.unit))
    few = morris(uncertain(3), 4, seed=1)
    assert [n for n, _ in effects.stages] == [4, 8, 16]
    strengths = [each.strength.value for each in elementary_effects(few, ishigami(few.unit)).effects]
    assert [each.value for each in effects.stages[0][1]] == pytest.approx(strengths, rel=1e-12)


def test_how_far_indices_moved_decides_whether_they_are_settled() -> None:
    design = saltelli(uncertain(3), 512, seed=1)
    found = sobol_indices(design, ishigami(design.unit))
    half, whole = found.stages[-2:]
    by_hand = max(
        abs(a.value - b.value)
        for of in ("first", "total")
        for a, b in zip(getattr(half, of), getattr(whole, of), strict=True)
    )
    assert found.moved == by_hand
    assert found.settled == (by_hand <= 0.05)
    rough = saltelli(uncertain(3), 8, seed=1)
    assert sobol_indices(rough, ishigami(rough.unit)).moved is None


def noisy(points: int, replications: int, alike: float, apart: float, seed: int = 0) -> Floats:
    """Return values with variance 1 between points, and what replicates add everywhere alike and apart."""
    rng = np.random.default_rng(seed)
    return np.asarray(
        rng.normal(0.0, 1.0, (points, 1)) + rng.normal(0.0, alike, (1, replications))
        + rng.normal(0.0, apart, (points, replications))
    )  # fmt: skip


def test_the_seeds_share_of_the_variance_is_found() -> None:
    """Planted: 1 of points, .5 of replicates alike, .25 apart; 200 replicates know .5 to a tenth (.05 standard)."""
    found = chance_of(noisy(2000, 200, 0.5**0.5, 0.5))
    assert found is not None
    assert found.share.value == pytest.approx(0.75 / 1.75, abs=0.06)
    assert found.everywhere == pytest.approx(0.5 / 1.75, abs=0.06)
    assert found.here == pytest.approx(0.25 / 1.75, abs=0.01)
    assert found.in_means == pytest.approx(0.25 / 200 / (1.0 + 0.25 / 200), rel=0.1)
    assert found.gain == pytest.approx(3.0, rel=0.25)
    assert found.share.low < 0.75 / 1.75 < found.share.high


def test_the_interval_of_the_seeds_share_holds_the_truth() -> None:
    """Of 60 intervals at 95 %, fewer than 51 would hold it with probability .003; few replicates cost a little."""
    held = 0
    for seed in range(60):
        found = chance_of(noisy(200, 20, 0.5, 0.5, seed))
        assert found is not None
        held += found.share.low <= 0.5 / 1.5 <= found.share.high
    assert held >= 51


def test_two_replicates_say_nothing_about_how_sure_the_share_is() -> None:
    found = chance_of(noisy(100, 2, 0.5, 0.5))
    assert found is not None
    assert (found.share.low, found.share.high) == (0.0, 1.0)
    assert chance_of(noisy(100, 1, 0.5, 0.5)) is None
    assert chance_of(np.ones((10, 4))) is None


def test_indices_and_effects_are_of_the_mean_over_the_replicates() -> None:
    design, trajectories = saltelli(uncertain(3), 16, seed=1), morris(uncertain(3), 8, seed=1)
    rng = np.random.default_rng(3)
    values = ishigami(design.unit)[:, None] + rng.normal(0.0, 2.0, (len(design), 5))
    assert sobol_indices(design, values).total == sobol_indices(design, values.mean(axis=1)).total
    values = ishigami(trajectories.unit)[:, None] + rng.normal(0.0, 2.0, (len(trajectories), 5))
    one, other = (elementary_effects(trajectories, each) for each in (values, values.mean(axis=1)))
    assert one.effects == other.effects


def test_what_a_replicate_has_everywhere_moves_no_index() -> None:
    """That is what common random numbers are for: only the part that differs from point to point can disturb."""
    design = saltelli(uncertain(3), 64, seed=1)
    values = ishigami(design.unit)[:, None]
    alike = np.random.default_rng(1).normal(0.0, 5.0, (1, 8))
    pure, common = sobol_indices(design, values), sobol_indices(design, values + alike)
    assert [each.value for each in common.total] == pytest.approx([each.value for each in pure.total], abs=1e-9)
    assert [each.value for each in common.first] == pytest.approx([each.value for each in pure.first], abs=1e-9)
    assert pure.chance is None
    assert common.chance is not None
    assert common.chance.share.value > 0.5
    assert common.chance.in_means < 1e-9


def test_elementary_effects_of_a_plane_are_its_slopes() -> None:
    design = morris(uncertain(3), 10, seed=1)
    found = elementary_effects(design, design.unit @ np.array([2.0, -1.0, 0.0]) + 5.0)
    assert [each.mean for each in found.effects] == pytest.approx([2.0, -1.0, 0.0], abs=1e-12)
    assert [each.strength.value for each in found.effects] == pytest.approx([2.0, 1.0, 0.0], abs=1e-12)
    assert [each.spread for each in found.effects] == pytest.approx([0.0, 0.0, 0.0], abs=1e-12)
    assert [each.direction for each in found.effects] == [1, -1, 0]
    assert found.order == [0, 1, 2]
    assert found.effects[0].even


def test_interplay_makes_effects_uneven_and_groups_have_no_direction() -> None:
    plain = morris(uncertain(3), 20, seed=1)
    shares = plain.unit
    found = elementary_effects(plain, (shares[:, 0] - 0.5) * (shares[:, 1] - 0.5) + shares[:, 2])
    assert [each.even for each in found.effects] == [False, False, True]
    assert found.effects[0].direction == 0
    grouped = morris(uncertain(3, ("people", "people", "")), 20, seed=1)
    found = elementary_effects(grouped, grouped.unit @ np.array([1.0, 1.0, 0.5]))
    assert [each.name for each in found.factors] == ["people", NAMES[2]]
    assert np.isnan(found.effects[0].mean)
    assert found.effects[0].direction == 0
    assert found.effects[1].mean == pytest.approx(0.5)


def test_swings_are_paired_differences_with_students_interval() -> None:
    design = one_at_a_time(uncertain(2), levels=3, base={NAMES[0]: 1.0})
    rng = np.random.default_rng(4)
    values = rng.normal(0.0, 3.0, (1, 6)) + np.arange(7.0)[:, None] + rng.normal(0.0, 0.1, (7, 6))
    found = swings(design, values)
    assert [len(each.levels) for each in found.swings] == [3, 3]
    assert found.swings[0].base == 1.0
    level = found.swings[1].levels[2]
    low, high = stats.ttest_1samp(values[6] - values[0], 0.0).confidence_interval()
    assert (level.change.value, level.change.low, level.change.high) == pytest.approx(
        (float((values[6] - values[0]).mean()), low, high)
    )
    assert level.value == design.points[6, 1]
    assert found.order == [1, 0]
    assert found.swings[0].width == found.swings[0].high.change.value


def test_one_replicate_has_no_interval() -> None:
    design = one_at_a_time(uncertain(1))
    found = swings(design, [0.0, 1.0, -2.0])
    assert np.isnan(found.base.low)
    assert found.swings[0].width == 3.0


DESIGN = saltelli(uncertain(2), 8, seed=1)
GOOD = DESIGN.unit.sum(axis=1)


@pytest.mark.parametrize(
    ("values", "points", "problem"),
    [
        (GOOD[:-1], None, "do not fit the design's 48 points"),
        (GOOD.reshape(2, -1), None, "do not fit"),
        (np.empty((48, 0)), None, "do not fit"),
        (GOOD, DESIGN.points[::-1], "at other points than the design's"),
        (GOOD, DESIGN.points[:-1], "at other points than the design's"),
        (np.where(np.arange(48) == 3, np.nan, GOOD), None, "1 of 48 points have no value"),
        (np.ones(48), None, "the same at every point"),
    ],
)
def test_what_is_not_of_the_design_is_refused(values: Floats, points: Floats | None, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        sensitivity(DESIGN, values, points)


def test_other_designs_are_refused() -> None:
    for design in (sobol(uncertain(2), 8), from_array(DESIGN.points, uncertain(2))):
        with pytest.raises(InputError, match="do not show which uncertainty"):
            sensitivity(design, GOOD[: len(design)])
    for wrong in (morris(uncertain(2), 16), replace(DESIGN, given=DESIGN.points)):
        with pytest.raises(InputError, match="needs the points of a saltelli design"):
            sobol_indices(wrong, GOOD[: len(wrong)])


# --- from a study's file


def stored(folder: Path, design: Design, replications: int = 3, **parts: Any) -> Path:
    path = folder / f"{design.kind}.duckdb"
    made = Study("small", ("no_programme", "aligned_kpis"), design.uncertainties, design, replications,
                 **{"months": (2, 4), "seed": 3, "outcomes": ("deep_use", "net_value"), **parts})  # fmt: skip
    made.run(path)
    return path


MAKERS: dict[str, Callable[[], Design]] = {
    "saltelli": lambda: saltelli(uncertain(3), 8, seed=1),
    "morris": lambda: morris(uncertain(3), 8, seed=1),
    "one_at_a_time": lambda: one_at_a_time(uncertain(3)),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_study_is_analysed_as_its_values_are(tmp_path: Path, kind: str) -> None:
    design = MAKERS[kind]()
    file = StudyFile(stored(tmp_path, design))
    values = file.values("net_value", 4)
    found = sensitivity_in(file, "net_value", scenario="aligned_kpis", against="no_programme").found
    same = sensitivity(design, values[1] - values[0], design.points)
    if isinstance(found, SobolIndices):
        assert isinstance(same, SobolIndices)
        assert (found.first, found.total, found.second) == (same.first, same.total, same.second)
        assert found.chance == same.chance
    elif isinstance(found, ElementaryEffects):
        assert isinstance(same, ElementaryEffects)
        assert found.effects == same.effects
    else:
        assert isinstance(same, Swings)
        assert found.swings == same.swings


def test_a_study_that_was_doubled_is_analysed_as_the_larger_one(tmp_path: Path) -> None:
    """That is what the command advises where indices have not settled."""
    path = stored(tmp_path, saltelli(uncertain(2), 8, seed=1))
    large = saltelli(uncertain(2), 16, seed=1)
    words = {"months": (2, 4), "seed": 3, "outcomes": ("deep_use", "net_value")}
    Study("small", ("no_programme", "aligned_kpis"), large.uncertainties, large, 3, **words).run(path, extend=True)
    found = sensitivity_in(StudyFile(path), "deep_use", scenario="aligned_kpis").found
    assert isinstance(found, SobolIndices)
    assert found.n == 16
    assert [each.n for each in found.stages] == [8, 16]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--outcome", "deep_us"], "Did you mean 'deep_use'"),
        (["--month", "3"], "month 3 is not kept; give one of 2, 4"),
        (["--scenario", "aligned_kpi"], "Did you mean 'aligned_kpis'"),
        (["--department", "sales"], "company"),
        (["--against", "aligned_kpis"], "compared with itself"),
    ],
)
def test_what_the_study_does_not_keep_is_refused(kept: Path, words: list[str], problem: str) -> None:
    assert problem in complaint(call("study", "sensitivity", kept, "--scenario", "aligned_kpis", *words))
    assert not (kept.parent / "saltelli-sensitivity").exists()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("kept"), saltelli(uncertain(2), 8, seed=1))


def test_means_have_no_share_of_the_seed(tmp_path: Path) -> None:
    path = stored(tmp_path, saltelli(uncertain(2), 8, seed=1), keep="means")
    found = sensitivity_in(StudyFile(path), "deep_use", scenario="aligned_kpis").found
    assert isinstance(found, SobolIndices)
    assert found.chance is None


@pytest.mark.parametrize("sizes", [(100,), (2, 96)])
def test_of_means_all_replicates_count(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    design = saltelli(uncertain(2), 8, seed=1)
    found = {}
    for keep in ("means", "summaries"):
        for size in sizes:
            study = Study("both", ("aligned_kpis",), design.uncertainties, design, size, months=(2,), keep=keep)
            file = study.run(tmp_path / f"{keep}.duckdb", workers=2, extend=True)
        found[keep] = sensitivity_in(file, "deep_use")
    means, runs = found["means"], found["summaries"]
    assert means.runs.values[:, 0] == pytest.approx(runs.runs.values.mean(axis=1), rel=1e-12)
    assert isinstance(means.found, SobolIndices)
    assert isinstance(runs.found, SobolIndices)
    assert [each.value for each in means.found.total] == pytest.approx([each.value for each in runs.found.total])


def test_points_that_are_not_the_designs_are_refused(tmp_path: Path) -> None:
    path = stored(tmp_path, saltelli(uncertain(2), 8, seed=1))
    with duckdb.connect(str(path)) as connection:
        connection.execute(f'UPDATE design_points SET "{NAMES[0]}" = 0.5 WHERE point = 7')
    with pytest.raises(InputError, match="not those that a saltelli design of its options gives"):
        sensitivity_in(StudyFile(path), "deep_use", scenario="aligned_kpis")


def test_a_study_that_is_not_complete_is_refused(tmp_path: Path) -> None:
    design = saltelli(uncertain(2), 8, seed=1)
    path = tmp_path / "begun.duckdb"
    with Store.open(path, Study("begun", ("no_programme",), design.uncertainties, design, 2, months=(2,))):
        pass
    assert "96 of 96 runs are missing" in complaint(call("study", "sensitivity", path))


@pytest.mark.parametrize(("kind", "lang"), [("saltelli", "de"), ("morris", "en"), ("one_at_a_time", "de")])
def test_the_command_prints_draws_and_writes(tmp_path: Path, kind: str, lang: str) -> None:
    path, out = stored(tmp_path, MAKERS[kind]()), tmp_path / "out"
    words_of = ["study", "sensitivity", path, "--scenario", "aligned_kpis", "--lang", lang, "--out", out]
    shown = call(*words_of)
    assert (shown.code, shown.err) == (0, "")
    label = {"en": "Peer weight", "de": "Gewicht der Kollegen"}[lang]
    assert label in shown.out
    assert "behaviour." not in shown.out
    table = (out / "sensitivity.csv").read_text(encoding="utf-8")
    assert NAMES[0] in table
    assert any(each.suffix == ".svg" for each in out.iterdir())
    again = call(*words_of)
    assert (again.code, again.out) == (2, "")
    assert {"en": "holds", "de": "enthält"}[lang] in again.err
    answer = call(*words_of, "--replace", "--json")
    document = json.loads(answer.out)
    assert (document["design"], document["scenario"], document["month"]) == (kind, "aligned_kpis", 4)
    assert {row["factor"] for row in document["sensitivity"]} == set(NAMES[:3])
    assert call(*words_of, "--replace", "--quiet").out == ""


def test_a_study_for_something_else_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = stored(tmp_path, sobol(uncertain(2), 4, seed=1))
    said = complaint(call("study", "sensitivity", path, "--scenario", "aligned_kpis", "--out", tmp_path / "out"))
    assert "saltelli, morris, one_at_a_time" in said
    assert not (tmp_path / "out").exists()


# --- words and figures


def pretended(design: Design, values: npt.ArrayLike, against: str = "") -> Sensitivity:
    """Return what a study would say of an outcome with these values."""
    titles = {
        "aligned_kpis": {"en": "Aligned KPIs", "de": "Gemeinsame Ziele"},
        "no_programme": {"en": "No programme", "de": "Kein Programm"},
    }
    found = np.asarray(values, np.float64).reshape(len(design), -1)
    axes = tuple(Axis(each.name, *each.range) for each in design.uncertainties)
    runs = StudyRuns(
        "what_matters", "deep_use", "company", 12, "aligned_kpis", against, titles, design.kind, axes, design.points,
        found, found.shape[1],
    )  # fmt: skip
    return Sensitivity(runs, sensitivity(design, found))


def many(kind: str) -> Sensitivity:
    """Return an analysis of more factors than fit, with the longest names, noise, and effects of either sign."""
    names = [f"organisation.departments.{d}.{n}" for d in ("customer_success", "marketing") for n in (
        "supervisor_commitment", "territoriality", "go_live_training", "silo_strength", "sponsorship", "resistance",
        "turnover", "monitoring", "usability", "technology", "leaving",
    )]  # fmt: skip
    made = [Uncertainty(name) for name in names]
    design = {"saltelli": saltelli, "morris": morris}[kind](made, 8) if kind != "one_at_a_time" else one_at_a_time(made)
    weights = np.linspace(0.2, -0.05, len(names))
    noise = np.random.default_rng(1).normal(0.0, 0.01, (len(design), 5))
    low, high = np.array([each.range for each in made]).T
    shares = (design.points - low) / (high - low)
    return pretended(design, (shares @ weights + shares[:, 0] * shares[:, 1])[:, None] * 0.3 + noise, "no_programme")


def figures(sensitivity: Sensitivity, lang: str) -> list[Figure]:
    if isinstance(sensitivity.found, ElementaryEffects):
        return [effects_figure(sensitivity, lang)]
    if isinstance(sensitivity.found, Swings):
        return [tornado_figure(sensitivity, lang)]
    return [draw(sensitivity, lang) for draw in (indices_figure, interplay_figure, settling_figure)]


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("kind", MAKERS)
def test_figures_can_be_read_whatever_they_show(kind: str, lang: str) -> None:
    small = MAKERS[kind]()
    for each in (many(kind), pretended(small, small.unit[:, 0] if kind != "one_at_a_time" else small.points[:, 0])):
        for figure in figures(each, lang):
            check_boxes(figure)
            text = words(figure)
            assert "behaviour." not in text
            assert "{" not in text
            assert "nan" not in text


def test_titles_name_what_stands_out_and_say_when_two_cannot_be_told_apart() -> None:
    design = saltelli(uncertain(2), 64, seed=1)
    clear = pretended(design, design.unit @ np.array([1.0, 0.1]))
    assert headline(clear, "en") == "“Real use” depends most on “Peer weight”"
    assert headline(clear, "de") == "„Echte Nutzung“ hängt am meisten ab von „Gewicht der Kollegen“"
    tied = pretended(design, design.unit @ np.array([1.0, 1.0]), "no_programme")
    assert headline(tied, "en").startswith("The change in “Real use” depends most on ")
    assert headline(tied, "en").endswith(" (their order is open)")
    assert any("cannot be told apart" in each for each in sentences(tied, "en"))


def test_sentences_say_what_is_small_what_is_chance_and_what_is_not_settled() -> None:
    design = saltelli(uncertain(3), 256, seed=1)
    noise = np.random.default_rng(2).normal(0.0, 0.3, (len(design), 4))
    text = " ".join(sentences(pretended(design, (design.unit @ np.array([1.0, 0.5, 0.01]))[:, None] + noise), "en"))
    assert "of the variance is still chance" not in text
    assert "is still chance" in text
    assert "Chance - people, network and luck" in text
    exact = pretended(design, design.unit @ np.array([1.0, 0.5, 0.01]))
    text = " ".join(sentences(exact, "en"))
    assert "Hardly anything hangs on Effort weight (in total below 5 % of the variance, interval included)." in text
    assert "Settled: with half of the points (n = 128 instead of 256)" in text
    assert "Chance" not in text
    rough = saltelli(uncertain(3), 8, seed=2)
    assert "Double n in the study file" in " ".join(sentences(pretended(rough, ishigami(rough.unit)), "en"))


def test_tables_hold_all_factors_in_their_order() -> None:
    found = many("saltelli")
    assert isinstance(found.found, SobolIndices)
    tables = frames_of(found)
    assert len(tables["sensitivity"]) == 22
    assert tables["sensitivity"]["total"].is_monotonic_decreasing
    assert len(tables["interactions"]) == 22 * 21 // 2
    assert sorted(tables["convergence"]["n"].unique()) == [8]
    assert [each.name for each in factors_of(saltelli(uncertain(2, ("b", "a")), 4))] == ["b", "a"]
