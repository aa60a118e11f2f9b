"""From the table of an intervention in a file to the intervention."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from ...model.errors import InputError, nearest, unknown
from ..programmes.intervention import Intervention
from ..programmes.interventions import KINDS
from .tables import elsewhere


def make(record: dict[str, Any]) -> Intervention:
    """Return the intervention that a file's table describes.

    Raises
    ------
    InputError
        For an unknown kind or field, with the nearest that exists, or a value out of range.
    """
    rest = dict(record)
    kind = rest.pop("kind", None)
    if not isinstance(kind, str):
        raise InputError("every intervention needs a kind, one of {names}.", names=", ".join(KINDS), field="kind")
    if kind not in KINDS:
        raise unknown("intervention", kind, KINDS).within(field="kind")
    allowed = [f.name for f in fields(KINDS[kind])]
    for name in rest:
        if name not in allowed:
            problem = "unknown field of {kind} {name!r}.{near}"
            raise InputError(problem, field=name, kind=kind, name=name, near=elsewhere(name) or nearest(name, allowed))
    return KINDS[kind](**rest)
