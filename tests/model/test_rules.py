"""Properties every rule must have, whatever the numbers: ranges, directions, the logit, the levers."""

from __future__ import annotations

import copy
import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.model import rules
from crm_adoption.model.company import AI, Company
from crm_adoption.model.compiled import plain
from crm_adoption.model.levers import ALLOWED, INDEX, LEVERS, Levers, Modifier, combine, levels
from crm_adoption.model.levers import level as rule
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.rules import (
    COMPLIANCE_WAY,
    DEEP_WAY,
    LEGACY,
    appeal_of_compliance,
    appeal_of_legacy,
    capacity_left,
    chance_of_attention,
    choose,
    churn_rate,
    cost_of_sharing,
    curiosity,
    entries,
    felt_alignment,
    felt_incentive,
    found_in_record,
    goals_and_sharing,
    hours_saved,
    leadership,
    lived,
    must_repeat,
    new_customers,
    newcomers_habit,
    newcomers_skill,
    next_accuracy,
    next_enforced,
    next_habit,
    next_skill,
    next_trust,
    next_used_to,
    next_way,
    pull_of_colleagues,
    saturated,
    share_to_rival,
    told,
    usable_data,
    worth_of_ai,
    worth_of_feature,
)
from crm_adoption.model.schedule import Schedule, undisturbed
from crm_adoption.model.simulation import step_month
from crm_adoption.model.state import IN_DEEP, SKILL, State
from crm_adoption.scenarios.ground.adding import added
from hypothesis import assume, given
from hypothesis import strategies as st

single = np.float32
Bits = npt.NDArray[np.uint32]
Found = Callable[..., State]
Steps = Callable[..., Iterator[tuple[State, npt.NDArray[np.float64]]]]

share = st.floats(0.0, 1.0)
weight = st.floats(0.0, 5.0)
utility = st.floats(-15.0, 15.0, width=32)
TINY = 1e-12


# --- data and the worth of features -------------------------------------------------------------


@given(share, share, share, share)
def test_usable_data(own: float, others: float, silo: float, more: float) -> None:
    usable = usable_data(own, others, silo)
    assert 0.0 <= usable <= 1.0
    assert usable_data(max(own, more), others, silo) >= usable
    assert usable_data(own, max(others, more), silo) >= usable
    assert usable_data(own, others, max(silo, more)) <= usable + TINY
    assert usable_data(own, others, 1.0) == 0.5 * own


@given(share, share, st.floats(0, 2), st.floats(0, 2), st.floats(0, 3))
def test_worth_of_a_feature(usefulness: float, need: float, data: float, more: float, technology: float) -> None:
    worth = worth_of_feature(usefulness, need, data, technology)
    assert -0.6 <= worth <= 1.1
    assert worth_of_feature(usefulness, need, max(data, more), technology) >= worth - TINY
    assert worth_of_feature(usefulness, need, 1.0, 1.0) == pytest.approx(usefulness)
    assert worth >= 0.0


@given(st.floats(0.01, 1), st.floats(0, 2), st.floats(0, 0.99), st.floats(0.01, 3))
def test_ai_is_worth_less_than_nothing_on_bad_data(
    usefulness: float, data: float, threshold: float, technology: float
) -> None:
    assume(abs(data - threshold) > 1e-6)
    worth = worth_of_ai(usefulness, data, threshold, technology)
    assert -0.6 <= worth <= 1.1
    assert (worth < 0.0) == (data < threshold)
    assert worth_of_ai(usefulness, threshold, threshold, technology) == 0.0
    assert worth_of_ai(usefulness, data + 0.1, threshold, technology) >= worth


# --- what speaks for each way of working ----------------------------------------------------------


def convex(alignment: float) -> float:
    """Return what is felt of aligned goals that are merely weak half-way."""
    return float(felt_alignment(alignment, 0.0, False))


@given(share)
def test_half_an_incentive_is_weaker_than_half(alignment: float) -> None:
    assert 0.0 <= convex(alignment) <= 1.0
    assert convex(alignment) == pytest.approx(alignment**1.5)
    if alignment > 1e-100:
        assert convex(alignment / 2) < 0.5 * convex(alignment)


@given(share, share)
def test_mixed_goals_pull_people_apart(alignment: float, conflict: float) -> None:
    """The conflict is greatest half-way and none at the ends; it can make a half change worse than none."""
    felt = felt_alignment(alignment, conflict, True)
    assert -0.1 <= felt <= alignment
    assert felt_alignment(0.0, conflict, True) == 0.0
    assert felt_alignment(1.0, conflict, True) == 1.0
    assert felt_alignment(0.5, conflict, True) == pytest.approx(max(0.5 - conflict, -0.1))
    assert felt_alignment(alignment, 0.0, True) == alignment


