"""Measure the engine: one command, one table.

    python benchmarks/run.py [--quick] [--save]

Prints medians over repetitions; ``--save`` writes them to benchmarks/RESULTS.md with machine and date.
Run it on an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from crm_adoption.model.company import Company
from crm_adoption.model.organisation import Department, Organisation
from crm_adoption.model.schedule import undisturbed
from crm_adoption.model.simulation import run

FEATURES, MONTHS = 12, 36
SHARES = {"sales": 0.42, "marketing": 0.16, "customer_success": 0.20, "service": 0.22}
Row = tuple[str, str, str]


def company(people: int) -> Company:
    counts = {name: int(share * people) for name, share in SHARES.items()}
    counts["sales"] += people - sum(counts.values())
    return Company(Organisation("benchmark", tuple(Department(n, n, n, n, k) for n, k in counts.items())))


def seconds(action: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def simulated(people: int, replications: int, workers: int, months: int = MONTHS) -> Callable[[], object]:
    one = company(people)
    plan = undisturbed(one, months)
    _ = one.setting
    return lambda: run(one, plan, replications=replications, workers=workers)


def engine(repeats: int) -> list[Row]:
    rows = []
    for people, replications in ((120, 200), (1_000, 30), (10_000, 3)):
        single = seconds(simulated(people, replications, 1), repeats)
        pairs = people * FEATURES * MONTHS * replications
        rows.append(
            (
                f"{people:,} people, one thread",
                f"{single / pairs * 1e9:.1f} ns",
                "<= 20 ns per employee, feature and month",
            )
        )
        short, long = (seconds(simulated(people, replications, 1, months), repeats) for months in (1, 25))
        founding = (short - (long - short) / 24) / replications
        rows.append(
            (
                f"{people:,} people, founding alone",
                f"{founding * 1e3:.3f} ms",
                "<= 0.3 ms for 120" if people == 120 else "",
            )
        )
    one, two = (seconds(simulated(1_000, 96, workers), repeats) for workers in (1, 2))
    rows.append(("two threads against one (1,000 people x 96)", f"{one / two:.2f} times", ">= 1.8 times"))
    return rows


def million() -> list[Row]:
    code = (
        "import resource, sys, time; sys.path.insert(0, sys.argv[1]); import run as b;"
        "c = b.company(1_000_000); c.setting; s = b.undisturbed(c, 36); b.simulated(200, 1, 1)();"
        "t = time.perf_counter(); b.run(c, s, replications=1);"
        "print(time.perf_counter() - t, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)], check=True, capture_output=True, text=True
    )
    took, memory = (float(word) for word in done.stdout.split())
    return [("1,000,000 people x 12 features x 36 months", f"{took:.1f} s, {memory:.2f} GiB", "< 30 s, < 4 GiB")]


def command(words: list[str], **environment: str) -> float:
    begun = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True, env={**os.environ, **environment})
    return time.perf_counter() - begun


def start_up(repeats: int) -> list[Row]:
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


def pairing() -> list[Row]:
    from crm_adoption import Scenario, load, simulate
    from crm_adoption.analysis.effects import variance_ratio
    from crm_adoption.analysis.programme import Programme
    from crm_adoption.scenarios.interventions import AlignKPIs

    def ratio(baseline: Scenario, scenario: Scenario) -> str:
        pair = [Programme(each, simulate(each, replications=2000, months=12), False) for each in (scenario, baseline)]
        return f"{variance_ratio(pair[0], pair[1], 'deep_use', 12):.1f} times"

    plain = Scenario("default", company(120))
    aligned = replace(plain, name="aligned", interventions=(AlignKPIs(budget=150_000),))
    words = "variance of a difference, independent against common random numbers"
    return [
        (f"{words}, the article's company", ratio(load("no_programme"), load("aligned_kpis")), ">= 8 times"),
        (f"{words}, the default organisation", ratio(plain, aligned), ""),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, no million")
    parser.add_argument("--save", action="store_true", help="write benchmarks/RESULTS.md")
    wanted = parser.parse_args()
    repeats = 3 if wanted.quick else 7
    simulated(120, 2, 1)()  # compile
    rows = engine(repeats) + ([] if wanted.quick else million()) + start_up(3) + pairing()
    head = (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
        f"{date.today().isoformat()}; medians; peak memory of this process "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB"
    )
    lines = ["# Results of `python benchmarks/run.py`", "", head, "", "| measured | value | aim |", "|---|---|---|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    print("\n".join(lines))
    if wanted.save:
        (Path(__file__).parent / "RESULTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
