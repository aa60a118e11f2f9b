"""Customers and money: matters go from department to department, and what is felt and spent adds up."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .company import AI, HEADCOUNT, RELEVANCE, WORKING_TIME, Setting
from .compiled import inner
from .levers import SILO_STRENGTH
from .rules import churn_rate, found_in_record, hours_saved, must_repeat, new_customers, told
from .schedule import Schedule
from .state import (
    ACCURACY,
    AT_START,
    CHURN,
    COMPLETENESS,
    COMPLIANCE,
    COST,
    CUSTOMERS,
    DEEP,
    DEEP_SKILL,
    FRAGMENTATION,
    HOURS,
    MISSING_SKILL,
    NET_VALUE,
    READERS,
    REPEATED,
    SKILL_UNIT,
    USABLE,
    State,
)
from .ways import relative_data

word = np.uint32


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
    state.company[CHURN] = churn if m.customers > 0.0 else 0.0
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
        state.department[d, HOURS] *= setting.departments[d, WORKING_TIME]
        hours += state.department[d, HOURS]
    spent = schedule.cost[t + 1]
    platform = 0.0
    if t == 0:
        spent += schedule.cost[0]
        platform = m.platform_cost
    state.company[COST] += spent
    earned = m.margin * (state.company[CUSTOMERS] - m.customers) + m.hour_cost * hours
    state.company[NET_VALUE] += earned - spent - platform
