"""A large study on Dask's worker processes of this machine, one of them killed half-way, against undisturbed threads.

    python benchmarks/killed_worker.py                  # 1,000,000 runs, twice: a quarter of an hour on two cores
    python benchmarks/killed_worker.py --runs 100000

Both begin with the engine loaded; what is timed reaches from the first run to the closed file. Every outcome stored
must be the same in both files.
"""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
from concurrent.futures import Executor
from pathlib import Path

import numpy as np
from crm_adoption import StudyFile
from crm_adoption.scenarios.studies.cluster import started
from measure import once
from studies import NUMBERS, REPLICATIONS, WORKERS, study

RUNS = 1_000_000


def _worker(pid: int) -> bool:
    """Return whether a process is one of this one's workers (Linux): started by Dask's nanny, and at work."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes()
    parent = int(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1])
    return b"multiprocessing" in words and b"spawn_main" in words and parent == os.getpid()


class Killing:
    """Kills a worker process once half of the runs are stored."""

    def __init__(self, runs: int) -> None:
        self.half, self.stored, self.killed = runs // 2, 0, 0

    def __call__(self, runs: int, failed: int) -> None:
        self.stored += runs
        if not self.killed and self.stored >= self.half:
            processes = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal()]
            self.killed = next(pid for pid in processes if _worker(pid))
            os.kill(self.killed, signal.SIGKILL)


def main() -> None:
    """Measure and say what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=RUNS)
    points = 1 << (max(parser.parse_args().runs // REPLICATIONS, 2) - 1).bit_length()
    made = study(NUMBERS, points)

    def stored(file: Path, executor: Executor | None, killing: Killing | None) -> float:
        return once(lambda: made.run(file, executor=executor, workers=WORKERS, progress=killing))

    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / each for each in ("cluster.duckdb", "threads.duckdb")]
        small, killing = study(NUMBERS, 8), Killing(made.runs)
        with started(WORKERS) as (executor, _):
            small.run(Path(name) / "warm.duckdb", executor=executor, workers=WORKERS)
            far = stored(files[0], executor, killing)
        near = stored(files[1], None, None)
        same = all(
            np.array_equal(*(StudyFile(file).values(outcome) for file in files), equal_nan=True)
            for outcome in made.outcomes
        )
    print(f"{made.runs:,} runs; worker {killing.killed} killed after half of them; same numbers: {same}")
    print(f"cluster {far:.1f} s, threads {near:.1f} s: {far / near - 1:+.1%}")


if __name__ == "__main__":
    main()
