"""Results are equal when their numbers are: NaN, which says "there is none", equals NaN, on every Python."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import importlib
import inspect
import math
import pkgutil
import re
from typing import Any

import crm_adoption
import numpy as np
import pandas as pd
import pytest
from crm_adoption.analysis.comparing.costs import Cost
from crm_adoption.scenarios.ground.by_value import by_value, same

NO_RESULTS = (
    "analysis.board.", "analysis.figures.", "analysis.drawings.", "analysis.cli.", "analysis.pages.",
    "analysis.laboratory.scene",
)  # fmt: skip
"""Rooms of what is drawn, and of what was asked for; so are modules of charts in other rooms."""
RESULTS_BELOW = ("scenarios.mesa.reasons", "scenarios.studies.estimate", "scenarios.studies.running")


def is_result(module: str) -> bool:
    place = module.removeprefix("crm_adoption.")
    if place.startswith(RESULTS_BELOW):
        return True
    charts = place.rpartition(".")[2].startswith("chart")
    return place.startswith("analysis.") and not charts and not place.startswith(NO_RESULTS)


def numeric(each: dataclasses.Field[Any]) -> bool:
    return each.compare and re.search(r"float|NDArray", str(each.type), re.IGNORECASE) is not None


def result_types() -> list[type[Any]]:
    """Return every record with numbers that compares by its fields, wherever it stands."""
    found: dict[str, type[Any]] = {}
    for floor in ("analysis", "scenarios"):
        package = importlib.import_module(f"crm_adoption.{floor}")
        for each in pkgutil.walk_packages(package.__path__, f"crm_adoption.{floor}."):
            if not is_result(each.name):
                continue
            module = importlib.import_module(each.name)
            for name, thing in vars(module).items():
                here = inspect.isclass(thing) and thing.__module__ == each.name and dataclasses.is_dataclass(thing)
                if here and "__eq__" in vars(thing) and any(map(numeric, dataclasses.fields(thing))):
                    found[f"{each.name}.{name}"] = thing
    return list(found.values())


def example(kind: str) -> Any:
    """Return a value of a field with no number where there can be none; a new object each time."""
    if "NDArray" in kind or kind.startswith("Floats"):
        return np.array([1.0, math.nan])
    nan = float("nan")
    if kind.lower().startswith(("mapping", "dict")):
        return {"one": (nan, 1.0), "other": nan}
    return (nan, (1.0, nan)) if kind.lower().startswith(("tuple", "sequence")) else nan


def filled(kind: type[Any]) -> Any:
    """Return a record whose numbers are NaN, without the checks of its making."""
    record = object.__new__(kind)
    for each in dataclasses.fields(kind):
        value = example(str(each.type)) if numeric(each) else each.name
        object.__setattr__(record, each.name, value)
    return record


def test_there_are_results_to_look_at() -> None:
    for place in (*NO_RESULTS, *RESULTS_BELOW):
        importlib.import_module(f"crm_adoption.{place.rstrip('.')}")  # a room that moves is not left out in silence
    assert Cost in result_types()
    assert len(result_types()) > 40


@pytest.mark.parametrize("kind", result_types(), ids=lambda kind: f"{kind.__module__[13:]}.{kind.__name__}")
def test_results_are_equal_when_their_numbers_are(kind: type[Any]) -> None:
    one, other = filled(kind), filled(kind)
    assert one == one
    assert one == other
    assert one == copy.deepcopy(one)
    with contextlib.suppress(TypeError):  # holds a table; such records were never hashable
        assert hash(one) == hash(other)
    changed = next(each for each in dataclasses.fields(kind) if numeric(each))
    object.__setattr__(other, changed.name, 1.0)
    assert one != other
    assert one != "something else"


def test_values_inside_are_compared_as_numbers() -> None:
    nan = float("nan")
    assert same((nan, [1.0, nan]), (math.nan, [1.0, math.nan]))
    assert same({"a": nan}, {"a": math.nan})
    assert not same({"a": nan}, {"b": nan})
    assert not same((1.0, 2.0), (1.0,))
    assert not same((1.0,), [1.0])
    assert not same(nan, 1.0)
    assert same(np.array(["a"]), np.array(["a"]))
    assert not same(np.array([1.0]), np.array([1.0, 2.0]))
    assert not same(np.array([1.0]), 1.0)
    assert same(np.int64(1), 1)
    assert same(pd.DataFrame({"a": [nan]}), pd.DataFrame({"a": [nan]}))


def test_a_field_that_is_not_compared_does_not_count() -> None:
    @by_value
    @dataclasses.dataclass(frozen=True)
    class Record:
        number: float
        aside: float = dataclasses.field(default=0.0, compare=False)

    assert Record(math.nan, 1.0) == Record(float("nan"), 2.0)
    assert hash(Record(math.nan, 1.0)) == hash(Record(float("nan"), 2.0))
    assert Record(1.0) != Record(2.0)


def test_the_exported_names_still_compare() -> None:
    assert crm_adoption.load("seed_company").company == crm_adoption.load("seed_company").company
