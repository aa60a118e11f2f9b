"""Phase maps: every number is what one counts, the tipping region is where theory puts it, bad input is refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crm_adoption import load
from crm_adoption.analysis.learning.chart_phase import phase_figure
from crm_adoption.analysis.learning.phase_words import headline, notes
from crm_adoption.analysis.learning.told_map import PhaseMap, phase_map
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.studies.designs import grid, sobol
from crm_adoption.scenarios.studies.study import Study, StudyFile
from crm_adoption.scenarios.studies.uncertainty import Uncertainty
from scipy import stats

sys.path.insert(0, str(Path(__file__).parents[2]))
from command_line import call, complaint
from legible import check_boxes, words

PEERS, HABIT, START = "behaviour.peer_weight", "behaviour.habit_bonus", "organisation.starting_use"
AXES = ["--x", PEERS, "--y", HABIT]


def stored(path: Path, uncertain: tuple[Uncertainty, ...], **parts: Any) -> StudyFile:
    how: dict[str, Any] = {
        "scenarios": (load("no_programme"), load("aligned_kpis")), "design": grid(uncertain, 3), "replications": 3,
        "seed": 1, "months": (2,), "outcomes": ("deep_use",),
    } | parts  # fmt: skip
    return Study("map", uncertainties=uncertain, **how).run(path, workers=2)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> StudyFile:
    """Two scenarios at 3 x 4 x 2 points, in month 2, the values of one axis unevenly spaced."""
    uncertain = (
        Uncertainty(START, values=(0.1, 0.7)),
        Uncertainty(PEERS, values=(0.0, 1.0, 4.0)),
        Uncertainty(HABIT, values=(0.6, 1.0, 1.6, 2.2)),
    )
    return stored(tmp_path_factory.mktemp("map") / "map.duckdb", uncertain)


@pytest.fixture(scope="module")
def tipping(tmp_path_factory: pytest.TempPathFactory) -> PhaseMap:
    """The article's company after three years: the corners of the stress region, and the default."""
    own = load("no_programme").company.behaviour
    uncertain = (
        Uncertainty(START, values=(0.1, 0.7)),
        Uncertainty(PEERS, values=(own.peer_weight, 3.0, 4.0)),
        Uncertainty(HABIT, values=(own.habit_bonus, 1.6, 2.2)),
    )
    path = tmp_path_factory.mktemp("tipping") / "tipping.duckdb"
    found = stored(path, uncertain, scenarios=(load("no_programme"),), months=(36,), replications=8)
    return phase_map(found, PEERS, HABIT, between=START, level="45 %")


def test_the_start_decides_most_of_the_end_in_the_stress_region_only(tipping: PhaseMap) -> None:
    """Peer weight 3 to 4 and habit bonus 1.6 to 2.2: starts of 10 % and 70 % end 45 points apart or more.

    At the default a part of the 60 points is left, which is the institution's: how things are done here.
    """
    assert tipping.reached[1:, 1:].all()
    assert tipping.mean[0, 0] == pytest.approx(0.28, abs=0.05)
    assert tipping.own == pytest.approx((load("no_programme").company.behaviour.peer_weight,
                                         load("no_programme").company.behaviour.habit_bonus))  # fmt: skip
    inside = next(each for each in notes(tipping, "en") if each.startswith("Within the plausible"))
    assert " 0 of 3 places" in inside


def test_without_the_way_it_is_done_here_the_default_forgets_its_start(tmp_path: Path) -> None:
    nowhere = load("no_programme", settings={"behaviour.way_weight": 0.0, "behaviour.way_comfort": 0.0})
    uncertain = (Uncertainty(START, values=(0.1, 0.7)),)
    found = stored(tmp_path / "start.duckdb", uncertain, scenarios=(nowhere,), months=(36,), replications=8)
    few, many = (float(at(found, starting_use=start).mean()) for start in (0.1, 0.7))
    assert many - few == pytest.approx(0.03, abs=0.03)


def at(study: StudyFile, **wanted: float) -> np.ndarray[Any, Any]:
    """Return the values at the points with these values, [scenarios, points, replicates]."""
    names = [each.rpartition(".")[2] for each in study.uncertainties]
    keep = np.ones(len(study.points), bool)
    for name, value in wanted.items():
        keep &= study.points[:, names.index(name)] == value
    return np.asarray(study.values("deep_use")[:, keep])


def test_every_place_is_the_mean_of_its_points(study: StudyFile) -> None:
    shown = phase_map(study, PEERS, HABIT, scenario="aligned_kpis")
    assert (shown.xs.tolist(), shown.ys.tolist()) == ([0.0, 1.0, 4.0], [0.6, 1.0, 1.6, 2.2])
    for row, y in enumerate(shown.ys.tolist()):
        for column, x in enumerate(shown.xs.tolist()):
            values = at(study, peer_weight=x, habit_bonus=y)[1].mean(axis=0)
            assert shown.mean[row, column] == pytest.approx(values.mean(), rel=1e-12)
            reach = stats.t.ppf(0.975, 2) * stats.sem(values)
            assert shown.half_width[row, column] == pytest.approx(reach, rel=1e-9)
    assert [each.name for each in shown.others] == [START]