@given(share, share, share, share)
def test_incentives_fade_as_people_get_used_to_them(
    level: float, base: float, used_to: float, habituation: float
) -> None:
    felt = felt_incentive(level, base, used_to, habituation)
    assert min(level, base) - TINY <= felt <= level
    assert felt_incentive(level, base, 0.0, habituation) == level
    assert felt_incentive(level, base, used_to, 0.0) == level
    if level <= base:  # nothing was put on top, so there is nothing to get used to
        assert felt == level


@given(share, share, share, st.floats(0.5, 1e3))
def test_half_of_an_incentive_is_usual_after_its_half_life(
    used_to: float, level: float, base: float, half: float
) -> None:
    after = next_used_to(used_to, level, base, half)
    target = max(level - base, 0.0)
    assert min(used_to, target) - TINY <= after <= max(used_to, target) + TINY
    assert after - target == pytest.approx((used_to - target) * 0.5 ** (1 / half), abs=1e-7)


@given(share, share, share, share)
def test_leadership(example: float, commitment: float, sponsorship: float, more: float) -> None:
    for beside in (False, True):
        weight_of_boss = leadership(example, commitment, sponsorship, beside)
        assert 0.0 <= weight_of_boss <= 1.0
        assert leadership(max(example, more), commitment, sponsorship, beside) >= weight_of_boss
        assert leadership(example, max(commitment, more), sponsorship, beside) >= weight_of_boss
        assert leadership(example, commitment, max(sponsorship, more), beside) >= weight_of_boss
    gated = leadership(example, commitment, 0.0, False)
    assert gated == pytest.approx(0.4 * leadership(example, commitment, 1.0, False))
    assert leadership(0.0, 0.0, sponsorship, False) == 0.0
    assert leadership(0.0, 0.0, sponsorship, True) == pytest.approx(0.15 * sponsorship)


@given(share, st.floats(0, 5), st.floats(0, 5), st.floats(0.1, 50))
def test_curiosity_fades(novelty: float, early: float, later: float, lasts: float) -> None:
    assume(early < later)
    assert 0.0 <= curiosity(novelty, later, lasts) <= curiosity(novelty, early, lasts) <= novelty
    assert curiosity(novelty, 0.0, lasts) == novelty
    assert curiosity(novelty, early, lasts) == pytest.approx(novelty * math.exp(-early / lasts), abs=1e-8)


@given(st.floats(2, 5), share, share, share, st.floats(0.5, 3), share)
def test_appeal_of_compliance(
    seen: float, monitoring: float, visibility: float, more: float, weight: float, targets: float
) -> None:
    appeal = appeal_of_compliance(seen, monitoring, visibility, weight, targets)
    assert appeal_of_compliance(seen, max(monitoring, more), visibility, weight, targets) >= appeal
    assert appeal_of_compliance(seen, monitoring, max(visibility, more), weight, targets) >= appeal - TINY
    assert appeal_of_compliance(seen, monitoring, visibility, weight, max(targets, more)) >= appeal
    assert appeal_of_compliance(seen, monitoring, 0.0, weight, targets) == pytest.approx(-1.9)
    assert appeal_of_compliance(seen, 0.0, 1.0, weight, targets) == pytest.approx(weight * targets - 0.3)


@given(share, share, share, share, share)
def test_appeal_of_legacy(monitoring: float, visibility: float, sponsorship: float, gate: float, more: float) -> None:
    def appeal(monitoring: float, sponsorship: float, gate: float, way: float = 0.0, comfort: float = 1.21) -> float:
        return appeal_of_legacy(comfort, way, 0.6, monitoring, visibility, sponsorship, 8.0, gate)

    level = appeal(monitoring, sponsorship, gate)
    assert appeal(max(monitoring, more), sponsorship, gate) <= level
    assert appeal(monitoring, max(sponsorship, more), gate) <= level
    assert appeal(monitoring, sponsorship, max(gate, more)) <= level
    assert appeal(0.0, sponsorship, 0.0) == 1.21
    assert appeal(monitoring, sponsorship, gate, way=more) <= level
    assert appeal(0.0, sponsorship, 0.0, way=1.0) == pytest.approx(0.4 * 1.21)
    assert appeal(0.0, sponsorship, 0.0, way=more, comfort=-0.5) == -0.5  # what is no comfort cannot be lost


@given(st.floats(0, 1, width=32), st.floats(0, 1, width=32), st.floats(0, 1, width=32), st.floats(0, 30, width=32))
def test_pull_of_colleagues(seen: float, more: float, tipping: float, steepness: float) -> None:
    def pull(seen: float, linear: bool = False) -> float:
        return float(pull_of_colleagues(single(seen), single(tipping), single(steepness), linear))

    assert 0.0 <= pull(seen) <= 1.0
    assert pull(max(seen, more)) >= pull(seen) - 2e-6
    assert pull(tipping) == 0.5
    assert pull(seen) == pytest.approx(1 / (1 + math.exp(-steepness * (seen - tipping))), abs=1e-5)
    assert pull(seen, linear=True) == seen


