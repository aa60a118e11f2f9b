"""History matching: which parameter sets make the model show what is known, and which cannot.

Waves: simulate sets from the box (scrambled Sobol points), fit quick surfaces to their readings, and
simulate next only what the surfaces leave plausible (Vernon, Goldstein & Bower 2010, Bayesian
Analysis 5:619). Candidates of every wave are drawn evenly from all that is plausible, from fresh points of the
whole box (subset simulation: Au & Beck 2001, Probabilistic Engineering Mechanics 16:263), so accepted sets are an
even sample of the acceptable region, not a cloud around the first finds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from ...model.behaviour import Behaviour
from ...model.simulation import whole_number, worker_count
from ..evidence.bands import Band
from ..evidence.parts import Box, Budget, Floats, Match, Store, Wave, implausibility, width
from ..evidence.watching import Watch
from .emulator import Emulator, fit

CUT = 1.0
"""Sets whose surface lies further outside a band than this many of its errors are not simulated."""
FURTHEST = 3.0
"""Where all are further out than this, no acceptable set is left to be hoped for."""
DISCREPANCY = 0.05
"""Tolerance of the search besides chance: this share of the band's width (of its limit where it is open)."""
STEPS, MOVES, MOVED = 200, 5, 6
"""Steps of the search for candidates, those at one level, and parameters that a step moves on average."""
SURFACES = 2
"""Latest surfaces that candidates have to lie inside."""
CHUNK = 64
"""Simulated sets between two savings."""


def _implausible(points: Floats, surfaces: Sequence[Emulator], level: float = np.inf) -> Floats:
    """Return how far points are outside on the surface that likes them least; beyond the level only that they are."""
    worst = np.zeros(len(points))
    for each in reversed(surfaces):
        going = worst <= level
        worst[going] = np.maximum(worst[going], each.implausibility(points[going]))
    return worst


