"""Outcomes by site: what departments add up to, shown where departments are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from crm_adoption import compare, load, simulate
from crm_adoption.analysis.base.programme import Programme
from crm_adoption.analysis.base.sites import at_site, has_sites, sites_of
from crm_adoption.analysis.telling.tables import departments
from crm_adoption.model.outcomes import OUTCOME_NAMES

FILE = """
title_en = "Two sites"
months = 6
[organisation.sites.berlin]
[organisation.sites.paris]
[organisation.departments.sales]
sites = { berlin = 20, paris = 15 }
[organisation.departments.service]
sites = { berlin = 5, paris = 12 }
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "two.toml").write_text(FILE, "utf-8")
    more = 'extends = "two.toml"\ntitle_en = "Goals"\n[[interventions]]\nkind = "AlignKPIs"\ndepartments = ["paris"]\n'
    (tmp_path / "goals.toml").write_text(more, "utf-8")
    return tmp_path / "two.toml"


def test_sites_add_up_to_the_company(file: Path) -> None:
    scenario = load(file)
    programme = Programme(scenario, simulate(scenario, replications=3, seed=1), is_baseline=True)
    assert sites_of(programme) == ("berlin", "paris")
    for outcome in filter(has_sites, OUTCOME_NAMES):
        one, other = (at_site(programme, outcome, 6, site) for site in sites_of(programme))
        whole = programme.at(outcome, 6)
        if outcome == "hours_saved":
            assert one + other == pytest.approx(whole)
        else:
            assert ((whole >= np.minimum(one, other) - 1e-12) & (whole <= np.maximum(one, other) + 1e-12)).all()
    assert {"deep_use", "hours_saved"} <= set(filter(has_sites, OUTCOME_NAMES))
    assert not has_sites("customers")


def test_they_stand_behind_the_departments(file: Path) -> None:
    found = compare([file, file.parent / "goals.toml"], replications=8, seed=1)
    rows = [row[0] for row in departments(found).rows]
    assert [row.split(":")[0] for row in rows if "Goals" in row] == [
        "Sales (Berlin)", "Service (Berlin)", "Sales (Paris)", "Service (Paris)", "Berlin", "Paris",
    ]  # fmt: skip
    gains = {each.place: each.difference for each in found.departments if each.outcome == "deep_use"}
    assert gains["paris"] > gains["berlin"]


def test_the_tidy_table_has_them_behind_the_departments(file: Path) -> None:
    found = compare([file, file.parent / "goals.toml"], replications=8, seed=1)
    table = found.frame()
    rows = table[table["scenario"] == "goals"].set_index(["outcome", "place", "month"]).sort_index()
    assert list(table["place"].unique())[-2:] == ["berlin", "paris"]
    base, goals = found.programmes
    for outcome in ("deep_use", "hours_saved"):
        gap = at_site(goals, outcome, 4, "paris") - at_site(base, outcome, 4, "paris")
        assert rows.loc[(outcome, "paris", 4), "difference"] == pytest.approx(gap.mean())
        assert rows.loc[(outcome, "paris", 4), "mean"] == pytest.approx(at_site(goals, outcome, 4, "paris").mean())
    at_sites = table[table["place"].isin(["berlin", "paris"])]
    assert set(at_sites["outcome"]) == set(filter(has_sites, OUTCOME_NAMES))


def test_a_company_of_one_site_has_none() -> None:
    scenario = load("no_programme", settings=["months=2"])
    assert sites_of(Programme(scenario, simulate(scenario, replications=2, seed=1))) == ()
