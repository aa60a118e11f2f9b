"""Memory asked for before it is needed: with many people it would be waited for otherwise."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba import types
from numba.core import config as numba_config
from numba.extending import intrinsic

from .compiled import inner
from .state import COLLEAGUE, HABIT_COMPLIANCE, HABIT_DEEP, LANES, SKILL, State

MANY = 20_000
"""From how many people on what they show does not stay near the processor by itself."""
LINE = 16
"""Numbers in single precision that memory hands over at once."""


def _asking(typing_context: Any, row: Any, position: Any) -> Any:
    """Ask memory for what stands at a place of an array, without waiting; past its end nothing happens."""

    def ask(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        place = builder.bitcast(builder.gep(data, [arguments[1]]), ir.IntType(8).as_pointer())
        kind = ir.FunctionType(ir.VoidType(), [place.type, *3 * [ir.IntType(32)]])
        prefetch = builder.module.declare_intrinsic("llvm.prefetch", [place.type], kind)
        builder.call(prefetch, [place, *(ir.IntType(32)(each) for each in (0, 3, 1))])
        return context.get_dummy_value()

    return types.void(row, types.uint64), ask


ask_for = cast(Any, intrinsic)(_asking)
if cast(Any, numba_config).DISABLE_JIT:

    def ask_for(row: npt.NDArray[Any], position: np.uint64) -> None:
        """Change nothing."""


@inner
def ask_for_pairs(state: State, f: int, first: int) -> None:
    """Ask for what the block of people behind this one knows of a feature."""
    for entry in (SKILL, HABIT_DEEP, HABIT_COMPLIANCE):
        row = state.pairs[entry, f]
        ask_for(row, np.uint64(first + LANES))
        ask_for(row, np.uint64(first + LANES + LINE))


@inner
def ask_for_colleagues(state: State, first: int) -> None:
    """Ask for what the colleagues of the block of people behind this one show, who are anywhere."""
    people = len(state.visible)
    if people < MANY or first + 2 * LANES > people:
        return
    for tie in range(state.tie_start[2 * (first + LANES)], state.tie_start[2 * (first + 2 * LANES)]):
        ask_for(state.visible[state.ties[np.uint64(tie), COLLEAGUE]], np.uint64(0))
