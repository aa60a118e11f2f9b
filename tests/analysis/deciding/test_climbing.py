"""The climb on landscapes of which the top is known, and what a search keeps of its proposals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from crm_adoption.analysis.deciding.climbing import climb
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.menu import Menu, Parameters
from crm_adoption.analysis.deciding.mix import Mix
from crm_adoption.analysis.deciding.moves import single_moves, usual, weights
from crm_adoption.analysis.deciding.trials import FEW, Seen, Trials
from crm_adoption.analysis.deciding.worlds import SEARCHED, of_ensemble
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from small_decisions import BUDGET

Shares = dict[str, float]


@pytest.fixture(scope="module")
def menu(question: Question) -> Menu:
    return Menu.of(question.base.company, question.base.months, question.base.prices)


class Landscape:
    """Stands for `Trials`: what a mix is worth follows from its shares alone."""

    def __init__(self, menu: Menu, worth: Callable[[Shares], float], begin: Parameters, number: int) -> None:
        self.menu, self.left, self._worth = menu, number, worth
        self._known: dict[str, Seen] = {}
        self.begin = self.propose(begin)

    def propose(self, values: Parameters) -> Seen:
        parts = weights(self.menu, values)
        shares = {kind: round(own / sum(parts.values()), 6) for kind, own in parts.items() if own}
        key = str((shares, sorted((name, str(value)) for name, value in values.items() if name not in parts)))
        if key not in self._known:
            self.left -= 1
            worth = self._worth(shares)
            self._known[key] = Seen(cast(Mix, None), values, np.zeros((1, 1)), worth, worth)
        return self._known[key]

    def better(self, seen: Seen, best: Seen) -> bool:
        return seen.few > best.few

    def leading(self, number: int) -> list[Seen]:
        return [self.begin]

    def ways(self, kind: str) -> list[Parameters]:
        return usual(self.menu, kind)

    def best(self) -> Seen:
        return max(self._known.values(), key=lambda each: each.few)


def reached(menu: Menu, worth: Callable[[Shares], float], begin: Parameters, number: int = 4_000) -> Landscape:
    found = Landscape(menu, worth, menu.idle() | begin, number)
    climb(cast(Any, found), seed=5)
    return found


def test_it_ends_where_nothing_that_can_be_changed_helps(menu: Menu) -> None:
    aims = {"AlignKPIs": 0.5, "Champions": 0.3, "Simplify": 0.2}

    def worth(shares: Shares) -> float:
        return -sum((shares.get(kind, 0.0) - aims.get(kind, 0.0)) ** 2 for kind in {*shares, *aims})

    found = reached(menu, worth, {"Mandate": 1.0})
    top = found.best()
    assert all(found.propose(each).few <= top.few for each in single_moves(menu, top.values, found.ways))
    assert set(weights(menu, top.values)) >= set(aims)
    assert top.few > -0.01


def test_two_parts_that_pay_only_together_are_left_for_one_that_pays_more(menu: Menu) -> None:
    """Whatever one thing is changed about the two, it is worse; only all their money is worth more elsewhere."""
    begin = {"AlignKPIs": 1.0, "RewardSharing": 1.0}

    def worth(shares: Shares) -> float:
        return 2.0 if shares.get("Champions", 0.0) > 0.99 else min(shares.get(kind, 0.0) for kind in begin)

    alone = Landscape(menu, worth, menu.idle() | begin, 4_000)
    moves = single_moves(menu, alone.begin.values, alone.ways)
    assert all(alone.propose(each).few <= alone.begin.few for each in moves)
    top = reached(menu, worth, begin).best()
    assert {kind for kind, own in weights(menu, top.values).items() if own} == {"Champions"}


@pytest.mark.parametrize("number", [1, 7, 60])
def test_no_more_is_tried_than_may_be(menu: Menu, number: int) -> None:
    found = reached(menu, lambda shares: shares.get("Champions", 0.0), {"Mandate": 1.0}, number)
    assert found.left == 0


def trials(question: Question, menu: Menu, sets: int, number: int = 50, **objective: Any) -> tuple[Trials, list[int]]:
    whole = load_ensemble("evidence")
    worlds = of_ensemble(question.base, replace(whole, members=whole.members[:sets]), 3, 1)
    told = list[int]()
    aim = replace(question.objective, **objective)
    return Trials(question.base, menu, BUDGET, aim, worlds, number, told.append), told


def test_a_mix_is_looked_at_on_the_first_worlds_and_on_all_where_it_may_be_better(
    question: Question, menu: Menu
) -> None:
    found, told = trials(question, menu, 2 * FEW + 2)
    good, poor = (found.propose(menu.idle() | {kind: 1.0}) for kind in ("Champions", "BreakSilos"))
    assert good is not None
    assert poor is not None
    assert good.early.shape[0] == FEW
    assert good.whole is None
    assert found.fully(good) == found.score(good.mix) != good.few
    assert not found.better(poor, good)
    assert poor.whole is None  # surely behind on the first worlds
    assert found.propose(dict(good.values)) is good  # known: not a proposal
    assert found.propose(menu.idle()) is None  # nothing is no mix, but a proposal
    assert (found.left, sum(told)) == (47, 3)
    assert found.least() == min(good.few, poor.few)
    scores = {id(each.mix): each.score for each in found.tried()}
    assert scores[id(good.mix)] == good.whole
    assert scores[id(poor.mix)] == found.fully(poor)  # among the best of two it was looked at in the end


def test_of_few_worlds_tails_and_targets_all_are_looked_at_at_once(question: Question, menu: Menu) -> None:
    for sets, objective in (
        (6, {}),
        (2 * FEW + 2, {"risk": "worst"}),
        (2 * FEW + 2, {"risk": "target", "target": 0.3}),
    ):
        found, _ = trials(question, menu, sets, **objective)
        seen = found.propose(menu.idle() | {"AlignKPIs": 1.0})
        assert seen is not None
        assert seen.whole == seen.few == found.score(seen.mix)


def test_a_search_looks_at_companies_of_its_own(question: Question, menu: Menu) -> None:
    """Not at those of the final comparison, which begin at 0: what is reported would flatter what was found."""
    asked = list[int]()

    class Watched(type(question.worlds)):  # type: ignore[misc]
        def values(self, scenario: Any, outcome: str, month: int, first: int, count: int) -> Any:
            asked.append(first)
            return super().values(scenario, outcome, month, first, count)

    worlds = question.worlds
    watched = Watched(worlds.name, worlds.fitted, worlds.companies, worlds.seed, worlds.workers)
    found = Trials(question.base, menu, BUDGET, question.objective, watched, 5)
    seen = found.propose(menu.idle() | {"AlignKPIs": 1.0})
    assert seen is not None
    found.score(seen.mix)
    assert set(asked) == {SEARCHED}


def test_one_way_in_which_something_is_done_is_that_of_the_best_mix_that_does_it(
    question: Question, menu: Menu
) -> None:
    found, _ = trials(question, menu, 6)
    early, late = usual(menu, "Champions")
    assert found.ways("Champions") == [early, late]
    ties, level = ({**late, "Champions.choose": how} for how in ("ties", "level"))
    seen = [found.propose(menu.idle() | {"Champions": 1.0} | way) for way in (ties, level)]
    better = ties if seen[0] is not None and seen[1] is not None and seen[0].few > seen[1].few else level
    assert found.ways("Champions") == [early, late, *([better] if better not in (early, late) else [])]
