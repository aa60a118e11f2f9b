"""A large sensitivity analysis as it is wanted, in full: its time, peak memory and room on disk.

    python benchmarks/saltelli.py [--points 18432]

18,432 points of a Saltelli design x 10 replicates of the article's company (120 people, 36 months), on two
threads, and all indices; about two minutes on an otherwise idle machine. The part `studies` of run.py extrapolates
from fewer points.
Times are wall-clock times; processor time is given too, since it does not depend on what else a machine does.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from crm_adoption import Study, StudyFile, Uncertainty, sensitivity_in
from crm_adoption.scenarios.studies.designs import saltelli
from measure import Row

NAMES = (
    "behaviour.peer_weight", "behaviour.kpi_weight", "behaviour.effort_weight", "levers.sponsorship",
    "department.territoriality", "organisation.rewiring", "interventions.1.strength", "prices.align_kpis",
)  # fmt: skip
"""Eight of all kinds: n = 1,024 base points and second order make 18,432 points."""
REPLICATIONS, WORKERS, POINTS = 10, 2, 18_432


def study(points: int) -> Study:
    """Return the study; ``points`` are 18 times a power of two."""
    design = saltelli([Uncertainty(name) for name in NAMES], points // (2 * len(NAMES) + 2))
    return Study("saltelli", ("aligned_kpis",), design.uncertainties, design, REPLICATIONS)


def rows(points: int = POINTS) -> list[Row]:
    """Run the study and its analysis in this process."""
    with tempfile.TemporaryDirectory() as name:
        made, file = study(points), Path(name) / "saltelli.duckdb"
        times, used = [time.perf_counter()], [time.process_time()]
        made.run(file, workers=WORKERS)
        times.append(time.perf_counter())
        used.append(time.process_time())
        sensitivity_in(StudyFile(file), "deep_use")
        times.append(time.perf_counter())
        size = file.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    what = f"{points:,} points x {REPLICATIONS}"
    return [
        (f"{what}: design, runs and file, two threads", f"{(times[1] - times[0]) / 60:.1f} minutes", "< 8 minutes"),
        (f"{what}: processor time of it", f"{(used[1] - used[0]) / 60:.1f} minutes", "< 16 minutes on two cores"),
        (f"{what}: reading it and all indices", f"{times[2] - times[1]:.1f} s", ""),
        (f"{what}: peak memory", f"{peak:.2f} GiB", "< 2 GiB"),
        (f"{what}: file", f"{size / 1e6:.1f} MB", ""),
    ]


def alone(points: int) -> list[Row]:
    """Run it in a process of its own, whose peak memory is this study's."""
    code = f"import saltelli\nfor row in saltelli.rows({points}): print(*row, sep='|')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True, check=True
    )
    return [(a, b, c) for a, b, c in (line.split("|") for line in done.stdout.splitlines())]


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--points", type=int, default=POINTS, help="18 times a power of two")
    for row in alone(parser.parse_args(words).points):
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
