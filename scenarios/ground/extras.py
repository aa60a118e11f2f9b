"""Packages that come with an extra: how to install one today, and what is said where it is missing."""

from __future__ import annotations

import sys
from typing import Any

from ...model.errors import InputError
from ...model.phrase import Phrase

STUDIES = Phrase("studies")
"""What most of the extras are for."""


def command(extra: str) -> str:
    """Return the command that installs an extra, typed in a clone.

    Examples
    --------
    >>> command("viz,offline")
    "pip install '.[viz,offline]'"
    """
    return f"pip install '.[{extra}]'"


def install(extra: str) -> Phrase:
    """Return how an extra is installed, to stand behind "install it": the package is not published yet.

    Examples
    --------
    >>> install("analysis")
    "in the folder of your clone of crm-adoption: pip install '.[analysis]'"
    """
    return Phrase("in the folder of your clone of crm-adoption: {command}", command=command(extra))


def needed(
    module: str, extra: str = "analysis", *, what: Phrase = STUDIES, name: str = "", field: str | None = None
) -> Any:
    """Return a module that comes with an extra.

    Parameters
    ----------
    module, extra : str
    what : Phrase
        What needs it, for the message, in the plural.
    name : str
        What the package is called; by default like the module.
    field : str, optional
        The option that asked for it.

    Raises
    ------
    InputError
        If it is not installed, with the command that installs it.
    """
    try:
        __import__(module)
    except ImportError:
        problem = "{what} need {package}; install it, {install}."
        raise InputError(problem, field=field, what=what, package=name or module, install=install(extra)) from None
    return sys.modules[module]
