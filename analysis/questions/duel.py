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
from ...model.simulation import Run, run, whole_number
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import Settings
from ...scenarios.programmes.trigger import Trigger
from ...scenarios.simulate import simulate
from ..base.forms import all_loaded
from ..base.programme import Programme
from ..comparing.robustness import REPLICATIONS, at_behaviour
from ..evidence.ensemble import Ensemble, ensemble_of
from .duel_record import Duel

Floats = npt.NDArray[np.float64]
Wanted = Scenario | str | Path

DEFAULT_DUEL = ("better_technology", "changes_faster")
SHIFTS = 50
"""Luck of their own: each replicate of one company meets up to this many before and behind it of the other."""
_MONEY = ("customers", "net_value")


def own_luck_pairs(replications: int) -> npt.NDArray[np.int64]:
    """Return pairs of different replicates, [pairs, 2]: the same set, read backwards, when companies change places."""
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
        for waiting in each.triggered:
            if Trigger.parse(waiting.when).outcome in _MONEY:
                problem = (
                    "{name!r} waits for {when!r}, which depends on the rival; in a duel, let it wait for another "
                    "outcome, such as deep_use or churn."
                )
                raise InputError(problem, field="when", name=each.name, when=waiting.when)


def _in_the_duel(scenario: Scenario, alone: Run, held: Floats) -> Programme:
    """Return a company's runs with the customers of the duel, and the margin on them in the net value."""
    values = alone.values.copy()
    customers, net_value = (next(i for i, each in enumerate(OUTCOMES) if each.name == name) for name in _MONEY)
    more = held - values[:, :, 0, customers]
    values[:, :, 0, customers] = held
    values[:, :, 0, net_value] += scenario.company.market.margin * np.cumsum(more, axis=1)
    return Programme(scenario, replace(alone, values=values))


def _over_sets(pair: tuple[Scenario, Scenario], ensemble: Ensemble, seed: int, workers: int | None) -> Floats:
    """Return the first company's mean share by parameter set and month, [sets, months]."""
    same = np.column_stack([np.arange(REPLICATIONS)] * 2)
    found = []
    for member in ensemble.members:
        companies = tuple(at_behaviour(each.company, member) for each in pair)
        runs = [
            run(company, each.schedule, replications=REPLICATIONS, seed=seed, workers=workers)
            for company, each in zip(companies, pair, strict=True)
        ]
        held = compete((companies[0], companies[1]), (runs[0], runs[1]), same).held
        found.append((held[:, :, 0] / held.sum(axis=2)).mean(axis=0))
    return np.array(found)


def duel(
    a: Wanted = DEFAULT_DUEL[0], b: Wanted = DEFAULT_DUEL[1], *, replications: int = 100, seed: int = 0,
    months: int | None = None, workers: int | None = None, ensemble: Ensemble | str | Path | None = None,
    settings: Settings = (), allow_outside: bool = False, allow_plugins: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Duel:  # fmt: skip
    """Let two companies compete for the same customers.

    Parameters
    ----------
    a, b : Scenario, str or Path
        The companies, with what is done in each.
    replications : int
        Replicates; the companies share people (where their organisations are alike) and luck.
    seed : int
    months : int, optional
        Horizon instead of the scenarios' own.
    workers : int, optional
        Threads; the results do not depend on them.
    ensemble : Ensemble, str or Path, optional
        Parameter sets over which to repeat it, a few replicates each: ``evidence``, ``all``, or the path of one.
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
    ours, theirs = all_loaded((a, b), settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins)
    if months is not None:
        ours, theirs = replace(ours, months=months), replace(theirs, months=months)
    _check_alike(ours, theirs)
    sets, seed = ensemble_of(ensemble), whole_number(seed, 0, 2**64 - 1, "seed")
    how: dict[str, Any] = {"replications": replications, "seed": seed, "workers": workers, "progress": progress}
    runs = simulate(ours, **how), simulate(theirs, **how)
    companies = ours.company, theirs.company
    customers = compete(companies, runs, np.column_stack([np.arange(replications)] * 2))
    return Duel(
        programmes=(
            _in_the_duel(ours, runs[0], customers.held[:, :, 0]),
            _in_the_duel(theirs, runs[1], customers.held[:, :, 1]),
        ),
        alone=runs,
        customers=customers,
        own_luck=compete(companies, runs, own_luck_pairs(replications)),
        seed=seed,
        behaviour=None if sets is None else _over_sets((ours, theirs), sets, seed, workers),
        ensemble=sets,
    )
