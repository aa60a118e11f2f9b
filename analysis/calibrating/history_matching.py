"""History matching: which parameter sets make the model show what is known, and which cannot.

Waves: simulate sets from the box (scrambled Sobol points), fit quick surfaces to their readings, and
simulate next only what all surfaces so far leave plausible (Vernon, Goldstein & Bower 2010, Bayesian
Analysis 5:619). Candidates of every wave are spread evenly over the whole box, so accepted sets are an
even sample of the acceptable region, not a cloud around the first finds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from ...model.behaviour import Behaviour
from ...model.simulation import whole_number, worker_count
from ..evidence.bands import Band, readings
from ..evidence.parts import Box, Budget, Floats, Match, Store, Wave, implausibility, width
from .emulator import Emulator, fit

CUT = 3.0
"""Sets whose surface lies further outside a band than this many of its errors are not simulated."""
DISCREPANCY = 0.05
"""Tolerance of the search besides chance: this share of the band's width (of its limit where it is open)."""
BLOCK = 4096
"""Candidates looked at together."""
MOST_CANDIDATES = 1 << 18
"""Candidates of a wave before it takes the most plausible of what it has."""
CHUNK = 64
"""Simulated sets between two savings."""


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

    def simulate(self, name: str, points: Floats, replications: int, companies: int, seed: int) -> Floats:
        """Return the readings at some points, [n, bands]; finished chunks are taken from the store."""
        parts = []
        for first in range(0, len(points), CHUNK):
            chunk, label = points[first : first + CHUNK], f"{name}-{first // CHUNK:04d}"
            done = self.store.get(label) if self.store else None
            if done is None:
                done = self._chunk(chunk, replications, companies, seed)
                if self.store:
                    self.store.put(label, done)
            if self.progress:
                self.progress(len(chunk))
            parts.append(done)
        return np.vstack(parts) if parts else np.empty((0, len(self.bands)))

    def _chunk(self, points: Floats, replications: int, companies: int, seed: int) -> Floats:
        def one(point: Floats) -> list[float]:
            found = readings(
                self.box.behaviour(point), replications=replications, companies=companies, seed=seed, bands=self.bands
            )
            return list(found.values())

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

    def candidates(self, wave: int, count: int, emulators: Sequence[Emulator]) -> tuple[Floats, int, bool]:
        """Return points that no surface calls implausible, and how many were looked at for them.

        If too few are found, the most plausible of those looked at fill up the wave; the last entry says
        whether there was any plausible one at all.
        """
        from scipy.stats import qmc

        source = qmc.Sobol(len(self.box.names), scramble=True, seed=np.random.default_rng([self.seed, wave]))
        if not emulators:
            return source.random(count), count, True
        found, far, seen = np.empty((0, len(self.box.names))), np.empty(0), 0
        while seen < MOST_CANDIDATES and np.count_nonzero(far <= CUT) < count:
            block = source.random(BLOCK)
            seen += BLOCK
            worst = np.zeros(BLOCK)
            for each in emulators:
                going = worst <= CUT
                worst[going] = np.maximum(worst[going], each.implausibility(block[going]))
            found, far = np.vstack([found, block]), np.concatenate([far, worst])
            if np.count_nonzero(far <= CUT) < count:
                nearest = np.sort(np.argsort(far, kind="stable")[:count])
                found, far = found[nearest], far[nearest]
        plausible = np.flatnonzero(far <= CUT)
        chosen = plausible[:count] if len(plausible) >= count else np.arange(len(far))
        return found[chosen], seen, len(plausible) > 0

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
                self.check_seed,
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
            inside &= each.implausibility(points) <= CUT
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
            points, looked_at, hopeful = self.candidates(number, budget.later if number else budget.first, emulators)
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