# What one department's person may meet; the numbers of a month, apart from the state.
SITUATION: dict[str, st.SearchStrategy[float]] = {
    "usefulness": share, "effort": share, "data_need": share, "reach": share,
    "own_data": share, "others_data": share, "skill": share, "territoriality": share,
    "pull": share, "example": share, "kpi_alignment": share, "sharing_reward": share,
    "silo_strength": share, "sponsorship": share, "supervisor_commitment": share, "usability": share,
    "resistance": st.floats(-10, 10), "usefulness_weight": weight, "effort_weight": weight, "peer_weight": weight,
    "leadership_weight": weight, "kpi_weight": weight, "territory_weight": weight,
}  # fmt: skip


def appeal_of_deep_use(n: dict[str, float]) -> float:
    """Put the rules together to the deep utility of an ordinary feature (the ODD, 7.3), less constants."""
    usable = usable_data(n["own_data"], n["others_data"], n["silo_strength"])
    worth = worth_of_feature(n["usefulness"], n["data_need"], usable / 0.6, 1.0)
    felt = convex(n["kpi_alignment"])
    boss = leadership(n["example"], n["supervisor_commitment"], n["sponsorship"], False)
    return (
        n["usefulness_weight"] * worth * (0.4 + 0.6 * n["skill"])
        - n["effort_weight"] * n["effort"] * (1.0 - n["usability"]) * (1.3 - n["skill"])
        + n["peer_weight"] * n["pull"]
        + 1.5 * n["leadership_weight"] * boss
        + goals_and_sharing(n["kpi_weight"], felt, n["sharing_reward"], n["reach"])
        - n["territoriality"]
        * cost_of_sharing(n["territory_weight"], n["reach"], n["sharing_reward"], n["silo_strength"], felt)
        - n["resistance"]
    )


HELPS = ("kpi_alignment", "sharing_reward", "sponsorship", "supervisor_commitment", "usability", "skill", "pull",
         "example", "own_data", "others_data")  # fmt: skip
HINDERS = ("silo_strength", "resistance", "effort", "territoriality")


@pytest.mark.parametrize(("name", "sign"), [*((n, 1.0) for n in HELPS), *((n, -1.0) for n in HINDERS)])
def test_each_lever_speaks_for_deep_use_in_one_direction(name: str, sign: float) -> None:
    @given(st.fixed_dictionaries(SITUATION), SITUATION[name])
    def holds(numbers: dict[str, float], other: float) -> None:
        low, high = sorted((numbers[name], other))
        change = appeal_of_deep_use({**numbers, name: high}) - appeal_of_deep_use({**numbers, name: low})
        assert sign * change >= -1e-9

    holds()


@given(weight, share, share, share, share, share)
def test_costs_and_gains_of_sharing(
    territory: float, reach: float, reward: float, silo: float, alignment: float, more: float
) -> None:
    felt = convex(alignment)
    cost = cost_of_sharing(territory, reach, reward, silo, felt)
    assert 0.0 <= cost <= territory + TINY
    assert cost_of_sharing(territory, reach, max(reward, more), silo, felt) <= cost + TINY
    assert cost_of_sharing(territory, reach, reward, max(silo, more), felt) >= cost - TINY
    assert cost_of_sharing(territory, 0.0, reward, silo, felt) == 0.0
    assert goals_and_sharing(territory, 0.0, 0.0, reach) == 0.0


# --- attention and choice -------------------------------------------------------------------------


@given(share, st.floats(0.01, 12), st.integers(0, 31), st.integers(0, 31))
def test_attention_is_diluted_by_many_new_features(attention: float, capacity: float, few: int, many: int) -> None:
    few, many = sorted((few, many))
    assert 0.0 <= chance_of_attention(attention, capacity, many) <= chance_of_attention(attention, capacity, few)
    assert chance_of_attention(attention, capacity, few) <= attention
    if few <= capacity:
        assert chance_of_attention(attention, capacity, few) == attention
    else:
        assert chance_of_attention(attention, capacity, few) == pytest.approx(attention * capacity / few)


def test_familiar_features_need_no_capacity() -> None:
    """The share of attention is 1 where nothing is new (the ODD, 7.3)."""
    assert chance_of_attention(0.58, 0.0, 0.0) == 0.58


def first_draw(deep: float, compliance: float, legacy: float, way: int) -> int:
    """Return how many of the 2^24 uniforms give ``way`` or a way cut earlier, by bisection."""
    low, high = 0, 2**24
    while low < high:
        middle = (low + high) // 2
        u = single(middle * 2.0**-24)
        if choose(u, single(deep), single(compliance), single(legacy)) >= way:
            low = middle + 1
        else:
            high = middle
    return low


