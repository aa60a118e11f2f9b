"""The comparison: which programme changes what, by how much, for how much money, how surely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..model.errors import InputError, unknown
from ..model.outcomes import OUTCOME, column
from ..model.simulation import whole_number
from ..scenarios.scenario import Scenario
from ..scenarios.simulate import simulate
from .costs import BreakEven, Cost, break_even, cost_of, over_prices, priced, shares_ahead
from .effects import Effect, effects, holm, p_value, variance_ratio
from .ensemble import Ensemble, load_ensemble
from .programme import Programme
from .robustness import Robustness, robustness
from .selection import scenarios_to_compare
from .words import LANGUAGES

DEFAULT_SCENARIOS = ("no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling")
DEFAULT_OUTCOMES = ("deep_use", "never_used", "compliance_use", "fragmentation", "customers", "net_value")
PRICE_DRAWS, PRICE_REPLICATIONS = 128, 4
SIGNIFICANT = 0.05
USUAL_MONTH = 12


@dataclass(frozen=True)
class Comparison:
    """Everything a comparison found; the main outcome is the first one.

    Attributes
    ----------
    programmes : tuple of Programme
    outcomes : tuple of str
    month : int
        Month compared, from 1.
    seed : int
    lang : str
        Language of labels and advice.
    effects : tuple of Effect
        Paired differences to the baseline, adjusted together.
    costs : tuple of Cost
    best : str
        Programme with the best mean of the main outcome.
    indistinguishable : tuple of str
        Programmes not significantly different from the best (paired t-tests, Holm, 5 %).
    break_even : tuple of BreakEven
        The best programme against each other one that costs something.
    ahead_over_prices : dict
        Share of price draws in which a programme is ahead of another one.
    robustness : Robustness or None
        How the main outcome comes out over an ensemble of parameter sets, if one was given.
    """

    programmes: tuple[Programme, ...]
    outcomes: tuple[str, ...]
    month: int
    seed: int
    lang: str
    effects: tuple[Effect, ...]
    costs: tuple[Cost, ...]
    best: str
    indistinguishable: tuple[str, ...]
    break_even: tuple[BreakEven, ...]
    ahead_over_prices: dict[str, dict[str, float]]
    robustness: Robustness | None = None

    @property
    def main(self) -> str:
        """Name of the main outcome."""
        return self.outcomes[0]

    @property
    def baseline(self) -> Programme:
        """The programme that all others are compared with."""
        return next(each for each in self.programmes if each.is_baseline)

    def programme(self, name: str) -> Programme:
        """Return a programme by its machine name, or raise InputError with the nearest."""
        names = [each.name for each in self.programmes]
        if name not in names:
            raise unknown("scenario", name, names)
        return self.programmes[names.index(name)]

    def label(self, name: str) -> str:
        """Return a programme's name in words."""
        return self.programme(name).label(self.lang)

    def effect(self, name: str, outcome: str) -> Effect:
        """Return the effect of a programme (not the baseline) on an outcome that was compared.

        Raises
        ------
        InputError
            For a name that was not compared.
        """
        if name not in (others := [each.name for each in self.programmes if not each.is_baseline]):
            raise unknown("scenario", name, others)
        if outcome not in self.outcomes:
            raise unknown("outcome", outcome, self.outcomes)
        return next(each for each in self.effects if each.scenario == name and each.outcome == outcome)

    def variance_ratios(self) -> dict[str, float]:
        """Return how many times smaller common random numbers make the variance of each difference."""
        return {
            each.name: variance_ratio(each, self.baseline, self.main, self.month)
            for each in self.programmes
            if not each.is_baseline
        }

    def to_frame(self) -> Any:
        """Return all outcomes by programme, place and month as a tidy pandas DataFrame."""
        from .results import tidy

        return tidy(self.programmes)

    def to_dict(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints."""
        from .results import document

        return document(self)

    def advice(self, lang: str | None = None) -> list[str]:
        """Return the answer in a few plain sentences, with its limits."""
        from .advice import advice

        if lang is not None and lang not in LANGUAGES:
            raise unknown("language", lang, LANGUAGES)
        return advice(self, lang or self.lang)


def _outcomes(wanted: Sequence[str] | str) -> tuple[str, ...]:
    wanted = [wanted] if isinstance(wanted, str) else wanted
    for name in wanted:
        column(name)  # refuses unknown names before anything runs
    if not wanted:
        raise InputError("no outcome was given; name at least one.", field="outcomes")
    return tuple(dict.fromkeys(wanted))


def _best(programmes: Sequence[Programme], outcome: str, month: int) -> tuple[str, tuple[str, ...]]:
    """Return the best programme and those that cannot be told apart from it."""
    direction = OUTCOME[outcome].direction or 1
    means = [direction * float(each.at(outcome, month).mean()) for each in programmes]
    best = programmes[int(np.argmax(means))]
    others = [each for each in programmes if each is not best]
    adjusted = holm([p_value(best.at(outcome, month) - each.at(outcome, month)) for each in others])
    near = tuple(each.name for each, p in zip(others, adjusted, strict=True) if not p < SIGNIFICANT)
    return best.name, near


def _break_evens(
    scenarios: Sequence[Scenario], best: str, outcome: str, month: int, replications: int, seed: int,
    workers: int | None,
) -> tuple[BreakEven, ...]:  # fmt: skip
    """Return the best programme's break-even prices against each other one that costs something."""
    winner = next(each for each in scenarios if each.name == best)
    if not priced(winner) or not OUTCOME[outcome].direction:
        return ()
    rivals = [each for each in scenarios if each is not winner and each.total_cost > 0.0]
    return tuple(
        break_even(winner, rival, outcome, month, replications=replications, seed=seed, workers=workers)
        for rival in rivals
    )


def compare(
    scenarios: Sequence[Scenario | str | Path] = DEFAULT_SCENARIOS,
    *,
    baseline: str | None = None,
    replications: int = 100,
    seed: int = 0,
    months: int | None = None,
    outcomes: Sequence[str] | str = DEFAULT_OUTCOMES,
    month: int | None = None,
    workers: int | None = None,
    lang: str = "en",
    ensemble: Ensemble | str | Path | None = None,
    progress: Callable[[int], object] | None = None,
) -> Comparison:
    """Compare programmes on the same people and the same chance.

    Parameters
    ----------
    scenarios : sequence of Scenario, str or Path
        Shipped names, scenario files or scenarios; a single one is compared with its company
        left alone.
    baseline : str, optional
        Name of the baseline; by default the first scenario without interventions, else the first.
    replications : int
        Pairs per comparison; 1 gives no intervals.
    seed : int
        Root seed.
    months : int, optional
        Horizon for all, instead of the scenarios' own.
    outcomes : sequence of str
        Outcomes to compare; the first is the main one.
    month : int, optional
        Month to compare in, 1 to the horizon; by default 12, or the last.
    workers : int, optional
        Threads; results do not depend on them.
    lang : {"en", "de"}
        Language of labels and advice.
    ensemble : Ensemble, str or Path, optional
        Parameter sets over which the answer is looked at too: ``evidence``, ``all``, or the path of one.
    progress : callable, optional
        Called with the number of replicates finished.

    Raises
    ------
    InputError
        For unknown names, scenarios that cannot be paired, numbers out of range.

    Examples
    --------
    >>> import crm_adoption
    >>> answer = crm_adoption.compare(["no_programme", "aligned_kpis"], replications=4, months=12, seed=1)
    >>> answer.best
    'aligned_kpis'
    """
    if isinstance(scenarios, (str, Path, Scenario)):
        scenarios = [scenarios]
    if lang not in LANGUAGES:
        raise unknown("language", lang, LANGUAGES)
    chosen = scenarios_to_compare(scenarios, months, baseline)
    outcomes = _outcomes(outcomes)
    month = min(USUAL_MONTH, chosen[0].months) if month is None else month
    month = whole_number(month, 1, chosen[0].months, "month")
    sets = load_ensemble(ensemble) if isinstance(ensemble, (str, Path)) else ensemble
    programmes = tuple(
        Programme(
            each,
            simulate(
                each, replications=replications, seed=seed, workers=workers, record_features=True, progress=progress
            ),
            is_baseline=number == 0,
        )
        for number, each in enumerate(chosen)
    )
    best, near = _best(programmes, outcomes[0], month)
    few = min(replications, PRICE_REPLICATIONS)
    table = over_prices(chosen, outcomes[0], month, draws=PRICE_DRAWS, replications=few, seed=seed, workers=workers)
    return Comparison(
        programmes=programmes,
        outcomes=outcomes,
        month=month,
        seed=seed,
        lang=lang,
        effects=tuple(effects(programmes, outcomes, month, lang)),
        costs=tuple(cost_of(each, programmes[0], month) for each in programmes if not each.is_baseline),
        best=best,
        indistinguishable=near,
        break_even=_break_evens(chosen, best, outcomes[0], month, replications, seed, workers),
        ahead_over_prices=shares_ahead(table, [each.name for each in chosen]),
        robustness=robustness(chosen, outcomes[0], month, sets, seed=seed, workers=workers) if sets else None,
    )
