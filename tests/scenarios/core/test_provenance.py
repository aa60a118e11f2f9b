"""What it takes to make a study again: scenarios as records and back, and where two records differ."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest
from crm_adoption.scenarios.core.provenance import differences, plain, restored, restored_scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.coaching import Champions, Training
from crm_adoption.scenarios.programmes.money import Money


@pytest.mark.parametrize("name", ["no_programme", "full_programme", "rescue", "staged_rollout", "seed_company"])
def test_a_scenario_comes_back_from_its_record(name: str) -> None:
    scenario = load(name)
    assert restored_scenario(json.loads(json.dumps(plain(scenario)))) == scenario


def test_what_can_be_of_several_kinds_comes_back_as_what_it_was() -> None:
    parts = (
        Training(departments=("sales", "service"), one_off=Money(per_head=100.0)),
        Champions(budget=5_000.0, end=9),
    )
    scenario = replace(load("no_programme"), interventions=parts)
    back = restored_scenario(json.loads(json.dumps(plain(scenario))))
    assert back.interventions == parts
    assert [type(each.departments) for each in back.interventions] == [tuple, type(parts[1].departments)]
    assert back.interventions[0].one_off == Money(per_head=100.0)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ({"a": 1, "b": [1, {"c": 2}]}, {"a": 1, "b": [1, {"c": 3}], "d": 4}, [("b.2.c", 2, 3), ("d", None, 4)]),
        ({"a": [1]}, {"a": [1, 2]}, [("a", [1], [1, 2])]),
        ({"a": [1]}, {"a": 1}, [("a", [1], 1)]),
        ({"a": [1]}, {"a": "x"}, [("a", [1], "x")]),
        ({"a": math.inf}, {"a": math.inf}, []),
        ({"a": 0.5}, {"a": 0.25}, [("a", 0.5, 0.25)]),
    ],
)
def test_differences_say_where_and_what(old: Any, new: Any, found: list[tuple[str, Any, Any]]) -> None:
    assert list(differences(old, new)) == found


def test_nan_is_no_difference_to_nan_but_to_a_number() -> None:
    assert list(differences({"a": math.nan}, {"a": float("nan")})) == []
    assert [path for path, _, _ in differences({"a": math.nan}, {"a": 1.0})] == ["a"]
    assert [path for path, _, _ in differences({"a": 1.0}, {"a": math.nan})] == ["a"]


def test_of_several_kinds_the_one_that_a_record_can_be_is_restored() -> None:
    assert restored(tuple[str, ...] | Money | None, ["a", "b"]) == ("a", "b")
    assert restored(Money | None, plain(Money(per_head=3.0))) == Money(per_head=3.0)
    assert restored(tuple[str, ...] | None, None) is None
