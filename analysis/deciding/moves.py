"""What can be changed about a mix: one thing at a time, or two of its parts for another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from ...scenarios.ground.adding import added
from .menu import OFF, Menu, Parameters

MORE_AND_LESS = (0.5, 0.75, 1.33, 2.0)
"""By what the money of a part is multiplied."""
BROUGHT_IN = (0.1, 0.2)
"""Which shares of the money something new gets beside what is there."""

Ways = Callable[[str], Sequence[Parameters]]
"""In which ways an intervention can be done when it comes in: the values of its menu entries, from its kind."""


def usual(menu: Menu, kind: str) -> list[Parameters]:
    """Return how an intervention is done if nothing is known of it: everywhere, to the horizon, begun early or late.

    What is paid by the month is stronger for the same money if it begins late.
    """
    found = {name: values[0] for name, values in menu.choices().items() if values and name.startswith(f"{kind}.")}
    found |= {name: 0 for name in found if name == f"{kind}.lasts"}
    starts = menu.starts(kind)
    return [found | {f"{kind}.start": start} for start in dict.fromkeys((starts[0], starts[-1]))]


def weights(menu: Menu, values: Parameters) -> dict[str, float]:
    """Return the parts of the money, 0 for what is left out."""
    return {each.kind: max(0.0, values[each.kind] - OFF) for each in menu.offers}


def divided(values: Parameters, parts: Mapping[str, float]) -> Parameters:
    """Return a mix with its money divided in other proportions; those of 0 are left out."""
    most = max(parts.values())
    return values | {kind: OFF + (1.0 - OFF) * own / most if own > 0.0 else 0.0 for kind, own in parts.items()}


def single_moves(menu: Menu, values: Parameters, ways: Ways) -> list[Parameters]:
    """Return every mix that differs in one thing.

    One part's whole money goes to something left out; a part is dropped, or gets more or less; something new comes in
    for a share; something is done elsewhere, at another time or in another way.

    Parameters
    ----------
    menu : Menu
    values : dict
        The mix.
    ways : callable
        In which ways what comes in can be done.
    """
    parts = weights(menu, values)
    there, out = [k for k, own in parts.items() if own], [k for k, own in parts.items() if not own]
    whole, found = added(parts.values()), list[Parameters]()
    for kind in there:
        found += [divided(values | how, parts | {new: parts[kind], kind: 0.0}) for new in out for how in ways(new)]
        found += [divided(values, parts | {kind: 0.0})] if len(there) > 1 else []
        found += [divided(values, parts | {kind: parts[kind] * more}) for more in MORE_AND_LESS if len(there) > 1]
    for new in out if there else ():
        for share in BROUGHT_IN:
            rest = {kind: own * (1.0 - share) for kind, own in parts.items()}
            found += [divided(values | how, rest | {new: whole * share}) for how in ways(new)]
    for name, choices in menu.choices().items():
        kind, dot, _ = name.partition(".")
        if choices is not None and (not dot or kind in there):
            found += [values | {name: other} for other in choices if other != values[name]]
    return found


def double_moves(menu: Menu, values: Parameters, ways: Ways) -> Iterator[Parameters]:
    """Yield every mix in which the money of two parts goes to one intervention that is left out, in its last way.

    Two parts may pay together and neither alone, as common goals and the reward for sharing do; changing one thing at a
    time does not leave them.
    """
    parts = weights(menu, values)
    out = [kind for kind, own in parts.items() if not own]
    for one, other in combinations([kind for kind, own in parts.items() if own], 2):
        for new in out:
            rest = parts | {one: 0.0, other: 0.0, new: parts[one] + parts[other]}
            yield divided(values | ways(new)[-1], rest)
