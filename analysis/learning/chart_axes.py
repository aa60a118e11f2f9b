"""Axes along what is uncertain: limits, ticks as they are written elsewhere, and the name with its unit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from ..figures.parts import wrap
from .study_runs import Axis
from .uncertainty_words import named, plain

_TICKS = 5


def name_axes(
    axes: Axes, across: tuple[Axis, npt.NDArray[np.float64]], up: tuple[Axis, npt.NDArray[np.float64]],
    room: tuple[float, float], lang: str,
) -> None:  # fmt: skip
    """Set limits, ticks and names of both axes.

    Parameters
    ----------
    across, up : Axis and float64 array
        The uncertainty, and its values; where only single ones are possible, ticks stand at some of them.
    room : tuple of float
        For the names across and up, inches.
    """
    for axis, (each, values), inches in zip((axes.xaxis, axes.yaxis), (across, up), room, strict=True):
        ticks = _ticks(each, np.unique(values))
        axis.set_ticks(ticks, [plain(each.name, value, lang, each.high - each.low) for value in ticks])
        axis.set_label_text(wrap(named(each.name, lang), inches, lines=1))
    axes.set_xlim(across[0].low, across[0].high)
    axes.set_ylim(up[0].low, up[0].high)


def _ticks(axis: Axis, values: npt.NDArray[np.float64]) -> list[float]:
    """Return where ticks stand: evenly, or at every so many of single values."""
    found = values[:: -(-len(values) // _TICKS)] if axis.stepped else np.linspace(axis.low, axis.high, _TICKS)
    return [float(each) for each in found]
