"""What a company's history foretells: its own months carried on, weighed against what simulated companies would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..evidence.fit_draws import FAR
from .baselines import BASELINES, ahead
from .foretelling import LEVELS, REACH, Bet, bet
from .observed import Pattern, Shares
from .posterior import posterior, weighted_quantiles

Floats = npt.NDArray[np.float64]

AHEAD, HELD_OUT, FEWEST_MONTHS = 6, 3, 3
"""Months foretold; months kept aside to check the fit; months without which nothing is fitted."""
ORIGINS = (6, 3)
"""So many months before the last, the simulated companies foretell as well: each time costs as much as a fit."""

RANGE_TAKEN = 0.8
"""Part of the reading's 90 % range that a forecast takes. The reading is careful: its range holds the truth in 99 % of
the company's and 98 % of the departments' months (verification/HONEST.md), so a forecast with all of it is wider than
it says. Chosen on companies 20 to 28 of verification/bets.py, whose report counts 0 to 19."""
NEAR, COUNTS = 1.2, 0.5
"""Distance up to which a company is taken to be like the simulated ones, and how much their level then counts beside
what is read (judgement, checked: verification/BETS.md)."""
SIMULATED = 0.5
"""Error of the level of simulated companies like this one, in errors of the reading: .035 to .07 in companies 20 to 24
of our own engine in verification/bets.py, whose report counts 0 to 19."""
LEAST_READ, MOST_TIMES = 0.005, 3.0
"""Share of real use below which nothing is made of it, and by how much the level may be moved (judgement)."""


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
    rivals : mapping of str to float64 array [h, 1 + D]
        What each baseline alone would have said.
    """

    forecast: Forecast
    seen: Floats
    rivals: Mapping[str, Floats]

    @property
    def error(self) -> float:
        """Mean absolute error by department and month, as a share."""
        return float(np.nanmean(np.abs(self.forecast.mean - self.seen)[:, 1:]))

    @property
    def errors(self) -> dict[str, float]:
        """The same for each baseline alone."""
        return {name: float(np.nanmean(np.abs(each - self.seen)[:, 1:])) for name, each in self.rivals.items()}

    @property
    def covered(self) -> float:
        """Share of the departments' months inside the 90 % interval."""
        low, high = self.forecast.quantiles[0], self.forecast.quantiles[-1]
        known = np.isfinite(self.seen)[:, 1:]
        return float(((low <= self.seen) & (self.seen <= high))[:, 1:][known].mean())


@dataclass(frozen=True, eq=False)
class Known:
    """What a forecast rests on.

    Attributes
    ----------
    simulated, really : Shares
        Companies simulated from go-live to beyond the export's end: as an export of each is read, and as they are.
    seen : Shares
        What the export shows, from go-live on.
    errors : float64 array [K, T, D, F]
        By how much the export's real use may be misread.
    pattern : Pattern
        What the export shows at all.
    lived : int
        Months since go-live before the export begins.
    """

    simulated: Shares
    really: Shares
    seen: Shares
    errors: Floats
    pattern: Pattern
    lived: int = 0

    @property
    def real(self) -> Floats:
        """Return real use by month of the export and place."""
        return self.pattern.real(self.seen)[0, self.lived :]

    @property
    def span(self) -> tuple[Floats, Floats]:
        """Return the 90 % range of real use by month of the export and place."""
        misread = replace(self.seen, deep=np.clip(self.seen.deep + self.errors, 0.0, 1.0))
        if not self.pattern.deep.any():
            return self.real, self.real
        low, high = np.quantile(self.pattern.real(misread)[:, self.lived :], (LEVELS[0], LEVELS[-1]), axis=0)
        return np.minimum(low, self.real), np.maximum(high, self.real)

    def until(self, months: int) -> Known:
        """Return what was known so many months before the end of the export."""
        end = self.seen.months - months
        seen, pattern = self.seen.first(end), self.pattern.first(end)
        return Known(self.simulated, self.really, seen, self.errors[:, :end], pattern, self.lived)

    def by_mechanism(self, months: int, *, really: bool = False) -> Forecast:
        """Return what the simulated companies would do over the months so far and after them: as read, or really."""
        end, told = self.seen.months, self.really if really else self.simulated
        summaries, own = self.pattern.summary(self.simulated.first(end)), self.pattern.summary(self.seen)[0]
        real = self.pattern.longer(told.months).real(told)[:, self.lived : end + months]
        return _adjusted(summaries, real, own)


