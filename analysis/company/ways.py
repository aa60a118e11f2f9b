"""The two ways of using a feature, real work and the bare minimum, as this export's own counts and days show them.

Many pairs of ways are held against the counts of each feature: how often people click who do either, how they spread,
and whether the minimum comes in bursts. Those that fit have weight (importance sampling). Months of one person repeat
each other and no distribution is quite the right one, so that a feature's counts speak with the weight of a few dozen
observations only (a coarsened posterior: Miller and Dunson 2019, JASA 114:1113). Where two ways of working cannot be
told apart, pairs of every share fit alike, and their range is what is not known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

TRIED = 4000
"""Pairs of ways that are tried."""
COUNTS = np.array([1, 2, 3, 4, 6, 9, 13, 19, 28, 41, 61, 91, 136, 205, 310, 470, 700, 1500])
"""From how many uses on each bin of counts goes; below the first there is no use."""
BEATS = np.array([0.15, 0.35, 0.5, 0.65, 0.8, 0.95])
"""Limits of the bins of rhythm (`rhythm_of`)."""
GRID = np.arange(-2.5, 7.51, 0.2)
"""Logarithms of how often somebody uses a feature in a month, up to chance."""
CLASSES = 7
"""Classes of people by their own level."""
HEAVIEST = 120.0
"""Observations by which a feature's counts weigh at most: no distribution is quite right."""
IN_BULK = 0.3
"""Share of pairs of ways in which the bare minimum is clicked about as often as real work (judgement)."""
SPREADS, LOOKS = (0.25, 1.0), (0.01, 0.15)
STEADY, UNEVEN = (9.0, 22.0), (0.1, 0.5)
WORKDAYS = 21.0


@dataclass(frozen=True, eq=False)
class Ways:
    """Possible pairs of ways (m of them), and how well each fits each feature.

    Attributes
    ----------
    share : float64 array [m]
        Share of real use among all use.
    level : float64 array [m]
        Mean logarithm of the uses in real work.
    likely : float64 array [m, 3, cells]
        How likely an observation (`Seen.cell`) is where nothing, the minimum, or real work is done.
    beats : float64 array [m, 3, counts, rhythms]
        The same of its rhythm at each bin of counts; the first rhythm is not known.
    weight : float64 array [F, m]
        Adds up to one for each feature.
    """

    share: Floats
    level: Floats
    likely: Floats
    beats: Floats
    weight: Floats


@dataclass(frozen=True, eq=False)
class Seen:
    """What an export shows of each person, month and feature, in bins.

    Attributes
    ----------
    cell, beat : int array [P, T, F]
        Bin of uses in the person's class; bin of rhythm, 0 where it is not known.
    classes : float64 array [c]
        Mean level of the people in each class.
    """

    cell: Ints
    beat: Ints
    classes: Floats


def rhythm_of(counts: Floats, days: Floats) -> Floats:
    """Return how regular use was: 0 all on one day, about 1 on as many days as if spread evenly; NaN below 3 uses.

    Examples
    --------
    >>> rhythm_of(np.array([20.0, 20.0, 1.0]), np.array([1.0, 13.0, 1.0])).round(1)
    array([ 0.,  1., nan])
    """
    expected = WORKDAYS * (1.0 - (1.0 - 1.0 / WORKDAYS) ** np.maximum(counts, 3.0))
    found = np.log(np.maximum(days, 1.0)) / np.log(expected)
    return np.where(counts >= 3.0, np.clip(found, 0.0, 1.5), np.nan)


def seen_of(counts: Floats, days: Floats | None, level: Floats) -> Seen:
    """Return what an export shows, in bins."""
    order = np.argsort(np.argsort(level, kind="stable"), kind="stable")
    number = order * min(CLASSES, len(level)) // len(level)
    classes = np.bincount(number, level) / np.bincount(number)
    cell = number[:, None, None] * (len(COUNTS) + 1) + np.digitize(counts, COUNTS)
    if days is None:
        return Seen(cell, np.zeros(counts.shape, np.int64), classes)
    rhythm = rhythm_of(counts, days)
    known = np.isfinite(rhythm)
    return Seen(cell, np.where(known, 1 + np.digitize(np.where(known, rhythm, 0.0), BEATS), 0), classes)


