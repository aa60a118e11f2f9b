"""The Mesa face: the same numbers bit for bit, with people as agents."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
from crm_adoption import CRMAdoption, InputError, simulate
from mesa.datacollection import DataCollector


@pytest.mark.parametrize("scenario", ["no_programme", "full_programme", "mandate"])
def test_stepping_gives_the_numbers_of_simulate_bit_for_bit(scenario: str) -> None:
    whole = simulate(scenario, replications=3, seed=7, months=18)
    model = CRMAdoption(scenario, base_seed=7, replicate=2, months=18)
    for month in range(18):
        model.step()
        np.testing.assert_array_equal(model.values, whole.values[2, month])
    assert not model.running


def test_stepping_past_the_horizon_is_refused() -> None:
    model = CRMAdoption(months=1)
    model.step()
    with pytest.raises(InputError, match="horizon of 1 months"):
        model.step()


def test_agents_are_created_when_first_asked_for() -> None:
    model = CRMAdoption()
    assert model._people is None
    assert len(model.agents) == 124
    assert sorted(kind.__name__ for kind in model.agent_types) == ["Department", "Employee"]


def test_asking_for_agents_changes_no_number() -> None:
    plain, asked = CRMAdoption(replicate=1, months=6), CRMAdoption(replicate=1, months=6)
    for _ in range(6):
        plain.step()
        asked.step()
        asked.agents.shuffle().agg("unique_id", max)
    np.testing.assert_array_equal(plain.values, asked.values)


def test_views_agree_with_the_outcomes() -> None:
    model = CRMAdoption("aligned_kpis", months=12)
    for _ in range(12):
        model.step()
    catalogue = model.scenario.company.catalogue
    relevant = {
        d.name: sum(f.relevance[d.role] >= 0.35 for f in catalogue.features)
        for d in model.scenario.company.organisation.departments
    }
    pairs = sum(relevant[person.department] for person in model.employees)
    deep = sum(person.deep_use * relevant[person.department] for person in model.employees)
    assert deep / pairs == pytest.approx(model.outcome("deep_use"))
    for department in model.departments:
        mine = [person.deep_use for person in model.employees if person.department == department.name]
        assert np.mean(mine) == pytest.approx(department.outcome("deep_use"))
        assert len(mine) == department.people
        assert department.completeness == department.outcome("data_completeness")
    for person in model.employees[:20]:
        for feature in catalogue.names:
            assert person.way_of_working(feature) in ("legacy", "compliance", "deep")
            assert sum(person.habit(feature).values()) == pytest.approx(1.0)
            assert 0.0 <= person.skill(feature) <= 1.0


def test_people_are_those_of_the_roster() -> None:
    model = CRMAdoption()
    assert len({person.employee_id for person in model.employees}) == 120
    heads = [person for person in model.employees if person.manager_row == -1]
    assert sorted(head.department for head in heads) == ["customer_success", "marketing", "sales", "service"]


def test_mesas_collector_and_selection_work() -> None:
    model = CRMAdoption(months=3)
    collector = DataCollector(model_reporters={"month": "month", "deep_use": lambda m: m.outcome("deep_use")})
    while model.running:
        model.step()
        collector.collect(model)
    frame = collector.get_model_vars_dataframe()
    assert list(frame["month"]) == [1, 2, 3]
    assert frame["deep_use"].iloc[-1] == model.outcome("deep_use")
    people = model.agents.select(lambda agent: getattr(agent, "department", "") == "sales")
    assert len(people) == 50
    assert isinstance(people.agg("deep_use", np.mean), float)


@pytest.mark.parametrize("rng", [None, 3, np.int64(3)])
def test_mesas_own_generator_has_no_influence(rng: object) -> None:
    plain, seeded = CRMAdoption(months=2), CRMAdoption(months=2, rng=rng)
    for _ in range(2):
        plain.step()
        seeded.step()
    np.testing.assert_array_equal(plain.values, seeded.values)


def test_unknown_names_are_explained() -> None:
    with pytest.raises(InputError, match="Did you mean 'aligned_kpis'"):
        CRMAdoption("aligned_kpi")
    with pytest.raises(InputError, match="Did you mean 'pipeline'"):
        CRMAdoption().employees[0].skill("pipelines")


def test_a_model_is_freed() -> None:
    model = CRMAdoption(months=1)
    len(model.agents)
    ghost = weakref.ref(model)
    del model
    gc.collect()
    assert ghost() is None
