"""How much memory a result takes, so that what is kept can have a limit."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

ATOMS = (int, float, complex, bool, type(None), type, np.generic)


def size_of(value: Any) -> int:
    """Return the bytes of a value and of all it holds, each counted once; modules, classes and functions not.

    Parameters
    ----------
    value : object
        Arrays, containers, and objects that keep what they hold in attributes.
    """
    total, seen, left = 0, set[int](), [value]
    while left:
        each = left.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, np.ndarray):
            total += sys.getsizeof(each)
            left += [each.base] * (each.base is not None)
            continue
        total += sys.getsizeof(each, 0)
        if not isinstance(each, (*ATOMS, str, bytes, bytearray)) and not callable(each):
            left.extend(_held(each))
    return total


def _held(value: Any) -> Iterator[Any]:
    """Return what a container or an object holds."""
    if isinstance(value, Mapping):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, (tuple, list, set, frozenset)):
        yield from value
    else:
        yield from vars(value).values() if hasattr(value, "__dict__") else ()
        for kind in type(value).__mro__:
            names = getattr(kind, "__slots__", ())
            for name in (names,) if isinstance(names, str) else names:
                if hasattr(value, name):
                    yield getattr(value, name)
