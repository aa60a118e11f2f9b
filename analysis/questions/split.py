"""Technology or organisation: which share of a budget goes furthest, and how far around it does as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...model.errors import InputError
from ...model.written import hint, said
from ...scenarios.core.constraints import NO_CONSTRAINTS, Constraints
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import Settings
from ..base.money_per_head import check_per_head
from ..comparing.by_set import levels_by_set
from ..evidence.ensemble import Ensemble
from .over_sets import COMPANY, ENSEMBLE, Asked, asked
from .split_division import divisions
from .split_record import Split

BUDGETS = (1_250.0, 2_500.0, 5_000.0, 10_000.0, 20_000.0)
"""EUR a head."""
SHARES = tuple(round(0.1 * n, 1) for n in range(11))
"""Shares of a budget that go into technology."""
REPLICATIONS = 8
"""Replicates per parameter set."""


def _several(given: object) -> list[Any]:
    """Return one value or several as a list."""
    return list(given) if isinstance(given, (list, tuple, np.ndarray)) else [given]


def check_budgets(budgets: Sequence[float] | float) -> tuple[float, ...]:
    """Return budgets in EUR a head from the smallest, or say what is wrong with them."""
    given = _several(budgets)
    if not given:
        raise InputError("no budget is given; give one or more, in EUR a head.", field="budgets")
    return tuple(sorted({check_per_head(each, "budgets") for each in given}))


def check_shares(shares: Sequence[float]) -> tuple[float, ...]:
    """Return shares for technology from the smallest, or say what is wrong with them."""
    given = _several(shares)
    for each in given:
        if isinstance(each, bool) or not isinstance(each, (int, float, np.number)):
            problem = "{value} is not a share; allowed is 0 to 1.{hint}"
            raise InputError(problem, field="shares", value=said(each), hint=hint(each))
        if not 0.0 <= float(each) <= 1.0:
            problem = "a share of {percent:g} % for technology is out of range; allowed is 0 to 100 %."
            raise InputError(problem, field="shares", percent=100.0 * float(each))
    found = tuple(sorted({float(each) for each in given}))
    if len(found) < 2:
        raise InputError("with one share there is nothing to choose from; give two or more.", field="shares")
    return found


def split(
    scenario: Scenario | str | Path = COMPANY, ensemble: Ensemble | str | Path = ENSEMBLE, *,
    budgets: Sequence[float] | float = BUDGETS, shares: Sequence[float] = SHARES, outcome: str = "deep_use",
    month: int | None = None, replications: int = REPLICATIONS, seed: int = 0, settings: Settings = (),
    allow_outside: bool = False, allow_plugins: bool = False, constraints: Constraints = NO_CONSTRAINTS,
    workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Split:  # fmt: skip
    """Split budgets between technology and organisation over an ensemble, and see which share goes furthest.

    Parameters
    ----------
    scenario : Scenario, str or Path
        The company; what its scenario does anyway is done throughout.
    ensemble : Ensemble, str or Path
        Parameter sets, ``evidence``, ``all`` or the path of some; the same people and chance at each of them.
    budgets : float or sequence of float
        EUR a head, above 0.
    shares : sequence of float
        Shares for technology, each in [0, 1], two or more.
    outcome : str
        One of which more is better or worse.
    month : int, optional
        From 1 to the horizon; 24 by default, or the last.
    replications : int
        Replicates per parameter set.
    seed : int
    settings, allow_outside, allow_plugins
        How a scenario file is read (see `load`); they say nothing of a `Scenario` that is given.
    constraints : Constraints
        What the money must not be spent on, on top of what the scenario's file says.
    workers : int, optional
        Threads; the results do not depend on them.
    progress : callable, optional
        Called with the number of parameter sets just finished.

    Returns
    -------
    Split

    Raises
    ------
    InputError
        For an unknown scenario, ensemble or outcome, a month outside the horizon, a budget of nothing or a share
        outside 0 to 1.
    """
    question = asked(
        scenario, ensemble, outcome=outcome, month=month, replications=replications, seed=seed, settings=settings,
        allow_outside=allow_outside, allow_plugins=allow_plugins, constraints=constraints,
    )  # fmt: skip
    return answered(question, check_budgets(budgets), check_shares(shares), workers=workers, progress=progress)


def answered(
    question: Asked, budgets: tuple[float, ...], shares: tuple[float, ...], *, workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Split:  # fmt: skip
    """Return what comes of splitting budgets, for a question that is checked already."""
    values = levels_by_set(
        divisions(question.scenario, budgets, shares), question.outcome, question.month, question.ensemble,
        replications=question.replications, seed=question.seed, workers=workers, progress=progress,
    )  # fmt: skip
    by_share = values[:, 1:].reshape(len(values), len(budgets), len(shares), -1)
    return Split(question, budgets, shares, by_share, values[:, 0])
