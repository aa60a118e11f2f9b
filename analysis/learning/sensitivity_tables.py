"""What a sensitivity analysis found, as tidy tables and as JSON values."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .elementary_effects import ElementaryEffects
from .factors import Estimate, Factor
from .sensitivity import SensitivityResult
from .sensitivity_sentences import sentences
from .sensitivity_words import factor_words
from .sobol_indices import SobolIndices
from .swings import Swings

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def _spread(name: str, estimate: Estimate) -> Row:
    """Return an estimate as three columns."""
    return {name: estimate.value, f"{name}_low": estimate.low, f"{name}_high": estimate.high}


def _head(factor: Factor) -> Row:
    return {"factor": factor.name, "members": "; ".join(factor.members)}


def _sobol(found: SobolIndices) -> dict[str, list[Row]]:
    names = [each.name for each in found.factors]
    return {
        "sensitivity": [
            _head(found.factors[k]) | _spread("first", found.first[k]) | _spread("total", found.total[k])
            for k in found.order
        ],
        "interactions": [
            {"factor": names[pair[0]], "other": names[pair[1]]} | _spread("second", share)
            | {"clear": found.stands_out(pair)}
            for pair, share in found.second.items()
        ],
        "convergence": [
            {"n": stage.n, "factor": name} | _spread("first", stage.first[k]) | _spread("total", stage.total[k])
            for stage in found.stages
            for k, name in enumerate(names)
        ],
    }  # fmt: skip


def _morris(found: ElementaryEffects) -> dict[str, list[Row]]:
    rows = [
        _head(found.factors[k]) | _spread("strength", found.effects[k].strength)
        | {"mean": found.effects[k].mean, "spread": found.effects[k].spread}
        for k in found.order
    ]  # fmt: skip
    names = [each.name for each in found.factors]
    steps = [
        {"n": n, "factor": name} | _spread("strength", strengths[k])
        for n, strengths in found.stages
        for k, name in enumerate(names)
    ]
    return {"sensitivity": rows, "convergence": steps}


def _swings(found: Swings) -> dict[str, list[Row]]:
    return {
        "sensitivity": [
            {"factor": each.name, "base": each.base, "value": level.value} | _spread("change", level.change)
            for each in (found.swings[k] for k in found.order)
            for level in each.levels
        ]
    }


def rows_of(sensitivity: SensitivityResult) -> dict[str, list[Row]]:
    """Return the tables as rows by name; those without rows are left out."""
    found = sensitivity.found
    if isinstance(found, SobolIndices):
        tables = _sobol(found)
    else:
        tables = _morris(found) if isinstance(found, ElementaryEffects) else _swings(found)
    return {name: rows for name, rows in tables.items() if rows}


def frames_of(sensitivity: SensitivityResult) -> dict[str, pd.DataFrame]:
    """Return the tables as pandas frames by name."""
    import pandas as pd

    return {name: pd.DataFrame(rows) for name, rows in rows_of(sensitivity).items()}


def record(sensitivity: SensitivityResult, lang: str) -> dict[str, Any]:
    """Return what was found as JSON values."""
    runs, found = sensitivity.runs, sensitivity.found
    head: dict[str, Any] = {
        "study": runs.study, "design": runs.kind, "outcome": runs.outcome, "scenario": runs.scenario,
        "against": runs.against or None, "month": runs.month, "department": runs.department,
        "points": len(runs.points), "replications": runs.replications,
    }  # fmt: skip
    tables = {name: [_plain(row) for row in rows] for name, rows in rows_of(sensitivity).items()}
    labels = {}
    if not isinstance(found, Swings):
        labels = {each.name: factor_words(each, lang) for each in found.factors}
        head |= {"n": found.n, "moved": found.moved, "chance": _plain(asdict(found.chance)) if found.chance else None}
    if isinstance(found, SobolIndices):
        head |= {"variance": found.variance, "settled": found.settled}
    if isinstance(found, Swings):
        head["base"] = _plain(asdict(found.base))
    return head | tables | {"labels": labels, "sentences": sentences(sensitivity, lang)}


def _plain(row: Row) -> Row:
    """Return a row in which what is no number is None."""
    return {
        name: _plain(value) if isinstance(value, dict)
        else None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in row.items()
    }  # fmt: skip
