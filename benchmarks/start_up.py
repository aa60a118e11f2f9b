"""Import, first compilation, and the main command, cold and warm."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import Row


def command(words: list[str], **environment: str) -> float:
    begun = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True, env={**os.environ, **environment})
    return time.perf_counter() - begun


def rows(repeats: int) -> list[Row]:
    python = [sys.executable, "-c"]
    crm = [sys.executable, "-m", "crm_adoption.analysis.cli.main"]
    first = "from crm_adoption import simulate; simulate('no_programme', replications=1, months=2)"
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as out:
        compiled = command([*python, first], CRM_ADOPTION_CACHE=empty)
        cached = statistics.median(command([*python, first], CRM_ADOPTION_CACHE=empty) for _ in range(repeats))
        compare = [*crm, "compare", "--quiet", "--replace", "--out", out]
        cold = command(compare, CRM_ADOPTION_CACHE=str(Path(empty) / "cold"))
        warm = statistics.median(command(compare, CRM_ADOPTION_CACHE=empty) for _ in range(repeats))
    imported = statistics.median(command([*python, "import crm_adoption"]) for _ in range(repeats))
    helped = statistics.median(command([*crm, "--help"]) for _ in range(repeats))
    return [
        ("first compilation", f"{compiled - cached:.1f} s", "<= 15 s"),
        ("python start, import and a run, compiled before", f"{cached:.2f} s", ""),
        ("crm-adoption compare, cold", f"{cold:.1f} s", "< 30 s"),
        ("crm-adoption compare, warm", f"{warm:.1f} s", "< 6 s"),
        ("import crm_adoption, with Python's start", f"{imported:.2f} s", "< 0.5 s"),
        ("crm-adoption --help, with Python's start", f"{helped:.2f} s", "< 0.7 s"),
    ]
