"""Every shipped scenario and every pair of interventions runs in whatever organisation one makes up."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement

import pytest
from companies import check_ranges, organisations
from crm_adoption.model.company import Company
from crm_adoption.model.errors import InputError
from crm_adoption.model.features import STANDARD_FEATURES
from crm_adoption.model.organisation import Organisation
from crm_adoption.model.systems import OwnSystem
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import catalogue, load
from crm_adoption.scenarios.programmes.interventions import KINDS
from crm_adoption.scenarios.simulate import simulate
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DEPARTMENTS, interventions

PAIRS = list(combinations_with_replacement(sorted(KINDS), 2))
CONDITIONS = st.none() | st.sampled_from(("deep_use < 0.3", "deep_use > 0.02", "active_users < 0.9 in sales"))
few = settings(max_examples=3)


def furnished(organisation: Organisation) -> Organisation:
    """Return the organisation with a system of each department's own for every feature."""
    own = {each.name: OwnSystem() for each in STANDARD_FEATURES}
    departments = tuple(replace(each, own_systems=own) for each in organisation.departments)
    return replace(organisation, departments=departments)


def check(scenario: Scenario, seed: int) -> None:
    run = simulate(scenario, replications=2, seed=seed, workers=1)
    check_ranges(scenario.company, run)


@pytest.mark.parametrize("name", catalogue())
@settings(max_examples=8)
@given(data=st.data(), seed=st.integers(0, 2**64 - 1))
def test_every_shipped_scenario_runs_in_any_organisation(name: str, data: st.DataObject, seed: int) -> None:
    shipped = load(name)
    organisation = data.draw(organisations(names=shipped.company.organisation.names))
    check(replace(shipped, company=replace(shipped.company, organisation=furnished(organisation))), seed)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@few
@given(data=st.data(), organisation=organisations(names=DEPARTMENTS), seed=st.integers(0, 2**64 - 1))
def test_every_pair_of_interventions_runs_in_any_organisation(
    pair: tuple[str, str], data: st.DataObject, organisation: Organisation, seed: int
) -> None:
    both = tuple(data.draw(interventions(kinds=(kind,), when=CONDITIONS)) for kind in pair)
    try:
        scenario = Scenario("pair", Company(furnished(organisation)), both, months=24)
    except InputError as error:
        if "it goes live once" not in str(error):  # no feature is rolled out twice, whatever else is allowed
            raise
        return
    check(scenario, seed)
