"""What each person sees, weighs, decides and learns in a month: the inner loop.

Everything here works on blocks of `LANES` people of one department, one feature at a time, with
constant loop lengths and no branches, which compilers turn into vector instructions. Lanes past
the department's end are computed and thrown away. Rows are cut out before the loops, and other
indices are unsigned, because numba checks every signed index for counting from the end.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .company import Setting
from .compiled import inner, phase
from .draws import purpose, threefry, uniform
from .levers import (
    CHANGE_CAPACITY,
    RESISTANCE,
    SILO_STRENGTH,
    SPONSORSHIP,
    SUPERVISOR_COMMITMENT,
)
from .numerics import count_bits
from .rules import (
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
    COLLEAGUE,
    COMPLIANCE,
    DEEP,
    DEEP_1,
    DEEP_2,
    DEEP_SKILL,
    EVER_DEEP,
    EVER_TOUCHED,
    EXAMPLE,
    FIELDS,
    HABIT_COMPLIANCE,
    HABIT_DEEP,
    IN_COMPLIANCE,
    IN_DEEP,
    IS_CHAMPION,
    LANES,
    MISSING_SKILL,
    NEVER_DEEP,
    NEVER_USED,
    REGULAR,
    RESISTANCE_TRAIT,
    SKILL,
    SKILL_UNIT,
    TENURE,
    TERRITORIALITY,
    TOUCHED,
    TOUCHED_1,
    TOUCHED_2,
    UNUSED_QUARTER,
    WEIGHT,
    State,
)
from .terms import Terms, set_terms

single, word = np.float32, np.uint32


class Block(NamedTuple):
    """Scratch for one block of people: float32 [LANES] rows, exposure [F, LANES]."""

    exposure: npt.NDArray[np.float32]
    own: npt.NDArray[np.float32]
    attention: npt.NDArray[np.float32]
    draw: npt.NDArray[np.float32]
    way: npt.NDArray[np.int32]
    deep: npt.NDArray[np.uint32]
    compliance: npt.NDArray[np.uint32]


def empty_block(features: int) -> Block:
    """Allocate the scratch of one block."""
    return Block(
        np.zeros((features, LANES), np.float32), np.zeros(LANES, np.float32), np.zeros(LANES, np.float32),
        np.zeros((2, LANES), np.float32), np.zeros(LANES, np.int32), np.zeros(LANES, np.uint32),
        np.zeros(LANES, np.uint32),
    )  # fmt: skip


@inner
def spread_exposure(
    block: Block, near: np.uint64, far: np.uint64, openness: np.float32, scale: np.float32, q: int, lane: int
) -> np.float32:
    """Write the shares of five features, weighed by ``scale``; return it (field 0 of word 0 sets it)."""
    features, mask = block.exposure.shape[0], np.uint64(4095)
    for j in range(FIELDS):
        f, shift = FIELDS * q + j - 1, np.uint64(12 * j)
        seen = single(np.int32((near >> shift) & mask)) + openness * single(np.int32((far >> shift) & mask))
        if f < 0:
            scale = single(1) / seen if seen > single(0) else single(0)
        elif f < features:
            block.exposure[f, lane] = seen * scale
    return scale


@inner
def see_colleagues(state: State, block: Block, first: int, people: int, openness: np.float32) -> None:
    """Write the weighted share of each person's colleagues in deep use of each feature."""
    for lane in range(people):
        row = first + lane
        inside, across, end = state.tie_start[2 * row], state.tie_start[2 * row + 1], state.tie_start[2 * row + 2]
        scale = single(0)
        for q in range(0, state.visible.shape[1], 3):
            near_0, near_1, near_2 = np.uint64(0), np.uint64(0), np.uint64(0)
            far_0, far_1, far_2 = np.uint64(0), np.uint64(0), np.uint64(0)
            for e in range(inside, across):
                tie = np.uint64(e)
                other, weight = state.ties[tie, COLLEAGUE], np.uint64(state.ties[tie, WEIGHT])
                near_0 += weight * state.visible[other, q]
                near_1 += weight * state.visible[other, q + 1]
                near_2 += weight * state.visible[other, q + 2]
            for e in range(across, end):
                tie = np.uint64(e)
                other, weight = state.ties[tie, COLLEAGUE], np.uint64(state.ties[tie, WEIGHT])
                far_0 += weight * state.visible[other, q]
                far_1 += weight * state.visible[other, q + 1]
                far_2 += weight * state.visible[other, q + 2]
            scale = spread_exposure(block, near_0, far_0, openness, scale, q, lane)
            scale = spread_exposure(block, near_1, far_1, openness, scale, q + 1, lane)
            scale = spread_exposure(block, near_2, far_2, openness, scale, q + 2, lane)


