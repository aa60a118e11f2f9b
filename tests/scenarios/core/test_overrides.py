"""Single numbers changed by their declared names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from crm_adoption import CRMAdoption, InputError, load
from crm_adoption.scenarios.core.overrides import GROUPS, names, overridden, resized
from hypothesis import given, settings
from hypothesis import strategies as st


def test_every_declared_number_can_be_changed_and_nothing_else_changes() -> None:
    scenario = load("aligned_kpis")
    before = scenario.company
    for name in names():
        if name in ("people", "seats", "pull_shape", "ties_inside", "ties_across"):
            continue
        wanted, _, bare = name.rpartition(".")
        group = next(g for g in GROUPS if bare in g.declarations() and wanted in ("", g.__name__.lower()))
        declared = group.declarations()[bare]
        value = declared.plausible[declared.plausible[1] != declared.default]
        if value == declared.default:
            value += 0.01
        changed = overridden(scenario, {name: np.float64(value)})
        held = {
            "Levers": changed.company.organisation.departments[-1].levers,
            "Department": changed.company.organisation.departments[0],
            "Organisation": changed.company.organisation,
            "Behaviour": changed.company.behaviour,
            "Market": changed.company.market,
            "Prices": changed.prices,
        }[group.__name__]
        assert getattr(held, bare) == pytest.approx(value, abs=1.0)
        assert changed != scenario
    assert scenario.company is before


def test_nothing_to_change_gives_the_scenario_itself() -> None:
    scenario = load("no_programme")
    assert overridden(scenario, {}) is scenario


def test_a_bare_name_is_the_lever_and_a_dotted_one_the_price() -> None:
    changed = overridden(load("training"), {"training": 0.2, "prices.training": 300.0})
    assert changed.company.organisation.departments[0].levers.training == 0.2
    assert changed.prices.training == 300.0


@settings(max_examples=60, deadline=None)
@given(people=st.integers(4, 3000))
def test_another_headcount_keeps_the_shares(people: int) -> None:
    organisation = load("seed_company").company.organisation
    other = resized(organisation, people)
    assert other.headcount == people
    for before, after in zip(organisation.departments, other.departments, strict=True):
        assert after.people >= 1
        assert abs(after.people - before.people * people / 120) < 2.0
    if people == 120:
        assert other is organisation  # its roster stays


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ({"kpi_aligment": 0.5}, "unknown parameter 'kpi_aligment'. Did you mean 'kpi_alignment'?"),
        ({"market.attention": 0.5}, "unknown parameter 'market.attention'"),
        ({"kpi_alignment": 1.5}, "kpi_alignment: 1.5 is out of range; allowed is 0 to 1"),
        ({"people": 3}, "people: 3 is not a headcount for 4 departments; allowed is 4 or more"),
        ({"people": 60.5}, "people: 60.5 is not a headcount"),
        ({"pull_shape": "square"}, "pull_shape: 'square' is not allowed"),
        ({"ties_inside": 7}, "ties_inside: 7 is odd"),
        ({"attention": "much"}, "attention: 'much' is not a number"),
    ],
)
def test_mistakes_are_explained(overrides: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as caught:
        CRMAdoption(**overrides)
    assert said in str(caught.value)


def test_the_last_one_goes_to_the_department_that_lacks_most_however_small_it_is() -> None:
    organisation = load("no_programme").company.organisation
    two = tuple(
        replace(each, people=people) for each, people in zip(organisation.departments[:2], (19, 101), strict=True)
    )
    few = resized(replace(organisation, departments=two, roster=None, ties=None, seats=None), 12)
    assert [each.people for each in few.departments] == [2, 10]
