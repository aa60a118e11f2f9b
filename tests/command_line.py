"""Calls of the command ``crm-adoption``, in this process or as a process of its own."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from crm_adoption.analysis.cli.main import main


@dataclass(frozen=True)
class Answer:
    """What a call printed, and its exit code."""

    code: int
    out: str
    err: str


def call(*arguments: object) -> Answer:
    """Call the entry point in this process."""
    out, err = io.StringIO(), io.StringIO()
    code: object = None
    with (
        patch.object(sys, "argv", ["crm-adoption", *map(str, arguments)]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as stop:
            code = stop.code
    assert isinstance(code, int), "the entry point must leave with an exit code"
    return Answer(code, out.getvalue(), err.getvalue())


def process(*arguments: object, folder: Path | None = None) -> Answer:
    """Call the entry point as a user does."""
    command = [sys.executable, "-m", "crm_adoption.analysis.cli.main", *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return Answer(done.returncode, done.stdout, done.stderr)


def complaint(answer: Answer) -> str:
    """Return the one paragraph in which a mistake was explained, on one line."""
    assert answer.code == 2, answer
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert answer.err.startswith("Error: ")
    assert answer.err.endswith(".\n")
    assert "\n\n" not in answer.err
    return " ".join(answer.err.split())
