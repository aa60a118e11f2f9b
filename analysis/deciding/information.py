"""What the decision depends on: which unknown is worth measuring first."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ...model.company import Company
from ...model.organisation import Organisation
from ...model.schedule import Schedule
from ...model.simulation import run, worker_count
from ...scenarios.ground.by_value import by_value
from ...scenarios.programmes.prices import Prices
from ..base.effects import spread_of
from ..base.least_sizes import enough
from ..comparing.break_even import priced
from ..comparing.price_ranges import price_draws
from ..evidence.parts import Box
from .mix import Mix
from .objective import Objective
from .worlds import COMPARED, Worlds

Floats = npt.NDArray[np.float64]

DRAWS, FEWEST = 8, 64
"""Draws of prices by world, and the fewest in all."""
_REPLICATES = 2
_SHUFFLES = 40
"""Orders at random of an unknown's values, which show what chance alone would make of it."""
_AT_ONCE = 32
_NOTHING = 1e-9
"""Worth below this, relative to the outcome, is rounding."""


@by_value
@dataclass(frozen=True)
class Unknown:
    """What knowing one number would be worth.

    Attributes
    ----------
    name : str
        Machine name, for example ``prices.align_kpis`` or ``behaviour.kpi_weight``.
    worth : float
        Expected gain in the objective from knowing it before deciding (less what chance alone shows), in
        the objective's unit; 0 or more.
    clear : bool
        Whether that is more than 95 % of random orders show.
    changes : float
        Share of its values at which another option than the best mix would be the better one.
    instead : str
        The option that is better most often where it is another; "" if none is.
    low, high : float
        The range in which it may be: 90 % of the draws.
    """

    name: str
    worth: float
    clear: bool
    changes: float
    instead: str
    low: float
    high: float


@by_value
@dataclass(frozen=True)
class Knowledge:
    """What the choice depends on.

    Attributes
    ----------
    unknowns : tuple of Unknown
        The most valuable to know first.
    ahead : float
        Share of draws of a world and prices together in which the best mix is ahead of the second best.
    alternatives : tuple of Mix
        Options among which one would choose, the best mix first.
    draws : int
    """

    unknowns: tuple[Unknown, ...]
    ahead: float
    alternatives: tuple[Mix, ...]
    draws: int

    @property
    def first(self) -> Unknown | None:
        """What to measure first; None if knowing nothing of it would change the choice."""
        return next((each for each in self.unknowns if each.clear and each.worth > 0.0), None)


def worth_knowing(mixes: Sequence[Mix], worlds: Worlds, objective: Objective, draws: int | None = None) -> Knowledge:
    """Return the unknowns on which the choice depends, the most valuable to know first.

    The expected value of partial perfect information, by regression: the mean of each option given one
    unknown is a parabola over it; knowing the unknown, one would take the option whose parabola is
    highest there (Strong, M., Oakley, J. E. and Brennan, A. (2014). Estimating multiparameter partial
    expected value of perfect information from a probabilistic sensitivity analysis sample. Medical
    Decision Making 34, 311-326). From that is taken what the same regression shows for values in an order at
    random, since the highest of several noisy curves is too high. Unknowns are taken one by one; the risk
    attitude does not matter here, the outcome's mean does.

    Parameters
    ----------
    mixes : sequence of Mix
        The best one first, the second best second.
    """
    draws = draws or max(FEWEST, DRAWS * len(worlds))
    prices = price_draws(draws, worlds.seed)
    table = _values(mixes, worlds, objective, prices)
    number = np.arange(draws) % len(worlds)
    chance = np.random.default_rng(worlds.seed)
    names = [each.name for each in mixes]
    found = [
        _unknown(name, points, table, names, chance, None if name.startswith("prices.") else number)
        for name, points in _unknowns(mixes, worlds, prices, number).items()
    ]
    found.sort(key=lambda each: (-each.worth, not each.clear, each.name))
    return Knowledge(tuple(found), float((table[:, 0] > table[:, 1]).mean()), tuple(mixes), draws)


def _unknowns(
    mixes: Sequence[Mix], worlds: Worlds, prices: Sequence[Prices], number: npt.NDArray[np.int64]
) -> dict[str, Floats]:
    """Return by name the values of what is not known, draw by draw; only what varies."""
    found = {}
    for name in sorted({name for each in mixes for name in priced(each.scenario)}):
        found[f"prices.{name}"] = np.array([getattr(each, name) for each in prices])
    if not enough("verdict", len(worlds)):  # a parabola through a handful of parameter sets
        return found
    for name in Box().names:
        found[f"behaviour.{name}"] = np.array([getattr(each.behaviour, name) for each in worlds.companies])[number]
    for name, values in _fitted(worlds).items():
        found[name] = values[number]
    return {name: values for name, values in found.items() if spread_of(values) > 0.0}


