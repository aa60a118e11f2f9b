"""Fitting a company to its own history: what its export leaves open, and what it foretells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.errors import InputError
from ...scenarios.core.scenario import Scenario
from .fit_draws import Draw, Fit
from .observed import Pattern, Shares
from .particles import Particles, particles, simulated
from .posterior import Posterior, posterior, weighted_quantiles
from .rule_check import RuleCheck
from .unknowns import Floats, Unknown, bound, free, unknowns_of

COMPANIES = 3000
"""Simulated companies: at 12 months about 5 seconds of one core for 100 people."""
AHEAD, HELD_OUT, FEWEST_MONTHS = 6, 3, 3
"""Months foretold; months kept aside to check the fit; months without which nothing is fitted."""
HORIZON = 36
"""Months after the history for which the fitted company can be run."""
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False)
class Forecast:
    """Real use by month (M months) and place (the company, then its departments).

    Attributes
    ----------
    quantiles : float64 array [5, M, 1 + D]
        At `LEVELS`; NaN where the export shows nothing.
    mean : float64 array [M, 1 + D]
    """

    quantiles: Floats
    mean: Floats


@dataclass(frozen=True, eq=False)
class HeldOut:
    """How the last months were foretold from those before (h months).

    Attributes
    ----------
    forecast : Forecast
        Of those months.
    seen : float64 array [h, 1 + D]
        What the export shows of them.
    carried : float64 array [h, 1 + D]
        The last month before, carried forward.
    """

    forecast: Forecast
    seen: Floats
    carried: Floats

    @property
    def error(self) -> float:
        """Mean absolute error by department and month, as a share."""
        return float(np.nanmean(np.abs(self.forecast.mean - self.seen)[:, 1:]))

    @property
    def error_carried(self) -> float:
        """The same for carrying the last month forward."""
        return float(np.nanmean(np.abs(self.carried - self.seen)[:, 1:]))

    @property
    def covered(self) -> float:
        """Share of the departments' months inside the 90 % interval."""
        low, high = self.forecast.quantiles[0], self.forecast.quantiles[-1]
        known = np.isfinite(self.seen)[:, 1:]
        return float(((low <= self.seen) & (self.seen <= high))[:, 1:][known].mean())


@dataclass(frozen=True, eq=False)
class Fitted:
    """What a history leaves of a company's numbers.

    Attributes
    ----------
    fit : Fit
        The draws, for deciding and for the file.
    unknowns : tuple of Unknown
    quantiles : float64 array [5, k]
        Of each unknown at `LEVELS`.
    explained : float64 array [k]
        Share of each one's variance that the history explains.
    together : tuple of (int, int, float)
        Pairs of unknowns that the history narrows down only together, and their correlation.
    seen : float64 array [T, 1 + D]
        Real use as the export shows it.
    again : Forecast
        Of the months of the history, from the companies that are left, simulated anew with other people and luck.
    forecast : Forecast
        Of all months of the history and `AHEAD` more, if nothing changes, given what was seen.
    held_out : HeldOut or None
        None where the history is too short.
    distance : float
        See `Posterior`.
    simulated : int
        Number of companies simulated.
    """

    fit: Fit
    unknowns: tuple[Unknown, ...]
    quantiles: Floats
    explained: Floats
    together: tuple[tuple[int, int, float], ...]
    seen: Floats
    again: Forecast
    forecast: Forecast
    held_out: HeldOut | None
    distance: float
    simulated: int


