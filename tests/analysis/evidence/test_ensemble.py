"""The shipped ensembles: complete, current, honest about what they were accepted on."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crm_adoption.analysis.evidence import ensemble as ensembles
from crm_adoption.analysis.evidence.band_tables import renewed, tables
from crm_adoption.analysis.evidence.bands import BAND, BANDS, TARGETS, bands_of, readings
from crm_adoption.analysis.evidence.ensemble import Ensemble, as_text, load_ensemble, model_fingerprint
from crm_adoption.analysis.evidence.identified import narrowed, together
from crm_adoption.analysis.evidence.parts import Box
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.errors import InputError

sys.path.insert(0, str(Path(__file__).parents[3] / "verification"))
from renewing import central

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module", params=sorted(TARGETS))
def shipped(request: pytest.FixtureRequest) -> Ensemble:
    return load_ensemble(request.param)


def text_of(name: str) -> str:
    return resources.files("crm_adoption.analysis").joinpath("data", f"ensemble_{name}.json").read_text("utf-8")


def test_there_are_enough_different_members_inside_the_ranges(shipped: Ensemble) -> None:
    assert len(shipped.members) >= 30
    assert len(set(shipped.members)) == len(shipped.members)
    points = Box().points(shipped.members)
    assert points.min() >= 0.0
    assert points.max() <= 1.0


def test_it_was_accepted_on_todays_bands_of_its_target(shipped: Ensemble) -> None:
    assert shipped.target == shipped.name
    assert dict(shipped.bands) == {each.name: (each.low, each.high) for each in bands_of(shipped.target)}


def test_most_members_meet_most_bands_of_their_fit(shipped: Ensemble) -> None:
    """With people and chance that the fit did not see: at least 80 % of members hold at least 80 %."""
    holds = np.array([[BAND[name].holds(v) for v in shipped.readings[name]] for name in shipped.bands])
    assert (holds.mean(axis=0) >= 0.8).mean() >= 0.8


def test_the_readings_are_those_of_the_members(shipped: Ensemble) -> None:
    """Two members, two bands, read again; the file has four digits."""
    bands = [BAND["default_decay"], BAND["seed_never_used"]]
    for number in (0, len(shipped.members) - 1):
        for name, value in readings(shipped.members[number], bands=bands).items():
            assert shipped.readings[name][number] == pytest.approx(value, rel=1e-3)


def test_the_default_set_is_the_medoid_of_all_in_three_digits() -> None:
    """Forms are the one or the other (`verification/renewing.py`)."""
    assert asdict(Behaviour()) == central(load_ensemble("all").medoid())


def test_the_medoid_is_nearest_to_all_others() -> None:
    found = load_ensemble("all")
    points = Box().points(found.members)
    total = [sum(float(np.linalg.norm(a - b)) for b in points) for a in points]
    assert found.members[int(np.argmin(total))] == found.medoid()


def test_the_fingerprint_does_not_hang_on_the_defaults_but_on_the_behaviour() -> None:
    one = load_ensemble("all").members[0]
    same = Behaviour(**asdict(one))
    assert model_fingerprint(one) == model_fingerprint(same)
    assert model_fingerprint(one) != model_fingerprint(Behaviour(**{**asdict(one), "novelty": one.novelty * 0.99}))


def changed(tmp_path: Path, change: dict[str, Any]) -> Path:
    table = json.loads(text_of("evidence"))
    for key, value in change.items():
        if isinstance(value, dict):
            table[key] |= value
        else:
            table[key] = value
    path = tmp_path / "ensemble.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    return path


def test_a_file_or_its_folder_can_be_loaded(tmp_path: Path) -> None:
    path = changed(tmp_path, {})
    assert load_ensemble(path).members == load_ensemble(str(tmp_path)).members == load_ensemble("evidence").members


def test_an_ensemble_of_another_version_is_refused_with_the_command_that_renews_it(tmp_path: Path) -> None:
    path = changed(tmp_path, {"provenance": {"fingerprint": "0" * 64}})
    with pytest.raises(InputError, match=r"another version of the model.*crm-adoption calibrate --target evidence"):
        load_ensemble(path)


def test_an_ensemble_accepted_on_other_limits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="another band 'default_decay'"):
        load_ensemble(changed(tmp_path, {"bands": {"default_decay": [0.5, 0.9]}}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 99}, "format 99"),
        ({"members": []}, "no members"),
        ({"members": [[1.0]]}, "not an ensemble"),
        ({"parameters": ["nonsense"]}, "not an ensemble"),
    ],
)
def test_a_broken_file_is_explained(change: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        load_ensemble(changed(tmp_path, change))


def test_what_is_no_ensemble_is_explained(tmp_path: Path) -> None:
    (tmp_path / "text.json").write_text("not json", encoding="utf-8")
    with pytest.raises(InputError, match="not an ensemble"):
        load_ensemble(tmp_path / "text.json")
    with pytest.raises(InputError, match="Did you mean 'evidence'"):
        load_ensemble("evidnce")
    with pytest.raises(InputError, match="cannot be read"):
        load_ensemble(tmp_path / "missing.json")


def test_the_file_is_what_the_ensemble_says(shipped: Ensemble) -> None:
    assert as_text(shipped) == text_of(shipped.name)


def test_an_even_sample_is_not_called_narrowed_down() -> None:
    """In 20 even samples of 64, the family-wise 5 % test may err a few times (6 or more: probability < .001)."""
    chance = np.random.default_rng(1)
    box, wrong = Box(), 0
    for _ in range(20):
        members = [box.behaviour(point) for point in chance.random((64, len(box.names)))]
        wrong += any(each.clear for each in narrowed(members))
    assert wrong <= 5


def test_a_narrow_sum_is_found_although_its_parts_are_wide() -> None:
    chance = np.random.default_rng(2)
    box = Box()
    points = chance.random((64, len(box.names)))
    first, second = box.names.index("comfort"), box.names.index("habit_bonus")
    points[:, second] = np.clip(1.0 - points[:, first] + chance.normal(0.0, 0.02, 64), 0.0, 1.0)
    found = together([box.behaviour(point) for point in points])
    assert {name for name, _ in found.parts[:2]} == {"comfort", "habit_bonus"}
    assert found.left < found.chance


def test_the_tables_of_the_documentation_are_current() -> None:
    """Renew with: python tests/analysis/evidence/test_ensemble.py"""
    found = tables()
    used = ""
    for name in ("bands.md", "calibration.md"):
        text = (DOCS / name).read_text(encoding="utf-8")
        assert renewed(text, found) == text, name
        used += text
    assert all(f"<!-- table {name} -->" in used for name in found)


def test_every_band_is_in_the_shipped_readings(shipped: Ensemble) -> None:
    assert set(shipped.readings) == {each.name for each in BANDS}
    assert ensembles.FORMAT == 1


if __name__ == "__main__":
    current = tables()
    for document in (DOCS / "bands.md", DOCS / "calibration.md"):
        document.write_text(renewed(document.read_text(encoding="utf-8"), current), encoding="utf-8")
