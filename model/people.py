"""The founding of a company: traits, first skills, champions' order and a clustered network.

The network inside a department is a ring of teams with some ties leaping out of it (Watts, D. J.
& Strogatz, S. H. (1998). Collective dynamics of 'small-world' networks. Nature 393, 440-442);
ties across departments go to anybody outside. All draws are keyed on the employee's id.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .company import LEAVING, TERRITORIALITY_MEAN, Setting
from .compiled import inner, part, phase
from .draws import (
    CHAMPION,
    CULTURE,
    DEPARTMENT,
    HEAD,
    SKILL_AND_TENURE,
    TIES,
    TIES_ACROSS,
    TRAITS,
    below,
    open_uniform,
    purpose,
    threefry,
    uniform,
)
from .numerics import clip, logarithm, normal_quantile
from .state import (
    ACCURACY,
    CHAMPION_RANK,
    COLLEAGUE,
    COMPLETENESS,
    CUSTOMERS,
    DEEP_1,
    DEEP_2,
    ENFORCED,
    EVER_DEEP,
    EVER_TOUCHED,
    HABIT_COMPLIANCE,
    HABIT_DEEP,
    HEADS_COMMITMENT,
    IN_DEEP,
    IS_CHAMPION,
    OWN_COMFORT,
    OWN_RESISTANCE,
    RESISTANCE_TRAIT,
    SKILL,
    TENURE,
    TERRITORIALITY,
    TOUCHED_1,
    TOUCHED_2,
    TRUST,
    USED_BEFORE,
    WAY,
    WEIGHT,
    State,
)

word = np.uint32

MOST_ACROSS = 64
"""Nobody keeps up with more colleagues from other departments; further ties are not formed."""
LONGEST_TENURE = 240.0
EARLIEST = 511
"""Greatest precedence in the order in which champions are asked: 9 bits, beside 32 of chance and 23 of the row."""


@part
def draw_traits(
    setting: Setting, state: State, key: tuple[np.uint32, np.uint32], row: int, d: int, month: int | np.int64
) -> None:
    """Draw resistance and territoriality of whoever holds the slot from ``month`` on."""
    b = setting.behaviour
    bits = threefry(key[0], key[1], setting.place.ids[row], purpose(np.int64(month), TRAITS))
    state.traits[RESISTANCE_TRAIT, row] = np.float32(b.resistance_spread * normal_quantile(open_uniform(bits[0])))
    territory = setting.departments[d, TERRITORIALITY_MEAN] + b.territoriality_spread * normal_quantile(
        open_uniform(bits[1])
    )
    state.traits[TERRITORIALITY, row] = np.float32(clip(territory, 0.0, 1.0))


@part
def _brought(setting: Setting, key: tuple[np.uint32, np.uint32], row: int, d: int, f: int, skill: float) -> float:
    """Return a person's first skill with a feature: more for those who have done its work in an old CRM."""
    used = setting.old_crm[d, f]
    if used <= 0.0:
        return skill
    bits = threefry(key[0], key[1], setting.place.ids[row], purpose(np.int64(0), word(f)))
    return skill + setting.carried * (1.0 - skill) if float(uniform(bits[1])) < used else skill


@part
def _first_skill_and_tenure(setting: Setting, state: State, key: tuple[np.uint32, np.uint32], row: int, d: int) -> None:
    b = setting.behaviour
    bits = threefry(key[0], key[1], setting.place.ids[row], purpose(np.int64(0), SKILL_AND_TENURE))
    skill = clip(b.starting_skill + b.starting_skill_spread * normal_quantile(open_uniform(bits[0])), 0.0, 1.0)
    for f in range(state.pairs.shape[1]):
        state.pairs[SKILL, f, row] = np.float32(_brought(setting, key, row, d, f, skill))
        state.pairs[HABIT_DEEP, f, row] = np.float32(0.0)
        state.pairs[HABIT_COMPLIANCE, f, row] = np.float32(0.0)
    known = setting.place.tenure[row]
    leaving = max(setting.departments[d, LEAVING], 1.0 / LONGEST_TENURE)
    drawn = min(-logarithm(open_uniform(bits[1])) / leaving, LONGEST_TENURE)
    state.slots[TENURE, row] = np.int32(known) if known >= 0.0 else np.int32(drawn)


