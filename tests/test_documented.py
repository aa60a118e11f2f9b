"""Every public method says what it takes, with units and ranges where there are any, and what it gives back."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from test_public_surface import exported


def methods() -> Iterator[tuple[str, type, Callable[..., Any]]]:
    """Yield our public methods of all that is public, each once, with the class whose method it is."""
    seen = set()
    for thing in exported().values():
        for each in reversed(thing.__mro__) if isinstance(thing, type) else ():
            for name, value in vars(each).items() if each.__module__.startswith("crm_adoption") else ():
                function = getattr(value, "__func__", value)
                known = name.startswith("_") or not inspect.isfunction(function) or function in seen
                if not known and function.__module__ == each.__module__:
                    seen.add(function)
                    yield f"{each.__name__}.{name}", each, function


def restates(kind: type, name: str) -> bool:
    """Return whether a base has a method of this name: then what it takes and gives is said there."""
    return any(name in vars(each) for each in kind.__mro__[1:])


def section(doc: str, name: str) -> str:
    """Return a section of a numpydoc docstring; empty if there is none."""
    found = re.search(rf"^{name}\n-+\n(.*?)(?=^\w[\w ]*\n-+$|\Z)", inspect.cleandoc(doc), re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


METHODS = {name: (kind, function) for name, kind, function in methods()}


@pytest.mark.parametrize("name", METHODS)
def test_a_public_method_says_what_it_takes_and_gives(name: str) -> None:
    kind, function = METHODS[name]
    doc = function.__doc__ or ""
    assert doc.strip()
    if restates(kind, function.__name__):
        return
    signature = inspect.signature(function)
    taken = [each for each in signature.parameters if each not in ("self", "cls")]
    said = re.findall(r"^\*{0,2}(\w+(?:, \w+)*)(?: :|$)", section(doc, "Parameters"), re.MULTILINE)
    assert [one for each in said for one in each.split(", ")] == taken
    if signature.return_annotation not in ("None", None):
        assert section(doc, "Returns"), "it gives something and does not say what"


def test_there_are_many_of_them() -> None:
    assert len(METHODS) > 120
