"""Policies for a budget: found over some members of an ensemble, judged on the others."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.errors import InputError, unknown
from ...model.outcomes import OUTCOME
from ...model.simulation import whole_number
from ...scenarios.core.constraints import NO_CONSTRAINTS, Constraints
from ...scenarios.core.scenario import Scenario
from ...scenarios.core.told import month_meant
from ...scenarios.files.catalogue import Settings
from ...scenarios.words.catalogue import Words
from ..base.forms import loaded
from ..base.markets import check_market
from ..deciding.mix import background, checked_budget
from ..deciding.worlds import COMPARED, FINAL, of_ensemble
from ..evidence.behaviour import sets_for
from ..evidence.ensemble import Ensemble
from ..evidence.parts import Box
from ..learning.discovery import LEAST_POINTS, Discovery, discover
from ..telling.comparison import compare
from .finding import Finder, Found, enough_of
from .fronts import check_optuna
from .record import REGRET, Aims
from .told import Policies

Floats = npt.NDArray[np.float64]

USUAL_BUDGET = 200_000.0
TRIALS = 300
OBJECTIVES = ("deep_use", "net_value", "usable_data")
LEAST_MEMBERS = 4
"""With fewer parameter sets none can be kept aside."""
_AFTER = 20
_say = Words("policies.words")


def policy(
    scenario: Scenario | str | Path = "no_programme", *, budget: float = USUAL_BUDGET,
    objectives: Sequence[str] | str = OBJECTIVES, month: int | str | None = None, months: int | None = None,
    enough: float | None = None, behaviour: Ensemble | str | Path = "evidence",
    constraints: Constraints = NO_CONSTRAINTS, trials: int = TRIALS, seed: int = 0, workers: int | None = None,
    lang: str = "en", settings: Settings = (), allow_outside: bool = False, allow_plugins: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Policies:  # fmt: skip
    """Find rules, read every quarter, by which interventions come and go, and judge them against the best fixed plan.

    Every second member of the ensemble is searched on, the others are kept aside: all that is reported of how good a
    policy is comes from those. The best fixed plan of the same money is what `decide` finds on the same members.

    Parameters
    ----------
    scenario : Scenario, str or Path
        The company; programmes that it has are left out.
    budget : float
        EUR; no company of the search may spend more within the horizon.
    objectives : sequence of str
        Outcomes of which more is better or worse, and ``regret``; the first is an outcome, by which regret is told.
    month : int or str, optional
        Month in which they count; by default the last.
    months : int, optional
        Horizon instead of the scenario's.
    enough : float, optional
        What is asked for of the first objective, in its unit (shares from 0 to 1); by default what the best fixed plan
        reaches in half of the companies searched on.
    behaviour : Ensemble, str or Path
        Parameter sets, at least four.
    constraints : Constraints
        What a policy must keep to.
    trials : int
        Policies tried, and as many fixed plans; 10 to 100,000.
    seed, workers : int, optional
        The same seed gives the same answer, with any number of threads.
    lang : {"en", "de"}
        Language of the comparison in it.
    settings, allow_outside, allow_plugins
        How a scenario file is read (see `load`).
    progress : callable, optional
        Called with what is finished, of `work(trials)`.

    Returns
    -------
    Policies

    Raises
    ------
    InputError
        For a budget that buys nothing, an unknown objective, or too few parameter sets.
    """
    check_optuna()
    trials = whole_number(trials, 10, 100_000, "trials")
    if not isinstance(scenario, Scenario):
        scenario = loaded(scenario, settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins)
    whole = replace(scenario, months=scenario.months if months is None else months)
    base = background(replace(whole, constraints=whole.constraints.and_also(constraints)))
    wanted = month_meant(month, base.go_live)
    last = base.months if wanted is None else whole_number(wanted, 1, base.months, "month")
    aims = Aims(checked_budget(budget), _objectives(objectives, base), last, math.nan)
    sets = sets_for(base, behaviour)
    if len(sets.members) < LEAST_MEMBERS:
        problem = "{count} parameter sets are too few to keep some aside; {least} or more are needed."
        raise InputError(problem, field="behaviour", count=len(sets.members), least=LEAST_MEMBERS)
    seed, steps = whole_number(seed, 0, 2**64 - 1, "seed"), progress or (lambda _: None)
    searching, aside = _halves(sets)
    finder = Finder(base, aims, of_ensemble(base, searching, seed, workers))
    found = finder.run(trials, seed, steps)
    aims = replace(aims, enough=enough_of(found.fixed, finder) if enough is None else float(enough))
    steps(_AFTER)
    return _judged(aims, base, (searching, aside), found, seed, trials, workers, lang)


def work(trials: int) -> int:
    """Return how much `policy` reports to its progress in all."""
    from ..deciding.deciding import work as of_a_decision

    return of_a_decision(trials) + trials + _AFTER


def _objectives(given: Sequence[str] | str, base: Scenario) -> tuple[str, ...]:
    names = tuple(dict.fromkeys([given] if isinstance(given, str) else given))
    directed = [name for name, each in OUTCOME.items() if each.direction]
    for name in names:
        if name not in (*directed, REGRET):
            raise unknown("objective", name, [*directed, REGRET]).within(field="--objective")
    if not names or names[0] == REGRET:
        raise InputError("the first objective is an outcome, by which regret is told.", field="--objective")
    check_market([name for name in names if name != REGRET], [base], "objective")
    return names


def _halves(sets: Ensemble) -> tuple[Ensemble, Ensemble]:
    """Return every second member of an ensemble, and the others."""
    return tuple(
        replace(
            sets, members=sets.members[part::2],
            readings={name: values[part::2] for name, values in sets.readings.items()},
        )
        for part in (0, 1)
    )  # type: ignore[return-value]  # fmt: skip


def _judged(
    aims: Aims, base: Scenario, halves: tuple[Ensemble, Ensemble], found: Found, seed: int, trials: int,
    workers: int | None, lang: str,
) -> Policies:  # fmt: skip
    """Return what is found of the policies in the companies kept aside."""
    searching, aside = halves
    options = _named(base, found)
    finder = Finder(base, aims, of_ensemble(base, aside, seed, workers))
    measured = [finder.measured(each, COMPARED, FINAL) for each in options]
    values, spent = np.stack([each for each, _ in measured]), np.stack([each for _, each in measured])
    same = frozenset(options[1].interventions) == frozenset(options[2].interventions)
    told = compare(
        options[: 2 if same else 3], baseline=options[0].name, replications=FINAL * len(aside.members), seed=seed,
        behaviour=aside, month=aims.month, outcomes=_outcomes(aims), workers=workers, lang=lang,
    )  # fmt: skip
    nothing = Finder(base, aims, of_ensemble(base, searching, seed, workers)).measured(base)[0]
    seen = np.vstack([aims.points(nothing, np.stack([aims.good(nothing)[0].mean(axis=1)])), found.seen])
    failure = _failure(aims, halves, found, values[2, 0].mean(axis=1))
    members = len(searching.members), len(aside.members)
    return Policies(
        aims, base, searching.name, members, seed, trials, options, values, spent, seen, found.tried,
        told, failure,
    )  # fmt: skip


def _outcomes(aims: Aims) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*aims.outcomes, "net_value")))


def _named(base: Scenario, found: Found) -> tuple[Scenario, ...]:
    """Return the options with names and titles of their own."""
    plan = replace(found.fixed, name="best_fixed_plan", title_en=_say("fixed", "en"), title_de=_say("fixed", "de"))
    policies = [
        replace(
            each, name="best_policy" if n == 0 else f"policy_{chr(97 + n)}",
            title_en=_say("policy", "en", letter=chr(65 + n)), title_de=_say("policy", "de", letter=chr(65 + n)),
        )
        for n, each in enumerate(found.policies)
    ]  # fmt: skip
    return (base, plan, *policies)


def _failure(aims: Aims, halves: Sequence[Ensemble], found: Found, aside: Floats) -> Discovery | None:
    """Return under which behaviour the policy chosen falls short, over all members; None where they are too few."""
    members: list[Behaviour] = [each for half in halves for each in half.members]
    if len(members) < LEAST_POINTS:
        return None
    sign = OUTCOME[aims.main].direction
    reached = np.concatenate([found.by_member, sign * aside])
    names = [name for name in Box().names if len({getattr(each, name) for each in members}) > 1]
    points = np.array([[getattr(each, name) for name in names] for each in members])
    axes = [f"behaviour.{name}" for name in names]
    return discover(points, reached < sign * aims.enough, axes, method="cart")
