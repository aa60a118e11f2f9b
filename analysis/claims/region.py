"""Where a claim holds and where it does not: the share of the wide ranges, what separates the two, and a box."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from ...scenarios.studies.designs import Design
from ..learning.boxes import Box
from ..learning.discovery import discover
from ..learning.study_runs import Axis

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

TELLING = 4
"""Of at most so many uncertainties it is said how a claim hangs on them, and boxes use no others."""
BY_LUCK = 0.05
"""Chance at which one uncertainty at least would be named if none told anything (Bonferroni)."""
LEAST_SPARE = 10
"""With fewer points beyond the number of uncertainties, a regression on all of them says nothing."""


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927), not a number where nothing was counted."""
    from scipy.stats import binomtest

    if n == 0:
        return math.nan, math.nan
    interval = binomtest(successes, n).proportion_ci(0.95, method="wilson")
    return float(interval.low), float(interval.high)


def separation(values: Floats, holds: Flags) -> float:
    """Return the chance that a point where a claim holds has the greater value than one where it does not.

    One half: it tells nothing; 1 and 0: it parts them wholly (Mann-Whitney's U as a share; ties count half).
    """
    from scipy.stats import rankdata

    n, m = int(holds.sum()), int((~holds).sum())
    if not n or not m:
        return math.nan
    return float((rankdata(values)[holds].sum() - n * (n + 1) / 2.0) / (n * m))


def rank_regression(points: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Return standardised coefficients and t values of a regression on all uncertainties at once, by ranks.

    All at once, since points of a design in many dimensions are not free of correlations, so that one uncertainty can
    look like another. Iman, R. L. and Conover, W. J. (1979). The use of the rank transform in regression.
    Technometrics 21, 499-509.
    """
    from scipy.stats import rankdata

    ranks = rankdata(np.column_stack([points, values]), axis=0)
    spread = ranks.std(axis=0)
    scaled = (ranks - ranks.mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)
    x, y = scaled[:, :-1], scaled[:, -1]
    spare = len(y) - x.shape[1] - 1
    inverse = np.linalg.pinv(x.T @ x)
    coefficients = inverse @ (x.T @ y)
    left = float(((y - x @ coefficients) ** 2).sum()) / max(spare, 1)
    errors = np.sqrt(np.maximum(left * np.diag(inverse), 1e-300))
    return np.asarray(coefficients), np.asarray(coefficients / errors)


def _standing_out(points: Floats, values: Floats) -> list[tuple[int, float]]:
    """Return the columns of uncertainties that stand out, the strongest first, with their coefficients.

    They must stand out alone and in a regression on all: points of a Sobol sequence in many dimensions are so even
    that one uncertainty can mimic another, or the bend in another's effect.
    """
    from scipy.special import stdtrit
    from scipy.stats import spearmanr

    n, k = points.shape
    if n - k - 1 < LEAST_SPARE or values.std() == 0.0:
        return []
    coefficients, t = rank_regression(points, values)
    alone = np.array([float(spearmanr(column, values)[0]) for column in points.T])
    alone = np.abs(alone) * np.sqrt((n - 2) / np.maximum(1.0 - alone**2, 1e-12))
    least = float(stdtrit(n - k - 1, 1.0 - BY_LUCK / (2.0 * k)))
    strongest = np.argsort(-np.abs(coefficients), kind="stable")
    telling = [column for column in strongest if abs(t[column]) > least and alone[column] > least]
    return [(int(column), float(coefficients[column])) for column in telling[:TELLING]]


def region(design: Design, points: Floats, holds: Flags, main: Floats) -> dict[str, Any]:
    """Return where among some points of a design a claim holds, as a document.

    Parameters
    ----------
    design : Design
    points : float64 array [points, uncertainties]
    holds : bool array [points]
        Whether the claim holds.
    main : float64 array [points]
        Its main reading.

    Returns
    -------
    dict
        ``share`` with its interval; ``moving``: on what the main reading depends; ``separating``: on what it depends
        whether the claim holds; a box of these uncertainties, looked for where the claim fails if it mostly holds
        and where it holds if it mostly fails (`crm_adoption.discover`, classification trees, held-out points).
    """
    low, high = wilson(int(holds.sum()), len(holds))
    moving, separating = _standing_out(points, main), _standing_out(points, holds.astype(np.float64))
    return {
        "points": len(holds), "share": float(holds.mean()), "low": low, "high": high,
        "moving": [{"name": design.names[column], "coefficient": value} for column, value in moving],
        "separating": [
            {"name": design.names[column], "separation": separation(points[:, column], holds)}
            for column, _ in separating
        ],
        **_box(design, points, holds, sorted({column for column, _ in (*moving, *separating)})),
    }  # fmt: skip


def _box(design: Design, points: Floats, holds: Flags, columns: list[int]) -> dict[str, Any]:
    """Return the box in which a claim fails, or holds, made of some uncertainties only."""
    of = "fails" if holds.mean() >= 0.5 else "holds"
    if not columns:
        return {"box_of": of, "state": "nowhere", "boxes": []}
    axes = [
        Axis(each.name, *each.range, stepped=each.target.step > 0, log=each.distribution == "loguniform")
        for each in (design.uncertainties[column] for column in columns)
    ]
    found = discover(points[:, columns], ~holds if of == "fails" else holds, axes, most=1, method="cart")
    return {"box_of": of, "state": found.state, "boxes": [_described(box) for box in found.boxes]}


def _described(box: Box) -> dict[str, Any]:
    check = box.check
    return {
        "limits": [
            {"name": each.name, "low": each.low, "high": each.high, "least": each.least, "greatest": each.greatest}
            for each in box.limits
        ],
        "coverage": box.coverage, "density": box.density, "mass": box.mass,
        "check": check and {"coverage": check.coverage, "density": check.density, "p": check.p},
    }  # fmt: skip
