"""A study for others: named dimensions, and a folder that says what it is."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from command_line import call
from crm_adoption.scenarios.studies.study import StudyFile
from scipy import stats
from small_studies import study

pytest.importorskip("duckdb", reason="the extra study")
SCRIPT = Path(__file__).parents[3] / "examples" / "read_a_study.R"
CRATE = "ro-crate-metadata.json"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StudyFile:
    return study().run(tmp_path_factory.mktemp("study") / "small.duckdb")


def test_a_study_has_named_dimensions(stored: StudyFile) -> None:
    pytest.importorskip("xarray", reason="the extra analysis")
    found = stored.to_xarray()
    assert dict(found.sizes) == {"scenario": 2, "point": 4, "replicate": 3, "month": 2, "place": 2}
    for month in (1, 3):
        for place in ("company", "sales"):
            np.testing.assert_array_equal(
                found.deep_use.sel(month=month, place=place).values, stored.values("deep_use", month, place)
            )
    np.testing.assert_array_equal(found["behaviour.peer_weight"].values, stored.points[:, 0])
    assert found.deep_use.attrs["units"] == "share"
    assert found.attrs["seed"] == "5"
    frame = stored.frame().query("department == 'sales' and month == 3 and scenario == 'aligned_kpis'")
    ours = found.deep_use.sel(month=3, place="sales", scenario="aligned_kpis").to_series().sort_index()
    assert ours.tolist() == frame.sort_values(["point", "replicate"]).deep_use.tolist()


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_a_folder_is_a_crate(stored: StudyFile, form: str, tmp_path: Path) -> None:
    """What the specification of RO-Crate 1.1 demands, checked rule by rule."""
    done = call("study", "export", stored.path, "--format", form, "--out", tmp_path / "out", "--ro-crate", "--json")
    assert done.code == 0, done.err
    folder = tmp_path / "out"
    crate = json.loads((folder / CRATE).read_text(encoding="utf-8"))
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    graph = crate["@graph"]
    by_id = {each["@id"]: each for each in graph}
    assert len(by_id) == len(graph)
    assert all("@type" in each for each in graph)
    descriptor, root = by_id[CRATE], by_id["./"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert root["@type"] == "Dataset"
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    datetime.fromisoformat(root["datePublished"])
    files = {each["@id"]: each for each in root["hasPart"]}
    assert files.keys() == {path.name for path in folder.iterdir()} - {CRATE}
    for name in files:
        assert by_id[name]["@type"] == "File"
        assert int(by_id[name]["contentSize"]) == (folder / name).stat().st_size
    outside = {"https://w3id.org/ro/crate/1.1"}
    named = set(re.findall(r'{"@id": "([^"]+)"}', json.dumps(graph)))
    assert named - outside <= by_id.keys()
    (action,) = (each for each in graph if each["@type"] == "CreateAction")
    assert by_id[action["instrument"]["@id"]]["version"]
    assert {each["@id"] for each in action["object"]} == {"#behaviour.peer_weight", "#levers.sponsorship"}
    assert by_id["#levers.sponsorship"]["minValue"] < by_id["#levers.sponsorship"]["maxValue"]


def test_a_crate_is_not_written_over_unasked(stored: StudyFile, tmp_path: Path) -> None:
    (tmp_path / CRATE).write_text("mine", encoding="utf-8")
    assert call("study", "export", stored.path, "--out", tmp_path, "--ro-crate").code == 2
    assert [path.name for path in tmp_path.iterdir()] == [CRATE]
    assert (tmp_path / CRATE).read_text(encoding="utf-8") == "mine"
    assert call("study", "export", stored.path, "--out", tmp_path, "--ro-crate", "--replace").code == 0


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_finds_the_same(stored: StudyFile, tmp_path: Path) -> None:
    """The paired difference by points, its interval and the slopes, by R's own statistics from the export."""
    assert call("study", "export", stored.path, "--format", "csv", "--out", tmp_path).code == 0
    words = ["Rscript", "--vanilla", str(SCRIPT), str(tmp_path), "aligned_kpis", "no_programme"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    last = stored.frame().query("department == 'company' and month == month.max()")
    by_point = last.pivot_table("deep_use", "point", "scenario")
    gain = by_point.aligned_kpis - by_point.no_programme
    told = stats.ttest_1samp(gain, 0.0)
    low, high = told.confidence_interval(0.95)
    shown = re.search(r"([+-][\d.]+) points \(95 % (-?[\d.]+) to (-?[\d.]+)\) over 4 design points", done.stdout)
    assert shown is not None, done.stdout
    assert [float(each) for each in shown.groups()] == pytest.approx(
        [100 * gain.mean(), 100 * low, 100 * high], abs=0.006
    )
