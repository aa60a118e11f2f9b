"""One month of the company: the phases in order, and the measurement at its end."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .appraisal import month_of_department
from .block import Block
from .company import AI, HEADCOUNT, LEAVING, RELEVANCE, Setting
from .compiled import inner, part, phase
from .draws import TURNOVER, purpose, threefry, uniform
from .levers import (
    ACTIVITY_TARGETS,
    CHAMPIONS,
    DATA_CLEANUP,
    KPI_ALIGNMENT,
    MEETINGS,
    MONITORING,
    SHARING_REWARD,
    SILO_STRENGTH,
    TURNOVER_FACTOR,
)
from .numerics import clip, count_bits
from .people import draw_traits, rank_champions
from .rules import (
    churn_rate,
    entries,
    found_in_record,
    hours_saved,
    must_repeat,
    new_customers,
    newcomers_habit,
    newcomers_skill,
    next_accuracy,
    next_trust,
    next_used_to,
    next_way,
    told,
    usable_data,
)
from .schedule import Schedule
from .state import (
    ACCURACY,
    APPOINTED,
    AT_START,
    CHAMPION_RANK,
    CHURN,
    COMPLETENESS,
    COMPLIANCE,
    COST,
    CUSTOMERS,
    DEEP,
    DEEP_SKILL,
    EXAMPLE,
    FIELD_BITS,
    FIELDS,
    FRAGMENTATION,
    HABIT_COMPLIANCE,
    HABIT_DEEP,
    HOURS,
    IN_DEEP,
    IS_CHAMPION,
    LANES,
    MISSING_SKILL,
    NET_VALUE,
    READERS,
    REPEATED,
    SKILL,
    SKILL_UNIT,
    TENURE,
    TRUST,
    USABLE,
    USED_BEFORE,
    USED_TO_GOALS,
    USED_TO_REWARD,
    WAY,
    State,
)
from .terms import Terms, data_of_others

single, word = np.float32, np.uint32

PHASES: tuple[tuple[str, str], ...] = (
    ("turnover", "Some people leave; newcomers take their places with habits and skills of their own."),
    ("exposure", "Everybody sees which colleagues and managers really use which feature."),
    ("appraisal", "Some features come to attention; what speaks for each way of working is weighed."),
    ("decision", "Each weighed feature is used properly, for the boss only, or not at all."),
    ("habit and skill", "Habits follow what was done; skill is learnt, taught and forgotten."),
    ("ways", "What many do becomes the way it is done here; incentives are got used to, AI is trusted more or less."),
    ("records", "Entries fill the shared customer record; what is not kept up goes stale."),
    ("customers", "Matters go from department to department; what customers must say again makes some leave."),
    ("money", "Hours, customers and spending are turned into euros."),
)
"""The order of events in every month: name and what happens (printed in the ODD document)."""


@part
def replace(setting: Setting, state: State, key: tuple[np.uint32, np.uint32], row: int, d: int, t: int) -> None:
    """Put a newcomer in the slot: nothing touched, traits of one's own, and the ways of the department."""
    b = setting.behaviour
    draw_traits(setting, state, key, row, d, t + 1)
    for f in range(state.pairs.shape[1]):
        way = state.ways[WAY, d, f]
        deep = newcomers_habit(way, b.newcomer_old_habit)
        state.pairs[SKILL, f, row] = single(newcomers_skill(way, b.newcomer_skill))
        state.pairs[HABIT_DEEP, f, row] = single(deep)
        state.pairs[HABIT_COMPLIANCE, f, row] = single(deep - way)
    state.masks[:, row] = word(0)
    state.traits[IS_CHAMPION, row] = single(0)
    state.slots[TENURE, row] = 0


@phase
def turnover(
    setting: Setting, schedule: Schedule, state: State, block: Block, key: tuple[np.uint32, np.uint32], t: int
) -> None:
    """Let people leave and newcomers start."""
    counter = purpose(t + 1, TURNOVER)
    for d in range(len(setting.relevant)):
        lo, hi = setting.place.start[d], setting.place.start[d + 1]
        watched = max(schedule.levers[t, d, MONITORING] - schedule.base[d, MONITORING], 0.0)
        factor = schedule.levers[t, d, TURNOVER_FACTOR] * (1.0 + setting.behaviour.monitoring_leaving * watched)
        for first in range(lo, hi, LANES):
            ids = setting.place.ids[first : first + LANES]
            for lane in range(LANES):
                bits = threefry(key[0], key[1], ids[lane], counter)
                block.draw[0, lane] = uniform(bits[0])
            for lane in range(min(LANES, hi - first)):
                row = first + lane
                hazard = setting.manager_leaving if setting.place.leads[row] else setting.departments[d, LEAVING]
                if float(block.draw[0, lane]) < hazard * factor:
                    replace(setting, state, key, row, d, t)


