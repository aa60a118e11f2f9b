"""The terms of a decision, as a person's view tells them, foretell the engine's decisions."""

from __future__ import annotations

import copy
from typing import Any

import numba
import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption import CRMAdoption, Scenario, load
from crm_adoption.model.appraisal import consider
from crm_adoption.model.behaviour import HALF, Behaviour
from crm_adoption.model.block import empty_block
from crm_adoption.model.draws import purpose, replicate_key, threefry, uniform
from crm_adoption.model.levers import Levers
from crm_adoption.model.rules import pull_of_colleagues, single
from crm_adoption.model.state import EXAMPLE
from crm_adoption.model.terms import empty_terms, set_terms
from crm_adoption.scenarios.mesa.reasons import WAYS, Reasons, say
from crm_adoption.scenarios.programmes.intervention import Intervention
from crm_adoption.scenarios.programmes.interventions import (
    ActivityTargets,
    AlignKPIs,
    Mandate,
    PeerMeetings,
    RewardSharing,
)
from crm_adoption.scenarios.programmes.rollouts import StagedRollout

CLOSE = 1e-4
"""Draws this near to a boundary may fall either way: the engine works in single precision."""


def foretold(model: CRMAdoption, person: object, feature: int, name: str) -> str | None:
    """Return the way of next month, from the reasons and the engine's draws; None if too close to call."""
    why = person.reasons(name)  # type: ignore[attr-defined]
    ident = model.setting.place.ids[person.row]  # type: ignore[attr-defined]
    key = replicate_key(model.base_seed, model.replicate)
    bits = threefry(key[0], key[1], ident, purpose(model.month + 1, feature))
    attention, choice = float(uniform(bits[0])), float(uniform(bits[1]))
    cuts = (why.attention, why.chances["deep"], why.chances["deep"] + why.chances["compliance"])
    if abs(attention - cuts[0]) < CLOSE or min(abs(choice - cuts[1]), abs(choice - cuts[2])) < CLOSE:
        return None
    if not why.live or attention >= why.attention:
        return why.way
    return "deep" if choice < cuts[1] else "compliance" if choice < cuts[2] else "legacy"


DATED = (AlignKPIs(), Mandate(strength=0.6, start=4))
WAITING = (
    AlignKPIs(),
    Mandate(features=("pipeline",), when="deep_use > 0.01", start=1),
    StagedRollout(when="deep_use > 0.011", start=1, every=2, size=4, departments=("marketing",)),
)


EVERYTHING = (
    AlignKPIs(),
    RewardSharing(),
    ActivityTargets(),
    PeerMeetings(),
    Mandate(features=("pipeline", "shared_record"), strength=0.6),
)


@pytest.mark.parametrize("interventions", [DATED, WAITING, EVERYTHING], ids=["dated", "by a condition", "everything"])
@pytest.mark.parametrize("month", [0, 1, 7])
def test_reasons_and_draws_give_the_engines_decisions(month: int, interventions: tuple[Intervention, ...]) -> None:
    """Nobody leaves here, so that nothing but the decisions lies between the reasons and the next month."""
    company = load("seed_company" if interventions is EVERYTHING else "champions")
    plan = Scenario("case", company.company, interventions, 9)
    model = CRMAdoption(plan, base_seed=3, people=60, turnover=0.0, champions=0.15)
    model.step()  # the champions are asked in the first month
    while model.month <= month:
        model.step()
    names = model.scenario.company.catalogue.names
    expected = {
        (person.row, name): foretold(model, person, f, name)
        for person in model.employees
        for f, name in enumerate(names)
    }
    model.step()
    decided = {place: way for place, way in expected.items() if way is not None}
    assert len(decided) > 0.99 * len(expected)
    assert {place: model.employees[place[0]].way_of_working(place[1]) for place in decided} == decided
    assert set(decided.values()) == set(WAYS)


# --- term by term ---


@numba.njit
def _weighed(setting: Any, plan: Any, state: Any, terms: Any, block: Any, d: int, t: int, first: int) -> None:
    """Let the engine work out what one block of people weighs; its parts cannot be called from Python."""
    set_terms(setting, plan, state, terms, d, t)
    consider(setting, plan, state, block, d, t, first, 1)