@inner
def consider(
    setting: Setting, schedule: Schedule, state: State, block: Block, d: int, t: int, first: int, people: int
) -> None:
    """Write what each person brings to every decision: the boss, the own resistance, attention."""
    b, lever = setting.behaviour, schedule.levers[t, d]
    live = schedule.live[t, d] & setting.relevant[d]
    capacity = b.capacity * lever[CHANGE_CAPACITY]
    for lane in range(people):
        row = first + lane
        manager = setting.place.manager[row]
        example = float(state.traits[EXAMPLE, manager]) if manager >= 0 else lever[SPONSORSHIP]
        boss = 1.5 * b.leadership_weight * leadership(example, lever[SUPERVISOR_COMMITMENT], lever[SPONSORSHIP])
        boost = b.champion_boost * float(state.traits[IS_CHAMPION, row])
        block.own[lane] = boss - float(state.traits[RESISTANCE_TRAIT, row]) - lever[RESISTANCE] + boost
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
    b = setting.behaviour
    counter = purpose(t + 1, word(f))
    last = first + LANES
    ids = setting.place.ids[first:last]
    skills, habits_deep = state.pairs[SKILL, f, first:last], state.pairs[HABIT_DEEP, f, first:last]
    habits_compliance = state.pairs[HABIT_COMPLIANCE, f, first:last]
    territories = state.traits[TERRITORIALITY, first:last]
    in_deep, in_compliance = state.masks[IN_DEEP, first:last], state.masks[IN_COMPLIANCE, first:last]
    for lane in range(LANES):
        bits = threefry(key[0], key[1], ids[lane], counter)
        block.draw[0, lane] = uniform(bits[0])
        block.draw[1, lane] = uniform(bits[1])
    peers, tipping, steepness = single(b.peer_weight), single(b.tipping_share), single(b.pull_steepness)
    bonus, deep_0, deep_s, deep_z = single(b.habit_bonus), terms.deep[f], terms.skill[f], terms.territory[f]
    compliance_0, legacy_0, floor = terms.compliance[f], terms.legacy[f], terms.attention_floor[f]
    linear = setting.linear_pull
    for lane in range(LANES):
        pull = pull_of_colleagues(block.exposure[f, lane], tipping, steepness, linear)
        habit_deep, habit_compliance = habits_deep[lane], habits_compliance[lane]
        habit_legacy = single(1) - habit_deep - habit_compliance
        deep = deep_0 + deep_s * skills[lane] + peers * pull + block.own[lane]
        deep = deep - deep_z * territories[lane] + bonus * habit_deep
        compliance = compliance_0 + single(0.8) * bonus * habit_compliance
        legacy = legacy_0 + bonus * habit_legacy
        chosen = choose(block.draw[1, lane], deep, compliance, legacy)
        before = np.int32((in_deep[lane] >> word(f)) & word(1)) * np.int32(2)
        before += np.int32((in_compliance[lane] >> word(f)) & word(1))
        attends = block.draw[0, lane] < max(block.attention[lane], floor)
        block.way[lane] = chosen if attends else before


