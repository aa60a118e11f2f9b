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
from itertools import groupby
from typing import Any

import crm_adoption.analysis.deciding.deciding as deciding
import pytest
from crm_adoption.analysis.company.diagnosis import diagnose
from crm_adoption.analysis.comparing.comparison import ComparisonResult, compared
from crm_adoption.analysis.comparing.estimates import Estimates, estimate
from crm_adoption.analysis.comparing.pairs import Paired, run_paired
from crm_adoption.analysis.comparing.pricing import Pricing, price
from crm_adoption.analysis.comparing.question import select
from crm_adoption.analysis.comparing.ranking import Order, rank
from crm_adoption.analysis.comparing.robustness import over_behaviour
from crm_adoption.analysis.comparing.verdict import judge
from crm_adoption.scenarios.studies.files import load_study
from crm_adoption.scenarios.studies.running import run_study
from crm_adoption.scenarios.studies.store import Store
from crm_adoption.scenarios.studies.sweeping import swept
from crm_adoption.scenarios.usage.reading import read_company

Function = Callable[..., Any]
MOST_STATIONS = 12
PLAIN = (types.NoneType, int, float, str)
SHARED = {"crm_adoption.analysis.company.observed"}
"""Arithmetic that several ways use, and no station of any."""


@dataclasses.dataclass(frozen=True)
class Way:
    """The function that makes the question, the one that shows the steps, and these in their order."""

    asked: Function
    shown: Function
    steps: tuple[Function, ...]

    @property
    def stations(self) -> list[str]:
        """The modules that a question comes through, one after the other."""
        return [module for module, _ in groupby(each.__module__ for each in (self.asked, *self.steps))]


def called(function: Function) -> list[str]:
    """Return the names of the functions that a function calls, in the order of its lines."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    calls.sort(key=lambda each: (each.lineno, each.col_offset))
    return [str(getattr(each.func, "id", getattr(each.func, "attr", ""))) for each in calls]


def imported(function: Function) -> tuple[Function, ...]:
    """Return the functions of the same room that a function calls, in the order of its lines."""
    known = function.__globals__
    found = [known[each] for each in called(function) if inspect.isfunction(known.get(each))]
    room = function.__module__.rpartition(".")[0]
    others = [each for each in found if each.__module__ not in {function.__module__, *SHARED}]
    return tuple(each for each in others if each.__module__.rpartition(".")[0] == room)


WAYS = {
    "compare": Way(select, compared, (run_paired, estimate, rank, price, over_behaviour, judge)),
    "decide": Way(deciding._question, deciding.answered, (deciding.found, deciding.compared, deciding.followed_up)),
    "diagnose": Way(read_company, diagnose, imported(diagnose)),
    "sweep": Way(load_study, swept, (run_study, Store.status)),
}  # fmt: skip
each_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


def known_in(module: str) -> set[str]:
    """Return the modules of the same room that a module imports when it is run."""
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    room = module.rpartition(".")[0]
    return {f"{room}.{node.module}" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 1}


@each_way
def test_one_function_shows_all_steps_in_their_order_and_each_once(way: Way) -> None:
    names = [each.__name__ for each in way.steps]
    assert [each for each in called(way.shown) if each in names] == names


@each_way
def test_every_step_gives_a_frozen_value(way: Way) -> None:
    for step in (way.asked, *way.steps, way.shown):
        given = eval(inspect.get_annotations(step)["return"], vars(importlib.import_module(step.__module__)))
        for each in [each for each in typing.get_args(given) or (given,) if each is not Ellipsis]:
            assert each in PLAIN or each.__dataclass_params__.frozen, step.__name__


@each_way
def test_there_are_few_stations_and_none_is_come_to_twice(way: Way) -> None:
    assert len(way.stations) <= MOST_STATIONS
    assert len({*way.stations}) == len(way.stations)


@each_way
def test_no_step_knows_a_later_one(way: Way) -> None:
    for number, station in enumerate(way.stations):
        if station != way.shown.__module__:
            assert known_in(station) & {*way.stations[number + 1 :]} == set(), station


def test_each_step_of_a_comparison_gives_a_part_of_the_result_of_its_own() -> None:
    parts = [{each.name for each in dataclasses.fields(kind)} for kind in (Paired, Estimates, Order, Pricing)]
    whole = {each.name for each in dataclasses.fields(ComparisonResult)}
    assert sum(map(len, parts)) == len(set().union(*parts))
    parts[-1].discard("over_prices")  # in the robustness
    assert whole - set().union(*parts) == {
        "outcomes", "month", "seed", "lang", "budget", "unspent", "robustness", "verdict",
    }  # fmt: skip
