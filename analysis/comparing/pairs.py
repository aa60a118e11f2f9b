"""Run and pair: all programmes with the same replicates, as many as the answer needs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...model.in_brief import in_brief
from ...model.simulation import Run
from ...scenarios.simulate import simulate
from ..base.effects import chance_in, half_width
from ..base.least_sizes import enough
from ..base.precision import Precision, joined, until_precise
from ..base.programme import Programme, ordered
from ..words.phrases import is_points
from .question import Question


def main_half_width(programmes: Sequence[Programme], outcome: str, month: int) -> float:
    """Return how far chance leaves the main differences open: of the best to the baseline and to the runner-up.

    The larger half-width of the two 95 % intervals, in percentage points for shares and in percent of
    the baseline's level for other outcomes; NaN for one pair, or if that level is zero or next to it. What behaviour
    leaves open is no part of it, where there are several companies to a parameter set: more of them do not narrow it.
    """
    best, second, *_ = ordered(programmes, outcome, month)
    baseline = next(each for each in programmes if each.is_baseline)
    rivals = [each for each in (second, baseline) if each is not best]
    gaps = [best.at(outcome, month) - each.at(outcome, month) for each in rivals]
    n = len(gaps[0])
    half = half_width(max(chance_in(each, best.sets) for each in gaps), n) if enough("interval", n) else math.nan
    if half == 0.0 and not enough("verdict", n):
        return math.nan  # that so few pairs do not differ says nothing of others
    unit = 1.0 if is_points(outcome) else abs(float(baseline.at(outcome, month).mean()))
    if not unit:
        return math.nan if half else 0.0
    found = 100.0 * half / unit
    return found if math.isfinite(found) else math.nan


@in_brief
@dataclass(frozen=True)
class Paired:
    """The runs of a comparison: replicate k of every programme is the same people and the same luck.

    Attributes
    ----------
    programmes : tuple of Programme
        The baseline first.
    precision : Precision
        How the number of pairs came about.
    """

    programmes: tuple[Programme, ...]
    precision: Precision

    @property
    def pairs(self) -> int:
        """Number of replicates, the same for all."""
        return self.programmes[0].replications


def run_paired(
    asked: Question, *, workers: int | None = None, progress: Callable[[int], object] | None = None
) -> Paired:
    """Return the programmes with as many pairs as were given, or else as the precision asks for.

    Replicates are added to those there are, so the programmes are those of a plain run with their number.
    """
    parts: list[list[Run]] = [[] for _ in asked.scenarios]
    done = 0

    def programmes() -> tuple[Programme, ...]:
        return tuple(
            Programme(each, joined(part), is_baseline=number == 0)
            for number, (each, part) in enumerate(zip(asked.scenarios, parts, strict=True))
        )

    def half_width(n: int) -> float:
        nonlocal done
        for each, part in zip(asked.scenarios, parts, strict=True):
            more = simulate(
                each, replications=n - done, seed=asked.seed, first_replicate=done, workers=workers,
                record_features=True, progress=progress,
            )  # fmt: skip
            part[:] = [joined([*part, more])]
        done = n
        return main_half_width(programmes(), asked.main, asked.month)

    if asked.replications is None:
        reached = until_precise(half_width, asked.precision, asked.most)
    else:
        reached = half_width(asked.replications)
    return Paired(programmes(), Precision(asked.precision, reached, asked.replications is not None, asked.most))
