"""Interventions of one's own: what is wrong with their declaration is said in a sentence, when it is made."""

from __future__ import annotations

import math
from typing import Any, get_args

from ...model.errors import InputError, nearest, unknown
from ...model.levers import Kind, Levers
from ...model.phrase import Phrase
from .prices import Prices

KINDS: tuple[str, ...] = get_args(Kind)
_SHARES = ("raise", "lower")


def check_declared(cls: type) -> None:
    """Refuse a class whose effects or prices name what there is not, or go beyond what a lever allows.

    Parameters
    ----------
    cls : type
        A kind of intervention, with ``effects`` and ``prices``.

    Raises
    ------
    InputError
        With the class, and the nearest name that exists.
    """
    for given in vars(cls).get("effects", ()):
        _check_effect(cls.__name__, given)
    known = Prices.declarations()
    for name in vars(cls).get("prices", ()):
        if name not in known:
            raise unknown("price", name, known).within(field=f"{cls.__name__}.prices")


def _check_effect(kind: str, given: Any) -> None:
    place = f"{kind}.effects"
    if not isinstance(given, (tuple, list)) or len(given) != 3:
        problem = '{given!r} is no effect; write (lever, how, how far), such as ("data_cleanup", "raise", 0.1).'
        raise InputError(problem, field=place, given=given)
    lever, how, amount = given
    levers = Levers.declarations()
    if lever not in levers:
        raise unknown("lever", str(lever), levers).within(field=place)
    if how not in KINDS:
        raise InputError("unknown way to combine {how!r}.{near}", how=how, near=nearest(str(how), KINDS), field=place)
    low, high = (0.0, 1.0) if how in _SHARES else (0.0, math.inf) if how == "factor" else _span(levers[lever].allowed)
    if isinstance(amount, bool) or not isinstance(amount, (int, float)) or not low <= amount <= high:
        up_to = Phrase("{low:g} to {high:g}", low=low, high=high)
        allowed = Phrase("0 or more") if high == math.inf else up_to
        problem = "{amount!r} is not allowed for {how!r} of {lever}; allowed is {allowed}."
        raise InputError(problem, field=place, amount=amount, how=how, lever=lever, allowed=allowed)


def _span(allowed: tuple[float, float]) -> tuple[float, float]:
    """Return how far a lever can be moved at most, down and up."""
    return allowed[0] - allowed[1], allowed[1] - allowed[0]


def checked_cost(kind: str, euros: float) -> float:
    """Return what something costs, or refuse what is no amount of money; raises InputError."""
    if not isinstance(euros, (int, float)) or not 0.0 <= euros < math.inf:
        raise InputError(
            "{kind} costs {euros!r}; a cost is EUR, 0 or more.", kind=kind, euros=euros, field=f"{kind}.cost_of_full"
        )
    return float(euros)
