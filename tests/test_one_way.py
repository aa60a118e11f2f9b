"""One way through: what is asked becomes an answer step by step; one function shows the steps, none goes back."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import textwrap
import types
import typing
from collections.abc import Callable
from typing import Any

import pytest
from crm_adoption.analysis.comparing.comparison import ComparisonResult, compared
from crm_adoption.analysis.comparing.estimates import Estimates
from crm_adoption.analysis.comparing.pairs import Paired
from crm_adoption.analysis.comparing.pricing import Pricing
from crm_adoption.analysis.comparing.ranking import Order
from crm_adoption.analysis.deciding.deciding import answered

PIPELINES: dict[str, tuple[Callable[..., Any], str, tuple[str, ...]]] = {
    "compare": (compared, "question.select", ("run_paired", "estimate", "rank", "price", "judge")),
    "decide": (answered, "deciding._question", ("found", "compared", "followed_up")),
}
"""By what is asked: the function that shows the steps, the one that makes the question, and the steps in order."""


def called(function: Callable[..., Any]) -> list[str]:
    """Return the names of the functions that a function calls, in the order of its lines."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return [node.func.id for node in sorted(calls, key=lambda each: (each.lineno, each.col_offset))]  # type: ignore[attr-defined]


def steps_of(name: str) -> list[Callable[..., Any]]:
    """Return the functions that are the steps of a pipeline, the making of the question first."""
    shown, first, names = PIPELINES[name]
    module, function = first.rsplit(".", 1)
    room = importlib.import_module(f"{shown.__module__.rsplit('.', 1)[0]}.{module}")
    home = importlib.import_module(shown.__module__)
    return [getattr(room, function), *(getattr(home, each) for each in names)]


@pytest.mark.parametrize("name", PIPELINES)
def test_one_function_shows_all_steps_in_their_order_and_each_once(name: str) -> None:
    shown, _, names = PIPELINES[name]
    assert [each for each in called(shown) if each in names] == list(names)


@pytest.mark.parametrize("name", PIPELINES)
def test_every_step_gives_a_frozen_value(name: str) -> None:
    for step in steps_of(name):
        given = typing.get_type_hints(step)["return"]
        for each in typing.get_args(given) if isinstance(given, types.UnionType) else (given,):
            assert each is types.NoneType or each.__dataclass_params__.frozen, step.__name__


def test_no_step_of_a_comparison_knows_a_later_one() -> None:
    places = [step.__module__ for step in steps_of("compare")]
    assert len(set(places)) == len(places)
    for number, place in enumerate(places):
        tree = ast.parse(inspect.getsource(importlib.import_module(place)))
        known = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 1}
        assert not known & {each.rsplit(".", 1)[1] for each in places[number + 1 :]}, place


def test_each_step_of_a_comparison_gives_a_part_of_the_result_of_its_own() -> None:
    parts = [{each.name for each in dataclasses.fields(kind)} for kind in (Paired, Estimates, Order, Pricing)]
    whole = {each.name for each in dataclasses.fields(ComparisonResult)}
    assert sum(map(len, parts)) == len(set().union(*parts))
    assert whole - set().union(*parts) == {
        "outcomes", "month", "seed", "lang", "budget", "unspent", "robustness",
    }  # fmt: skip
