"""Several objectives at once: the search for a Pareto set, and how robust what is found is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.phrase import Phrase
from ...scenarios.ground.by_value import by_value
from ...scenarios.ground.extras import needed

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Space = Mapping[str, Sequence[Any] | None]
"""By name the values that something may have; None for any number from 0 to 1."""
Values = dict[str, Any]
Judge = Callable[[Values], tuple[Sequence[float], float] | None]
"""From values to objectives, the larger the better, and what is violated (0 or less: nothing); None: impossible."""

POPULATION = 24
MANY = 3
"""With more objectives than these NSGA-III takes the place of NSGA-II, whose crowding says little then."""
_NOTHING = -1e12


@dataclass(frozen=True, eq=False)
class Tried:
    """What a search tried.

    Attributes
    ----------
    values : tuple of dict
    points : float64 array [tried, objectives]
        The larger the better.
    """

    values: tuple[Values, ...]
    points: Floats


def check_optuna() -> None:
    """Refuse where Optuna is not installed."""
    needed("optuna", what=Phrase("policies"), name="Optuna")


def searched(
    space: Space, judge: Judge, objectives: int, trials: int, *, seed: int = 0, guesses: Sequence[Values] = (),
    progress: Callable[[int], object] | None = None,
) -> Tried:  # fmt: skip
    """Return what a search for a Pareto set tried and could be had, in the order in which it was tried.

    NSGA-II (Deb et al. 2002, IEEE Transactions on Evolutionary Computation 6, 182-197), beyond three objectives
    NSGA-III (Deb & Jain 2014, ibid. 18, 577-601), both as Optuna has them. Proposals depend on the seed and on the
    objectives only.

    Parameters
    ----------
    space : mapping
    judge : callable
    objectives : int
    trials : int
    seed : int
    guesses : sequence of dict
        Where the search begins; what they leave out is drawn.
    progress : callable, optional
        Called with 1 after each trial.
    """
    check_optuna()
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    kind = optuna.samplers.NSGAIIISampler if objectives > MANY else optuna.samplers.NSGAIISampler
    sampler = kind(population_size=POPULATION, seed=seed % 2**32)
    study = optuna.create_study(directions=["maximize"] * objectives, sampler=sampler)
    ranges = {name: _range(optuna, values) for name, values in space.items()}
    found: dict[str, tuple[Values, Sequence[float]]] = {}
    for guess in guesses[:trials]:
        study.enqueue_trial(guess)
    for _ in range(trials):
        trial = study.ask(ranges)
        judged = judge(dict(trial.params))
        trial.set_constraint("spent", 1.0 if judged is None else judged[1])
        study.tell(trial, [_NOTHING] * objectives if judged is None else list(judged[0]))
        if judged is not None and judged[1] <= 0.0:
            found.setdefault(repr(sorted(trial.params.items())), (dict(trial.params), judged[0]))
        if progress:
            progress(1)
    each = list(found.values())
    return Tried(tuple(one for one, _ in each), np.array([points for _, points in each]).reshape(-1, objectives))


def _range(optuna: Any, values: Sequence[Any] | None) -> Any:
    if values is None:
        return optuna.distributions.FloatDistribution(0.0, 1.0)
    return optuna.distributions.CategoricalDistribution(list(values))


def nondominated(points: Floats) -> Flags:
    """Return which points no other one beats: none is as good in all objectives and better in one.

    Parameters
    ----------
    points : float64 array [points, objectives]
        The larger the better.

    Returns
    -------
    bool array [points]
    """
    good = np.ones(len(points), np.bool_)
    for n, point in enumerate(points):
        good[n] = not bool(((points >= point).all(axis=1) & (points > point).any(axis=1)).any())
    return good


def spread(points: Floats, most: int) -> list[int]:
    """Return at most so many of some points that lie far from each other: the best by objective, then the farthest.

    Parameters
    ----------
    points : float64 array [points, objectives]
    most : int

    Returns
    -------
    list of int
        In the order of the points.
    """
    span = np.ptp(points, axis=0)
    scaled = points / np.where(span > 0.0, span, 1.0)
    kept = list(dict.fromkeys(int(each) for each in points.argmax(axis=0)))[:most]
    while len(kept) < min(most, len(points)):
        apart = np.min([np.abs(scaled - scaled[each]).sum(axis=1) for each in kept], axis=0)
        if not apart.max() > 0.0:
            break
        kept.append(int(apart.argmax()))
    return sorted(kept)


def regrets(values: Floats) -> Floats:
    """Return by option and world how far it is behind the best option of that world (Savage 1951).

    Parameters
    ----------
    values : float64 array [options, worlds]
        The larger the better.

    Returns
    -------
    float64 array [options, worlds]
        0 or more.
    """
    return np.asarray(values.max(axis=0) - values)


@by_value
@dataclass(frozen=True)
class Robustness:
    """How an option does over worlds nobody can choose among.

    Attributes
    ----------
    satisficing : float
        Share of worlds in which it reaches what is asked for (Starr 1962's domain criterion).
    regret_90, regret_most : float
        90th percentile and maximum of the regret over worlds, in the outcome's unit.
    """

    satisficing: float
    regret_90: float
    regret_most: float


def robustness(values: Floats, asked_for: float) -> tuple[Robustness, ...]:
    """Return how robust options are that are held against each other in the same worlds.

    Parameters
    ----------
    values : float64 array [options, worlds]
        The larger the better.
    asked_for : float
        What is enough.
    """
    behind = regrets(values)
    return tuple(
        Robustness(float((one >= asked_for).mean()), float(np.quantile(far, 0.9)), float(far.max()))
        for one, far in zip(values, behind, strict=True)
    )