class Search:
    """A search in progress: simulates, keeps what is finished, and goes from wave to wave."""

    def __init__(
        self, bands: Sequence[Band], *, box: Box | None = None, seed: int = 0, budget: Budget | None = None,
        workers: int | None = None, store: Store | None = None, progress: Callable[[int], object] | None = None,
    ) -> None:  # fmt: skip
        self.bands = tuple(bands)
        self.box = box or Box()
        self.seed = whole_number(seed, 0, 2**64 - 1, "seed")
        self.budget = budget or Budget()
        self.store = store
        self.progress = progress
        self.workers = worker_count(workers)

    def simulate(
        self, name: str, points: Floats, replications: int, companies: int, seed: int, *, to_the_end: bool = True
    ) -> Floats:
        """Return the readings at some points, [n, bands]; finished chunks are taken from the store.

        Unless it goes to the end, a point is left at the first band that it misses; what was not read is nan.
        """
        parts = []
        for first in range(0, len(points), CHUNK):
            chunk, label = points[first : first + CHUNK], f"{name}-{first // CHUNK:04d}"
            done = self.store.get(label) if self.store else None
            if done is None:
                done = self._chunk(chunk, replications, companies, seed, to_the_end=to_the_end)
                if self.store:
                    self.store.put(label, done)
            if self.progress:
                self.progress(len(chunk))
            parts.append(done)
        return np.vstack(parts) if parts else np.empty((0, len(self.bands)))

    def _chunk(self, points: Floats, replications: int, companies: int, seed: int, *, to_the_end: bool) -> Floats:
        def one(point: Floats) -> list[float]:
            watch = Watch(self.box.behaviour(point), replications, companies, seed)
            found = list[float]()
            for band in self.bands:
                found.append(band.read(watch))
                if not to_the_end and not band.holds(found[-1]):
                    break
            return found + [math.nan] * (len(self.bands) - len(found))

        with ThreadPoolExecutor(self.workers) as threads:
            return np.array(list(threads.map(one, points)))

    def tolerances(self, points: Floats, values: Floats) -> Floats:
        """Return each band's tolerance: chance at the best set so far (16 seeds) plus `DISCREPANCY`."""
        widths = np.array([width(each) for each in self.bands])
        best = points[int(np.argmin(implausibility(values, self.bands, widths).max(axis=1)))]
        again = np.vstack(
            [
                self.simulate(f"chance-{k}", best[None], self.budget.replications, self.budget.companies, 1000 + k)
                for k in range(16)
            ]
        )
        return np.asarray(np.maximum(again.std(axis=0, ddof=1) + DISCREPANCY * widths, 1e-9))

    def candidates(self, wave: int, count: int, surfaces: Sequence[Emulator]) -> tuple[Floats, int, bool]:
        """Return an even sample of what the surfaces leave, how many points were looked at for it, and if any is left.

        Subset simulation (Au & Beck 2001): even points of the whole box; step by step the more plausible half goes on
        in place of the other, and all move about at random inside the level reached, until it is `CUT` and a while
        longer. Without surfaces the even points themselves.
        """
        from scipy.stats import qmc

        chance = np.random.default_rng([self.seed, wave])
        points = qmc.Sobol(len(self.box.names), scramble=True, seed=chance).random(count)
        if not surfaces:
            return points, count, True
        far, level = _implausible(points, surfaces), np.inf
        for step in range(STEPS):
            if step % MOVES == 0 and level > CUT:
                level = max(CUT, float(np.median(far)))
                near = np.flatnonzero(far <= level)
                again = np.where(far <= level, np.arange(count), chance.choice(near, count))
                points, far = points[again], far[again]
            anew = chance.random(points.shape)
            moved = np.where(chance.random(points.shape) < MOVED / points.shape[1], anew, points)
            distance = _implausible(moved, surfaces, level)
            points = np.where((distance <= level)[:, None], moved, points)
            far = np.where(distance <= level, distance, far)
        return points, count * (1 + STEPS), level <= FURTHEST

    def check(self, wave: int, points: Floats, wanted: int) -> tuple[Floats, int]:
        """Return the first points that lie inside every band at a closer look, and how many were looked at.

        They are looked at with people and chance of their own, in order, until as many hold as wanted.
        """
        held, looked_at = np.empty((0, points.shape[1])), 0
        for first in range(0, len(points), CHUNK):
            if len(held) >= wanted:
                break
            chunk = points[first : first + CHUNK]
            values = self.simulate(
                f"check-{wave}-{first // CHUNK}", chunk, self.budget.check_replications, self.budget.check_companies,
                self.check_seed, to_the_end=False,
            )  # fmt: skip
            inside = (implausibility(values, self.bands, np.ones(len(self.bands))) == 0.0).all(axis=1)
            held, looked_at = np.vstack([held, chunk[inside]]), looked_at + len(chunk)
        return held, looked_at

    @property
    def wave_seed(self) -> int:
        """Seed of people and chance in the waves, the same for all sets."""
        return int(np.random.default_rng([self.seed, 1]).integers(2**32))

    @property
    def check_seed(self) -> int:
        """Seed of people and chance at the check."""
        return int(np.random.default_rng([self.seed, 2]).integers(2**32))

    def _surfaces(self, waves: Sequence[Wave], emulators: Sequence[Emulator]) -> Emulator:
        """Return the surfaces through all runs that the surfaces so far leave plausible."""
        points, values = (np.vstack([getattr(each, name) for each in waves]) for name in ("points", "values"))
        inside = np.ones(len(points), np.bool_)
        for each in emulators:
            inside &= each.implausibility(points) <= FURTHEST
        enough = np.count_nonzero(inside) > 4 * (1 + 2 * points.shape[1])
        chosen = inside if enough else np.ones(len(points), np.bool_)
        return fit(points[chosen], values[chosen], self.bands)

    def run(self) -> Match:
        """Go from wave to wave until there are enough members, none can be hoped for, or the budget is spent.

        Returns
        -------
        Match
            Members in the order in which they were found, at most as many as wished.
        """
        budget, waves, emulators = self.budget, list[Wave](), list[Emulator]()
        members, tolerances = list[Behaviour](), np.empty(0)
        for number in range(budget.waves):
            if waves:
                emulators.append(self._surfaces(waves, emulators))
            count = budget.later if number else budget.first
            points, looked_at, hopeful = self.candidates(number, count, emulators[-SURFACES:])
            values = self.simulate(f"wave-{number}", points, budget.replications, budget.companies, self.wave_seed)
            if not number:
                tolerances = self.tolerances(points, values)
            near = points[(implausibility(values, self.bands, tolerances) <= 1.0).all(axis=1)]
            held, checked = self.check(number, near, budget.members - len(members))
            members += [self.box.behaviour(point) for point in held]
            waves.append(Wave(looked_at, points, values, len(near), checked, len(held)))
            if len(members) >= budget.members or not hopeful:
                break
        chosen = tuple(members[: budget.members])
        return Match(self.bands, self.box, self.seed, budget, tuple(waves), tolerances, chosen)
