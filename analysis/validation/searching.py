"""The search for the two numbers that bring the model's expected curve closest to a team's, and how sure they are.

The search runs on an unbounded scale: the logit of attention, and the logarithm of the months of a gate or mandate
(of a voluntary practice the attraction itself).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...scenarios.ground.adding import added
from .following import Forces, Push, follow, shares
from .team import Practice, Team

Floats = npt.NDArray[np.float64]
PARTS, SMALLEST_PART = 12, 10
"""Most parts that are left out in turn; person-months with an occasion that an employer needs to be one."""
FITTING = 100
"""Replicates behind the expected curve while fitting; the same chance for all parameter values."""
_STARTS = {
    "gate": [[1.2, 2.0], [2.2, 2.0], [1.2, 1.5]],
    "mandate": [[1.2, 0.0], [2.2, 0.0], [1.2, -1.0]],
    "voluntary": [[0.0, 0.0], [1.5, 0.0], [0.0, 1.5]],
}
_AROUND = [[0.0, 0.0], [0.4, 0.0], [0.0, 0.3]]
"""Corners of the first simplex, and around a point that was found for a larger team."""


def leave_out(team: Team) -> list[npt.NDArray[np.bool_]]:
    """Return the parts that are left out in turn, each as a mask of people.

    Each of the largest employers alone, all others together; where there are too few, six parts of people by turns.
    """
    busy = (team.occasions > 0).sum(axis=1)
    sizes = {str(name): int(busy[team.groups == name].sum()) for name in np.unique(team.groups)}
    large = sorted(sizes, key=lambda each: (-sizes[each], each))[: PARTS - 1]
    large = [name for name in large if sizes[name] >= SMALLEST_PART]
    masks = [team.groups == name for name in large] + [~np.isin(team.groups, large)]
    if len(large) >= 3:
        return [mask for mask in masks if busy[mask].sum()]
    turn = np.arange(len(team.groups)) % 6
    return [turn == part for part in np.unique(turn)] if len(turn) > 1 else []


def search(team: Team, practice: Practice, forces: Forces, seed: int, near: Floats | None = None) -> Floats:
    """Return the point at which the expected curves of newcomers and old hands are closest to those observed.

    Least squares, each month and group weighed by its occasions, with the same chance at every point.
    """
    from scipy.optimize import minimize

    if not team.observed or team.followed.sum() == 0:
        problem = "nobody in this team uses {feature!r} between {first} and {last}; there is nothing to fit."
        months = team.months
        raise InputError(problem, field="feature", feature=practice.feature, first=months[0], last=months[-1])
    sight = sight_of(team, practice)

    def distance(point: Floats) -> float:
        push = push_of(practice, np.tile(point, (FITTING, 1)), np.zeros(FITTING), sight)
        expected = follow(team, push, forces, seed=seed).mean(axis=0)
        left = expected * team.occasions - team.followed
        groups = ((left[who].sum(axis=0), team.occasions[who].sum(axis=0)) for who in (team.fresh, ~team.fresh))
        total = added(float((gap[size > 0] ** 2 / size[size > 0]).sum()) for gap, size in groups)
        return total / float(team.weights.sum())

    start = np.array(_STARTS[practice.kind]) if near is None else near + np.array(_AROUND)
    found = minimize(
        distance, start[0], method="Nelder-Mead",
        options={"initial_simplex": start, "xatol": 0.002, "fatol": 1e-8, "maxiter": 150},
    )  # fmt: skip
    return np.asarray(found.x, np.float64)


def jackknife(points: Floats, whole: Floats) -> Floats:
    """Return the covariance of the fitted point from those fitted without one part each (Tukey 1958)."""
    if len(points) < 2:
        return np.diag([0.25, 0.25])
    away = points - points.mean(axis=0)
    return np.asarray((len(points) - 1) / len(points) * away.T @ away)


class Sight(NamedTuple):
    """How a practice shows in a log.

    Attributes
    ----------
    stray : float
        Share of occasions in the new way before go-live.
    chance : float
        Chance that a follower's piece of work is an occasion on which the practice shows.
    """

    stray: float
    chance: float


def sight_of(team: Team, practice: Practice) -> Sight:
    """Return how the practice shows in a team's log; what was never seen before go-live, a little above never.

    The chance of an occasion comes from the months in which the practice showed at all: of so many pieces of work it
    was in so many (binomial without its zeros, maximum likelihood). Where the tool or those who review ask for it,
    it always shows.
    """
    stray = float((team.followed[:, 0].sum() + 0.5) / (team.occasions[:, 0].sum() + 1.0))
    shown = team.marked > 0
    if practice.kind != "voluntary" or not shown.any():
        return Sight(stray, 1.0)
    return Sight(stray, _chance(team.marked[shown], team.contacts[shown]))


def _chance(marked: npt.NDArray[np.int64], contacts: npt.NDArray[np.int64]) -> float:
    """Return the chance per piece of work from months with at least one that was marked."""
    from scipy.optimize import minimize_scalar

    left = (contacts - marked).sum()

    def unlikely(logit: float) -> float:
        p = 1.0 / (1.0 + np.exp(-logit))
        return float(-(marked.sum() * np.log(p) + left * np.log1p(-p) - np.log1p(-((1.0 - p) ** contacts)).sum()))

    found = minimize_scalar(unlikely, bounds=(-9.0, 9.0), method="bounded")
    return float(1.0 / (1.0 + np.exp(-found.x)))


def from_search(practice: Practice, point: Floats) -> tuple[float, float]:
    """Return attention and push from the unbounded scale of the search."""
    push = point[1] if practice.kind == "voluntary" else np.exp(point[1])
    return float(1.0 / (1.0 + np.exp(-point[0]))), float(push)


def to_search(practice: Practice, attention: float, push: float) -> Floats:
    """Return the point of the search [2] for attention and push."""
    inside = min(max(attention, 1e-6), 1.0 - 1e-6)
    return np.array([np.log(inside / (1.0 - inside)), push if practice.kind == "voluntary" else np.log(push)])


def push_of(practice: Practice, points: Floats, resistance: Floats, sight: Sight) -> Push:
    """Return what pushes each replicate, from its point [K, 2] and its team's resistance [K]."""
    count = len(points)
    attention = 1.0 / (1.0 + np.exp(-np.clip(points[:, 0], -12.0, 12.0)))
    second = np.ascontiguousarray(points[:, 1])
    months = np.exp(np.clip(second, -4.0, 8.0))
    nothing, shown = np.zeros(count), (np.full(count, sight.stray), np.full(count, sight.chance))
    if practice.kind == "voluntary":
        return Push(attention, nothing, np.full(count, np.inf), second - resistance, *shown)
    if practice.kind == "mandate":
        return Push(attention, months, np.full(count, 1e-9), -resistance, *shown)
    return Push(attention, nothing, months, -resistance, *shown)


def expected_shares(
    team: Team, practice: Practice, forces: Forces, point: Floats, sight: Sight, replicates: int, seed: int
) -> Floats:
    """Return shares [K, T] of a team at a point of the search, without differences between teams."""
    push = push_of(practice, np.tile(point, (replicates, 1)), np.zeros(replicates), sight)
    return shares(team, follow(team, push, forces, seed=seed))
