"""Bundles of arrays handed on in compiled code by reference.

Numba hands on a `NamedTuple` as its parts: the two hundred numbers that describe the arrays of a state would go
into and come out of every call, and half of the compiler's time and text would be theirs. A reference is
one number; what it refers to is read where it is needed, and never changes.
"""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar, cast

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core import config as numba_config
from numba.core.datamodel import models
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, intrinsic, lower_getattr_generic, register_model

B = TypeVar("B")


class ByReference(types.Type):  # type: ignore[misc]
    """Where a bundle stands, as a type.

    Parameters
    ----------
    held : numba type
        Of the named tuple.
    """

    def __init__(self, held: Any) -> None:
        self.held = held
        which = hashlib.sha256(str(held).encode()).hexdigest()[:8]
        super().__init__(name=f"{held.instance_class.__name__}{which}")

    @property
    def key(self) -> Any:
        """What tells one type from another: all that is held."""
        return self.held


@register_model(ByReference)
class _Pointer(models.PrimitiveModel):  # type: ignore[misc]
    def __init__(self, manager: Any, kind: ByReference) -> None:
        super().__init__(manager, kind, ir.PointerType(manager.lookup(kind.held).get_value_type()))


@infer_getattr
class _Parts(AttributeTemplate):  # type: ignore[misc]
    key = ByReference

    def generic_resolve(self, kind: ByReference, name: str) -> Any:
        """Return the type of a part; bundles inside bundles are referred to as well."""
        part = kind.held.types[kind.held.fields.index(name)]
        return ByReference(part) if isinstance(part, types.NamedTuple) else part


@lower_getattr_generic(ByReference)  # type: ignore[untyped-decorator]
def _part(context: Any, builder: Any, kind: ByReference, value: Any, name: str) -> Any:
    position = kind.held.fields.index(name)
    place = cgutils.gep_inbounds(builder, value, 0, position)
    part = kind.held.types[position]
    if isinstance(part, types.NamedTuple):
        return place
    if isinstance(part, types.Array):
        return _array(context, builder, part, place)
    return _unchanging(builder, place)


def _array(context: Any, builder: Any, kind: Any, place: Any) -> Any:
    """Read an array's description, number by number: compilers treat what is read whole as one thing."""
    model = context.data_model_manager[kind]
    array = ir.Constant(model.get_value_type(), None)
    for position, name in enumerate(model._fields):
        if name == "itemsize":
            size = context.get_abi_sizeof(context.get_data_type(kind.dtype))
            array = builder.insert_value(array, context.get_constant(types.intp, size), position)
        elif name in ("shape", "strides"):
            for axis in range(kind.ndim):
                number = _unchanging(builder, cgutils.gep_inbounds(builder, place, 0, position, axis))
                array = builder.insert_value(array, number, (position, axis))
        elif name in ("nitems", "data"):
            number = _unchanging(builder, cgutils.gep_inbounds(builder, place, 0, position))
            array = builder.insert_value(array, number, position)
    return array


def _unchanging(builder: Any, place: Any) -> Any:
    value = builder.load(place)
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    return value


def _referring(typing_context: Any, bundle: Any) -> Any:
    """Let compiled code refer to a bundle that it was given as its parts."""

    def keep(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return cgutils.alloca_once_value(builder, arguments[0])

    return ByReference(bundle)(bundle), keep


referred = cast(Any, intrinsic)(_referring)
if cast(Any, numba_config).DISABLE_JIT:

    def referred(bundle: B) -> B:
        """Change nothing."""
        return bundle