@given(utility, utility, utility)
def test_choice_follows_the_logit(deep: float, compliance: float, legacy: float) -> None:
    """The share of all uniforms that lead to each way is the softmax, within rounding."""
    cuts = [first_draw(deep, compliance, legacy, way) / 2**24 for way in (DEEP_WAY, COMPLIANCE_WAY, LEGACY)]
    best = max(deep, compliance, legacy)
    odds = [math.exp(each - best) for each in (deep, compliance, legacy)]
    expected = [each / sum(odds) for each in itertools.accumulate(odds)]
    assert cuts == pytest.approx(expected, abs=1e-5)
    assert cuts[-1] == 1.0


@given(st.integers(0, 2**24 - 1), utility, utility, utility, st.floats(2.0**-10, 5, width=32))
def test_more_appeal_never_turns_anybody_away(
    draw: int, deep: float, compliance: float, legacy: float, more: float
) -> None:
    u = single(draw * 2.0**-24)
    before = choose(u, single(deep), single(compliance), single(legacy))
    after = choose(u, single(deep + more), single(compliance), single(legacy))
    assert before in (LEGACY, COMPLIANCE_WAY, DEEP_WAY)
    assert after == DEEP_WAY or before != DEEP_WAY


@given(utility, st.floats(41, 100, width=32))
def test_choice_is_sure_when_one_way_is_far_better(level: float, lead: float) -> None:
    last = single(1 - 2.0**-24)
    worse, better = single(level), single(level + lead)
    assert choose(last, better, worse, worse) == DEEP_WAY
    assert choose(single(0.5), worse, better, worse) == COMPLIANCE_WAY
    assert choose(single(0.5), worse, worse, better) == LEGACY


# --- habit and skill --------------------------------------------------------------------------------


@given(st.lists(st.sampled_from((LEGACY, COMPLIANCE_WAY, DEEP_WAY)), max_size=40), st.floats(0, 1, width=32))
def test_habits_share_one_whole(ways: list[int], speed: float) -> None:
    deep, compliance = 0.0, 0.0
    for way in ways:
        deep = float(next_habit(single(deep), single(way == DEEP_WAY), single(speed)))
        compliance = float(next_habit(single(compliance), single(way == COMPLIANCE_WAY), single(speed)))
        assert 0.0 <= deep <= 1.0 + 1e-6
        assert 0.0 <= compliance <= 1.0 + 1e-6
        assert deep + compliance <= 1.0 + 1e-6


@given(st.floats(0, 1, width=32), st.integers(1, 30))
def test_habit_forms_geometrically(speed: float, months: int) -> None:
    habit = 0.0
    for _ in range(months):
        habit = float(next_habit(single(habit), single(1), single(speed)))
    assert habit == pytest.approx(1 - (1 - speed) ** months, abs=1e-5)


@given(*[st.floats(0, 1, width=32)] * 4, st.booleans())
def test_skill(skill: float, learning: float, forgetting: float, taught: float, deep: bool) -> None:
    def after(taught: float) -> float:
        return float(next_skill(single(skill), single(deep), single(learning), single(forgetting), single(taught)))

    assert -1e-6 <= after(0.0) <= 1.0 + 1e-6
    assert after(taught) >= after(0.0) - 1e-6
    assert after(1.0) == pytest.approx(1.0, abs=1e-6)
    expected = skill + learning * (1 - skill) if deep else skill * (1 - forgetting)
    assert after(0.0) == pytest.approx(expected, abs=1e-6)


# --- what lasts -----------------------------------------------------------------------------------------


@given(share, share, share)
def test_what_is_done_for_an_incentive_is_put_down_to_it(used: float, pushed: float, crowding: float) -> None:
    assert 0.0 <= lived(used, pushed, crowding) <= used
    assert lived(used, 0.0, crowding) == lived(used, pushed, 0.0) == used
    assert lived(used, 1.0, crowding) == pytest.approx(used * (1.0 - crowding))


@given(share, share, share, st.floats(0, 10), share)
def test_what_many_do_becomes_the_way(way: float, used: float, speed: float, hastened: float, meetings: float) -> None:
    after = next_way(way, used, speed, hastened, meetings)
    assert min(way, used) - TINY <= after <= max(way, used) + TINY
    assert abs(after - way) + TINY >= abs(next_way(way, used, speed, hastened, 0.0) - way)
    assert next_way(way, way, speed, hastened, meetings) == way
    assert next_way(way, used, speed, 0.0, meetings) == pytest.approx(way + speed * (used - way))


