"""A budget for everything by phase or year: what a search must keep to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from crm_adoption import load
from crm_adoption.analysis.base.constraint_words import sentence
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.core.constraints import Constraints
from crm_adoption.scenarios.core.keeping import broken_in, spent_in
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.written import scenario_files
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, Training
from hypothesis import given, settings
from hypothesis import strategies as st

COMPANY = load("no_programme")
PROGRAMME = (AlignKPIs(budget=60_000), Training(start=12, end=24, budget=24_000))


def plan(tmp_path: Path, constraints: str) -> Scenario:
    file = tmp_path / "plan.toml"
    file.write_text(f'extends = "no_programme"\ngo_live = "2027-04"\n[constraints]\n{constraints}\n', "utf-8")
    return load(file)


def test_years_and_phases_are_read_and_written(tmp_path: Path) -> None:
    years = plan(tmp_path, "budget_by_year = [70_000, 0]")
    assert years.constraints.budget == ((1, 12, 70_000.0), (13, 24, 0.0))
    phases = plan(tmp_path, 'budget = [{ from = "2027-06", to = 6, amount = 40000 }]')
    assert phases.constraints.budget == ((3, 6, 40_000.0),)
    there = tmp_path / "again"
    there.mkdir()
    for name, text in scenario_files(years).items():
        (there / name).write_text(text, "utf-8")
    assert load(there / "plan.toml").constraints == years.constraints


def test_what_spends_too_much_in_a_phase_does_not_keep_to_it() -> None:
    def limited(*budget: tuple[int, int, float]) -> Scenario:
        return replace(COMPANY, interventions=PROGRAMME, constraints=Constraints(budget=budget))

    assert broken_in(limited((1, 12, 60_000.0), (13, 24, 24_000.0))) == ()
    assert broken_in(limited((1, 12, 59_000.0))) == ("AlignKPIs",)
    assert broken_in(limited((13, 18, 11_000.0))) == ("Training",)
    assert broken_in(limited((1, 24, 83_000.0))) == ("AlignKPIs", "Training")


@settings(max_examples=30, deadline=None)
@given(cut=st.integers(1, 35))
def test_phases_share_all_that_is_spent(cut: int) -> None:
    whole = replace(COMPANY, interventions=PROGRAMME)
    parts = spent_in(whole, 1, cut) + spent_in(whole, cut + 1, 36)
    assert parts == pytest.approx(whole.total_cost)


@pytest.mark.parametrize(
    ("constraints", "said"),
    [
        ("budget_by_year = [-1]", "-1"),
        ("budget = [{ from = 3, to = 2, amount = 1 }]", "it ends in month 2, before it begins in month 3"),
        ("budget = [{ from = 3, too = 2, amount = 1 }]", "Did you mean 'to'?"),
        ("budget = [{ from = 1, to = 2, amount = 1 }]\nbudget_by_year = [1]", "not both"),
        ("budget = [{ from = 1, to = 2, amount = 1 }, { from = 2, to = 3, amount = 1 }]", "have month 2 in common"),
        ("budgets = 3", "Did you mean 'budget'?"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, constraints: str, said: str) -> None:
    with pytest.raises(InputError) as told:
        plan(tmp_path, constraints)
    assert said in str(told.value)
    assert "constraints" in str(told.value)


def test_it_is_said_what_was_kept_to() -> None:
    given_to = Constraints(budget=((1, 12, 70_000.0),))
    assert sentence(given_to, "en") == "Kept to: at most EUR 70,000 in months 1 to 12."
    assert sentence(given_to, "de") == "Eingehaltene Vorgaben: höchstens 70.000 EUR in den Monaten 1 bis 12."


def test_what_is_due_at_go_live_is_spent_in_the_first_month() -> None:
    whole = replace(COMPANY, interventions=(Training(strength=0.5, one_off=1_000.0, monthly=10.0),))
    assert spent_in(whole, 1, 1) == 1_010.0
    assert spent_in(whole, 2, 2) == 10.0
