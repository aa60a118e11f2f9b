"""Mistakes on the command line and in --out: one paragraph, exit code 2, and nothing half written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import call, complaint, process
from crm_adoption.analysis.base.results import ResultFolder
from crm_adoption.scenarios.files.catalogue import catalogue

QUICK = ("--replications", 1, "--months", 3)
RUN, COMPARE = ("run", "no_programme"), ("compare", "no_programme", "training")

MISTAKES = {
    "no replications": ((*RUN, "--replications", 0), "replications: 0 is not allowed; give a whole number from 1 to"),
    "negative replications": ((*COMPARE, "--replications", -1), "replications: -1 is not allowed; give a whole"),
    "replications in words": (
        (*RUN, "--replications", "abc"),
        "'--replications': 'abc' is not a whole number",
        "See crm-adoption run --help.",
    ),
    "half a replication": ((*RUN, "--replications", "1.5"), "'--replications': '1.5' is not a whole number"),
    "negative seed": ((*RUN, "--seed", -1), "seed: -1 is not allowed; give a whole number from 0 to 18,446,"),
    "no workers": ((*COMPARE, "--workers", 0), "workers: 0 is not allowed; give a whole number from 1 to 1,024"),
    "no months": ((*RUN, "--months", 0), "months: 0 is not allowed; give a whole number from 1 to 1,200"),
    "too many months": ((*COMPARE, "--months", 1201), "months: 1201 is not allowed; give a whole number from 1 to"),
    "month beyond the horizon": (
        (*COMPARE, "--month", 37),
        "month: 37 is not allowed; give a whole number from 1 to 36",
    ),
    "month before the start": ((*COMPARE, "--month", 0), "month: 0 is not allowed; give a whole number from 1 to 36"),
    "month in words": ((*COMPARE, "--month", "May"), "'--month': 'May' is not a whole number"),
    "other language": ((*RUN, "--lang", "it"), "'--lang': 'it' is not a language we have; give en or de"),
    "unknown outcome": ((*RUN, "--outcome", "deep_us"), "unknown outcome 'deep_us'. Did you mean 'deep_use'?"),
    "unknown outcome to compare": ((*COMPARE, "--outcome", "sales"), "unknown outcome 'sales'", "Allowed: deep_use,"),
    "unknown scenario": (("run", "no_programe"), "unknown scenario 'no_programe'. Did you mean 'no_programme'?"),
    "unknown scenario to compare": (("compare", "trainin", "mandate"), "Did you mean 'training'?"),
    "unknown baseline": (
        (*COMPARE, "--baseline", "trainin"),
        "unknown baseline 'trainin'. Did you mean 'training'? Allowed: no_programme, training",
    ),
    "the same scenario twice": (
        ("compare", "mandate", "mandate"),
        "scenario 'mandate' is given twice; names must differ",
    ),
    "nothing to compare": (("compare", "no_programme"), "'no_programme' alone is nothing to compare; add another"),
    "unknown option": ((*RUN, "--replication", 3), "No such option: --replication", "--replications"),
    "option without a value": ((*RUN, "--seed"), "'--seed': '--out' is not a whole number"),
    "no scenario": (("run",), "Missing argument", "See crm-adoption run --help."),
    "too many scenarios": ((*RUN, "mandate"), "unexpected extra argument"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_on_the_command_line_is_explained(case: str, tmp_path: Path) -> None:
    arguments, *words = MISTAKES[case]
    message = complaint(call(*arguments, "--out", tmp_path / "out"))
    for each in words:
        assert each in message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("runn", "no_programme"), "No such command 'runn'. Did you mean 'run'?"),
        (("scenarios", "shwo", "mandate"), "No such command 'shwo'"),
        (("scenarios", "show", "mandat"), "unknown scenario 'mandat'. Did you mean 'mandate'?"),
        (("scenarios", "diff", "mandate"), "Missing argument"),
        (("check", "missing.toml"), "missing.toml: there is no such scenario file"),
        (("parameters", "--group", "behavior"), "unknown group 'behavior'. Did you mean 'behaviour'?"),
    ],
)
def test_mistakes_of_the_other_commands(arguments: tuple[str, ...], words: str) -> None:
    assert words in complaint(call(*arguments))


@pytest.mark.parametrize("command", ["run", "compare"])
@pytest.mark.parametrize("below", ["file", "file/out", "file/deeper/out"])
def test_a_folder_that_cannot_be_written_is_refused_at_once(command: str, below: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    message = complaint(call(command, "training", *QUICK, "--out", tmp_path / below))
    assert f"{tmp_path / below}: --out: the folder cannot be written (" in message
    assert message.endswith("; choose another.")
    assert file.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("crm_adoption.scenarios.writing.whole.tempfile.TemporaryFile", refuse)
    message = complaint(call(*RUN, *QUICK, "--out", tmp_path / "out"))
    assert "--out: the folder cannot be written (permission denied); choose another" in message
    assert list(tmp_path.iterdir()) == []


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_results_of_other_scenarios_are_not_written_over(tmp_path: Path) -> None:
    assert call(*RUN, *QUICK, "--out", tmp_path, "--quiet").code == 0
    before = snapshot(tmp_path)
    message = complaint(call("run", "mandate", *QUICK, "--out", tmp_path))
    assert f"{tmp_path}: --out: the folder holds results of other scenarios; choose another folder" in message
    assert "add --replace" in message
    assert snapshot(tmp_path) == before
    assert call(*RUN, *QUICK, "--seed", 3, "--out", tmp_path, "--quiet").code == 0
    assert snapshot(tmp_path)["results.csv"] != before["results.csv"]
    assert call("run", "mandate", *QUICK, "--out", tmp_path, "--quiet", "--replace").code == 0
    assert "mandate" in json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["scenarios"]


@pytest.mark.parametrize("manifest", [None, "", "[]", '{"fingerprint": 3}', "not JSON"])
def test_a_folder_with_other_files_is_refused(manifest: str | None, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    before = snapshot(tmp_path)
    message = complaint(call(*RUN, *QUICK, "--out", tmp_path))
    assert "the folder holds " in message
    assert "add --replace to write over them" in message
    assert snapshot(tmp_path) == before
    if manifest is None:
        assert "other files (a.txt, b.txt, c.txt, ...)" in message


def test_the_current_folder_is_not_filled_by_accident(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "the folder holds other files (mine.txt)" in complaint(call(*RUN, *QUICK, "--out", ""))


def test_a_run_that_breaks_off_leaves_the_old_results(tmp_path: Path) -> None:
    (tmp_path / "results.csv").write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), ResultFolder(tmp_path) as target:  # noqa: PT012
        (target.path / "results.csv").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
    assert snapshot(tmp_path) == {"results.csv": b"old"}


def test_two_files_of_one_name_cannot_be_compared(tmp_path: Path) -> None:
    paths = [tmp_path / name / "plan.toml" for name in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text('extends = "training"', encoding="utf-8")
    message = complaint(call("compare", *paths, *QUICK))
    assert "scenario 'plan' is given twice; names must differ" in message


def test_stopping_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("crm_adoption.analysis.base.forms.load_all", stop)
    answer = call(*RUN)
    assert (answer.code, answer.out) == (130, "")
    assert "Stopped." in answer.err
    assert "Traceback" not in answer.err


def test_our_own_faults_are_not_disguised(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("crm_adoption.analysis.base.forms.load_all", fail)
    with pytest.raises(ZeroDivisionError):
        call(*RUN)


def test_a_user_sees_the_same(tmp_path: Path) -> None:
    """The real command, as a process: exit code, empty standard output, one paragraph."""
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    message = complaint(process(*COMPARE, *QUICK, "--month", 3, "--out", file / "out", "--json"))
    assert "the folder cannot be written" in message
    message = complaint(process("compare", *catalogue(), "--replications", "abc", folder=tmp_path))
    assert "'--replications': 'abc' is not a whole number" in message
    assert list(tmp_path.iterdir()) == [file]