@given(share, share, st.floats(1, 50))
def test_a_closed_way_is_enforced_within_months_and_opened_at_once(enforced: float, gate: float, months: float) -> None:
    after = next_enforced(enforced, gate, months)
    assert 0.0 <= after <= gate
    if gate >= enforced:
        assert after == pytest.approx(enforced + (gate - enforced) / months)
    assert next_enforced(enforced, 0.0, months) <= 0.0
    assert next_enforced(0.0, gate, 1.0) == gate


@given(share, st.floats(-1, 1), share, share, st.floats(1, 10))
def test_trust_grows_slowly_and_falls_fast(
    trust: float, quality: float, activity: float, speed: float, asymmetry: float
) -> None:
    after = next_trust(trust, quality, activity, speed, asymmetry)
    assert 0.0 <= after <= 1.0
    assert (after - trust) * quality >= -TINY
    assert next_trust(trust, quality, 0.0, speed, asymmetry) == trust
    good, bad = (next_trust(0.5, sign * 0.1, activity, 0.1, asymmetry) - 0.5 for sign in (1.0, -1.0))
    assert -bad == pytest.approx(asymmetry * good, abs=1e-9)


@given(share, share, share, share)
def test_newcomers_take_over_the_ways_of_the_department(way: float, old: float, skill: float, more: float) -> None:
    deep = newcomers_habit(way, old)
    compliance = deep - way
    assert 0.0 <= compliance <= deep <= 1.0
    assert 1.0 - deep - compliance == pytest.approx((1.0 - way) * old, abs=1e-12)
    assert newcomers_habit(max(way, more), old) >= deep - TINY
    assert newcomers_habit(1.0, old) == 1.0
    assert skill <= newcomers_skill(way, skill) <= 1.0
    assert newcomers_skill(0.0, skill) == skill


@given(st.floats(0, 12), st.floats(0.05, 1), share, st.floats(0, 10), st.floats(0, 10))
def test_what_changes_at_once_takes_from_the_same_capacity(
    capacity: float, left: float, overload: float, changes: float, more: float
) -> None:
    now = capacity_left(capacity, left, overload, changes)
    assert 0.0 <= now <= capacity * left
    assert capacity_left(capacity, left, overload, changes + more) <= now
    assert capacity_left(capacity, left, overload, 0.0) == capacity * left


# --- the customer record ------------------------------------------------------------------------------


@given(share, share, share, share, share, share, share, share)
def test_records_stay_shares(
    deep: float, minimal: float, rate: float, staleness: float, completeness: float, accuracy: float,
    good: float, poor: float,
) -> None:  # fmt: skip
    compliance = minimal * (1.0 - deep)
    added = entries(deep, compliance, rate, completeness)
    assert 0.0 <= added <= (1.0 - completeness) + TINY
    assert 0.0 <= completeness + added - staleness * completeness <= 1.0 + TINY
    after = next_accuracy(accuracy, completeness, added, deep, compliance, good, poor)
    assert min(accuracy, good, poor) - TINY <= after <= max(accuracy, good, poor) + TINY


@given(share, share, share)
def test_accuracy_moves_towards_the_fresh_entries(completeness: float, accuracy: float, deep: float) -> None:
    assume(deep > 0.01)
    added = entries(deep, 0.0, 0.25, completeness)
    honest = next_accuracy(accuracy, completeness, added, deep, 0.0, 0.95, 0.35)
    added = entries(0.0, deep, 0.25, completeness)
    minimal = next_accuracy(accuracy, completeness, added, 0.0, deep, 0.95, 0.35)
    assert (honest - accuracy) * (0.95 - accuracy) >= -TINY
    assert (minimal - accuracy) * (0.35 - accuracy) >= -TINY
    assert next_accuracy(accuracy, completeness, 0.0, 0.0, 0.0, 0.95, 0.35) == accuracy


def test_an_empty_record_takes_the_accuracy_of_its_first_entries() -> None:
    added = entries(0.4, 0.0, 0.25, 0.0)
    assert next_accuracy(0.7, 0.0, added, 0.4, 0.0, 0.95, 0.35) == pytest.approx(0.95)


# --- customers and money --------------------------------------------------------------------------------


@given(share, share, share, share, share)
def test_matters_are_told_less_where_silos_are_closed(
    best: float, weight: float, one: float, other: float, more: float
) -> None:
    chance = told(best, weight, one, other)
    assert 0.0 <= chance <= best + TINY
    assert told(best, weight, max(one, more), other) <= chance + TINY
    assert chance == pytest.approx(told(best, weight, other, one))
    assert told(best, weight, 0.0, 0.0) == best
    assert told(best, 0.0, one, other) == best