def test_a_difference_is_taken_replicate_by_replicate(study: StudyFile) -> None:
    shown = phase_map(study, HABIT, PEERS, between=START, against="no_programme")
    one, other = (at(study, peer_weight=4.0, habit_bonus=2.2, starting_use=share)[:, 0] for share in (0.7, 0.1))
    values = (one[1] - one[0]) - (other[1] - other[0])
    assert shown.mean[2, 3] == pytest.approx(values.mean(), abs=1e-15)
    assert shown.half_width[2, 3] == pytest.approx(stats.t.ppf(0.975, 2) * stats.sem(values), rel=1e-9)
    assert shown.is_difference
    assert not shown.others


def test_the_share_of_the_map_weighs_places_by_their_part_of_it(study: StudyFile) -> None:
    """The middle of three values 0, 1, 4 stands for .5 to 2.5, half of the axis."""
    shown = phase_map(study, PEERS, HABIT, scenario="no_programme")
    between = float(np.sort(shown.mean.ravel())[6])
    shown = phase_map(study, PEERS, HABIT, scenario="no_programme", level=between)
    x, y = np.array([0.5, 2.0, 1.5]) / 4.0, np.array([0.2, 0.5, 0.6, 0.3]) / 1.6
    assert shown.share == pytest.approx(sum(y[r] * x[c] for r, c in np.argwhere(shown.mean >= between)))
    assert int(shown.reached.sum()) == 6
    assert shown.undecided.tolist() == (np.abs(shown.mean - between) < shown.half_width).tolist()


def test_means_alone_give_a_map_without_intervals(tmp_path: Path) -> None:
    uncertain = (Uncertainty(PEERS), Uncertainty(HABIT))
    found = stored(tmp_path / "means.duckdb", uncertain, keep="means", months=(1,))
    shown = phase_map(found, PEERS, HABIT, scenario="aligned_kpis", level=0.1)
    assert np.isnan(shown.half_width).all()
    assert not shown.undecided.any()
    told = json.loads(
        call("study", "map", found.path, *AXES, "--scenario", "aligned_kpis", "--level", "10 %", "--json").out
    )
    assert told["half_width"] is None
    assert np.array(told["mean"]) == pytest.approx(shown.mean)
    assert told["level"] == 0.1


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_figure_can_be_read(tipping: PhaseMap, study: StudyFile, lang: str) -> None:
    figure = phase_figure(tipping, lang)
    check_boxes(figure)
    text = words(figure)
    assert headline(tipping, lang) in text
    for part in ("Gewicht der Kollegen", "Prozentpunkte", "das Szenario selbst") if lang == "de" else (
        "Peer weight", "percentage points", "the scenario itself"
    ):  # fmt: skip
        assert part in text
    check_boxes(phase_figure(phase_map(study, PEERS, HABIT, against="no_programme"), lang))


def test_the_title_states_the_finding(study: StudyFile) -> None:
    def title(**how: Any) -> str:
        return headline(phase_map(study, PEERS, HABIT, scenario="no_programme", **how), "en")

    assert title().startswith("Real use runs from ")
    assert title(level="99 %") == "Real use stays below 99.0 % all over the map"
    assert title(level=0.0) == "Real use is 0.0 % or more all over the map"
    assert title(between=START, level="90 %").startswith("Nowhere on the map does the start decide")


def test_the_command_writes_figure_and_table(study: StudyFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = call("study", "map", study.path, *AXES, "--between", START, "--scenario", "no_programme", "--lang", "de")
    assert shown.code == 0
    assert "Unterschied zwischen" in " ".join(shown.out.split())
    assert {each.name for each in (tmp_path / "map-map").iterdir()} == {"map.png", "map.svg", "map.csv"}
    assert len((tmp_path / "map-map" / "map.csv").read_text(encoding="utf-8").splitlines()) == 13
    assert "--replace" in complaint(call("study", "map", study.path, *AXES, "--scenario", "no_programme"))


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--x", PEERS, "--y", "behaviour.habitbonus"], "habit_bonus"),
        (["--x", PEERS, "--y", PEERS], "different uncertainties"),
        (["--x", PEERS, "--y", START], "3 or more values"),
        ([*AXES, "--between", HABIT], "different uncertainties"),
        ([*AXES, "--level", "much"], "--level"),
        ([*AXES, "--outcome", "churn"], "churn"),
        ([*AXES, "--month", "7"], "7"),
    ],
)
def test_bad_options_are_refused(study: StudyFile, options: list[str], problem: str) -> None:
    assert problem in complaint(call("study", "map", study.path, *options, "--scenario", "no_programme", "--json"))


def test_points_that_are_no_grid_are_refused(tmp_path: Path) -> None:
    uncertain = (Uncertainty(PEERS), Uncertainty(HABIT))
    found = stored(tmp_path / "sobol.duckdb", uncertain, design=sobol(uncertain, 16, 1), months=(1,))
    with pytest.raises(InputError, match='kind = "grid"'):
        phase_map(found, PEERS, HABIT, scenario="aligned_kpis")
