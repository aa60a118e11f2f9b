"""Which rows count: not those sent twice, ticked all alike, or ticked faster than anybody reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..reading.keys import plain
from .answers import Noted
from .instrument import Instrument
from .rows import Rows
from .ticks import NOTHING, OUTSIDE, UNREADABLE

PER_ITEM = 2.0
"""Seconds for a question below which nobody has read it (Huang and others 2012 take two)."""
ENOUGH = 0.5
"""Share of the questions that must be answered before all alike, or the same twice, is no accident."""
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Judged:
    """Which rows can be used, and what was noted of the others.

    Attributes
    ----------
    kept : bool array [N]
    noted : mapping of str to Noted
    """

    kept: Mask
    noted: Mapping[str, Noted]


def judged(rows: Rows, asked: Instrument) -> Judged:
    """Return which rows can be used; each one that cannot is counted once, for the first reason in order.

    Parameters
    ----------
    rows : Rows
    asked : Instrument
    """
    valid = rows.ticks > NOTHING
    answered = valid.sum(axis=1)
    named = np.array([each in ("", asked.name) for each in rows.names], bool)
    kept, noted = np.ones(len(rows), bool), {}
    reasons = {
        "other questionnaire": ~named,
        "no answers": answered == 0,
        "doubled": None,
        "straight": _straight(rows.ticks, answered, asked),
        "fast": (rows.seconds < PER_ITEM * answered) & (rows.seconds > 0),
    }
    for kind, wrong in reasons.items():
        out = kept & (_doubled(rows, kept, answered, asked) if wrong is None else wrong)
        noted[kind] = Noted(kind, int(out.sum()))
        kept &= ~out
    inside = rows.ticks[kept]
    for kind, value in (("outside", OUTSIDE), ("unreadable", UNREADABLE)):
        noted[kind] = Noted(kind, int((inside == value).sum()))
    asked_of = np.array([n not in rows.missing for n in range(len(asked.items))], bool)
    noted["missing"] = Noted("missing", int((inside[:, asked_of] == NOTHING).sum()))
    return Judged(kept, noted)


def _straight(ticks: npt.NDArray[np.int16], answered: npt.NDArray[np.int64], asked: Instrument) -> Mask:
    """Return who ticked the same everywhere, though some questions are worded the other way round."""
    least = np.where(ticks > NOTHING, ticks, asked.points + 1).min(axis=1)
    return np.asarray((answered >= ENOUGH * len(asked.items)) & (least == ticks.max(axis=1)))


def _doubled(rows: Rows, kept: Mask, answered: npt.NDArray[np.int64], asked: Instrument) -> Mask:
    """Return what was sent again: the same sheet, or without its mark the same answers from the same department.

    Of one sheet the last counts, which may be mended; of answers all alike it does not matter. Sheets ticked all alike
    are no sign of doubling.
    """
    out = np.zeros(len(rows), bool)
    last: dict[object, int] = {}
    alike = _straight(rows.ticks, answered, asked)
    for n in np.flatnonzero(kept):
        told: object = rows.sheets[n]
        if not told:
            if answered[n] < ENOUGH * len(asked.items) or alike[n]:
                continue
            told = (plain(rows.departments[n]) if rows.departments[n] else "", rows.ticks[n].tobytes())
        if told in last:
            out[last[told]] = True
        last[told] = int(n)
    return out
