"""What is read off the situations: one number per band, a function of what was seen."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.features import STANDARD_FEATURES
from ...model.levers import INDEX
from ...model.outcomes import OUTCOME_NAMES, column
from ...model.simulation import found_company, step_month
from ...model.state import EVER_DEEP, TENURE
from ...scenarios.core.typical import default_company
from .band_settings import YEAR, Case, Floats, Observed, case, company_case, typical_cases
from .watching import Watch

HARD = 0.5
"""Effort from which a feature counts as hard."""
MANY_PEOPLE = 4000
"""People whose first real uses are counted for the newcomers' odds."""
INCUMBENT, NEWCOMER = 12, 3
"""Months of tenure: more than the one, at most the other."""


def months_to(curve: Floats, share: float) -> float:
    """Return when a monthly curve (0 at time 0) first crosses a share, by interpolation; inf if never."""
    risen = np.concatenate([[0.0], np.maximum.accumulate(curve)])
    if risen[-1] < share:
        return math.inf
    after = int(np.argmax(risen >= share))
    step = float(risen[after] - risen[after - 1]) if after else 1.0
    return after - (float(risen[after]) - share) / step if after else 0.0


# --- the course of real use ---------------------------------------------------------------------------


def decay(watch: Watch, situation: str) -> float:
    """Return real use in month 6 relative to month 2."""
    curve = watch.curve(situation)
    return float(curve[5] / curve[1]) if curve[1] > 0.0 else math.inf


def early_peak(watch: Watch, situation: str) -> float:
    """Return the highest real use of months 1 to 3 relative to that of months 4 to 12."""
    curve = watch.curve(situation)
    return float(curve[:3].max() / curve[3:12].max()) if curve[3:12].max() > 0.0 else math.inf


def gain(watch: Watch, situation: str, month: int = 12, outcome: str = "deep_use") -> float:
    """Return how far an outcome is above that of the default organisation in a month."""
    return watch.mean(situation, outcome, month) - watch.mean("default", outcome, month)


# --- the gate -------------------------------------------------------------------------------------------


def _users(seen: Observed, feature: int, ways: slice) -> Floats:
    """Return by month the share of the people to whom a feature is relevant who use it in some ways."""
    concerned = (seen.setting.relevant >> np.uint32(feature)) & np.uint32(1)
    people = float((seen.setting.departments[:, 0] * concerned).sum())
    return np.asarray(seen.use[:, :, :, feature, ways].sum(axis=(2, 3)).mean(axis=0) / people)


def gate_months(watch: Watch) -> float:
    """Return the months in which a gated feature goes from 10 to 90 % of its people."""
    gated = [each.name for each in STANDARD_FEATURES].index("activity_log")
    touched = _users(watch.see("gate"), gated, slice(0, 2))
    return months_to(touched, 0.9) - months_to(touched, 0.1) if touched.max() >= 0.9 else math.inf


def hard_features(watch: Watch) -> float:
    """Return the highest real use among the hard voluntary features in month 12 of the gate."""
    hard = [number for number, each in enumerate(STANDARD_FEATURES) if each.effort >= HARD]
    return max(float(_users(watch.see("gate"), number, slice(0, 1))[11]) for number in hard)


# --- the staged full programme ------------------------------------------------------------------------


def plateau(watch: Watch) -> float:
    """Return mean real use in the last six of 36 months."""
    return float(watch.curve("full_programme")[-6:].mean())


def half_way(watch: Watch) -> float:
    """Return when real use reaches half of its plateau."""
    return months_to(watch.curve("full_programme"), plateau(watch) / 2.0)


