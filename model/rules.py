"""The rules of the model as small functions; the ODD document quotes them one by one.

Rules of persons work in single precision (they run some ten million times a second), rules of
departments, customers and money in double precision. Equations: docs/odd.md, section 7.
"""

from __future__ import annotations

import numpy as np

from .compiled import rule
from .numerics import clip, exponential, exponential_single

single = np.float32

LEGACY, COMPLIANCE_WAY, DEEP_WAY = np.int32(0), np.int32(1), np.int32(2)
"""Ways of working: own list or tool; the observable minimum; the task done in the CRM."""


# --- data and the worth of features -------------------------------------------------------------


@rule
def usable_data(own: float, others: float, silo_strength: float) -> float:
    """Return the data a department can use: its own, and the others' as far as silos let through.

    ``own`` and ``others`` are completeness times accuracy, in [0, 1].
    """
    return 0.5 * own + 0.5 * (1.0 - silo_strength) * others


@rule
def worth_of_feature(usefulness: float, data_need: float, relative_data: float, technology: float) -> float:
    """Return what an ordinary feature is worth on the data there are (relative to those needed)."""
    works = min(1.3, 1.0 - data_need + data_need * relative_data)
    return clip(technology * usefulness * works, -0.6, 1.1)


@rule
def worth_of_ai(usefulness: float, relative_data: float, threshold: float, technology: float) -> float:
    """Return what an AI feature is worth: negative below the data quality it needs."""
    return clip(technology * usefulness * (relative_data - threshold) / (1.0 - threshold), -0.6, 1.1)


# --- what speaks for each way of working ----------------------------------------------------------


@rule
def felt_alignment(kpi_alignment: float) -> float:
    """Return how much aligned goals are felt: A^1.5, for half an incentive is weak (I4)."""
    return float(kpi_alignment * np.sqrt(kpi_alignment))


@rule
def leadership(example: float, commitment: float, sponsorship: float) -> float:
    """Return the line manager's weight: own example and commitment, gated by sponsorship (S6)."""
    return (0.5 * example + 0.5 * commitment) * (0.4 + 0.6 * sponsorship)


@rule
def goals_and_sharing(kpi_weight: float, felt: float, reward: float, reach: float) -> float:
    """Return what shared goals and rewarded sharing add to deep use."""
    return kpi_weight * felt * (0.4 + 0.6 * reach) + 0.6 * kpi_weight * reward * reach


@rule
def cost_of_sharing(territory_weight: float, reach: float, reward: float, silo_strength: float, felt: float) -> float:
    """Return what deep use costs a person of territoriality one."""
    return territory_weight * reach * (1.0 - 0.7 * reward) * (0.4 + 0.6 * silo_strength) * (1.0 - 0.5 * felt)


@rule
def curiosity(novelty: float, months_since_go_live: float, novelty_months: float) -> float:
    """Return the pull of the new, which fades within weeks (T1, T8)."""
    return novelty * exponential(-min(months_since_go_live / novelty_months, 40.0))


@rule
def appeal_of_compliance(visibility_weight: float, monitoring: float, visibility: float) -> float:
    """Return what speaks for the observable minimum, apart from habit."""
    return visibility_weight * monitoring * visibility - 0.3 - 1.6 * (1.0 - visibility)


@rule
def appeal_of_legacy(
    comfort: float, monitoring: float, visibility: float, sponsorship: float, gate_strength: float, gate: float
) -> float:
    """Return what speaks for the old way, apart from habit; a gate closes it."""
    return comfort - 0.6 * monitoring * visibility * (0.4 + 0.6 * sponsorship) - gate_strength * gate


@rule
def pull_of_colleagues(share: np.float32, tipping_share: np.float32, steepness: np.float32, linear: bool) -> np.float32:
    """Return the pull of colleagues in deep use: a soft threshold, or the share itself."""
    threshold = single(1) / (single(1) + exponential_single(-steepness * (share - tipping_share)))
    return share if linear else threshold


