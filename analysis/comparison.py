"""The comparison: which programme changes what, by how much, for how much money, how surely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..model.errors import InputError, unknown
from ..model.outcomes import OUTCOME, column
from ..model.simulation import whole_number
from ..scenarios.files import load
from ..scenarios.scenario import Scenario
from ..scenarios.simulate import simulate
from .costs import BreakEven, Cost, break_even, cost_of, over_prices, priced, shares_ahead
from .effects import Effect, effects, holm, p_value, variance_ratio
from .programme import Programme
from .words import LANGUAGES

DEFAULT_SCENARIOS = ("no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling")
DEFAULT_OUTCOMES = ("deep_use", "never_used", "compliance_use", "fragmentation", "customers", "net_value")
PRICE_DRAWS, PRICE_REPLICATIONS = 128, 4
SIGNIFICANT = 0.05


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

    @property
    def main(self) -> str:
        """Name of the main outcome."""
        return self.outcomes[0]

    @property
    def baseline(self) -> Programme:
        """The programme that all others are compared with."""
        return next(each for each in self.programmes if each.is_baseline)

    def programme(self, name: str) -> Programme:
        """Return a programme by its machine name."""
        return next(each for each in self.programmes if each.name == name)

    def label(self, name: str) -> str:
        """Return a programme's name in words."""
        return self.programme(name).label(self.lang)

    def effect(self, name: str, outcome: str) -> Effect:
        """Return the effect of a programme on an outcome."""
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

        return advice(self, lang or self.lang)


def without_programme(scenario: Scenario) -> Scenario:
    """Return the same company with nothing done to it."""
    return replace(
        scenario,
        name="no_programme" if scenario.name != "no_programme" else "nothing_done",
        interventions=(),
        title_en="No programme",
        title_de="Kein Programm",
        description_en="The same company with nothing done.",
        description_de="Dasselbe Unternehmen ohne Programm.",
    )


def _over(scenario: Scenario, months: int) -> Scenario:
    """Return a scenario over another horizon; an error names the scenario."""
    try:
        return replace(scenario, months=months)
    except InputError as error:
        raise error.within(file=scenario.name) from None


def scenarios_to_compare(
    wanted: Sequence[Scenario | str | Path], months: int | None, baseline: str | None
) -> list[Scenario]:
    """Return the scenarios to compare, the baseline first."""
    found = [each if isinstance(each, Scenario) else load(each) for each in wanted]
    if months is not None:
        found = [_over(each, months) for each in found]
    names = [each.name for each in found]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise InputError(f"scenario {sorted(repeated)[0]!r} is given twice; names must differ.")
    if baseline is not None:
        name = baseline if baseline in names else Path(baseline).stem
        if name not in names:
            raise unknown("baseline", baseline, names)
    else:
        idle = [each.name for each in found if not each.interventions]
        if not idle and len(found) == 1:
            found = [without_programme(found[0]), *found]
        name = idle[0] if idle else found[0].name
    found.sort(key=lambda each: each.name != name)
    if len(found) < 2:
        raise InputError(f"{found[0].name!r} alone is nothing to compare; add another scenario.")
    _check_alike(found)
    return found


def _check_alike(scenarios: Sequence[Scenario]) -> None:
    first = scenarios[0]
    for each in scenarios[1:]:
        if each.months != first.months:
            raise InputError(
                f"{each.name!r} runs {each.months} months and {first.name!r} {first.months}; "
                "give --months to compare them over the same time."
            )
        if each.company.organisation.names != first.company.organisation.names:
            raise InputError(f"{each.name!r} and {first.name!r} have different departments; they cannot be paired.")


def _outcomes(wanted: Sequence[str]) -> tuple[str, ...]:
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
    outcomes: Sequence[str] = DEFAULT_OUTCOMES,
    month: int = 12,
    workers: int | None = None,
    lang: str = "en",
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
    month : int
        Month to compare in, 1 to the horizon.
    workers : int, optional
        Threads; results do not depend on them.
    lang : {"en", "de"}
        Language of labels and advice.
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
    month = whole_number(month, 1, chosen[0].months, "month")
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
    )