def of_the_engine(model: CRMAdoption, row: int, name: str) -> npt.NDArray[np.float64]:
    """Return the engine's attention and logits (deep, compliance, legacy), put together as `decide` does."""
    person, setting, state = model.employees[row], model.setting, copy.deepcopy(model.state)
    f, b = person.feature_number(name), setting.behaviour
    if person.manager:  # what managers show is looked at anew when the month begins
        state.traits[EXAMPLE, person.manager_row] = person.manager.example
    terms, block = empty_terms(len(setting.features)), empty_block(state)
    _weighed(setting, model.plan, state, terms, block, person.number, model.next_month, row)
    pull = pull_of_colleagues(
        single(person.exposure(name)), single(b.tipping_share), single(b.pull_steepness), b.linear_pull >= HALF
    )
    habit = person.habit(name)
    deep = terms.deep[f] + terms.skill[f] * person.skill(name) + b.peer_weight * pull + block.own[0]
    deep += b.habit_bonus * habit["deep"] - terms.territory[f] * person.territoriality
    compliance = terms.compliance[f] + 0.8 * b.habit_bonus * habit["compliance"]
    legacy = terms.legacy[f] + b.habit_bonus * habit["legacy"]
    return np.array([max(block.attention[0], terms.attention_floor[f]), deep, compliance, legacy])


def busy(**changed: float) -> CRMAdoption:
    """Return a company in which everything is under way at once, after a few months."""
    plan = Scenario("busy", load("seed_company").company, EVERYTHING, 12)
    model = CRMAdoption(plan, base_seed=5, **{"champions": 0.15, "department_spread": 0.5, **changed})
    for _ in range(5):
        model.step()
    return model


PEOPLE = (0, 7, 61, 80, 118)
"""Rows in several departments, heads among them."""


def told_and_weighed(model: CRMAdoption) -> list[tuple[Reasons, npt.NDArray[np.float64]]]:
    """Return some people's reasons with what the engine weighs, for every feature that they can use."""
    names = model.scenario.company.catalogue.names
    pairs = [(row, name) for row in PEOPLE for f, name in enumerate(names) if model.employees[row].live >> f & 1]
    return [(model.employees[row].reasons(name), of_the_engine(model, row, name)) for row, name in pairs]


def agree(model: CRMAdoption) -> bool:
    """Return whether the terms told add up to what the engine weighs, for all of these people."""
    found = told_and_weighed(model)
    sums = [[why.attention, *(why.appeal[way] for way in ("deep", "compliance", "legacy"))] for why, _ in found]
    return len(found) > 25 and bool(np.allclose(sums, [weighed for _, weighed in found], atol=2e-5, rtol=0.0))


def test_every_term_is_at_work_where_everything_is_under_way() -> None:
    """Or else the comparison below would miss one that is nought anyway."""
    found = told_and_weighed(busy())
    at_work = {
        term
        for why, _ in found
        for terms in (why.deep, why.compliance, why.legacy)
        for term, value in terms.items()
        if abs(value) > 1e-3
    }
    assert at_work == set(say)
    assert any(why.overload > 0.0 for why, _ in found)


@pytest.mark.parametrize("name", Behaviour.declarations())
def test_terms_add_up_to_what_the_engine_weighs_whatever_people_are_like(name: str) -> None:
    """At both ends of every parameter: one that a term lacks moves the engine and not the sum."""
    low, high = Behaviour.declarations()[name].plausible
    assert agree(busy(**{name: low}))
    assert agree(busy(**{name: high}))


@pytest.mark.parametrize("name", Levers.declarations())
def test_terms_add_up_to_what_the_engine_weighs_whatever_management_does(name: str) -> None:
    low, high = Levers.declarations()[name].plausible
    assert agree(busy(**{name: low}))
    assert agree(busy(**{name: high}))


def test_reasons_are_told_in_words() -> None:
    model = CRMAdoption(months=3)
    model.step()
    why = model.employees[4].reasons("shared_record")
    assert sum(why.chances.values()) == pytest.approx(1.0)
    assert set(why.deep) | set(why.compliance) | set(why.legacy) == set(say)
    assert [term for _, term in why.obstacles] == sorted((term for _, term in why.obstacles), reverse=True)
    assert "Against it: " in why.in_words("en")
    assert "Dagegen sprechen: " in why.in_words("de")
    out = model.departments[3].employees[0].reasons("pipeline")
    assert not out.live
    assert out.in_words() == "Not available, or of no concern."
