"""Where heads see things otherwise than their people: only where five of both answered."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import t as student

from ...scenarios.ground.by_value import by_value
from ...scenarios.surveys.answers import Answers
from ..base.effects import holm
from ..company.suppressing import LEAST
from .link import Floats

COMPANY, SURE = "", 0.05


@by_value
@dataclass(frozen=True)
class Gap:
    """How much higher heads rate a construct than their people, points of the scale.

    Attributes
    ----------
    place : str
        Department, `COMPANY` for all of them.
    construct : str
    heads, team : float
        Means, high being much of the construct.
    low, high : float
        95 % limits of heads less team (Welch 1947, Biometrika 34:28).
    p : float
        That chance alone makes such a difference, adjusted for the constructs looked at in the place (Holm).
    """

    place: str
    construct: str
    heads: float
    team: float
    low: float
    high: float
    p: float

    @property
    def difference(self) -> float:
        """Heads less team."""
        return self.heads - self.team

    @property
    def sure(self) -> bool:
        """Whether the difference is beyond chance."""
        return self.p < SURE


def gaps(answers: Answers) -> tuple[Gap, ...]:
    """Return the gaps that may be shown, the company's first, the largest first."""
    coded = answers.instrument.coded(answers.values).astype(np.float64)
    coded[coded == 0] = np.nan
    places = [COMPANY, *sorted(set(answers.departments) - {COMPANY})]
    found = []
    for place in places:
        here = np.ones(len(answers), bool) if place == COMPANY else answers.members(place)
        own = []
        for each in answers.instrument.constructs:
            scores = _means(coded[:, list(answers.instrument.columns(each.name))])
            gap = _gap(place, each.name, scores[here & answers.heads], scores[here & ~answers.heads])
            own += [gap] if gap is not None else []
        found += [replace(gap, p=p) for gap, p in zip(own, holm([gap.p for gap in own]), strict=True)]
    return tuple(sorted(found, key=lambda each: (each.place != COMPANY, -abs(each.difference))))


def _means(values: Floats) -> Floats:
    told = ~np.isnan(values)
    counts = told.sum(axis=1)
    return np.asarray(np.where(counts > 0, np.where(told, values, 0.0).sum(axis=1) / np.maximum(counts, 1), np.nan))


def _gap(place: str, construct: str, heads: Floats, team: Floats) -> Gap | None:
    heads, team = heads[~np.isnan(heads)], team[~np.isnan(team)]
    if min(len(heads), len(team)) < LEAST:
        return None
    errors = [float(each.var(ddof=1)) / len(each) for each in (heads, team)]
    error = math.sqrt(errors[0] + errors[1])
    parts = errors[0] ** 2 / (len(heads) - 1) + errors[1] ** 2 / (len(team) - 1)
    one, other = float(heads.mean()), float(team.mean())
    if parts <= 0.0:
        return Gap(place, construct, one, other, one - other, one - other, 1.0)
    freedom = error**4 / parts
    half = float(student.ppf(0.975, freedom)) * error
    p = 2.0 * float(student.sf(abs(one - other) / error, freedom))
    return Gap(place, construct, one, other, one - other - half, one - other + half, p)
