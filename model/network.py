"""The network that a company gives: its own counts of who works with whom, as the engine's integer ties."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .errors import InputError
from .organisation import Organisation
from .places import personnel_ids

MOST_GIVEN = 200
"""Ties kept on each side, inside the department and across: the strongest."""
LARGEST_SUM = 511
"""Weights on one side add up to this at most: eight times as much, for champions' voices, fits 12 bits."""

Given = tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]


def no_network() -> Given:
    """Return what stands for a network that is drawn."""
    return np.zeros(0, np.int64), np.zeros((0, 2), np.uint32)


def given_network(organisation: Organisation, start: npt.NDArray[np.int64]) -> Given:
    """Return a company's own ties in compressed rows.

    A person's weights are scaled together so that each side adds up to at most `LARGEST_SUM`, rounded
    down, but no tie below 1; of more than `MOST_GIVEN` on a side only the strongest count. Only
    proportions matter to the model (docs/odd.md, 7.2).

    Parameters
    ----------
    start : int64 array [D + 1]
        First row of each department.

    Returns
    -------
    tie_start : int64 array [2 n + 1]
        As in `State`.
    ties : uint32 array [ties, 2]
        Row of the colleague and weight.

    Raises
    ------
    InputError
        If a tie names somebody whom the company does not have.
    """
    if organisation.ties is None:
        return no_network()
    row_of = {name: row for row, name in enumerate(personnel_ids(organisation))}
    try:
        pairs = np.array([(row_of[a], row_of[b]) for a, b in organisation.ties.pairs], np.int64).reshape(-1, 2)
    except KeyError as error:
        raise InputError("{name!r} has ties but is not in the roster.", name=error.args[0], field="ties") from None
    weights = np.array(organisation.ties.weights, np.float64)
    mine, yours = np.concatenate([pairs, pairs[:, ::-1]]).T
    weights = np.concatenate([weights, weights])
    department = np.repeat(np.arange(len(start) - 1), np.diff(start))
    side = 2 * mine + (department[mine] != department[yours])
    order = np.lexsort((yours, -weights, side))  # strongest first; equals by row
    side, yours, weights = side[order], yours[order], weights[order]
    people = len(department)
    rank = np.arange(len(side)) - np.searchsorted(side, side)
    side, yours, weights = (each[rank < MOST_GIVEN] for each in (side, yours, weights))
    counts = np.bincount(side, minlength=2 * people)
    sums = np.bincount(side, weights, minlength=2 * people)
    with np.errstate(divide="ignore", invalid="ignore"):
        room = np.where(counts > 0, (LARGEST_SUM - counts) / sums, np.inf).reshape(people, 2).min(axis=1)
    whole = np.maximum(1, np.floor(weights * room[side // 2])).astype(np.uint32)
    tie_start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return tie_start, np.column_stack([yours.astype(np.uint32), whole])
