"""One month of the company: its phases in order, people who come and go, what everybody sees."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .appraisal import month_of_department
from .block import Block
from .company import HEADCOUNT, LEAVING, RELEVANCE, Setting
from .compiled import inner, part, phase
from .customers import customers, money
from .draws import TURNOVER, purpose, threefry, uniform
from .levers import CHAMPIONS, MONITORING, TURNOVER_FACTOR
from .people import draw_traits, rank_champions
from .rules import newcomers_habit, newcomers_skill
from .schedule import Schedule
from .state import (
    APPOINTED,
    CHAMPION_RANK,
    EXAMPLE,
    FIELD_BITS,
    FIELDS,
    HABIT_COMPLIANCE,
    HABIT_DEEP,
    IN_DEEP,
    IS_CHAMPION,
    LANES,
    SKILL,
    TENURE,
    WAY,
    State,
)
from .terms import Terms
from .ways import records, ways

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
