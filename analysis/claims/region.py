"""Where a claim holds and where it does not: the share of the wide ranges, what separates the two, and a box."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ...scenarios.studies.designs import Design
from ..learning.discovery import discover
from ..learning.study_runs import Axis

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

TELLING = 4
"""Of so many uncertainties it is said how well each separates where a claim holds from where it does not."""


def wilson(successes: float, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the
    American Statistical Association 22, 209-212.
    """
    if n == 0:
        return math.nan, math.nan
    share, wide = successes / n, z * z / n
    middle, half = share + wide / 2.0, z * math.sqrt(share * (1.0 - share) / n + wide / (4.0 * n))
    return max(0.0, (middle - half) / (1.0 + wide)), min(1.0, (middle + half) / (1.0 + wide))


def separation(values: Floats, holds: Flags) -> float:
    """Return the chance that a point where a claim holds has the greater value than one where it does not.

    One half: it tells nothing; 1 and 0: it parts them wholly (Mann-Whitney's U as a share; ties count half).
    """
    from scipy.stats import rankdata

    n, m = int(holds.sum()), int((~holds).sum())
    if not n or not m:
        return math.nan
    return float((rankdata(values)[holds].sum() - n * (n + 1) / 2.0) / (n * m))


def _telling(points: Floats, holds: Flags, names: Sequence[str]) -> list[dict[str, Any]]:
    found = [{"name": name, "separation": separation(points[:, k], holds)} for k, name in enumerate(names)]
    found = [each for each in found if not math.isnan(float(each["separation"]))]
    return sorted(found, key=lambda each: -abs(float(each["separation"]) - 0.5))[:TELLING]


def region(design: Design, points: Floats, holds: Flags) -> dict[str, Any]:
    """Return where among some points of a design a claim holds, as a document.

    The box is looked for where the claim fails if it mostly holds, and where it holds if it mostly fails: nodes of
    classification trees, checked on points that were not used to find it (`crm_adoption.discover`).
    """
    axes = [
        Axis(each.name, *each.range, stepped=each.target.step > 0, log=each.distribution == "loguniform")
        for each in design.uncertainties
    ]
    of = "fails" if holds.mean() >= 0.5 else "holds"
    found = discover(points, ~holds if of == "fails" else holds, axes, most=1, method="cart")
    low, high = wilson(float(holds.sum()), len(holds))
    return {
        "points": len(holds), "share": float(holds.mean()), "low": low, "high": high,
        "separating": _telling(points, holds, design.names), "box_of": of, "state": found.state,
        "boxes": [
            {
                "limits": [
                    {"name": limit.name, "low": limit.low, "high": limit.high, "least": limit.least,
                     "greatest": limit.greatest}
                    for limit in box.limits
                ],
                "coverage": box.coverage, "density": box.density, "mass": box.mass,
                "check": None if box.check is None else
                {"coverage": box.check.coverage, "density": box.check.density, "p": box.check.p},
            }
            for box in found.boxes
        ],
    }  # fmt: skip
