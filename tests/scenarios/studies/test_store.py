"""The store: what is refused leaves it as it is; what is stored is stored once, and read as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from crm_adoption import catalogue, load
from crm_adoption.analysis.validation.data_files import exactly
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.core import provenance
from crm_adoption.scenarios.core.provenance import plain, restored_scenario
from crm_adoption.scenarios.studies import designs, store_schema
from crm_adoption.scenarios.studies import store as storing
from crm_adoption.scenarios.studies.running import run_study
from crm_adoption.scenarios.studies.store import BLOCK, Store
from crm_adoption.scenarios.studies.study import StudyFile
from crm_adoption.scenarios.studies.uncertainty import Uncertainty
from crm_adoption.scenarios.studies.work import Done, Unit, work
from hypothesis import given
from hypothesis import strategies as st
from small_studies import WEIGHT, assert_same, plain_study, study

HERE = Path(__file__).parents[2]


def finished(path: Path, **parts: Any) -> Path:
    made = study(**parts)
    with Store.open(path, made) as store:
        run_study(made, store, workers=1)
    return path


def refusal(path: Path, made: Any, **how: Any) -> str:
    """Return why a store is refused, once it is sure that it did not change."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(InputError) as error:
        Store.open(path, made, **how)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not list(path.parent.glob(".unfinished*"))
    return str(error.value)


def test_every_shipped_scenario_comes_back_from_its_record() -> None:
    for name in catalogue():
        scenario = load(name)
        assert restored_scenario(json.loads(json.dumps(plain(scenario)))) == scenario


@pytest.mark.parametrize("kind", ["sobol", "lhs", "grid", "morris", "saltelli", "one_at_a_time"])
def test_a_study_comes_back_from_its_store(tmp_path: Path, kind: str) -> None:
    uncertainties = (WEIGHT, Uncertainty("levers.sponsorship", values=(0.1, 0.3, 0.5)))
    options = {"n": 4} if kind in ("sobol", "lhs", "morris", "saltelli") else {}
    design = designs.design(kind, uncertainties, **options)
    made = replace(study(), uncertainties=uncertainties, design=design)
    Store.open(tmp_path / "s.duckdb", made).close()
    back = StudyFile(tmp_path / "s.duckdb").study()
    assert back.fingerprint() == made.fingerprint()
    assert back.scenarios == made.scenarios
    np.testing.assert_array_equal(back.points, made.points)
    Store.open(tmp_path / "s.duckdb", back).close()


def test_values_are_read_as_they_were_computed(tmp_path: Path) -> None:
    made, path = study(), finished(tmp_path / "s.duckdb")
    read = StudyFile(path)
    for unit in (Unit(0, 0, 0, 3), Unit(1, 3, 0, 3)):
        (done,) = work(made, [unit])
        assert done.values is not None
        for m, month in enumerate(made.months):
            for k, outcome in enumerate(made.outcomes):
                for place, department in enumerate(made.departments):
                    stored = read.values(outcome, month, department)[unit.scenario, unit.point]
                    np.testing.assert_array_equal(stored, done.values[:, m, place, k])


def test_what_is_interrupted_anywhere_ends_the_same(tmp_path: Path) -> None:
    whole, parts = finished(tmp_path / "whole.duckdb"), tmp_path / "parts.duckdb"
    made = study()
    for stop in (1, 3, 100):
        with Store.open(parts, made) as store:
            for _, unit in zip(range(stop), list(store.missing()), strict=False):
                store.write(work(made, [unit]))
    assert_same(parts, whole)


def test_nothing_is_stored_twice(tmp_path: Path) -> None:
    made = plain_study()
    with Store.open(tmp_path / "s.duckdb", made) as store:
        done = work(made, list(store.missing())[:1])
        store.write(done)
        left = store.left
        for again in (done, [*work(made, list(store.missing())[:1]), *done]):
            with pytest.raises(ValueError, match="stored already"):
                store.write(again)
            assert store.left == left
            assert len(store.frame("runs")) == made.runs - left
        run_study(made, store)
        assert store.left == 0


