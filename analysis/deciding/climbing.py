"""From the best mixes that were sampled upwards, until no change of one thing, or of two parts for another, helps."""

from __future__ import annotations

import numpy as np

from .moves import double_moves, single_moves
from .trials import Seen, Trials

_BEGINS = 8
"""Best mixes on the first worlds among which the climb begins with the best on all."""
_LIMIT = 150
"""Proposals after which the climb from a mix that is not the best so far is given up (judgement)."""


def climb(trials: Trials, seed: int) -> None:
    """Spend what is left of a search's proposals on making its best mix better.

    A variable neighbourhood descent (Hansen, P. and Mladenovic, N. (2001). Variable neighborhood search: Principles and
    applications. European Journal of Operational Research 130, 449-467): one thing is changed at a time, in an order by
    chance, and the first change that helps is kept. Where none helps, the money of two parts goes to something left
    out, and from the most promising of what that gives the climb is tried anew.

    Parameters
    ----------
    trials : Trials
    seed : int
    """
    chance = np.random.default_rng(seed)
    top = trials.leading(_BEGINS)
    if not top:
        return
    best: Seen | None = _up(trials, top[0], chance, trials.left)
    while best is not None and trials.left:
        best = _over(trials, best, chance)


def _up(trials: Trials, start: Seen, chance: np.random.Generator, most: int) -> Seen:
    """Return where changing one thing at a time leads, with so many proposals at most."""
    best, until = start, max(0, trials.left - most)
    found: Seen | None = start
    while found is not None:
        best, found = found, None
        moves = single_moves(trials.menu, best.values, trials.ways)
        for n in chance.permutation(len(moves)):
            if trials.left <= until:
                break
            seen = trials.propose(moves[n])
            if seen is not None and trials.better(seen, best):
                found = seen
                break
    return best


def _over(trials: Trials, best: Seen, chance: np.random.Generator) -> Seen | None:
    """Return a better mix that is reached by way of another in place of two parts; None where there is none."""
    starts = list[Seen]()
    for values in double_moves(trials.menu, best.values, trials.ways):
        if not trials.left:
            break
        seen = trials.propose(values)
        starts += [] if seen is None else [seen]
    for start in sorted(starts, key=lambda each: -each.few):
        if not trials.left:
            break
        found = _up(trials, start, chance, _LIMIT)
        if trials.better(found, best):
            return _up(trials, found, chance, trials.left)
    return None
