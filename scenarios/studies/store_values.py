"""One outcome of a study as an array: single runs, or the means over all replicates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def values_of(rows: Mapping[str, Any], size: tuple[int, int, int], *, means: bool) -> Floats:
    """Return an outcome, NaN where a run failed or is missing.

    Parameters
    ----------
    rows : mapping
        Columns of a store: number, point, replicate, replicates, value; sorted.
    size : tuple of int
        Scenarios, points and replicates of the study.
    means : bool
        Whether a row is the mean over a block of replicates.

    Returns
    -------
    float64 array [scenarios, points, replicates]
        Of means [scenarios, points, 1]: the mean over all replicates, where none is missing.
    """
    value = np.ma.filled(np.ma.asarray(rows["value"], np.float64), np.nan)
    if not means:
        found = np.full(size, np.nan)
        found[rows["number"], rows["point"], rows["replicate"]] = value
        return found
    places, weights = (rows["number"], rows["point"]), np.asarray(rows["replicates"])
    sums, counts = np.zeros(size[:2]), np.zeros(size[:2], np.int64)
    np.add.at(sums, places, value * weights)
    np.add.at(counts, places, weights)
    return np.where(counts == size[2], sums / size[2], np.nan)[:, :, None]