@given(st.integers(1, 4), st.integers(1, 150), st.data())
def test_missing_is_exactly_what_is_not_stored(points: int, replications: int, data: st.DataObject) -> None:
    made = plain_study(points, replications)
    store = object.__new__(Store)
    store.study = made
    done = np.array(data.draw(st.lists(st.booleans(), min_size=points * replications, max_size=points * replications)))
    store._done = done.reshape(1, points, replications)
    found = np.zeros_like(store._done)
    for unit in store.missing():
        assert 1 <= unit.count <= BLOCK
        here = found[unit.scenario, unit.point, unit.first : unit.first + unit.count]
        assert not here.any()
        here[:] = True
    np.testing.assert_array_equal(found, ~store._done)


def test_an_interrupted_study_is_an_even_sample(tmp_path: Path) -> None:
    made = replace(study(64, 2), months=(1,))
    with Store.open(tmp_path / "s.duckdb", made) as store:
        first = list(store.missing())[: 2 * 16]
    for scenario in (0, 1):
        shares = made.design.unit[[unit.point for unit in first if unit.scenario == scenario]]
        assert len(shares) == 16
        assert abs(shares.mean() - 0.5) < 0.12
    assert [unit.point for unit in first[::2]] != sorted(unit.point for unit in first[::2])


