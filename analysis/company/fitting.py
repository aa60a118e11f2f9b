"""Fitting a company to its own history: what its export leaves open, and what it foretells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...model.behaviour import Behaviour
from ...model.errors import InputError
from ...model.in_brief import in_brief
from ...scenarios.core.scenario import Scenario
from ..evidence.fit_draws import Draw, Fit
from .forecasting import AHEAD, FEWEST_MONTHS, HELD_OUT, Forecast, HeldOut, Known, Level, foretold, held_out, spread
from .foretelling import LEVELS, Bet
from .observed import Pattern, Shares
from .particles import Particles, particles, simulated
from .places import shown_departments
from .posterior import Posterior, posterior, weighted_quantiles
from .unknowns import Floats, Unknown, bound, free, unknowns_of

COMPANIES = 3000
"""Simulated companies: at 12 months about 5 seconds of one core for 100 people."""
HORIZON = 36
"""Months after the history for which the fitted company can be run."""


@in_brief
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
        Real use as the export shows it, as probable as it is.
    again : Forecast
        Of the months of the history, from the companies that are left, simulated anew with other people and luck.
    forecast : Forecast
        Of all months of the history, as uncertain as the export leaves them, and of `AHEAD` more if nothing changes.
    bet : Bet
        How the months ahead were foretold.
    mechanism : Forecast
        The same months from the simulated companies alone, given what was seen: what a programme is held against.
    level : Level
        From which real use the forecast goes out.
    held_out : HeldOut or None
        None where the history is too short.
    distance : float
        See `Posterior`.
    simulated : int
        Number of companies simulated.
    shown : float64 array [T, 1 + D]
        What of `seen` may be shown: people count as in a diagnosis, and NaN where they are too few.
    told_of : tuple of int
        Departments of which figures may be shown.
    """

    fit: Fit
    unknowns: tuple[Unknown, ...]
    quantiles: Floats
    explained: Floats
    together: tuple[tuple[int, int, float], ...]
    seen: Floats
    again: Forecast
    forecast: Forecast
    bet: Bet
    mechanism: Forecast
    level: Level
    held_out: HeldOut | None
    distance: float
    simulated: int
    shown: Floats
    told_of: tuple[int, ...]


def fitted(
    scenario: Scenario, seen: Shares, members: Sequence[Behaviour], errors: Floats, *, lived: int = 0,
    fixed: Collection[str] = (),
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
    errors : float64 array [K, T, D, F]
        By how much the export's real use may be misread (`RealUse.errors`).
    lived : int
        Months since go-live before the export begins; `seen` and `errors` begin with them, as unknown.
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
    if months - lived < FEWEST_MONTHS:
        problem = "the export covers {months} months; a fit needs {least} or more."
        raise InputError(problem, months=months - lived, least=FEWEST_MONTHS)
    unknowns = unknowns_of(scenario, fixed)
    now = replace(scenario, months=months + AHEAD)
    found = particles(now, unknowns, members, errors, companies, seed=seed, workers=workers, progress=progress)
    pattern = Pattern.of(seen)
    summaries, own = pattern.summary(found.shares.first(months)), pattern.summary(seen)[0]
    left = posterior(summaries, free(found.values, unknowns), own)
    values = bound(left.values, unknowns)
    draws = _draws(left, values, unknowns, found, members)
    behaviours, past = [each.behaviour for each in draws], replace(scenario, months=months)
    anew, _ = simulated(past, unknowns, values, behaviours, errors, seed=seed, first=companies, workers=workers)
    known = Known(found.shares, found.really, seen, errors, pattern, lived)
    level = Level.of(known, left.distance)
    forecast, said, mechanism = foretold(known, level)
    return Fitted(
        fit=Fit(replace(scenario, months=months + HORIZON), draws, months, seed),
        unknowns=unknowns,
        quantiles=weighted_quantiles(values, left.weight, LEVELS),
        explained=left.explained,
        together=_together(left),
        seen=known.real,
        again=spread(pattern.real(anew)[:, lived:], left.weight),
        forecast=forecast,
        bet=said,
        mechanism=mechanism,
        level=level,
        held_out=held_out(known) if months - lived >= FEWEST_MONTHS + HELD_OUT else None,
        distance=left.distance,
        simulated=companies,
        shown=known.real,
        told_of=tuple(shown_departments(scenario)),
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
