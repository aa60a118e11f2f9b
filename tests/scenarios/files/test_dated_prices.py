"""Prices with a date: what is paid by the month follows them, what is bought costs what it cost when it began."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from crm_adoption import load
from crm_adoption.analysis.telling.assumption_tables import prices as table_of
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.written import scenario_files
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, Mandate, Training
from crm_adoption.scenarios.programmes.prices import Prices
from hypothesis import given, settings
from hypothesis import strategies as st

LIVE = 'go_live = "2027-04"'
DATED = 'training = [{ amount = 250 }, { from = "2028-01", amount = 500 }]'


def plan(tmp_path: Path, prices: str, more: str = LIVE) -> Scenario:
    file = tmp_path / "plan.toml"
    interventions = '[[interventions]]\nkind = "Training"\nstart = 2\nend = 20\n'
    file.write_text(f'extends = "no_programme"\n{more}\n[prices]\n{prices}\n{interventions}', "utf-8")
    return load(file)


def test_spending_follows_the_price_of_the_month(tmp_path: Path) -> None:
    cost = plan(tmp_path, DATED).schedule.cost  # January 2028 is month 10
    people = load("no_programme").company.organisation.headcount
    assert cost[3:10].tolist() == pytest.approx([250.0 * people] * 7)
    assert cost[10:21].tolist() == pytest.approx([500.0 * people] * 11)
    assert cost.sum() == pytest.approx((7 * 250.0 + 11 * 500.0) * people)


def test_a_month_is_a_number_too(tmp_path: Path) -> None:
    by_number = plan(tmp_path, DATED.replace('"2028-01"', "10"), "")
    assert by_number.schedule.cost.tolist() == plan(tmp_path, DATED).schedule.cost.tolist()


def test_one_price_from_a_month_on_leaves_the_usual_one_before(tmp_path: Path) -> None:
    found = plan(tmp_path, "training = [{ from = 13, amount = 400 }]")
    assert (found.prices.at(11).training, found.prices.at(12).training) == (Prices().training, 400.0)


def test_it_is_written_with_its_dates(tmp_path: Path) -> None:
    found, there = plan(tmp_path, DATED + "\nalign_kpis = 900"), tmp_path / "again"
    there.mkdir()
    for name, text in scenario_files(found).items():
        (there / name).write_text(text, "utf-8")
    assert load(there / "plan.toml") == found


def test_a_price_is_set_from_outside(tmp_path: Path) -> None:
    plan(tmp_path, DATED)
    assert load(tmp_path / "plan.toml", settings=["prices.training=300"]).prices == Prices(training=300)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "250; 500 from January 2028 (month 10) on"), ("de", "250; ab Januar 2028 (Monat 10) 500")]
)
def test_documents_say_when_a_price_changes(tmp_path: Path, lang: str, said: str) -> None:
    scenario = plan(tmp_path, DATED)
    assert said in [row[3] for row in table_of([scenario], scenario.manner(lang)).rows]


@pytest.mark.parametrize(
    ("prices", "said"),
    [
        ("training = [{ form = 3, amount = 300 }]", "Did you mean 'from'?"),
        ("training = [{ from = 3 }]", "needs an amount"),
        ("training = [300]", "300 is no price with a date"),
        ("training = [{ from = 0, amount = 300 }]", "prices.training.1.from: 0 is not a month with the CRM"),
        ('training = [{ from = "2027-01", amount = 300 }]', "lies before go-live"),
        ("training = [{ from = 3, amount = 300 }, { from = 3, amount = 4 }]", "two prices hold from month 3 on"),
        ("training = [{ from = 3, amount = 0 }]", "a price of 0 makes it free"),
        ("training = [{ from = 3, amount = -1 }]", "-1 is out of range"),
        ('training = "300"', "prices.training:"),
        ("trainning = [{ from = 3, amount = 300 }]", "Did you mean 'training'?"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, prices: str, said: str) -> None:
    with pytest.raises(InputError) as told:
        plan(tmp_path, prices)
    assert said in str(told.value)


KINDS = (Training(start=3, end=20), Mandate(start=1, end=30), AlignKPIs(strength=0.5), Training(start=4, budget=90_000))
COMPANY = load("no_programme").company


@settings(max_examples=30, deadline=None)
@given(
    kind=st.sampled_from(KINDS), month=st.integers(1, 40), factor=st.floats(1.0, 5.0), name=st.sampled_from(
        ["training", "mandate_month", "mandate_start", "align_kpis"]),
)  # fmt: skip
def test_a_later_price_changes_nothing_before_it_and_nothing_if_it_is_the_same(
    kind: Training, month: int, factor: float, name: str
) -> None:
    usual = Scenario("usual", COMPANY, (kind,), 36)
    price = getattr(Prices(), name)
    same = replace(usual, prices=Prices(later=((month, ((name, price),)),)))
    assert same.schedule.cost == pytest.approx(usual.schedule.cost)
    dearer = replace(usual, prices=Prices(later=((month, ((name, factor * price),)),)))
    if kind.budget is None:
        assert np.allclose(dearer.schedule.cost[: month + 1], usual.schedule.cost[: month + 1])
        assert (dearer.schedule.cost >= usual.schedule.cost * (1.0 - 1e-9)).all()
    else:
        assert dearer.total_cost == pytest.approx(usual.total_cost)
        assert dearer.strengths()[0] <= usual.strengths()[0] * (1.0 + 1e-12)


@given(st.integers(0, 60), st.floats(0.1, 10.0))
def test_a_factor_holds_for_later_prices_too(month: int, factor: float) -> None:
    given_prices = Prices(later=((7, (("training", 400.0),)),))
    assert given_prices.times({"training": factor}).at(month).training == given_prices.at(month).training * factor
