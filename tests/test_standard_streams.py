"""Standard output that is full, closed or without a reader: every command says so, and ends as it should."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO
from unittest.mock import patch

import pytest
import typer
from command_line import call
from crm_adoption import load
from crm_adoption.analysis.cli.main import app, main
from crm_adoption.scenarios.usage.example import example, short, write_example
from few_sets import written
from filled_sheets import answers_text
from small_studies import study_file

FULL = Path("/dev/full")
FEW = ("--replications", "2", "--months", "3")
PAIR = ("no_programme", "training")
OVER_SETS = ("--ensemble", "few.json", "--replications", "1", "--month", "2")
CALLS: dict[str, tuple[str, ...]] = {
    "run": ("training", *FEW),
    "compare": (*PAIR, *FEW, "--month", "3", "--no-figures"),
    "report": (*PAIR, *FEW, "--month", "3", "--replace"),
    "what-if": (),
    "duel": FEW,
    "walls": OVER_SETS,
    "split": (*OVER_SETS, "--budgets", "2500"),
    "scenarios": (),
    "scenarios show": ("training",),
    "scenarios diff": PAIR,
    "check": ("training",),
    "new": ("new.toml", "--yes", "--replace"),
    "parameters": (),
    "evidence": (),
    "plan": (*PAIR, "--months", "3", "--month", "3"),
    "sweep": ("small.toml",),
    "study status": ("small.duckdb",),
    "study export": ("small.duckdb", "--replace"),
    "study sql": ("small.duckdb", "SELECT 1 AS one"),
    "study figures": ("small.duckdb", "--replace"),
    "study verify": ("small.duckdb", "--runs", "1"),
    "study salvage": ("small.duckdb",),
    "replay": ("small.duckdb", "no_programme/0/0"),
    "validate": ("--data", "none"),
    "diagnose": ("roster.csv", "usage.csv"),
    "example-export": (".", "--months", "3", "--replace"),
    "vendors": (),
    "survey new": ("--out", "forms", "--replace"),
    "survey read": ("answers.csv",),
}
"""Quick calls of the commands. The others take long; what they print goes the same way, which --help shows."""
LONG = {
    "ablate", "benchmark", "calibrate", "claims", "decide", "fit", "mesa", "present", "study discover", "study map",
    "film", "policy", "study sensitivity", "survey report",
}  # fmt: skip


def commands(command: Any, words: str = "") -> Iterator[str]:
    for name, each in getattr(command, "commands", {}).items():
        yield f"{words} {name}".strip()
        yield from commands(each, f"{words} {name}".strip())


ALL = sorted(commands(typer.main.get_command(app)))


def test_every_command_is_tried() -> None:
    missing = [
        name for name in ALL if name not in CALLS and name not in LONG and name not in ("scenarios", "study", "survey")
    ]
    assert missing == []


@contextlib.contextmanager
def broken(how: str) -> Iterator[TextIO | None]:
    """Yield a stream that cannot be written."""
    if how == "closed":
        yield None  # as Python itself does where the descriptor is closed
        return
    if how == "full":
        if not FULL.exists():
            pytest.skip("there is no device that is always full")
        stream = FULL.open("w", encoding="utf-8")
    else:
        reading, writing = os.pipe()
        os.close(reading)
        stream = os.fdopen(writing, "w", encoding="utf-8")
    with stream:
        yield stream


def ended(how: str, *words: str) -> tuple[int, str]:
    """Return exit code and standard error of a command whose standard output is broken."""
    err = io.StringIO()
    with (
        broken(how) as out,
        patch.object(sys, "argv", ["crm-adoption", *words]),
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
        pytest.raises(SystemExit) as stop,
    ):
        main()
    return stop.value.code, err.getvalue()  # type: ignore[return-value]


def check(how: str, *words: str) -> None:
    code, err = ended(how, *words)
    assert "Traceback" not in err
    if how == "gone":
        assert (code, err) == (0, "")
    else:
        why = "the disk is full" if how == "full" else "it is closed"
        assert code == 2, err
        assert " ".join(err.split()).count(f"Error: standard output cannot be written ({why}); ") == 1


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the commands read."""
    folder = tmp_path_factory.mktemp("place")
    written(folder, 2)
    (folder / "answers.csv").write_text(answers_text(8), encoding="utf-8")
    write_example(example(short(load("seed_company"), 9), seed=3), folder)
    assert call("sweep", study_file(folder), "--out", folder / "small.duckdb", "--quiet").code == 0
    return folder


