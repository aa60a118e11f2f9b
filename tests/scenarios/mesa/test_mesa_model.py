"""The Mesa face: the same numbers bit for bit, with people as agents."""

from __future__ import annotations

import copy
import gc
import pickle
import threading
import weakref
from dataclasses import replace
from typing import Any

import mesa
import numpy as np
import pytest
from crm_adoption import (
    AlignKPIs,
    ConnectOwnSystem,
    CRMAdoption,
    InputError,
    Mandate,
    NewFeatureWave,
    RewardSharing,
    Scenario,
    StagedRollout,
    SwitchOffFeatures,
    Training,
    load,
    simulate,
)
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.scenarios.mesa.department import Department
from crm_adoption.scenarios.mesa.employee import Employee
from mesa.datacollection import DataCollector


@pytest.mark.parametrize("scenario", ["no_programme", "full_programme", "mandate"])
def test_stepping_gives_the_numbers_of_simulate_bit_for_bit(scenario: str) -> None:
    whole = simulate(scenario, replications=3, seed=7, months=18)
    model = CRMAdoption(scenario, base_seed=7, replicate=2, months=18)
    for month in range(18):
        model.step()
        np.testing.assert_array_equal(model.values, whole.values[2, month])
    assert not model.running


def test_stepping_past_the_horizon_is_refused_every_time() -> None:
    model = CRMAdoption(months=1)
    model.step()
    before = model.values.copy()
    for _ in range(3):
        with pytest.raises(InputError, match="horizon of 1 month has"):
            model.step()
    assert model.month == 1
    np.testing.assert_array_equal(model.values, before)


def test_agents_are_created_when_one_is_first_needed() -> None:
    model = CRMAdoption(people=100_000, months=1)
    assert len(model.agents) == 100_004
    assert sorted(kind.__name__ for kind in model.agent_types) == ["Department", "Employee"]
    assert model._views is None
    assert next(iter(model.agents)).row == 0
    assert model._views is not None


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


def two_reporters(**words: Any) -> DataCollector:
    return DataCollector(model_reporters={"month": "month", "deep_use": "deep_use"}, **words)


def test_agent_reporters_of_each_kind_are_collected() -> None:
    model = CRMAdoption(months=2)
    model.datacollector = two_reporters(
        agenttype_reporters={Employee: {"month": "month", "use": "deep_use"}, Department: {"use": "deep_use"}}
    )
    model.run_model()
    people = model.datacollector.get_agenttype_vars_dataframe(Employee)
    departments = model.datacollector.get_agenttype_vars_dataframe(Department)
    assert (len(people), len(departments)) == (240, 8)
    assert sorted(set(people["month"])) == [1, 2]
    last = people[people["month"] == 2]["use"].to_numpy()
    np.testing.assert_array_equal(last, [person.deep_use for person in model.employees])


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


# --- Mesa's own tools -------------------------------------------------------------------------------


def test_select_get_groupby_and_shuffle_do_work() -> None:
    model = CRMAdoption(months=1)
    model.step()
    people = model.agents_by_type[Employee]
    assert people.get("row") == list(range(120))
    assert people.get(["row", "department"])[0] == [0, "sales"]
    sizes = {name: len(group) for name, group in people.groupby("department")}
    assert sizes == {"sales": 50, "marketing": 19, "customer_success": 24, "service": 27}
    seen: list[int] = []
    people.shuffle_do(lambda person: seen.append(person.row))
    assert sorted(seen) == list(range(120))
    assert seen != sorted(seen)
    assert people.select(lambda person: person.level > 1, at_most=3).agg("level", min) > 1


