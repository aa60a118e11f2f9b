"""The command that was asked is put together alone, and nobody sees a difference."""

from __future__ import annotations

from typing import Any

from crm_adoption.analysis.cli.asked_command import only_asked
from crm_adoption.analysis.cli.main import app
from typer.main import get_command


def options(command: Any) -> list[str]:
    return [each.name for each in command.params]


def called(command: Any) -> Any:
    return getattr(command.callback, "__wrapped__", command.callback)


def listed(group: Any) -> dict[str, str]:
    return {name: each.help for name, each in group.commands.items()}


def test_help_lists_the_same_commands_in_the_same_order() -> None:
    whole: Any = get_command(app)
    light: Any = get_command(only_asked(app, frozenset({"--help"})))
    assert list(light.commands) == list(whole.commands)
    assert listed(light) == listed(whole)
    assert not any(options(each) for name, each in light.commands.items() if name not in ("scenarios", "study"))


def test_each_command_has_all_its_options_when_it_is_asked() -> None:
    whole: Any = get_command(app)
    for name, command in whole.commands.items():
        light: Any = get_command(only_asked(app, frozenset({name, "--seed"})))
        assert options(light.commands[name]) == options(command)
        assert called(light.commands[name]) is called(command)


def test_a_command_below_a_command_has_its_options() -> None:
    whole: Any = get_command(app)
    light: Any = get_command(only_asked(app, frozenset({"study", "export", "file.duckdb"})))
    assert options(light.commands["study"].commands["export"]) == options(whole.commands["study"].commands["export"])
    assert listed(light.commands["study"]) == listed(whole.commands["study"])
