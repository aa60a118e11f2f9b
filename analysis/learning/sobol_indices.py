"""Sobol indices of a Saltelli design: which part of an outcome's variance each factor explains."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...scenarios.core.provenance import needed
from ..base.least_sizes import LEAST
from .chance import Chance, chance_of
from .factors import CONFIDENCE, Estimate, Factor, Floats, around, check_size, factors_of, fitted, stages

if TYPE_CHECKING:
    from ...scenarios.studies.designs import Design

RESAMPLES = 200
"""Bootstrap samples behind an interval; half its width is then known to 5 %."""
SETTLED = 0.05
"""Indices that moved no further when the points were last doubled count as settled (judgement)."""
_BEYOND = 0.005
"""An index further than this outside of 0 to 1 shows as such when it is rounded to a percent."""
_ROUNDING = 4.0 * float(np.finfo(np.float64).eps)
_SEED = 1


@dataclass(frozen=True)
class Stage:
    """Indices from the first ``n`` base points: first and total, one for each factor."""

    n: int
    first: tuple[Estimate, ...]
    total: tuple[Estimate, ...]


@dataclass(frozen=True, eq=False)
class SobolIndices:
    """How the variance of an outcome is explained.

    Attributes
    ----------
    factors : tuple of Factor
    n : int
        Base points.
    variance : float
        Of the outcome's mean over the replicates, among the points of the base samples.
    first, total : tuple of Estimate
        By factor: share of the variance that it explains alone, and together with others.
    second : dict
        By pair of factors' positions: share that both explain together beyond each alone; empty if not sampled.
    stages : tuple of Stage
        The same with fewer points, up to all.
    chance : Chance or None
        The seed's share; None with one value per point.
    """

    factors: tuple[Factor, ...]
    n: int
    variance: float
    first: tuple[Estimate, ...]
    total: tuple[Estimate, ...]
    second: dict[tuple[int, int], Estimate]
    stages: tuple[Stage, ...]
    chance: Chance | None

    @property
    def order(self) -> list[int]:
        """Positions of the factors, the largest total index first."""
        return sorted(range(len(self.factors)), key=lambda k: -self.total[k].value)

    @property
    def moved(self) -> float | None:
        """How far any index moved when the points were last doubled; None with too few points to tell."""
        if len(self.stages) < 2:
            return None
        before, now = self.stages[-2:]
        pairs = zip((*before.first, *before.total), (*now.first, *now.total), strict=True)
        return max(abs(a.value - b.value) for a, b in pairs)

    @property
    def noise(self) -> list[int]:
        """Positions of the factors with an index that no exact one can be: above 1, or a first order below zero.

        By more than rounding. Estimates do that where there are too few points; the true ones lie between 0 and 1.
        """
        return [
            k
            for k in range(len(self.factors))
            if max(self.first[k].value, self.total[k].value) > 1.0 + _BEYOND or self.first[k].value < -_BEYOND
        ]

    @property
    def settled(self) -> bool:
        """Whether no index moved by more than `SETTLED` then."""
        return self.moved is not None and self.moved <= SETTLED

    def stands_out(self, pair: tuple[int, int]) -> bool:
        """Whether a pair's interplay is above zero even if all pairs were looked at for the largest (Bonferroni)."""
        from scipy.special import ndtri

        share, tail = self.second[pair], (1.0 - CONFIDENCE) / 2.0
        wider = float(ndtri(1.0 - tail / len(self.second)) / ndtri(1.0 - tail))
        return share.value - (share.value - share.low) * wider > 0.0


def sobol_indices(
    design: Design, values: npt.ArrayLike, points: npt.ArrayLike | None = None, *, resamples: int = RESAMPLES
) -> SobolIndices:
    """Return Sobol indices of the values at a Saltelli design's points: no store and no engine are needed.

    Parameters
    ----------
    design : Design
        Of kind ``saltelli``; uncertainties of one group are one factor.
    values : array [points] or [points, replicates]
        The outcome, replicate k with the same people and chance at every point. Indices are of the mean over the
        replicates: what is the same for a replicate everywhere moves none of the differences they are made of.
    points : array, optional
        At which the values were computed; refused if they are not the design's.
    resamples : int
        Bootstrap samples, of whole base points; intervals are 1.96 of their standard deviations to either side.

    Raises
    ------
    InputError
        If values, points or the kind of the design do not fit, or it has fewer than 8 base points.

    Notes
    -----
    By SALib: first order after Saltelli, A. et al. (2010). Comp. Phys. Comm. 181, 259-270; total after Jansen, M. J. W.
    (1999). Comp. Phys. Comm. 117, 35-43; second order after Saltelli, A. (2002). Comp. Phys. Comm. 145, 280-297.
    """
    found = fitted(design, values, "saltelli", points)
    check_size(design, "sobol")
    factors, n = factors_of(design), int(design.options["n"])
    width = len(found) // n
    means = found.mean(axis=1)
    base = np.concatenate([found[0::width], found[width - 1 :: width]])
    if not _varies(means, width):
        problem = (
            "the outcome is the same at every point of the base samples, so there is no variance to explain; take more "
            "points or another outcome."
        )
        raise InputError(problem, field="outcome")
    sizes = [size for size in stages(n, LEAST["sobol"].size) if size == n or _varies(means[: size * width], width)]
    every = [_indices(design, means[: size * width], resamples) for size in sizes]
    first, total, second = every[-1]
    return SobolIndices(
        factors, n, float(base.mean(axis=1).var()), first, total, second,
        tuple(Stage(size, of[0], of[1]) for size, of in zip(sizes, every, strict=True)), chance_of(base),
    )  # fmt: skip


def _varies(means: Floats, width: int) -> bool:
    """Return whether an outcome differs among the points of the base samples: a variance to explain.

    By more than rounding, on the scale of all points, to which SALib brings them.
    """
    base, scale = np.concatenate([means[0::width], means[width - 1 :: width]]), float(means.std())
    return scale > 0.0 and float(np.ptp(base)) > _ROUNDING * scale


def _indices(
    design: Design, means: Floats, resamples: int
) -> tuple[tuple[Estimate, ...], tuple[Estimate, ...], dict[tuple[int, int], Estimate]]:
    both, count = bool(design.options["second_order"]), len(factors_of(design))
    sobol = needed("SALib.analyze.sobol")
    with np.errstate(invalid="ignore", divide="ignore"):  # all points of a resample may be the same: no interval then
        found: dict[str, Any] = sobol.analyze(
            design.problem, means, calc_second_order=both, num_resamples=resamples, conf_level=CONFIDENCE, seed=_SEED
        )
    first, total = (
        tuple(around(value, margin) for value, margin in zip(found[key], found[f"{key}_conf"], strict=True))
        for key in ("S1", "ST")
    )
    pairs = combinations(range(count), 2) if both else ()
    second = {pair: around(found["S2"][pair], found["S2_conf"][pair]) for pair in pairs}
    return first, total, second
