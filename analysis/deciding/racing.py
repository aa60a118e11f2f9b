"""Racing: which of many mixes lead, on the same companies in growing numbers, until they are told apart or equal.

All mixes meet the same people and luck (common random numbers). After each round those are out that are surely more
than a point behind the leader; the race ends when no mix that is left can be more than a point behind any more, or
with the last round. Maron, O. and Moore, A. W. (1997). The racing algorithm: model selection for lazy learners.
Artificial Intelligence Review 11, 193-225.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from .mix import LEAST, Mix, distance
from .objective import Objective
from .trials import Tried
from .worlds import CHOSEN, Worlds

Floats = npt.NDArray[np.float64]

ROUNDS = (2, 2, 4, 8)
"""Companies by world that each round adds."""
FIRST, SPREAD = 8, 16
"""Best mixes of the search that enter the race, and as many more that lie as far from each other as they can."""
MOST_BESIDE = 8
"""Mixes as good as the best that it is held against in each world."""
REACH = 2.0
"""Points behind the search's best within which a mix may enter: the search looks at few companies."""


@dataclass(frozen=True, eq=False)
class Leading:
    """The mixes that are as good as the best, and what they have in common.

    Attributes
    ----------
    mixes : tuple of Mix
        Those within a point of the best, it first.
    behind : tuple of float
        How far each is behind it in the criterion, in the objective's unit.
    point : float
        What a point is, in that unit.
    shared : dict of str to (float, float)
        By kind of intervention that all of them buy: the least and the most that one of them puts into it, as shares
        of the budget; the largest least first.
    in_some : tuple of str
        Kinds on which some of them spend as much as a programme takes, and others nothing.
    raced : int
        Mixes that entered the race.
    told_apart : bool
        Whether every mix of the race was either surely more than a point behind or surely within it.
    """

    mixes: tuple[Mix, ...]
    behind: tuple[float, ...]
    point: float
    shared: dict[str, tuple[float, float]]
    in_some: tuple[str, ...]
    raced: int
    told_apart: bool

    @property
    def regret(self) -> float:
        """The most that choosing any of them costs, in the objective's unit."""
        return max(self.behind, default=0.0)

    def beside(self, *known: Mix) -> tuple[Mix, ...]:
        """Return mixes as good as the best, other than some that are known; at most `MOST_BESIDE`."""
        programmes = [each.programme() for each in known]
        return tuple(each for each in self.mixes if each.programme() not in programmes)[:MOST_BESIDE]


@dataclass(frozen=True, eq=False)
class Raced:
    """How a race ended.

    Attributes
    ----------
    order : tuple of int
        Numbers of the mixes, the best first; those that fell out earlier stand behind those that fell out later.
    scores : float64 array
        Of each mix when it was last looked at.
    left : tuple of int
        Those that were not dropped.
    told_apart : bool
        See `Leading`.
    """

    order: tuple[int, ...]
    scores: Floats
    left: tuple[int, ...]
    told_apart: bool


def entrants(order: Sequence[Tried], objective: Objective, budget: float) -> list[Mix]:
    """Return which mixes of a search enter a race: its best, others nearly as good that differ most, all that is ready.

    Parameters
    ----------
    order : sequence of Tried
        From the best score to the worst.
    objective : Objective
    budget : float
    """
    near = order[0].score - REACH * objective.point(order[0].score)
    chosen = [each.mix for each in order[:FIRST]]
    rest = [each.mix for each in order[FIRST:] if each.score >= near]
    gaps = [min(distance(each, other, budget) for other in chosen) for each in rest]
    for _ in range(min(SPREAD, len(rest))):
        farthest = int(np.argmax(gaps))
        chosen.append(rest[farthest])
        gaps = [min(gap, distance(each, rest[farthest], budget)) for gap, each in zip(gaps, rest, strict=True)]
    ready = [each.mix for each in order if each.mix.parameters is None]
    return list({id(each): each for each in [*chosen, *ready]}.values())


def race(mixes: Sequence[Mix], worlds: Worlds, objective: Objective) -> Raced:
    """Race mixes against each other on companies that no search has seen.

    Parameters
    ----------
    mixes : sequence of Mix
    worlds : Worlds
    objective : Objective
    """
    seen: list[Floats] = [np.empty((len(worlds), 0)) for _ in mixes]
    scores, left, fallen, told = np.empty(len(mixes)), list(range(len(mixes))), list[int](), False
    for more in ROUNDS:
        for k in left:
            first = CHOSEN + seen[k].shape[1] * len(worlds)
            new = worlds.values(mixes[k].scenario, objective.outcome, objective.month, first, more)
            seen[k] = np.concatenate([seen[k], new], axis=1)
            scores[k] = objective.score(seen[k])
        left.sort(key=lambda k: -scores[k])
        gaps = [objective.difference(seen[left[0]], seen[k], worlds.seed) for k in left]
        point = objective.point(float(scores[left[0]]))
        many = _wider(len(left))
        out = [k for k, (gap, low, _) in zip(left, gaps, strict=True) if gap - many * (gap - low) > point]
        told = all(k in out or not high > point for k, (_, _, high) in zip(left, gaps, strict=True))
        fallen, left = [*out, *fallen], [k for k in left if k not in out]
        if told:
            break
    return Raced((*left, *fallen), scores, tuple(left), told)


def _wider(many: int) -> float:
    """Return how many times wider 95 % limits are if that many mixes are looked at together (Bonferroni)."""
    normal = NormalDist()
    return normal.inv_cdf(1.0 - 0.025 / many) / normal.inv_cdf(0.975)


def leading(mixes: Sequence[Mix], raced: Raced, objective: Objective, budget: float) -> Leading:
    """Return the mixes within a point of the best of a race, and what they share."""
    top = float(raced.scores[raced.order[0]])
    point = objective.point(top)
    within = [k for k in raced.left if top - raced.scores[k] <= point]
    found = tuple(mixes[k] for k in within)
    behind = tuple(top - float(raced.scores[k]) for k in within)
    shared, some = shared_by(found, budget), in_some(found, budget)
    return Leading(found, behind, point, shared, some, len(mixes), raced.told_apart)


def in_some(mixes: Sequence[Mix], budget: float) -> tuple[str, ...]:
    """Return the kinds on which some mixes spend as much as a programme takes and others nothing, the most usual first.

    Parameters
    ----------
    mixes : sequence of Mix
        At least one.
    budget : float
    """
    parts = [each.spending() for each in mixes]
    kinds = dict.fromkeys(kind for each in parts for kind in each)
    bought = {kind: sum(each.get(kind, 0.0) >= LEAST * budget for each in parts) for kind in kinds}
    some = [kind for kind in kinds if bought[kind] and any(kind not in each for each in parts)]
    return tuple(sorted(some, key=lambda kind: (-bought[kind], kind)))


def shared_by(mixes: Sequence[Mix], budget: float) -> dict[str, tuple[float, float]]:
    """Return what all mixes put into a kind of intervention, as shares of the budget, the least and the most.

    Parameters
    ----------
    mixes : sequence of Mix
        At least one.
    budget : float
    """
    parts = [each.spending() for each in mixes]
    kinds = [kind for kind in parts[0] if all(kind in each for each in parts)]
    found = {kind: (min(p[kind] for p in parts) / budget, max(p[kind] for p in parts) / budget) for kind in kinds}
    kept = {kind: limits for kind, limits in found.items() if limits[0] >= LEAST}
    return dict(sorted(kept.items(), key=lambda each: (-each[1][0], each[0])))