@dataclass(frozen=True, eq=False)
class Level:
    """From which level of real use a forecast goes out, by place (the company, then its departments).

    Clicks alone do not tell well how much of the use is real; simulated companies with the same history say how much it
    really was in them. The more the company is like them, the more that counts, at most as much as the reading.

    Attributes
    ----------
    times : float64 array [1 + D]
        By how much what was read is multiplied.
    really : float64 array [1 + D]
        Real use in the last month in simulated companies with such a history.
    narrower : float
        What is left of the range of the reading.
    """

    times: Floats
    really: Floats
    narrower: float = 1.0

    @classmethod
    def of(cls, known: Known, distance: float) -> Level:
        """Return the level of a company so far from the simulated ones."""
        share = COUNTS * float(np.clip((FAR - distance) / (FAR - NEAR), 0.0, 1.0))
        read, really = known.real[-1], known.by_mechanism(1, really=True).mean[-2]
        apart = np.where(read > LEAST_READ, really / np.maximum(read, LEAST_READ), 1.0)
        times = 1.0 + share * (np.clip(np.nan_to_num(apart, nan=1.0), 1.0 / MOST_TIMES, MOST_TIMES) - 1.0)
        return cls(times, really, float(np.hypot(SIMULATED * share, 1.0 - share)))


def foretold(known: Known, level: Level) -> tuple[Forecast, Bet, Forecast]:
    """Return the forecast of the months so far and ahead, how it was made, and that of the mechanism alone."""
    months, mechanism = len(known.real), known.by_mechanism(AHEAD)
    said = _bet(known, mechanism.mean[months:], AHEAD, level)
    real, low, high = _at(known, level)
    past = np.stack([low, 0.5 * (low + real), real, 0.5 * (high + real), high])
    both = Forecast(np.concatenate([past, said.quantiles], axis=1), np.concatenate([real, said.mean]))
    return both, said, mechanism


def _at(known: Known, level: Level) -> tuple[Floats, Floats, Floats]:
    """Return real use by month and place at a level, and its 90 % range."""
    low, high = (known.real + RANGE_TAKEN * level.narrower * (each - known.real) for each in known.span)
    real, low, high = (np.clip(each * level.times, 0.0, 1.0) for each in (known.real, low, high))
    return real, low, high


def _bet(known: Known, mechanism: Floats, months: int, level: Level) -> Bet:
    real, low, high = _at(known, level)
    tried = {
        len(real) - back: known.until(back).by_mechanism(REACH).mean[-REACH:] * level.times
        for back in ORIGINS if len(real) - back >= FEWEST_MONTHS
    }  # fmt: skip
    return bet(real, months, low[-1], high[-1], mechanism * level.times, tried)


def held_out(known: Known) -> HeldOut:
    """Return how the last months come out, foretold from those before."""
    before = known.until(HELD_OUT)
    as_read = Level(np.ones(before.real.shape[1]), before.real[-1])
    said = _bet(before, before.by_mechanism(HELD_OUT).mean[-HELD_OUT:], HELD_OUT, as_read)
    rivals = {name: ahead(name, before.real, HELD_OUT) for name in BASELINES}
    return HeldOut(Forecast(said.quantiles, said.mean), known.real[-HELD_OUT:], rivals)


def _adjusted(summaries: Floats, real: Floats, own: Floats) -> Forecast:
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


def spread(real: Floats, weight: Floats) -> Forecast:
    """Return the spread of real use among companies, [m, T, 1 + D]."""
    flat = real.reshape(len(real), -1)
    quantiles = weighted_quantiles(flat, weight, LEVELS).reshape(len(LEVELS), *real.shape[1:])
    return Forecast(quantiles, (weight @ flat).reshape(real.shape[1:]))