@given(st.floats(0, 3), share, share, share)
def test_customers_repeat_what_neither_the_record_nor_a_colleague_passed_on(
    data: float, readers: float, by_people: float, more: float
) -> None:
    in_record = found_in_record(data, readers)
    assert 0.0 <= in_record <= readers
    assert found_in_record(data, 0.0) == found_in_record(0.0, readers) == 0.0
    assert found_in_record(1.0, readers) == readers
    again = must_repeat(in_record, by_people)
    assert 0.0 <= again <= 1.0
    assert must_repeat(max(in_record, more), by_people) <= again + TINY
    assert must_repeat(in_record, max(by_people, more)) <= again + TINY
    assert must_repeat(0.0, 0.0) == 1.0


@given(st.floats(-20, 20), st.floats(0, 3), st.floats(0, 5))
def test_effects_approach_their_limit_smoothly(effect: float, limit: float, more: float) -> None:
    value = saturated(effect, limit)
    assert abs(value) <= limit
    assert saturated(effect + more, limit) >= value - 1e-9
    assert value == pytest.approx(-saturated(-effect, limit), abs=1e-9)
    if limit > 1e-3:
        assert value == pytest.approx(limit * math.tanh(effect / limit), abs=1e-6)
    assert saturated(0.0, limit) == 0.0


@given(
    st.floats(0, 0.5), st.floats(0, 2), share, share, share, st.floats(0, 4), share, st.floats(0, 2), st.floats(0, 3)
)
def test_churn(
    base: float, effect: float, fragmentation: float, start: float, more: float, ai: float, autonomy: float,
    data: float, limit: float,
) -> None:  # fmt: skip
    churn = churn_rate(base, effect, fragmentation, start, ai, autonomy, data, 0.52, limit)
    assert 0.0 <= churn <= 1.0
    assert base * math.exp(-2 * limit) * (1 - 1e-6) <= churn <= base * math.exp(2 * limit) * (1 + 1e-6)
    assert churn_rate(base, effect, max(fragmentation, more), start, ai, autonomy, data, 0.52, limit) >= churn - TINY
    without_ai = churn_rate(base, effect, fragmentation, start, ai, 0.0, data, 0.52, limit)
    assert (churn - without_ai) * (data - 0.52) <= TINY
    assert churn_rate(base, effect, start, start, ai, 0.0, data, 0.52, limit) == base  # nothing has changed


@given(st.floats(0, 1), st.floats(0, 2), share, share, st.floats(0, 3))
def test_a_seamless_experience_wins_customers(
    rate: float, effect: float, fragmentation: float, start: float, limit: float
) -> None:
    won = new_customers(rate, 2000.0, effect, fragmentation, start, limit)
    assert won >= 0.0
    assert (won - rate * 2000.0) * (start - fragmentation) >= -1e-9
    assert new_customers(rate, 2000.0, effect, start, start, limit) == rate * 2000.0


@given(st.floats(0, 6), share, share, share)
def test_customers_go_to_the_less_fragmented_rival(preference: float, own: float, rivals: float, more: float) -> None:
    gone = share_to_rival(preference, own, rivals)
    assert 0.0 < gone < 1.0
    assert gone + share_to_rival(preference, rivals, own) == pytest.approx(1.0)
    assert share_to_rival(preference, max(own, more), rivals) >= gone - 1e-12
    assert share_to_rival(0.0, own, rivals) == pytest.approx(0.5)


@given(st.integers(0, 1000), share, st.floats(-0.6, 1.1), st.integers(0, 1000), share)
def test_hours(deep: int, skill: float, worth: float, minimal: int, missing: float) -> None:
    saved = hours_saved(deep, skill * deep, worth, minimal, missing * deep, 1.5, 0.5, 1.0)
    assert saved <= 1.5 * 1.1 * deep
    assert saved >= -0.5 * minimal - missing * deep
    assert hours_saved(deep, skill * deep, -0.6, 0, 0.0, 1.5, 0.5, 1.0) == 0.0
    assert hours_saved(deep, deep, 1.0, 0, 0.0, 1.5, 0.5, 1.0) == pytest.approx(1.5 * deep)


# --- compiled code ----------------------------------------------------------------------------------------


FLOATS = (usable_data, worth_of_feature, worth_of_ai, felt_incentive, felt_alignment, leadership, goals_and_sharing,
          cost_of_sharing, curiosity, appeal_of_compliance, appeal_of_legacy, chance_of_attention, lived, next_way,
          next_used_to, next_enforced, next_trust, capacity_left, newcomers_habit, newcomers_skill, entries,
          next_accuracy, told, found_in_record, must_repeat, saturated, churn_rate, new_customers, share_to_rival,
          hours_saved)  # fmt: skip
SINGLES = (choose, next_habit, next_skill)