@inner
def appoint(
    setting: Setting, schedule: Schedule, state: State, key: tuple[np.uint32, np.uint32], d: int, t: int
) -> None:
    """Ask people to be champions up to the wished share; a champion's successor is none."""
    wished = np.int64(np.floor(schedule.levers[t, d, CHAMPIONS] * setting.departments[d, HEADCOUNT] + 0.5))
    if wished == state.department[d, APPOINTED]:
        return
    rank_champions(setting, schedule.asked_first, state, key, setting.place.start[d], setting.place.start[d + 1])
    for row in range(setting.place.start[d], setting.place.start[d + 1]):
        rank = state.slots[CHAMPION_RANK, row]
        if state.department[d, APPOINTED] <= rank < wished:
            state.traits[IS_CHAMPION, row] = single(1)
        elif rank >= wished:
            state.traits[IS_CHAMPION, row] = single(0)
    state.department[d, APPOINTED] = wished


_SPREAD = np.array(
    [sum(((n >> j) & 1) << (FIELD_BITS * j) for j in range(FIELDS)) for n in range(1 << FIELDS)], np.uint64
)


@inner
def packed(mask: np.uint32, voice: np.uint64, q: int) -> np.uint64:
    """Return the q-th word of what colleagues see: voice in field 0, then one field per feature."""
    bits = ((np.uint64(mask) << np.uint64(1)) | np.uint64(1)) >> np.uint64(FIELDS * q)
    return np.uint64(_SPREAD[bits & np.uint64((1 << FIELDS) - 1)] * voice)


@inner
def example_of(state: State, relevance: npt.NDArray[np.float64], live: np.uint32, row: int) -> np.float32:
    """Return a manager's own deep use, weighted by relevance, in [0, 1]."""
    used, possible = 0.0, 0.0
    for f in range(len(relevance)):
        if (live >> word(f)) & word(1):
            possible += relevance[f]
            used += relevance[f] if (state.masks[IN_DEEP, row] >> word(f)) & word(1) else 0.0
    return single(used / possible) if possible > 0.0 else single(0.0)


@phase
def exposure(setting: Setting, schedule: Schedule, state: State, key: tuple[np.uint32, np.uint32], t: int) -> None:
    """Show what everybody does: to colleagues, and managers to their people."""
    for d in range(len(setting.relevant)):
        appoint(setting, schedule, state, key, d, t)
        live = schedule.live[t, d] & setting.relevant[d]
        loud = np.uint64(setting.behaviour.champion_voice + 0.5)
        for row in range(setting.place.start[d], setting.place.start[d + 1]):
            seen = live if state.traits[IS_CHAMPION, row] > single(0) else state.masks[IN_DEEP, row]
            voice = loud if state.traits[IS_CHAMPION, row] > single(0) else np.uint64(1)
            for q in range(state.visible.shape[1]):
                state.visible[row, q] = packed(seen, voice, q)
            if setting.place.leads[row]:
                state.traits[EXAMPLE, row] = example_of(state, setting.relevance[RELEVANCE, d], live, row)


@inner
def relative_data(setting: Setting, schedule: Schedule, state: State, d: int, t: int) -> float:
    """Return the data that a department can use, relative to those needed, and remember them."""
    own = state.department[d, COMPLETENESS] * state.department[d, ACCURACY]
    state.department[d, USABLE] = usable_data(own, data_of_others(state, d), schedule.levers[t, d, SILO_STRENGTH])
    return float(state.department[d, USABLE] / setting.behaviour.data_need_reference)


