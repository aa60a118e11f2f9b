"""Answers of simulated companies, made without the model that reads them: rounded sums, no logistic curve."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from crm_adoption.scenarios.surveys.answers import Answers
from crm_adoption.scenarios.surveys.instrument import instrument

ASKED = instrument()
CONSTRUCTS = tuple(each.name for each in ASKED.constructs)


def answered(
    sizes: Mapping[str, int], places: Mapping[str, Sequence[float]] | None = None, *, seed: int = 0, yes: float = 0.0,
    careless: float = 0.0, missing: float = 0.0, invited: Mapping[str, int | None] | None = None, heads: int = 0,
) -> Answers:  # fmt: skip
    """Return answers of so many people by department.

    Parameters
    ----------
    places : mapping of str to sequence of float
        By construct where each department stands, in standard deviations among people; 0 where none is given.
    yes : float
        By how many answers everybody leans to yes.
    careless, missing : float
        Shares of people who tick at random, and of answers that are not given.
    """
    chance, names = np.random.default_rng([seed, 7]), list(sizes)
    department = np.repeat(np.arange(len(names)), list(sizes.values()))
    n = len(department)
    values = np.zeros((n, len(ASKED.items)), np.int8)
    lean = yes + chance.normal(0.0, 0.35, n)
    known = {name: np.asarray((places or {}).get(name, np.zeros(len(names))), float) for name in CONSTRUCTS}
    own = {name: known[name][department] + chance.standard_normal(n) for name in CONSTRUCTS}
    for j, item in enumerate(ASKED.items):
        loading = np.clip(item.loading + chance.normal(0.0, 0.08), 0.3, 0.9)
        heard = (-1.0 if item.reversed else 1.0) * loading * own[item.construct]
        heard = heard + np.sqrt(1.0 - loading**2) * chance.standard_normal(n)
        values[:, j] = np.clip(np.floor(3.5 + 1.05 * heard + lean + chance.normal(0.0, 0.15)), 1, ASKED.points)
    values[chance.random(n) < careless] = chance.integers(1, ASKED.points + 1, len(ASKED.items))
    values[chance.random(values.shape) < missing] = 0
    leads = np.arange(n) < heads
    return Answers(ASKED, tuple(names[d] for d in department), leads, values, invited or dict.fromkeys(names))


def write_answers(answers: Answers, path: Path) -> Path:
    """Write answers as a filled template: a column for each statement."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["department", "head", *(each.name for each in ASKED.items)])
        for where, leads, ticks in zip(answers.departments, answers.heads, answers.values.tolist(), strict=True):
            writer.writerow([where, "yes" if leads else "", *(tick or "" for tick in ticks)])
    return path