@pytest.mark.parametrize(("rule", "kind"), [*((rule, float) for rule in FLOATS), *((rule, single) for rule in SINGLES)])
def test_compiled_and_written_rule_agree_to_the_last_bit(rule: Any, kind: Any) -> None:
    rng = np.random.default_rng(0)
    for numbers in rng.random((200, rule.py_func.__code__.co_argcount)):
        arguments = [kind(each) for each in numbers]
        assert rule(*arguments) == rule.py_func(*arguments)


def test_no_rule_is_left_out_above() -> None:
    compiled = [each.py_func for each in vars(rules).values() if hasattr(each, "py_func")]
    named = {each.__name__ for each in compiled if each.__module__ == rules.__name__}
    tested: tuple[Any, ...] = (*FLOATS, *SINGLES, pull_of_colleagues)
    assert named == {rule.py_func.__name__ for rule in tested}


# --- levers -------------------------------------------------------------------------------------------------


share_modifiers = st.builds(Modifier, st.just("lever"), st.sampled_from(("raise", "lower")), share)
any_modifiers = st.one_of(
    share_modifiers,
    st.builds(Modifier, st.just("lever"), st.just("offset"), st.floats(-5, 5)),
    st.builds(Modifier, st.just("lever"), st.just("factor"), st.floats(0, 5)),
)
NOTHING = [Modifier("lever", "raise", 0.0), Modifier("lever", "lower", 0.0), Modifier("lever", "offset", 0.0),
           Modifier("lever", "factor", 1.0)]  # fmt: skip
LIMITS = st.sampled_from([each.allowed for each in Levers.declarations().values()])


@given(share, st.lists(any_modifiers, max_size=6), st.randoms(use_true_random=False), LIMITS)
def test_order_of_modifiers_changes_no_bit(
    base: float, modifiers: list[Modifier], shuffler: Any, allowed: tuple[float, float]
) -> None:
    shuffled = list(modifiers)
    shuffler.shuffle(shuffled)
    first, second = combine(base, modifiers, allowed), combine(base, reversed(modifiers), allowed)
    assert first.hex() == second.hex() == combine(base, iter(shuffled), allowed).hex()


@pytest.mark.parametrize("kind", ["raise", "lower", "offset", "factor"])
def test_order_of_amounts_that_round_changes_no_bit(kind: Any) -> None:
    """Sums and products of these amounts do depend on their order, so sorting is what helps."""
    amounts = (0.1, 0.2, 0.3, 0.7)
    orders = list(itertools.permutations(amounts))
    assert len({added(order) for order in orders}) > 1
    assert len({math.prod(1 - each for each in order) for order in orders}) > 1
    levels = {combine(0.4, [Modifier("lever", kind, each) for each in order], (0.0, 30.0)) for order in orders}
    assert len(levels) == 1


@given(share, st.lists(any_modifiers, max_size=4), st.lists(st.sampled_from(NOTHING), max_size=6), LIMITS)
def test_zero_strength_changes_no_bit(
    base: float, modifiers: list[Modifier], nothing: list[Modifier], allowed: tuple[float, float]
) -> None:
    assert combine(base, [*modifiers, *nothing], allowed) == combine(base, modifiers, allowed)


@given(LIMITS, st.data())
def test_no_modifier_leaves_the_level(allowed: tuple[float, float], data: st.DataObject) -> None:
    base = data.draw(st.floats(*allowed))
    assert combine(base, [], allowed) == base


@given(st.floats(-10, 10), st.lists(any_modifiers, max_size=6), LIMITS)
def test_levels_stay_within_their_limits(base: float, modifiers: list[Modifier], allowed: tuple[float, float]) -> None:
    assert allowed[0] <= combine(base, modifiers, allowed) <= allowed[1]


@given(share, st.lists(share_modifiers, max_size=4), share)
def test_raising_raises_and_lowering_lowers(base: float, modifiers: list[Modifier], amount: float) -> None:
    level = combine(base, modifiers, (0.0, 1.0))
    assert combine(base, [*modifiers, Modifier("lever", "raise", amount)], (0.0, 1.0)) >= level - TINY
    assert combine(base, [*modifiers, Modifier("lever", "lower", amount)], (0.0, 1.0)) <= level + TINY


def test_modifiers_combine_like_the_formula() -> None:
    modifiers = [Modifier("lever", "raise", 0.5), Modifier("lever", "raise", 0.2), Modifier("lever", "lower", 0.1)]
    assert combine(0.1, modifiers, (0.0, 1.0)) == pytest.approx((1 - 0.9 * 0.5 * 0.8) * 0.9)
    modifiers = [Modifier("lever", "offset", 0.3), Modifier("lever", "factor", 2.0), Modifier("lever", "offset", -0.1)]
    assert combine(1.0, modifiers, (0.0, 3.0)) == pytest.approx(2.4)


