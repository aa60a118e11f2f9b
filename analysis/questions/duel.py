"""The duel: two companies that compete for the same customers, and who is ahead, how surely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.outcomes import OUTCOMES
from ...model.phrase import Phrase, joined
from ...model.rival import compete
from ...model.simulation import Run, whole_number
from ...scenarios.core.scenario import Scenario
from ...scenarios.core.told_together import told_together
from ...scenarios.files.catalogue import Settings
from ...scenarios.simulate import simulate
from ..base.programme import Programme
from ..comparing.loaded import all_loaded_in
from ..evidence.behaviour import USUAL, source_of, uncertain
from ..evidence.ensemble import Ensemble
from ..evidence.fitted import Given, replications_of
from .duel_record import Duel

Floats = npt.NDArray[np.float64]
Wanted = Scenario | str | Path

DEFAULT_DUEL = ("better_technology", "changes_faster")
REPLICATIONS = 256
"""Four to each parameter set of the usual ensemble."""
SHIFTS = 50
"""Luck of their own: each replicate of one company meets up to this many before and behind it of the other."""
_MONEY = ("customers", "net_value")


def own_luck_pairs(replications: int, sets: int = 0) -> npt.NDArray[np.int64]:
    """Return pairs of different replicates, [pairs, 2]: the same set, read backwards, when companies change places.

    Parameters
    ----------
    replications : int
    sets : int
        Draws of behaviour that the replicates take in turn: in both companies people behave alike, as far as there are
        several replicates of a draw.
    """
    if sets > 0 and replications >= 2 * sets:
        each = own_luck_pairs(replications // sets)
        return np.concatenate([sets * each + draw for draw in range(sets)])
    far = min(SHIFTS, replications - 1)
    shifts = range(1, replications) if replications <= 2 * far + 1 else [*range(-far, 0), *range(1, far + 1)]
    k = np.arange(replications)
    pairs = [np.column_stack([k, (k + shift) % replications]) for shift in shifts]
    return np.concatenate(pairs) if pairs else np.empty((0, 2), np.int64)


def _check_alike(a: Scenario, b: Scenario) -> None:
    """Refuse two companies that cannot compete."""
    if a.months != b.months:
        problem = "{name!r} runs {months} months and {other!r} {other_months}; give --months for the same horizon."
        raise InputError(problem, field="months", name=a.name, months=a.months, other=b.name, other_months=b.months)
    ours, theirs = a.company.catalogue.names, b.company.catalogue.names
    if set(ours) != set(theirs):
        only = [
            Phrase("only {name!r} has {features}", name=scenario.name, features=", ".join(sorted(mine)))
            for scenario, mine in ((a, set(ours) - set(theirs)), (b, set(theirs) - set(ours))) if mine
        ]  # fmt: skip
        problem = "the companies have different features ({which}); give both the same ones."
        raise InputError(problem, field="features", which=joined("; ", only))
    for each in (a, b):
        if not each.company.market.has_customers:
            problem = "{name!r} has no customers (market.customers = 0), so there is nothing to compete for."
            raise InputError(problem, field="market.customers", name=each.name)
        for waiting in each.triggered:
            if field := next((field for field, part in waiting.read if part.outcome in _MONEY), None):
                problem = (
                    "{name!r} waits for {when!r}, which depends on the rival; in a duel, let it wait for another "
                    "outcome, such as deep_use or churn."
                )
                raise InputError(problem, field=field, name=each.name, when=getattr(waiting, field))


def _in_the_duel(scenario: Scenario, alone: Run, held: Floats) -> Programme:
    """Return a company's runs with the customers of the duel, and the margin on them in the net value."""
    values = alone.values.copy()
    customers, net_value = (next(i for i, each in enumerate(OUTCOMES) if each.name == name) for name in _MONEY)
    more = held - values[:, :, 0, customers]
    values[:, :, 0, customers] = held
    values[:, :, 0, net_value] += scenario.company.market.margin * np.cumsum(more, axis=1)
    return Programme(scenario, replace(alone, values=values))


def duel(
    a: Wanted = DEFAULT_DUEL[0], b: Wanted = DEFAULT_DUEL[1], *, replications: int | None = None, seed: int = 0,
    months: int | None = None, workers: int | None = None, behaviour: Ensemble | str | Path = USUAL,
    fit: Given = None, despite_misfit: bool = False, settings: Settings = (), allow_outside: bool = False,
    allow_plugins: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Duel:  # fmt: skip
    """Let two companies compete for the same customers.

    Parameters
    ----------
    a, b : Scenario, str or Path
        The companies, with what is done in each.
    replications : int, optional
        Replicates; the companies share people (where their organisations are alike) and luck. By default 256, or those
        with which every command speaks of a fitted company.
    seed : int
    months : int, optional
        Horizon instead of the scenarios' own.
    workers : int, optional
        Threads; the results do not depend on them.
    behaviour : Ensemble, str or Path
        How people behave, as `compare` takes it: replicate k is of parameter set k, in turn, in both companies.
    fit : Fit, str or Path, optional
        What ``crm-adoption fit`` found: both are that company, with what is done in each.
    despite_misfit : bool
        Whether to go on although no simulated company looks at all like the one fitted.
    settings, allow_outside, allow_plugins
        How a scenario file is read (see `load`); they say nothing of a `Scenario` that is given.
    progress : callable, optional
        Called with the number of replicates just finished.

    Raises
    ------
    InputError
        For an unknown scenario, different horizons or features, or a condition that waits for customers
        or net value, which depend on the rival.

    Examples
    --------
    >>> from crm_adoption import duel
    >>> found = duel("no_programme", "no_programme", replications=2, months=6)
    >>> found.share(6).mean
    0.5
    """
    reading: dict[str, Any] = {"allow_outside": allow_outside, "allow_plugins": allow_plugins}
    sets, seed = source_of(behaviour, fit, despite_misfit=despite_misfit), whole_number(seed, 0, 2**64 - 1, "seed")
    ours, theirs = all_loaded_in((a, b), sets, settings=settings, **reading)
    if months is not None:
        ours, theirs = replace(ours, months=months), replace(theirs, months=months)
    _check_alike(ours, theirs)
    ours, theirs = told_together((ours, theirs))
    ours, theirs = uncertain(ours, sets), uncertain(theirs, sets)
    replications = replications_of(sets, replications, REPLICATIONS)
    how: dict[str, Any] = {"replications": replications, "seed": seed, "workers": workers, "progress": progress}
    runs = simulate(ours, **how), simulate(theirs, **how)
    companies = ours.company, theirs.company
    draws = ours.draws, theirs.draws
    customers = compete(companies, runs, np.column_stack([np.arange(replications)] * 2), draws)
    return Duel(
        programmes=(
            _in_the_duel(ours, runs[0], customers.held[:, :, 0]),
            _in_the_duel(theirs, runs[1], customers.held[:, :, 1]),
        ),
        alone=runs,
        customers=customers,
        own_luck=compete(companies, runs, own_luck_pairs(replications, len(ours.draws)), draws),
        seed=seed,
        ensemble=sets,
    )
