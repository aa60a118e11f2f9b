"""What a board sees of its company: log-ins, what a spot check finds, customers, money; not the real use itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...scenarios.ground.by_value import by_value
from .game import Game, lived, programme_of, total

TASKS = 60
"""Tasks that a spot check looks at: were they really done in the CRM?"""


@by_value
@dataclass(frozen=True)
class Seen:
    """What a team's board sees at the end of the quarters that are closed.

    Attributes
    ----------
    month : int
        The last month lived; 0 is go-live.
    active : tuple of float
        Share of people who opened the CRM, month by month from the first.
    checks : tuple of float
        Share of `TASKS` tasks that a spot check found really done, at the end of each closed quarter.
    customers : float
        At the end; not a number where the company has none.
    spent, left : int
        Of the budget, EUR: what has been ordered in closed quarters.
    """

    month: int
    active: tuple[float, ...]
    checks: tuple[float, ...]
    customers: float
    spent: int
    left: int


def seen(game: Game, team: int) -> Seen:
    """Return what a team's board sees; it does not depend on what others order, nor on orders of an open quarter.

    Parameters
    ----------
    game : Game
    team : int
        From 0.
    """
    month, closed = game.month(), game.closed(team)
    spent = total(closed)
    market = game.setting.known.company.market
    customers = float(market.customers) if market.has_customers else float("nan")
    if not month:
        return Seen(0, (), (), customers, spent, game.budget - spent)
    run = lived(game, programme_of(game, team, game.setting.hidden), month)
    deep = run.of("deep_use")[0]
    checks = tuple(_checked(game, q, float(deep[game.month(q + 1) - 1])) for q in range(game.quarter))
    active = tuple(run.of("active_users")[0].tolist())
    if market.has_customers:
        customers = float(run.of("customers")[0, -1])
    return Seen(month, active, checks, customers, spent, game.budget - spent)


def _checked(game: Game, quarter: int, real: float) -> float:
    """Return what a spot check finds where a share of tasks is really done; every team has the same luck."""
    luck = np.random.default_rng([game.setting.seed, game.setting.replicate, quarter])
    return float((luck.random(TASKS) < real).sum()) / TASKS
