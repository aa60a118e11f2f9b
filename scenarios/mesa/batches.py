"""Batches of Mesa's: ``iterations`` and ``rng`` do not make replicates here, and whoever asks for them is told.

A company's chance depends on ``base_seed`` and ``replicate`` alone, so that replicate k is the same people and
the same luck in every scenario, in Mesa as in `simulate`. A seed that Mesa invents or passes on could only break this.
"""

from __future__ import annotations

import sys
import warnings
from types import FrameType
from typing import Any

RUNNER = "mesa.batchrunner"
DEEPEST = 12
"""Constructors of subclasses that may stand between a batch and the model."""
SAME = (
    "mesa.batch_run repeats the same company: its iterations and its rng only shuffle Mesa's agents, and the company's "
    "chance depends on base_seed and replicate. For replicates give them as a parameter, such as "
    '{"scenario": "no_programme", "replicate": range(3)}, and no iterations.'
)
_said = False


def _batch() -> FrameType | None:
    """Return the frame of Mesa's batch run in which a model is made, if it is one."""
    frame: FrameType | None = sys._getframe(2)
    for _ in range(DEEPEST):
        if frame is None:
            return None
        if frame.f_globals.get("__name__") == RUNNER:
            return frame
        frame = frame.f_back
    return None


def check_replicates(rng: Any) -> None:
    """Warn once per process if a batch of Mesa's repeats a company with the same chance."""
    global _said
    if _said or (frame := _batch()) is None:
        return
    if rng is not None or frame.f_locals.get("iteration"):
        _said = True
        warnings.warn(SAME, UserWarning, stacklevel=4)