@inner
def learn(setting: Setting, state: State, block: Block, terms: Terms, d: int, f: int, first: int, people: int) -> None:
    """Let habits and skills follow the way of working, and count use by department and feature."""
    b = setting.behaviour
    speed, learning, forgetting = single(b.habit_speed), single(b.learning), single(b.forgetting)
    taught, expert, unit = terms.taught[f], single(b.champion_skill), single(SKILL_UNIT)
    last = first + LANES
    skills, champions = state.pairs[SKILL, f, first:last], state.traits[IS_CHAMPION, first:last]
    habits_deep, habits_compliance = (
        state.pairs[HABIT_DEEP, f, first:last],
        state.pairs[HABIT_COMPLIANCE, f, first:last],
    )
    for lane in range(LANES):
        deep, compliance = block.way[lane] >> 1, block.way[lane] & 1
        block.deep[lane] |= word(deep) << word(f)
        block.compliance[lane] |= word(compliance) << word(f)
    for lane in range(LANES):
        habit = habits_deep[lane]
        used = single(block.way[lane] >> 1)
        habits_deep[lane] = next_habit(habit, used, speed) if lane < people else habit
    for lane in range(LANES):
        habit = habits_compliance[lane]
        used = single(block.way[lane] & 1)
        habits_compliance[lane] = next_habit(habit, used, speed) if lane < people else habit
    for lane in range(LANES):
        skill = skills[lane]
        after = next_skill(skill, single(block.way[lane] >> 1), learning, forgetting, taught)
        after = max(after, expert * champions[lane])
        skills[lane] = after if lane < people else skill
    deep_pairs, compliance_pairs, skill_sum, missing = np.int32(0), np.int32(0), np.int32(0), np.int32(0)
    for lane in range(LANES):
        way = block.way[lane] if lane < people else np.int32(0)
        skill = np.int32(skills[lane] * unit)
        deep_pairs += way >> 1
        compliance_pairs += way & 1
        skill_sum += (way >> 1) * skill
        missing += (way >> 1) * (np.int32(SKILL_UNIT) - skill if 2 * skill < SKILL_UNIT else np.int32(0))
    state.use[d, f, DEEP] += deep_pairs
    state.use[d, f, COMPLIANCE] += compliance_pairs
    state.use[d, f, DEEP_SKILL] += skill_sum
    state.use[d, f, MISSING_SKILL] += missing


@inner
def remember(state: State, block: Block, relevant: np.uint32, d: int, first: int, people: int) -> None:
    """Shift the months' masks and count people and pairs by what they did of late."""
    regular, never_used, unused = np.int32(0), np.int32(0), np.int32(0)
    never_deep, active, touches = np.int32(0), np.int32(0), np.int32(0)
    for lane in range(people):
        row = np.uint64(first + lane)
        deep, touched = block.deep[lane], block.deep[lane] | block.compliance[lane]
        deep_1, deep_2 = state.masks[IN_DEEP, row], state.masks[DEEP_1, row]
        touched_1, touched_2 = deep_1 | state.masks[IN_COMPLIANCE, row], state.masks[TOUCHED_1, row]
        ever_deep, ever_touched = state.masks[EVER_DEEP, row] | deep, state.masks[EVER_TOUCHED, row] | touched
        regular += count_bits(((deep & deep_1) | (deep & deep_2) | (deep_1 & deep_2)) & relevant)
        never_used += count_bits(relevant & ~ever_touched)
        unused += count_bits(relevant & ~(touched | touched_1 | touched_2))
        never_deep += count_bits(relevant & ~ever_deep)
        active += np.int32(touched != word(0))
        touches += count_bits(touched)
        state.masks[IN_DEEP, row], state.masks[IN_COMPLIANCE, row] = deep, block.compliance[lane]
        state.masks[DEEP_1, row], state.masks[DEEP_2, row] = deep_1, deep_2
        state.masks[TOUCHED_1, row], state.masks[TOUCHED_2, row] = touched_1, touched_2
        state.masks[EVER_DEEP, row], state.masks[EVER_TOUCHED, row] = ever_deep, ever_touched
        state.slots[TENURE, row] += 1
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
        see_colleagues(state, block, first, people, openness)
        consider(setting, schedule, state, block, d, t, first, people)
        for f in range(len(setting.features)):
            if (live >> word(f)) & word(1):
                decide(setting, state, block, terms, key, t, f, first)
                learn(setting, state, block, terms, d, f, first, people)
        remember(state, block, setting.relevant[d], d, first, people)
