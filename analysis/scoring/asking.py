"""What to ask next: of which number knowing more is worth most to a decision."""

from __future__ import annotations

from ...scenarios.core.budget import at_budget
from ..comparing.usual import DEFAULT_SCENARIOS, PER_HEAD
from ..deciding.information import Unknown, worth_knowing
from ..deciding.mix import Mix
from ..deciding.objective import Objective
from ..deciding.worlds import of_fit
from ..evidence.fit_draws import Fit
from ..evidence.fitted import in_company

MONTH, DRAWS = 24, 128
"""Month of real use by which it is measured, and companies with prices that are looked at."""
CHOSEN = (*DEFAULT_SCENARIOS, "sharing_culture", "peer_programme")


def worth_asking(fit: Fit, seed: int = 0, workers: int | None = None, draws: int = DRAWS) -> tuple[Unknown, ...]:
    """Return the numbers of the company by what knowing them is worth, in shares of real use, the most first.

    The choice is between the shipped programmes at EUR 1,250 a head; `decide` says it for any budget.

    Parameters
    ----------
    fit : Fit
        The company as its answers leave it.
    seed : int
    workers : int, optional
    draws : int
    """
    total = PER_HEAD * fit.scenario.company.organisation.headcount
    mixes = [Mix(at_budget(each, total) if each.total_cost > 0.0 else each) for each in in_company(CHOSEN, fit)]
    worlds = of_fit(fit, seed, workers)
    objective = Objective("deep_use", min(fit.history + MONTH, fit.scenario.months))
    level = {id(each): worlds.values(each.scenario, objective.outcome, objective.month, 0, 1).mean() for each in mixes}
    mixes.sort(key=lambda each: -float(level[id(each)]))
    known = worth_knowing(mixes, worlds, objective, draws)
    return tuple(each for each in known.unknowns if each.name.startswith("levers."))
