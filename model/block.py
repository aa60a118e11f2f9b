"""Scratch for one block of people: what is worked out on the way and forgotten."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .state import LANES, WORDS_AT_ONCE, State


class Block(NamedTuple):
    """Scratch for one block of people.

    Attributes
    ----------
    running : uint64 [ties + 1, 3]
        Three words of what colleagues show, added up along the ties of the block; row 0 is 0. As long
        as all ties, for how many a block has is known only after founding; what is never written
        takes no memory.
    near, far : uint64 [words, LANES]
        What each person's colleagues inside and across departments show (see `State.visible`).
    loudness : float32 [LANES]
        One over the weight of all voices that a person hears, 1 where there are none.
    exposure, own, attention : float32 [LANES]
        Weighted share of colleagues in deep use of the feature at hand; what each person brings to
        every decision (logits); chance of attention.
    draw : float32 [2, LANES]
        Uniforms for attention and choice.
    way : int32 [LANES]
        Way of working with the feature at hand.
    deep, compliance : uint32 [LANES]
        Ways of working with all features, one bit each.
    """

    running: npt.NDArray[np.uint64]
    near: npt.NDArray[np.uint64]
    far: npt.NDArray[np.uint64]
    loudness: npt.NDArray[np.float32]
    exposure: npt.NDArray[np.float32]
    own: npt.NDArray[np.float32]
    attention: npt.NDArray[np.float32]
    draw: npt.NDArray[np.float32]
    way: npt.NDArray[np.int32]
    deep: npt.NDArray[np.uint32]
    compliance: npt.NDArray[np.uint32]


def empty_block(state: State) -> Block:
    """Allocate the scratch of one block of a state's people."""
    words, running = state.visible.shape[1], np.empty((len(state.ties) + 1, WORDS_AT_ONCE), np.uint64)
    running[0] = 0
    return Block(
        running, np.zeros((words, LANES), np.uint64),
        np.zeros((words, LANES), np.uint64), np.zeros(LANES, np.float32), np.zeros(LANES, np.float32),
        np.zeros(LANES, np.float32), np.zeros(LANES, np.float32), np.zeros((2, LANES), np.float32),
        np.zeros(LANES, np.int32), np.zeros(LANES, np.uint32), np.zeros(LANES, np.uint32),
    )  # fmt: skip
