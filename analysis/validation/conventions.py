"""Conventions of a real organisation: a gate, a mandate and two voluntary practices, fitted and predicted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...scenarios.ground.by_value import by_value
from .adoption import AdoptionFit, fit_adoption, fit_team
from .following import follow
from .person_months import read_person_months
from .prediction import AdoptionPrediction, pooled_calibration, pooled_coverage, pooled_lead, pooled_rmse
from .searching import push_of, to_search

GATE, MANDATE, VOLUNTARY = "closes_bug", "change_id", ("co_author", "impact_flag")
FEATURES = (GATE, MANDATE, *VOLUNTARY)
LEVEL = 0.9


@by_value
@dataclass(frozen=True)
class Held:
    """How well parts that were held back are predicted.

    Attributes
    ----------
    parts, months : int
    rmse, logistic : float
        Root mean square errors over all months, weighed by occasions.
    lead, lead_error : float
        By how much the logistic curve errs more, and its standard error over the parts.
    coverage : float
        Share of months in the 90 % interval.
    calibrated : float
        The same with ties at the interval's ends split (`AdoptionPrediction.calibrated`).
    """

    parts: int
    months: int
    rmse: float
    logistic: float
    lead: float
    lead_error: float
    coverage: float
    calibrated: float


@by_value
@dataclass(frozen=True)
class Conventions:
    """Fits by feature, what they say of parts held back, and reuse of the voluntary practices.

    Attributes
    ----------
    fits : dict of str to AdoptionFit
    employers : dict of str to Held
        Employers left out in turn, by feature.
    halves : Held
        The gate: half of the employers predicted from the other half, several random halves both ways.
    reuse : dict of str to ((month 1, months 6-12), (month 1, months 6-12))
        Share that uses a voluntary practice again after its first use: seen, and in the model.
    """

    fits: dict[str, AdoptionFit]
    employers: dict[str, Held]
    halves: Held
    reuse: dict[str, tuple[tuple[float, float], tuple[float, float]]]


def held(predictions: list[AdoptionPrediction]) -> Held:
    """Return how well some predictions fared."""
    coverage, months = pooled_coverage(predictions)
    return Held(
        len(predictions), months, pooled_rmse(predictions), pooled_rmse(predictions, "logistic"),
        *pooled_lead(predictions), coverage,
        pooled_calibration(predictions),
    )  # fmt: skip


def check_conventions(folder: Path, *, splits: int, seed: int) -> Conventions:
    """Fit all four practices of the folder openstack_nova, and predict what was held back."""
    log = read_person_months(folder / "person_month.csv")
    fits = {feature: fit_adoption(log, feature, seed=seed) for feature in FEATURES}
    employers = {feature: held(list(fit.left_out)) for feature, fit in fits.items()}
    reuse = {feature: _reuse(fits[feature]) for feature in VOLUNTARY}
    return Conventions(fits, employers, held(halves(fits[GATE], splits, seed)), reuse)


def halves(fit: AdoptionFit, splits: int, seed: int) -> list[AdoptionPrediction]:
    """Return predictions of half of the employers from the others, for random halves, both ways."""
    chance, team, found = np.random.default_rng(seed), fit.team, []
    names = np.unique(team.groups)
    for _ in range(splits):
        half = np.isin(team.groups, chance.permutation(names)[: len(names) // 2])
        for known in (half, ~half):
            half_fit = fit_team(team.of(known), fit.practice, Behaviour(), seed=seed)
            found.append(half_fit.predict_team(team.of(~known), level=LEVEL))
    return found


def _reuse(fit: AdoptionFit) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return reuse as it was seen, and in 50 replicates of the fitted model."""
    point = np.tile(to_search(fit.practice, fit.attention, fit.push), (50, 1))
    push = push_of(fit.practice, point, np.zeros(50), fit.sight)
    used = follow(fit.team, push, fit.forces, seed=fit.seed)
    return again(fit.team.active, fit.team.followed[None] > 0), again(fit.team.active, used > 0)


def again(active: npt.NDArray[np.bool_], used: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Return the share of people at work who use a practice again, in month 1 and in months 6 to 12 after first use.

    Parameters
    ----------
    active : bool array [n, T]
    used : bool array [K, n, T]
    """
    months = used.shape[2]
    first = np.where(used.any(axis=2), used.argmax(axis=2), months)
    since = np.arange(months) - first[:, :, None]
    shares = []
    for low, high in ((1, 1), (6, 12)):
        there = (since >= low) & (since <= high) & active
        shares.append(float(used[there].mean()) if there.any() else float("nan"))
    return shares[0], shares[1]


def as_record(found: Conventions) -> dict[str, Any]:
    """Return the check as JSON values."""
    from dataclasses import asdict

    return {
        "practices": {feature: _practice(found, feature) for feature in found.fits},
        "halves": asdict(found.halves),
        "reuse": {
            feature: {"seen": list(seen), "model": list(model)} for feature, (seen, model) in found.reuse.items()
        },
    }


def _practice(found: Conventions, feature: str) -> dict[str, Any]:
    from dataclasses import asdict

    fit = found.fits[feature]
    weights = fit.team.curve
    logistic = fit.logistic.shares(len(weights))
    return {
        "kind": fit.practice.kind, "go_live": fit.practice.go_live, "months": list(fit.team.months),
        "attention": fit.attention, "push": fit.push, "team_spread": fit.team_spread, "rmse": fit.rmse,
        "logistic_rmse": float(np.sqrt(np.nanmean((logistic - weights) ** 2))),
        "observed": weights.tolist(), "fitted": fit.curve.tolist(), "logistic": logistic.tolist(),
        "employers": asdict(found.employers[feature]),
    }  # fmt: skip
