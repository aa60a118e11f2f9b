"""What one department's people weigh this month: the worth of features and what speaks for each way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .behaviour import HALF
from .company import AI, DATA_NEED, EFFORT, LOG_RELEVANCE, REACH, USEFULNESS, VISIBILITY, Setting
from .compiled import inner, part
from .levers import (
    ACTIVITY_TARGETS,
    COURSE,
    GO_LIVE_TRAINING,
    KPI_ALIGNMENT,
    MEETINGS,
    MONITORING,
    SHARING_REWARD,
    SILO_STRENGTH,
    SPONSORSHIP,
    TECHNOLOGY,
    TRAINING,
    USABILITY,
)
from .rules import (
    appeal_of_compliance,
    appeal_of_legacy,
    cost_of_sharing,
    curiosity,
    felt_alignment,
    felt_incentive,
    goals_and_sharing,
    next_enforced,
    usable_data,
    worth_of_ai,
    worth_of_feature,
)
from .schedule import Schedule
from .state import (
    ACCURACY,
    COMPLETENESS,
    ENFORCED,
    OWN_COMFORT,
    TRUST,
    USED_BEFORE,
    USED_TO_GOALS,
    USED_TO_REWARD,
    WAY,
    State,
)


class Terms(NamedTuple):
    """What one department's people weigh this month, by feature (float32 [F])."""

    deep: npt.NDArray[np.float32]
    skill: npt.NDArray[np.float32]
    territory: npt.NDArray[np.float32]
    compliance: npt.NDArray[np.float32]
    legacy: npt.NDArray[np.float32]
    attention_floor: npt.NDArray[np.float32]
    taught: npt.NDArray[np.float32]


def empty_terms(features: int) -> Terms:
    """Allocate the terms of one department."""
    return Terms(*(np.zeros(features, np.float32) for _ in Terms._fields))


@part
def data_of_others(state: State, d: int) -> float:
    """Return the mean of completeness times accuracy over the other departments."""
    departments = state.department.shape[0]
    total = 0.0
    for other in range(departments):
        if other != d:
            total += state.department[other, COMPLETENESS] * state.department[other, ACCURACY]
    return float(total / max(departments - 1, 1))


@inner
def felt_incentives(setting: Setting, schedule: Schedule, state: State, d: int, t: int) -> tuple[float, float]:
    """Return how much of shared goals and of rewarded sharing a department feels this month."""
    lever, base, mine = schedule.levers[t, d], schedule.base[d], state.department[d]
    lost = setting.behaviour.habituation
    goals = felt_incentive(lever[KPI_ALIGNMENT], base[KPI_ALIGNMENT], mine[USED_TO_GOALS], lost)
    return goals, felt_incentive(lever[SHARING_REWARD], base[SHARING_REWARD], mine[USED_TO_REWARD], lost)


@inner
def set_terms(setting: Setting, schedule: Schedule, state: State, terms: Terms, d: int, t: int) -> None:
    """Work out what the department's people weigh this month, feature by feature."""
    b, lever = setting.behaviour, schedule.levers[t, d]
    own = state.department[d, COMPLETENESS] * state.department[d, ACCURACY]
    usable = usable_data(own, data_of_others(state, d), lever[SILO_STRENGTH])
    relative = usable / b.data_need_reference
    goals, reward = felt_incentives(setting, schedule, state, d, t)
    felt = felt_alignment(goals, b.goal_conflict, b.mixed_goals >= HALF)
    comfort = b.comfort + state.department[d, OWN_COMFORT]
    for f in range(len(setting.features)):
        if setting.features[f, AI] > 0.0:
            worth = state.department[d, TRUST] * worth_of_ai(
                setting.features[f, USEFULNESS], relative, b.ai_data_threshold, lever[TECHNOLOGY]
            )
        else:
            worth = worth_of_feature(
                setting.features[f, USEFULNESS], setting.features[f, DATA_NEED], relative, lever[TECHNOLOGY]
            )
        effort = b.effort_weight * setting.features[f, EFFORT] * (1.0 - lever[USABILITY])
        since, way = float(t - min(schedule.go_live[d, f], t)), state.ways[WAY, d, f]
        # b_use V (.4 + .6 s) - effort (1.3 - s), sorted by skill s.
        constant = 0.4 * b.usefulness_weight * worth - 1.3 * effort
        constant += goals_and_sharing(b.kpi_weight, felt, reward, setting.features[f, REACH]) + b.way_weight * way
        constant += curiosity(b.novelty, since, b.novelty_months) + setting.relevance[LOG_RELEVANCE, d, f]
        constant -= b.peer_weight * b.pull_reference
        state.worth[d, f] = worth
        terms.deep[f] = constant
        terms.skill[f] = 0.6 * b.usefulness_weight * worth + effort
        terms.territory[f] = cost_of_sharing(
            b.territory_weight, setting.features[f, REACH], reward, lever[SILO_STRENGTH], felt
        )
        gate = next_enforced(state.ways[ENFORCED, d, f], schedule.gate[t, d, f], b.enforcement_months)
        state.ways[ENFORCED, d, f], seen = gate, setting.features[f, VISIBILITY]
        terms.compliance[f] = appeal_of_compliance(
            b.visibility_weight, lever[MONITORING], seen, b.targets_weight, lever[ACTIVITY_TARGETS]
        )
        terms.legacy[f] = appeal_of_legacy(
            comfort + schedule.own_comfort[t, d, f], way, b.way_comfort, lever[MONITORING], seen, lever[SPONSORSHIP],
            b.gate_strength, gate,
        )  # fmt: skip
        terms.attention_floor[f] = b.gate_attention * gate
        going_live = lever[GO_LIVE_TRAINING] if t == schedule.go_live[d, f] else 0.0
        left = (1.0 - going_live) * (1.0 - b.training_gain * lever[TRAINING])
        left *= 1.0 - b.meeting_gain * lever[MEETINGS] * state.ways[USED_BEFORE, d, f]
        terms.taught[f] = 1.0 - left * (1.0 - lever[COURSE])