def _fitted(worlds: Worlds) -> dict[str, Floats]:
    """Return the numbers of fitted companies, those of departments as their mean over people."""
    if not worlds.fitted:
        return {}
    organisations = [each.organisation for each in worlds.companies]
    first = organisations[0].departments[0]
    levers = {f"levers.{name}": _means(organisations, name, of_levers=True) for name in first.levers.declarations()}
    places = {f"levers.{name}": _means(organisations, name, of_levers=False) for name in first.declarations()}
    whole = {
        f"levers.{name}": np.array([float(getattr(each, name)) for each in organisations])
        for name in organisations[0].declarations()
    }
    return {**levers, **places, **whole}


def _means(organisations: Sequence[Organisation], name: str, *, of_levers: bool) -> Floats:
    """Return a number of departments, or of their levers, as its mean over people, by organisation."""
    return np.array([
        np.average(
            [getattr(each.levers if of_levers else each, name) for each in organisation.departments],
            weights=[each.people for each in organisation.departments],
        )
        for organisation in organisations
    ])  # fmt: skip


def _values(mixes: Sequence[Mix], worlds: Worlds, objective: Objective, prices: Sequence[Prices]) -> Floats:
    """Return the objective's outcome by draw and option, greater being better."""
    draws, month = len(prices), objective.month
    table = np.empty((draws, len(mixes)))

    def mean(task: tuple[int, Company, Schedule]) -> float:
        draw, company, plan = task
        start = COMPARED + draw * _REPLICATES
        done = run(
            company, plan, replications=_REPLICATES, seed=worlds.seed, first_replicate=start, workers=1
        )  # fmt: skip
        return float(done.of(objective.outcome)[:, month - 1].mean())

    with ThreadPoolExecutor(worker_count(worlds.workers)) as threads:
        for first in range(0, draws, _AT_ONCE):
            places = [(draw, n) for draw in range(first, min(first + _AT_ONCE, draws)) for n in range(len(mixes))]
            tasks = [_task(mixes[n], worlds.companies[draw % len(worlds)], prices[draw], draw, month)
                     for draw, n in places]  # fmt: skip
            for place, value in zip(places, threads.map(mean, tasks), strict=True):
                table[place] = value
    return table * objective.direction


def _task(mix: Mix, company: Company, prices: Prices, draw: int, month: int) -> tuple[int, Company, Schedule]:
    scenario = mix.scenario
    if company.organisation is not scenario.company.organisation:
        scenario = replace(scenario, company=company)
    changed = scenario.with_prices(prices) if priced(scenario) else scenario
    return draw, company, changed.schedule.first(month)


def _curves(points: Floats, table: Floats) -> Floats:
    """Return the mean of each option given an unknown: a parabola over it, least squares."""
    spread = (points - points.mean()) / points.std()
    design = np.column_stack([np.ones_like(spread), spread, spread**2])
    return np.asarray(design @ np.linalg.lstsq(design, table, rcond=None)[0])


def _gain(points: Floats, table: Floats) -> float:
    return float(_curves(points, table).max(axis=1).mean() - table.mean(axis=0).max())


def _shuffled(points: Floats, chance: np.random.Generator, worlds: npt.NDArray[np.int64] | None) -> Floats:
    """Return the values in another order; those of worlds stay together."""
    if worlds is None:
        return chance.permutation(points)
    values = points[: int(worlds.max()) + 1]
    return np.asarray(chance.permutation(values)[worlds])


def _unknown(
    name: str, points: Floats, table: Floats, names: Sequence[str], chance: np.random.Generator,
    worlds: npt.NDArray[np.int64] | None,
) -> Unknown:  # fmt: skip
    gain = _gain(points, table)
    by_chance = np.array([_gain(_shuffled(points, chance, worlds), table) for _ in range(_SHUFFLES)])
    worth, scale = gain - float(by_chance.mean()), float(np.abs(table).max())
    curves = _curves(points, table)
    then = curves.argmax(axis=1)
    others = then[then != 0]
    instead = names[int(np.bincount(others).argmax())] if len(others) else ""
    low, high = np.quantile(points, [0.05, 0.95])
    return Unknown(
        name, worth if worth > _NOTHING * scale else 0.0, gain > float(np.quantile(by_chance, 0.95)),
        float((then != 0).mean()), instead, float(low), float(high),
    )  # fmt: skip
