"""From a question about a budget to the decision: search, choice on other companies, comparison on others again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from ...model.errors import InputError, unknown
from ...model.phrase import Worded
from ...model.simulation import whole_number
from ...scenarios.core.constraints import NO_CONSTRAINTS, Constraints
from ...scenarios.core.scenario import Scenario
from ...scenarios.core.told import month_meant
from ...scenarios.files.catalogue import Settings, load
from ...scenarios.words.catalogue import Words
from ..base.markets import check_market
from ..evidence.behaviour import sets_for
from ..evidence.ensemble import Ensemble
from ..evidence.fit_draws import Fit
from ..evidence.fitted import trusted
from ..words.phrases import LANGUAGES, level
from .choosing import found
from .decision import Question
from .following import STEPS, followed_up
from .mix import Mix, background, checked_budget
from .objective import Objective
from .options import (
    BEST,
    SECOND,
    Field,
    compared,
)
from .sampling import check_optuna
from .search import TRIALS
from .signs import IN_EXPORT, OWN_EYES, Eyes
from .starting import single
from .told import Decision
from .worlds import Worlds, of_ensemble, of_fit

USUAL_BUDGET = 200_000.0


_say = Words("deciding.deciding")


def decide(
    scenario: Scenario | str | Path | None = None,
    *,
    budget: float = USUAL_BUDGET,
    objective: str = "deep_use",
    month: int | str | None = None,
    months: int | None = None,
    risk: str = "mean",
    target: float | None = None,
    ensemble: Ensemble | str | Path = "evidence",
    fit: Fit | str | Path | None = None,
    despite_misfit: bool = False,
    constraints: Constraints = NO_CONSTRAINTS,
    trials: int = TRIALS,
    seed: int = 0,
    workers: int | None = None,
    lang: str = "en",
    settings: Settings = (),
    allow_outside: bool = False,
    allow_plugins: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Decision:
    """Find the best mix of interventions for a budget, and say how sure that is.

    Mixes are searched over what the evidence (or a fit to own data) leaves open, with common random
    numbers: which interventions, where, how strong, when and for how long, all within the budget. The
    shipped programmes at that budget are among the mixes, so what is found is never worse than they are but
    by chance. The best are looked at again on fresh companies, and what is reported comes from a third set.

    Parameters
    ----------
    scenario : Scenario, str or Path, optional
        The company; a programme that it has is one of the mixes. By default the shipped company, or the
        one that was fitted.
    budget : float
        EUR within the horizon; every mix spends that or less.
    objective : {"deep_use", "customers", "net_value"}
        What is to be as large as possible.
    month : int or str, optional
        Month in which it counts; by default the last.
    months : int, optional
        Horizon instead of the scenario's.
    risk : {"mean", "worst", "target"}
        Whether the mean counts, the mean of the worst tenth of companies, or the probability of a target.
    target : float, optional
        With ``risk="target"``: in the objective's unit, shares from 0 to 1.
    ensemble : Ensemble, str or Path
        Parameter sets of behaviour; without a fit.
    fit : Fit, str or Path, optional
        What ``crm-adoption fit`` found about the company, in place of scenario and ensemble.
    despite_misfit : bool
        Whether to decide although no simulated company looks at all like the one fitted. From a misfit on, all
        parameter sets of the evidence count as much as the fit, and that it is one is said first.
    constraints : Constraints
        What a mix must keep to, on top of what the scenario's file says.
    trials : int
        Proposals of the search, 1 to 100,000.
    seed : int
        Root seed: the same gives the same answer.
    workers : int, optional
        Threads; the answer does not depend on them.
    lang : {"en", "de"}
    settings, allow_outside, allow_plugins
        How a scenario file is read (see `load`); they say nothing of a `Scenario` that is given.
    progress : callable, optional
        Called with what is finished, of ``trials`` + 30.

    Raises
    ------
    InputError
        For a budget that buys nothing, a target that nothing reaches, or whatever is wrong in a file.
    """
    if lang not in LANGUAGES:
        raise unknown("language", lang, LANGUAGES)
    check_optuna()
    trials = whole_number(trials, 1, 100_000, "trials")
    if isinstance(scenario, (str, Path)) or (scenario is None and settings):
        name = scenario or "no_programme"
        scenario = load(name, settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins)
    question = _question(
        scenario, budget, Objective(objective, 1, risk, target), month, months,
        ensemble, trusted(fit, despite_misfit=despite_misfit), constraints,
        whole_number(seed, 0, 2**64 - 1, "seed"), workers, lang,
    )  # fmt: skip
    return answered(question, trials, progress)


def work(trials: int) -> int:
    """Return how much `decide` reports to its progress in all."""
    return trials + STEPS


def _question(
    scenario: Scenario | None, budget: float, objective: Objective, month: int | str | None, months: int | None,
    ensemble: Ensemble | str | Path, known: Fit | None, constraints: Constraints, seed: int,
    workers: int | None, lang: str,
) -> Question:  # fmt: skip
    """Return the question with everything in it checked."""
    budget = checked_budget(budget)
    if known is not None and scenario is not None:
        raise InputError("a fit brings its company along; give a scenario or --fit, not both.", field="--fit")
    whole = known.scenario if known else scenario or load("no_programme")
    check_market([objective.outcome], [whole], "objective")
    whole = replace(whole, constraints=whole.constraints.and_also(constraints))
    if months is not None:
        whole = replace(whole, months=months)
    base, first = background(whole), known.history if known else 0
    wanted = month_meant(month, whole.go_live)
    last = whole.months if wanted is None else whole_number(wanted, 1, whole.months, "month")
    if first >= last:
        problem = "the fit covers {first} months already and the horizon ends in month {last}; give more --months."
        raise InputError(problem, field="--months", first=first, last=last)
    worlds = _worlds(known, base, ensemble, seed, workers)
    said = known.warnings if known else {}
    far, wanted_then = known is not None and known.misfit, replace(objective, month=last)
    eyes = Eyes(IN_EXPORT, known.misread) if known else OWN_EYES
    return Question(whole, base, budget, wanted_then, worlds, first, whole.manner(lang), said, far, eyes)


def _worlds(fit: Fit | None, base: Scenario, ensemble: Ensemble | str | Path, seed: int, workers: int | None) -> Worlds:
    if fit is not None:
        return of_fit(fit, seed, workers)
    return of_ensemble(base, sets_for(base, ensemble), seed, workers)


def answered(question: Question, trials: int, progress: Callable[[int], object] | None = None) -> Decision:
    """Return the decision on a question."""
    q, steps = question, progress or (lambda _: None)
    ends = [single(q.base, kind, q.budget, q.first) for kind in ("ToolingSpend", "Training")]  # refused before a search
    marks = [each for each in ends if each is not None]
    done = found(q, trials, steps)
    steps(8)
    field = compared([_named(done.best, BEST), _named(done.second, SECOND), Mix(q.base), *marks], q.worlds, q.objective)
    _check_reached(field, q.objective, done.effort.different + len(done.ready))
    steps(8)
    return followed_up(q, field, done, steps)


def _named(mix: Mix, name: str) -> Mix:
    """Return a mix under the name of its place; a shipped programme keeps its title beside it."""
    english, german = (_say(name, lang) for lang in ("en", "de"))
    if mix.parameters is None:
        english, german = f"{english}: {mix.scenario.title('en')}", f"{german}: {mix.scenario.title('de')}"
    return Mix(replace(mix.scenario, name=name, title_en=english, title_de=german), mix.parameters)


def _check_reached(field: Field, objective: Objective, tried: int) -> None:
    """Refuse a target that no mix reaches in any company: there is nothing to choose by."""
    if objective.target is None:
        return
    values = field.values(0)
    if float(objective.reached(values).max()) > 0.0:
        return
    top = objective.direction * float((objective.direction * values).max())
    wanted, highest, half = (
        Worded(level, v, objective.outcome) for v in (objective.target, top, float(np.median(values)))
    )
    problem = (
        "none of the {tried} mixes tried reaches {wanted} by month {month}: with the best one, none of {size:,} "
        "companies simulated does. The highest comes to {highest}, half of them to {half}; give a lower target, a "
        "larger budget or more months."
    )
    raise InputError(
        problem, field="--target", tried=tried, wanted=wanted, month=objective.month, size=values.size,
        highest=highest, half=half,
    )  # fmt: skip
