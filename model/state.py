"""The people and what changes about them: struct of arrays, one row per person."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

LANES = 32
"""People are worked on in blocks of this many; arrays are that much longer than the headcount."""

FIELDS, FIELD_BITS = 5, 12
"""Features per 64-bit word of `visible`, and bits of each: room for a weight of 4,095."""
WORDS_AT_ONCE = 3
"""Words of `visible` come in threes, which are read together."""

# Entries of `State.pairs`.
SKILL, HABIT_DEEP, HABIT_COMPLIANCE = 0, 1, 2
# Entries of `State.masks`.
IN_DEEP, IN_COMPLIANCE, DEEP_1, DEEP_2, TOUCHED_1, TOUCHED_2, EVER_DEEP, EVER_TOUCHED = range(8)
# Entries of `State.traits`.
RESISTANCE_TRAIT, TERRITORIALITY, IS_CHAMPION, EXAMPLE = 0, 1, 2, 3
# Entries of `State.slots`.
CHAMPION_RANK, TENURE = 0, 1
# Columns of `State.ties`.
COLLEAGUE, WEIGHT = 0, 1
# Columns of `State.department`.
(
    COMPLETENESS, ACCURACY, USABLE, HOURS, REPEATED, APPOINTED, DEEP_SUM, READERS, TRUST, USED_TO_GOALS,
    USED_TO_REWARD, OWN_RESISTANCE, OWN_COMFORT, HEADS_COMMITMENT,
) = range(14)  # fmt: skip
# Entries of `State.ways`.
WAY, ENFORCED, USED_BEFORE = 0, 1, 2
# Columns of `State.use`, counted by department and feature every month.
DEEP, COMPLIANCE, DEEP_SKILL, MISSING_SKILL, TRIED = range(5)
# Columns of `State.people`, counted by department every month.
REGULAR, NEVER_USED, UNUSED_QUARTER, NEVER_DEEP, ACTIVE, TOUCHED = range(6)
# Entries of `State.company`.
CUSTOMERS, CHURN, FRAGMENTATION, COST, NET_VALUE, DEEP_TOTAL, AT_START = range(7)

SKILL_UNIT = 65536
"""Skills are summed as integers in units of 1/65536, so that the order of people is irrelevant."""


class State(NamedTuple):
    """Everything that a replicate carries from month to month (n people, F features, D departments).

    Few wide arrays rather than many narrow ones: compiling and calling cost time per array.

    Attributes
    ----------
    pairs : float32 [3, F, n + LANES]
        Skill and the habits of deep use and compliance, each in [0, 1]; the old habit is what
        the two habits leave to one.
    masks : uint32 [8, n + LANES]
        One bit per feature: in deep use and in compliance now (neither means the old way), deep
        use and touched (either) one and two months ago, ever deep and ever touched since joining.
    traits : float32 [4, n + LANES]
        Resistance (deviation from the department's mean, logits), territoriality in [0, 1],
        champion (0 or 1), and for managers the example they set, in [0, 1].
    slots : int32 [2, n]
        Order in which the department's people are asked to be champions; months of tenure.
    tie_start : int64 [2 n + 1]
        Ties of row i inside the department are ``[tie_start[2i], tie_start[2i+1])``, across
        departments ``[tie_start[2i+1], tie_start[2i+2])``.
    ties : uint32 [ties, 2]
        Row of the colleague and weight of the tie.
    edge : int32 [n, slots]
        Scratch of the network's generation.
    cursor : int64 [2 n]
        Scratch of the network's generation.
    order : uint64 [n]
        Scratch for ranking people.
    visible : uint64 [n, words]
        What colleagues see of a person, five fields to a word and words in threes; field 0 is
        the person's voice, then comes one field per feature.
    department : float64 [D, 14]
        Completeness and accuracy of the department's part of the record, the data it can use,
        hours saved this month, share of matters through it that customers must repeat, champions asked
        so far, deep use summed over the months, share who read the record, trust in AI, the incentives
        it is used to (goals, reward); and what is its own from the start: resistance of its people and
        comfort of their old way (logits, the company's culture included), commitment of its head.
    ways : float64 [3, D, F]
        The way it is done here: how far real use of the feature is what one does in the department;
        how far the closed old way is enforced; share of the people in real use the month before.
    worth : float64 [D, F]
        What each feature is worth to the department this month.
    use : int64 [D, F, 5]
        Pairs in deep use and compliance; skill and missing skill of those in deep use; people who ever
        touched it.
    people : int64 [D, 6]
        Pairs in regular use, never used, unused for a quarter, never deep; people active; pairs touched.
    company : float64 [7]
        Customers, churn, fragmentation, cost, net value, deep use summed over the months, fragmentation at go-live.
    """

    pairs: npt.NDArray[np.float32]
    masks: npt.NDArray[np.uint32]
    traits: npt.NDArray[np.float32]
    slots: npt.NDArray[np.int32]
    tie_start: npt.NDArray[np.int64]
    ties: npt.NDArray[np.uint32]
    edge: npt.NDArray[np.int32]
    cursor: npt.NDArray[np.int64]
    order: npt.NDArray[np.uint64]
    visible: npt.NDArray[np.uint64]
    department: npt.NDArray[np.float64]
    ways: npt.NDArray[np.float64]
    worth: npt.NDArray[np.float64]
    use: npt.NDArray[np.int64]
    people: npt.NDArray[np.int64]
    company: npt.NDArray[np.float64]


def empty_state(
    n: int, departments: int, features: int, half_inside: int, half_across: int, given_ties: int = 0
) -> State:
    """Allocate a state for n people; founding fills it."""
    rows, slots = n + LANES, half_inside + half_across
    return State(
        np.zeros((3, features, rows), np.float32),
        np.zeros((8, rows), np.uint32),
        np.zeros((4, rows), np.float32),
        np.zeros((2, n), np.int32),
        np.zeros(2 * n + 1, np.int64),
        np.ones((max(2 * n * slots, given_ties), 2), np.uint32),
        np.zeros((n, slots), np.int32),
        np.zeros(2 * n, np.int64),
        np.zeros(n, np.uint64),
        np.zeros((n, WORDS_AT_ONCE * (features // (WORDS_AT_ONCE * FIELDS) + 1)), np.uint64),
        np.zeros((departments, 14), np.float64),
        np.zeros((3, departments, features), np.float64),
        np.zeros((departments, features), np.float64),
        np.zeros((departments, features, 5), np.int64),
        np.zeros((departments, 6), np.int64),
        np.zeros(7, np.float64),
    )
