"""Budgets by phase and by year: each part of the money works when it is spent, and mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from crm_adoption import load
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.written import scenario_files

PHASES = "budget = [{ from = 1, to = 6, amount = 40000 }, { from = 13, to = 18, amount = 12000 }]"


def plan(tmp_path: Path, budget: str, kind: str = "Training", more: str = "") -> Scenario:
    file = tmp_path / "plan.toml"
    text = f'extends = "seed_company"\n{more}\n[[interventions]]\nkind = "{kind}"\n{budget}\n'
    file.write_text(text, "utf-8")
    return load(file)


def test_each_phase_spends_its_own_money_in_its_own_months(tmp_path: Path) -> None:
    found = plan(tmp_path, PHASES)
    cost = found.schedule.cost
    assert float(cost[1:7].sum()) == pytest.approx(40_000)
    assert float(cost[7:13].sum()) == 0.0
    assert float(cost[13:19].sum()) == pytest.approx(12_000)
    assert found.total_cost == pytest.approx(52_000)
    strong, weak = found.strengths()
    assert strong > weak > 0.0


def test_a_budget_by_year(tmp_path: Path) -> None:
    found = plan(tmp_path, "budget_by_year = [60000, 0, 30000]")
    assert [(each.start, each.end, each.budget) for each in found.interventions] == [(0, 12, 60_000), (24, 36, 30_000)]


def test_phases_in_calendar_months(tmp_path: Path) -> None:
    budget = 'budget = [{ from = "2027-06", to = "2027-09", amount = 9000 }]'
    found = plan(tmp_path, budget, more='go_live = "2027-04"')
    assert [(each.start, each.end) for each in found.interventions] == [(2, 6)]


def test_it_is_written_phase_by_phase(tmp_path: Path) -> None:
    found, there = plan(tmp_path, PHASES), tmp_path / "again"
    there.mkdir()
    for name, text in scenario_files(found).items():
        (there / name).write_text(text, "utf-8")
    assert load(there / "plan.toml") == found


@pytest.mark.parametrize(
    ("budget", "kind", "said"),
    [
        (PHASES.replace("13", "6"), "Training", "two phases have month 6 in common"),
        (PHASES.replace("from = 1,", "from = 0,"), "Training", "0 is not a month with the CRM; the first is 1"),
        (PHASES.replace("to = 6", "to = 0"), "Training", "0 is not a month with the CRM"),
        (PHASES.replace("from = 13", "from = 20"), "Training", "it ends in month 18, before it begins in month 20"),
        (PHASES.replace("amount", "eur"), "Training", "unknown field of a phase 'eur'"),
        ("budget = [5000]", "Training", "5000 is no phase; write { from = 1, to = 6, amount = 40000 }."),
        (PHASES + "\nstart = 3", "Training", "leave start out"),
        (PHASES + "\nbudget_by_year = [1]", "Training", "give budget or budget_by_year, not both"),
        ("budget_by_year = 7", "Training", "7 is no list of amounts, one a year"),
        (PHASES, "ToolingSpend", "ToolingSpend is bought once and lasts, so it has one budget"),
        (PHASES.replace("from = 1,", 'from = "2027-04",'), "Training", "the month of go-live must be known"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, budget: str, kind: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        plan(tmp_path, budget, kind)
    assert said in str(caught.value)
