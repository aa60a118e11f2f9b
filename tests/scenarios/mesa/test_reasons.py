"""The terms of a decision, as a person's view tells them, foretell the engine's decisions."""

from __future__ import annotations

import pytest
from crm_adoption import CRMAdoption, Scenario, load
from crm_adoption.model.draws import purpose, replicate_key, threefry, uniform
from crm_adoption.scenarios.mesa.reasons import WAYS, say
from crm_adoption.scenarios.programmes.intervention import Intervention
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, Mandate
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


@pytest.mark.parametrize("interventions", [DATED, WAITING], ids=["dated", "by a condition"])
@pytest.mark.parametrize("month", [0, 1, 7])
def test_reasons_and_draws_give_the_engines_decisions(month: int, interventions: tuple[Intervention, ...]) -> None:
    """Nobody leaves here, so that nothing but the decisions lies between the reasons and the next month."""
    company = load("champions")
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