def fitted(
    scenario: Scenario, seen: Shares, members: Sequence[Behaviour], check: RuleCheck, *, fixed: Collection[str] = (),
    companies: int = COMPANIES, seed: int = 0, workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Fitted:  # fmt: skip
    """Fit a company to what its export shows.

    Parameters
    ----------
    scenario : Scenario
        The company, with what was done in the months of the export.
    seen : Shares
        What the export shows, one company (`observed`).
    members : sequence of Behaviour
        The ensemble: how people may behave.
    check : RuleCheck
        How well the rule of real use reads an export.
    fixed : collection of str
        Paths of numbers that are known.
    companies : int
        Number of companies to simulate.
    seed : int
        Root seed; the same seed gives the same fit.

    Raises
    ------
    InputError
        For a history that is too short.
    """
    months = seen.months
    if months < FEWEST_MONTHS:
        problem = "the export covers {months} months; a fit needs {least} or more."
        raise InputError(problem, months=months, least=FEWEST_MONTHS)
    unknowns = unknowns_of(scenario, fixed)
    now = replace(scenario, months=months + AHEAD)
    found = particles(now, unknowns, members, check, companies, seed=seed, workers=workers, progress=progress)
    pattern = Pattern.of(seen)
    summaries, own = pattern.summary(found.shares.first(months)), pattern.summary(seen)[0]
    left = posterior(summaries, free(found.values, unknowns), own)
    values = bound(left.values, unknowns)
    draws = _draws(left, values, unknowns, found, members)
    behaviours, past = [each.behaviour for each in draws], replace(scenario, months=months)
    anew = simulated(past, unknowns, values, behaviours, check, seed=seed, first=companies, workers=workers)
    return Fitted(
        fit=Fit(replace(scenario, months=months + HORIZON), draws, months, seed),
        unknowns=unknowns,
        quantiles=weighted_quantiles(values, left.weight, LEVELS),
        explained=left.explained,
        together=_together(left),
        seen=pattern.real(seen)[0],
        again=_spread(pattern.real(anew), left.weight),
        forecast=_foretold(summaries, pattern.longer(months + AHEAD).real(found.shares), own),
        held_out=_held_out(found, seen, pattern) if months >= FEWEST_MONTHS + HELD_OUT else None,
        distance=left.distance,
        simulated=companies,
    )


def _draws(
    left: Posterior, values: Floats, unknowns: tuple[Unknown, ...], found: Particles, members: Sequence[Behaviour]
) -> tuple[Draw, ...]:
    paths = [each.path for each in unknowns]
    return tuple(
        Draw(float(weight), members[found.member[k]], dict(zip(paths, map(float, row), strict=True)), int(k))
        for weight, row, k in zip(left.weight, values, left.kept, strict=True)
    )


CORRELATED = 0.5
"""Correlation from which two unknowns are said to be known only together (judgement)."""


def _together(left: Posterior) -> tuple[tuple[int, int, float], ...]:
    """Return pairs of unknowns that are correlated among the companies left, the strongest first."""
    spread = left.values - left.mean
    cover = (spread * left.weight[:, None]).T @ spread
    scale = np.sqrt(np.maximum(np.diag(cover), 1e-12))
    found = cover / np.outer(scale, scale)
    pairs = [(i, j, float(found[i, j])) for i in range(len(found)) for j in range(i)]
    return tuple(sorted((each for each in pairs if abs(each[2]) >= CORRELATED), key=lambda each: -abs(each[2])))


def _foretold(summaries: Floats, real: Floats, own: Floats) -> Forecast:
    """Return real use by month and place given a history: the simulated companies' own months, adjusted to it."""
    n, months, places = real.shape
    flat = real.reshape(n, -1)
    known = np.isfinite(flat).all(axis=0)
    left = posterior(summaries, np.arcsin(np.sqrt(np.clip(flat[:, known], 0.0, 1.0))), own)
    shares = np.sin(np.clip(left.values, 0.0, np.pi / 2.0)) ** 2
    quantiles, mean = np.full((len(LEVELS), months * places), np.nan), np.full(months * places, np.nan)
    quantiles[:, known] = weighted_quantiles(shares, left.weight, LEVELS)
    mean[known] = left.weight @ shares
    return Forecast(quantiles.reshape(len(LEVELS), months, places), mean.reshape(months, places))


def _spread(real: Floats, weight: Floats) -> Forecast:
    """Return the spread of real use among companies, [m, T, 1 + D]."""
    flat = real.reshape(len(real), -1)
    quantiles = weighted_quantiles(flat, weight, LEVELS).reshape(len(LEVELS), *real.shape[1:])
    return Forecast(quantiles, (weight @ flat).reshape(real.shape[1:]))


def _held_out(found: Particles, seen: Shares, pattern: Pattern) -> HeldOut:
    """Return how the last months come out, foretold from those before."""
    until = seen.months - HELD_OUT
    before, real = pattern.first(until), pattern.real(seen)[0]
    summaries, own = before.summary(found.shares.first(until)), before.summary(seen.first(until))[0]
    ahead = pattern.longer(found.shares.months).real(found.shares)[:, until : seen.months]
    last: npt.NDArray[np.float64] = np.broadcast_to(real[until - 1], (HELD_OUT, real.shape[1]))
    return HeldOut(_foretold(summaries, ahead, own), real[until:], last)
