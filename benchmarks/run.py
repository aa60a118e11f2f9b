"""Measure the engine: one command, one table.

    python benchmarks/run.py [--quick] [--save] [--only engine reference ...]

Prints medians over repetitions; ``--save`` writes them to benchmarks/RESULTS.md with machine and date.
Run it on an otherwise idle machine (about seven minutes).
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
from collections.abc import Callable
from datetime import date
from pathlib import Path

import engine
import exports
import machine
import mesa_face
import pairing
import reference
import scaling
import start_up
import studies
from measure import Row, company, simulated

PARTS: dict[str, tuple[str, Callable[[bool], list[Row]]]] = {
    "engine": ("The engine", lambda quick: engine.rows(3 if quick else 7)),
    "reference": ("Against plain Mesa", lambda quick: reference.rows(1 if quick else 3)),
    "mesa_face": ("The Mesa face", lambda quick: mesa_face.rows(1 if quick else 5)),
    "scaling": ("Scaling and memory", lambda quick: scaling.rows(1 if quick else 3, 10_000 if quick else 1_000_000)),
    "machine": ("The limit of the machine", lambda quick: machine.rows(3 if quick else 9)),
    "start_up": ("Start-up and the main command", lambda quick: start_up.rows(1 if quick else 3)),
    "pairing": ("Common random numbers", lambda quick: pairing.rows(200 if quick else 2_000)),
    "exports": ("A company's own export", lambda quick: exports.rows(1, 50_000) if quick else exports.rows(3)),
    "studies": ("Studies", lambda quick: studies.rows(1, 64, 1024) if quick else studies.rows(3)),
}


def head() -> str:
    model = next(
        (line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "unknown"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return (
        f"{platform.machine()}, {model}, {os.cpu_count()} cores, {platform.system()}, Python "
        f"{platform.python_version()}, {date.today().isoformat()}; medians; peak memory of this process {peak:.2f} GiB"
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, no million")
    parser.add_argument("--save", action="store_true", help="write benchmarks/RESULTS.md")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help=", ".join(PARTS))
    wanted = parser.parse_args()
    simulated(company(120), 2, 1)()  # compile
    text: list[str] = []
    for part in wanted.only:
        title, rows = PARTS[part]
        text += ["", f"## {title}", "", "| measured | value | aim |", "|---|---|---|"]
        text += ["| " + " | ".join(row) + " |" for row in rows(wanted.quick)]
    text = ["# Results of `python benchmarks/run.py`", "", head(), *text]
    print("\n".join(text))
    if wanted.save:
        (Path(__file__).parent / "RESULTS.md").write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