@pytest.mark.parametrize("looked_at", [False, True])
@pytest.mark.parametrize("copied", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
def test_a_copy_goes_on_like_the_model_itself(copied: Any, looked_at: bool) -> None:
    model = CRMAdoption("champions", months=9, people=40)
    for _ in range(4):
        model.step()
    if looked_at:
        list(model.agents)
    other = copied(model)
    other.employees[0].resistance = 5.0
    assert other.employees[0].model is other
    assert model.employees[0].resistance != 5.0
    other.employees[0].resistance = model.employees[0].resistance
    model.run_model()
    assert other.month == 4
    other.run_model()
    np.testing.assert_array_equal(model.values, other.values)
    frames = [each.datacollector.get_model_vars_dataframe() for each in (model, other)]
    assert frames[0].equals(frames[1])


@pytest.mark.skipif(not hasattr(mesa, "batch_run"), reason="this Mesa has no batch_run")
@pytest.mark.parametrize("processes", [1, 2])
def test_batch_run_takes_scenario_names_and_scalars_and_gives_the_same_numbers(processes: int) -> None:
    rows = mesa.batch_run(
        CRMAdoption,
        {"scenario": ["no_programme", "aligned_kpis"], "replicate": range(2), "months": 5, "attention": [0.4, 0.6]},
        number_processes=processes,
        data_collection_period=1,
        display_progress=False,
    )
    assert len(rows) == 2 * 2 * 2 * 5
    for row in rows:
        model = CRMAdoption(row["scenario"], replicate=row["replicate"], months=5, attention=row["attention"])
        while model.month < row["month"]:
            model.step()
        assert row["deep_use"] == model.deep_use
        assert row["net_value"] == model.net_value


def test_an_agent_of_the_users_own_gets_an_id_of_its_own() -> None:
    model = CRMAdoption(months=1)
    own = mesa.Agent(model)
    assert len(model.agents) == 125
    assert own.unique_id not in {each.unique_id for each in model.agents if each is not own}


def test_a_model_that_has_been_looked_at_is_freed_with_its_own_agents() -> None:
    model = CRMAdoption(months=1)
    mesa.Agent(model)
    list(model.agents)
    ghost = weakref.ref(model)
    del model
    gc.collect()
    assert ghost() is None


# --- interventions while it runs ----------------------------------------------------------------------


def test_an_intervention_applied_on_the_way_is_one_that_starts_then() -> None:
    model = CRMAdoption(months=12)
    plain = simulate("no_programme", replications=1, months=12)
    for month in range(12):
        if month == 4:
            model.apply(Training(strength=0.5), Mandate(start=7))
        if month == 6:
            model.apply(AlignKPIs(budget=100_000, ramp=3))
        model.step()
        if month < 4:
            np.testing.assert_array_equal(model.values, plain.values[0, month])
    plan = (Training(strength=0.5, start=4), Mandate(start=7), AlignKPIs(budget=100_000, ramp=3, start=6))
    whole = simulate(Scenario("late", model.scenario.company, plan, 12), replications=1)
    np.testing.assert_array_equal(model.values, whole.values[0, -1])
    assert (model.values != plain.values[0, -1]).any()


def test_what_waits_for_a_condition_can_be_switched_on_too() -> None:
    """The same as having had it from the beginning, with what has begun going on."""
    first = Training(when="deep_use < 0.5", start=2, lasts=7, strength=0.6)
    second = SwitchOffFeatures(when="active_users > 0.1", start=5, lasts=3, features=("quoting",))
    third = Mandate(when="deep_use > 1", start=5)
    start = load("no_programme")
    model = CRMAdoption(Scenario("it", start.company, (first,), 14))
    for month in range(14):
        if month == 5:
            model.apply(second, third)
        model.step()
    assert model.begun == {first: 2, second: 5}
    whole = simulate(Scenario("it", start.company, (first, second, third), 14), replications=1)
    unpriced = [n for n, name in enumerate(OUTCOME_NAMES) if name not in ("cost", "net_value")]
    np.testing.assert_array_equal(model.values[:, unpriced], whole.values[0, -1][:, unpriced])
    assert CRMAdoption(Scenario("it", start.company, (first,), 14)).begun == {}


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (Training(start=2), "start: month 2 is over; allowed is 3 or more, or 0 for now"),
        (Training(start=50), "start: month 50 is outside the horizon"),
        (Training(departments=("sale",)), "Did you mean 'sales'"),
    ],
)
def test_an_intervention_that_cannot_be_is_refused_and_changes_nothing(late: Training, said: str) -> None:
    model, untouched = CRMAdoption(months=6), CRMAdoption(months=6)
    for _ in range(3):
        model.step()
        untouched.step()
    with pytest.raises(InputError) as caught:
        model.apply(late)
    assert said in str(caught.value)
    model.step()
    untouched.step()
    np.testing.assert_array_equal(model.values, untouched.values)


# --- writing through --------------------------------------------------------------------------------------


def test_what_is_set_is_what_the_engine_works_with() -> None:
    model, plain = CRMAdoption(months=6), CRMAdoption(months=6)
    model.agents_by_type[Employee].set("resistance", 8.0)
    model.departments[0].completeness = 0.9
    assert (model.state.traits[0, :120] == 8.0).all()
    model.step()
    plain.step()
    assert model.deep_use < 0.5 * plain.deep_use
    assert model.departments[0].completeness > 0.8


