"""A scenario written to a file and read again is the same scenario, whatever was changed in it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from companies import catalogues, markets, organisations, some_of
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.company import Company
from crm_adoption.model.features import STANDARD_FEATURES, Catalogue, Feature
from crm_adoption.model.organisation import Roster, Ties
from crm_adoption.model.systems import OwnSystem
from crm_adoption.scenarios.core.overrides import overridden
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import catalogue, load
from crm_adoption.scenarios.files.written import scenario_files
from crm_adoption.scenarios.programmes.interventions import KINDS, AlignKPIs
from crm_adoption.scenarios.programmes.prices import Prices
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import CONDITIONS, DEPARTMENTS, ON_OWN_SYSTEMS, interventions

MONTHS = 24


def read_again(scenario: Scenario) -> Scenario:
    """Return the scenario that its own files describe."""
    with tempfile.TemporaryDirectory() as folder:
        files = scenario_files(scenario)
        for name, text in files.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        return load(Path(folder, next(iter(files))))


@pytest.mark.parametrize("name", catalogue())
def test_every_shipped_scenario_comes_back(name: str) -> None:
    assert read_again(load(name)) == load(name)


def test_a_scenario_as_it_is_stays_a_few_lines() -> None:
    (text,) = scenario_files(load("aligned_kpis")).values()
    assert len(text.splitlines()) < 12
    assert 'extends = "seed_company"' in text
    assert "[organisation" not in text


@settings(max_examples=40)
@given(
    organisation=organisations(names=DEPARTMENTS),
    features=catalogues(),
    numbers=st.tuples(some_of(Behaviour), markets, some_of(Prices)),
    programme=st.lists(interventions(when=st.none() | st.sampled_from(CONDITIONS)), max_size=1),
    words=st.text(min_size=1, max_size=30),
    shape=st.sampled_from(("threshold", "linear")),
)
def test_whatever_was_changed_comes_back(organisation, features, numbers, programme, words, shape) -> None:  # type: ignore[no-untyped-def]
    live = Catalogue(tuple(replace(each, go_live=min(each.go_live, MONTHS - 1)) for each in features.features))
    behaviour, market, prices = numbers
    prices = {name: max(price, 1.0) for name, price in prices.items()}  # a price of 0 is refused in a file
    company = Company(organisation, live, Behaviour(**behaviour), market, shape)
    kinds = {"StagedRollout", "SwitchOffFeatures", "NewFeatureWave", "Mandate", "AutonomousAI"}
    programme = [each for each in programme if type(each).__name__ not in kinds]  # they name features, see below
    title = words.replace("\r", " ").encode("utf-8", "ignore").decode()
    scenario = Scenario("own", company, tuple(programme), MONTHS, Prices(**prices), title_en=title, title_de=title)
    assert read_again(scenario) == scenario


@settings(max_examples=25)
@given(programme=interventions(when=st.none() | st.sampled_from(CONDITIONS)))
def test_every_intervention_comes_back(programme) -> None:  # type: ignore[no-untyped-def]
    scenario = Scenario("own", load("seed_company").company, (programme,), 36)
    assert read_again(scenario) == scenario


@pytest.mark.parametrize("kind", ON_OWN_SYSTEMS)
def test_what_is_done_to_own_systems_comes_back(kind: str) -> None:
    programme = KINDS[kind](start=3, departments=("customer_success",), features=("activity_log",), budget=9_000)
    scenario = Scenario("own", load("seed_company").company, (programme,), 36)
    assert read_again(scenario) == scenario


@pytest.mark.parametrize("kept", [(), ("activity_log",), ("activity_log", "contact_management", "case_management")])
def test_own_systems_come_back_though_the_file_extends_a_company_that_has_others(kept: tuple[str, ...]) -> None:
    base = load("seed_company")
    departments = tuple(
        replace(each, own_systems={name: OwnSystem(connected=0.25) for name in kept} if each.own_systems else {})
        for each in base.company.organisation.departments
    )
    organisation = replace(base.company.organisation, departments=departments)
    scenario = replace(base, name="own", company=replace(base.company, organisation=organisation))
    again = read_again(scenario)
    assert again == scenario
    assert set(again.company.organisation.departments[2].own_systems) == set(kept)


def test_own_systems_of_a_company_that_is_extended_go_with_the_features_left_out(tmp_path: Path) -> None:
    file = tmp_path / "few.toml"
    file.write_text(
        'extends = "seed_company"\nstandard_features = false\n[features.shared_record]\n[features.activity_log]\n'
    )
    own = {each.name: tuple(each.own_systems) for each in load(file).company.organisation.departments}
    assert own == {"sales": (), "marketing": (), "customer_success": ("activity_log",), "service": ()}


def test_other_people_numbers_stand_as_headcounts() -> None:
    scenario = overridden(load("full_programme"), {"people": 300, "kpi_alignment": 0.4, "attention": 0.2})
    files = scenario_files(scenario)
    assert len(files) == 1
    assert read_again(scenario) == scenario


def test_a_roster_and_ties_of_one_s_own_stand_in_files_beside_it() -> None:
    roster = Roster(("a", "b", "=c", "d"), ("sales",) * 3 + ("service",), ("", "a", "a", ""), (2, 1, 1, 1),
                    (3.25, -1.0, 100.0 / 3.0, 0.0))  # fmt: skip
    ties = Ties((("=c", "a"), ("a", "d")), (1.0 / 3.0, 5.0))
    base = load("seed_company").company
    kept = [
        replace(each, people=people)
        for each, people in zip(base.organisation.departments, (3, 0, 0, 1), strict=True)
        if people
    ]
    organisation = replace(base.organisation, departments=tuple(kept), roster=roster, ties=ties)
    scenario = Scenario("own", replace(base, organisation=organisation), months=12)
    assert list(scenario_files(scenario)) == ["own.toml", "own_roster.csv", "own_ties.csv"]
    assert read_again(scenario) == scenario


def test_features_of_one_s_own_and_other_go_lives_come_back() -> None:
    own = Feature("offline_mode", "Offline mode", "Offline", {"sales": 0.9}, usefulness=0.7, go_live=3, writes=True)
    late = replace(STANDARD_FEATURES[1], go_live=2, go_live_in={"service": 5},
                   relevance={"sales": 1.0, "marketing": 0.0, "customer_success": 0.1, "service": 0.5})  # fmt: skip
    few = (STANDARD_FEATURES[5], late, own)
    every = (STANDARD_FEATURES[0], replace(late, relevance=STANDARD_FEATURES[1].relevance), *STANDARD_FEATURES[2:], own)
    for features in (few, every):
        base = load("seed_company").company
        plain = tuple(replace(each, own_systems={}) for each in base.organisation.departments)
        organisation = replace(base.organisation, departments=plain)
        company = replace(base, organisation=organisation, catalogue=Catalogue(features))
        scenario = Scenario("own", company, (AlignKPIs(strength=0.5),))
        assert read_again(scenario) == scenario


def test_a_role_to_which_a_standard_feature_no_longer_matters_is_named() -> None:
    only = replace(STANDARD_FEATURES[0], relevance={"sales": 1.0})
    company = replace(load("seed_company").company, catalogue=Catalogue((only, *STANDARD_FEATURES[1:])))
    scenario = Scenario("own", company)
    assert (read_again(scenario).company.relevance == scenario.company.relevance).all()


def test_a_kind_of_the_user_s_own_is_refused() -> None:
    class Own(AlignKPIs):
        pass

    with pytest.raises(ValueError, match="Own"):
        scenario_files(Scenario("own", load("seed_company").company, (Own(),)))
