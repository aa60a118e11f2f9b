"""Answers to the questionnaire, drawn for tests: nobody ticks the same everywhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from crm_adoption.scenarios.surveys.instrument import instrument

ASKED = instrument()
DEPARTMENTS = ("sales", "marketing", "customer_success", "service")


def drawn(people: int, seed: int = 1, missing: float = 0.05) -> npt.NDArray[np.int8]:
    """Return ticks, 0 where nothing is ticked."""
    random = np.random.default_rng(seed)
    ticks = random.integers(1, ASKED.points + 1, (people, len(ASKED.items)))
    ticks[:, :2] = [2, 4]
    gaps = random.random(ticks.shape) < missing
    gaps[:, :2] = False
    return np.where(gaps, 0, ticks).astype(np.int8)


def placed(people: int) -> list[str]:
    """Return a department for each one, in turn."""
    return [DEPARTMENTS[n % len(DEPARTMENTS)] for n in range(people)]


def table_text(rows: Sequence[Sequence[object]], separator: str = ",") -> str:
    """Return rows as the text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


def answers_text(people: int, seed: int = 1) -> str:
    """Return a filled template."""
    heads = ["department", *(each.name for each in ASKED.items)]
    rows = [
        [where, *(tick or "" for tick in ticks)]
        for where, ticks in zip(placed(people), drawn(people, seed).tolist(), strict=True)
    ]
    return table_text([heads, *rows])
