"""Complementary suppression: what else must be hidden, so that what is hidden follows from no sum of what is shown.

Cells of a table add up (departments to the company, features to all use). A hidden cell is given away where a sum has
no other, or where those that it has are of too few people together; and where several sums together leave it no choice,
which the null space of the hidden cells tells (Willenborg and de Waal 2001, Elements of Statistical Disclosure
Control).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LEAST = 5
"""Nothing is shown of fewer people than this."""

People = tuple[npt.NDArray[np.int64], ...]
Mask = npt.NDArray[np.bool_]


def too_few(count: int) -> bool:
    """Return whether there are some people, but fewer than `LEAST`; of nobody at all nothing is given away."""
    return 0 < count < LEAST


@dataclass(frozen=True)
class Sum:
    """Two lists of cells that add up to the same.

    Attributes
    ----------
    left, right : tuple of int
    """

    left: tuple[int, ...]
    right: tuple[int, ...]


def complete(hidden: Iterable[int], people: Sequence[People], sums: Sequence[Sum]) -> set[int]:
    """Return all cells to be hidden.

    Parameters
    ----------
    hidden : iterable of int
        Cells that are hidden for their own sake.
    people : sequence of tuple of int array
        Of each cell, the groups of people that it says something of: none of them may come to light in a group of
        1 to 4.
    sums : sequence of Sum

    Examples
    --------
    Of three departments that add up to a company one has too few people; the smaller of the others goes with it.

    >>> groups = [(np.arange(29),), (np.arange(3),), (np.arange(3, 12),), (np.arange(12, 29),)]
    >>> complete({1}, groups, [Sum((0,), (1, 2, 3))])
    {1, 2}
    """
    found = set(hidden)
    settled: set[Sum] = set()
    while True:
        given_away = next((each for each in sums if each not in settled and _gives_away(each, found, people)), None)
        cells: list[int] = []
        if given_away is not None:
            cells = _candidates(given_away, found, people)
            if not cells:
                settled.add(given_away)
                continue
        elif known := determined(found, sums):
            through = [each for each in sums if known & {*each.left, *each.right}]
            cells = [cell for each in through for cell in _candidates(each, found, people)]
        if not cells:
            return found
        found.add(cells[0])


def _gives_away(one: Sum, hidden: Collection[int], people: Sequence[People]) -> bool:
    """Return whether a sum gives away a hidden cell, or a group of too few people."""
    left, right = ([each for each in side if each in hidden] for side in (one.left, one.right))
    if bool(left) == bool(right):
        return False
    cells = left or right
    groups = zip(*(people[each] for each in cells), strict=True)
    return len(cells) == 1 or any(_tells(each) for each in groups)


def _tells(parts: Sequence[npt.NDArray[np.int64]]) -> bool:
    """Return whether the sum of some groups is of too few, or can be theirs in one way only: all of one, or of four."""
    sizes = [len(each) for each in parts]
    if too_few(len(np.unique(np.concatenate(parts)))):
        return True
    return all(map(too_few, sizes)) and int(np.sum(sizes)) in (len(sizes), (LEAST - 1) * len(sizes))


def _candidates(one: Sum, hidden: Collection[int], people: Sequence[People]) -> list[int]:
    """Return cells of a sum that could be hidden too: those beside the hidden ones first, of few people first."""
    sides = [one.left, one.right]
    sides.sort(key=lambda side: not any(each in hidden for each in side))

    def size(cell: int) -> int:
        return min((len(each) for each in people[cell] if len(each)), default=0)

    return [
        each for side in sides for each in sorted(side, key=size)
        if each not in hidden and size(each)
    ]  # fmt: skip


def determined(hidden: Collection[int], sums: Sequence[Sum]) -> set[int]:
    """Return the hidden cells that follow from the sums, whatever the others are."""
    cells = sorted(hidden)
    rows = [[(each in one.left) * 1.0 - (each in one.right) for each in cells] for one in sums]
    linked = [row for row in rows if any(row)]
    if not linked:
        return set()
    _, sizes, axes = np.linalg.svd(np.array(linked), full_matrices=False)
    length = (axes[sizes > 1e-9 * max(1.0, float(sizes[0]))] ** 2).sum(axis=0)
    return {cell for cell, each in zip(cells, length.tolist(), strict=True) if each > 1.0 - 1e-9}
