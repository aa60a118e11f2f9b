"""Early signs: in which month what would show that the mix is failing, learned from simulated companies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.outcomes import OUTCOME
from ...model.simulation import Run
from ...scenarios.ground.by_value import by_value
from ..base.least_sizes import LEAST
from .objective import Objective

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MONTHS = (3, 6, 9, 12, 18, 24)
"""Months since the start in which one could look."""
WATCHED = (
    "deep_use", "regular_use", "compliance_use", "shadow_use", "active_users", "never_used", "unused_last_quarter",
    "feature_breadth", "data_completeness", "sharing",
)  # fmt: skip
"""What a company can find out about itself: from log-ins, from the record, or by asking."""
IN_EXPORT = (
    "deep_use", "regular_use", "compliance_use", "active_users", "never_used", "unused_last_quarter", "feature_breadth",
)  # fmt: skip
"""What an export of usage shows by itself: where a company was fitted to one, signs are sought there only."""
READ = {"deep_use": 1.0, "regular_use": 1.0, "compliance_use": -1.0}
"""What is only seen by telling real use from the bare minimum: one is read too high by what the other is too low."""
FEWEST = LEAST["early sign"].size
"""With fewer companies that fail (or that do not), no sign is learned."""
USEFUL = 0.6
"""A sign is worth acting on from this hit rate less false alarms on (Youden, W. J. 1950, Cancer 3, 32-35)."""


@by_value
@dataclass(frozen=True)
class Sign:
    """An indicator in a month, and how often it errs.

    Attributes
    ----------
    month : int
        When to look.
    outcome : str
    below : bool
        Whether values below the threshold are the alarm, or above.
    threshold : float
        In the outcome's unit.
    missed : float
        Share of failing companies without alarm, on companies that were not used to find the threshold.
    false_alarms : float
        Share of the others with an alarm, likewise.
    """

    month: int
    outcome: str
    below: bool
    threshold: float
    missed: float
    false_alarms: float

    @property
    def power(self) -> float:
        """Hit rate less false alarms: 0 is no better than chance, 1 is perfect."""
        return 1.0 - self.missed - self.false_alarms

    def alarm(self, run: Run) -> Flags:
        """Return in which companies it is an alarm."""
        return self.alarmed(run.of(self.outcome)[:, self.month - 1])

    def alarmed(self, values: Floats) -> Flags:
        """Return which values of the outcome are an alarm."""
        return values < self.threshold if self.below else values > self.threshold


@by_value
@dataclass(frozen=True)
class Eyes:
    """What a company sees of itself, and how far it misreads that.

    Attributes
    ----------
    watched : tuple of str
        Outcomes.
    misread : float
        Standard deviation of the error with which an export's real use is read, as a share of people.
    """

    watched: tuple[str, ...] = WATCHED
    misread: float = 0.0

    def seen(self, run: Run, chance: int) -> dict[str, Floats]:
        """Return what is seen of each outcome, [companies, months]: each company misreads itself in its own way."""
        errors = self.misread * np.random.default_rng(chance).standard_normal((len(run.values), 1))
        return {name: run.of(name) + READ.get(name, 0.0) * errors for name in self.watched}


OWN_EYES = Eyes()
"""All that a company can find out about itself, by asking too, without misreading it."""


@by_value
@dataclass(frozen=True)
class Warnings:
    """When to check and what would show that the mix is failing.

    Attributes
    ----------
    failure : float
        A company fails whose outcome is worse than this in the end.
    failing : float
        Share of companies that fail with the mix.
    companies : int
        Companies from which the signs are learned; as many others tell their errors.
    signs : tuple of Sign
        The best sign of each month; empty where failures are too rare or too common.
    """

    failure: float
    failing: float
    companies: int
    signs: tuple[Sign, ...]

    @property
    def check(self) -> Sign | None:
        """The first sign worth acting on; if there is none, the best one; None without any."""
        useful = [each for each in self.signs if each.power >= USEFUL]
        return useful[0] if useful else max(self.signs, key=lambda each: each.power, default=None)


def failure_level(objective: Objective, best: Floats, nothing: Floats) -> float:
    """Return below what a company has failed: the target, or half of the gain that is expected over doing nothing."""
    if objective.target is not None:
        return objective.target
    return float(nothing.mean() + 0.5 * (best.mean() - nothing.mean()))


def early_signs(
    learned: Run, tested: Run, objective: Objective, failure: float, first: int = 0, eyes: Eyes = OWN_EYES
) -> Warnings:
    """Return when to check, and what would show failure.

    In each month the indicator and threshold are taken that tell failing companies from the others best
    on one set of simulated companies; error rates are those on another set.

    Parameters
    ----------
    learned, tested : Run
        The mix in all worlds, on different companies.
    failure : float
        See `failure_level`.
    first : int
        Month in which the mix begins.
    eyes : Eyes
        What the company sees of itself; errors of signs include what it misreads.
    """
    seen, seen_too = eyes.seen(learned, 1), eyes.seen(tested, 2)
    fails, fails_too = (_failing(each, objective, failure) for each in (learned, tested))
    months = [first + month for month in MONTHS if first + month < objective.month]
    counts = [int(fails.sum()), int((~fails).sum()), int(fails_too.sum()), int((~fails_too).sum())]
    signs = [_best_sign(seen, fails, month) for month in months] if min(counts) >= FEWEST else []
    return Warnings(
        failure, float(fails_too.mean()), len(fails), tuple(_tested(each, seen_too, fails_too) for each in signs)
    )


def _failing(run: Run, objective: Objective, failure: float) -> Flags:
    values = run.of(objective.outcome)[:, objective.month - 1]
    return np.asarray(objective.direction * values < objective.direction * failure)


def _best_sign(seen: Mapping[str, Floats], fails: Flags, month: int) -> Sign:
    return max((_sign(values[:, month - 1], fails, month, name) for name, values in seen.items()), key=_power)


def _power(sign: Sign) -> float:
    return sign.power


def _sign(values: Floats, fails: Flags, month: int, outcome: str) -> Sign:
    """Return the threshold of one indicator that tells failing companies best, by Youden's index."""
    below = OUTCOME[outcome].direction >= 0
    order = np.argsort(values if below else -values, kind="stable")
    hits = np.cumsum(fails[order]) / fails.sum()
    alarms = np.cumsum(~fails[order]) / (~fails).sum()
    cut = int(np.argmax(hits - alarms))
    ahead = values[order[min(cut + 1, len(order) - 1)]]
    threshold = _rounded(0.5 * (float(values[order[cut]]) + float(ahead)), outcome)
    return Sign(month, outcome, below, threshold, 1.0 - float(hits[cut]), float(alarms[cut]))


def _rounded(value: float, outcome: str) -> float:
    """Return a threshold that people can remember: half percents, tenths of other units."""
    return round(200.0 * value) / 200.0 if OUTCOME[outcome].unit == "share" else round(value, 1)


def _tested(sign: Sign, seen: Mapping[str, Floats], fails: Flags) -> Sign:
    alarm = sign.alarmed(seen[sign.outcome][:, sign.month - 1])
    missed, false = float((~alarm[fails]).mean()), float(alarm[~fails].mean())
    return Sign(sign.month, sign.outcome, sign.below, sign.threshold, missed, false)
