"""Where the people of each department stand on each construct, by marginal maximum likelihood.

A graded response model (Samejima 1969, Psychometrika Monograph 17) in which every person has a habit of saying yes
that adds to all statements, turned round or not; statements worded the other way tell it from what is measured
(Maydeu-Olivares and Coffman 2006, Psychological Methods 11:344). Estimated by expectation and maximisation over a
grid (Bock and Aitkin 1981, Psychometrika 46:443), slopes held near the loadings expected. Packages such as girth fix
the mean of the places at zero, where here the level is what is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import logsumexp

from .responses import EASINESS, THETA, Curve, Floats, Ints, Statement, expected, log_chances, patterns, refitted

ROUNDS, SETTLED = 60, 2e-3
REFITTED = frozenset({3, 7, 12, 20})
"""Rounds after which the curves are fitted anew: places move most, and are cheap."""
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(5)
LOG_WEIGHTS = np.log(WEIGHTS / WEIGHTS.sum())
YES_SPREAD, YES_STRENGTH = 0.6, 20.0
"""Spread of the habit of saying yes expected among people, logit, and how many people that counts for (judgement)."""
YES_MEAN = 0.5
"""By how much companies differ in it, logit (judgement)."""
FAR = 2.0
"""Spread of departments' places before any answers: wide, so that it decides nothing; held narrow only where linked."""


@dataclass(frozen=True, eq=False)
class Graded:
    """What the answers say of groups (G of them) and constructs (C).

    Attributes
    ----------
    places : float64 array [G, C]
        Where the people of a group stand on average, in standard deviations among them; 0 is the middle of the scale.
    errors : float64 array [G, C]
        Standard errors; infinite where nobody answered.
    worth : float64 array [G, C]
        How many people who could be seen perfectly the answers are worth.
    level_error : float64 array [C]
        Standard error common to all groups: of statements that are easily agreed to, and of saying yes.
    yes, yes_spread : float
        Habit of saying yes: mean and spread among people, logit.
    curves : tuple of Curve
        By statement.
    scores : float64 array [n, C]
        Where each person stands (expected a posteriori); never shown.
    """

    places: Floats
    errors: Floats
    worth: Floats
    level_error: Floats
    yes: float
    yes_spread: float
    curves: tuple[Curve, ...]
    scores: Floats


@dataclass(frozen=True, eq=False)
class _State:
    places: Floats
    yes: float
    yes_spread: float
    curves: tuple[Curve, ...]


@dataclass(frozen=True, eq=False)
class _Answers:
    """Answers by construct: its statements, the patterns that occur, and whose they are."""

    values: npt.NDArray[np.int8]
    statements: tuple[Statement, ...]
    groups: int
    points: int
    columns: tuple[tuple[int, ...], ...]
    patterns: tuple[tuple[Ints, Ints], ...]


def graded(
    values: npt.NDArray[np.int8], group: Ints, statements: Sequence[Statement], constructs: int, points: int
) -> Graded:
    """Return what answers say of groups of people.

    Parameters
    ----------
    values : int8 array [n, J]
        As ticked, 1 to ``points``, not turned round; 0 where none was given.
    group : int array [n]
        Group of each person, from 0.
    statements : sequence of Statement [J]
    constructs, points : int
    """
    groups = int(group.max()) + 1 if len(group) else 0
    columns = tuple(tuple(j for j, s in enumerate(statements) if s.construct == c) for c in range(constructs))
    found = tuple(patterns(values, group, each) for each in columns)
    known = _Answers(values, tuple(statements), groups, points, columns, found)
    state = _State(
        np.zeros((groups, constructs)), 0.0, YES_SPREAD, tuple(expected(s, YES_SPREAD) for s in statements)
    )  # fmt: skip
    for number in range(ROUNDS):
        after = _round(known, state, refit=number in REFITTED)[0]
        moved = float(np.abs(after.places - state.places).max(initial=0.0))
        state = after
        if moved < SETTLED and number > max(REFITTED):
            break
    return _told(known, state)


def _round(known: _Answers, state: _State, *, refit: bool = False) -> tuple[_State, Floats, Floats]:
    """Return the state after one round, and places of people with their variances, [n, C] each."""
    yes = state.yes + state.yes_spread * NODES
    each = [_by_pattern(known, state, c, yes) for c in range(len(known.columns))]
    weights = LOG_WEIGHTS + _summed(known, [log for log, _ in each])
    weights = np.exp(weights - logsumexp(weights, axis=1, keepdims=True))
    mean, variance = (np.empty((len(weights), len(each))) for _ in range(2))
    places, curves = state.places.copy(), list(state.curves)
    for c, (_, chance) in enumerate(each):
        rows, which = known.patterns[c]
        first, second = (
            (chance * THETA).sum(axis=2),
            (chance * THETA**2).sum(axis=2),
        )  # [U, A]
        mean[:, c] = (weights * first[which]).sum(axis=1)
        variance[:, c] = (weights * second[which]).sum(axis=1) - mean[:, c] ** 2
        by_pattern = np.zeros((len(rows), len(yes)))
        np.add.at(by_pattern, which, weights)
        places[:, c] = _means(rows, by_pattern, first, known.groups)
        for k, j in enumerate(known.columns[c] if refit else ()):
            counts = _counts(rows[:, 1 + k], by_pattern, chance, known.points)
            curves[j] = refitted(known.statements[j], state.curves[j], yes, counts, state.yes_spread)
    after = replace(_said_yes(state, weights, yes), places=places, curves=tuple(curves))
    return after, mean, variance


