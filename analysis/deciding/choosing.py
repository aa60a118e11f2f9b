"""The search's mixes, and which of them are chosen on companies that the search has not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...model.errors import InputError
from .decision import Effort, Question
from .menu import Menu
from .mix import DIFFERENT, Mix, distance
from .options import (
    CHOICE,
    CHOSEN,
    SEARCHED,
)
from .search import REPLICATES, Search, Tried
from .starting import check_budget, first_guesses, own, shipped

FINALISTS = 8
"""Best mixes of the search, and as many really different ones, that are looked at again."""


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
    """

    best: Mix
    second: Mix
    others: tuple[Mix, ...]
    ready: tuple[Mix, ...]
    effort: Effort


def found(question: Question, trials: int, steps: Callable[[int], object]) -> Found:
    """Return the best mixes for a question: searched, and chosen on companies that the search has not seen."""
    q = question
    menu = Menu.of(q.base.company, q.base.months, q.base.prices, q.first)
    check_budget(q.base, menu, q.budget)
    ready, left_out = shipped(q.base, q.budget, q.first)
    mine, mine_left_out = own(q.scenario, q.base, q.budget, q.first)
    ready, left_out = [*ready, *mine], [*left_out, *mine_left_out]
    search = Search(q.base, menu, q.budget, q.objective, q.worlds, q.worlds.seed)
    tried = search.run(list(first_guesses(menu)), trials, steps)
    pool = [*tried, *(Tried(each, search.score(each)) for each in ready)]
    if len(pool) < 2:
        problem = "{trials} proposals found no two mixes to choose from within EUR {budget:,.0f}; give more of either."
        raise InputError(problem, field="--trials", trials=trials, budget=q.budget)
    best, second, others = chosen(pool, question)
    effort = Effort(trials, len(tried), tuple(left_out), _expected(best, q))
    return Found(best, second, tuple(others), tuple(ready), effort)


def _expected(best: Mix, question: Question) -> float:
    """Return the best mix's criterion on the companies of the search."""
    o = question.objective
    return o.criterion(question.worlds.values(best.scenario, o.outcome, o.month, SEARCHED, REPLICATES))


def chosen(pool: Sequence[Tried], question: Question) -> tuple[Mix, Mix, list[Mix]]:
    """Return the best mix, the best really different one, and the other finalists.

    The best of the search, the best really different ones and all that was ready are looked at again on
    companies the search has not seen, so that luck there does not decide.
    """
    q, o = question, question.objective
    order = sorted(pool, key=lambda each: -each.score)
    near = order[:FINALISTS]
    far = [each for each in order if distance(each.mix, order[0].mix, q.budget) >= DIFFERENT][:FINALISTS]
    ready = [each for each in order if each.mix.parameters is None]
    finalists = list({id(each): each.mix for each in [*near, *far, *ready]}.values())
    scores = [o.score(q.worlds.values(each.scenario, o.outcome, o.month, CHOSEN, CHOICE)) for each in finalists]
    ranked = [finalists[n] for n in sorted(range(len(finalists)), key=lambda n: -scores[n])]
    best = ranked[0]
    different = [each for each in ranked if distance(each, best, q.budget) >= DIFFERENT]
    second = different[0] if different else max(ranked[1:], key=lambda each: distance(each, best, q.budget))
    return best, second, [each for each in ranked if each is not best]
