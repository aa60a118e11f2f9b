"""Batches of Mesa's whose runs would be the same are told so once, and how replicates are asked for."""

from __future__ import annotations

import inspect
import re
import warnings
from typing import Any

import mesa
import pytest
from crm_adoption import CRMAdoption
from crm_adoption.scenarios.mesa import batches as mesa_batches

pytestmark = [
    pytest.mark.skipif(not hasattr(mesa, "batch_run"), reason="this Mesa has no batch_run"),
    pytest.mark.filterwarnings("ignore:The `iterations` keyword:DeprecationWarning"),
]
QUIET = {"display_progress": False, "data_collection_period": -1}


class Mine(CRMAdoption):
    """A model of the user's, with a constructor of its own."""

    def __init__(self, **given: Any) -> None:
        super().__init__("mandate", **given)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mesa_batches, "_said", False)


def told(**how: Any) -> list[str]:
    model = how.pop("model", CRMAdoption)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        mesa.batch_run(model, how.pop("parameters", {"months": 2}), **how, **QUIET)
    return [str(each.message) for each in heard if issubclass(each.category, UserWarning)]


def test_iterations_are_told_once_and_how_replicates_are_asked_for() -> None:
    said = told(iterations=3)
    assert len(said) == 1
    assert "mesa.batch_run repeats the same company" in said[0]
    assert '"replicate": range(3)' in said[0]
    assert told(iterations=3) == []


def test_a_subclass_is_told_too() -> None:
    assert len(told(model=Mine, iterations=2)) == 1


@pytest.mark.skipif("rng" not in inspect.signature(mesa.batch_run).parameters, reason="this Mesa passes no rng")
def test_mesas_seeds_are_told() -> None:
    assert len(told(rng=[1, 2, 3])) == 1


def test_an_rng_among_the_parameters_is_told() -> None:
    assert len(told(parameters={"months": 2, "rng": [1, 2]}, **({} if _old() else {"rng": None}))) <= 1
    if _old():
        mesa_batches._said = False
        assert len(told(parameters={"months": 2, "rng": [1, 2]})) == 1


def _old() -> bool:
    return "rng" not in inspect.signature(mesa.batch_run).parameters


def test_replicates_differ_and_nothing_is_told() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        rows = mesa.batch_run(CRMAdoption, {"months": 3, "replicate": range(3)}, **QUIET)
        CRMAdoption(months=2, rng=3)
    assert len({row["deep_use"] for row in rows}) == 3


def test_the_words_of_the_warning_work() -> None:
    found = re.search(r"\{.*\}", mesa_batches.SAME)
    assert found
    rows = mesa.batch_run(CRMAdoption, {**eval(found[0]), "months": 2}, **QUIET)
    assert len({row["deep_use"] for row in rows}) == 3
