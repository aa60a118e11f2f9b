"""How time and memory grow: with replications, people, features, ties and threads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from measure import FEATURES, Row, company, nanoseconds, seconds, side_by_side, simulated

PER = "ns per employee, feature and month, one thread"


def rows(repeats: int, largest: int = 1_000_000) -> list[Row]:
    table: list[Row] = []
    for replications in (1, 10, 100, 1_000):
        took = seconds(simulated(company(200), replications, 1), repeats)
        table.append(
            (f"{replications:,} replications of 200 people", f"{nanoseconds(took, 200, replications):.1f}", PER)
        )
    for people in (200, 1_000, 10_000, 100_000):
        replications = max(1, 20_000 // people)
        took = seconds(simulated(company(people), replications, 1), repeats)
        table.append((f"{people:,} people", f"{nanoseconds(took, people, replications):.1f}", PER))
    for features in (3, 6, 12, 24, 31):
        took = seconds(simulated(company(1_000, features), 10, 1), repeats)
        table.append((f"{features} features, 1,000 people", f"{nanoseconds(took, 1_000, 10, features):.1f}", PER))
    for ties in (4, 10, 20, 40):
        took = seconds(simulated(company(1_000, FEATURES, ties), 10, 1), repeats)
        table.append((f"{ties} ties inside the department, 1,000 people", f"{nanoseconds(took, 1_000, 10):.1f}", PER))
    one, two = side_by_side(*(simulated(company(1_000), 96, workers) for workers in (1, 2)), 3 * repeats)
    table.append(("two threads against one (1,000 people x 96)", f"{one / two:.2f} times", ">= 1.8 times"))
    return table + [row for people in (10_000, 100_000, 1_000_000) if people <= largest for row in memory(people)]


def memory(people: int) -> list[Row]:
    """Run one replicate in a process of its own, for its peak memory."""
    code = (
        "import resource, sys, time; sys.path.insert(0, sys.argv[1]); from measure import company, simulated;"
        "simulated(company(200), 1, 1)(); go = simulated(company(int(sys.argv[2])), 1, 1);"
        "t = time.perf_counter(); go();"
        "print(time.perf_counter() - t, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)"
    )
    words = [sys.executable, "-c", code, str(Path(__file__).parent), str(people)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    took, peak = (float(word) for word in done.stdout.split())
    aim = "< 30 s, < 4 GiB" if people == 1_000_000 else ""
    return [(f"{people:,} people x 12 features x 36 months, one replicate", f"{took:.2f} s, {peak:.2f} GiB", aim)]
