"""What each person weighs, decides and learns in a month: the inner loop.

Everything here works on blocks of `LANES` people of one department, one feature at a time, with
constant loop lengths and no branches, which compilers turn into vector instructions. Lanes past
the department's end are computed and thrown away. Indices that are sums are unsigned, because numba
checks signed ones for counting from the end unless it sees that they cannot be negative; sums of
small integers are cut to 32 bits after every step, because numba widens them to 64 and half as many
then fit a vector.
"""

from __future__ import annotations

import numpy as np

from .ahead import ask_for_colleagues, ask_for_pairs
from .behaviour import HALF
from .block import Block
from .colleagues import hear_voices, see_colleagues, see_feature
from .company import WORKING_TIME, Setting
from .compiled import inner, phase, wide_vectors
from .draws import purpose, threefry, uniform
from .levers import (
    CHANGE_CAPACITY,
    MONITORING,
    RESISTANCE,
    SILO_STRENGTH,
    SPONSORSHIP,
    SUPERVISOR_COMMITMENT,
)
from .numerics import clip, count_bits
from .rules import (
    COMPLIANCE_WAY,
    DEEP_WAY,
    LEGACY,
    capacity_left,
    chance_of_attention,
    choose,
    leadership,
    next_habit,
    next_skill,
    pull_of_colleagues,
)
from .schedule import Schedule
from .state import (
    ACTIVE,
    COMPLIANCE,
    DEEP,
    DEEP_1,
    DEEP_2,
    DEEP_SKILL,
    EVER_DEEP,
    EVER_TOUCHED,
    EXAMPLE,
    HABIT_COMPLIANCE,
    HABIT_DEEP,
    HEADS_COMMITMENT,
    IN_COMPLIANCE,
    IN_DEEP,
    IS_CHAMPION,
    LANES,
    MISSING_SKILL,
    NEVER_DEEP,
    NEVER_USED,
    OWN_RESISTANCE,
    REGULAR,
    RESISTANCE_TRAIT,
    SKILL,
    SKILL_UNIT,
    TENURE,
    TERRITORIALITY,
    TOUCHED,
    TOUCHED_1,
    TOUCHED_2,
    TRIED,
    UNUSED_QUARTER,
    State,
)
from .terms import Terms, set_terms

single, word = np.float32, np.uint32


@inner
def consider(
    setting: Setting, schedule: Schedule, state: State, block: Block, d: int, t: int, first: int, people: int
) -> None:
    """Write what each person brings to every decision: the boss, the own resistance, attention."""
    b, lever = setting.behaviour, schedule.levers[t, d]
    live = schedule.live[t, d] & setting.relevant[d]
    capacity = capacity_left(
        b.capacity * setting.departments[d, WORKING_TIME], lever[CHANGE_CAPACITY], b.overload, schedule.changes[t, d]
    )
    beside = b.additive_leadership >= HALF
    commitment = clip(lever[SUPERVISOR_COMMITMENT] + state.department[d, HEADS_COMMITMENT], -0.5, 1.0)
    watched = max(lever[MONITORING] - schedule.base[d, MONITORING], 0.0)
    resisting = lever[RESISTANCE] + state.department[d, OWN_RESISTANCE] + b.monitoring_resistance * watched
    for lane in range(people):
        row = first + lane
        manager = setting.place.manager[row]
        example = float(state.traits[EXAMPLE, manager]) if manager >= 0 else lever[SPONSORSHIP]
        boss = 1.5 * b.leadership_weight * leadership(example, commitment, lever[SPONSORSHIP], beside)
        boost = b.champion_boost * float(state.traits[IS_CHAMPION, row])
        block.own[lane] = boss - float(state.traits[RESISTANCE_TRAIT, row]) - resisting + boost
        unfamiliar = float(count_bits(live & ~state.masks[EVER_DEEP, row]))
        block.attention[lane] = chance_of_attention(b.attention, capacity, unfamiliar)
        block.deep[lane] = word(0)
        block.compliance[lane] = word(0)


