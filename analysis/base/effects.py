"""Paired effects: what a programme changes, against the same people and the same chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.outcomes import OUTCOME
from ...scenarios.ground.by_value import by_value
from .least_sizes import enough, known
from .programme import Programme
from .sites import at_place, has_sites, sites_of

Floats = npt.NDArray[np.float64]
CONFIDENCE = 0.95
_ROUNDING = 1e-14
"""Values that differ by less than this part of the largest differ by rounding only."""
COMPANY = "company"
"""What the whole company is called among places."""


@by_value
@dataclass(frozen=True)
class Effect:
    """The paired difference of one programme to the baseline, in one outcome and month.

    Attributes
    ----------
    scenario, label : str
        Programme, as a machine name and in words.
    outcome : str
    month : int
        From 1.
    baseline, level, difference : float
        Means over the pairs, in the outcome's unit.
    ci_low, ci_high : float
        95 % confidence interval of the mean difference (Student's t over pairs); NaN for one pair, and where no
        pair differs from another.
    n_pairs : int
    p_better : float
        Share of pairs in which the programme is better (ties count half); NaN if the outcome has
        no good direction, and with fewer than 6 pairs (`least_sizes`).
    correlation : float
        Correlation between programme and baseline over the pairs, achieved by common random
        numbers; NaN where one of them does not vary, and with fewer than 4 pairs.
    p_value, p_adjusted : float
        Two-sided paired t-test, and adjusted by Holm's method over all effects of the comparison
        (effects by department over those by department).
    place : str
        "company" or the name of a department.
    """

    scenario: str
    label: str
    outcome: str
    month: int
    baseline: float
    level: float
    difference: float
    ci_low: float
    ci_high: float
    n_pairs: int
    p_better: float
    correlation: float
    p_value: float
    p_adjusted: float
    place: str = COMPANY

    @property
    def decided(self) -> bool:
        """Whether the interval excludes zero."""
        return self.ci_low > 0.0 or self.ci_high < 0.0


def half_width(sd: Any, n: int) -> Any:
    """Return half of the 95 % confidence interval of a mean (Student's t), for n of 2 or more values."""
    from scipy.special import stdtrit  # much faster to import than scipy.stats

    return float(stdtrit(n - 1, 0.5 + CONFIDENCE / 2)) * sd / math.sqrt(n)


def spread_of(values: Floats) -> float:
    """Return the standard deviation, 0 where values differ by rounding only, NaN for one value."""
    if len(values) < 2:
        return math.nan
    spread = float(values.std(ddof=1))
    return 0.0 if spread <= _ROUNDING * float(np.abs(values).max()) else spread


def spread_and_size(values: Floats, sets: int = 0) -> tuple[float, int]:
    """Return the spread that the mean of values is known by, and of how many values that are independent.

    Replicates that share a draw of an uncertain company do not vary independently: replicate k is of draw k modulo
    ``sets``. Once draws repeat, what varies is the sum of each draw's deviations (cluster-robust standard error:
    Liang, K.-Y. and Zeger, S. L. (1986). Longitudinal data analysis using generalized linear models. Biometrika 73,
    13-22), so more replicates never make behaviour certain.

    Parameters
    ----------
    values : float64 array [replicates]
    sets : int
        Number of draws; 0 where the company is certain.

    Returns
    -------
    tuple of float and int
        Standard deviation s and size n, for which the mean has the standard error s / sqrt(n); 0 where nothing
        varies, NaN for one value.
    """
    n = len(values)
    if not 1 < sets < n:
        return spread_of(values), n
    if spread_of(values) == 0.0:
        return 0.0, sets
    sums = np.bincount(np.arange(n) % sets, weights=values - values.mean())
    return sets / n * math.sqrt(float((sums**2).sum()) / (sets - 1)), sets


def by_draw(values: Floats, sets: int) -> Floats:
    """Return the mean of values by draw, replicates taking draws in turn; NaN for a draw without any."""
    turn = np.arange(len(values)) % sets
    with np.errstate(invalid="ignore"):
        return np.asarray(np.bincount(turn, values, sets) / np.bincount(turn, minlength=sets))


def chance_in(values: Floats, sets: int = 0) -> float:
    """Return the standard deviation of values that are of one draw: what chance alone does.

    All of it where draws do not repeat, since it cannot be told apart then.

    Parameters
    ----------
    values : float64 array [replicates]
        Replicate k is of draw k modulo ``sets``.
    sets : int
        Number of draws; 0 where the company is certain.
    """
    n = len(values)
    if not 0 < sets <= n // 2 or spread_of(values) == 0.0:
        return spread_of(values)
    left = values - by_draw(values, sets)[np.arange(n) % sets]
    return math.sqrt(float((left**2).sum()) / (n - sets))


def limits_of(spread: Any, n: int) -> Any:
    """Return half of the 95 % interval of a mean (Student's t), NaN where nothing varies: no width is no interval."""
    if not enough("interval", n):
        return np.full_like(np.asarray(spread, np.float64), np.nan)
    return np.where(np.asarray(spread) > 0.0, half_width(np.asarray(spread), n), np.nan)


def interval(differences: Floats, sets: int = 0) -> tuple[float, float, float]:
    """Return mean and 95 % confidence limits of the mean (Student's t), replicates being of ``sets`` draws in turn.

    The limits are NaN for one value, and where the values do not differ: an interval of no width would claim to
    know the mean exactly.
    """
    mean, (spread, n) = float(differences.mean()), spread_and_size(differences, sets)
    if not spread > 0.0:
        return mean, math.nan, math.nan
    half = half_width(spread, n)
    return mean, mean - half, mean + half


def intervals(values: Floats, sets: int = 0) -> tuple[Floats, Floats, Floats]:
    """Return means and the 95 % limits of each over replicates, [n, months]: what `interval` is, month by month."""
    mean, low, high = np.array([interval(month, sets) for month in np.ascontiguousarray(values.T)]).T
    return mean, low, high


def p_value(differences: Floats, sets: int = 0) -> float:
    """Return the two-sided p of a paired t-test, replicates being of ``sets`` draws in turn; NaN for one pair.

    1 if nothing differs. Where all pairs differ alike there is no spread to test by: then the p of a sign test.
    """
    from scipy.special import stdtr

    spread, n = spread_and_size(differences, sets)
    if math.isnan(spread):
        return math.nan
    mean = float(differences.mean())
    if spread == 0.0:
        return 1.0 if mean == 0.0 else min(1.0, 2.0 * 0.5**n)
    return float(2.0 * stdtr(n - 1, -abs(mean) * math.sqrt(n) / spread))


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p values adjusted for the number of comparisons.

    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal
    of Statistics 6, 65-70. NaN stays NaN and does not count.
    """
    order = sorted((i for i, p in enumerate(p_values) if not math.isnan(p)), key=lambda i: p_values[i])
    adjusted = list(p_values)
    highest = 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * p_values[i]))
        adjusted[i] = highest
    return adjusted


def correlation(a: Floats, b: Floats) -> float:
    """Return Pearson's correlation, NaN where one side does not vary and with fewer than 4 pairs."""
    if not enough("correlation", len(a)) or not min(spread_of(a), spread_of(b)) > 0.0:
        return math.nan
    a, b = ((each - each.mean()) / spread_of(each) for each in (a, b))  # so that no product is too small or too large
    return float(np.clip((a * b).sum() / (len(a) - 1), -1.0, 1.0))


def share_better(differences: Floats, direction: int) -> float:
    """Return the share of pairs that are better, ties counting half; NaN without a direction or with few pairs."""
    if direction == 0:
        return math.nan
    better = differences * direction
    return known("share", len(better), float((better > 0).mean() + 0.5 * (better == 0).mean()))


def places(programme: Programme) -> tuple[str, ...]:
    """Return the names of the places where outcomes are measured: the company, then its departments."""
    return (COMPANY, *programme.scenario.company.organisation.names)


def effect(
    programme: Programme, baseline: Programme, outcome: str, month: int, lang: str, place: str = COMPANY
) -> Effect:
    """Return the paired effect of a programme (not yet adjusted for other comparisons)."""
    ours, theirs = (at_place(each, outcome, month, place) for each in (programme, baseline))
    sets = programme.sets
    difference, low, high = interval(ours - theirs, sets)
    p = p_value(ours - theirs, sets)
    return Effect(
        scenario=programme.name,
        label=programme.label(lang),
        outcome=outcome,
        month=month,
        baseline=float(theirs.mean()),
        level=float(ours.mean()),
        difference=difference,
        ci_low=low,
        ci_high=high,
        n_pairs=len(ours),
        p_better=share_better(ours - theirs, OUTCOME[outcome].direction),
        correlation=correlation(ours, theirs),
        p_value=p,
        p_adjusted=p,
        place=place,
    )


def _adjusted(found: Sequence[Effect]) -> list[Effect]:
    return [replace(each, p_adjusted=p) for each, p in zip(found, holm([e.p_value for e in found]), strict=True)]


def effects(programmes: Sequence[Programme], outcomes: Sequence[str], month: int, lang: str) -> list[Effect]:
    """Return the effects of all programmes but the baseline, adjusted together by Holm's method."""
    baseline = next(each for each in programmes if each.is_baseline)
    others = [each for each in programmes if not each.is_baseline]
    return _adjusted([effect(each, baseline, outcome, month, lang) for outcome in outcomes for each in others])


def effects_by_department(
    programmes: Sequence[Programme], outcomes: Sequence[str], month: int, lang: str
) -> list[Effect]:
    """Return the effects by department, and by site, adjusted together, for the outcomes that they have."""
    baseline = next(each for each in programmes if each.is_baseline)
    others = [each for each in programmes if not each.is_baseline]
    return _adjusted([
        effect(each, baseline, outcome, month, lang, place)
        for outcome in outcomes
        if OUTCOME[outcome].by_department
        for place in (*places(baseline)[1:], *(sites_of(baseline) if has_sites(outcome) else ()))
        for each in others
    ])  # fmt: skip


def variance_ratio(programme: Programme, baseline: Programme, outcome: str, month: int) -> float:
    """Return how many times smaller common random numbers make the variance of a mean difference.

    Where behaviour is uncertain it is mixed in: variances are those of means over draws, so that the number says what
    it is worth to have the same people, chance and behaviour in both. NaN where the difference does not vary, so that
    there is no such number, and with fewer than 5 pairs.
    """
    ours, theirs = programme.at(outcome, month), baseline.at(outcome, month)
    own, other, paired = (spread_and_size(each, programme.sets)[0] for each in (ours, theirs, ours - theirs))
    if not paired > 0.0 or not enough("pilot", len(ours)):
        return math.nan
    found = (own / paired) ** 2 + (other / paired) ** 2
    return found if math.isfinite(found) else math.nan


def as_json(value: Any) -> Any:
    """Return a value for JSON: NaN and infinity become null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value
