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
def felt_incentive(level: float, base: float, used_to: float, habituation: float) -> float:
    """Return how much of an incentive is felt: what was put on top fades as people get used to it."""
    return level - habituation * min(used_to, max(level - base, 0.0))


@rule
def felt_alignment(kpi_alignment: float, conflict: float, mixed_goals: bool) -> float:
    """Return how much aligned goals are felt: A^1.5, or less by the conflict of half-changed goals (I4)."""
    pulled_apart = max(kpi_alignment - conflict * 4.0 * kpi_alignment * (1.0 - kpi_alignment), -0.1)
    return float(pulled_apart) if mixed_goals else float(kpi_alignment * np.sqrt(kpi_alignment))


@rule
def leadership(example: float, commitment: float, sponsorship: float, additive: bool) -> float:
    """Return the line manager's weight: own example and commitment, gated by sponsorship (S6) or beside it."""
    own = 0.5 * example + 0.5 * commitment
    return 0.5 * own + 0.15 * sponsorship if additive else own * (0.4 + 0.6 * sponsorship)


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
def appeal_of_compliance(
    visibility_weight: float, monitoring: float, visibility: float, targets_weight: float, targets: float
) -> float:
    """Return what speaks for the observable minimum, apart from habit; what is measured is what one gets (D2)."""
    seen = visibility_weight * monitoring + targets_weight * targets
    return seen * visibility - 0.3 - 1.6 * (1.0 - visibility)


@rule
def appeal_of_legacy(
    comfort: float, way: float, way_comfort: float, monitoring: float, visibility: float, sponsorship: float,
    gate_strength: float, gate: float,
) -> float:  # fmt: skip
    """Return what speaks for the old way, apart from habit; a gate closes it, and it loses what it stands for."""
    usual = comfort * (1.0 - way_comfort * way) if comfort > 0.0 else comfort
    return usual - 0.6 * monitoring * visibility * (0.4 + 0.6 * sponsorship) - gate_strength * gate


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


# --- what lasts -----------------------------------------------------------------------------------------


@rule
def lived(share: float, pushed: float, crowding: float) -> float:
    """Return the share of people whose use speaks for itself: what is done for an incentive is put down to that."""
    return share * (1.0 - crowding * pushed)


@rule
def next_way(way: float, share: float, speed: float, meeting_speed: float, meetings: float) -> float:
    """Return the way it is done here after a month in which ``share`` of the people lived it; meetings hasten it."""
    return way + min(speed * (1.0 + meeting_speed * meetings), 1.0) * (share - way)


@rule
def next_used_to(used_to: float, level: float, base: float, half_life: float) -> float:
    """Return the incentive that people are used to after a month: half of what was put on top per half-life."""
    return used_to + (1.0 - exponential(-0.6931471805599453 / half_life)) * (max(level - base, 0.0) - used_to)


@rule
def next_enforced(enforced: float, gate: float, months: float) -> float:
    """Return how far the old way is really closed: enforcement follows the order within months, opening at once."""
    return min(enforced + (gate - enforced) / months, gate)


@rule
def next_trust(trust: float, quality: float, activity: float, speed: float, asymmetry: float) -> float:
    """Return a department's trust in AI after a month of calls of some quality: slow to grow, quick to go."""
    grown = trust + speed * activity * max(quality, 0.0) * (1.0 - trust)
    return clip(grown + asymmetry * speed * activity * min(quality, 0.0) * trust, 0.0, 1.0)


@rule
def capacity_left(capacity: float, change_capacity: float, overload: float, changes: float) -> float:
    """Return how many unfamiliar features people can look at; all that changes at once takes from the same."""
    return capacity * change_capacity / (1.0 + overload * changes)


@rule
def newcomers_habit(way: float, old_habit: float) -> float:
    """Return the habit of real use that a newcomer takes over: the way it is done here, and half of what is open."""
    return way + 0.5 * (1.0 - way) * (1.0 - old_habit)


@rule
def newcomers_skill(way: float, skill: float) -> float:
    """Return a newcomer's skill: one's own, and where it is the way it is done here half of what is missing."""
    return skill + 0.5 * way * (1.0 - skill)


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
def told(at_best: float, silo_weight: float, silo_from: float, silo_to: float) -> float:
    """Return the chance that people tell each other a customer's matter when it goes from one to the other (O5)."""
    return at_best * (1.0 - silo_weight * 0.5 * (silo_from + silo_to))


@rule
def found_in_record(relative_data: float, readers: float) -> float:
    """Return the chance that a matter stands in the record of who had it and is read by who gets it."""
    return min(1.0, relative_data) * readers


@rule
def must_repeat(in_record: float, told_by_people: float) -> float:
    """Return the chance that a customer has to say it again: neither the record nor a colleague passed it on."""
    return (1.0 - in_record) * (1.0 - told_by_people)


@rule
def saturated(effect: float, limit: float) -> float:
    """Return an effect that approaches its limit smoothly: limit tanh(effect / limit)."""
    if limit <= 0.0:
        return 0.0
    twice = clip(2.0 * effect / limit, -40.0, 40.0)
    return limit * (1.0 - 2.0 / (exponential(twice) + 1.0))


@rule
def churn_rate(
    base: float, effect: float, fragmentation: float, at_start: float, ai_effect: float, autonomy: float,
    relative_data: float, threshold: float, limit: float,
) -> float:  # fmt: skip
    """Return the share of customers lost this month: the own churn, moved by what has changed since go-live."""
    experience = saturated(effect * (fragmentation - at_start), limit)
    automation = saturated(-ai_effect * autonomy * (relative_data - threshold), limit)
    return min(base * exponential(experience) * exponential(automation), 1.0)


@rule
def new_customers(
    share: float, customers: float, effect: float, fragmentation: float, at_start: float, limit: float
) -> float:
    """Return the customers won this month; a better experience than at go-live wins more."""
    return share * customers * exponential(saturated(effect * (at_start - fragmentation), limit))


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
