"""All that the commands print and write, in one folder: made before and after a change that must not change it.

    python verification/outputs.py BEFORE
    ... the change ...
    python verification/outputs.py AFTER --against BEFORE

Times, versions and hashes of sources are blanked; all else is compared byte for byte. Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FEW = ("--replications", "8", "--seed", "3", "--workers", "1")
THREE = ("no_programme", "aligned_kpis", "training")
COMMANDS: dict[str, tuple[str, ...]] = {
    "run": ("run", "aligned_kpis", *FEW, "--out", "run"),
    "run_json": ("run", "full_programme", *FEW, "--json"),
    "run_ensemble": ("run", "aligned_kpis", "--ensemble", "evidence", "--seed", "1", "--workers", "1", "--json"),
    "compare": ("compare", *THREE, *FEW, "--by-department", "--xlsx", "--parquet", "--out", "compare"),
    "compare_de": ("compare", *FEW, "--lang", "de", "--out", "compare_de"),
    "compare_json": ("compare", *THREE, *FEW, "--budget", "200000", "--json"),
    "compare_ensemble": ("compare", *THREE, *FEW, "--ensemble", "evidence", "--out", "compare_ensemble"),
    "report": ("report", *THREE, *FEW, "--out", "report.html"),
    "report_de": ("report", *THREE, *FEW, "--lang", "de", "--out", "report_de.html"),
    "decide": ("decide", "--budget", "100000", "--trials", "30", "--seed", "2", "--workers", "1", "--out", "decide"),
    "decide_de": ("decide", "--budget", "50000", "--trials", "24", "--seed", "2", "--workers", "1", "--lang", "de"),
    "duel": ("duel", *FEW, "--out", "duel"),
    "duel_de": ("duel", "no_programme", "aligned_kpis", *FEW, "--lang", "de"),
    "duel_json": ("duel", *FEW, "--json"),
    "walls": ("walls", "--seed", "3", "--workers", "1", "--out", "walls"),
    "walls_de": ("walls", "--per-head", "1000", "--seed", "3", "--workers", "1", "--lang", "de"),
    "split": ("split", *FEW, "--out", "split"),
    "split_json": ("split", "--budgets", "2500", *FEW, "--json"),
    "what_if": ("what-if",),
    "what_if_de": ("what-if", "sponsor-leaves", *FEW, "--lang", "de"),
    "scenarios": ("scenarios",),
    "scenarios_de": ("scenarios", "--lang", "de"),
    "scenarios_show": ("scenarios", "show", "full_programme"),
    "scenarios_diff": ("scenarios", "diff", "no_programme", "full_programme"),
    "check": ("check", "aligned_kpis"),
    "parameters": ("parameters",),
    "parameters_markdown": ("parameters", "--markdown"),
    "parameters_schema": ("parameters", "--schema"),
    "evidence": ("evidence",),
    "evidence_one": ("evidence", "T6"),
    "claims": ("claims", "--help"),
    "plan": ("plan", "no_programme", "aligned_kpis", "--seed", "3", "--workers", "1"),
    "example_export": ("example-export", "export", "--seed", "4"),
    "diagnose": ("diagnose", "export/roster.csv", "export/usage.csv", "--out", "diagnosis"),
    "diagnose_de": ("diagnose", "export/roster.csv", "export/usage.csv", "--lang", "de"),
    "fit": (
        "fit", "export/roster.csv", "export/usage.csv", "--companies", "500", "--seed", "1", "--workers", "1",
        "--out", "fit",
    ),
    "survey_new": ("survey", "new", "--out", "forms"),
    "sweep": ("sweep", "study.toml", "--workers", "1"),
    "sensitivity": ("study", "sensitivity", "study.duckdb"),
    "export": ("study", "export", "study.duckdb", "--out", "study.csv"),
    "bad_name": ("compare", "trainin"),
    "bad_value": ("run", "aligned_kpis", "--set", "organisation.sponsorship=7"),
}  # fmt: skip
LATER = ("diagnose", "diagnose_de", "fit", "sensitivity", "export")
"""What needs what another command has written."""
STUDY = """
scenarios = ["no_programme", "aligned_kpis"]
replications = 4
seed = 5
outcomes = ["deep_use", "fragmentation"]
months = [8]

[design]
kind = "saltelli"
n = 16

[uncertainties]
"behaviour.attention" = [0.2, 0.6]
"levers.silo_strength" = [0.2, 0.8]
"""
BLANKS = (
    (rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)?", b"TIME"),
    (rb"\b[0-9a-f]{64}\b", b"HASH"),
    (rb"\b[0-9a-f]{40}\b", b"COMMIT"),
    (rb"\b\d+([.,]\d+)? (seconds?|s|Sekunden?|min|minutes?)\b", b"DURATION"),
    (rb'("seconds"|"took"|"changed"|"elapsed"): [^,\n]+', b"BLANK"),
)
"""What may differ between two runs of the same sources."""
PACKED = (".xlsx",)


def blanked(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a file with times, versions and hashes blanked."""
    if path.suffix in PACKED:
        with zipfile.ZipFile(path) as packed:
            for name in sorted(packed.namelist()):
                if not name.startswith("docProps"):
                    yield name, packed.read(name)
        return
    data = path.read_bytes()
    if path.suffix not in (".png", ".parquet", ".duckdb"):
        for pattern, blank in BLANKS:
            data = re.sub(pattern, blank, data)
    yield "", data


def called(name: str, folder: Path) -> None:
    """Run one command in the folder and keep what it says."""
    code = "from crm_adoption.analysis.cli.main import main; main()"
    environment = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code, *COMMANDS[name]], cwd=folder, env=environment, capture_output=True, check=False
    )
    text = b"exit %d\n--- stdout\n%b\n--- stderr\n%b" % (done.returncode, done.stdout, done.stderr)
    (folder / f"{name}.said").write_bytes(text)


def made(folder: Path) -> None:
    """Run all commands."""
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    for names in ([each for each in COMMANDS if each not in LATER], list(LATER)):
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda name: called(name, folder), names))


def differences(before: Path, after: Path) -> Iterator[str]:
    """Yield the files that differ between two folders."""
    names = {path.relative_to(root) for root in (before, after) for path in root.rglob("*") if path.is_file()}
    for name in sorted(names):
        one, other = before / name, after / name
        if not (one.exists() and other.exists()):
            yield f"{name}: only {'before' if one.exists() else 'after'}"
        elif name.suffix != ".duckdb" and list(blanked(one)) != list(blanked(other)):
            yield f"{name}: differs"


def main() -> None:
    """Run all commands, and compare with what they said and wrote before."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("folder", type=Path)
    options.add_argument("--against", type=Path)
    asked = options.parse_args()
    made(asked.folder)
    found = list(differences(asked.against, asked.folder)) if asked.against else []
    print("\n".join(found) or f"{len(list(asked.folder.rglob('*')))} files; no difference.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
