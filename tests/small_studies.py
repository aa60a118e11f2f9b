"""Small studies, and what is stored of them but for time stamps, for the tests of studies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from crm_adoption import load
from crm_adoption.scenarios.studies.designs import from_array, sobol
from crm_adoption.scenarios.studies.store_schema import TABLES, TIMES
from crm_adoption.scenarios.studies.study import Study, StudyFile
from crm_adoption.scenarios.studies.uncertainty import Uncertainty

WEIGHT = Uncertainty("behaviour.peer_weight")
SPONSOR = Uncertainty("levers.sponsorship")
FILE = """name = "small"
scenarios = ["no_programme", "aligned_kpis"]
replications = {replications}
seed = {seed}
outcomes = ["deep_use", "net_value"]
months = [2, {month}]
departments = ["company", "sales"]

[uncertainties]
"behaviour.peer_weight" = {{}}
"levers.sponsorship" = {{}}

[design]
kind = "sobol"
n = {n}
seed = 1
"""


def study(points: int = 4, replications: int = 3, **parts: Any) -> Study:
    """Return a study of two scenarios over two uncertainties, the first months only."""
    defaults: dict[str, Any] = {
        "scenarios": (load("no_programme"), load("aligned_kpis")), "seed": 5, "months": (1, 3),
        "outcomes": ("deep_use", "net_value"), "departments": ("company", "sales"),
    }  # fmt: skip
    uncertainties = (WEIGHT, SPONSOR)
    design = sobol(uncertainties, points, 1)
    return Study("small", uncertainties=uncertainties, design=design, replications=replications, **defaults | parts)


def plain_study(points: int = 3, replications: int = 2, **parts: Any) -> Study:
    """Return a study of one scenario at points of its own."""
    values = [[0.5 + 0.1 * k] for k in range(points)]
    design = from_array(values, (WEIGHT,))
    return Study("plain", ("no_programme",), (WEIGHT,), design, replications, **{"months": (2,), **parts})


def study_file(folder: Path, *, n: int = 4, replications: int = 3, seed: int = 5, month: int = 4) -> Path:
    """Write a study file."""
    path = folder / "small.toml"
    path.write_text(FILE.format(n=n, replications=replications, seed=seed, month=month), encoding="utf-8")
    return path


def tables(path: Path) -> dict[str, pd.DataFrame]:
    """Return all tables of a store, sorted, without time stamps."""
    stored = StudyFile(path)
    with stored.together():
        frames = {name: stored.frame(name) for name in (*TABLES, "results")}
    return {name: frame.drop(columns=[TIMES[name]] if name in TIMES else []) for name, frame in frames.items()}


def assert_same(one: Path, other: Path) -> None:
    """Hold two stores to the same tables, bit for bit."""
    left, right = tables(one), tables(other)
    for name, frame in left.items():
        pd.testing.assert_frame_equal(frame, right[name], check_exact=True, obj=name)
