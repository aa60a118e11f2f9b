"""Records that are equal when their numbers are: NaN, which says "there is none", equals NaN."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T")


def same(one: Any, other: Any) -> bool:
    """Return whether two values are equal, NaN beside NaN too, in tuples, tables and arrays as well."""
    if one is other:
        return True
    if isinstance(one, float) and isinstance(other, float):
        return one == other or (one != one and other != other)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(each, other[key]) for key, each in one.items())
    if isinstance(one, (tuple, list)) and type(one) is type(other):
        return len(one) == len(other) and all(map(same, one, other))
    if _is_array(one) and _is_array(other):
        return bool(one.equals(other)) if hasattr(one, "equals") else _same_arrays(one, other)
    return not _is_array(one) and not _is_array(other) and bool(one == other)


def _is_array(value: Any) -> bool:
    """Return whether a value is an array or a table of pandas, which answer ``==`` element by element."""
    return bool(getattr(value, "ndim", 0))


def _same_arrays(one: Any, other: Any) -> bool:
    import numpy as np  # here, because those who only read a command's help need no arrays

    return np.array_equal(one, other, equal_nan=one.dtype.kind == other.dtype.kind == "f")


def _hashed(value: Any) -> Any:
    if isinstance(value, float) and value != value:
        return "NaN"  # two NaN have different hashes
    return tuple(map(_hashed, value)) if isinstance(value, tuple) else value


def own_fields(record: Any) -> list[dataclasses.Field[Any]]:
    """Return the fields of a frozen record that its written form has: those not declared to stand beside it."""
    return [each for each in dataclasses.fields(record) if not each.metadata.get("beside")]


def by_value(cls: type[T]) -> type[T]:
    """Let a frozen record compare, and hash, by the values of its fields, NaN being equal to NaN.

    What a dataclass does by itself depends on Python's version: up to 3.12 it compares tuples, which take the
    same object for equal without looking; from 3.13 on NaN is never equal.
    """
    names = [each.name for each in dataclasses.fields(cls) if each.compare]  # type: ignore[arg-type]

    def values(record: Any) -> tuple[Any, ...]:
        return tuple(getattr(record, name) for name in names)

    def equal(self: Any, other: object) -> bool:
        return same(values(self), values(other)) if type(other) is type(self) else NotImplemented

    def hashed(self: Any) -> int:
        return hash(_hashed(values(self)))

    equal.__qualname__, hashed.__qualname__ = f"{cls.__qualname__}.__eq__", f"{cls.__qualname__}.__hash__"
    cls.__eq__ = equal  # type: ignore[method-assign]
    cls.__hash__ = hashed  # type: ignore[method-assign]
    return cls
