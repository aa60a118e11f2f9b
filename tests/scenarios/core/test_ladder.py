"""The shipped programmes' money: a ladder of budgets, a full programme priced like a real one, nothing burnt."""

from __future__ import annotations

import pytest
from crm_adoption.scenarios.core.purchases import overspent, purchases
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import catalogue, load
from crm_adoption.scenarios.simulate import simulate

PER_HEAD = (1_250, 2_500, 5_000, 10_000)


def ladder() -> list[Scenario]:
    return [load(f"ladder_{each}") for each in PER_HEAD]


def test_the_ladder_stands_in_the_catalogue_from_the_smallest_budget_up() -> None:
    assert [name for name in catalogue() if name.startswith("ladder_")] == [f"ladder_{each}" for each in PER_HEAD]


@pytest.mark.parametrize("per_head", PER_HEAD)
def test_a_rung_costs_what_its_name_and_its_words_say_and_burns_nothing(per_head: int) -> None:
    rung = load(f"ladder_{per_head}")
    assert rung.total_cost == pytest.approx(per_head * rung.company.organisation.headcount)
    assert overspent(rung) == ()
    for lang, comma in (("en", ","), ("de", ".")):
        assert f"{per_head:,}".replace(",", comma) in rung.title(lang)
        assert f"{per_head * 120:,}".replace(",", comma) in rung.description(lang)


def test_more_money_buys_at_least_as_much_of_everything_and_is_stretched_over_months() -> None:
    for less, more in zip(ladder()[:-1], ladder()[1:], strict=True):
        money = {each.kind: each.cost for each in purchases(more)}
        assert all(money[each.kind] > each.cost for each in purchases(less))
    assert all(len({each.start for each in rung.interventions}) > 1 for rung in ladder())


def test_the_first_rung_is_worth_more_than_the_same_money_for_one_thing_alone() -> None:
    def worth(name: str) -> float:
        return float(simulate(load(name), replications=12, months=36, seed=4).of("net_value")[:, -1].mean())

    alone = {name: worth(name) for name in ("aligned_kpis", "tooling_spend", "champions", "training")}
    assert worth("ladder_1250") > max(alone.values())


def test_the_full_programme_costs_one_and_a_half_times_the_platform() -> None:
    full = load("full_programme")
    assert full.total_cost / full.company.market.platform_cost == pytest.approx(1.5, abs=0.05)
    assert overspent(full) == ()
