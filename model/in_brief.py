"""One line for who looks at a record in a session or a notebook, in place of everything that is in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, TypeVar

T = TypeVar("T")
WIDTH = 110
"""Characters of a line; what has no room is left out, and three dots say so."""
_FOR_PEOPLE = ("title_", "label_", "description_")


def in_brief(cls: type[T]) -> type[T]:
    """Let a record be shown by its kind and its small values, what is as by default left out.

    Collections are shown by how much is in them, arrays by their shape, records by their name. Equality and the
    written form do not depend on it.
    """

    def shown(self: Any) -> str:
        return one_line(type(self).__name__, _values(self))

    shown.__qualname__ = f"{cls.__qualname__}.__repr__"
    cls.__repr__ = shown  # type: ignore[method-assign]
    return cls


def one_line(kind: str, values: Iterator[tuple[str, str]]) -> str:
    """Return a kind and values by their names as one line.

    Parameters
    ----------
    kind : str
        Name of a class.
    values : iterator of tuple of str
        Name and value, the most important first.

    Returns
    -------
    str
        Such as ``<Comparison programmes: 5, month: 12>``, at most `WIDTH` characters.
    """
    line = kind
    for number, (name, value) in enumerate(values):
        more = f"{', ' if number else ' '}{name}: {value}"
        if len(line) + len(more) > WIDTH - len("<, …>"):
            return f"<{line}, …>"
        line += more
    return f"<{line}>" if line != kind else f"<{kind}, all as by default>"


def _values(record: Any) -> Iterator[tuple[str, str]]:
    for each in dataclasses.fields(record):
        value = getattr(record, each.name)
        hidden = not each.repr or each.name.startswith(_FOR_PEOPLE) or _as_by_default(each, value)
        if not hidden and (said := _said(value)):
            yield each.name, said


def _as_by_default(each: dataclasses.Field[Any], value: Any) -> bool:
    usual = each.default
    return usual is not dataclasses.MISSING and type(usual) is type(value) and bool(usual == value)


def _said(value: Any) -> str:
    """Return a value in a few characters, nothing where there is nothing to say."""
    if isinstance(value, str):
        return value if len(value) <= WIDTH // 2 else f"{value[: WIDTH // 2 - 1]}…"
    if value is None or isinstance(value, (bool, int)):
        return "" if value is None else str(value)
    if isinstance(value, float):
        return f"{value:.6g}"
    if shape := getattr(value, "shape", ()):
        return " × ".join(map(str, shape))
    if hasattr(value, "__len__"):
        return str(len(value)) if len(value) else ""
    name = getattr(value, "name", None)
    return name if isinstance(name, str) else ""
