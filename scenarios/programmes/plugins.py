"""Kinds of interventions by name: ours, and somebody's own as ``module:Class``, whose code needs leave to run."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import Any

from ...model.errors import InputError, unknown
from ...model.phrase import Phrase
from .intervention import Intervention
from .interventions import KINDS

NAME = r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*"
"""How a file names a kind of somebody's own: the module, a colon, the class."""
LEAVE = Phrase(
    "If you trust it, allow it with --allow-plugins (in Python: allow_plugins=True); pages in the browser never run "
    "such code."
)


def kind_named(name: str, *, allow_plugins: bool) -> type[Intervention]:
    """Return a kind of intervention.

    Parameters
    ----------
    name : str
        One of ours, or ``module:Class``: then the module is imported, which runs it.
    allow_plugins : bool
        Whether kinds that are not ours may be imported.

    Raises
    ------
    InputError
        For a kind that does not exist or is not allowed, a module that is not found or fails, a class that is no
        intervention.
    """
    if name in KINDS:
        return KINDS[name]
    if not re.fullmatch(NAME, name):
        error = unknown("intervention", name, KINDS)
        if ":" not in name:
            raise error.within(field="kind")
        problem = "{problem} One of your own is named as module:Class."
        raise InputError(problem, field="kind", problem=error.phrase)
    if not allow_plugins:
        problem = "{name!r} is not one of ours; to use it, its code must be run. {leave}"
        raise InputError(problem, field="kind", name=name, leave=LEAVE)
    module, kind = name.split(":")
    return _kind_in(_imported(module), kind)


def _imported(module: str) -> Any:
    """Return a module of somebody's own; whatever it raises is told as a mistake in it."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        why = Phrase("there is no module {name!r}", name=error.name) if error.name else str(error)
        problem = (
            "{module!r} cannot be imported: {why}; install the package it is in, or name its folder in PYTHONPATH."
        )
        raise InputError(problem, field="kind", module=module, why=why) from error
    except Exception as error:
        raise InputError(
            "{module!r} fails when it is imported: {said}.", module=module, said=_said(error), field="kind"
        ) from error


def _said(error: Exception) -> str:
    """Return what an error says; ours, of a mistake in a declaration, without its kind."""
    if isinstance(error, InputError):
        return Phrase("{problem:bare}", problem=error.whole)
    said = str(error).rstrip(".")
    return f"{type(error).__name__}: {said}" if said else said


def _kind_in(module: Any, name: str) -> type[Intervention]:
    """Return the class of a module, once it is an intervention."""
    kinds: dict[str, type[Intervention]] = {name: each for name, each in vars(module).items() if _is_kind(each)}
    if name not in kinds:
        if hasattr(module, name):
            problem = "{name!r} of {module!r} is no intervention; derive it from crm_adoption.Intervention."
            raise InputError(problem, field="kind", name=name, module=module.__name__)
        raise unknown("intervention of {module!r}", name, kinds, module=module.__name__).within(field="kind")
    return kinds[name]


def _is_kind(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Intervention)


def name_of(kind: type[Intervention]) -> str:
    """Return the name of a kind as files have it: of ours the class's, of others ``module:Class``."""
    return kind.__name__ if KINDS.get(kind.__name__) is kind else f"{kind.__module__}:{kind.__qualname__}"


def is_found(kind: type[Intervention]) -> bool:
    """Return whether another program finds a kind by its name: not one that was made on the way or typed in."""
    if KINDS.get(kind.__name__) is kind:
        return True
    there = getattr(sys.modules.get(kind.__module__), kind.__name__, None)
    return there is kind and kind.__module__ != "__main__" and re.fullmatch(NAME, name_of(kind)) is not None
