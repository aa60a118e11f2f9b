"""Conditions joined by and, or and parentheses: read, said, and decided inside the run."""

from __future__ import annotations

import numpy as np
import pytest
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.coaching import Training
from crm_adoption.scenarios.programmes.condition import Condition
from crm_adoption.scenarios.programmes.trigger import Trigger
from crm_adoption.scenarios.simulate import simulate

LOW, LATE, SALES = "deep_use < 0.16", "customers > 2007.0", "deep_use < 0.1 in sales"


def fired(when: str) -> list[int]:
    base = load("no_programme", settings={"months": 14})
    part = Training(when=when, start=2, lasts=4)
    return simulate(Scenario("tried", base.company, (part,), 14), replications=8, seed=5).fired[:, 0].tolist()


def test_and_binds_more_closely_than_or_and_parentheses_decide() -> None:
    first = Condition.parse(f"{LOW} or {LATE} and {SALES}")
    assert str(first) == f"{LOW} or {LATE} and {SALES}"
    other = Condition.parse(f"({LOW} OR {LATE}) und {SALES}")
    assert str(other) == f"{LOW} and {SALES} or {LATE} and {SALES}"
    assert Condition.parse(str(other)) == other
    assert Condition.parse(Trigger.parse(LOW)) == Condition.parse(LOW) == Condition(((Trigger.parse(LOW),),))


@pytest.mark.parametrize(
    ("when", "decide"),
    [
        (f"{LOW} and {LATE}", max),
        (f"{LOW} or {LATE}", min),
        (f"({LOW} and {LATE}) or {SALES}", None),
    ],
)
def test_each_company_decides_by_all_parts_of_one_alternative(when: str, decide: object) -> None:
    """By the plain outcomes of a run in which nothing begins: whatever has begun could not change them before."""
    base = load("no_programme", settings={"months": 14})
    run = simulate(Scenario("tried", base.company, (), 14), replications=8, seed=5)
    sales = 1 + base.company.organisation.names.index("sales")
    low, late = run.of("deep_use") < 0.16, run.of("customers") > 2007.0
    few = run.of("deep_use", sales) < 0.1
    held = low & late if decide is max else low | late if decide is min else (low & late) | few
    held = held[:, 1:13]  # from point in time 2 on, the month before is looked at
    expected = np.where(held.any(axis=1), 2 + held.argmax(axis=1), -1)
    assert fired(when) == expected.tolist()
    assert len(set(expected.tolist())) > 1


def test_a_condition_that_adds_what_always_holds_changes_no_bit() -> None:
    assert fired(LATE) == fired(f"{LATE} and churn < 1.0") == fired(f"{LATE} or churn > 1.0")


def test_conditions_are_said_in_words() -> None:
    found = Condition.parse(f"{LOW} and {LATE} or {SALES}")
    assert found.in_words({"sales": "Sales"}, "en") == (
        "Real use below 16 % and Customers above 2007, or Real use below 10 % in Sales"
    )
    assert " und " in found.in_words({}, "de")
    assert ", oder " in found.in_words({}, "de")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("deep_use < 0.3 and", "is not a condition"),
        ("(deep_use < 0.3", "is not a condition"),
        ("deep_use < 0.3)", "is not a condition"),
        ("or deep_use < 0.3", "is not a condition"),
        ("", "is not a condition"),
        ("deep_use < 300 %", "300 % is no threshold for 'deep_use', a share"),
        ("churn > 2", "is no threshold"),
        (" and ".join(["(churn > 0.1 or churn < 0.2)"] * 5), "at most 16"),
    ],
)
def test_what_is_no_condition_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        Training(when=text)
    assert said in str(refused.value)


def test_a_department_that_a_part_names_must_be_there() -> None:
    with pytest.raises(InputError, match="unknown department 'sale'"):
        Scenario("tried", load("seed_company").company, (Training(when=f"{LOW} or deep_use < 0.2 in sale"),), 12)
