"""What a block of people see of their colleagues' deep use.

Everybody shows one word of bits per five features (`State.visible`), twelve bits wide each, so that
the ties' weights can be added up in all of them at once.
"""

from __future__ import annotations

import numpy as np

from .block import Block
from .compiled import inner, wide_vectors
from .state import COLLEAGUE, FIELDS, LANES, WEIGHT, State

single = np.float32


@inner
def see_colleagues(state: State, block: Block, first: int, people: int) -> None:
    """Add up what each person's colleagues show.

    One loop along the ties of the whole block rather than a short one per person, whose end no
    processor foresees: what a person sees is the difference between two of the running sums.
    These may overflow; their differences do not.
    """
    begin = state.tie_start[2 * first]
    for q in range(0, state.visible.shape[1], 3):
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
            for j in range(3):
                block.near[q + j, lane] = block.running[across, j] - block.running[inside, j]
                block.far[q + j, lane] = block.running[end, j] - block.running[across, j]


@inner
def weigh_field(block: Block, openness: np.float32, field: int) -> None:
    """Write what all colleagues show in one field, those across departments weighed by openness."""
    wide_vectors()
    shift, mask = np.uint64(12 * (field % FIELDS)), np.uint64(4095)
    near, far = block.near[field // FIELDS], block.far[field // FIELDS]
    for lane in range(LANES):
        inside = single(np.int32((near[lane] >> shift) & mask))
        block.exposure[lane] = inside + openness * single(np.int32((far[lane] >> shift) & mask))


@inner
def hear_voices(block: Block, openness: np.float32) -> None:
    """Write by how much each colleague counts: one over the weight of all voices, which field 0 adds up."""
    wide_vectors()
    weigh_field(block, openness, 0)
    for lane in range(LANES):
        voices = block.exposure[lane]
        block.loudness[lane] = single(1) / (voices if voices > single(0) else single(1))


@inner
def see_feature(block: Block, openness: np.float32, f: int) -> None:
    """Write the weighted share of each person's colleagues in deep use of one feature."""
    wide_vectors()
    weigh_field(block, openness, f + 1)
    for lane in range(LANES):
        block.exposure[lane] *= block.loudness[lane]