@inner
def decide(
    setting: Setting,
    state: State,
    block: Block,
    terms: Terms,
    key: tuple[np.uint32, np.uint32],
    t: int,
    f: int,
    first: int,
) -> None:
    """Write the way of working of each person of the block with one feature."""
    wide_vectors()
    b = setting.behaviour
    counter, start, bit = purpose(t + 1, word(f)), np.uint64(first), word(word(1) << word(f))
    ids = setting.place.ids
    for lane in range(LANES):
        bits = threefry(key[0], key[1], ids[start + np.uint64(lane)], counter)
        block.draw[0, lane] = uniform(bits[0])
        block.draw[1, lane] = uniform(bits[1])
    skills, habits_deep = state.pairs[SKILL, np.uint64(f)], state.pairs[HABIT_DEEP, np.uint64(f)]
    habits_compliance, territories = state.pairs[HABIT_COMPLIANCE, np.uint64(f)], state.traits[TERRITORIALITY]
    in_deep, in_compliance = state.masks[IN_DEEP], state.masks[IN_COMPLIANCE]
    peers, tipping, steepness = single(b.peer_weight), single(b.tipping_share), single(b.pull_steepness)
    bonus, deep_0, deep_s, deep_z = single(b.habit_bonus), terms.deep[f], terms.skill[f], terms.territory[f]
    compliance_0, legacy_0, floor = terms.compliance[f], terms.legacy[f], terms.attention_floor[f]
    linear = setting.linear_pull or b.linear_pull >= HALF
    for lane in range(LANES):
        row = start + np.uint64(lane)
        pull = pull_of_colleagues(block.exposure[lane], tipping, steepness, linear)
        habit_deep, habit_compliance = habits_deep[row], habits_compliance[row]
        habit_legacy = single(1) - habit_deep - habit_compliance
        deep = deep_0 + deep_s * skills[row] + peers * pull + block.own[lane]
        deep = deep - deep_z * territories[row] + bonus * habit_deep
        compliance = compliance_0 + single(0.8) * bonus * habit_compliance
        legacy = legacy_0 + bonus * habit_legacy
        chosen = choose(block.draw[1, lane], deep, compliance, legacy)
        minimal = COMPLIANCE_WAY if word(in_compliance[row] & bit) != word(0) else LEGACY
        before = DEEP_WAY if word(in_deep[row] & bit) != word(0) else minimal
        attends = block.draw[0, lane] < max(block.attention[lane], floor)
        block.way[lane] = chosen if attends else before


@inner
def learn(setting: Setting, state: State, block: Block, terms: Terms, d: int, f: int, first: int, people: int) -> None:
    """Let habits and skills follow the way of working, and count use by department and feature."""
    wide_vectors()
    b = setting.behaviour
    speed, learning, forgetting = single(b.habit_speed), single(b.learning), single(b.forgetting)
    taught, expert, unit = terms.taught[f], single(b.champion_skill), single(SKILL_UNIT)
    start, members, bit = np.uint64(first), np.int32(people), word(word(1) << word(f))
    skills, champions = state.pairs[SKILL, np.uint64(f)], state.traits[IS_CHAMPION]
    habits_deep, habits_compliance = state.pairs[HABIT_DEEP, np.uint64(f)], state.pairs[HABIT_COMPLIANCE, np.uint64(f)]
    for lane in range(LANES):
        way = block.way[lane]
        block.deep[lane] = word(block.deep[lane] | (bit if way == DEEP_WAY else word(0)))
        block.compliance[lane] = word(block.compliance[lane] | (bit if way == COMPLIANCE_WAY else word(0)))
    for lane in range(LANES):
        row = start + np.uint64(lane)
        habit, used = habits_deep[row], single(block.way[lane] == DEEP_WAY)
        habits_deep[row] = next_habit(habit, used, speed) if np.int32(lane) < members else habit
    for lane in range(LANES):
        row = start + np.uint64(lane)
        habit, used = habits_compliance[row], single(block.way[lane] == COMPLIANCE_WAY)
        habits_compliance[row] = next_habit(habit, used, speed) if np.int32(lane) < members else habit
    for lane in range(LANES):
        row = start + np.uint64(lane)
        skill, used = skills[row], single(block.way[lane] == DEEP_WAY)
        after = max(next_skill(skill, used, learning, forgetting, taught), expert * champions[row])
        skills[row] = after if np.int32(lane) < members else skill
    deep_pairs, compliance_pairs, skill_sum, missing = np.int32(0), np.int32(0), np.int32(0), np.int32(0)
    tried, ever_touched = np.int32(0), state.masks[EVER_TOUCHED]
    for lane in range(LANES):
        way = block.way[lane] if np.int32(lane) < members else LEGACY
        skill = np.int32(skills[start + np.uint64(lane)] * unit)
        lacks = np.int32(SKILL_UNIT - skill) if np.int32(2 * skill) < np.int32(SKILL_UNIT) else np.int32(0)
        deep_pairs = np.int32(deep_pairs + np.int32(way == DEEP_WAY))
        compliance_pairs = np.int32(compliance_pairs + np.int32(way == COMPLIANCE_WAY))
        skill_sum = np.int32(skill_sum + (skill if way == DEEP_WAY else np.int32(0)))
        missing = np.int32(missing + (lacks if way == DEEP_WAY else np.int32(0)))
    for lane in range(LANES):
        here = np.int32(lane) < members
        before = (ever_touched[start + np.uint64(lane)] & bit) != word(0)
        tried = np.int32(tried + np.int32((before or block.way[lane] != LEGACY) and here))
    state.use[d, f, DEEP] += deep_pairs
    state.use[d, f, COMPLIANCE] += compliance_pairs
    state.use[d, f, DEEP_SKILL] += skill_sum
    state.use[d, f, MISSING_SKILL] += missing
    state.use[d, f, TRIED] += tried


