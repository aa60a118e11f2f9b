"""The company as its answers leave it: draws that every command takes, with what the answers moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...model.behaviour import Behaviour
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.adding import added
from ...scenarios.surveys.answers import Answers
from ...scenarios.surveys.instrument import Construct, Instrument
from ..evidence.behaviour import members_in
from ..evidence.ensemble import Ensemble
from ..evidence.fit_draws import Draw, Fit
from .conditioning import Row, conditioned, fitting, moments
from .link import SHARED, Floats, Seen, normal_of, value_of
from .numbers import APPLIED, WHOLE, Number, covariance_of, limits, numbers_of
from .standing import Standing, standing

DRAWS, KEPT = 2048, 256
"""Draws by which intervals are told, and those of them that stand in the file."""
LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, eq=False)
class Moved:
    """What the answers did to one number.

    Attributes
    ----------
    number : Number
    before, after : tuple of float
        Values at `LEVELS`.
    explained : float
        Share of the variance before the answers that they explain, 0 to 1.
    """

    number: Number
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    explained: float


@dataclass(frozen=True, eq=False)
class Surveyed:
    """A company with what its answers say of it.

    Attributes
    ----------
    fit : Fit
        The draws, for deciding and for the file.
    standing : Standing
        Where departments stand.
    moved : tuple of Moved
        Numbers of the company, and of behaviour, in the order of the questionnaire.
    overall : tuple of Moved
        Numbers of departments as their mean over people.
    used : Fit or None
        What usage alone left, where both were given.
    """

    fit: Fit
    standing: Standing
    moved: tuple[Moved, ...]
    overall: tuple[Moved, ...] = ()
    used: Fit | None = None


def surveyed(
    answers: Answers, scenario: Scenario, ensemble: Ensemble, fit: Fit | None = None, seed: int = 0
) -> Surveyed:
    """Return the company as its answers leave it.

    Parameters
    ----------
    answers : Answers
    scenario : Scenario
        The company; of a fit its own is taken.
    ensemble : Ensemble
        How people may behave; a fit brings its own.
    fit : Fit, optional
        What usage left of the company: the answers are laid on top of it.
    seed : int
    """
    company = scenario if fit is None else fit.scenario
    chance = np.random.default_rng([seed, 22])
    stands = standing(answers, company)
    before = _before(company, answers.instrument, members_in(company.company, ensemble), fit, chance)
    weight = _weighed(before, stands.seen, answers.instrument)
    rows = [each for each in (_row(seen, answers.instrument, before.numbers, company) for seen in stands.seen) if each]
    mean, covariance = before.mean, before.covariance
    if fit is not None:
        mean, covariance = moments(before.scores, weight)
    after = conditioned(before.scores, rows, mean, covariance, chance)
    moved = (*_moved(before, after, weight), *_behaviour(before, weight, answers.instrument))
    overall = _overall(before, after, weight, company)
    return Surveyed(_fit(company, before, after, weight, fit, seed), stands, moved, overall, fit)


@dataclass(frozen=True, eq=False)
class _Before:
    """Draws before the answers: normal scores of numbers [n, m], the behaviour of each, weights, moments."""

    numbers: tuple[Number, ...]
    scores: Floats
    behaviours: tuple[Behaviour, ...]
    weight: Floats
    mean: Floats
    covariance: Floats
    draws: tuple[Draw, ...]


def _before(
    company: Scenario, instrument: Instrument, members: Sequence[Behaviour], fit: Fit | None,
    chance: np.random.Generator,
) -> _Before:  # fmt: skip
    draws = fit.draws if fit else ()
    fitted = set(draws[0].settings) if draws else set()
    numbers = numbers_of(company, instrument, fitted)
    covariance = covariance_of(numbers)
    n = len(draws) or DRAWS
    scores = chance.standard_normal((n, len(numbers))) @ np.linalg.cholesky(covariance).T
    for k, each in enumerate(numbers):
        if each.path in fitted:
            values = np.array([draw.settings.get(each.path, 0.5 * (each.low + each.high)) for draw in draws])
            scores[:, k] = normal_of(values, np.array(each.low), np.array(each.high))
    order = chance.permutation(n)
    behaviours = tuple(d.behaviour for d in draws) or tuple(members[k % len(members)] for k in order)
    weight = np.array([d.weight for d in draws]) if draws else np.full(n, 1.0 / n)
    return _Before(numbers, scores, behaviours, weight, np.zeros(len(numbers)), covariance, draws)


def _constructs(instrument: Instrument) -> dict[str, Construct]:
    return {each.name: each for each in instrument.constructs}


def _row(seen: Seen, instrument: Instrument, numbers: tuple[Number, ...], company: Scenario) -> Row | None:
    """Return what a construct is of among the numbers that draws set; None where it is of none of them."""
    ties = [t for t in _constructs(instrument)[seen.name].ties if t.group in APPLIED and not t.spread]
    if not ties:
        return None
    people = np.array([each.people for each in company.company.organisation.departments], float)
    load, own = np.zeros((len(seen.groups), len(numbers))), np.zeros(len(seen.groups))
    for g, department in enumerate(seen.groups):
        for tie in ties:
            share = tie.sign / np.sqrt(len(ties))
            for k, each in enumerate(numbers):
                if each.name != tie.name:
                    continue
                if each.department == WHOLE:
                    load[g, k] = share
                    own[g] += share**2 * (1.0 - SHARED) * tie.by_department
                elif department in (each.department, WHOLE):
                    load[g, k] = share * (1.0 if department != WHOLE else people[each.department] / people.sum())
    return Row(seen, load, own)


def _weighed(before: _Before, seen: Sequence[Seen], instrument: Instrument) -> Floats:
    """Return the draws' weights once it is known what is said of how people behave."""
    logs, known = np.log(before.weight), dict[Behaviour, float]()
    for each in dict.fromkeys(before.behaviours):
        known[each] = added(_likely(each, one, instrument) for one in seen)
    logs = logs + np.array([known[each] for each in before.behaviours])
    found = np.exp(logs - logs.max())
    return np.asarray(found / found.sum())