@given(st.data())
def test_all_levers_at_once_are_what_each_is_alone(data: st.DataObject) -> None:
    low, high = np.array(ALLOWED).T
    shape = (3, len(ALLOWED))
    numbers = st.lists(share, min_size=3 * len(ALLOWED), max_size=3 * len(ALLOWED)).map(
        lambda x: np.array(x).reshape(shape)
    )
    base, gap, factor, offset = low + data.draw(numbers) * (high - low), *(data.draw(numbers) for _ in range(3))
    together = levels(base, gap, 2.0 * factor, offset - 0.5)
    for place in np.ndindex(shape):
        alone = plain(rule)(base[place], gap[place], 2.0 * factor[place], offset[place] - 0.5, *ALLOWED[place[1]])
        assert together[place] == alone


# --- levers at work: the same people in the same situation ----------------------------------------------------


def with_level(schedule: Schedule, lever: str, level: float) -> Schedule:
    levers = schedule.levers.copy()
    levers[:, :, INDEX[lever]] = level
    return schedule._replace(levers=levers)


@pytest.fixture(scope="module")
def situations(
    make_company: Callable[..., Company], found: Found, step_through: Steps
) -> dict[int, tuple[Company, State]]:
    """Return a company and its state at the start and after six months."""
    company = make_company(1000, levers={"turnover": 0.0})
    later = found(company, 3)
    for _ in step_through(company, undisturbed(company, 6), 3, start=later):
        pass
    return {0: (company, found(company, 3)), 6: (company, later)}


def use_next_month(company: Company, state: State, month: int, lever: str, level: float) -> Bits:
    """Return the features in deep use of each person after one month at this level."""
    schedule = with_level(undisturbed(company, month + 1), lever, level)
    after, people = copy.deepcopy(state), company.organisation.headcount
    out = np.empty((5, len(OUTCOME_NAMES)))
    step_month(company.setting, schedule, after, float(people), np.uint64(3), 0, month, out)
    return after.masks[IN_DEEP, :people]


UPWARDS = (("kpi_alignment", 0.1, 0.8), ("sharing_reward", 0.0, 0.8), ("sponsorship", 0.2, 0.9),
           ("supervisor_commitment", 0.2, 0.9), ("usability", 0.0, 0.3), ("resistance", 0.5, -0.5),
           ("champions", 0.0, 0.2))  # fmt: skip


@pytest.mark.parametrize("month", [0, 6])
@pytest.mark.parametrize(("lever", "low", "high"), UPWARDS)
def test_better_levers_turn_no_decision_away_from_deep_use(
    situations: dict[int, tuple[Company, State]], month: int, lever: str, low: float, high: float
) -> None:
    """On an identical state every pair in deep use stays so, and some pairs join."""
    worse = use_next_month(*situations[month], month, lever, low)
    better = use_next_month(*situations[month], month, lever, high)
    assert not np.any(worse & ~better)
    assert np.any(better & ~worse)


def test_open_departments_turn_no_decision_away_from_deep_use(situations: dict[int, tuple[Company, State]]) -> None:
    """Only in the first month: later, openness also shows colleagues who do not use the CRM."""
    worse = use_next_month(*situations[0], 0, "silo_strength", 0.8)
    better = use_next_month(*situations[0], 0, "silo_strength", 0.2)
    ordinary = ordinary_features(situations[0][0])
    assert not np.any(worse & ~better & ordinary)
    assert np.any(better & ~worse & ordinary)


def ordinary_features(company: Company) -> np.uint32:
    return np.uint32(sum(1 << f for f in range(12) if not company.setting.features[f, AI]))


def test_better_technology_helps_where_data_suffice_and_harms_ai_where_they_do_not(
    situations: dict[int, tuple[Company, State]],
) -> None:
    worse = use_next_month(*situations[0], 0, "technology", 0.8)
    better = use_next_month(*situations[0], 0, "technology", 1.3)
    ordinary = ordinary_features(situations[0][0])
    assert not np.any(worse & ~better & ordinary)
    assert np.any(better & ~worse & ordinary)
    assert not np.any(better & ~worse & ~ordinary)
    assert np.any(worse & ~better & ~ordinary)


def test_training_leaves_nobody_less_skilled(situations: dict[int, tuple[Company, State]]) -> None:
    company, state = situations[6]
    skills = []
    for level in (0.0, 1.0):
        after = copy.deepcopy(state)
        schedule = with_level(undisturbed(company, 7), "training", level)
        step_month(company.setting, schedule, after, 1000.0, np.uint64(3), 0, 6, np.empty((5, len(OUTCOME_NAMES))))
        skills.append(after.pairs[SKILL, :, :1000])
    assert np.all(skills[1] >= skills[0])
    assert np.mean(skills[1] - skills[0]) > 0.05


def test_every_lever_has_its_place() -> None:
    assert tuple(INDEX) == LEVERS == tuple(Levers.declarations())
