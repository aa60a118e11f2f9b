"""The measurement at the end of every month: each outcome, by department and for the company."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .company import HEADCOUNT, Setting
from .compiled import inner, part
from .numerics import count_bits
from .outcomes import IDLE_BELOW, OUTCOME_NAMES, OUTCOMES
from .schedule import Schedule
from .state import (
    ACCURACY,
    ACTIVE,
    CHURN,
    COMPLETENESS,
    COMPLIANCE,
    COST,
    CUSTOMERS,
    DEEP,
    DEEP_SUM,
    DEEP_TOTAL,
    FRAGMENTATION,
    HOURS,
    NET_VALUE,
    NEVER_DEEP,
    NEVER_USED,
    REGULAR,
    REPEATED,
    TOUCHED,
    TRIED,
    TRUST,
    UNUSED_QUARTER,
    USABLE,
    WAY,
    State,
)

word = np.uint32

# Where `measure` writes each of them.
_DEEP_USE = OUTCOME_NAMES.index("deep_use")
_COMPLIANCE_USE = OUTCOME_NAMES.index("compliance_use")
_SHADOW_USE = OUTCOME_NAMES.index("shadow_use")
_REGULAR_USE = OUTCOME_NAMES.index("regular_use")
_NEVER_USED = OUTCOME_NAMES.index("never_used")
_NEVER_DEEP = OUTCOME_NAMES.index("never_deep")
_UNUSED_LAST_QUARTER = OUTCOME_NAMES.index("unused_last_quarter")
_ACTIVE_USERS = OUTCOME_NAMES.index("active_users")
_LICENCE_UTILISATION = OUTCOME_NAMES.index("licence_utilisation")
_FEATURE_BREADTH = OUTCOME_NAMES.index("feature_breadth")
_DATA_COMPLETENESS = OUTCOME_NAMES.index("data_completeness")
_DATA_ACCURACY = OUTCOME_NAMES.index("data_accuracy")
_USABLE_DATA = OUTCOME_NAMES.index("usable_data")
_SHARING = OUTCOME_NAMES.index("sharing")
_FRAGMENTATION = OUTCOME_NAMES.index("fragmentation")
_CHURN = OUTCOME_NAMES.index("churn")
_CUSTOMERS = OUTCOME_NAMES.index("customers")
_HOURS_SAVED = OUTCOME_NAMES.index("hours_saved")
_COST = OUTCOME_NAMES.index("cost")
_NET_VALUE = OUTCOME_NAMES.index("net_value")
_ADAPTABILITY = OUTCOME_NAMES.index("adaptability")
_FEATURES_IDLE = OUTCOME_NAMES.index("features_idle")
_MUST_REPEAT = OUTCOME_NAMES.index("must_repeat")
_INSTITUTIONALISED = OUTCOME_NAMES.index("institutionalised")
_TRUST_IN_AI = OUTCOME_NAMES.index("trust_in_ai")

_BY_PAIRS = tuple(n for n, each in enumerate(OUTCOMES) if each.weight == "pairs")
_BY_PEOPLE = tuple(n for n, each in enumerate(OUTCOMES) if each.weight == "people")
_OF_THE_COMPANY = tuple(n for n, each in enumerate(OUTCOMES) if not each.by_department)


@part
def _pair_shares(setting: Setting, state: State, d: int, row: npt.NDArray[np.float64]) -> float:
    """Write the shares of pairs of department d and return its number of relevant pairs."""
    pairs = setting.departments[d, HEADCOUNT] * count_bits(setting.relevant[d])
    deep, compliance = 0.0, 0.0
    for f in range(len(setting.features)):
        deep += float(state.use[d, f, DEEP])
        compliance += float(state.use[d, f, COMPLIANCE])
    row[_DEEP_USE] = deep / pairs
    row[_COMPLIANCE_USE] = compliance / pairs
    row[_SHADOW_USE] = (pairs - deep - compliance) / pairs
    row[_REGULAR_USE] = float(state.people[d, REGULAR]) / pairs
    row[_NEVER_USED] = float(state.people[d, NEVER_USED]) / pairs
    row[_NEVER_DEEP] = float(state.people[d, NEVER_DEEP]) / pairs
    row[_UNUSED_LAST_QUARTER] = float(state.people[d, UNUSED_QUARTER]) / pairs
    return float(pairs)


@part
def _sharing(setting: Setting, state: State, d: int) -> float:
    writing = setting.writing & setting.relevant[d]
    deep = 0.0
    for f in range(len(setting.features)):
        if (writing >> word(f)) & word(1):
            deep += float(state.use[d, f, DEEP])
    return float(deep / max(setting.departments[d, HEADCOUNT] * count_bits(writing), 1.0))


@part
def _idle(setting: Setting, state: State, d: int) -> np.uint32:
    """Return the features that hardly anybody in the department ever touched, one bit each."""
    idle = word(0)
    for f in range(len(setting.features)):
        if (setting.relevant[d] >> word(f)) & word(1):
            hardly = float(state.use[d, f, TRIED]) < IDLE_BELOW * setting.departments[d, HEADCOUNT]
            idle |= (word(1) if hardly else word(0)) << word(f)
    return idle


@part
def _idle_features(setting: Setting, state: State) -> float:
    """Return the share of features that hardly anybody of those they matter to ever touched."""
    idle, bought = 0.0, 0.0
    for f in range(len(setting.features)):
        tried, people = 0.0, 0.0
        for d in range(len(setting.relevant)):
            if (setting.relevant[d] >> word(f)) & word(1):
                tried += float(state.use[d, f, TRIED])
                people += setting.departments[d, HEADCOUNT]
        if people > 0.0:
            bought += 1.0
            idle += 1.0 if tried < IDLE_BELOW * people else 0.0
    return idle / bought


@part
def _way(setting: Setting, state: State, d: int) -> float:
    """Return how far real use is the way it is done in the department, the mean over what is relevant there."""
    total = 0.0
    for f in range(len(setting.features)):
        if (setting.relevant[d] >> word(f)) & word(1):
            total += state.ways[WAY, d, f]
    return total / max(float(count_bits(setting.relevant[d])), 1.0)


@inner
def _of_the_whole(setting: Setting, state: State, t: int, row: npt.NDArray[np.float64]) -> None:
    """Write what only the whole company has, and what is no mean over its departments."""
    row[_FRAGMENTATION] = row[_MUST_REPEAT] = state.company[FRAGMENTATION]
    row[_CHURN] = state.company[CHURN]
    row[_CUSTOMERS] = state.company[CUSTOMERS]
    row[_COST] = state.company[COST]
    row[_NET_VALUE] = state.company[NET_VALUE]
    state.company[DEEP_TOTAL] += row[_DEEP_USE]
    row[_ADAPTABILITY] = state.company[DEEP_TOTAL] / (t + 1)
    row[_FEATURES_IDLE] = _idle_features(setting, state)


@inner
def measure(setting: Setting, state: State, seats: float, t: int, out: npt.NDArray[np.float64]) -> None:
    """Write this month's outcomes, [1 + D, outcomes]; row 0 is the company."""
    departments = len(setting.relevant)
    everybody = 0.0
    for d in range(departments):  # numba's own sum would have SciPy's linear algebra imported by everyone who runs this
        everybody += setting.departments[d, HEADCOUNT]
    out[:] = 0.0
    all_pairs, writers = 0.0, 0.0
    for d in range(departments):
        people = setting.departments[d, HEADCOUNT]
        row = out[d + 1]
        pairs = _pair_shares(setting, state, d, row)
        row[_ACTIVE_USERS] = float(state.people[d, ACTIVE]) / people
        row[_LICENCE_UTILISATION] = row[_ACTIVE_USERS] * everybody / seats
        row[_FEATURE_BREADTH] = float(state.people[d, TOUCHED]) / people
        row[_DATA_COMPLETENESS], row[_DATA_ACCURACY], row[_USABLE_DATA] = (
            state.department[d, COMPLETENESS],
            state.department[d, ACCURACY],
            state.department[d, USABLE],
        )
        row[_SHARING] = _sharing(setting, state, d)
        row[_FRAGMENTATION] = row[_MUST_REPEAT] = state.department[d, REPEATED]
        for column in _OF_THE_COMPANY:
            row[column] = np.nan
        row[_HOURS_SAVED] = state.department[d, HOURS]
        state.department[d, DEEP_SUM] += row[_DEEP_USE]
        row[_ADAPTABILITY] = state.department[d, DEEP_SUM] / (t + 1)
        idle = float(count_bits(_idle(setting, state, d)))
        row[_FEATURES_IDLE] = idle / max(float(count_bits(setting.relevant[d])), 1.0)
        row[_INSTITUTIONALISED] = _way(setting, state, d)
        row[_TRUST_IN_AI] = state.department[d, TRUST]
        writing = people * count_bits(setting.writing & setting.relevant[d])
        for column in _BY_PAIRS:
            out[0, column] += row[column] * pairs
        for column in _BY_PEOPLE:
            out[0, column] += row[column] * people / everybody
        out[0, _SHARING] += row[_SHARING] * writing
        out[0, _HOURS_SAVED] += row[_HOURS_SAVED]
        all_pairs += pairs
        writers += writing
    for column in _BY_PAIRS:
        out[0, column] /= all_pairs
    out[0, _SHARING] /= max(writers, 1.0)
    _of_the_whole(setting, state, t, out[0])


def has_room(setting: Setting, schedule: Schedule, out: npt.NDArray[np.float64], first: int) -> None:
    """Raise ValueError unless outcomes of the months from ``first`` on fit: compiled code would write past the end.

    Parameters
    ----------
    out : float64 array [..., months, 1 + D, outcomes]
        Where the outcomes are to be written.
    first : int
        Month of the first of them, counted from 0.
    """
    places, outcomes = 1 + len(setting.relevant), len(OUTCOMES)
    if out.shape[-2:] != (places, outcomes):
        raise ValueError(f"outcomes of a month are [{places}, {outcomes}], not {list(out.shape[-2:])}")
    if not 0 <= first <= first + out.shape[-3] <= schedule.months:
        raise ValueError(f"months {first} to {first + out.shape[-3]} are not within the {schedule.months} planned")
