"""The search's mixes, and which of them are chosen on companies that the search has not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...model.errors import InputError
from .decision import Effort, Question
from .menu import Menu
from .mix import DIFFERENT, Mix, distance
from .racing import Leading, entrants, leading, race
from .search import searched
from .starting import check_budget, first_guesses, own, shipped
from .trials import Trials, Tried, replicates
from .worlds import SEARCHED

FINALISTS = 8
"""Best mixes of the race that what follows from a decision looks at again."""


@dataclass(frozen=True, eq=False)
class Found:
    """What the search and the choice among its best came to.

    Attributes
    ----------
    best, second : Mix
    others : tuple of Mix
        The other finalists, from better to worse.
    ready : tuple of Mix
        The shipped programmes at the budget, and the scenario's own.
    effort : Effort
    leading : Leading
        The mixes as good as the best, and what they share.
    """

    best: Mix
    second: Mix
    others: tuple[Mix, ...]
    ready: tuple[Mix, ...]
    effort: Effort
    leading: Leading


def found(question: Question, trials: int, steps: Callable[[int], object]) -> Found:
    """Return the best mixes for a question: searched, and chosen on companies that the search has not seen."""
    q = question
    menu = Menu.of(q.base.company, q.base.months, q.base.prices, q.first, q.base.constraints)
    check_budget(q.base, menu, q.budget)
    ready = shipped(q.base, q.budget, q.first).and_also(own(q.scenario, q.base, q.budget, q.first))
    proposals = Trials(q.base, menu, q.budget, q.objective, q.worlds, trials, steps)
    tried = searched(proposals, list(first_guesses(menu)), q.worlds.seed)
    steps(proposals.left)
    pool = [*tried, *(Tried(each, proposals.score(each)) for each in ready.mixes)]
    if len(pool) < 2:
        problem = "{trials} proposals found no two mixes to choose from within EUR {budget:,.0f}; give more of either."
        raise InputError(problem, field="--trials", trials=trials, budget=q.budget)
    best, second, others, as_good = chosen(pool, question)
    effort = Effort(trials, len(tried), ready.left_out, _expected(best, q), ready.excluded)
    return Found(best, second, tuple(others), ready.mixes, effort, as_good)


def _expected(best: Mix, question: Question) -> float:
    """Return the best mix's criterion on the companies of the search."""
    o = question.objective
    return o.criterion(question.worlds.values(best.scenario, o.outcome, o.month, SEARCHED, replicates(question.worlds)))


def chosen(pool: Sequence[Tried], question: Question) -> tuple[Mix, Mix, list[Mix], Leading]:
    """Return the best mix, the best really different one, the other finalists, and all that are as good as the best.

    The best of the search, others nearly as good and all that was ready race against each other on companies the search
    has not seen, so that luck there does not decide.
    """
    q, o = question, question.objective
    finalists = entrants(sorted(pool, key=lambda each: -each.score), o, q.budget)
    raced = race(finalists, q.worlds, o)
    ranked = [finalists[n] for n in raced.order]
    best = ranked[0]
    different = [each for each in ranked if distance(each, best, q.budget) >= DIFFERENT]
    second = different[0] if different else max(ranked[1:], key=lambda each: distance(each, best, q.budget))
    return best, second, [each for each in ranked if each is not best], leading(finalists, raced, o, q.budget)