def _by_pattern(known: _Answers, state: _State, c: int, yes: Floats) -> tuple[Floats, Floats]:
    """Return by pattern and habit the log-likelihood, [U, A], and the chances of the places, [U, A, T]."""
    rows, _ = known.patterns[c]
    log = -0.5 * (THETA - state.places[rows[:, 0], c][:, None]) ** 2
    log = np.repeat((log - logsumexp(log, axis=1, keepdims=True))[:, None, :], len(yes), axis=1)
    for k, j in enumerate(known.columns[c]):
        log += log_chances(state.curves[j], known.statements[j].sign, yes, known.points)[rows[:, 1 + k]]
    total = logsumexp(log, axis=2)
    return total, np.exp(log - total[..., None])


def _summed(known: _Answers, logs: Sequence[Floats]) -> Floats:
    """Return by person and habit the log-likelihood of all answers, [n, A]."""
    total = np.zeros((len(known.values), len(NODES)))
    for (_, which), log in zip(known.patterns, logs, strict=True):
        total += log[which]
    return total


def _means(rows: Ints, by_pattern: Floats, first: Floats, groups: int) -> Floats:
    """Return the mean place of each group's people who answered; a group of which nobody did stays where it may be."""
    told = rows[:, 1:].any(axis=1)
    people = np.bincount(rows[told, 0], by_pattern.sum(axis=1)[told], groups)
    total = np.bincount(rows[told, 0], (by_pattern * first).sum(axis=1)[told], groups)
    return np.asarray(total / (people + 1.0 / FAR**2))


def _counts(answer: Ints, by_pattern: Floats, chance: Floats, points: int) -> Floats:
    """Return how many people are expected at each answer, habit and place, [points, A, T]."""
    found = np.zeros((points + 1, *chance.shape[1:]))
    np.add.at(found, answer, by_pattern[..., None] * chance)
    return found[1:]


def _said_yes(state: _State, weights: Floats, yes: Floats) -> _State:
    """Return the state with the mean and spread of saying yes, each held near what is usual."""
    n, mean = len(weights), (weights * yes).sum(axis=1)
    centre = float(mean.sum() / (n + state.yes_spread**2 / YES_MEAN**2))
    around = float((weights * (yes - centre) ** 2).sum())
    spread = float(np.sqrt((around + YES_STRENGTH * YES_SPREAD**2) / (n + YES_STRENGTH)))
    return replace(state, yes=centre, yes_spread=spread)


def _told(known: _Answers, state: _State) -> Graded:
    """Return the places with their errors: what is missing of each person is missing of the mean (Louis 1982)."""
    after, mean, variance = _round(known, state)
    worth = np.zeros_like(state.places)
    for c, (rows, which) in enumerate(known.patterns):
        told = rows[which, 1:].any(axis=1)
        seen = np.clip(1.0 - variance[:, c], 0.0, 1.0)
        worth[:, c] = np.bincount(rows[which, 0][told], seen[told], known.groups)
    with np.errstate(divide="ignore"):
        errors = 1.0 / np.sqrt(worth)
    level = _level_error(known, after)
    return Graded(after.places, errors, worth, level, after.yes, after.yes_spread, after.curves, mean)


def _level_error(known: _Answers, state: _State) -> Floats:
    """Return by construct what is common to all groups: how easy its statements are, and how far yes is said.

    Only statements worded the other way tell saying yes from agreeing; of each pair of them half the easiness stays.
    """
    signs = [[known.statements[j].sign for j in columns] for columns in known.columns]
    pairs = int(np.sum([min(each.count(1), each.count(-1)) for each in signs]))
    yes_error = YES_MEAN / np.sqrt(1.0 + pairs * (YES_MEAN / EASINESS) ** 2 * 2.0)
    found = np.zeros(len(known.columns))
    for c, columns in enumerate(known.columns):
        slopes = np.array([state.curves[j].slope for j in columns])
        power = float((slopes**2).sum())
        tilt = float((slopes * np.array(signs[c])).sum()) / power if power else 0.0
        found[c] = np.sqrt(EASINESS**2 / power + (tilt * yes_error) ** 2) if power else np.inf
    return found
