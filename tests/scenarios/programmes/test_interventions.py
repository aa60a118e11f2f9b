"""Interventions one by one: when they work, how strongly, what they cost."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from crm_adoption.model.errors import InputError
from crm_adoption.model.levers import LEVERS, Levers
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.files.made import make
from crm_adoption.scenarios.programmes.intervention import DEAREST, SPENDING_MONTHS, Intervention, Investment, Reach
from crm_adoption.scenarios.programmes.interventions import KINDS, Mandate, Training
from crm_adoption.scenarios.programmes.money import Money
from crm_adoption.scenarios.programmes.prices import Prices
from hypothesis import given
from hypothesis import strategies as st
from strategies import CONDITIONS, MONTHS, euros, interventions, plain, strengths

PAID = sorted((kind for kind in KINDS.values() if not kind.free), key=lambda kind: kind.__name__)
kinds = st.sampled_from(PAID)
reaches = st.builds(
    Reach, st.integers(1, 5000), st.integers(1, 500), st.integers(1, 1200), st.integers(1, 9), st.integers(1, 9)
)


@given(interventions())
def test_the_representation_makes_it_again(each: Intervention) -> None:
    assert eval(repr(each), {**KINDS, "Money": Money}) == each


@given(interventions(when=st.sampled_from(CONDITIONS)))
def test_conditions_are_made_again_too(each: Intervention) -> None:
    again = eval(repr(each), {**KINDS, "Money": Money})
    assert again == each
    assert again.trigger == each.trigger is not None


def test_the_representation_says_only_what_was_given() -> None:
    assert repr(Training()) == "Training()"
    assert repr(Mandate(start=3, strength=0.5)) == "Mandate(start=3, strength=0.5)"


@given(interventions(), st.integers(0, 2 * MONTHS))
def test_it_works_from_start_to_end_and_never_beyond_full_strength(each: Intervention, month: int) -> None:
    share = each.ramped(month)
    inside = each.start <= month and month < min(each.end or month + 1, each.start + (each.lasts or month + 1))
    assert (0.0 < share <= 1.0) if inside else share == 0.0
    assert share == 1.0 or not inside or month < each.start + each.ramp


@given(interventions(), st.integers(0, MONTHS))
def test_strength_rises_evenly_over_the_ramp(each: Intervention, later: int) -> None:
    each = replace(each, end=None, lasts=None)
    expected = min(1.0, (later + 1) / each.ramp) if each.ramp else 1.0
    assert each.ramped(each.start + later) == expected


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_kind_moves_levers_that_exist_and_has_prices_and_names(kind: type[Intervention]) -> None:
    one = plain(kind)
    company = load("no_programme").company  # Customer Success has systems of its own
    moved = (
        kind.effects, one.autonomous(company), *(one.withheld(company, "sales", t) for t in (-1, 0)),
        one.retires(company), one.connects(company),
    )  # fmt: skip
    assert any(moved)
    for lever, how, amount in kind.effects:
        assert lever in LEVERS
        assert amount > 0.0
        if how in ("raise", "lower"):
            assert amount <= 1.0
            assert Levers.declarations()[lever].allowed == (0.0, 1.0)
    assert set(kind.prices) <= set(Prices.declarations())
    assert bool(kind.prices) != kind.free
    assert kind.label("en")
    assert kind.label("de")


@given(kinds, euros, reaches)
def test_a_budget_buys_the_strength_that_costs_it(kind: type[Intervention], budget: float, whom: Reach) -> None:
    each, prices = plain(kind), Prices()
    strength = each.bought(budget, prices, whom)
    assert 0.0 <= strength <= 1.0
    most = DEAREST if isinstance(each, Investment) else 1.0
    if strength < most:
        assert each.cost_of(strength, prices, whom) == pytest.approx(budget, rel=1e-9, abs=1e-6)


@given(kinds, strengths, reaches)
def test_the_cost_of_a_strength_buys_it_again(kind: type[Intervention], strength: float, whom: Reach) -> None:
    each, prices = plain(kind), Prices()
    cost = each.cost_of(strength, prices, whom)
    most = DEAREST if isinstance(each, Investment) else 1.0
    assert each.bought(cost, prices, whom) == pytest.approx(min(strength, most), abs=1e-9)


@given(kinds, euros, euros, reaches)
def test_more_money_never_buys_less_and_investments_tire(
    kind: type[Intervention], budget: float, more: float, whom: Reach
) -> None:
    each, prices = plain(kind), Prices()
    first, both = each.bought(budget, prices, whom), each.bought(budget + more, prices, whom)
    assert both >= first
    if isinstance(each, Investment):
        assert both - first <= each.bought(more, prices, whom) + 1e-12
        assert each.bought(each.cost_of_full(prices, whom), prices, whom) == pytest.approx(1.0 - math.exp(-1.0))


@pytest.mark.parametrize("kind", PAID)
def test_what_costs_nothing_any_budget_buys(kind: type[Intervention]) -> None:
    free = Prices(**dict.fromkeys(Prices.declarations(), 0.0))
    whom = Reach(10.0, 0.0, 12)
    assert kind().bought(5.0, free, whom) == 1.0
    assert kind().bought(0.0, free, whom) == 0.0
    assert kind().cost_of(0.7, free, whom) == 0.0


@given(kinds, reaches)
def test_no_strength_costs_nothing_without_a_sign(kind: type[Intervention], whom: Reach) -> None:
    assert math.copysign(1.0, kind().cost_of(0.0, Prices(), whom)) == 1.0
    assert kind().cost_of(0.0, Prices(), whom) == 0.0


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.free])
def test_what_is_free_takes_no_budget(kind: type[Intervention]) -> None:
    assert plain(kind, strength=1.0).cost_of(1.0, Prices(), Reach(50.0, 5.0, 12)) == 0.0
    with pytest.raises(InputError, match="costs nothing"):
        plain(kind, budget=5.0)


def test_a_minus_before_zero_is_dropped() -> None:
    assert repr(Training(strength=-0.0)) == "Training(strength=0.0)"


@given(interventions(), st.integers(MONTHS, 3 * MONTHS))
def test_money_is_spent_while_it_works_and_investments_within_a_year(each: Intervention, months: int) -> None:
    lasts = each.last_month(months) - each.start
    assert 1 <= each.spending_months(months) <= lasts
    assert each.spending_months(months) == (min(SPENDING_MONTHS, lasts) if isinstance(each, Investment) else lasts)


@pytest.mark.parametrize(
    ("record", "field", "words"),
    [
        ({"kind": "Training", "strength": 1.01}, "strength", "1.01 is out of range; allowed is 0 to 1"),
        ({"kind": "Training", "strength": True}, "strength", "not a number"),
        ({"kind": "Training", "budget": -1}, "budget", "-1 is out of range; allowed is 0 to"),
        ({"kind": "Training", "budget": 10**400}, "budget", "out of range"),
        ({"kind": "Training", "budget": math.nan}, "budget", "nan is out of range"),
        ({"kind": "Training", "one_off": math.inf}, "one_off", "out of range"),
        ({"kind": "Training", "start": -1}, "start", "0 or more"),
        ({"kind": "Training", "start": 1.0}, "start", "whole number"),
        ({"kind": "Training", "ramp": "3"}, "ramp", "whole number"),
        ({"kind": "Training", "start": 4, "end": 4}, "end", "allowed is 5 or more"),
        ({"kind": "Training", "strength": 1, "budget": 1}, "budget", "strength or budget, not both"),
        ({"kind": "Training", "budget": 1, "monthly": 1}, "budget", "not both"),
        ({"kind": "Training", "departments": "sales"}, "departments", "not a list of names"),
        ({"kind": "Training", "departments": 5}, "departments", "not a list of names"),
        ({"kind": "Training", "departments": [5]}, "departments", "not a list of names"),
        ({"kind": "Mandate", "features": 5}, "features", "not a list of names"),
        ({"kind": "Training", "features": []}, "features", "unknown field of Training"),
        ({"kind": "Training", "lasts": 0}, "lasts", "allowed is 1 or more"),
        ({"kind": "Training", "lasts": 3, "end": 9}, "lasts", "lasts or end, not both"),
        ({"kind": "Training", "when": "deep_us < 0.3"}, "when", "Did you mean 'deep_use'?"),
        ({"kind": "Training", "when": "deep_use = 0.3"}, "when", "is not a condition"),
        ({"kind": "Training", "when": "churn < 0.3 in sales"}, "when", "outcome of the whole company"),
        ({"kind": "Training", "when": "deep_use < 1e999"}, "when", "not a threshold"),
        ({"kind": "Training", "when": "deep_use < 1.2.3"}, "when", "is not a number"),
        ({"kind": "Training", "when": 5}, "when", "is not a condition"),
        ({"kind": "Training", "trainers": 0}, "trainers", "from 1 to"),
        ({"kind": "Training", "once": 1}, "once", "true or false"),
        ({"kind": "Training", "one_off": {"per_hed": 3}}, "one_off", "Did you mean 'per_head'?"),
        ({"kind": "Training", "one_off": {"per_head": -3}}, "one_off.per_head", "out of range"),
        ({"kind": "Champions", "choose": "tie"}, "choose", "Did you mean 'ties'?"),
        ({"kind": "Champions", "choose": "list"}, "people", "give both or neither"),
        ({"kind": "Champions", "people": ["P001"]}, "people", "give both or neither"),
        ({"kind": "Champions", "most": 0}, "most", "from 1 to"),
        ({"kind": "StagedRollout", "by": "team"}, "by", "unknown kind of wave 'team'"),
        ({"kind": "StagedRollout", "waves": [["a"], ["a"]]}, "waves", "stands in two waves"),
        ({"kind": "StagedRollout", "waves": [5]}, "waves.1", "not a list of names"),
        ({"kind": "StagedRollout", "every": 0}, "every", "from 1 to 120"),
        ({"kind": "SwitchOffFeatures"}, "features", "name what is switched off"),
        ({"kind": "SponsorLeaves", "budget": 5}, "budget", "costs nothing"),
        ({"kind": "Trainning"}, "kind", "Did you mean 'Training'?"),
        ({"kind": "Training", "strenght": 1}, "strenght", "Did you mean 'strength'?"),
        ({"kind": 5}, "kind", "needs a kind, one of ToolingSpend"),
        ({}, "kind", "needs a kind"),
    ],
)
def test_a_mistake_is_named_with_its_field(record: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(InputError) as mistake:
        make(record)
    assert mistake.value.field == field
    assert words in mistake.value.problem


def test_a_file_s_table_becomes_the_intervention() -> None:
    record = {"kind": "Mandate", "start": 2, "budget": 50_000, "departments": ["sales"], "features": []}
    assert make(record) == Mandate(start=2, budget=50_000.0, departments=("sales",), features=())


def test_prices_stand_within_their_ranges() -> None:
    for name, each in Prices.declarations().items():
        low, high = each.plausible
        assert 0.0 < low <= each.default <= high
        with pytest.raises(InputError, match="out of range"):
            Prices(**{name: -1.0})


def test_prices_are_multiplied_one_by_one() -> None:
    dearer = Prices().times({"training": 3.0})
    assert dearer == Prices(training=750.0)