def test_ways_habits_and_skills_can_be_set() -> None:
    model = CRMAdoption(months=2)
    person = model.employees[7]
    person.set_way_of_working("pipeline", "deep")
    person.set_habit("pipeline", deep=0.7, compliance=0.2)
    person.set_skill("pipeline", 0.9)
    assert person.way_of_working("pipeline") == "deep"
    assert person.habit("pipeline")["legacy"] == pytest.approx(0.1)
    assert person.skill("pipeline") == pytest.approx(0.9)
    person.set_way_of_working("pipeline", "compliance")
    assert person.way_of_working("pipeline") == "compliance"
    assert person.deep_use == 0.0
    assert person.never_used < 1.0
    for colleague in person.colleagues:
        assert person in colleague.colleagues


def test_what_is_a_departments_own_can_be_set_and_the_engine_works_with_it() -> None:
    model, plain = CRMAdoption("seed_company", months=3), CRMAdoption("seed_company", months=3)
    sales, success = model.departments[0], model.departments[2]
    for name in model.scenario.company.catalogue.names:
        sales.set_way(name, 0.9)
    success.trust, success.own_resistance, success.own_comfort, success.heads_commitment = 0.1, 3.0, 4.0, -0.5
    assert sales.way("pipeline") == 0.9
    assert (success.trust, success.own_resistance, success.own_comfort) == (0.1, 3.0, 4.0)
    assert success.commitment == pytest.approx(success.lever("supervisor_commitment") - 0.5)
    for _ in range(2):
        model.step()
        plain.step()
    assert sales.deep_use > plain.departments[0].deep_use + 0.1
    assert success.deep_use < plain.departments[2].deep_use
    assert success.trust_in_ai == success.trust < plain.departments[2].trust
    assert sales.institutionalised > plain.departments[0].institutionalised + 0.3


def test_departments_show_their_own_systems_and_what_the_months_have_left_behind() -> None:
    plan = (Mandate(features=("pipeline",)), AlignKPIs(), RewardSharing(), ConnectOwnSystem(start=2))
    model = CRMAdoption(Scenario("case", load("seed_company").company, plan, 12))
    sales, success = model.departments[0], model.departments[2]
    assert success.own_systems == ["contact_management", "activity_log", "case_management"]
    assert success.comfort_of_own_system("case_management") > 0.0 == sales.comfort_of_own_system("case_management")
    assert success.connected("case_management") == 0.0
    first = sales.enforced("pipeline")
    for _ in range(4):
        model.step()
    assert success.connected("case_management") > 0.5
    assert 0.0 < first < sales.enforced("pipeline") <= 1.0
    assert 0.0 < sales.used_to_goals < sales.lever("kpi_alignment")
    assert 0.0 < sales.used_to_reward < sales.lever("sharing_reward")
    assert sales.watched_more == pytest.approx(sales.lever("monitoring") - sales.usual_levers.monitoring)
    assert sales.changes > 0.0


