"""Elementary effects of a Morris design: which of many factors move an outcome at all, and how evenly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ...scenarios.core.provenance import needed
from ...scenarios.ground.by_value import by_value
from ..base.least_sizes import LEAST
from .chance import Chance, chance_of
from .factors import CONFIDENCE, Estimate, Factor, around, check_size, factors_of, fitted, stages

if TYPE_CHECKING:
    from ...scenarios.studies.designs import Design

RESAMPLES = 1000
ONE_WAY = 0.9
"""An effect whose mean is so much of its strength goes one way (judgement)."""
EVEN = 0.5
"""Effects that spread less than so much of their strength are much the same everywhere (judgement)."""
_SEED = 1


@by_value
@dataclass(frozen=True)
class Effect:
    """What a factor does.

    Attributes
    ----------
    mean : float
        Mean effect of going through the whole range, in the outcome's unit; NaN for a group.
    strength : Estimate
        Mean of the absolute effects (Campolongo's mu star).
    spread : float
        Standard deviation of the effects over the points: bends and interactions; NaN for a group.
    """

    mean: float
    strength: Estimate
    spread: float

    @property
    def direction(self) -> int:
        """1 if it raises the outcome, -1 if it lowers it, 0 if it does both or is a group."""
        if math.isnan(self.mean) or abs(self.mean) < ONE_WAY * self.strength.value or not self.strength.value:
            return 0
        return 1 if self.mean > 0.0 else -1

    @property
    def even(self) -> bool:
        """Whether it is much the same wherever the others stand."""
        return self.spread <= EVEN * self.strength.value


@dataclass(frozen=True, eq=False)
class ElementaryEffects:
    """What each factor does, by Morris' method.

    Attributes
    ----------
    factors : tuple of Factor
    n : int
        Trajectories.
    effects : tuple of Effect
        By factor.
    stages : tuple of (int, tuple of Estimate)
        Strengths with fewer trajectories, up to all.
    chance : Chance or None
        The seed's share; None with one value per point.
    """

    factors: tuple[Factor, ...]
    n: int
    effects: tuple[Effect, ...]
    stages: tuple[tuple[int, tuple[Estimate, ...]], ...]
    chance: Chance | None

    @property
    def order(self) -> list[int]:
        """Positions of the factors, the strongest first."""
        return sorted(range(len(self.factors)), key=lambda k: -self.effects[k].strength.value)

    @property
    def moved(self) -> float | None:
        """How far a strength moved when the trajectories were last doubled, as a share of the strongest."""
        if len(self.stages) < 2:
            return None
        (_, before), (_, now) = self.stages[-2:]
        strongest = max(each.value for each in now)
        moved = max(abs(a.value - b.value) for a, b in zip(before, now, strict=True))
        return moved / strongest if strongest > 0.0 else None


def elementary_effects(
    design: Design, values: npt.ArrayLike, points: npt.ArrayLike | None = None, *, resamples: int = RESAMPLES
) -> ElementaryEffects:
    """Return the elementary effects of the values at a Morris design's points: no store and no engine are needed.

    Parameters
    ----------
    design : Design
        Of kind ``morris``; uncertainties of one group are one factor.
    values : array [points] or [points, replicates]
        The outcome; effects are of the mean over the replicates.
    points : array, optional
        At which the values were computed; refused if they are not the design's.
    resamples : int
        Bootstrap samples, of whole trajectories.

    Raises
    ------
    InputError
        If values, points or the kind of the design do not fit, or it has fewer than 4 trajectories.

    Notes
    -----
    By SALib. Morris, M. D. (1991). Technometrics 33, 161-174; Campolongo, F., Cariboni, J., Saltelli, A. (2007).
    Environ. Modell. Softw. 22, 1509-1518. Effects are per whole range of each uncertainty (in quantiles).
    """
    found = fitted(design, values, "morris", points)
    check_size(design, "morris")
    factors, n = factors_of(design), int(design.options["n"])
    sizes, width = stages(n, LEAST["morris"].size), len(found) // n
    every = [_effects(design, factors, found.mean(axis=1)[: size * width], resamples) for size in sizes]
    strengths = tuple(tuple(each.strength for each in effects) for effects in every)
    return ElementaryEffects(factors, n, every[-1], tuple(zip(sizes, strengths, strict=True)), chance_of(found))


def _effects(
    design: Design, factors: tuple[Factor, ...], means: npt.NDArray[np.float64], resamples: int
) -> tuple[Effect, ...]:
    found: dict[str, Any] = needed("SALib.analyze.morris").analyze(
        design.problem, design.unit[: len(means)], means, num_resamples=resamples, conf_level=CONFIDENCE,
        num_levels=design.options["levels"], seed=_SEED,
    )  # fmt: skip
    return tuple(
        Effect(
            math.nan if each.grouped else float(found["mu"][k]),
            around(found["mu_star"][k], found["mu_star_conf"][k]),
            math.nan if each.grouped else float(found["sigma"][k]),
        )
        for k, each in enumerate(factors)
    )
