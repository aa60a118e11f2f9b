"""Studies: from design to DuckDB against the bare engine, room on disk, going on after an interruption, Dask."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from crm_adoption import simulate
from crm_adoption.scenarios.studies.cluster import started
from crm_adoption.scenarios.studies.designs import saltelli, sobol
from crm_adoption.scenarios.studies.store import Store
from crm_adoption.scenarios.studies.study import Study
from crm_adoption.scenarios.studies.uncertainty import Uncertainty
from crm_adoption.scenarios.studies.work import Done
from measure import Row, once

REPLICATIONS, WORKERS = 10, 2
NUMBERS = ("behaviour.peer_weight", "behaviour.attention", "market.margin")
VARIED = {
    "behaviour and market": NUMBERS,
    "levers, strengths and prices": ("levers.sponsorship", "interventions.1.strength", "prices.align_kpis"),
    "the organisation": ("department.territoriality", "organisation.rewiring", "department.leaving"),
}
"""What varies decides on what is to be made anew at every point."""
SALTELLI = 18_432
"""Points of a Saltelli study as it is wanted in under eight minutes."""


def study(names: Sequence[str], points: int, **words: Any) -> Study:
    """Return a study of the article's company (120 people, 36 months) with aligned KPIs."""
    uncertainties = tuple(Uncertainty(name) for name in names)
    return Study("benchmark", ("aligned_kpis",), uncertainties, sobol(uncertainties, points), REPLICATIONS, **words)


def whole(each: Study, file: Path) -> float:
    """Return the seconds from the sampling of the design to the closed file."""
    fresh = replace(each, design=replace(each.design))
    took = once(lambda: fresh.run(file, workers=WORKERS))
    file.unlink()
    return took


def bare(runs: int) -> float:
    """Return the seconds of so many runs by the engine alone, in one call."""
    return once(lambda: simulate("aligned_kpis", replications=runs, workers=WORKERS))


def path_rows(repeats: int, points: int, file: Path) -> list[Row]:
    """Time the whole path and the bare engine in turns, so that a slow spell hits both."""
    table: list[Row] = []
    for what, names in VARIED.items():
        made = study(names, points)
        pairs = [(whole(made, file), bare(made.runs)) for _ in range(repeats)]
        studied = statistics.median(took for took, _ in pairs)
        share = statistics.median(alone / took for took, alone in pairs)
        extra = statistics.median(took - alone for took, alone in pairs) * WORKERS / made.runs * 1e6
        table += [
            (f"whole path, {what} varied, two threads", f"{made.runs / studied:,.0f} runs per second", ""),
            (
                f"whole path, {what} varied, against the bare engine ({made.runs:,} runs)",
                f"{share:.0%} of its speed",
                ">= 60 %",
            ),
            (f"whole path, {what} varied, more per run than the bare engine", f"{extra:.0f} us of a core", ""),
        ]
    return table


