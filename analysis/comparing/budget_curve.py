"""What more or less money would bring: the gain of each programme over its budget, through the point compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...model.errors import InputError
from ...scenarios.core.budget import at_budget, most_spent
from ...scenarios.core.running import run_scenario
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ..base.programme import Programme
from .comparison import ComparisonResult

TIMES = (0.5, 1.5, 2.0)
"""Budgets tried, in terms of the dearest of the programmes; its own one is known from the comparison."""
PAIRS = 24
"""Companies per budget: they are those of the comparison, so that changes are known better than levels."""


@by_value
@dataclass(frozen=True)
class BudgetCurve:
    """A programme's gain in the main outcome over what it spends, both until the month compared.

    Attributes
    ----------
    scenario : str
    spent, gain : tuple of float
        Mean spending, EUR, in order from 0 on, and mean difference to the baseline.
    own : int
        Which of these is the programme as it was compared.
    """

    scenario: str
    spent: tuple[float, ...]
    gain: tuple[float, ...]
    own: int


def budget_curves(
    found: ComparisonResult, names: Sequence[str], *, workers: int | None = None
) -> tuple[BudgetCurve, ...]:
    """Return the curves of the programmes named that have spent something by the month compared.

    Parameters
    ----------
    found : ComparisonResult
    names : sequence of str
    workers : int, optional
        Threads; results do not depend on them.
    """
    programmes = [each for each in map(found.programme, names) if each.at("cost", found.month).mean() > 0.0]
    dearest = max((each.scenario.total_cost for each in programmes), default=0.0)
    return tuple(_curve(found, each, dearest, workers) for each in programmes)


def _curve(found: ComparisonResult, programme: Programme, dearest: float, workers: int | None) -> BudgetCurve:
    base, month, pairs = found.baseline, found.month, min(PAIRS, found.baseline.replications)
    gains = programme.at(found.main, month) - base.at(found.main, month)
    spent, gain = float(programme.at("cost", month).mean()), float(gains.mean())
    luck = gain - float(gains[:pairs].mean())  # of the few companies in which other budgets are tried
    points = [(0.0, 0.0), (spent, gain)]
    for scenario in _at(programme.scenario, [share * dearest for share in TIMES]):
        run = run_scenario(scenario, month, replications=pairs, seed=found.seed, workers=workers)
        cost = float(run.of("cost")[:, month - 1].mean())
        mean = float(np.mean(run.of(found.main)[:, month - 1] - base.at(found.main, month)[:pairs]))
        points.append((cost, mean + luck * min(cost / spent, 1.0)))
    points.sort()
    return BudgetCurve(
        programme.name, tuple(x for x, _ in points), tuple(y for _, y in points), points.index((spent, gain))
    )


def _at(scenario: Scenario, budgets: Iterable[float]) -> Iterator[Scenario]:
    """Yield a programme at budgets other than its own, the last at the most that it can spend."""
    own, most = scenario.total_cost, most_spent(scenario)
    wanted = sorted({min(each, most) for each in budgets})
    for total in wanted:
        if abs(total - own) > 0.01 * own:
            try:
                yield at_budget(scenario, total)
            except InputError:  # less than its shocks cost
                continue
