"""Several sites: departments and people spread over them, who is tied to whom, and mistakes that are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from crm_adoption import load, simulate
from crm_adoption.model.company import Company
from crm_adoption.model.errors import InputError
from crm_adoption.model.organisation import Department, Organisation
from crm_adoption.model.simulation import found_company
from crm_adoption.model.sites import Site
from crm_adoption.model.state import COLLEAGUE
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.written import scenario_files
from hypothesis import given, settings
from hypothesis import strategies as st

FILE = """
[organisation.sites.berlin]
silo_strength = 0.8
[organisation.sites.paris]
label_de = "Paris (F)"
[organisation.departments.sales]
sites = { berlin = 20, paris = 15 }
sponsorship = 0.2
[organisation.departments.service]
sites = { paris = 10 }
[organisation.departments.marketing]
site = "berlin"
people = 8
[organisation.handovers.sales]
service = 2
[features.pipeline]
go_live = { sales = 2 }
[[interventions]]
kind = "Training"
departments = ["paris"]
[[interventions]]
kind = "AlignKPIs"
departments = ["sales"]
budget = 20000
"""
BY_PERSON = """
[organisation]
roster = "people.csv"
[organisation.departments.sales]
[organisation.departments.service]
"""
ROSTER = """id,department,manager,Standort
a,sales,,Berlin
b,sales,a,Berlin
c,sales,a,Paris
d,service,,Paris
e,service,d,Paris
"""


def plan(tmp_path: Path, text: str = FILE) -> Scenario:
    (tmp_path / "plan.toml").write_text(text, "utf-8")
    return load(tmp_path / "plan.toml")


def test_departments_stand_at_their_sites(tmp_path: Path) -> None:
    found = plan(tmp_path).company.organisation
    assert [(each.name, each.site, each.people) for each in found.departments] == [
        ("sales_berlin", "berlin", 20), ("marketing", "berlin", 8), ("sales_paris", "paris", 15),
        ("service_paris", "paris", 10),
    ]  # fmt: skip
    assert [each.levers.silo_strength for each in found.departments] == [0.8, 0.8, 0.6, 0.6]
    assert [each.levers.sponsorship for each in found.departments] == [0.2, 0.4, 0.2, 0.4]
    assert [each.label("de") for each in found.departments][2] == "Sales (Paris (F))"
    assert {each.role for each in found.departments} == {"sales", "marketing", "service"}


def test_a_name_stands_for_all_departments_of_a_site_or_of_its_kind(tmp_path: Path) -> None:
    found = plan(tmp_path)
    assert [each.departments for each in found.interventions] == [
        ("sales_paris", "service_paris"), ("sales_berlin", "sales_paris"),
    ]  # fmt: skip
    pipeline = next(each for each in found.company.catalogue.features if each.name == "pipeline")
    assert pipeline.go_live_in == {"sales_berlin": 2, "sales_paris": 2}
    between = found.company.organisation.between_sites
    expected = {("sales_berlin", "service_paris"): 2 * between, ("sales_paris", "service_paris"): 2}
    assert found.company.organisation.handovers == expected


def test_it_is_written_and_read_again(tmp_path: Path) -> None:
    found, there = plan(tmp_path), tmp_path / "again"
    there.mkdir()
    for name, text in scenario_files(found).items():
        (there / name).write_text(text, "utf-8")
    assert load(there / "plan.toml") == found


def test_a_roster_says_where_people_are(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(ROSTER, "utf-8")
    found = plan(tmp_path, BY_PERSON).company.organisation
    assert [(each.name, each.people) for each in found.departments] == [
        ("sales_berlin", 2), ("sales_paris", 1), ("service_paris", 2),
    ]  # fmt: skip
    assert found.roster is not None
    assert found.roster.departments == ("sales_berlin", "sales_berlin", "sales_paris", "service_paris", "service_paris")
    written = scenario_files(plan(tmp_path, BY_PERSON))
    there = tmp_path / "again"
    there.mkdir()
    for name, each in written.items():
        (there / name).write_text(each, "utf-8")
    assert load(there / "plan.toml").company == plan(tmp_path, BY_PERSON).company


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("paris = 10", "pariss = 10", "Did you mean 'paris'?"),
        ('site = "berlin"\npeople = 8', "people = 8", "department 'marketing' stands at no site"),
        (
            "[organisation.sites.paris]",
            "[organisation.sites.rome]\n[organisation.sites.paris]",
            "nobody is at site 'rome'",
        ),
        ('departments = ["paris"]', 'departments = ["parris"]', "unknown department 'parris'"),
        ("silo_strength = 0.8", "silo_stength = 0.8", "organisation.sites.berlin.silo_stength: unknown field"),
        ("paris = 10", "paris = 0", "0 is not a headcount"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(InputError) as told:
        plan(tmp_path, FILE.replace(before, after))
    assert said in str(told.value)


def test_a_site_and_a_department_have_different_names(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a site and a department"):
        plan(tmp_path, FILE.replace("berlin", "service"))


def test_a_person_without_a_site_is_named(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(ROSTER.replace("b,sales,a,Berlin", "b,sales,a,"), "utf-8")
    with pytest.raises(InputError, match="row 3: site is empty"):
        plan(tmp_path, BY_PERSON)


SITES = (Site("one", "One", "Eins"), Site("two", "Two", "Zwei"))


def company(sizes: tuple[int, ...], split: int, between: float) -> Company:
    departments = tuple(
        Department(f"d{n}", "", "", "sales", people, site="one" if n < split else "two")
        for n, people in enumerate(sizes)
    )
    return Company(Organisation("sites", departments, sites=SITES, between_sites=between, ties_across=8.0))


def shares_of_ties(found: Company, seed: int) -> float:
    """Return the share of the ties across departments that leave the site."""
    state = found_company(found.setting, seed, 0)
    place = np.repeat(found.setting.site[:, 0], np.diff(found.setting.place.start))
    starts, people = state.tie_start, len(place)
    across = np.concatenate([np.arange(starts[2 * row + 1], starts[2 * row + 2]) for row in range(people)])
    mine = np.repeat(place, starts[2::2] - starts[1::2])
    return float((place[state.ties[across, COLLEAGUE]] != mine).mean())


@settings(max_examples=20, deadline=None)
@given(between=st.floats(0.0, 1.0), seed=st.integers(0, 99))
def test_ties_leave_the_site_as_often_as_said(between: float, seed: int) -> None:
    found = company((60, 60, 60, 60), 2, between)
    expected = 120 * between / (60 + 120 * between)
    assert shares_of_ties(found, seed) == pytest.approx(expected, abs=0.12)


def test_nobody_ties_outside_where_sites_have_nothing_to_do_with_each_other() -> None:
    assert shares_of_ties(company((30, 20, 30, 20), 2, 0.0), 3) == 0.0
    assert shares_of_ties(company((30, 20), 1, 0.0001), 3) == 1.0  # nobody else is there to be tied to


@settings(max_examples=20, deadline=None)
@given(between=st.floats(0.0, 1.0))
def test_matters_go_from_site_to_site_as_often_as_said(between: float) -> None:
    shares = company((30, 20, 10, 40), 2, between).handover
    assert shares.sum() == pytest.approx(1.0)
    assert shares[0, 2] * 30 * 20 == pytest.approx(between * shares[0, 1] * 30 * 10)


def test_one_site_for_all_changes_no_bit() -> None:
    usual = load("public_office", settings=["months=4"])
    departments = tuple(replace(each, site="one") for each in usual.company.organisation.departments)
    there = replace(usual.company.organisation, departments=departments, sites=SITES[:1])
    same = replace(usual, company=replace(usual.company, organisation=there))
    ours, theirs = (simulate(each, replications=2, seed=5).values for each in (usual, same))
    assert np.array_equal(ours, theirs, equal_nan=True)


def test_departments_of_a_site_stand_together() -> None:
    departments = tuple(
        Department(f"d{n}", "", "", "sales", 5, site=site) for n, site in enumerate(["one", "two", "one"])
    )
    with pytest.raises(InputError, match="must stand together"):
        Organisation("sites", departments, sites=SITES)
