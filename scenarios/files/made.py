"""From the table of an intervention in a file to the intervention."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from ...model.errors import InputError, nearest
from ..programmes.intervention import Intervention
from ..programmes.interventions import KINDS
from ..programmes.plugins import kind_named
from .tables import elsewhere


def make(record: dict[str, Any], *, allow_plugins: bool = False) -> Intervention:
    """Return the intervention that a file's table describes.

    Parameters
    ----------
    record : dict
        The fields, with ``kind``.
    allow_plugins : bool
        Whether kinds of somebody's own may be imported (see `kind_named`).

    Raises
    ------
    InputError
        For an unknown kind or field, with the nearest that exists, or a value out of range.
    """
    rest = dict(record)
    kind = rest.pop("kind", None)
    if not isinstance(kind, str):
        raise InputError("every intervention needs a kind, one of {names}.", names=", ".join(KINDS), field="kind")
    found = kind_named(kind, allow_plugins=allow_plugins)
    allowed = [f.name for f in fields(found)]
    for name in rest:
        if name not in allowed:
            problem = "unknown field of {kind} {name!r}.{near}"
            raise InputError(problem, field=name, kind=kind, name=name, near=elsewhere(name) or nearest(name, allowed))
    return found(**rest)