@part
def _first_use(
    setting: Setting, state: State, key: tuple[np.uint32, np.uint32], row: int, relevant: np.uint32
) -> None:  # fmt: skip
    """Put the pairs that are in deep use before the first month into it, for long enough to be a habit."""
    used = word(0)
    for f in range(state.pairs.shape[1]):
        bits = threefry(key[0], key[1], setting.place.ids[row], purpose(np.int64(0), word(f)))
        if (relevant >> word(f)) & word(1) and float(uniform(bits[0])) < setting.starting_use:
            used |= word(1) << word(f)
            state.pairs[HABIT_DEEP, f, row] = np.float32(1.0)
    for history in (IN_DEEP, DEEP_1, DEEP_2, TOUCHED_1, TOUCHED_2, EVER_DEEP, EVER_TOUCHED):
        state.masks[history, row] = used


@inner
def _sort(values: npt.NDArray[np.uint64]) -> None:
    """Sort in place: Shell's method with Knuth's gaps (numba's own sort takes a second to compile)."""
    n, gap = len(values), 1
    while 3 * gap + 1 < n:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, n):
            value, j = values[i], i
            while j >= gap and values[j - gap] > value:
                values[j] = values[j - gap]
                j -= gap
            values[j] = value
        gap //= 3


@part
def rank_champions(
    setting: Setting, asked_first: npt.NDArray[np.int32], state: State, key: tuple[np.uint32, np.uint32], lo: int,
    hi: int,
) -> None:  # fmt: skip
    """Rank the department's people by who is asked first; a uniform of their own decides between equals."""
    order = state.order[lo:hi]
    for row in range(lo, hi):
        bits = threefry(key[0], key[1], setting.place.ids[row], purpose(np.int64(0), CHAMPION))
        early = np.int64(asked_first[row]) if len(asked_first) else np.int64(0)
        if early < 0:
            early = state.tie_start[2 * row + 2] - state.tie_start[2 * row]
        late = np.uint64(max(np.int64(EARLIEST) - early, np.int64(0)))
        order[row - lo] = (late << np.uint64(55)) | (np.uint64(bits[0]) << np.uint64(23)) | np.uint64(row)
    _sort(order)
    for rank in range(hi - lo):
        state.slots[CHAMPION_RANK, np.int64(order[rank] & np.uint64(0x7FFFFF))] = rank


@part
def _partner_inside(
    setting: Setting, key: tuple[np.uint32, np.uint32], row: int, step: int, lo: int, people: int, half: int
) -> int | np.int64:
    """Return the row of the step-th colleague ahead on the ring, or of one further away."""
    place = row - lo
    if 2 * step > people or (2 * step == people and 2 * place >= people):
        return -1  # the ring is closed: this tie exists already, or would be to oneself
    ahead = (place + step) % people
    if people <= 2 * half + 1:
        return lo + ahead
    bits = threefry(key[0], key[1], setting.place.ids[row], purpose(np.int64(0), word(TIES + word(step))))
    if uniform(bits[0]) < setting.rewiring:
        other = below(bits[1], people)
        distance = abs(other - place)
        if min(distance, people - distance) > half:
            return lo + other
    return lo + ahead


@part
def _partner_across(
    setting: Setting, key: tuple[np.uint32, np.uint32], row: int, step: int, d: int, lo: int, people: int
) -> int | np.int64:
    others = len(setting.place.manager) - people
    if others == 0:
        return -1
    bits = threefry(key[0], key[1], setting.place.ids[row], purpose(np.int64(0), word(TIES_ACROSS + word(step))))
    first, there = setting.site[d, 0], int(setting.site[d, 1] - setting.site[d, 0])
    here, far = there - people, others + people - there
    leaving = setting.between_sites * far
    if far > 0 and float(uniform(bits[1])) * (here + leaving) < leaving:
        other = below(bits[0], far)
        return other if other < first else other + there
    other = first + below(bits[0], here) if far > 0 else below(bits[0], others)
    return other if other < lo else other + people


@part
def _draw_ties(setting: Setting, state: State, key: tuple[np.uint32, np.uint32]) -> None:
    """Draw every tie once, from its first partner; `cursor` counts the ties of each person."""
    half_inside, half_across = setting.half_inside, setting.half_across
    state.cursor[:] = 0
    for d in range(len(setting.relevant)):
        lo, hi = setting.place.start[d], setting.place.start[d + 1]
        for row in range(lo, hi):
            for step in range(half_inside):
                other = _partner_inside(setting, key, row, step + 1, lo, hi - lo, half_inside)
                state.edge[row, step] = other
                if other >= 0:
                    state.cursor[2 * row] += 1
                    state.cursor[2 * other] += 1
            for step in range(half_across):
                other = _partner_across(setting, key, row, step, d, lo, hi - lo)
                busiest = max(state.cursor[2 * row + 1], state.cursor[2 * max(other, 0) + 1])
                if busiest >= MOST_ACROSS:
                    other = -1
                state.edge[row, half_inside + step] = other
                if other >= 0:
                    state.cursor[2 * row + 1] += 1
                    state.cursor[2 * other + 1] += 1