@inner
def ways(setting: Setting, schedule: Schedule, state: State, d: int, t: int) -> None:
    """Let what many do become the way it is done here, and people get used to incentives and to AI."""
    b, lever, base, people = (
        setting.behaviour,
        schedule.levers[t, d],
        schedule.base[d],
        setting.departments[d, HEADCOUNT],
    )
    acting, ai_pairs = 0.0, 0.0
    for f in range(len(setting.features)):
        if (setting.relevant[d] >> word(f)) & word(1):
            share = float(state.use[d, f, DEEP]) / people
            state.ways[USED_BEFORE, d, f] = share
            way = state.ways[WAY, d, f]
            state.ways[WAY, d, f] = next_way(way, share, b.way_speed, b.meeting_speed, lever[MEETINGS])
            if setting.features[f, AI] > 0.0:
                live = (schedule.live[t, d] >> word(f)) & word(1)
                acting += max(share, schedule.autonomy[t, d, f] if live else 0.0)
                ai_pairs += 1.0
    mine, half_life = state.department[d], b.habituation_months
    mine[USED_TO_GOALS] = next_used_to(mine[USED_TO_GOALS], lever[KPI_ALIGNMENT], base[KPI_ALIGNMENT], half_life)
    mine[USED_TO_REWARD] = next_used_to(mine[USED_TO_REWARD], lever[SHARING_REWARD], base[SHARING_REWARD], half_life)
    if ai_pairs > 0.0:
        missing = relative_data(setting, schedule, state, d, t) - b.ai_data_threshold
        quality = clip(missing / (1.0 - b.ai_data_threshold), -1.0, 1.0)
        mine[TRUST] = next_trust(mine[TRUST], quality, acting / ai_pairs, b.trust_speed, b.trust_asymmetry)


@inner
def records(setting: Setting, schedule: Schedule, state: State, d: int, t: int) -> None:
    """Fill and age the department's part of the customer record."""
    b = setting.behaviour
    writing = setting.writing & setting.relevant[d]
    pairs = max(setting.departments[d, HEADCOUNT] * count_bits(writing), 1.0)
    deep, compliance = 0.0, 0.0
    for f in range(len(setting.features)):
        if (writing >> word(f)) & word(1):
            way = float(state.use[d, f, DEEP])
            minimal = float(state.use[d, f, COMPLIANCE])
            deep += (way + schedule.connected[t, d, f] * (setting.departments[d, HEADCOUNT] - way - minimal)) / pairs
            compliance += minimal / pairs
    before = state.department[d, COMPLETENESS]
    added = entries(deep, compliance, b.entry_rate, before)
    targets = schedule.levers[t, d, ACTIVITY_TARGETS]
    good, poor = b.accuracy_of_deep_entries, b.accuracy_of_compliance_entries * (1.0 - b.targets_harm * targets)
    accuracy = next_accuracy(state.department[d, ACCURACY], before, added, deep, compliance, good, poor)
    completeness = before + added - b.staleness * before
    repaired = schedule.levers[t, d, DATA_CLEANUP]
    state.department[d, COMPLETENESS] = completeness + repaired * (1.0 - completeness)
    state.department[d, ACCURACY] = accuracy + repaired * (1.0 - accuracy)


@inner
def readers(setting: Setting, state: State, d: int) -> float:
    """Return the share of the department's people who really use what reads the record, weighted by relevance."""
    reading, possible = 0.0, 0.0
    record = setting.record & setting.relevant[d]
    for f in range(len(setting.features)):
        if (record >> word(f)) & word(1):
            weight = setting.relevance[RELEVANCE, d, f]
            reading += weight * float(state.use[d, f, DEEP])
            possible += weight * setting.departments[d, HEADCOUNT]
    return reading / possible if possible > 0.0 else 0.0


@inner
def hand_over(setting: Setting, state: State, silos: npt.NDArray[np.float64]) -> float:
    """Return the share of matters that customers must say again, and write it for each department's own."""
    b, departments = setting.behaviour, len(setting.relevant)
    everything = 0.0
    for d in range(departments):
        state.department[d, REPEATED] = 0.0
    for d in range(departments):
        own = state.department[d, COMPLETENESS] * state.department[d, ACCURACY] / b.data_need_reference
        for e in range(departments):
            weight = setting.handover[d, e]
            if weight > 0.0:
                in_record = found_in_record(own, state.department[e, READERS])
                again = must_repeat(in_record, told(b.told_at_best, b.silo_weight, silos[d], silos[e]))
                everything += weight * again
                state.department[d, REPEATED] += 0.5 * weight * again
                state.department[e, REPEATED] += 0.5 * weight * again
    for d in range(departments):
        share = 0.0
        for e in range(departments):
            share += 0.5 * (setting.handover[d, e] + setting.handover[e, d])
        state.department[d, REPEATED] = state.department[d, REPEATED] / share if share > 0.0 else np.nan
    return everything


