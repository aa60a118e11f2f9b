"""Results as tidy pandas frames: one row per scenario, outcome, place and month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...model.outcomes import OUTCOMES
from .effects import limits_of, places
from .least_sizes import enough
from .programme import Programme
from .ranges import COMPANIES

if TYPE_CHECKING:
    import pandas as pd

PAIRED = ("difference", "difference_low", "difference_high", "p_better")


def tidy(programmes: Sequence[Programme]) -> pd.DataFrame:
    """Return all outcomes as one row per scenario, outcome, month and place.

    Columns: scenario, outcome, unit, place ("company" or a department), month, n, mean, sd,
    ci_low, ci_high (95 % interval of the mean), p10, p90 (range of runs). Outcomes that a
    department does not have are left out.
    """
    import pandas as pd

    frames = []
    for programme in programmes:
        values = programme.run.values
        n, months = values.shape[:2]
        names = places(programme)
        mean = values.mean(axis=0)
        sd = values.std(axis=0, ddof=1) if n > 1 else np.full_like(mean, np.nan)
        half = limits_of(sd, n)
        low, high = np.quantile(values, COMPANIES, axis=0)
        shape = (months, len(names), len(OUTCOMES))
        month, place, outcome = (index.ravel() for index in np.indices(shape))
        columns = {"mean": mean, "sd": sd, "ci_low": mean - half, "ci_high": mean + half, "p10": low, "p90": high}
        frame = pd.DataFrame(
            {
                "scenario": programme.name,
                "outcome": np.array([each.name for each in OUTCOMES])[outcome],
                "unit": np.array([each.unit for each in OUTCOMES])[outcome],
                "place": np.array(names)[place],
                "month": month + 1,
                "n": n,
                **{name: column.ravel() for name, column in columns.items()},
            }
        )
        frames.append(frame[frame["mean"].notna()])
    return pd.concat(frames, ignore_index=True)


def paired(programmes: Sequence[Programme]) -> pd.DataFrame:
    """Return `tidy` with the paired differences to the baseline, in four further columns.

    Columns: difference (mean over pairs), difference_low, difference_high (95 % interval of it),
    p_better (share of pairs that are better, ties counting half; NaN for outcomes without a good
    direction and with fewer than 6 pairs). All four are NaN for the baseline itself.
    """
    import pandas as pd

    baseline = next(each for each in programmes if each.is_baseline)
    base, direction = baseline.run.values, np.array([each.direction for each in OUTCOMES], float)
    frames = []
    for programme in programmes:
        frame = tidy([programme])
        gap = programme.run.values - base
        n, shown = len(gap), ~np.isnan(programme.run.values.mean(axis=0).ravel())
        mean = gap.mean(axis=0)
        half = limits_of(gap.std(axis=0, ddof=1) if n > 1 else mean, n)
        better = (gap * direction > 0.0).mean(axis=0) + 0.5 * (gap == 0.0).mean(axis=0)
        columns = (mean, mean - half, mean + half, np.where((direction != 0.0) & enough("share", n), better, np.nan))
        for name, values in zip(PAIRED, columns, strict=True):
            frame[name] = np.nan if programme.is_baseline else values.ravel()[shown]
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)