def ways_of(seen: Seen, used: Mask, chance: np.random.Generator) -> Ways:
    """Return pairs of ways that could be behind the use of each feature.

    Parameters
    ----------
    used : bool array [P, T, F]
        Where there was use.
    """
    tried = _tried(chance)
    likely = np.stack([_looks(tried, len(seen.classes)), *(
        _counts(tried[mean], tried[spread], tried["lopsided"], seen.classes)
        for mean, spread in (("least", "least spread"), ("level", "spread"))
    )], axis=1)  # fmt: skip
    beats = _beats(chance) if seen.beat.any() else np.ones((TRIED, 3, len(COUNTS) + 1, 1))
    shares = np.stack([tried["looked"], (1 - tried["looked"]) * (1 - tried["share"]),
                       (1 - tried["looked"]) * tried["share"]], axis=1)  # fmt: skip
    return Ways(tried["share"], tried["level"], likely, beats, _weights(seen, used, _where_used(likely), shares, beats))


def _where_used(likely: Floats) -> Floats:
    """Return the probabilities of the bins given that there was use."""
    by_class = likely.reshape(*likely.shape[:2], -1, len(COUNTS) + 1).copy()
    by_class[..., 0] = 0.0
    return np.asarray((by_class / by_class.sum(axis=3, keepdims=True)).reshape(likely.shape))


