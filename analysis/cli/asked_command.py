"""The command that was asked, put together alone: of the others only name and help are needed."""

from __future__ import annotations

import copy
from collections.abc import Collection
from inspect import getdoc
from typing import Any

import typer


def only_asked(app: typer.Typer, words: Collection[str]) -> typer.Typer:
    """Return an app whose commands are stand-ins with name and help, but for those that a word names.

    To look at the options of all commands takes longer than to import them.

    Parameters
    ----------
    app : typer.Typer
        With all commands.
    words : collection of str
        What was typed.
    """
    light = copy.copy(app)
    light.registered_commands = [
        _stand_in(each) if each.name and each.name not in words else each for each in app.registered_commands
    ]
    light.registered_groups = [_group(each, words if each.name in words else ()) for each in app.registered_groups]
    return light


def _group(info: Any, words: Collection[str]) -> Any:
    shown = copy.copy(info)
    shown.typer_instance = only_asked(info.typer_instance, words)
    return shown


def _stand_in(info: Any) -> Any:
    shown = copy.copy(info)
    shown.help, shown.callback = info.help or getdoc(info.callback), _nothing
    return shown


def _nothing() -> None:
    """Do nothing: who stands in for a command is only listed."""