def logistic_fit(watch: Watch) -> float:
    """Return R2 of a logistic curve through months 1 to 18; 0 where none can be fitted."""
    from scipy.optimize import curve_fit

    curve, month = watch.curve("full_programme")[:18], np.arange(1.0, 19.0)

    def logistic(t: Floats, top: float, speed: float, middle: float) -> Floats:
        return np.asarray(top / (1.0 + np.exp(-np.clip(speed * (t - middle), -50.0, 50.0))))

    try:
        fitted, _ = curve_fit(logistic, month, curve, p0=(0.8, 0.4, 6.0), maxfev=2000)
    except RuntimeError:  # no convergence
        return 0.0
    left = float(((curve - logistic(month, *fitted)) ** 2).sum())
    return max(0.0, 1.0 - left / float(((curve - curve.mean()) ** 2).sum()))


# --- the record, the AI, newcomers ------------------------------------------------------------------------


def typical_unused(watch: Watch) -> float:
    """Return the share of typical companies with 43 to 75 % unused in the last quarter at month 12."""
    unused = watch.typical()[:, 0]
    return float(((unused >= 0.43) & (unused <= 0.75)).mean())


def typical_poor_records(watch: Watch) -> float:
    """Return the share of typical companies with completeness times accuracy of at most .55 at month 12."""
    records = watch.typical()
    return float((records[:, 1] * records[:, 2] <= 0.55).mean())


def typical_spread(watch: Watch) -> float:
    """Return the width of the range that nine in ten typical companies' real use spans at month 12."""
    low, high = np.quantile(watch.typical()[:, 3], [0.05, 0.95])
    return float(high - low)


def kept(watch: Watch, situation: str) -> float:
    """Return the share of the gain in real use that is left a year after a programme of one year has ended."""
    during = gain(watch, situation, YEAR)
    return gain(watch, situation, 2 * YEAR) / during if during > 0.0 else math.nan


def typical_told_again(watch: Watch) -> float:
    """Return the median over typical companies of what customers must say again before any CRM."""
    found = []
    for one in typical_cases(watch.companies):
        b, setting = watch.behaviour, one.setting
        silos = one.schedule.base[:, INDEX["silo_strength"]]
        mean = 0.5 * (silos[:, None] + silos[None, :])
        found.append(float((setting.handover * (1.0 - b.told_at_best * (1.0 - b.silo_weight * mean))).sum()))
    return float(np.median(found))


def correlation_within_departments(watch: Watch) -> float:
    """Return the intraclass correlation of real use by department, month 12: one-way analysis of variance of people.

    People are told apart by the pairs of a department only, so the spread within is that of shares of pairs,
    p (1 - p) a pair; the correlation is that of pairs, as in a survey of practices by village (S11).
    """
    seen = watch.see("default")
    people, pairs = (
        seen.setting.departments[:, 0],
        np.array([bin(int(mask)).count("1") for mask in seen.setting.relevant]),
    )
    n = people * pairs
    p = seen.values[:, YEAR - 1, 1:, column("deep_use")]
    mean = (p * n).sum(axis=1, keepdims=True) / n.sum()
    groups = len(n)
    between = (n * (p - mean) ** 2).sum(axis=1) / (groups - 1)
    within = (n * p * (1.0 - p)).sum(axis=1) / (n.sum() - groups)
    size = (n.sum() - (n**2).sum() / n.sum()) / (groups - 1)
    return float(((between - within) / (between + (size - 1.0) * within)).mean())


def half_loses(watch: Watch) -> float:
    """Return how far half an incentive change leaves real use above none, month 24 (below 0: it harms)."""
    return gain(watch, "half_incentive", 24)


def gate_first_month(watch: Watch) -> float:
    """Return the share of those who would not touch a gated feature in the first month whom the gate brings to it."""
    gated = [each.name for each in STANDARD_FEATURES].index("activity_log")
    with_gate, without = (float(_users(watch.see(name), gated, slice(0, 2))[0]) for name in ("gate", "default"))
    return (with_gate - without) / (1.0 - without)


def record_half_life(watch: Watch) -> float:
    """Return the month in which completeness has halved without use."""
    completeness = watch.see("no_use").path("data_completeness").mean(axis=0)
    start = case("no_use").setting.completeness
    return months_to(start - completeness, start / 2.0)


