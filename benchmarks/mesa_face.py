"""The Mesa face, month by month, against `simulate`; and what its agents cost."""

from __future__ import annotations

import time
from itertools import pairwise

from crm_adoption import CRMAdoption, Scenario, simulate
from crm_adoption.scenarios.mesa.employee import Employee
from measure import MONTHS, Row, scenario, seconds, side_by_side
from mesa.datacollection import DataCollector

LAZY = 100_000


def _run(case: Scenario, collector: DataCollector | None = None) -> None:
    model = CRMAdoption(case)
    if collector is not None:
        model.datacollector = collector
    model.run_model()


def rows(repeats: int, people: int = 1_000, lazy: int = LAZY) -> list[Row]:
    case = scenario(people)
    agents = DataCollector(agenttype_reporters={Employee: {"deep_use": "deep_use"}})
    _run(case)
    face, engine = side_by_side(lambda: _run(case), lambda: simulate(case, replications=1, workers=1), 3 * repeats)
    bare = seconds(lambda: _run(case, DataCollector()), 3 * repeats)
    with_agents = seconds(lambda: _run(case, agents), 1)
    whole, first, made = _lazy(lazy)
    return [
        (f"Mesa face against simulate, {people:,} people, {MONTHS} months, all outcomes collected",
         f"{face / engine:.2f} times", "<= 3 times"),
        ("the same without a collector", f"{bare / engine:.2f} times", "<= 3 times"),
        ("the same with one agent reporter", f"{with_agents / engine:.0f} times", ""),
        (f"{lazy:,} lazy agents: model.agents and its length", f"{first * 1e3:.2f} ms", "<= 50 ms"),
        (f"{lazy:,} agents made, when one is first needed", f"{made * 1e3:.0f} ms", ""),
        (f"a model of {lazy:,} people, founding and network included", f"{whole * 1e3:.0f} ms", ""),
    ]  # fmt: skip


def _lazy(people: int) -> tuple[float, float, float]:
    case = scenario(people)
    _ = case.company.setting
    times = [time.perf_counter()]
    model = CRMAdoption(case)
    times.append(time.perf_counter())
    _ = len(model.agents)
    times.append(time.perf_counter())
    _ = list(model.agents)
    times.append(time.perf_counter())
    whole, first, made = (later - earlier for earlier, later in pairwise(times))
    return whole, first, made