def _likely(behaviour: Behaviour, seen: Seen, instrument: Instrument) -> float:
    ties = [t for t in _constructs(instrument)[seen.name].ties if t.group == "behaviour" and not t.spread]
    if not ties:
        return 0.0
    declared = Behaviour.declarations()
    ranges = [declared[tie.name].plausible for tie in ties]
    values = np.array([getattr(behaviour, tie.name) for tie in ties])
    scores = normal_of(values, np.array([low for low, _ in ranges]), np.array([high for _, high in ranges]))
    signs = np.array([float(tie.sign) for tie in ties]) / np.sqrt(len(ties))
    groups = len(seen.groups)
    return fitting(list(scores), Row(seen, np.tile(signs, (groups, 1)), np.zeros(groups)))


def _quantiles(values: Floats, weight: Floats) -> tuple[float, float, float]:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order]) - 0.5 * weight[order]
    low, middle, high = (float(np.interp(level, reached, values[order])) for level in LEVELS)
    return low, middle, high


def _variance(values: Floats, weight: Floats) -> float:
    return float((weight * (values - (weight * values).sum()) ** 2).sum())


def _change(number: Number, before: Floats, after: Floats, old: Floats, new: Floats) -> Moved:
    spread = max(_variance(before, old), 1e-12)
    explained = float(np.clip(1.0 - _variance(after, new) / spread, 0.0, 1.0))
    return Moved(number, _quantiles(before, old), _quantiles(after, new), explained)


def _moved(before: _Before, after: Floats, weight: Floats) -> list[Moved]:
    low, high = limits(before.numbers)
    old, new = value_of(before.scores, low, high), value_of(after, low, high)
    return [_change(each, old[:, k], new[:, k], before.weight, weight) for k, each in enumerate(before.numbers)]


def _overall(before: _Before, after: Floats, weight: Floats, company: Scenario) -> tuple[Moved, ...]:
    low, high = limits(before.numbers)
    old, new = value_of(before.scores, low, high), value_of(after, low, high)
    people = np.array([each.people for each in company.company.organisation.departments], float)
    found = []
    for name in dict.fromkeys(each.name for each in before.numbers if each.department != WHOLE):
        columns = [k for k, each in enumerate(before.numbers) if each.name == name]
        share = people[[before.numbers[k].department for k in columns]] / people.sum()
        one = before.numbers[columns[0]]
        number = Number(f"organisation.{name}", name, WHOLE, one.low, one.high)
        first, last = ((values[:, columns] * share).sum(axis=1) for values in (old, new))
        found.append(_change(number, first, last, before.weight, weight))
    return tuple(found)


def _behaviour(before: _Before, weight: Floats, instrument: Instrument) -> list[Moved]:
    every = (tie for each in instrument.constructs for tie in each.ties)
    found = []
    for tie in every:
        if tie.group == "behaviour" and not tie.spread:
            low, high = Behaviour.declarations()[tie.name].plausible
            values = np.array([getattr(each, tie.name) for each in before.behaviours])
            number = Number(f"behaviour.{tie.name}", tie.name, WHOLE, low, high)
            found.append(_change(number, values, values, before.weight, weight))
    return found


def _fit(
    company: Scenario, before: _Before, after: Floats, weight: Floats, fit: Fit | None, seed: int
) -> Fit:  # fmt: skip
    """Return the draws after the answers: those of the fit with other weights, or as many as a file needs."""
    low, high = limits(before.numbers)
    values, paths = value_of(after, low, high), [each.path for each in before.numbers]
    settings = [dict(zip(paths, map(float, row), strict=True)) for row in values]
    if fit is not None:
        return replace(fit, draws=tuple(
            replace(draw, weight=float(w), settings={**draw.settings, **own})
            for draw, w, own in zip(before.draws, weight, settings, strict=True)
        ))  # fmt: skip
    edges = np.cumsum(weight)
    chosen = np.minimum(np.searchsorted(edges, (0.5 + np.arange(KEPT)) / KEPT * edges[-1]), len(weight) - 1)
    chosen = np.random.default_rng([seed, 23]).permutation(chosen)
    return Fit(company, tuple(
        Draw(1.0 / KEPT, before.behaviours[k], settings[k], n) for n, k in enumerate(map(int, chosen))
    ), 0, seed)  # fmt: skip
