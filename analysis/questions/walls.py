"""The three walls: what each costs, what they cost together, and how they hold each other up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import Settings
from ..base.money_per_head import check_per_head
from ..comparing.by_set import levels_by_set
from ..evidence.ensemble import Ensemble
from .over_sets import COMPANY, ENSEMBLE, Asked, asked
from .walls_record import Walls
from .walls_result import taken_down

PER_HEAD = 2_500.0
"""EUR a head for each wall unless something else is said."""
REPLICATIONS = 32
"""Replicates per parameter set: differences of differences are small."""


def walls(
    scenario: Scenario | str | Path = COMPANY, ensemble: Ensemble | str | Path = ENSEMBLE, *,
    per_head: float = PER_HEAD, outcome: str = "deep_use", month: int | None = None,
    replications: int = REPLICATIONS, seed: int = 0, settings: Settings = (), allow_outside: bool = False,
    allow_plugins: bool = False, workers: int | None = None, progress: Callable[[int], object] | None = None,
) -> Walls:  # fmt: skip
    """Take down no wall, each, pairs and all three of a company, at equal money for each, over an ensemble.

    Parameters
    ----------
    scenario : Scenario, str or Path
        The company; what its scenario does anyway is done in all eight.
    ensemble : Ensemble, str or Path
        Parameter sets, ``evidence``, ``all`` or the path of some; the same people and chance at each of them.
    per_head : float
        EUR a head for each wall, above 0.
    outcome : str
        One of which more is better or worse.
    month : int, optional
        From 1 to the horizon; 24 by default, or the last.
    replications : int
        Replicates per parameter set.
    seed : int
    settings, allow_outside, allow_plugins
        How a scenario file is read (see `load`); they say nothing of a `Scenario` that is given.
    workers : int, optional
        Threads; the results do not depend on them.
    progress : callable, optional
        Called with the number of parameter sets just finished.

    Returns
    -------
    Walls

    Raises
    ------
    InputError
        For an unknown scenario, ensemble or outcome, a month outside the horizon or a budget of nothing.
    """
    question = asked(
        scenario, ensemble, outcome=outcome, month=month, replications=replications, seed=seed, settings=settings,
        allow_outside=allow_outside, allow_plugins=allow_plugins,
    )  # fmt: skip
    return answered(question, check_per_head(per_head, "per_head"), workers=workers, progress=progress)


def answered(
    question: Asked, per_head: float, *, workers: int | None = None, progress: Callable[[int], object] | None = None
) -> Walls:
    """Return what comes of taking walls down, for a question that is checked already."""
    values = levels_by_set(
        taken_down(question.scenario, per_head * question.heads), question.outcome, question.month, question.ensemble,
        replications=question.replications, seed=question.seed, workers=workers, progress=progress,
    )  # fmt: skip
    return Walls(question, per_head, values)
