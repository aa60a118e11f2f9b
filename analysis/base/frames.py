"""Results as tidy pandas frames: one row per scenario, outcome, place and month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ...model.outcomes import OUTCOMES
from .effects import limits_of, places
from .least_sizes import enough
from .programme import Programme
from .ranges import COMPANIES
from .sites import sites_of, with_sites

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
Columns = dict[str, npt.NDArray[Any]]
PAIRED = ("difference", "difference_low", "difference_high", "p_better")


def tidy(programmes: Sequence[Programme]) -> pd.DataFrame:
    """Return all outcomes as one row per scenario, outcome, month and place.

    Columns: scenario, outcome, unit, place ("company", a department or a site), month, n, mean, sd,
    ci_low, ci_high (95 % interval of the mean), p10, p90 (range of runs). Outcomes that a
    department or a site does not have are left out.
    """
    import pandas as pd

    return pd.DataFrame(tidy_columns(programmes))


def paired(programmes: Sequence[Programme]) -> pd.DataFrame:
    """Return `tidy` with the paired differences to the baseline, in four further columns.

    Columns: difference (mean over pairs), difference_low, difference_high (95 % interval of it),
    p_better (share of pairs that are better, ties counting half; NaN for outcomes without a good
    direction and with fewer than 6 pairs). All four are NaN for the baseline itself.
    """
    import pandas as pd

    return pd.DataFrame(paired_columns(programmes))


def tidy_columns(programmes: Sequence[Programme]) -> Columns:
    """Return the columns of `tidy`, without pandas, which takes longer to import than they take to write."""
    return _joined([_columns(each, with_sites(each), {}) for each in programmes])


def paired_columns(programmes: Sequence[Programme]) -> Columns:
    """Return the columns of `paired`, without pandas."""
    baseline = next(each for each in programmes if each.is_baseline)
    base = with_sites(baseline)
    nothing = dict.fromkeys(PAIRED, np.full(base.shape[1:], np.nan))

    def columns(each: Programme) -> Columns:
        values = base if each is baseline else with_sites(each)
        return _columns(each, values, nothing if each is baseline else _against(base, values))

    return _joined([columns(each) for each in programmes])


def _joined(parts: Sequence[Columns]) -> Columns:
    return {name: np.concatenate([each[name] for each in parts]) for name in parts[0]}


def _columns(programme: Programme, values: Floats, more: Columns) -> Columns:
    """Return the columns of one programme, and more numbers by month, place and outcome; what is not there is left out.

    Not every outcome is a department's.
    """
    n, mean = len(values), values.mean(axis=0)
    sd = values.std(axis=0, ddof=1) if n > 1 else np.full_like(mean, np.nan)
    half = limits_of(sd, n)
    low, high = np.quantile(values, COMPANIES, axis=0)
    shown = ~np.isnan(mean).ravel()
    month, place, outcome = (index.ravel()[shown] for index in np.indices(mean.shape))
    numbers = {"mean": mean, "sd": sd, "ci_low": mean - half, "ci_high": mean + half, "p10": low, "p90": high, **more}
    return {
        "scenario": np.full(len(month), programme.name, object),
        "outcome": np.array([each.name for each in OUTCOMES], object)[outcome],
        "unit": np.array([each.unit for each in OUTCOMES], object)[outcome],
        "place": np.array((*places(programme), *sites_of(programme)), object)[place],
        "month": month + 1,
        "n": np.full(len(month), n),
        **{name: column.ravel()[shown] for name, column in numbers.items()},
    }


def _against(base: Floats, values: Floats) -> Columns:
    """Return differences to the baseline, company by company, by month, place and outcome."""
    gap, direction = values - base, np.array([each.direction for each in OUTCOMES], float)
    n, mean = len(gap), gap.mean(axis=0)
    half = limits_of(gap.std(axis=0, ddof=1) if n > 1 else mean, n)
    better = (gap * direction > 0.0).mean(axis=0) + 0.5 * (gap == 0.0).mean(axis=0)
    numbers = (mean, mean - half, mean + half, np.where((direction != 0.0) & enough("share", n), better, np.nan))
    return dict(zip(PAIRED, numbers, strict=True))