# --- attention and choice -------------------------------------------------------------------------


@rule
def chance_of_attention(attention: float, capacity: float, unfamiliar: float) -> float:
    """Return the chance that a feature is thought about anew; many unfamiliar ones dilute it."""
    return attention * min(1.0, capacity / unfamiliar) if unfamiliar > 0.0 else attention


@rule
def choose(u: np.float32, deep: np.float32, compliance: np.float32, legacy: np.float32) -> np.int32:
    """Return the way chosen by a multinomial logit: one uniform, cut in the order deep, compliance, legacy."""
    best = max(deep, max(compliance, legacy))
    weight_deep = exponential_single(max(deep - best, single(-40)))
    weight_compliance = exponential_single(max(compliance - best, single(-40)))
    weight_legacy = exponential_single(max(legacy - best, single(-40)))
    cut = u * (weight_deep + weight_compliance + weight_legacy)
    other = COMPLIANCE_WAY if cut < weight_deep + weight_compliance else LEGACY
    return DEEP_WAY if cut < weight_deep else other


# --- habit and skill --------------------------------------------------------------------------------


@rule
def next_habit(habit: np.float32, used: np.float32, speed: np.float32) -> np.float32:
    """Return the habit of a way of working after a month with it (used 1) or without (0)."""
    return habit + speed * (used - habit)


@rule
def next_skill(
    skill: np.float32, deep: np.float32, learning: np.float32, forgetting: np.float32, taught: np.float32
) -> np.float32:
    """Return skill after a month: learning by doing, forgetting, then training."""
    practised = skill + learning * deep * (single(1) - skill) - forgetting * (single(1) - deep) * skill
    return practised + taught * (single(1) - practised)


# --- the customer record ------------------------------------------------------------------------------


@rule
def entries(deep: float, compliance: float, entry_rate: float, completeness: float) -> float:
    """Return the share of the record filled this month, by honest and by minimal entries."""
    return entry_rate * (deep + 0.5 * compliance) * (1.0 - completeness)


@rule
def next_accuracy(
    accuracy: float, completeness: float, added: float, deep: float, compliance: float, good: float, poor: float
) -> float:
    """Return the record's accuracy after this month's entries joined the old ones."""
    if added <= 0.0:
        return accuracy
    fresh = (good * deep + 0.5 * poor * compliance) / (deep + 0.5 * compliance)
    return accuracy + added / (completeness + added) * (fresh - accuracy)


# --- customers and money --------------------------------------------------------------------------------


@rule
def churn_rate(
    base: float, effect: float, fragmentation: float, ai_effect: float, autonomy: float,
    relative_data: float, threshold: float, limit: float,
) -> float:  # fmt: skip
    """Return the share of customers lost this month: fragmentation, and autonomous AI on bad data."""
    experience = clip(effect * (fragmentation - 0.5), -limit, limit)
    automation = clip(-ai_effect * autonomy * (relative_data - threshold), -limit, limit)
    return min(base * exponential(experience) * exponential(automation), 1.0)


@rule
def new_customers(share: float, at_start: float, effect: float, fragmentation: float, limit: float) -> float:
    """Return the customers won this month; a seamless experience wins more."""
    return share * at_start * exponential(clip(effect * (0.5 - fragmentation), -limit, limit))


@rule
def share_to_rival(preference: float, fragmentation: float, rivals: float) -> float:
    """Return which share of the customers lost goes to the rival: more, the less fragmented it is than oneself."""
    return float(1.0 / (1.0 + exponential(-preference * (fragmentation - rivals))))


@rule
def hours_saved(
    deep_pairs: float, skill_sum: float, worth: float, compliance_pairs: float, missing_skill: float,
    gained: float, minimum: float, beginner: float,
) -> float:  # fmt: skip
    """Return hours saved this month by one department with one feature, less those it costs."""
    saved = gained * max(worth, 0.0) * (0.4 * deep_pairs + 0.6 * skill_sum)
    return saved - minimum * compliance_pairs - beginner * missing_skill
