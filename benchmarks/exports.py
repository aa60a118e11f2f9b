"""Diagnosing a usage export of a million rows, as a process of its own; fitting a company to its history."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from crm_adoption import load
from crm_adoption.analysis.company.fit_job import fit_company
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.scenarios.usage.example import example, short, write_example
from crm_adoption.scenarios.usage.reading import read_company
from measure import Row

AIM = "< 10 s"
DEPARTMENTS = ("Sales", "Marketing", "Customer Success", "Service")
FEATURES = (
    "Contacts", "Activities", "Opportunities", "Emails", "Campaigns", "Customer 360", "Flows", "Reports", "Forecasts",
    "Lead scoring", "Quotes", "Cases",
)  # fmt: skip


def files(folder: Path, rows: int, people: int) -> dict[str, Path]:
    """Write a roster and the same export as counts a day in a spreadsheet's CSV, as a log, and as Parquet."""
    chance = np.random.default_rng(1)
    who, what = chance.integers(people, size=rows), chance.integers(len(FEATURES), size=rows)
    when = pd.Timestamp("2024-01-01") + pd.to_timedelta(chance.integers(0, 731 * 86400, rows), unit="s")
    ids = np.array([f"U{i:05d}" for i in range(people)])
    roster = pd.DataFrame({
        "id": ids, "department": [DEPARTMENTS[i % 4] for i in range(people)],
        "manager": ["" if i < 4 else ids[i % 4 + 4 * ((i // 4 - 1) // 10)] for i in range(people)],
    })  # fmt: skip
    table = pd.DataFrame({"user id": ids[who], "feature": np.array(FEATURES)[what]})
    found = {name: folder / name for name in ("roster.csv", "counts.csv", "log.csv", "log.parquet")}
    roster.to_csv(found["roster.csv"], index=False)
    counts = table.assign(date=when.strftime("%d.%m.%Y"), clicks=1 + chance.poisson(9.0, rows))
    counts.to_csv(found["counts.csv"], index=False, sep=";")
    log = table.assign(timestamp=when.strftime("%Y-%m-%dT%H:%M:%SZ"))
    log.to_csv(found["log.csv"], index=False)
    log.to_parquet(found["log.parquet"])
    return found


def wide(folder: Path, rows: int, people: int) -> Path:
    """Write a log as event monitoring does: beside who, when and what, an id of each row, an address, a browser."""
    chance = np.random.default_rng(2)
    when = pd.Timestamp("2024-01-01") + pd.to_timedelta(chance.integers(0, 731 * 86400, rows), unit="s")
    numbers = chance.integers(0, 2**63, size=(rows, 2))
    table = pd.DataFrame({
        "event id": [f"{one:016x}{other:016x}" for one, other in numbers],
        "user id": np.array([f"U{i:05d}" for i in range(people)])[chance.integers(people, size=rows)],
        "timestamp": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "feature": np.array(FEATURES)[chance.integers(len(FEATURES), size=rows)],
        "page": [f"/lightning/record/{number:016x}/view" for number in numbers[:, 0]],
        "browser": np.array(["Mozilla/5.0 Chrome", "Mozilla/5.0 Firefox", "Edge"])[chance.integers(3, size=rows)],
        "address": [f"10.{number % 256}.{number // 256 % 256}.{number % 97}" for number in numbers[:, 1]],
        "duration": chance.integers(5, 90_000, rows),
    })  # fmt: skip
    table.to_csv(path := folder / "wide.csv", index=False)
    return path


def _read(roster: Path, usage: Path) -> tuple[float, float]:
    """Return the seconds of processors that reading took in a process of its own, and the MiB of memory at most."""
    code = (
        "import resource, sys, time; from crm_adoption.scenarios.usage.reading import read_company; "
        "begun = time.process_time(); read_company(*sys.argv[1:]); "
        "print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    words = [sys.executable, "-c", code, str(roster), str(usage)]
    used, most = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    return float(used), float(most)


def _diagnosed(roster: Path, usage: Path) -> tuple[float, float]:
    """Return the seconds that passed and the seconds of processors that ``diagnose`` took."""
    words = [sys.executable, "-m", "crm_adoption.analysis.cli.main", "diagnose", str(roster), str(usage), "--json"]
    begun, before = time.perf_counter(), os.times()
    subprocess.run(words, check=True, capture_output=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - begun, used


def rows(repeats: int, size: int = 1_000_000, people: int = 6_000, companies: int = 3_000) -> list[Row]:
    """Measure both."""
    found: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        made = files(Path(name), size, people)
        for kind in ("counts.csv", "log.csv", "log.parquet"):
            times = [_diagnosed(made["roster.csv"], made[kind]) for _ in range(repeats)]
            wall, used = (statistics.median(each) for each in zip(*times, strict=True))
            what = f"`diagnose` as a process, {size:,} rows, {people:,} people, {kind}"
            found += [(f"{what}, processor time", f"{used:.1f} s", ""), (f"{what}, passed", f"{wall:.1f} s", AIM)]
        large = wide(Path(name), 8 * size // 5, people)
        used, most = (statistics.median(each) for each in zip(
            *(_read(made["roster.csv"], large) for _ in range(repeats)), strict=True
        ))  # fmt: skip
        what = f"reading {8 * size // 5:,} rows of event monitoring, {large.stat().st_size / 1e6:.0f} MB"
        found.append((f"{what}, processor time", f"{used:.1f} s", "< 8 s"))
        found.append((f"{what}, memory", f"{most:.0f} MiB", "< 1,024 MiB"))
        company, usage = read_company(*write_example(example(short(load("seed_company"), 12)), Path(name) / "small"))
        sets, begun = load_ensemble("evidence"), time.process_time()
        fit_company(company, usage, sets, companies=companies, workers=1)
        took = f"{time.process_time() - begun:.1f} s"
        what = f"`fit` of 120 people over 12 months, {companies:,} simulated companies, processor time"
        found.append((what, took, "10 to 20 s"))
    return found
