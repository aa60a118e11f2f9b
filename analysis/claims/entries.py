"""One claim's entry of the ledger: its readings with intervals, how often it holds, and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from ..base.effects import as_json, interval
from .readings import ARTICLE, COLUMNS, TYPICAL, WIDE, Claim
from .region import region, wilson
from .samples import Effort, design
from .verdicts import verdict

Floats = npt.NDArray[np.float64]

RANGE = (0.05, 0.5, 0.95)
"""The range reported holds nine in ten companies."""


def _columns(claim: Claim) -> list[int]:
    return [COLUMNS.index(f"{claim.name}.{each.name}") for each in claim.readings]


def _holding(claim: Claim, table: Floats) -> npt.NDArray[np.bool_]:
    return np.array([bool(claim.holds(*row)) for row in table[:, _columns(claim)].tolist()])


def _in_sample(claim: Claim, table: Floats) -> dict[str, Any]:
    """Return readings in the middle and over nine in ten companies, and in which share of them a claim holds."""
    holds = _holding(claim, table)
    low, high = wilson(int(holds.sum()), len(holds))
    ranges = [
        dict(zip(("low", "median", "high"), map(float, np.quantile(table[:, k], RANGE)), strict=True))
        for k in _columns(claim)
    ]
    return {"companies": len(table), "holds": float(holds.mean()), "low": low, "high": high, "readings": ranges}


def _of_chance(claim: Claim, table: Floats) -> dict[str, Any]:
    """Return means over replicates at the default behaviour with 95 % intervals."""
    means = [
        dict(zip(("mean", "low", "high"), map(as_json, interval(table[:, k])), strict=True)) for k in _columns(claim)
    ]
    return {
        "replications": len(table),
        "readings": means,
        "holds": bool(claim.holds(*(each["mean"] for each in means))),
    }


def entry(claim: Claim, tables: Mapping[str, Floats], chance: Floats, effort: Effort) -> dict[str, Any]:
    """Return a claim's entry of the ledger."""
    plan = design(effort.points)
    found = {
        "rests_on": claim.rests_on, "about": claim.about, "bands": list(claim.bands),
        "readings": [{"name": each.name, "unit": each.unit} for each in claim.readings],
        "chance": _of_chance(claim, chance),
        **{name: _in_sample(claim, tables[name]) for name in (ARTICLE, TYPICAL, WIDE)},
        "region": region(plan, plan.points, _holding(claim, tables[WIDE]), tables[WIDE][:, _columns(claim)[0]]),
    }  # fmt: skip
    return {**found, "verdict": verdict(found)}
