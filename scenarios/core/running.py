"""Run a scenario: its company under its schedule, or in turn the companies that it could be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...model.simulation import Run, run
from .scenario import Scenario


def run_scenario(scenario: Scenario, months: int | None = None, **how: Any) -> Run:
    """Run a scenario, or the first months of it.

    Parameters
    ----------
    scenario : Scenario
        Where it has draws, replicate k is of draw k modulo their number.
    months : int, optional
        From the start on, at most the horizon; by default all.
    **how
        Replications, seed, workers and the rest, as `model.simulation.run` takes them.

    Returns
    -------
    Run
    """
    last = scenario.months if months is None else months
    schedule, turns = scenario.schedule.first(last), scenario.turns
    parts = {id(plan): plan.first(last) for _, plan in turns}
    found = run(scenario.company, schedule, turns=[(each, parts[id(plan)]) for each, plan in turns], **how)
    return replace(found, departments=scenario.company.organisation.names, features=scenario.company.catalogue.names)