@inner
def count_tried(state: State, d: int, f: int, first: int, people: int) -> None:
    """Count the people who once touched a feature that cannot be used now."""
    for lane in range(people):
        state.use[d, f, TRIED] += np.int64((state.masks[EVER_TOUCHED, np.uint64(first + lane)] >> word(f)) & word(1))


@inner
def _shift(state: State, block: Block, start: np.uint64, people: int) -> None:
    """Let this month become the last one: few arrays in each loop, so that compilers do many people at once."""
    masks = state.masks
    for lane in range(people):
        row = start + np.uint64(lane)
        masks[DEEP_2, row] = masks[DEEP_1, row]
        masks[DEEP_1, row] = masks[IN_DEEP, row]
    for lane in range(people):
        row = start + np.uint64(lane)
        masks[TOUCHED_2, row] = masks[TOUCHED_1, row]
        masks[TOUCHED_1, row] = masks[IN_DEEP, row] | masks[IN_COMPLIANCE, row]
    for lane in range(people):
        row = start + np.uint64(lane)
        masks[IN_DEEP, row] = block.deep[lane]
        masks[EVER_DEEP, row] |= block.deep[lane]
    for lane in range(people):
        row = start + np.uint64(lane)
        masks[IN_COMPLIANCE, row] = block.compliance[lane]
        masks[EVER_TOUCHED, row] |= block.deep[lane] | block.compliance[lane]
    for lane in range(people):
        state.slots[TENURE, start + np.uint64(lane)] += 1


@inner
def remember(state: State, block: Block, relevant: np.uint32, d: int, first: int, people: int) -> None:
    """Shift the months' masks and count people and pairs by what they did of late."""
    regular, never_used, unused = np.int32(0), np.int32(0), np.int32(0)
    never_deep, active, touches = np.int32(0), np.int32(0), np.int32(0)
    start, masks = np.uint64(first), state.masks
    for lane in range(people):
        row = start + np.uint64(lane)
        deep, touched = block.deep[lane], block.deep[lane] | block.compliance[lane]
        deep_1, deep_2 = masks[IN_DEEP, row], masks[DEEP_1, row]
        touched_1, touched_2 = deep_1 | masks[IN_COMPLIANCE, row], masks[TOUCHED_1, row]
        regular = np.int32(regular + count_bits(((deep & deep_1) | (deep & deep_2) | (deep_1 & deep_2)) & relevant))
        never_used = np.int32(never_used + count_bits(relevant & ~(masks[EVER_TOUCHED, row] | touched)))
        unused = np.int32(unused + count_bits(relevant & ~(touched | touched_1 | touched_2)))
        never_deep = np.int32(never_deep + count_bits(relevant & ~(masks[EVER_DEEP, row] | deep)))
        active = np.int32(active + np.int32(touched != word(0)))
        touches = np.int32(touches + count_bits(touched))
    _shift(state, block, start, people)
    state.people[d, REGULAR] += regular
    state.people[d, NEVER_USED] += never_used
    state.people[d, UNUSED_QUARTER] += unused
    state.people[d, NEVER_DEEP] += never_deep
    state.people[d, ACTIVE] += active
    state.people[d, TOUCHED] += touches


@phase
def month_of_department(
    setting: Setting, schedule: Schedule, state: State, terms: Terms, block: Block,
    key: tuple[np.uint32, np.uint32], d: int, t: int,
) -> None:  # fmt: skip
    """Run appraisal, decision, habit and skill for one department."""
    set_terms(setting, schedule, state, terms, d, t)
    lo, hi = setting.place.start[d], setting.place.start[d + 1]
    live = schedule.live[t, d] & setting.relevant[d]
    openness = single(1.0 - schedule.levers[t, d, SILO_STRENGTH])
    for first in range(lo, hi, LANES):
        people = min(LANES, hi - first)
        ask_for_colleagues(state, first)
        see_colleagues(state, block, first, people)
        hear_voices(block, openness)
        consider(setting, schedule, state, block, d, t, first, people)
        for f in range(len(setting.features)):
            if (live >> word(f)) & word(1):
                ask_for_pairs(state, f, first)
                see_feature(block, openness, f)
                decide(setting, state, block, terms, key, t, f, first)
                learn(setting, state, block, terms, d, f, first, people)
            elif (setting.relevant[d] >> word(f)) & word(1):
                count_tried(state, d, f, first, people)
        remember(state, block, setting.relevant[d], d, first, people)
