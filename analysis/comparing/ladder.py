"""What would it take? The cheapest step of the shipped ladder of programmes that brings real use to a target."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...scenarios.core.begun import begun_within
from ...scenarios.core.budget import at_budget
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import load
from ...scenarios.ground.by_value import by_value
from ..base.programme import Programme
from .break_even import levels
from .comparison import ComparisonResult
from .usual import LADDER

TARGET = 0.5
OUTCOME = "deep_use"
PAIRS = 32
"""Companies per step: they are those of the baseline, so that differences are known better than levels."""


@by_value
@dataclass(frozen=True)
class Step:
    """One programme of the ladder in a company.

    Attributes
    ----------
    scenario : str
    per_head, budget : float
    level : float
        Mean of real use in the month.
    """

    scenario: str
    per_head: float
    budget: float
    level: float


@by_value
@dataclass(frozen=True)
class Reach:
    """What it would take to bring real use to a target by a month.

    Attributes
    ----------
    target : float
        A share.
    month : int
    baseline : float
        Mean of real use in the month without a step of the ladder.
    pairs : int
        Companies in which each step was tried.
    steps : tuple of Step
        Those tried, the cheapest first; the last is the first that reaches the target, or else none does.
    """

    target: float
    month: int
    baseline: float
    pairs: int
    steps: tuple[Step, ...]

    @property
    def step(self) -> Step | None:
        """The cheapest step that reaches the target, None if none does or none is needed."""
        return next((each for each in self.steps if each.level >= self.target), None)


def reach(found: ComparisonResult, target: float = TARGET, *, workers: int | None = None) -> Reach:
    """Climb the ladder in the company of a comparison until real use reaches a target by its month; once only.

    Parameters
    ----------
    found : ComparisonResult
    target : float
        Share of real use.
    workers : int, optional
        Threads; results do not depend on them.
    """
    known: dict[float, Reach] = found.__dict__.setdefault("_reached", {})  # page, screen and document ask for it
    if target in known:
        return known[target]
    base = found.baseline
    level = float(base.at(OUTCOME, found.month).mean())
    pairs, steps = min(PAIRS, base.replications), []
    for per_head, name in LADDER.items() if level < target else ():
        steps.append(_step(base, name, per_head, found, pairs, workers))
        if steps[-1].level >= target:
            break
    known[target] = Reach(target, found.month, level, pairs, tuple(steps))
    return known[target]


def _step(
    base: Programme, name: str, per_head: float, found: ComparisonResult, pairs: int, workers: int | None
) -> Step:
    budget = per_head * base.scenario.company.organisation.headcount
    level = levels(_scaled(base.scenario, name, budget), OUTCOME, found.month, pairs, found.seed, workers)
    before = base.at(OUTCOME, found.month)
    gain = level - before[:pairs]
    return Step(name, per_head, budget, float(np.clip(before.mean() + gain.mean(), 0.0, 1.0)))


def _scaled(company: Scenario, name: str, budget: float) -> Scenario:
    """Return a company with a step of the ladder in place of its own programme, at a budget.

    What would begin after the horizon is left out.
    """
    shipped = load(name)
    begun = begun_within(shipped.interventions, company.months)
    titles = {key: getattr(shipped, key) for key in ("title_en", "title_de")}
    return at_budget(replace(company, name=name, interventions=begun, **titles), budget)