def _weights(seen: Seen, used: Mask, inside: Floats, shares: Floats, beats: Floats) -> Floats:
    """Return the weights of the pairs of ways at each feature, [F, m]."""
    features = used.shape[2]
    score = np.zeros((features, len(inside)))
    for b in range(beats.shape[3]):
        here = np.zeros((features, inside.shape[2]))
        for f in range(features):
            those = used[..., f] & (seen.beat[..., f] == b)
            here[f] = np.bincount(seen.cell[..., f][those], minlength=inside.shape[2])
        there = here.any(axis=0)
        size = np.flatnonzero(there) % (len(COUNTS) + 1)
        mixed = sum(shares[:, way, None] * beats[:, way, size, b] * inside[:, way, there] for way in range(3))
        score += here[:, there] @ np.log(np.asarray(mixed) + 1e-9).T
    n, pairs = used.sum(axis=(0, 1)), used.any(axis=1).sum(axis=0)
    score *= (np.minimum(pairs, HEAVIEST) / np.maximum(n, 1))[:, None]
    weight = np.exp(score - score.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _tried(chance: np.random.Generator) -> dict[str, Floats]:
    """Return numbers of pairs of ways before they are held against the counts."""
    level = chance.uniform(np.log(0.7), np.log(200.0), TRIED)
    bulk = chance.random(TRIED) < IN_BULK
    apart = np.where(bulk, np.abs(0.3 * chance.standard_normal(TRIED)), chance.uniform(0.5, 3.0, TRIED))
    return {
        "level": level, "least": level - apart, "share": chance.uniform(0.02, 0.98, TRIED),
        "look": LOOKS[0] * (LOOKS[1] / LOOKS[0]) ** chance.random(TRIED), "looked": 0.6 * chance.random(TRIED) ** 2,
        "lopsided": (chance.random(TRIED) < 0.5).astype(float),
        "spread": chance.uniform(*SPREADS, TRIED), "least spread": chance.uniform(*SPREADS, TRIED),
    }  # fmt: skip


def _counts(mean: Floats, spread: Floats, lopsided: Floats, classes: Floats) -> Floats:
    """Return the probability of each bin of counts in each class, [m, cells]: chance on top of what differs."""
    from scipy.special import pdtr

    ends = np.r_[-np.inf, GRID[:-1] + 0.5 * np.diff(GRID), np.inf]
    part = np.diff(_below(ends[None, :], mean[:, None], spread[:, None], lopsided > 0.5), axis=1)
    rate = np.exp(GRID[:, None] + classes[None, :])
    below = pdtr(COUNTS[None, None, :] - 1.0, rate[:, :, None])
    ones = np.ones((*rate.shape, 1))
    cells = np.diff(np.concatenate([0.0 * ones, below, ones], axis=2), axis=2).reshape(len(GRID), -1)
    return np.asarray(part @ cells + 1e-5)


def _below(log: Floats, mean: Floats, spread: Floats, lopsided: Mask) -> Floats:
    """Return the distribution of the logarithm of uses: normal, or that of a gamma variable, with a tail below."""
    from scipy.special import gammainc, ndtr

    shape = 0.5 / spread**2 + np.sqrt(0.25 / spread**4 + 0.5 / spread**2)  # its trigamma is about the variance
    found = np.asarray(ndtr((log - mean) / spread))
    these = lopsided.ravel()
    found[these] = gammainc(shape[these], (shape[these] - 0.5) * np.exp((log - mean)[these]))
    return found


def _looks(tried: dict[str, Floats], classes: int) -> Floats:
    """Return the probability of each bin where nothing is done: mostly no use, or one look, seldom two."""
    looks = np.concatenate([[0.0], np.exp(-1.6 * np.arange(len(COUNTS)))])
    looks = looks / looks.sum() + 1e-5
    nothing = np.concatenate([[1.0], np.zeros(len(COUNTS))])
    found = (1.0 - tried["look"])[:, None] * nothing + tried["look"][:, None] * looks
    return np.asarray(np.tile(found, (1, classes)))


def _beats(chance: np.random.Generator) -> Floats:
    """Return the probability of each rhythm by way of working and bin of counts, [m, 3, counts, rhythms].

    Real work falls on days drawn from most of the month's working days; the minimum likewise in half of the pairs of
    ways, else from fewer days. What is not known says nothing.
    """
    steady = chance.uniform(*STEADY, TRIED)
    fewer = np.exp(chance.uniform(0.0, 1.0, TRIED) * np.log(steady))
    other = np.where(chance.random(TRIED) < 0.5, steady, fewer)
    middle = np.sqrt(COUNTS * np.r_[COUNTS[1:] - 1, 2 * COUNTS[-1]])
    found = np.ones((TRIED, 3, len(COUNTS) + 1, len(BEATS) + 2))
    for way, days in ((1, other), (2, steady)):
        found[:, way, 1:, 1:] = _rhythms(days, chance.uniform(*UNEVEN, TRIED), middle)
    found[:, 0, :, 1:] = 1.0 / (len(BEATS) + 1)
    return found


def _rhythms(pool: Floats, uneven: Floats, uses: Floats) -> Floats:
    """Return the probability of each rhythm where so many uses fall on days from a pool, [m, uses, rhythms]."""
    from scipy.special import ndtr

    days = np.arange(1, int(WORKDAYS) + 3)
    mean = np.log(pool[:, None] * (1.0 - (1.0 - 1.0 / pool[:, None]) ** uses[None, :]))
    below = ndtr((np.log(days + 0.5)[None, None] - mean[:, :, None]) / uneven[:, None, None])
    inside = np.diff(below, axis=2, prepend=0.0) * (days <= np.ceil(uses)[:, None]) + 1e-6
    rhythm = rhythm_of(np.maximum(uses, 3.0)[:, None] + 0.0 * days, days + 0.0 * uses[:, None])
    number = np.digitize(rhythm, BEATS)
    found = np.stack([(inside * (number == b)).sum(axis=2) for b in range(len(BEATS) + 1)], axis=2) + 1e-3
    return np.asarray(found / found.sum(axis=2, keepdims=True))