CHANGES = {
    "seed": ({"seed": 6}, "seed"),
    "outcomes": ({"outcomes": ("deep_use",)}, "outcomes"),
    "months": ({"months": (1, 2)}, "months.2"),
    "departments": ({"departments": ("company",)}, "departments"),
    "keep": ({"keep": "means"}, "keep"),
    "scenario": ({"scenarios": ("no_programme", "training")}, "scenarios"),
    "lever": ({}, "scenarios.no_programme.market.margin"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_study_is_refused_with_the_field_that_changed(tmp_path: Path, change: str) -> None:
    path = finished(tmp_path / "s.duckdb", points=2)
    parts, field = CHANGES[change]
    if change == "lever":
        one, other = study().scenarios
        market = replace(one.company.market, margin=77.0)
        parts = {"scenarios": (replace(one, company=replace(one.company, market=market)), other)}
    said = refusal(path, study(2, **parts), extend=True)
    assert f": {field}: " in said
    assert "change it back" in said


def test_other_points_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    Store.open(path, plain_study(3)).close()
    other = designs.from_array([[0.5], [0.6], [0.75]], (WEIGHT,))
    assert "point 2 is another one" in refusal(path, replace(plain_study(3), design=other))
    narrower = Uncertainty("behaviour.peer_weight", 0.5, 1.0)
    changed = replace(plain_study(3), uncertainties=(narrower,), design=designs.from_array([[0.5]], (narrower,)))
    assert "uncertainties.behaviour.peer_weight.low" in refusal(path, changed)


def test_less_is_refused_and_more_must_be_asked_for(tmp_path: Path) -> None:
    path = finished(tmp_path / "s.duckdb", points=2, replications=2)
    assert "give 2 or more" in refusal(path, study(2, 1))
    assert "give 2 or more" in refusal(path, study(1, 2))
    assert "--extend" in refusal(path, study(2, 3))
    assert "--extend" in refusal(path, study(4, 2))


def test_an_extended_study_is_the_larger_one(tmp_path: Path) -> None:
    path, larger = finished(tmp_path / "s.duckdb", points=2, replications=2), study(4, 3)
    with Store.open(path, larger, extend=True) as store:
        assert (store.found.done, store.found.runs, store.found.extended) == (8, 24, True)
        run_study(larger, store)
    assert_same(path, finished(tmp_path / "at_once.duckdb", points=4, replications=3))


def test_another_version_is_refused_unless_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, made = finished(tmp_path / "s.duckdb", points=1, replications=1), study(1, 2)
    here = provenance.surroundings()
    monkeypatch.setattr(storing, "surroundings", lambda: {**here, "crm_adoption": "9.9", "engine": "f" * 64})
    assert "version 9.9" in refusal(path, made, extend=True)
    with Store.open(path, made, extend=True, accept_version=True) as store:
        assert store.found.other_version == here["crm_adoption"]
        run_study(made, store)
        assert store.frame("runs").groupby("provenance").size().to_dict() == {1: 2, 2: 2}
    monkeypatch.setattr(storing, "surroundings", lambda: here)
    assert "9.9" in refusal(path, made)


def test_files_that_are_no_study_are_refused(tmp_path: Path) -> None:
    text, empty, other = tmp_path / "text.duckdb", tmp_path / "empty.duckdb", tmp_path / "other.duckdb"
    text.write_text("No database at all. " * 1000, encoding="utf-8")
    empty.touch()
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE runs (a INTEGER)")
    folder = tmp_path / "folder.duckdb"
    folder.mkdir()
    for path in (text, empty, folder):
        assert "not a study's file" in refusal(path, plain_study())
    assert "something else" in refusal(other, plain_study())


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    path = finished(tmp_path / "s.duckdb", points=2)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert str(path) in refusal(path, study(2))


def test_a_damaged_file_is_called_damaged(tmp_path: Path) -> None:
    """Whatever is damaged, and whatever the file is called: DuckDB's words for it hold the letters of "lock"."""
    whole = finished(tmp_path / "block.duckdb", points=16, replications=8).read_bytes()
    path, said = tmp_path / "lock.duckdb", []
    for place in range(12_400, len(whole), len(whole) // 8):
        path.write_bytes(whole[:place] + bytes(64) + whole[place + 64 :])
        try:
            stored = StudyFile(path)
            stored.export(tmp_path / "out", replace=True)
        except InputError as error:
            said.append(str(error))
    assert said
    assert all(str(path) in each for each in said)
    assert all("the file is damaged" in each or "not a study's file" in each for each in said), said
    assert not any("another process" in each for each in said)


def test_a_later_form_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = finished(tmp_path / "s.duckdb", points=1)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE study SET format = 99")
    assert "form 99" in refusal(path, study(1))


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be written" in refusal(tmp_path / "file" / "s.duckdb", plain_study())
    if os.geteuid():
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o500)
        assert "cannot be written" in refusal(closed / "s.duckdb", plain_study())


def test_one_writer_only(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    code = "import sys; sys.path.insert(0, sys.argv[2]); from small_studies import plain_study;"
    code += "from crm_adoption.scenarios.studies.store import Store; Store.open(sys.argv[1], plain_study())"
    with Store.open(path, plain_study()):
        with pytest.raises(InputError, match="open already"):
            Store.open(path, plain_study())
        done = subprocess.run(
            [sys.executable, "-c", code, str(path), str(HERE)], capture_output=True, text=True, check=False
        )
        assert f"another process (PID {os.getpid()}) is at work on this study" in done.stderr
    Store.open(path, plain_study()).close()


FULL_DISK = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from small_studies import study
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.studies.running import run_study
from crm_adoption.scenarios.studies.store import Store
made = study(32, 8)
with Store.open(sys.argv[1], made) as store:
    room = store.path.stat().st_size + int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        run_study(made, store, workers=1)
    except InputError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of file sizes")
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    path, made = tmp_path / "s.duckdb", study(32, 8)
    Store.open(path, made).close()
    words = [sys.executable, "-c", FULL_DISK, str(path), str(HERE)]
    for room in (-path.stat().st_size + 16_000, -path.stat().st_size + 30_000):
        done = subprocess.run([*words, str(room)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "the same command goes on from there" in done.stdout
    assert 0 < StudyFile(path).status().done < made.runs
    with Store.open(path, made) as store:
        run_study(made, store)
    assert_same(path, finished(tmp_path / "whole.duckdb", points=32, replications=8))


NO_ROOM = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from small_studies import study
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.studies.store import Store
made = study(32, 8)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    Store.open(sys.argv[1], made)
except InputError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of file sizes")
@pytest.mark.parametrize("room", [8_000, 100_000])
def test_without_room_for_it_no_file_is_made(tmp_path: Path, room: int) -> None:
    path = tmp_path / "s.duckdb"
    words = [sys.executable, "-c", NO_ROOM, str(path), str(HERE), str(room)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "cannot be written" in done.stdout
    assert "make room" in done.stdout
    assert not list(tmp_path.iterdir())


def test_what_a_killed_process_left_of_the_same_file_is_taken_away(tmp_path: Path) -> None:
    old, other, fresh = (tmp_path / f".unfinished-{name}" for name in ("s.duckdb-a", "t.duckdb-a", "s.duckdb-b"))
    for each in (old, other, fresh):
        each.mkdir()
        (each / "s.duckdb").touch()
        os.utime(each, (0.0, 0.0) if each != fresh else None)
    Store.open(tmp_path / "s.duckdb", plain_study()).close()
    assert sorted(tmp_path.iterdir()) == sorted([other, fresh, tmp_path / "s.duckdb"])


def test_a_write_that_breaks_off_stores_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, insert = study(), storing.insert_frame

    def broken(connection: Any, table: str, frame: Any) -> None:
        if table == "outcomes":
            raise OSError(28, "No space left on device")
        insert(connection, table, frame)

    with Store.open(tmp_path / "s.duckdb", made) as store:
        monkeypatch.setattr(storing, "insert_frame", broken)
        with pytest.raises(InputError, match="No space left"):
            run_study(made, store)
        assert store.left == made.runs
        assert len(store.frame("runs")) == 0
        monkeypatch.setattr(storing, "insert_frame", insert)
        run_study(made, store)
    assert_same(tmp_path / "s.duckdb", finished(tmp_path / "whole.duckdb"))


def test_failed_runs_are_stored_with_error_and_seed(tmp_path: Path) -> None:
    made = plain_study(2, 3, seed=9)
    with Store.open(tmp_path / "s.duckdb", made) as store:
        store.write([Done(Unit(0, 1, 0, 3), None, "it broke", "Traceback ...")])
        run_study(made, store)
        errors = store.frame("errors")
        assert store.status().failed == 3
        assert len(store.frame("outcomes")) == 3
    assert errors["replicate"].tolist() == [0, 1, 2]
    assert set(errors["seed"]) == {9}
    assert set(errors["error"]) == {"it broke"}


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM runs",
        "CREATE TABLE other (a INTEGER)",
        "SELECT * FROM read_csv('{other}')",
        "SELECT * FROM read_text('{other}')",
        "ATTACH '{other}' AS other",
        "COPY runs TO '{other}'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "INSTALL httpfs",
        "EXPORT DATABASE '{other}'",
    ],
)
def test_sql_reads_this_file_only(tmp_path: Path, sql: str) -> None:
    path, other = finished(tmp_path / "s.duckdb", points=1), tmp_path / "other.csv"
    other.write_text("secret\n1\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(InputError, match="DuckDB refuses"):
        StudyFile(path).query(sql.format(other=other))
    assert path.read_bytes() == before
    assert other.read_text(encoding="utf-8") == "secret\n1\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other.csv", "s.duckdb"]


def test_exports_hold_what_the_store_holds(tmp_path: Path) -> None:
    stored = StudyFile(finished(tmp_path / "s.duckdb", points=2))
    parquet, csv = (stored.export(tmp_path / form, form) for form in ("parquet", "csv"))
    assert [path.stem for path in parquet] == [path.stem for path in csv] == ["results", *store_schema.TABLES]
    for name in ("results", "outcomes", "runs"):
        frame = stored.frame(name)
        read = pd.read_parquet(tmp_path / "parquet" / f"{name}.parquet")
        assert read.shape == frame.shape
        assert (tmp_path / "csv" / f"{name}.csv").read_text(encoding="utf-8").count("\n") == len(frame) + 1
    frame, read = stored.frame(), pd.read_csv(tmp_path / "csv" / "results.csv", **exactly())
    np.testing.assert_array_equal(read["deep_use"], frame["deep_use"])
    np.testing.assert_array_equal(read["behaviour.peer_weight"], frame["behaviour.peer_weight"])
    with pytest.raises(InputError, match=r"results\.csv"):
        stored.export(tmp_path / "csv", "csv")
    stored.export(tmp_path / "csv", "csv", replace=True)


def test_summaries_take_at_most_24_bytes_per_run_and_outcome(tmp_path: Path) -> None:
    made = replace(study(4096, 5, outcomes=("deep_use",), months=(1,), departments=("company",)))
    random, path = np.random.default_rng(1), tmp_path / "s.duckdb"
    with Store.open(path, made) as store:
        units = list(store.missing())
        for k in range(0, len(units), 200):
            store.write([Done(each, random.uniform(size=(each.count, 1, 1, 1))) for each in units[k : k + 200]])
    assert path.stat().st_size / made.runs <= 24.0


def test_the_page_of_the_tables_is_the_schema() -> None:
    page = HERE.parent / "docs" / "how_to" / "study_store.md"
    assert store_schema.as_markdown() in page.read_text(encoding="utf-8")
