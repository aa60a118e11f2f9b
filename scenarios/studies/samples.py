"""How the points of designs are sampled: as probabilities, one column for each uncertainty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ..core.provenance import needed
from .uncertainty import Uncertainty

Floats = npt.NDArray[np.float64]


class Sampled(Protocol):
    """What sampling needs to know of a design."""

    @property
    def uncertainties(self) -> Sequence[Uncertainty]:
        """What varies."""

    @property
    def size(self) -> int:
        """Number of points."""

    @property
    def options(self) -> Mapping[str, Any]:
        """What the kind of design takes, by name."""

    @property
    def names(self) -> Sequence[str]:
        """Names of what varies."""

    @property
    def problem(self) -> dict[str, Any]:
        """The same as SALib takes it."""


def _base_sequence(d: Sampled) -> Floats:
    """Return points of the scrambled Sobol sequence.

    Sobol', I. M. (1967). On the distribution of points in a cube. USSR Comp. Math. and Math. Phys. 7, 86-112;
    scrambled as by Matousek, J. (1998). On the L2-discrepancy for anchored boxes. J. Complexity 14, 527-556.
    """
    from scipy.stats import qmc

    return np.asarray(qmc.Sobol(len(d.names), seed=d.options["seed"]).random(d.size))


def _hypercube(d: Sampled) -> Floats:
    """Return a Latin hypercube (McKay, M. D. et al. (1979). Technometrics 21, 239-245)."""
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(len(d.names), seed=d.options["seed"]).random(d.size))


def _morris(d: Sampled) -> Floats:
    """Return trajectories (Morris, M. D. (1991). Technometrics 33, 161-174), by SALib."""
    sample = needed("SALib.sample.morris").sample
    n, levels, seed = (d.options[name] for name in ("n", "levels", "seed"))
    return np.asarray(sample(d.problem, n, num_levels=levels, seed=seed))


def _saltelli(d: Sampled) -> Floats:
    """Return Saltelli's cross-sampled points (Saltelli, A. (2002). Comp. Phys. Comm. 145, 280-297), by SALib."""
    sample = needed("SALib.sample.sobol").sample
    n, both, seed = (d.options[name] for name in ("n", "second_order", "seed"))
    return np.asarray(sample(d.problem, n, calc_second_order=both, seed=seed))


def _grid(d: Sampled) -> Floats:
    axes = [each.levels(d.options["levels"]) for each in d.uncertainties]
    return np.array(list(product(*axes))).reshape(d.size, len(axes))


def _one_at_a_time(d: Sampled) -> Floats:
    """Return the base (as shares of one half, see `restore_base`) and each uncertainty's levels in turn."""
    rows = [np.full(len(d.names), 0.5)]
    for k, each in enumerate(d.uncertainties):
        for share in each.levels(d.options["levels"]):
            rows.append(rows[0].copy())
            rows[-1][k] = share
    return np.array(rows)


def restore_base(d: Sampled, points: Floats) -> None:
    """Write the base's own values wherever an uncertainty is not the one that moves."""
    row = 1
    moving = np.zeros(points.shape, np.bool_)
    for k, each in enumerate(d.uncertainties):
        many = len(each.levels(d.options["levels"]))
        moving[row : row + many, k] = True
        row += many
    for k, name in enumerate(d.names):
        if name in d.options["base"]:
            points[~moving[:, k], k] = d.options["base"][name]


SAMPLED: dict[str, Callable[[Sampled], Floats]] = {
    "grid": _grid, "lhs": _hypercube, "sobol": _base_sequence, "morris": _morris, "saltelli": _saltelli,
    "one_at_a_time": _one_at_a_time,
}  # fmt: skip