def churn_by_ai(watch: Watch, data: str) -> float:
    """Return by which share autonomous AI changes the first month's churn on bad or good data."""
    return watch.mean(f"ai_on_{data}_data", "churn", 1) / watch.mean(f"{data}_data", "churn", 1) - 1.0


def most_visible_lead(watch: Watch) -> float:
    """Return how far compliance with the most visible feature is above any other's, in Sales at month 6."""
    seen = watch.see("seed_company")
    share = seen.use[:, 5, 0, :, 1].mean(axis=0) / seen.setting.departments[0, 0]
    most = int(np.argmax([each.visibility for each in STANDARD_FEATURES]))
    return float(share[most] - np.delete(share, most).max())


def sales_lead(watch: Watch) -> float:
    """Return how far compliance in Sales is above that of any other department at month 6."""
    by_department = [watch.mean("seed_company", "compliance_use", 6, place) for place in range(1, 5)]
    return by_department[0] - max(by_department[1:])


def entered_for_the_boss(watch: Watch) -> float:
    """Return compliance among the pairs that write into the record, month 12 (D2 is on entries)."""
    seen = watch.see("default")
    writes = np.array([each.writes for each in STANDARD_FEATURES])
    relevant = (seen.setting.relevant[:, None] >> np.arange(len(writes), dtype=np.uint32)) & 1
    people = seen.setting.departments[:, 0] @ (relevant * writes).sum(axis=1)
    return float(seen.use[:, 11, :, writes, 1].sum() / (len(seen.use) * people))


def sales_outside(watch: Watch) -> float:
    """Return the share of Sales that keeps the pipeline outside the CRM, month 12 (D6 is on sales tracking)."""
    seen = watch.see("default")
    pipeline = [each.name for each in STANDARD_FEATURES].index("pipeline")
    return float(1.0 - seen.use[:, 11, 0, pipeline].sum(axis=1).mean() / seen.setting.departments[0, 0])


@cache
def _many() -> Case:
    return company_case(default_company(MANY_PEOPLE), 24)


def switching(behaviour: Behaviour, seed: int, change: Callable[[Case], Case] = lambda one: one) -> Floats:
    """Return the monthly hazard of a first deep use in months 7 to 24: incumbents, newcomers.

    Only pairs that were never in deep use before count, as in T7.
    """
    one = change(_many())
    setting = one.setting._replace(behaviour=behaviour.as_record())
    heads = setting.departments[:, 0].astype(int)
    relevant = np.repeat(setting.relevant, heads)
    state = found_company(setting, seed, 0)
    counts, before = np.zeros((2, 2)), np.zeros(len(relevant), np.uint32)
    for month in range(1, 25):
        out = np.empty((1 + len(heads), len(OUTCOME_NAMES)))
        step_month(setting, one.schedule, state, one.seats, seed, 0, month - 1, out)
        ever, tenure = state.masks[EVER_DEEP, : len(relevant)].copy(), state.slots[TENURE]
        before[tenure == 1] = 0  # the slot's former holder
        if month >= 7:
            for group, people in enumerate((tenure > INCUMBENT, tenure <= NEWCOMER)):
                still_open = relevant[people] & ~before[people]
                counts[group] += [_bits(still_open & ever[people]), _bits(still_open)]
        before = ever
    with np.errstate(invalid="ignore"):  # where nobody is new
        return np.asarray(counts[:, 0] / counts[:, 1])


def _bits(masks: npt.NDArray[np.uint32]) -> int:
    """Return the number of bits set (NumPy counts them itself from version 2 on)."""
    return int(np.unpackbits(np.ascontiguousarray(masks).view(np.uint8)).sum())


def newcomers_odds(watch: Watch) -> float:
    """Return the odds of a first real use of newcomers relative to those of incumbents."""
    incumbents, newcomers = switching(watch.behaviour, watch.seed, watch.change)
    return float(newcomers / (1.0 - newcomers) / (incumbents / (1.0 - incumbents)))