def saltelli_row(points: int, file: Path) -> Row:
    """Time a part of the large study of a sensitivity analysis; all points take the same."""
    names = [name for each in VARIED.values() for name in each]
    base = max(1, points // (2 * len(names) + 2))
    design = saltelli([Uncertainty(name) for name in names], 2 ** (base.bit_length() - 1))
    made = Study("saltelli", ("aligned_kpis",), design.uncertainties, design, REPLICATIONS)
    minutes = whole(made, file) / made.size * SALTELLI / 60
    label = f"Saltelli study of {SALTELLI:,} points x {REPLICATIONS}, everything varied, by {made.size:,} of them"
    return label, f"{minutes:.1f} minutes", "< 8 minutes"


def pretended(each: Study, runs: int, file: Path) -> None:
    """Fill a store with numbers as they are but not computed: draws around those of a real run."""
    rng, real = np.random.default_rng(1), simulate("aligned_kpis", replications=1, seed=1)
    level = np.array([real.of(name)[0, -1] for name in each.outcomes])
    shape = len(each.months), len(each.departments), len(level)
    with Store.open(file, each) as store:
        units, written = store.missing(), 0
        while written < runs and (chunk := list(islice(units, 100))):
            store.write([Done(unit, level * rng.normal(1.0, 0.1, (unit.count, *shape))) for unit in chunk])
            written += sum(unit.count for unit in chunk)


def room_rows(points: int, folder: Path) -> list[Row]:
    table: list[Row] = []
    shares = ("deep_use", "compliance_use", "shadow_use", "regular_use")
    kept: dict[str, dict[str, Any]] = {
        "1 outcome in 1 month": {"outcomes": ("deep_use",)},
        "2 outcomes in 1 month": {},
        "4 outcomes in 3 months": {"outcomes": shares, "months": (12, 24, 36)},
        "2 outcomes in all 36 months": {"keep": "trajectories"},
    }
    for number, (what, words) in enumerate(kept.items()):
        made, file = study(NUMBERS, points, **words), folder / f"room{number}.duckdb"
        pretended(made, made.runs, file)
        rows, size = made.runs * len(made.months), file.stat().st_size
        each = f"{size / rows / len(made.outcomes):.1f} bytes"
        aim = "" if words.get("keep") else "<= 24 bytes"
        table.append((f"on disk per run, outcome and month, {what} ({made.runs:,} runs)", each, aim))
        table.append((f"on disk per million rows of outcomes, {what}", f"{size / rows:.1f} MB", ""))
    return table


def resume_rows(points: int, folder: Path) -> list[Row]:
    """Time a half-done study from opening its file to the first chunk, and as the command to the first new runs."""
    made, file, plan, log = study(NUMBERS, points), folder / "half.duckdb", folder / "half.toml", folder / "half.log"
    pretended(made, made.runs // 2, file)
    begun = time.perf_counter()
    with Store.open(file, study(NUMBERS, points)) as store:
        next(store.missing())
        opened = time.perf_counter() - begun
    varied = "\n".join(f'"{name}" = {{}}' for name in NUMBERS)
    head = f'scenarios = ["aligned_kpis"]\nreplications = {REPLICATIONS}\ndesign = {{ kind = "sobol", n = {points} }}'
    plan.write_text(f"{head}\n[uncertainties]\n{varied}\n", encoding="utf-8")
    words = ["sweep", str(plan), "--out", str(file), "--log", str(log), "--workers", str(WORKERS), "--quiet"]
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "crm_adoption.analysis.cli.main", *words]) as process:
        while process.poll() is None and not (log.exists() and "stored" in log.read_text(encoding="utf-8")):
            time.sleep(0.01)
        stored = time.perf_counter() - begun
        process.kill()
    what = f"half-done study of {made.runs:,} runs"
    return [
        (f"{what}: opened, and known what is to do", f"{opened:.2f} s", "< 3 s"),
        (f"{what}: from the start of the command until new runs are stored", f"{stored:.2f} s", "< 3 s"),
    ]


def dask_rows(repeats: int, points: int, file: Path) -> list[Row]:
    """Time two worker processes and two threads in turns, but for the first turn, in which workers load the engine."""
    made, pairs = study(NUMBERS, points), []
    begun = time.perf_counter()
    with started(WORKERS) as (executor, lanes):
        ready = time.perf_counter() - begun
        for _ in range(repeats + 1):
            far = once(partial(made.run, file, executor=executor, workers=lanes))
            file.unlink()
            pairs.append((far, whole(made, file)))
    far, near = (statistics.median(each) for each in zip(*pairs[1:], strict=True))
    return [
        ("Dask on this machine: start of two worker processes", f"{ready:.1f} s", ""),
        (f"Dask, two worker processes ({made.runs:,} runs)", f"{made.runs / far:,.0f} runs per second", ""),
        ("Dask, two worker processes, against two threads", f"{near / far:.0%} of their speed", ""),
    ]


def rows(repeats: int, points: int = 1024, large: int = 16_384) -> list[Row]:
    """Measure at ``points`` points, and at ``large`` ones what is only stored and read (powers of two)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "benchmark.duckdb"
        whole(study(NUMBERS, 8), file)  # imports and compiled code
        return [
            *path_rows(repeats, points, file),
            saltelli_row(points, file),
            *room_rows(large // 2, folder),
            *resume_rows(large, folder),
            *dask_rows(repeats, points, file),
        ]