@inner
def at_go_live(setting: Setting, silos: npt.NDArray[np.float64]) -> float:
    """Return the share of matters that customers had to say again at go-live, before anything changed."""
    b, again = setting.behaviour, 0.0
    relative = setting.completeness * setting.accuracy / b.data_need_reference
    for d in range(len(setting.relevant)):
        for e in range(len(setting.relevant)):
            reading = setting.starting_use if setting.record & setting.relevant[e] else 0.0
            by_people = told(b.told_at_best, b.silo_weight, silos[d], silos[e])
            again += setting.handover[d, e] * must_repeat(found_in_record(relative, reading), by_people)
    return again


@inner
def autonomous_share(setting: Setting, schedule: Schedule, t: int) -> float:
    """Return the share of relevant AI pairs that act on customers without their users."""
    acting, possible = 0.0, 0.0
    for d in range(len(setting.relevant)):
        for f in range(len(setting.features)):
            if setting.features[f, AI] > 0.0 and (setting.relevant[d] >> word(f)) & word(1):
                possible += setting.departments[d, HEADCOUNT]
                if (schedule.live[t, d] >> word(f)) & word(1):
                    acting += setting.departments[d, HEADCOUNT] * schedule.autonomy[t, d, f]
    return acting / possible if possible > 0.0 else 0.0


@inner
def customers(setting: Setting, schedule: Schedule, state: State, t: int) -> None:
    """Let customers feel the departments' sharing, leave and come."""
    m, b = setting.market, setting.behaviour
    usable, people = 0.0, 0.0
    for d in range(len(setting.relevant)):
        relative_data(setting, schedule, state, d, t)
        state.department[d, READERS] = readers(setting, state, d)
        usable += setting.departments[d, HEADCOUNT] * state.department[d, USABLE]
        people += setting.departments[d, HEADCOUNT]
    if t == 0:
        state.company[AT_START] = at_go_live(setting, schedule.base[:, SILO_STRENGTH])
    fragmentation = hand_over(setting, state, schedule.levers[t, :, SILO_STRENGTH])
    relative, at_start = usable / people / b.data_need_reference, state.company[AT_START]
    autonomy = autonomous_share(setting, schedule, t)
    churn = churn_rate(
        m.base_churn, m.fragmentation_effect, fragmentation, at_start, m.ai_effect, autonomy,
        relative, b.ai_data_threshold, m.effect_limit,
    )  # fmt: skip
    won = new_customers(
        m.new_customer_share, m.customers, m.fragmentation_effect, fragmentation, at_start, m.effect_limit
    )
    state.company[FRAGMENTATION] = fragmentation
    state.company[CHURN] = churn
    state.company[CUSTOMERS] = state.company[CUSTOMERS] * (1.0 - churn) + won


@inner
def money(setting: Setting, schedule: Schedule, state: State, t: int) -> None:
    """Turn hours, customers and spending into euros."""
    m = setting.market
    hours = 0.0
    for d in range(len(setting.relevant)):
        state.department[d, HOURS] = 0.0
        for f in range(len(setting.features)):
            state.department[d, HOURS] += hours_saved(
                float(state.use[d, f, DEEP]), float(state.use[d, f, DEEP_SKILL]) / SKILL_UNIT, state.worth[d, f],
                float(state.use[d, f, COMPLIANCE]), float(state.use[d, f, MISSING_SKILL]) / SKILL_UNIT,
                m.hours_gained, m.compliance_hours, m.learning_hours,
            )  # fmt: skip
        hours += state.department[d, HOURS]
    spent = schedule.cost[t + 1]
    platform = 0.0
    if t == 0:
        spent += schedule.cost[0]
        platform = m.platform_cost
    state.company[COST] += spent
    earned = m.margin * (state.company[CUSTOMERS] - m.customers) + m.hour_cost * hours
    state.company[NET_VALUE] += earned - spent - platform


@phase
def run_month(
    setting: Setting,
    schedule: Schedule,
    state: State,
    terms: Terms,
    block: Block,
    key: tuple[np.uint32, np.uint32],
    t: int,
) -> None:
    """Run the phases of month t in their order (see `PHASES`)."""
    turnover(setting, schedule, state, block, key, t)
    exposure(setting, schedule, state, key, t)
    state.use[:] = 0
    state.people[:] = 0
    for d in range(len(setting.relevant)):
        month_of_department(setting, schedule, state, terms, block, key, d, t)
    for d in range(len(setting.relevant)):
        ways(setting, schedule, state, d, t)
    for d in range(len(setting.relevant)):
        records(setting, schedule, state, d, t)
    customers(setting, schedule, state, t)
    money(setting, schedule, state, t)
