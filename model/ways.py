"""What the month leaves behind in a department: its way of doing things, incentives it is used to, trust, records."""

from __future__ import annotations

import numpy as np

from .company import AI, HEADCOUNT, Setting
from .compiled import inner
from .levers import ACTIVITY_TARGETS, DATA_CLEANUP, KPI_ALIGNMENT, MEETINGS, SHARING_REWARD, SILO_STRENGTH
from .numerics import clip, count_bits
from .rules import (
    entries,
    lived,
    next_accuracy,
    next_trust,
    next_used_to,
    next_way,
    usable_data,
)
from .schedule import Schedule
from .state import (
    ACCURACY,
    COMPLETENESS,
    COMPLIANCE,
    DEEP,
    TRUST,
    USABLE,
    USED_BEFORE,
    USED_TO_GOALS,
    USED_TO_REWARD,
    WAY,
    State,
)
from .terms import data_of_others, felt_incentives

word = np.uint32


@inner
def relative_data(setting: Setting, schedule: Schedule, state: State, d: int, t: int) -> float:
    """Return the data that a department can use, relative to those needed, and remember them."""
    own = state.department[d, COMPLETENESS] * state.department[d, ACCURACY]
    state.department[d, USABLE] = usable_data(own, data_of_others(state, d), schedule.levers[t, d, SILO_STRENGTH])
    return float(state.department[d, USABLE] / setting.behaviour.data_need_reference)


@inner
def pushed_by_incentives(setting: Setting, schedule: Schedule, state: State, d: int, t: int) -> float:
    """Return how strongly people feel the incentive that was put on top, goals or reward, whichever is more."""
    base = schedule.base[d]
    goals, reward = felt_incentives(setting, schedule, state, d, t)
    return float(max(goals - base[KPI_ALIGNMENT], reward - base[SHARING_REWARD], 0.0))


@inner
def ways(setting: Setting, schedule: Schedule, state: State, d: int, t: int) -> None:
    """Let what many do become the way it is done here, and people get used to incentives and to AI."""
    b, lever, base, people = (
        setting.behaviour,
        schedule.levers[t, d],
        schedule.base[d],
        setting.departments[d, HEADCOUNT],
    )
    acting, ai_pairs, pushed = 0.0, 0.0, pushed_by_incentives(setting, schedule, state, d, t)
    for f in range(len(setting.features)):
        if (setting.relevant[d] >> word(f)) & word(1):
            share = float(state.use[d, f, DEEP]) / people
            state.ways[USED_BEFORE, d, f] = share
            way = state.ways[WAY, d, f]
            own = lived(share, pushed, b.crowding)
            state.ways[WAY, d, f] = next_way(way, own, b.way_speed, b.meeting_speed, lever[MEETINGS])
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
