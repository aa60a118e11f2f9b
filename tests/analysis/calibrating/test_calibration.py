"""Calibration: the surfaces, the waves, going on after an interruption, and the command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from command_line import call, complaint
from crm_adoption.analysis.calibrating.emulator import fit
from crm_adoption.analysis.calibrating.files import Folder, plan_of, read_bands, read_behaviour
from crm_adoption.analysis.calibrating.history_matching import CUT, Search
from crm_adoption.analysis.calibrating.job import calibrate, unmet
from crm_adoption.analysis.calibrating.proof import Proof, around, prove
from crm_adoption.analysis.evidence.bands import BAND, Band
from crm_adoption.analysis.evidence.ensemble import as_text
from crm_adoption.analysis.evidence.parts import Box, Budget, Match, Wave, implausibility
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.errors import InputError

SMALL = Budget(
    first=128, later=64, waves=3, members=6, replications=2, companies=2, check_replications=4, check_companies=3
)
CHEAP = tuple(
    replace(BAND[name], low=low, high=high)
    for name, low, high in (("default_decay", 0.9, 1.6), ("default_never_used", 0.3, 0.6), ("gate_months", 2.0, 3.0))
)
FEW = Box(("novelty", "habit_bonus", "comfort", "attention", "usefulness_weight"))


class Kept:
    def __init__(self) -> None:
        self.chunks: dict[str, npt.NDArray[np.float64]] = {}

    def get(self, name: str) -> npt.NDArray[np.float64] | None:
        return self.chunks.get(name)

    def put(self, name: str, values: npt.NDArray[np.float64]) -> None:
        self.chunks[name] = values


def found_by(**options: object) -> Match:
    return Search(CHEAP, box=FEW, seed=4, budget=SMALL, **options).run()  # type: ignore[arg-type]


# --- the surfaces ---------------------------------------------------------------------------------------


def test_a_quadratic_surface_is_found_again_and_its_error_is_honest() -> None:
    chance = np.random.default_rng(0)
    points = chance.random((600, 4))
    exact = 1.0 + points @ [0.5, -1.0, 0.0, 0.2] + points[:, 0] ** 2
    values = np.column_stack([exact + chance.normal(0.0, 0.1, 600)])
    found = fit(points, values, [replace(BAND["gate_months"], low=1.0, high=1.2)])
    assert found.errors[0] == pytest.approx(0.1, rel=0.15)
    assert found.explained[0] > 0.8


def test_far_points_are_implausible_and_points_inside_are_not() -> None:
    points = np.random.default_rng(1).random((400, 3))
    band = replace(BAND["gate_months"], low=0.4, high=0.6)
    found = fit(points, points[:, :1] + np.random.default_rng(2).normal(0.0, 0.01, (400, 1)), [band])
    inside, far = np.array([[0.5, 0.2, 0.9]]), np.array([[0.9, 0.2, 0.9]])
    assert found.implausibility(inside)[0] == 0.0
    assert found.implausibility(far)[0] > CUT


def test_runs_without_a_number_do_not_spoil_a_surface() -> None:
    points = np.random.default_rng(3).random((300, 3))
    values = points[:, :1].copy()
    values[:4] = np.inf
    values[4] = np.nan
    found = fit(points, values, [BAND["gate_months"]])
    assert np.isfinite(found.weights).all()


# --- the search -------------------------------------------------------------------------------------------


def test_members_are_inside_every_band_and_the_same_for_any_number_of_workers() -> None:
    one, two = found_by(workers=1), found_by(workers=2)
    assert one.members == two.members
    assert 1 <= len(one.members) <= SMALL.members
    assert sum(each.accepted for each in one.waves) >= len(one.members)
    assert all(each.near >= each.accepted for each in one.waves)


def test_later_waves_find_more_per_simulated_set() -> None:
    """Candidates are thinned by the surfaces, so the share accepted rises from the first wave on."""
    tight = (replace(CHEAP[0], low=1.0, high=1.1), replace(CHEAP[1], low=0.45, high=0.5))
    budget = replace(SMALL, members=1000, waves=2, later=128)
    waves = Search(tight, box=FEW, seed=4, budget=budget).run().waves
    shares = [each.near / len(each.points) for each in waves]
    assert shares[1] > 1.5 * shares[0]
    assert waves[1].candidates > len(waves[1].points)


def test_an_interrupted_search_goes_on_to_the_same_result() -> None:
    whole = Kept()
    first = found_by(store=whole)
    names = list(whole.chunks)
    half = Kept()
    half.chunks = {name: whole.chunks[name] for name in names[: len(names) // 2]}
    finished: list[int] = []
    assert found_by(store=half, progress=finished.append).members == first.members
    assert set(half.chunks) == set(names)
    assert sum(finished) == sum(len(each) for each in whole.chunks.values())


def test_tolerance_is_chance_and_a_stated_share_of_the_width() -> None:
    match = found_by()
    assert (match.tolerances > [0.05 * 0.7, 0.05 * 0.3, 0.05 * 1.0]).all()
    assert (match.tolerances < 0.5 * np.array([0.7, 0.3, 1.0])).all()


def test_distance_is_counted_in_tolerances() -> None:
    bands = [replace(BAND["gate_months"], low=2.0, high=5.0), replace(BAND["default_decay"], low=None, high=0.9)]
    values = np.array([[1.0, 0.5], [3.0, 1.1], [np.nan, 0.9]])
    far = implausibility(values, bands, np.array([0.5, 0.1]))
    assert far.tolist() == [[2.0, 0.0], [0.0, pytest.approx(2.0)], [np.inf, 0.0]]


def test_a_box_goes_there_and_back() -> None:
    box = Box()
    assert "pull_reference" not in box.names  # it has no range
    behaviour = box.behaviour(np.random.default_rng(5).random(len(box.names)))
    assert box.behaviour(box.points([behaviour])[0]) == behaviour


# --- proof on synthetic data --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proof() -> Proof:
    """A small one: 12 known sets, 5 parameters; the full one is in docs/calibration.md."""
    budget = Budget(first=256, later=96, waves=3, members=24, replications=4, companies=2, check_replications=8)
    return prove(12, bands=CHEAP, box=FEW, budget=budget, seed=6)


def test_known_parameters_are_covered(proof: Proof) -> None:
    """60 values of 12 sets: at a true coverage of .90 the share is above .75 with probability > .99."""
    assert proof.not_found <= 2
    share, _ = proof.coverage(proof.covered)
    assert 0.75 <= share <= 1.0


def test_what_the_bands_follow_is_narrowed_down_more_than_single_parameters(proof: Proof) -> None:
    assert proof.sums_left.mean() < 0.75
    assert proof.sums_left.mean() < proof.left.mean()
    assert 0.70 <= proof.coverage(proof.sums_covered)[0] <= 1.0


def test_bands_are_laid_around_readings() -> None:
    chance = np.random.default_rng(7)
    values = [1.0, 0.45, 2.5]
    bands = around([*CHEAP[:2], replace(CHEAP[2], low=None)], values, np.array([9.0, 9.0, 0.4]), chance.random(3))
    assert [each.holds(value) for each, value in zip(bands, values, strict=True)] == [True] * 3
    assert [round(each.high - each.low, 9) for each in bands] == [0.7, 0.3, 0.4]  # type: ignore[operator]


# --- the job, its folder and the command ---------------------------------------------------------------------


def own_bands(folder: Path) -> Path:
    """Limits so wide that a small calibration finds members quickly."""
    wide = ["seed_decay", "default_decay", "seed_early_peak", "default_early_peak"]
    lines = [f"[bands.{name}]\nlow = 0.0\nhigh = 9.0\n" for name in wide]
    lines += [f"[bands.{name}]\nlow = 0.0\n" for name in ("typical_unused", "typical_poor_records")]
    path = folder / "bands.toml"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_a_job_writes_the_same_file_after_an_interruption_and_keeps_it_out_of_other_folders(tmp_path: Path) -> None:
    budget = Budget(
        first=64, later=32, waves=2, members=2, replications=1, companies=2, check_replications=1, check_companies=2
    )
    options = {"budget": budget, "bands_file": own_bands(tmp_path), "seed": 1}
    out = tmp_path / "out"
    found = calibrate("evidence", folder=out, **options)  # type: ignore[arg-type]
    first = (out / "ensemble.json").read_bytes()
    assert first == as_text(found).encode()
    chunks = sorted((out / "chunks").glob("*.npy"))
    for path in [*chunks[len(chunks) // 2 :], out / "ensemble.json"]:
        path.unlink()
    (out / "chunks" / ".wave-9.part.npy").write_bytes(b"half")
    calibrate("evidence", folder=out, workers=1, **options)  # type: ignore[arg-type]
    assert (out / "ensemble.json").read_bytes() == first
    with pytest.raises(InputError, match="another calibration"):
        calibrate("evidence", folder=out, **{**options, "seed": 2})  # type: ignore[arg-type]


def test_a_folder_with_other_files_is_refused_unless_replaced(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    plan = plan_of(CHEAP, FEW, 0, SMALL)
    with pytest.raises(InputError, match="other files"):
        Folder(tmp_path, plan)
    Folder(tmp_path, plan, replace=True)
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "keep me"
    blocked = tmp_path / "letter.txt" / "below"
    with pytest.raises(InputError, match="cannot be written"):
        Folder(blocked, plan)


def test_a_broken_chunk_is_made_again(tmp_path: Path) -> None:
    folder = Folder(tmp_path, plan_of(CHEAP, FEW, 0, SMALL))
    folder.put("wave-0-0000", np.ones((2, 3)))
    assert folder.get("wave-0-0000") is not None
    (tmp_path / "chunks" / "wave-0-0000.npy").write_bytes(b"\x93NUMPY broken")
    assert folder.get("wave-0-0000") is None


def test_a_target_that_no_set_meets_names_the_band_and_the_distance() -> None:
    bands: Sequence[Band] = [replace(BAND["default_decay"], low=0.0, high=0.1)]
    values = np.array([[1.5], [0.7], [0.9]])
    wave = Wave(3, np.full((3, 5), 0.5), values, 0, 0, 0)
    match = Match(tuple(bands), FEW, 0, SMALL, (wave,), np.array([0.1]), ())
    said = str(unmet(match, "evidence"))
    assert "'default_decay'" in said
    assert "0.7" in said
    assert "0.6 away" in said
    assert "at most 0.1" in said


def test_the_command_says_when_no_set_meets_the_target(tmp_path: Path) -> None:
    path = tmp_path / "bands.toml"
    path.write_text("[bands.record_half_life]\nlow = 5.0\nhigh = 6.0\n", encoding="utf-8")
    answer = call("calibrate", "--bands", path, "--runs", 32, "--out", tmp_path / "out", "--quiet")
    said = complaint(answer)
    assert "no parameter set meets every band" in said
    assert "away" in said


def test_the_command_prints_one_document_and_a_table_in_both_languages(tmp_path: Path) -> None:
    words = ["calibrate", "--bands", own_bands(tmp_path), "--runs", 64, "--members", 3, "--out", tmp_path / "out"]
    document = json.loads(call(*words, "--json").out)
    assert 1 <= len(document["members"]) <= 3
    assert document["provenance"]["own_bands"] is True
    german = call(*words, "--lang", "de")
    assert german.code == 0
    assert "Bänder" in german.out
    assert call(*words, "--quiet").out == ""


def test_a_parameter_file_is_checked_against_the_bands(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[behaviour]\nnovelty = 0.5\n", encoding="utf-8")
    assert read_behaviour(path) == Behaviour(novelty=0.5)
    document = json.loads(call("calibrate", "--check", path, "--json").out)
    assert set(document["bands"]) == set(BAND)
    assert document["bands"]["default_early_peak"]["holds"] is False
    shown = call("calibrate", "--check", path, "--lang", "de")
    assert "entfernt" in shown.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[behaviour]\nnovelty = 3.6\n", "behaviour.novelty: 3.6 is outside its plausible range; give 0 to 3.5"),
        ("[behaviour]\nnovelti = 1\n", "Did you mean 'novelty'"),
        ("[behaviour]\nnovelty = true\n", "is not a number"),
        ("[behavior]\nnovelty = 1\n", "Did you mean 'behaviour'"),
        ("", "this file of values is empty"),
        ("# nothing yet\n", "no [behaviour] table"),
        ("[behaviour\n", "line 1 ([behaviour): this is no heading of a table; write [behaviour]"),
    ],
)
def test_a_bad_parameter_file_is_explained(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_behaviour(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[bands.default_decai]\nlow = 1\n", "Did you mean 'default_decay'"),
        ("[bands.champions_gain]\nlow = 0.01\n", "unknown band of this target"),
        ("[bands.default_decay]\nlow = 2.0\n", "must be below high"),
        ("[bands.default_decay]\nmiddle = 2.0\n", "give low, high or both"),
        ('[bands.default_decay]\nlow = "a"\n', "is not a number"),
    ],
)
def test_bad_limits_are_explained(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bands.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_bands(path, [each for each in BAND.values() if each.use == "CAL"])
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "words", [("--target", "evidenc"), ("--runs", 0), ("--members", 0), ("--seed", -1), ("--workers", 0)]
)
def test_bad_options_are_explained(words: tuple[object, ...], tmp_path: Path) -> None:
    complaint(call("calibrate", *words, "--out", tmp_path / "out"))