@phase
def _connect(setting: Setting, state: State, key: tuple[np.uint32, np.uint32]) -> None:
    """Write the ties in compressed rows, each from both ends: the company's own, or drawn ones."""
    if len(setting.given_start):
        for side in range(len(setting.given_start)):
            state.tie_start[side] = setting.given_start[side]
        for tie in range(len(setting.given_ties)):
            state.ties[tie, COLLEAGUE] = setting.given_ties[tie, COLLEAGUE]
            state.ties[tie, WEIGHT] = setting.given_ties[tie, WEIGHT]
    else:
        _connect_at_random(setting, state, key)


@part
def _connect_at_random(setting: Setting, state: State, key: tuple[np.uint32, np.uint32]) -> None:
    _draw_ties(setting, state, key)
    total = np.int64(0)
    for side in range(len(state.cursor)):
        state.tie_start[side] = total
        total += state.cursor[side]
        state.cursor[side] = state.tie_start[side]
    state.tie_start[len(state.cursor)] = total
    for row in range(state.edge.shape[0]):
        for slot in range(state.edge.shape[1]):
            other = np.int64(state.edge[row, slot])
            if other >= 0:
                across = 0 if slot < setting.half_inside else 1
                mine, yours = 2 * row + across, 2 * other + across
                state.ties[state.cursor[mine], COLLEAGUE] = other
                state.ties[state.cursor[yours], COLLEAGUE] = row
                state.cursor[mine] += 1
                state.cursor[yours] += 1


@part
def _own_ways(setting: Setting, state: State, key: tuple[np.uint32, np.uint32], d: int) -> None:
    """Write what the department starts with: its record, its culture, its head, and what is usual there."""
    b, number = setting.behaviour, word(d)
    company = threefry(key[0], key[1], word(0), purpose(np.int64(0), CULTURE))
    own = threefry(key[0], key[1], number, purpose(np.int64(0), DEPARTMENT))
    head = threefry(key[0], key[1], number, purpose(np.int64(0), HEAD))
    culture = b.culture_spread * normal_quantile(open_uniform(company[0]))
    mine = state.department[d]
    mine[COMPLETENESS], mine[ACCURACY], mine[TRUST] = setting.completeness, setting.accuracy, b.trust_at_start
    mine[OWN_RESISTANCE] = b.department_spread * normal_quantile(open_uniform(own[0])) - culture
    mine[OWN_COMFORT] = b.department_spread * normal_quantile(open_uniform(own[1]))
    mine[HEADS_COMMITMENT] = b.head_spread * normal_quantile(open_uniform(head[0]))
    for f in range(len(setting.features)):
        usual = (setting.relevant[d] >> word(f)) & word(1)
        state.ways[WAY, d, f] = setting.starting_use if usual else 0.0
        state.ways[USED_BEFORE, d, f] = state.ways[WAY, d, f]
        state.ways[ENFORCED, d, f] = 0.0


@phase
def found(setting: Setting, asked_first: npt.NDArray[np.int32], state: State, key: tuple[np.uint32, np.uint32]) -> None:
    """Fill the state with one replicate of the company on the day the CRM goes live."""
    state.masks[:] = np.uint32(0)
    state.traits[IS_CHAMPION, :] = np.float32(0)
    state.department[:] = 0.0
    state.use[:] = 0
    for d in range(len(setting.relevant)):
        lo, hi = setting.place.start[d], setting.place.start[d + 1]
        for row in range(lo, hi):
            draw_traits(setting, state, key, row, d, np.int64(0))
            _first_skill_and_tenure(setting, state, key, row, d)
            if setting.starting_use > 0.0:
                _first_use(setting, state, key, row, setting.relevant[d])
        _own_ways(setting, state, key, d)
    _connect(setting, state, key)
    for d in range(len(setting.relevant)):
        rank_champions(setting, asked_first, state, key, setting.place.start[d], setting.place.start[d + 1])
    state.company[:] = 0.0
    state.company[CUSTOMERS] = setting.market.customers
