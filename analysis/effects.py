"""Paired effects: what a programme changes, against the same people and the same chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ..model.outcomes import OUTCOME
from ..scenarios.by_value import by_value
from .programme import Programme

Floats = npt.NDArray[np.float64]
CONFIDENCE = 0.95
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
        95 % confidence interval of the mean difference (Student's t over pairs); NaN for one pair.
    n_pairs : int
    p_better : float
        Share of pairs in which the programme is better (ties count half); NaN if the outcome has
        no good direction.
    correlation : float
        Correlation between programme and baseline over the pairs, achieved by common random
        numbers; NaN where one of them does not vary.
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


def interval(differences: Floats) -> tuple[float, float, float]:
    """Return mean and 95 % confidence limits of the mean (Student's t); NaN limits for one value."""
    n, mean = len(differences), float(differences.mean())
    if n < 2:
        return mean, math.nan, math.nan
    half = half_width(float(differences.std(ddof=1)), n)
    return mean, mean - half, mean + half


def p_value(differences: Floats) -> float:
    """Return the two-sided p of a paired t-test; 1 if nothing differs, NaN for one pair."""
    from scipy.special import stdtr

    n = len(differences)
    if n < 2:
        return math.nan
    spread = float(differences.std(ddof=1))
    mean = float(differences.mean())
    if spread == 0.0:
        return 1.0 if mean == 0.0 else 0.0
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
    """Return Pearson's correlation, NaN where one side does not vary."""
    if len(a) < 2 or a.std() == 0.0 or b.std() == 0.0:
        return math.nan
    return float(np.corrcoef(a, b)[0, 1])


def share_better(differences: Floats, direction: int) -> float:
    """Return the share of pairs that are better, ties counting half; NaN without a direction."""
    if direction == 0:
        return math.nan
    better = differences * direction
    return float((better > 0).mean() + 0.5 * (better == 0).mean())


def places(programme: Programme) -> tuple[str, ...]:
    """Return the names of the places where outcomes are measured: the company, then its departments."""
    return (COMPANY, *programme.scenario.company.organisation.names)


def effect(
    programme: Programme, baseline: Programme, outcome: str, month: int, lang: str, place: str = COMPANY
) -> Effect:
    """Return the paired effect of a programme (not yet adjusted for other comparisons)."""
    where = places(programme).index(place)
    ours, theirs = programme.at(outcome, month, where), baseline.at(outcome, month, where)
    difference, low, high = interval(ours - theirs)
    p = p_value(ours - theirs)
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
    """Return the effects by department, adjusted together, for the outcomes that departments have."""
    baseline = next(each for each in programmes if each.is_baseline)
    others = [each for each in programmes if not each.is_baseline]
    return _adjusted([
        effect(each, baseline, outcome, month, lang, place)
        for outcome in outcomes
        if OUTCOME[outcome].by_department
        for place in places(baseline)[1:]
        for each in others
    ])  # fmt: skip


def variance_ratio(programme: Programme, baseline: Programme, outcome: str, month: int) -> float:
    """Return how many times smaller common random numbers make the variance of a difference."""
    ours, theirs = programme.at(outcome, month), baseline.at(outcome, month)
    paired = float((ours - theirs).var(ddof=1))
    return float((ours.var(ddof=1) + theirs.var(ddof=1)) / paired) if paired > 0.0 else math.inf


def as_json(value: Any) -> Any:
    """Return a value for JSON: NaN and infinity become null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value
