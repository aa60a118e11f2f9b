"""The reference (plain Mesa, one object per person) under `mesa.batch_run` against `simulate`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mesa
from crm_adoption import simulate
from crm_adoption.model.outcomes import OUTCOME_NAMES
from measure import FEATURES, MONTHS, Row, nanoseconds, once, scenario, seconds
from mesa.datacollection import DataCollector

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from reference_model import ReferenceModel

PEOPLE, REPLICATIONS = 200, 100


class Reference(ReferenceModel):
    """The reference as a Mesa user would run it: outcomes collected after each month."""

    def __init__(self, people: int = PEOPLE, replicate: int = 0, months: int = MONTHS, rng: Any = None) -> None:
        case = scenario(people)
        super().__init__(case.company, case.schedule, 0, replicate)
        self.months = months
        self.datacollector = DataCollector({name: _reader(name) for name in OUTCOME_NAMES})

    def step(self) -> None:
        super().step()
        self.datacollector.collect(self)
        self.running = self.month < self.months


def _reader(name: str) -> Callable[[Reference], float | None]:
    return lambda model: model.outcomes.get(name)


def _serial(people: int, months: int) -> None:
    model = Reference(people, months=months)
    while model.running:
        model.step()


def rows(repeats: int, people: int = PEOPLE, replications: int = REPLICATIONS, months: int = MONTHS) -> list[Row]:
    case = scenario(people)
    grid = {"people": people, "replicate": range(replications), "months": months}

    def batch() -> list[dict[str, Any]]:
        return mesa.batch_run(Reference, grid, number_processes=2, data_collection_period=1, display_progress=False)

    def ours(workers: int) -> Callable[[], object]:
        return lambda: simulate(case, replications=replications, months=months, workers=workers)

    ours(2)()
    alone = seconds(lambda: _serial(people, months), repeats)
    pairs = [(once(batch), seconds(ours(2), 5)) for _ in range(repeats)]
    under_batch, under_simulate = (sorted(times)[len(times) // 2] for times in zip(*pairs, strict=True))
    one_thread = seconds(ours(1), repeats)
    size = f"{replications} x {people} employees x {FEATURES} features x {months} months"
    return [
        ("reference, one core, per employee, feature and month",
         f"{nanoseconds(alone, people, 1, months=months) / 1e3:.2f} us", "<= 3 us"),
        (f"reference, mesa.batch_run on 2 processes: {size}", f"{under_batch:.2f} s", ""),
        (f"simulate on 2 threads: {size}", f"{under_simulate * 1e3:.0f} ms", ""),
        ("simulate is faster than the reference under mesa.batch_run",
         f"{under_batch / under_simulate:.0f} times", ">= 150 times, 200 sought"),
        ("simulate is faster than the reference, one core each",
         f"{alone * replications / one_thread:.0f} times", ""),
    ]  # fmt: skip