@pytest.fixture
def there(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(place, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("how", ["full", "closed", "gone"])
@pytest.mark.parametrize("name", ["", *ALL])
def test_help_that_cannot_be_printed(name: str, how: str) -> None:
    check(how, *name.split(), "--help")


@pytest.mark.parametrize("how", ["full", "closed", "gone"])
@pytest.mark.parametrize("name", CALLS)
def test_a_command_that_cannot_print(name: str, how: str, there: Path) -> None:
    check(how, *name.split(), *CALLS[name])


@pytest.mark.parametrize("name", [each for each in CALLS if each != "scenarios"])
def test_a_document_that_cannot_be_printed(name: str, there: Path) -> None:
    if name == "scenarios show":
        pytest.skip("it prints TOML only")
    check("full", *name.split(), *CALLS[name], "--json")


@pytest.mark.parametrize("how", ["full", "closed"])
def test_who_prints_nothing_needs_no_standard_output(how: str, there: Path) -> None:
    assert ended(how, "run", *CALLS["run"], "--quiet") == (0, "")


@pytest.mark.parametrize("how", ["full", "closed", "gone"])
def test_the_work_is_done_all_the_same(how: str, there: Path) -> None:
    """Results are complete, and a study runs to its end: only what was printed is lost."""
    check(how, "run", *CALLS["run"], "--out", "results")
    assert sorted(each.name for each in (there / "results").iterdir()) == ["manifest.json", "results.csv"]
    check(how, "sweep", "small.toml", "--out", "again.duckdb")
    status = json.loads(call("study", "status", "again.duckdb", "--json").out)
    assert status["done"] == status["runs"] > 0


@pytest.mark.parametrize("how", ["full", "closed", "gone"])
def test_standard_error_that_cannot_be_written_changes_nothing(how: str, there: Path) -> None:
    out = io.StringIO()
    for words, expected in ((("parameters",), 0), (("run", "no_such_scenario"), 2), (("--version",), 0)):
        with (
            broken(how) as err,
            patch.object(sys, "argv", ["crm-adoption", *words]),
            patch.object(sys, "stdout", out),
            patch.object(sys, "stderr", err),
            pytest.raises(SystemExit) as stop,
        ):
            main()
        assert stop.value.code == expected
    assert out.getvalue()


def test_questions_without_standard_input_are_refused(there: Path) -> None:
    err = io.StringIO()
    with (
        patch.object(sys, "stdin", None),
        patch.object(sys, "argv", ["crm-adoption", "new", "mine.toml"]),
        patch.object(sys, "stderr", err),
        pytest.raises(SystemExit) as stop,
    ):
        main()
    assert stop.value.code == 2
    assert "the answers on standard input end here" in " ".join(err.getvalue().split())


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full, or no shell")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("compare no_programme training --replications 2 --months 3 --month 3 --out r >&-", 2, "(it is closed)"),
        ("run training --replications 2 --months 3 >/dev/full", 2, "(the disk is full)"),
        ("--help >&-", 2, "(it is closed)"),
        ("parameters | head -n 1 >/dev/null", 0, ""),
        ("parameters >&- 2>&-", 2, ""),
        ("parameters >/dev/full 2>&1", 2, ""),
        ("parameters 2>&- >/dev/null", 0, ""),
        ("run training --replications 2 --months 3 --quiet >&-", 0, ""),
    ],
)
def test_a_user_at_a_shell_sees_the_same(words: str, code: int, said: str, tmp_path: Path) -> None:
    line = f'set -o pipefail; "{sys.executable}" -m crm_adoption.analysis.cli.main {words}'
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert said in " ".join(done.stderr.split())
    assert bool(done.stderr) == bool(said)
