"""What a block of people see of their colleagues' deep use.

Everybody shows one word per five features (`State.visible`), a field of twelve bits for each, so that
the ties' weights are added up in all of them at once. Lanes without a person keep what the block
before has left there, which nobody reads.
"""

from __future__ import annotations

import numpy as np

from .block import Block
from .compiled import inner, wide_vectors
from .state import COLLEAGUE, FIELD_BITS, FIELDS, LANES, WEIGHT, WORDS_AT_ONCE, State

single = np.float32


@inner
def see_colleagues(state: State, block: Block, first: int, people: int) -> None:
    """Add up what each person's colleagues show.

    One loop along the ties of the whole block rather than a short one per person, whose end no
    processor foresees: what a person sees is the difference between two of the running sums.
    These may overflow, and the differences are exact all the same, for each fits its field.
    """
    begin = state.tie_start[2 * first]
    for q in range(0, state.visible.shape[1], WORDS_AT_ONCE):
        sum_0, sum_1, sum_2 = np.uint64(0), np.uint64(0), np.uint64(0)
        for e in range(state.tie_start[2 * (first + people)] - begin):
            tie = np.uint64(begin + e)
            other, weight = state.ties[tie, COLLEAGUE], np.uint64(state.ties[tie, WEIGHT])
            sum_0 += weight * state.visible[other, q]
            sum_1 += weight * state.visible[other, q + 1]
            sum_2 += weight * state.visible[other, q + 2]
            block.running[e + 1, 0], block.running[e + 1, 1], block.running[e + 1, 2] = sum_0, sum_1, sum_2
        for lane in range(people):
            side = 2 * (first + lane)
            inside, across = np.uint64(state.tie_start[side] - begin), np.uint64(state.tie_start[side + 1] - begin)
            end = np.uint64(state.tie_start[side + 2] - begin)
            for j in range(WORDS_AT_ONCE):
                block.near[q + j, lane] = block.running[across, j] - block.running[inside, j]
                block.far[q + j, lane] = block.running[end, j] - block.running[across, j]


@inner
def weigh_field(block: Block, openness: np.float32, field: int) -> None:
    """Write to `exposure` what all colleagues show in one field, those across departments weighed by openness."""
    wide_vectors()
    shift, mask = np.uint64(FIELD_BITS * (field % FIELDS)), np.uint64((1 << FIELD_BITS) - 1)
    near, far = block.near[field // FIELDS], block.far[field // FIELDS]
    for lane in range(LANES):
        inside = single(np.int32((near[lane] >> shift) & mask))
        block.exposure[lane] = inside + openness * single(np.int32((far[lane] >> shift) & mask))


@inner
def hear_voices(block: Block, openness: np.float32) -> None:
    """Write to `loudness` one over the weight of all voices, which field 0 adds up (through `exposure`)."""
    wide_vectors()
    weigh_field(block, openness, 0)
    for lane in range(LANES):
        voices = block.exposure[lane]
        block.loudness[lane] = single(1) / (voices if voices > single(0) else single(1))


@inner
def see_feature(block: Block, openness: np.float32, f: int) -> None:
    """Write to `exposure` the weighted share of each person's colleagues in deep use of one feature."""
    wide_vectors()
    weigh_field(block, openness, f + 1)
    for lane in range(LANES):
        block.exposure[lane] *= block.loudness[lane]
