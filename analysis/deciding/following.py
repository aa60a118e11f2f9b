"""What follows from the comparison of the chosen mixes: rivals, signs, rescues, more money, what to measure."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ..base.later_steps import LaterSteps
from ..base.programme import company_only
from .choosing import FINALISTS, Found
from .decision import Question
from .frontier import NO_MORE, SHARES, frontier, next_euros
from .information import Knowledge, worth_knowing
from .mix import DIFFERENT, Mix, distance
from .options import Field, Rival, options, rivals, what_counts
from .rescue import Rescue, rescues
from .signs import Warnings, early_signs, failure_level
from .told import Decision
from .worlds import COMPARED, FINAL, LEARNED, by_world

Floats = npt.NDArray[np.float64]
STEPS = 30
"""Units of progress beside the search."""


_ALTERNATIVES = 10
"""Options among which one would choose if one knew more."""


def followed_up(question: Question, field: Field, done: Found, steps: Callable[[int], object]) -> Decision:
    """Return the decision with all that follows from the comparison."""
    q, o, best, values, nothing = question, question.objective, field.mixes[0], field.values(0), field.values(2)
    later = LaterSteps()
    against = later.take_all("shipped", lambda: rivals(values, nothing, done.ready, q.worlds, o))
    failure = failure_level(o, values, nothing)
    warnings = later.take("signs", lambda: _signs(q, field, failure), Warnings(failure, math.nan, 0, ()))
    helped = later.take_all("rescues", lambda: _rescues(q, field, warnings))
    net = by_world(field.runs[0].of("net_value")[:, o.month - 1], len(q.worlds))
    marginal = later.take("next", lambda: next_euros(best, values, q.worlds, o, net), NO_MORE)
    known_mixes = [best, *done.others[:FINALISTS], *done.ready]
    points = later.take_all("frontier", lambda: frontier(known_mixes, nothing, q.budget, q.worlds, o, steps))
    steps(STEPS - 16 - len(SHARES))
    known = later.take(
        "knowledge", lambda: worth_knowing([*field.mixes, *_more(q, field, done, against)], q.worlds, o),
        Knowledge((), math.nan, field.mixes, 0),
    )  # fmt: skip
    return Decision(
        q, options(field, _leading_by_world(q, done)), against, known, warnings, helped, marginal, points, done.effort,
        field, done.leading, tuple(later.failed),
    )  # fmt: skip


def _leading_by_world(question: Question, done: Found) -> Floats:
    """Return by world what counts of the mixes as good as the best, [worlds, mixes]: any may be the best in a world."""
    q, o = question, question.objective
    others = done.leading.beside(done.best, done.second)
    found = [what_counts(q.worlds.values(each.scenario, o.outcome, o.month, COMPARED, FINAL), o) for each in others]
    return np.column_stack(found) if found else np.empty((len(q.worlds), 0))


def _signs(question: Question, field: Field, failure: float) -> Warnings:
    """Return the early signs of the best mix, learned on companies of their own."""
    learned = company_only(question.worlds.runs(field.mixes[0].scenario, LEARNED, FINAL))
    return early_signs(learned, field.runs[0], question.objective, failure, question.first, question.eyes)


def _rescues(question: Question, field: Field, warnings: Warnings) -> tuple[Rescue, ...]:
    """Return what helps where the early sign appears; nothing without one."""
    q, check = question, warnings.check
    if check is None:
        return ()
    return rescues(field.mixes[0], field.runs[0], check, q.worlds, q.objective, q.budget, warnings.failure)


def _more(question: Question, field: Field, done: Found, against: Sequence[Rival]) -> list[Mix]:
    """Return what one might do instead if one knew more: other finalists that differ, and the closest rivals."""
    kept: list[Mix] = list(field.mixes)
    for each in [*done.others, *(rival.mix for rival in against)]:
        if len(kept) < _ALTERNATIVES and all(distance(each, other, question.budget) >= DIFFERENT for other in kept):
            kept.append(_numbered(each, len(kept) - len(field.mixes) + 1))
    return kept[len(field.mixes) :]


def _numbered(mix: Mix, number: int) -> Mix:
    """Return a mix that was found under a name of its own; shipped programmes keep theirs."""
    return mix if mix.parameters is None else Mix(replace(mix.scenario, name=f"mix_{number}"), mix.parameters)
