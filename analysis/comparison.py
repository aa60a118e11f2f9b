"""The comparison: which programme changes what, by how much, for how much money, how surely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model.errors import unknown
from ..model.simulation import MOST_REPLICATIONS, whole_number
from ..scenarios.by_value import by_value
from ..scenarios.scenario import Scenario
from . import precision as precisely
from . import thresholds as passed
from .costs import BreakEven, Cost, break_evens_of, cost_of, over_prices, shares_ahead
from .effects import Effect, effects, effects_by_department, variance_ratio
from .ensemble import Ensemble, ensemble_of
from .pairs import simulated
from .precision import Precision
from .programme import Programme, Triggered
from .ranking import Standing, near_the_best, ordered, standings
from .robustness import Robustness, robustness
from .selection import at_equal_budget, outcomes_to_compare, scenarios_to_compare
from .thresholds import Passing
from .words import LANGUAGES

DEFAULT_SCENARIOS = ("no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling")
DEFAULT_OUTCOMES = ("deep_use", "never_used", "compliance_use", "fragmentation", "customers", "net_value")
PRICE_DRAWS, PRICE_REPLICATIONS, USUAL_MONTH = 128, 4, 12
PRICE_PAIRS = 400
"""Break-even prices are sought with no more pairs than these."""


@by_value
@dataclass(frozen=True)
class Comparison:
    """Everything a comparison found; the main outcome is the first one.

    Attributes
    ----------
    programmes, outcomes : tuple of Programme, tuple of str
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

    def frame(self) -> Any:
        """Return all outcomes as a tidy pandas DataFrame, the same as ``results.csv`` of the command.

        One row per scenario, outcome, place and month; see `frames.paired` for the columns.
        """
        from .frames import paired

        return paired(self.programmes)

    def to_frame(self) -> Any:
        """Return `frame`."""
        return self.frame()

    def to_excel(self, path: str | Path) -> Path:
        """Write the comparison as an Excel workbook (extra ``analysis``) and return its path.

        Raises
        ------
        InputError
            If openpyxl is not installed or the file cannot be written.
        """
        from .workbook import write_workbook

        return write_workbook(self, Path(path))

    def to_parquet(self, path: str | Path) -> Path:
        """Write `frame` as a Parquet file (extra ``analysis``) and return its path.

        Raises
        ------
        InputError
            If DuckDB is not installed or the file cannot be written.
        """
        from .parquet import write_parquet

        return write_parquet(self.frame(), Path(path))

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


def compare(
    scenarios: Sequence[Scenario | str | Path] | Scenario | str | Path = DEFAULT_SCENARIOS,
    *,
    baseline: str | None = None,
    replications: int | None = None,
    precision: float = precisely.USUAL_PRECISION,
    most: int = precisely.MOST,
    seed: int = 0,
    months: int | None = None,
    outcomes: Sequence[str] | str = DEFAULT_OUTCOMES,
    month: int | None = None,
    budget: float | None = None,
    thresholds: Sequence[float] | float = passed.USUAL,
    workers: int | None = None,
    lang: str = "en",
    ensemble: Ensemble | str | Path | None = None,
    progress: Callable[[int], object] | None = None,
) -> Comparison:
    """Compare programmes on the same people and the same chance.

    Parameters
    ----------
    scenarios : sequence of Scenario, str or Path
        Shipped names, scenario files, folders of them (all ``.toml`` files, by name) or scenarios; a
        single one is compared with its company left alone.
    baseline : str, optional
        Name of the baseline; by default the first scenario without interventions, else the first.
    replications : int, optional
        Pairs per comparison; 1 gives no intervals. By default as many as ``precision`` asks for.
    precision : float
        Half-width of the 95 % interval wanted for the main outcome's difference between the best
        programme and both the baseline and the runner-up: percentage points for shares, percent of
        the baseline's level for other units. Pairs are added from 100 on (`precision.until_precise`).
    most : int
        Most pairs, 2 or more.
    seed : int
        Root seed.
    months : int, optional
        Horizon for all, instead of the scenarios' own.
    outcomes : sequence of str
        Outcomes to compare; the first is the main one.
    month : int, optional
        Month to compare in, 1 to the horizon; by default 12, or the last.
    budget : float, optional
        EUR above 0: scale the spending of every programme that costs something to this total.
    thresholds : sequence of float
        Shares of real use, above 0 and at most 1: when does each programme pass them?
    workers : int, optional
        Threads; results do not depend on them.
    lang : {"en", "de"}
        Language of labels and advice.
    ensemble : Ensemble, str or Path, optional
        Parameter sets over which the answer is looked at too: ``evidence``, ``all``, or the path of one.
    progress : callable, optional
        Called with the number of replicates just finished.

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
    if lang not in LANGUAGES:
        raise unknown("language", lang, LANGUAGES)
    precision, shares = precisely.checked(precision), passed.checked(thresholds)
    most, seed = whole_number(most, 2, MOST_REPLICATIONS, "most"), whole_number(seed, 0, 2**64 - 1, "seed")
    chosen, unspent = at_equal_budget(scenarios_to_compare(scenarios, months, baseline), budget)
    outcomes = outcomes_to_compare(outcomes)
    month = min(USUAL_MONTH, chosen[0].months) if month is None else month
    month = whole_number(month, 1, chosen[0].months, "month")
    sets = ensemble_of(ensemble)
    main = outcomes[0]
    programmes, how = simulated(
        chosen, main, month, replications=replications, precision=precision, most=most, seed=seed, workers=workers,
        progress=progress,
    )  # fmt: skip
    pairs = programmes[0].replications
    best = ordered(programmes, main, month)[0].name
    few = min(pairs, PRICE_REPLICATIONS)
    table = over_prices(chosen, main, month, draws=PRICE_DRAWS, replications=few, seed=seed, workers=workers)
    return Comparison(
        programmes=programmes,
        outcomes=outcomes,
        month=month,
        seed=seed,
        lang=lang,
        effects=tuple(effects(programmes, outcomes, month, lang)),
        costs=tuple(cost_of(each, programmes[0], month) for each in programmes if not each.is_baseline),
        best=best,
        indistinguishable=near_the_best(programmes, main, month),
        break_even=break_evens_of(
            best, chosen, main, month, replications=min(pairs, PRICE_PAIRS), seed=seed, workers=workers
        ),
        ahead_over_prices=shares_ahead(table, [each.name for each in chosen]),
        robustness=robustness(chosen, main, month, sets, seed=seed, workers=workers) if sets else None,
        departments=tuple(effects_by_department(programmes, outcomes, month, lang)),
        standings=standings(programmes, main, month),
        passings=passed.passings(programmes, shares),
        precision=how,
        budget=None if budget is None else float(budget),
        unspent=unspent,
        triggered=tuple(found for each in programmes for found in each.triggered()),
    )
