"""A race finds what leads, keeps what is as good, and says what that has in common."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.analysis.deciding.choosing import found
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.mix import Mix
from crm_adoption.analysis.deciding.objective import Objective
from crm_adoption.analysis.deciding.racing import Raced, entrants, in_some, leading, race, shared_by
from crm_adoption.analysis.deciding.starting import shipped
from crm_adoption.analysis.deciding.trials import Tried
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.programmes.interventions import KINDS
from small_decisions import BUDGET

Floats = npt.NDArray[np.float64]
AIM = Objective("deep_use", 14)


class MadeUpWorlds:
    """Worlds in which a mix reaches what its title says, and chance on top: partly common, partly its own."""

    seed, size = 0, 24

    def __init__(self, noise: float) -> None:
        self.noise, self.looks = noise, 0

    def __len__(self) -> int:
        return self.size

    def values(self, scenario: Scenario, outcome: str, month: int, first: int, count: int) -> Floats:
        self.looks += count
        common = np.random.default_rng(first).normal(0.0, 0.1, (self.size, count))
        own = np.random.default_rng([first, int(scenario.name[1:])]).normal(0.0, self.noise, (self.size, count))
        return float(scenario.title_en) + common + own


def mixes(question: Question, levels: list[float]) -> list[Mix]:
    return [
        Mix(replace(question.base, name=f"m{n}", title_en=str(level), title_de="")) for n, level in enumerate(levels)
    ]


def raced(question: Question, levels: list[float], noise: float) -> tuple[Raced, MadeUpWorlds]:
    worlds = MadeUpWorlds(noise)
    return race(mixes(question, levels), worlds, AIM), worlds  # type: ignore[arg-type]


def test_the_best_is_found_and_what_is_a_point_behind_is_dropped_early(question: Question) -> None:
    found, worlds = raced(question, [0.30, 0.25, 0.40, 0.20], noise=0.02)
    assert found.order[0] == 2
    assert (found.left, found.told_apart) == ((2,), True)
    assert worlds.looks == 4 * 2  # one round tells


def test_equals_are_kept_and_looked_at_longer(question: Question) -> None:
    found, worlds = raced(question, [0.400, 0.399, 0.30], noise=0.05)
    assert sorted(found.left) == [0, 1]
    assert worlds.looks > 3 * 2
    led = leading(mixes(question, [0.400, 0.399, 0.30]), found, AIM, BUDGET)
    assert len(led.mixes) == 2
    assert 0.0 == led.behind[0] <= led.regret <= led.point == 0.01


@pytest.mark.parametrize("noise", [0.05, 0.2])
def test_what_is_as_good_is_hardly_ever_dropped(question: Question, noise: float) -> None:
    levels = [0.40 + 0.0005 * k for k in range(20)]
    found, _ = raced(question, levels, noise)
    assert len(found.left) >= 18


def test_what_all_share_is_the_least_of_each(question: Question) -> None:
    ready = [each for each in shipped(question.base, BUDGET).mixes if each.name in ("ladder_2500", "ladder_5000")]
    shared = shared_by(ready, BUDGET)
    for kind, (low, high) in shared.items():
        parts = [each.spending()[kind] / BUDGET for each in ready]
        assert (low, high) == (min(parts), max(parts))
    assert list(shared.values()) == sorted(shared.values(), key=lambda each: -each[0])
    assert len(ready) == 2
    assert shared


def test_what_some_buy_and_others_do_not_is_exchangeable(question: Question) -> None:
    ready = {each.name: each for each in shipped(question.base, BUDGET).mixes}
    pair = [ready["training"], ready["aligned_kpis"]]
    assert shared_by(pair, BUDGET) == {}
    assert in_some(pair, BUDGET) == ("AlignKPIs", "Training")
    assert in_some(pair[:1], BUDGET) == ()
    assert in_some([pair[0], pair[0]], BUDGET) == ()


def test_a_part_that_can_take_no_more_money_is_at_full(question: Question) -> None:
    full, half = (
        Mix(replace(question.base, interventions=(KINDS["Simplify"](strength=strength),))) for strength in (1.0, 0.5)
    )
    assert full.at_full == ("Simplify",)
    assert half.at_full == ()


def test_the_best_of_the_search_and_all_that_was_ready_enter(question: Question) -> None:
    ready = list(shipped(question.base, BUDGET).mixes)
    order = [Tried(each, 0.5 - 0.001 * n) for n, each in enumerate(ready)]
    found = entrants(order, AIM, BUDGET)
    assert {each.name for each in found} == {each.name for each in ready}
    assert found[0] is ready[0]


def test_two_seeds_give_the_same_advice(question: Question) -> None:
    """Other search, other companies: on the same companies the two mixes are hardly more than a point apart."""
    done = [
        found(replace(question, worlds=replace(question.worlds, seed=seed)), 240, lambda _: None) for seed in (1, 2)
    ]
    judge = replace(question.worlds, seed=987_654)
    levels = [judge.values(each.best.scenario, "deep_use", AIM.month, 0, 16).mean() for each in done]
    assert abs(levels[0] - levels[1]) <= 0.015
    assert set(done[0].leading.shared) & set(done[1].leading.shared) or not all(each.leading.shared for each in done)
