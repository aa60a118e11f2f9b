"""An old CRM at the start: read and written, told where it is wrong; who knows it learns quicker, and leaves later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from crm_adoption import load, simulate
from crm_adoption.model.errors import InputError
from crm_adoption.model.simulation import found_company
from crm_adoption.model.state import SKILL
from crm_adoption.model.systems import OldCRM
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.written import scenario_files
from crm_adoption.scenarios.programmes.own_systems import RetireOwnSystem
from hypothesis import given, settings
from hypothesis import strategies as st

TABLE = """
[organisation.old_crm]
use = 0.7
until = "2028-04"
[organisation.old_crm.departments]
sales = 0.9
service = { case_management = 0.5 }
marketing = 0
"""


def plan(tmp_path: Path, table: str = TABLE, more: str = 'go_live = "2027-04"') -> Scenario:
    file = tmp_path / "plan.toml"
    file.write_text(f'extends = "no_programme"\n{more}\n{table}', "utf-8")
    return load(file)


def old(scenario: Scenario) -> OldCRM:
    found = scenario.company.organisation.old_crm
    assert found is not None
    return found


def test_shares_are_those_of_the_department_or_of_all(tmp_path: Path) -> None:
    found = old(plan(tmp_path))
    assert found.until == 12
    assert found.shares["sales", "pipeline"] == 0.9
    assert found.shares["customer_success", "contact_management"] == 0.7
    assert (found.shares["service", "case_management"], found.shares["service", "activity_log"]) == (0.5, 0.7)
    assert {share for (where, _), share in found.shares.items() if where == "marketing"} == {0.0}
    ai = {each.name for each in load("no_programme").company.catalogue.features if each.is_ai}
    assert not ai & {feature for _, feature in found.shares}


def test_it_is_written_and_read_again(tmp_path: Path) -> None:
    found, there = plan(tmp_path), tmp_path / "again"
    there.mkdir()
    for name, text in scenario_files(found).items():
        (there / name).write_text(text, "utf-8")
    again = load(there / "plan.toml")
    assert old(again) == old(found)
    assert again.company.organisation == found.company.organisation


def test_it_is_set_from_outside() -> None:
    found = load("no_programme", settings=["organisation.old_crm.use=0.4", "organisation.old_crm.departments.sales=1"])
    assert {share for (where, _), share in old(found).shares.items() if where != "sales"} == {0.4}
    assert {share for (where, _), share in old(found).shares.items() if where == "sales"} == {1.0}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (TABLE.replace("sales =", "slaes ="), "Did you mean 'sales'?"),
        (TABLE.replace("case_management", "case_managment"), "Did you mean 'case_management'?"),
        (TABLE.replace("0.9", "1.9"), "1.9 is no share of the work"),
        (TABLE.replace("use = 0.7", "use = 7"), "organisation.old_crm.use: 7 is not allowed"),
        (TABLE.replace("use = 0.7", "usage = 0.7"), "unknown field 'usage'"),
        (TABLE.replace("2028-04", "2027-01"), "lies before go-live"),
        (TABLE.replace('"2028-04"', "0"), "0 is no month in which it could be switched off"),
        (TABLE.replace("use = 0.7", 'use = 0.7\nfeatures = ["pipelin"]'), "Did you mean 'pipeline'?"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, table: str, said: str) -> None:
    with pytest.raises(InputError) as told:
        plan(tmp_path, table)
    assert said in str(told.value)
    assert "organisation.old_crm" in str(told.value)


def test_it_is_better_than_a_list_until_it_is_switched_off(tmp_path: Path) -> None:
    scenario = plan(tmp_path)
    comfort = scenario.schedule.own_comfort
    without = load("no_programme").schedule.own_comfort
    d = scenario.company.organisation.names.index("sales")
    f = scenario.company.catalogue.names.index("pipeline")
    assert comfort[:12, d, f].tolist() == pytest.approx([0.9 * old(scenario).comfort] * 12)
    assert np.array_equal(comfort[12:], without[12:])
    assert (comfort >= without).all()


def test_retiring_it_is_one_system_for_all(tmp_path: Path) -> None:
    scenario = plan(tmp_path)
    retired = replace(scenario, interventions=(RetireOwnSystem(start=2, departments=("sales",)),))
    assert retired.total_cost == pytest.approx(scenario.prices.retire_own_system)
    d = scenario.company.organisation.names.index("sales")
    assert (retired.schedule.own_comfort[3:12, d] == 0.0).all()


def test_nobody_in_it_changes_no_bit() -> None:
    usual = load("no_programme", settings=["months=6"])
    empty = load("no_programme", settings=["months=6", "organisation.old_crm.use=0"])
    ours, theirs = (simulate(each, replications=3, seed=5).values for each in (usual, empty))
    assert np.array_equal(ours, theirs, equal_nan=True)


@settings(max_examples=15, deadline=None)
@given(low=st.floats(0.0, 1.0), high=st.floats(0.0, 1.0), carried=st.floats(0.0, 1.0))
def test_more_people_in_it_bring_more_skill(low: float, high: float, carried: float) -> None:
    low, high = min(low, high), max(low, high)
    skills = []
    for use in (low, high):
        told = [f"organisation.old_crm.use={use!r}", f"organisation.old_crm.carried={carried!r}"]
        company = load("no_programme", settings=told).company
        skills.append(found_company(company.setting, 1, 0).pairs[SKILL])
    assert (skills[0] <= skills[1]).all()
    assert (skills[1] <= 1.0).all()
