"""What a browser tells, read strictly: over its wire anything may come, whatever the page itself would send."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...model.errors import InputError
from ...model.whole import whole_number

MOST_PIXELS = 20_000
"""Wider and higher than any screen; a picture is not drawn for more."""


def part(told: object, name: str) -> Any:
    """Return a part of what was told, None where there is none."""
    return told.get(name) if isinstance(told, Mapping) else None


def pixels(told: object, name: str) -> int:
    """Return a length that a browser has measured, or raise InputError."""
    return whole_number(part(told, name), 0, MOST_PIXELS, name)


def text(told: object, name: str) -> str:
    """Return a part of what was told that is text, or raise InputError."""
    found = part(told, name)
    if not isinstance(found, str):
        raise InputError("what the page has sent cannot be read; load it again.")
    return found


def quietly(do: Callable[[Any], object]) -> Callable[[Any], None]:
    """Return what handles an event and leaves alone what no page of ours sends."""

    def handle(told: Any) -> None:
        try:
            do(told)
        except InputError:
            return

    return handle
