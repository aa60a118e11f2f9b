"""``study verify``, ``replay`` and ``sweep`` on a complete file: what differs is found, named, and the exit code 1."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb
import pytest
from command_line import call, complaint
from crm_adoption.scenarios.studies.running import run_study
from crm_adoption.scenarios.studies.store import Store
from crm_adoption.scenarios.studies.work import Done, Unit
from small_studies import plain_study, study, study_file


def swept(folder: Path) -> tuple[Path, Path]:
    path = study_file(folder)
    out = folder / "s.duckdb"
    assert call("sweep", path, "--out", out, "--quiet").code == 0
    return path, out


def changed(out: Path, sql: str) -> None:
    with duckdb.connect(str(out)) as connection:
        connection.execute(sql)


def test_a_sound_file_is_called_sound(tmp_path: Path) -> None:
    _, out = swept(tmp_path)
    before = out.read_bytes()
    answer = call("study", "verify", out, "--runs", 5, "--seed", 3)
    assert answer.code == 0, answer
    assert "is sound: all of it was read, and 5 runs, run again, gave the same numbers" in answer.out
    assert "in Ordnung" in call("study", "verify", out, "--runs", 1, "--lang", "de").out
    found = json.loads(call("study", "verify", out, "--runs", 5, "--seed", 3, "--json").out)
    assert found["sound"] is True
    assert len(found["runs"]) == 5
    other = json.loads(call("study", "verify", out, "--runs", 5, "--seed", 4, "--json").out)
    assert [each["run"] for each in found["runs"]] != [each["run"] for each in other["runs"]]
    assert call("study", "verify", out, "--quiet").out == ""
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("DELETE FROM outcomes WHERE point = 1 AND month = 2", "6 runs are called stored, but not all"),
        ("DELETE FROM runs WHERE point = 1 AND replicate = 0", "2 runs have outcomes, but are not called stored"),
        ("INSERT INTO runs SELECT * FROM runs WHERE point = 0 AND replicate = 0", "2 runs are stored twice"),
        ("UPDATE runs SET failed = true WHERE point = 0 AND replicate = 0", "failed without an error"),
        ("DELETE FROM design_points WHERE point = 2", "1 design point is missing"),
        ("UPDATE runs SET replicate = 77 WHERE point = 0 AND replicate = 0", "are none of the study's"),
    ],
)
def test_contradictions_between_tables_are_found(tmp_path: Path, sql: str, said: str) -> None:
    path, out = swept(tmp_path)
    changed(out, sql)
    answer = call("study", "verify", out, "--runs", 0)
    assert answer.code == 1
    assert said in " ".join(answer.out.split())
    again = call("sweep", path, "--out", out)
    if again.code == 0:
        assert "complete" not in again.out, "it is only called complete when it is"
    else:
        assert "complete" not in complaint(again)


def test_other_numbers_are_named_with_outcome_and_difference(tmp_path: Path) -> None:
    _, out = swept(tmp_path)
    changed(out, "UPDATE outcomes SET deep_use = deep_use + 0.25 WHERE month = 4 AND department = 'sales'")
    answer = call("replay", out, "no_programme/1/2")
    assert answer.code == 1
    assert "Other numbers than those stored" in answer.out
    assert "no_programme/1/2, Real use (sales), month 4: stored" in answer.out
    (told,) = re.findall(r"\(difference (.+)\)", answer.out)
    assert float(told) == pytest.approx(-0.25)  # told to the last bit
    found = json.loads(call("replay", out, "no_programme/1/2", "--json").out)
    assert found["same_as_stored"] is False
    (difference,) = found["differences"]
    assert (difference["outcome"], difference["department"], difference["month"]) == ("deep_use", "sales", 4)
    assert difference["difference"] == pytest.approx(-0.25)
    verified = call("study", "verify", out, "--runs", 3)
    assert verified.code == 1
    assert "3 of 3 runs, run again, gave something else" in verified.out
    assert "Real use (sales), month 4" in verified.out
    assert json.loads(call("study", "verify", out, "--runs", 3, "--json").out)["sound"] is False


def test_the_same_numbers_are_no_difference(tmp_path: Path) -> None:
    _, out = swept(tmp_path)
    answer = call("replay", out, "aligned_kpis/3/0")
    assert answer.code == 0
    assert "bit for bit" in answer.out


def test_a_run_that_failed_and_does_not_fail_now_is_a_difference(tmp_path: Path) -> None:
    made, out = plain_study(2, 3), tmp_path / "s.duckdb"
    with Store.open(out, made) as store:
        store.write([Done(Unit(0, 1, 0, 3), None, "it broke", "Traceback ...")])
        run_study(made, store)
    answer = call("replay", out, "no_programme/1/2")
    assert answer.code == 1
    assert "Now it does not fail" in answer.out
    assert "stored is an error (it broke)" in call("study", "verify", out).out
    assert call("replay", out, "no_programme/0/2").code == 0


def test_blocks_of_means_are_run_again_as_blocks(tmp_path: Path) -> None:
    made, out = study(2, 70, keep="means", months=(2,)), tmp_path / "s.duckdb"
    with Store.open(out, made) as store:
        run_study(made, store)
    answer = call("study", "verify", out, "--runs", 8)
    assert answer.code == 0, answer.out
    changed(out, "UPDATE outcomes SET net_value = net_value + 1 WHERE replicate = 64 AND department = 'company'")
    assert call("study", "verify", out, "--runs", 8).code == 1
    changed(out, "DELETE FROM outcomes WHERE replicate = 64 AND point = 1")
    assert "not all of their outcomes" in call("study", "verify", out, "--runs", 0).out


def test_a_complete_file_is_read_before_it_is_called_complete(tmp_path: Path) -> None:
    path, out = swept(tmp_path)
    assert "is complete: all 24 runs are stored and could be read" in call("sweep", path, "--out", out).out
    data = out.read_bytes()
    for block in range((len(data) - 12_288) // 32_768):
        at = 12_288 + block * 32_768 + 999
        out.write_bytes(data[:at] + bytes([data[at] ^ 8]) + data[at + 1 :])
        answer = call("sweep", path, "--out", out)
        verified = call("study", "verify", out)
        assert (answer.code, verified.code) in ((0, 0), (2, 1))
        assert "Traceback" not in answer.err + verified.err


def test_what_is_no_study_is_a_mistake_not_a_difference(tmp_path: Path) -> None:
    (tmp_path / "text.duckdb").write_text("no database " * 2000)
    assert "not a study's file" in complaint(call("study", "verify", tmp_path / "text.duckdb"))
    assert "no such file" in complaint(call("study", "verify", tmp_path / "gone.duckdb"))
    assert "--runs" in complaint(call("study", "verify", swept(tmp_path)[1], "--runs", -1))
