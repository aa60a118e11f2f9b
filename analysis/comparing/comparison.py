"""The comparison: which programme changes what, by how much, for how much money, how surely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ...model.errors import unknown
from ...model.in_brief import in_brief
from ...scenarios.ground.by_value import by_value
from ..base.effects import Effect, variance_ratio
from ..base.precision import Precision
from ..base.programme import Programme, Triggered
from ..base.thresholds import Passing
from .break_even import BreakEven
from .costs import Cost
from .estimates import estimate
from .pairs import run_paired
from .pricing import price
from .question import DEFAULT_OUTCOMES as DEFAULT_OUTCOMES
from .question import Question
from .ranking import Standing, rank
from .robustness import Robustness, over_behaviour
from .verdict import Verdict, judge


@in_brief
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
    verdict : Verdict
        Which programme is best, and how sure that is: what everything says that speaks of this comparison.
    robustness : Robustness or None
        How the main outcome comes out by parameter set; None where behaviour is taken as certain.
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
    verdict: Verdict
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
        """Return a programme by its machine name, or raise InputError with the nearest.

        Parameters
        ----------
        name : str
            Machine name.

        Returns
        -------
        Programme

        Raises
        ------
        InputError
            For a name that was not compared, with the nearest.
        """
        names = [each.name for each in self.programmes]
        if name not in names:
            raise unknown("scenario", name, names)
        return self.programmes[names.index(name)]

    def label(self, name: str) -> str:
        """Return a programme's name in words.

        Parameters
        ----------
        name : str
            Machine name.

        Returns
        -------
        str
            In the comparison's language.

        Raises
        ------
        InputError
            For a name that was not compared.
        """
        return self.programme(name).label(self.lang)

    def effect(self, name: str, outcome: str) -> Effect:
        """Return the effect of a programme (not the baseline) on an outcome that was compared.

        Parameters
        ----------
        name : str
            Machine name of a programme.
        outcome : str
            Name of an outcome.

        Returns
        -------
        Effect
            In the company as a whole, in the month compared.

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

    def beaten_by(self, name: str) -> str:
        """Return the programme that is no worse than another one and costs no more.

        Parameters
        ----------
        name : str
            Machine name of a programme.

        Returns
        -------
        str
            Machine name; "" where there is none, or the verdict leaves open whether the other one is best.
        """
        found = next((each.dominated_by for each in self.standings if each.scenario == name), "")
        return "" if name in self.verdict.recommended else found

    def variance_ratios(self) -> dict[str, float]:
        """Return how many times smaller common random numbers make the variance of each difference.

        Returns
        -------
        dict[str, float]
            By programme, above 0; NaN where the difference does not vary, and with fewer than 5 pairs.
        """
        return {
            each.name: variance_ratio(each, self.baseline, self.main, self.month)
            for each in self.programmes
            if not each.is_baseline
        }


def compared(
    asked: Question, lang: str, *, workers: int | None = None, progress: Callable[[int], object] | None = None
) -> ComparisonResult:
    """Answer a question: the one way through a comparison, from what `select` made of the user's words.

    Each step takes frozen values and returns one, whose fields are a part of the result.

    Parameters
    ----------
    asked : Question
    lang : {"en", "de", "fr"}
        Language of labels.
    workers : int, optional
        Threads; results do not depend on them.
    progress : callable, optional
        Called with the number of replicates just finished.
    """
    lang = asked.scenarios[0].manner(lang)
    runs = run_paired(asked, workers=workers, progress=progress)
    estimates = estimate(asked, runs, lang)
    order = rank(runs.programmes, asked.main, asked.month)
    pricing = price(asked, runs, order.best, workers=workers)
    robustness = over_behaviour(asked, runs, pricing.over_prices)
    verdict = judge(asked, runs, order, pricing, robustness)
    return ComparisonResult(
        outcomes=asked.outcomes, month=asked.month, seed=asked.seed, budget=asked.budget, unspent=asked.unspent,
        lang=lang, **vars(runs), **vars(estimates), **vars(order), costs=pricing.costs, break_even=pricing.break_even,
        ahead_over_prices=pricing.ahead_over_prices, verdict=verdict, robustness=robustness,
    )  # fmt: skip
