"""What a calibration works with: its budget, the ranges it searches, its waves and what it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.simulation import whole_number
from .bands import Band

Floats = npt.NDArray[np.float64]

DIGITS = 4
"""Significant digits of an accepted set."""


@dataclass(frozen=True)
class Budget:
    """How much is simulated.

    Attributes
    ----------
    first, later : int
        Parameter sets of the first and of each later wave.
    waves : int
        Most waves.
    members : int
        Accepted sets wished for; waves end when there are so many.
    replications, companies : int
        Replicates and typical companies per set in the waves.
    check_replications, check_companies : int
        The same at the closer look, with other people and chance.
    """

    first: int = 2048
    later: int = 512
    waves: int = 20
    members: int = 64
    replications: int = 8
    companies: int = 24
    check_replications: int = 40
    check_companies: int = 100

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            whole_number(value, 1, 100 if name == "waves" else 1 << 20, name)


@dataclass(frozen=True)
class Box:
    """The ranges searched: every behavioural parameter that has one, in the order of its declaration."""

    names: tuple[str, ...] = field(
        default_factory=lambda: tuple(
            name for name, each in Behaviour.declarations().items() if each.plausible[0] < each.plausible[1]
        )
    )

    def limits(self) -> tuple[Floats, Floats]:
        """Return lowest and highest values, [parameters] each."""
        declared = Behaviour.declarations()
        low, high = np.array([declared[name].plausible for name in self.names]).T
        return low, high

    def behaviour(self, point: Floats) -> Behaviour:
        """Return the parameter set at a point of the unit box, in significant digits as it is shipped."""
        low, high = self.limits()
        values = np.clip([float(f"{v:.{DIGITS}g}") for v in low + point * (high - low)], low, high)
        return Behaviour(**dict(zip(self.names, values.tolist(), strict=True)))

    def points(self, members: Sequence[Behaviour]) -> Floats:
        """Return where parameter sets lie in the unit box, [n, parameters]."""
        low, high = self.limits()
        values = np.array([[getattr(each, name) for name in self.names] for each in members])
        return np.asarray((values.reshape(len(members), len(self.names)) - low) / (high - low))


@dataclass(frozen=True, eq=False)
class Wave:
    """One wave: what was looked at, simulated and found.

    Attributes
    ----------
    candidates : int
        Points looked at to find those to simulate.
    points : float64 array [n, parameters]
    values : float64 array [n, bands]
    near : int
        Simulated sets within the tolerance of every band.
    checked : int
        Of these, sets looked at more closely until there were members enough.
    accepted : int
        Of these, sets inside every band then.
    """

    candidates: int
    points: Floats
    values: Floats
    near: int
    checked: int
    accepted: int


class Store(Protocol):
    """Keeps finished chunks, so that an interrupted search goes on where it stopped."""

    def get(self, name: str) -> Floats | None:
        """Return a kept chunk."""
        ...

    def put(self, name: str, values: Floats) -> None:
        """Keep a chunk."""
        ...


@dataclass(frozen=True, eq=False)
class Match:
    """What a search found.

    Attributes
    ----------
    bands : tuple of Band
    box : Box
    seed : int
    budget : Budget
    waves : tuple of Wave
    tolerances : float64 array [bands]
    members : tuple of Behaviour
    """

    bands: tuple[Band, ...]
    box: Box
    seed: int
    budget: Budget
    waves: tuple[Wave, ...]
    tolerances: Floats
    members: tuple[Behaviour, ...]

    def nearest_miss(self) -> tuple[Band, float]:
        """Return the worst band of the set that comes nearest, and its reading there."""
        values = np.vstack([each.values for each in self.waves])
        far = implausibility(values, self.bands, self.tolerances)
        best = int(np.argmin(far.max(axis=1)))
        worst = int(np.argmax(far[best]))
        return self.bands[worst], float(values[best, worst])


def implausibility(values: Floats, bands: Sequence[Band], tolerances: Floats) -> Floats:
    """Return how far readings lie outside their bands, in tolerances, [n, bands]."""
    missed = [[band.miss(value) for band, value in zip(bands, row, strict=True)] for row in values.tolist()]
    return np.asarray(np.array(missed).reshape(len(values), len(bands)) / tolerances)


def width(band: Band) -> float:
    """Return a band's width; of one that is open, the size of its limit."""
    if band.low is not None and band.high is not None:
        return band.high - band.low
    return max(abs(band.low if band.low is not None else band.high or 0.0), 1e-9)