def person(model: CRMAdoption) -> Any:
    return model.employees[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda m: setattr(person(m), "resistance", 100.0), "resistance: 100.0 is not allowed; give a number from -10"),
        (lambda m: setattr(person(m), "resistance", float("nan")), "resistance: nan is not allowed"),
        (lambda m: setattr(person(m), "territoriality", "high"), "territoriality: 'high' is not allowed"),
        (lambda m: setattr(person(m), "is_champion", 2), "is_champion: 2 is not allowed; give True or False"),
        (lambda m: setattr(person(m), "deep_use", 0.5), "deep_use: this can be read only"),
        (lambda m: m.agents.set("resistence", 0.5), "Did you mean 'resistance'?"),
        (lambda m: person(m).set_skill("pipeline", 1.1), "skill: 1.1 is not allowed; give a number from 0 to 1"),
        (lambda m: person(m).set_habit("pipeline", deep=0.8, compliance=0.4), "habits sum to one"),
        (lambda m: person(m).set_way_of_working("pipeline", "depe"), "Did you mean 'deep'?"),
        (lambda m: person(m).set_way_of_working("pipelines", "deep"), "Did you mean 'pipeline'?"),
        (lambda m: m.departments[3].employees[0].set_way_of_working("pipeline", "deep"), "not live or not relevant"),
        (lambda m: setattr(m.departments[0], "accuracy", -0.1), "accuracy: -0.1 is not allowed"),
        (lambda m: setattr(m.departments[0], "trust", 1.1), "trust: 1.1 is not allowed; give a number from 0 to 1"),
        (lambda m: setattr(m.departments[0], "heads_commitment", -2), "heads_commitment: -2 is not allowed"),
        (lambda m: setattr(m.departments[0], "commitment", 0.5), "commitment: this can be read only"),
        (lambda m: m.departments[0].set_way("pipeline", 1.1), "way: 1.1 is not allowed; give a number from 0 to 1"),
        (lambda m: m.departments[0].set_way("pipelines", 1.0), "Did you mean 'pipeline'?"),
        (lambda m: person(m).remove(), "move the lever turnover"),
        (lambda m: setattr(person(m), "row", 3), "row: this can be read only"),
        (lambda m: m.agents.set("number", 99), "number: this can be read only"),
        (lambda m: setattr(person(m), "unique_id", 3), "unique_id: this can be read only"),
        (lambda m: setattr(person(m), "tenure", 1.7), "tenure: 1.7 is not allowed; give a whole number from 0"),
        (lambda m: person(m).skill(3), "unknown feature 3"),
        (lambda m: person(m).set_way_of_working("pipeline", 2), "unknown way of working 2"),
        (lambda m: setattr(m, "deep_use", 0.5), "deep_use: this can be read only"),
        (lambda m: setattr(m, "scenario", "mandate"), "scenario: a model keeps its scenario; make another one"),
        (lambda m: m.apply("training"), "interventions: 'training' is not allowed; give interventions like Training()"),
        (lambda m: m.apply(Training), "give interventions like Training()"),
        (lambda m: m.apply([Training()]), "one after the other"),
    ],
)
def test_impossible_values_are_refused_and_change_nothing(change: Any, said: str) -> None:
    model = CRMAdoption(months=1)
    before = [each.copy() for each in model.state]
    with pytest.raises(InputError) as caught:
        change(model)
    assert said in str(caught.value)
    for old, new in zip(before, model.state, strict=True):
        np.testing.assert_array_equal(old, new)


# --- several models, several threads ------------------------------------------------------------------------


def test_two_models_at_once_do_not_know_of_each_other() -> None:
    alone = [CRMAdoption(name, months=5) for name in ("no_programme", "mandate")]
    for model in alone:
        model.run_model()
    together = [CRMAdoption(name, months=5) for name in ("no_programme", "mandate")]
    for _ in range(5):
        for model in together:
            model.step()
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one.values, other.values)


@pytest.mark.parametrize("rng", ["abc", -1, 1.5])
def test_a_seed_that_mesa_does_not_take_is_refused(rng: Any) -> None:
    with pytest.raises(InputError, match=r"rng: .* is not allowed; give a whole number of 0 or more"):
        CRMAdoption(rng=rng)


def test_mesa_s_own_word_for_seeds_is_explained() -> None:
    with pytest.raises(InputError, match=r"seed: give base_seed for people and chance"):
        CRMAdoption(seed=3)


@pytest.mark.parametrize(
    "what", [StagedRollout(every=2, size=4), StagedRollout(by="department"), NewFeatureWave(features=("lead_scoring",))]
)
def test_what_has_been_live_is_not_new_again(what: Any) -> None:
    """A condition elsewhere that never holds changes nothing of what is applied while the model runs."""

    def applied_in_month_six(*others: Any) -> Any:
        model = CRMAdoption(replace(load("no_programme"), interventions=others, months=12), base_seed=1)
        for _ in range(6):
            model.step()
        model.apply(what)
        assert (model.plan.go_live[0] == 0).any()
        model.run_model()
        return model.values

    never = Training(when="deep_use > 0.999")
    np.testing.assert_array_equal(applied_in_month_six(), applied_in_month_six(never))


def test_a_grid_of_ones_own_may_place_people() -> None:
    one = CRMAdoption(months=1).employees[0]
    one.pos = (2, 3)
    assert one.pos == (2, 3)


def test_threads_that_share_a_model_take_turns() -> None:
    model, alone = CRMAdoption(months=40, people=300), CRMAdoption(months=40, people=300)
    alone.run_model()
    refused: list[Exception] = []

    def steps() -> None:
        for _ in range(25):
            try:
                model.step()
            except InputError as error:
                refused.append(error)

    threads = [threading.Thread(target=steps) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert model.month == 40
    assert len(refused) == 10
    np.testing.assert_array_equal(model.values, alone.values)
