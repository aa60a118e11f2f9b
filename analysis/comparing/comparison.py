"""The comparison: which programme changes what, by how much, for how much money, how surely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ...model.errors import unknown
from ...scenarios.ground.by_value import by_value
from ..base import thresholds as passed
from ..base.effects import Effect, effects, effects_by_department, variance_ratio
from ..base.precision import Precision
from ..base.programme import Programme, Triggered
from ..base.thresholds import Passing
from .costs import BreakEven, Cost, break_evens_of, cost_of, over_prices, shares_ahead
from .pairs import simulated
from .question import Question
from .ranking import Standing, near_the_best, ordered, standings
from .robustness import Robustness, robustness

DEFAULT_SCENARIOS = ("no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling")
DEFAULT_OUTCOMES = ("deep_use", "never_used", "compliance_use", "fragmentation", "customers", "net_value")
PRICE_DRAWS, PRICE_REPLICATIONS = 128, 4
PRICE_PAIRS = 400
"""Break-even prices are sought with no more pairs than these."""


@by_value
@dataclass(frozen=True)
class ComparisonResult:
    """Everything a comparison found, as numbers; the main outcome is the first one.

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
    departments : tuple of Effect
        Effects by department, adjusted together.
    standings : tuple of Standing
        All programmes from best to worst; empty if the main outcome has no good direction.
    passings : tuple of Passing
        When each programme passes each threshold of real use.
    precision : Precision or None
        How the number of pairs came about.
    budget : float or None
        EUR to which all programmes that cost something were scaled.
    unspent : dict of str to float
        By programme that cannot spend the budget: the most that it can, EUR.
    triggered : tuple of Triggered
        How often interventions that wait for a condition began.
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
    departments: tuple[Effect, ...] = ()
    standings: tuple[Standing, ...] = ()
    passings: tuple[Passing, ...] = ()
    precision: Precision | None = None
    budget: float | None = None
    unspent: dict[str, float] = field(default_factory=dict)
    triggered: tuple[Triggered, ...] = ()

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


def found(
    asked: Question, lang: str, *, workers: int | None = None, progress: Callable[[int], object] | None = None
) -> ComparisonResult:
    """Answer a question: run, pair, estimate, rank, price, judge.

    Parameters
    ----------
    asked : Question
    lang : {"en", "de"}
        Language of labels.
    workers : int, optional
        Threads; results do not depend on them.
    progress : callable, optional
        Called with the number of replicates just finished.
    """
    main, month, seed = asked.main, asked.month, asked.seed
    programmes, how = simulated(
        asked.scenarios, main, month, replications=asked.replications, precision=asked.precision, most=asked.most,
        seed=seed, workers=workers, progress=progress,
    )  # fmt: skip
    pairs = programmes[0].replications
    best = ordered(programmes, main, month)[0].name
    few = min(pairs, PRICE_REPLICATIONS)
    table = over_prices(asked.scenarios, main, month, draws=PRICE_DRAWS, replications=few, seed=seed, workers=workers)
    sets = asked.ensemble
    return ComparisonResult(
        programmes=programmes,
        outcomes=asked.outcomes,
        month=month,
        seed=seed,
        lang=lang,
        effects=tuple(effects(programmes, asked.outcomes, month, lang)),
        costs=tuple(cost_of(each, programmes[0], month) for each in programmes if not each.is_baseline),
        best=best,
        indistinguishable=near_the_best(programmes, main, month),
        break_even=break_evens_of(
            best, asked.scenarios, main, month, replications=min(pairs, PRICE_PAIRS), seed=seed, workers=workers
        ),
        ahead_over_prices=shares_ahead(table, [each.name for each in asked.scenarios]),
        robustness=robustness(asked.scenarios, main, month, sets, seed=seed, workers=workers) if sets else None,
        departments=tuple(effects_by_department(programmes, asked.outcomes, month, lang)),
        standings=standings(programmes, main, month),
        passings=passed.passings(programmes, asked.thresholds),
        precision=how,
        budget=asked.budget,
        unspent=asked.unspent,
        triggered=tuple(found for each in programmes for found in each.triggered()),
    )
