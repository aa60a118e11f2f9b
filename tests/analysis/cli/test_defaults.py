"""A command and the function of the same name begin from the same numbers."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import crm_adoption
import pytest
from crm_adoption.analysis.cli.main import app

COMMANDS = {
    each.name: each.callback for each in app.registered_commands if each.name and hasattr(crm_adoption, each.name)
}
OTHERWISE = {"quiet", "json", "lang", "details"}
PERCENT = {"power", "assurance"}
"""Given in percent to commands and as shares to functions."""


def numbers(function: Callable[..., Any]) -> dict[str, Any]:
    found = {name: each.default for name, each in inspect.signature(function).parameters.items()}
    return {name: value for name, value in found.items() if isinstance(value, (int, float, str)) and value == value}


def test_most_commands_are_functions_too() -> None:
    assert len(COMMANDS) > 8


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_defaults_are_the_same(name: str) -> None:
    function, command = getattr(crm_adoption, name), COMMANDS[name]
    if inspect.ismodule(function) or command is None:
        pytest.skip("no function of this name")
    ours, theirs = numbers(command), numbers(function)
    both = (ours.keys() & theirs.keys()) - OTHERWISE
    scaled = {each: 100.0 * theirs[each] if each in PERCENT else theirs[each] for each in both}
    assert {each: ours[each] for each in both} == pytest.approx(scaled)
