"""What the climb changes about a mix: one thing, or two parts for another, and always on the menu."""

from __future__ import annotations

from itertools import combinations

import pytest
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.menu import EVERYWHERE, Menu, Parameters
from crm_adoption.analysis.deciding.mix import build
from crm_adoption.analysis.deciding.moves import (
    BROUGHT_IN,
    MORE_AND_LESS,
    Ways,
    divided,
    double_moves,
    single_moves,
    usual,
    weights,
)
from small_decisions import BUDGET

THERE = {"AlignKPIs": 0.9, "Training": 0.7, "Champions": 0.6}


@pytest.fixture(scope="module")
def menu(question: Question) -> Menu:
    return Menu.of(question.base.company, question.base.months, question.base.prices)


@pytest.fixture(scope="module")
def start(menu: Menu) -> Parameters:
    return menu.idle() | THERE


def usually(menu: Menu) -> Ways:
    return lambda kind: usual(menu, kind)


def shares(menu: Menu, values: Parameters) -> dict[str, float]:
    parts = weights(menu, values)
    return {kind: own / sum(parts.values()) for kind, own in parts.items() if own}


def kinds(menu: Menu, values: Parameters) -> frozenset[str]:
    return frozenset(shares(menu, values))


def test_all_moves_stay_on_the_menu_and_leave_the_mix_itself_alone(menu: Menu, start: Parameters) -> None:
    before = dict(start)
    moves = [*single_moves(menu, start, usually(menu)), *double_moves(menu, start, usually(menu))]
    for values in moves:
        assert values.keys() == menu.choices().keys()
        for name, allowed in menu.choices().items():
            assert values[name] in allowed if allowed is not None else 0.0 <= values[name] <= 1.0
    assert start == before
    assert len({str(sorted(each.items(), key=str)) for each in moves}) == len(moves)


def test_every_change_of_one_thing_is_tried(menu: Menu, start: Parameters) -> None:
    moves = single_moves(menu, start, usually(menu))
    out = {each.kind for each in menu.offers} - set(THERE)
    sets = [kinds(menu, each) for each in moves]
    for kind in THERE:
        rest = set(THERE) - {kind}
        assert frozenset(rest) in sets
        assert all(sets.count(frozenset({*rest, new})) == len(usual(menu, new)) for new in out)
    assert all(sets.count(frozenset({*THERE, new})) == len(BROUGHT_IN) * len(usual(menu, new)) for new in out)
    ways = [name for name, choices in menu.choices().items()
            if choices and (name.partition(".")[0] in THERE or "." not in name)]  # fmt: skip
    others = sum(len(menu.choices()[name] or ()) - 1 for name in ways)
    assert sets.count(frozenset(THERE)) == len(THERE) * len(MORE_AND_LESS) + others


def test_what_takes_a_parts_place_gets_its_money_and_the_rest_stays(menu: Menu, start: Parameters) -> None:
    before = shares(menu, start)
    for values in single_moves(menu, start, usually(menu)):
        after = shares(menu, values)
        (new,) = after.keys() - before.keys() or {""}
        (gone,) = before.keys() - after.keys() or {""}
        if new and gone:
            assert after[new] == pytest.approx(before[gone])
            assert all(after[kind] == pytest.approx(before[kind]) for kind in before if kind != gone)


def test_the_money_of_two_parts_goes_to_one_that_was_left_out(menu: Menu, start: Parameters) -> None:
    before, out = shares(menu, start), {each.kind for each in menu.offers} - set(THERE)
    found = {kinds(menu, each): shares(menu, each) for each in double_moves(menu, start, usually(menu))}
    assert len(found) == 3 * len(out)
    for one, other in combinations(THERE, 2):
        for new in out:
            after = found[frozenset({*THERE, new} - {one, other})]
            assert after[new] == pytest.approx(before[one] + before[other])


def test_what_comes_in_is_done_in_every_way_that_is_said(menu: Menu) -> None:
    start = menu.idle() | {"AlignKPIs": 0.9}
    moves = single_moves(menu, start, usually(menu))
    for new in {each.kind for each in menu.offers} - {"AlignKPIs"}:
        names = usual(menu, new)[0].keys()
        done = [{name: each[name] for name in names} for each in moves if kinds(menu, each) == {new, "AlignKPIs"}]
        assert all(done.count(way) == len(BROUGHT_IN) for way in usual(menu, new))
        assert [each[f"{new}.start"] for each in usual(menu, new)] == [menu.starts(new)[0], menu.starts(new)[-1]]
        assert all(each.get(f"{new}.where", EVERYWHERE) == EVERYWHERE for each in done)
        assert all(each.get(f"{new}.lasts", 0) == 0 for each in done)


def test_proportions_are_what_a_mix_spends(question: Question, menu: Menu, start: Parameters) -> None:
    mix = build(question.base, menu, divided(start, weights(menu, start)), BUDGET)
    again = build(question.base, menu, start, BUDGET)
    assert mix is not None
    assert again is not None
    assert mix.spending() == pytest.approx(again.spending())
